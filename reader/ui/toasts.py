"""The messages that need a person: one at a time, and none that is lost to another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

from textual.notifications import SeverityLevel


class Toast(NamedTuple):
    """A message as it is to be shown, for ``timeout`` seconds (None: as long as is usual)."""

    message: str
    title: str
    severity: SeverityLevel
    timeout: float | None


_WEIGHT: dict[SeverityLevel, int] = {"information": 0, "warning": 1, "error": 2}


# A message stands at least so long, in seconds: keys that come sooner were typed without seeing it.
_LEAST = 1.5


class ToastQueue:
    """Shows one message after the other, the weightier first; only hints are lost to others.

    ``show`` shows a message, ``clear`` takes away what is seen; ``now`` is the time in seconds.
    """

    def __init__(
        self,
        show: Callable[[Toast], None],
        clear: Callable[[], object],
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._show, self._clear, self._now = show, clear, now
        self._since = 0.0
        self._waiting: deque[Toast] = deque()
        self._shown: Toast | None = None

    def tell(self, toast: Toast) -> None:
        """Show a message, now or when those before it have been; the same one is told once."""
        before = self._shown
        if toast.message in {one.message for one in (before, *self._waiting) if one}:
            return
        if before is not None and _WEIGHT[toast.severity] > _WEIGHT[before.severity]:
            self._clear()
            self._shown = None
            if before.severity != "information":
                self._waiting.appendleft(before)
            self._waiting.appendleft(toast)
        else:
            self._waiting.append(toast)
        self._go_on()

    def gone(self, message: str) -> None:
        """Show the next message when one is gone, if it was the one that is seen.

        Each screen that was open lets go of its own copy.
        """
        if self._shown is not None and self._shown.message == message:
            self._shown = None
            self._go_on()

    def key_pressed(self) -> None:
        """Take away the message that is seen: somebody goes on, and it lies over the text."""
        if self._shown is not None and self._now() - self._since >= _LEAST:
            self._clear()
            self._shown = None
            self._go_on()

    def _go_on(self) -> None:
        """Show the next message, where none is seen."""
        if self._shown is None and self._waiting:
            self._shown = self._waiting.popleft()
            self._since = self._now()
            self._show(self._shown)
