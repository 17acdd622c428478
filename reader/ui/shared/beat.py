"""The beat in which a screen shows what long work has found so far."""

from __future__ import annotations

from time import monotonic


class Beat:
    """Tells the thread of a worker when it is time to show what has come; a beat is in seconds."""

    def __init__(self, seconds: float = 0.1) -> None:
        self._seconds = seconds
        self._last = monotonic()

    def is_due(self) -> bool:
        """Tell whether a beat has passed since this was last true, or since the beginning."""
        now = monotonic()
        if now - self._last <= self._seconds:
            return False
        self._last = now
        return True
