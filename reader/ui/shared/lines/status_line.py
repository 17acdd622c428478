"""The lines over the keys: what happened, and what there is to know."""

from __future__ import annotations

from rich.text import Text
from textual.geometry import Size
from textual.timer import Timer
from textual.widget import Widget

from reader.text import one_line
from reader.ui.shared.alerts import Alert
from reader.ui.shared.packing import packed

# Seconds that a row of a message stands, and how many rows it may have.
_STANDING = 4.0
_MOST_ROWS = 3  # rows
_GAP = 2  # columns


class StatusLine(Widget):
    """Two lines: a message that stands for a while, over the state at the left, a legend at right.

    Without a message the first line is the blank between the text and the bars. A long message
    takes more of them, and an alert those above it: neither hides text or state.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"status-line--message", "status-line--warning", "status-line--error"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._state, self._legend, self._is_whole = Text(), Text(), False
        self._message, self._is_miss = "", False
        self._alert: Alert | None = None
        self._timer: Timer | None = None

    def rest(self, state: str | Text, legend: str | Text = "", *, whole: bool = False) -> None:
        """Set the state and the legend; where there is room for one only, the legend gives way.

        One that is to be shown as a ``whole`` goes on in further rows where there is no state.
        """
        shown = _text(state), _text(legend), whole
        if shown != (self._state, self._legend, self._is_whole):
            self._state, self._legend, self._is_whole = shown
            self.refresh(layout=whole)

    def room_beside(self, legend: Text) -> int:
        """Return the columns that a state has where the legend stands whole."""
        return self.content_size.width - legend.cell_len - _GAP

    @property
    def message(self) -> str:
        """The message that stands, empty where there is none."""
        return self._message

    @property
    def calm_height(self) -> int:
        """The rows that it takes while there is no message."""
        return 1 + len(self._resting(self.content_size.width))

    def add(self, more: str, message: str) -> None:
        """Say ``message`` with ``more`` behind it, unless something else was said since."""
        if self._message in ("", one_line(message)):
            self.say(f"{message}{more}")

    def say(self, message: str, *, is_miss: bool = False) -> None:
        """Show a message for a while; that of a miss until the next key at the longest."""
        if self._timer is not None:
            self._timer.stop()
        self._message, self._is_miss = one_line(message), is_miss
        width = self.content_size.width
        self._timer = self.set_timer(_STANDING * len(self._message_rows(width)), self._calm)
        self.refresh(
            layout=self.size.height != self.get_content_height(self.size, self.size, width)
        )

    def alert(self, alert: Alert | None) -> None:
        """Show an alert until another one, or None, is given."""
        if alert != self._alert:
            self._alert = alert
            self.refresh(layout=True)

    def key_pressed(self) -> None:
        """End the message of a miss: somebody goes on."""
        if self._is_miss:
            self.take_back(self._message)

    def take_back(self, *messages: str) -> None:
        """End a message that holds no longer, if it is one of these."""
        if self._message and self._message in map(one_line, messages):
            if self._timer is not None:
                self._timer.stop()
            self._calm()

    def _calm(self) -> None:
        self._timer, self._message, self._is_miss = None, "", False
        self.refresh(layout=self.size.height > 2)

    def _rows(self, width: int) -> list[Text]:
        """Return the rows of the alert, and those of the message, one at least."""
        message = self._message_rows(width)
        if self._alert is None:
            return message
        kind = "error" if self._alert.is_error else "warning"
        lines = "\n".join(map(one_line, self._alert.message.splitlines()))
        half = max(1, self.app.size.height // 2)
        return [*self._wrapped(lines, kind, width, half), *message]

    def _message_rows(self, width: int) -> list[Text]:
        return self._wrapped(self._message, "message", width, _MOST_ROWS)

    def _wrapped(self, message: str, kind: str, width: int, most: int) -> list[Text]:
        """Return a message in rows; where it has too many, its last sentence stays: the remedy."""
        style = self.get_component_rich_style(f"status-line--{kind}", partial=True)

        def rows_of(text: str) -> list[Text]:
            return list(Text(text, style).wrap(self.app.console, max(1, width)))

        rows, last = rows_of(message), list[Text]()
        told, _, remedy = message.rpartition(". ")
        if len(rows) > most and told and len(found := rows_of(remedy)) < most:
            rows, last = rows_of(f"{told}."), found
        room = most - len(last)
        if len(rows) > room:
            rows[room - 1 :] = [Text(" ").join(rows[room - 1 :])]
            rows[-1].truncate(width, overflow="ellipsis")
        return [*rows, *last]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take the rows of the message, and those of the state."""
        return len(self._rows(width)) + len(self._resting(width))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Take the whole width."""
        return container.width

    def render(self) -> Text:
        """Draw both lines."""
        width = self.content_size.width
        return Text("\n", no_wrap=True, end="").join((*self._rows(width), *self._resting(width)))

    def _resting(self, width: int) -> list[Text]:
        """Return the row of the state and the legend, or those of a legend that is shown whole."""
        if self._is_whole and not self._state and self._legend.cell_len > width:
            return packed(self._legend.split("  "), _GAP, width)
        state, legend = self._state.copy(), self._legend.copy()
        state.truncate(width, overflow="ellipsis")
        room = width - (state.cell_len + _GAP if state else 0)
        legend = _fitted(legend, room)
        if legend.cell_len and room > _GAP:
            state.append(" " * (width - state.cell_len - legend.cell_len))
            state.append_text(legend)
        return [state]


def _fitted(legend: Text, room: int) -> Text:
    """Return the signs of a legend, two blanks apart, that there is room for; the first one cut.

    An ellipsis stands for the others.
    """
    signs = list(legend.split("  ")) if legend.cell_len > room else [legend]
    shown = legend
    while len(signs) > 1 and shown.cell_len > room:
        signs.pop()
        shown = Text(" " * _GAP).join((*signs, Text("…")))
    shown.truncate(max(0, room), overflow="ellipsis")
    return shown


def _text(content: str | Text) -> Text:
    return content if isinstance(content, Text) else Text(content)
