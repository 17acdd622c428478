"""The line that says what happened, and at rest what there is to know."""

from __future__ import annotations

from rich.text import Text
from textual.timer import Timer
from textual.widgets import Static

# Seconds that a message stands before the line is at rest again.
_STANDING = 4.0


class StatusLine(Static):
    """One line at the bottom of a screen: a message for a while, else what ``rest`` was given."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._rest: str | Text = ""
        self._timer: Timer | None = None

    def rest(self, content: str | Text) -> None:
        """Set what the line shows while there is no message."""
        self._rest = content
        if self._timer is None:
            self.update(content, layout=False)

    def say(self, message: str) -> None:
        """Show a message for a while."""
        if self._timer is not None:
            self._timer.stop()
        self.update(message, layout=False)
        self.add_class("-message")
        self._timer = self.set_timer(_STANDING, self._calm)

    def _calm(self) -> None:
        self._timer = None
        self.remove_class("-message")
        self.update(self._rest, layout=False)
