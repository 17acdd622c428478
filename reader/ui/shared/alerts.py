"""The alerts, which need a person: one at a time, in a line of the screen, and none is lost."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

# An alert stands at least so long, in seconds: keys that come sooner were typed without seeing it.
_LEAST = 1.5


class Alert(NamedTuple):
    """A message that needs a person, and stands until a key is pressed."""

    message: str
    is_error: bool


class AlertQueue:
    """Shows one alert after the other, errors before warnings, each until a key is pressed.

    ``show`` shows an alert, or None; ``now`` is the time in seconds.
    """

    def __init__(
        self, show: Callable[[Alert | None], None], now: Callable[[], float] = monotonic
    ) -> None:
        self._show, self._now = show, now
        self._since = 0.0
        self._waiting: deque[Alert] = deque()
        self.shown: Alert | None = None

    def tell(self, alert: Alert) -> None:
        """Show an alert, now or when those before it have been; the same one is told once."""
        before = self.shown
        if alert in (before, *self._waiting):
            return
        if before is not None and alert.is_error and not before.is_error:
            self._waiting.extendleft((before, alert))
            self._go_on()
        else:
            self._waiting.append(alert)
            if before is None:
                self._go_on()

    def key_pressed(self) -> None:
        """Take away the alert that was seen: somebody goes on."""
        if self.shown is not None and self._now() - self._since >= _LEAST:
            self._go_on()

    def _go_on(self) -> None:
        """Show the next alert in the place of the one that is seen."""
        self.shown = self._waiting.popleft() if self._waiting else None
        self._since = self._now()
        self._show(self.shown)
