"""The line above the keys: how things stand, what was done just now, and what the colours mean."""

from __future__ import annotations

from rich.text import Text
from textual.timer import Timer
from textual.widget import Widget

from reader.text import one_line

# Seconds that a message stands.
_STANDING = 5.0
_GAP = 3


class StatusLine(Widget):
    """One line: the state at the left, a message beside it for a while, a legend at the right.

    A message hides nothing of the state; where there is no room the legend gives way.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"status-line--message"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._state, self._legend, self._message = Text(), Text(), ""
        self._timer: Timer | None = None

    def rest(self, content: str | Text) -> None:
        """Set the state that the line shows at its left."""
        self._state = _line(content)
        self.refresh()

    def legend(self, content: str | Text) -> None:
        """Set what stands at the right as long as there is room."""
        self._legend = _line(content)
        self.refresh()

    def say(self, message: str) -> None:
        """Show a message for a while, beside the state."""
        if self._timer is not None:
            self._timer.stop()
        self._message = one_line(message)
        self._timer = self.set_timer(_STANDING, self._calm)
        self.refresh()

    def _calm(self) -> None:
        self._timer, self._message = None, ""
        self.refresh()

    def render(self) -> Text:
        """Draw the line."""
        width = self.content_size.width
        line = Text(no_wrap=True)
        message = Text(f" {self._message} " if self._message else "")
        message.stylize(self.get_component_rich_style("status-line--message"))
        message.truncate(width, overflow="ellipsis")
        state = self._state.copy()
        # Of a state that is longer than what is left for it, the beginning says most.
        state.truncate(
            max(0, width - (message.cell_len + _GAP if message else 0)), overflow="ellipsis"
        )
        line.append_text(state)
        if message:
            line.append(" " * (_GAP if state else 0))
            line.append_text(message)
        left = width - line.cell_len - self._legend.cell_len
        if self._legend and left >= _GAP:
            line.append(" " * left)
            line.append_text(self._legend)
        line.truncate(width)
        return line


def _line(content: str | Text) -> Text:
    return Text(one_line(content)) if isinstance(content, str) else content
