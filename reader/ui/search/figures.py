"""Counts drawn as bars, the largest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from reader.text import one_line
from reader.ui.shared.commands import command
from reader.ui.shared.dialogs.dialog import Dialog

_LABEL = 24  # columns
_BAR = 32  # columns: what a dialog has left beside the label and the count on 80
_COUNT = 9  # columns, with the blanks around it
_ROWS = 100  # rows


class FiguresView(Dialog[None]):
    """Shows counts of something by several things, each as a table of bars."""

    BINDINGS = [
        command("app.cancel", "escape,q,F,enter", "dismiss(None)", "Back", "Back to the lines")
    ]

    def __init__(self, title: str, tables: Mapping[str, Sequence[tuple[str, int]]]) -> None:
        super().__init__()
        self._title, self._tables = title, tables

    def compose(self) -> ComposeResult:
        """Lay out the tables under each other."""
        with VerticalScroll(classes="dialog"):
            yield Static(one_line(self._title), classes="dialog--title", markup=False)
            for name, counts in self._tables.items():
                yield CountBars(name, counts)


class CountBars(Widget):
    """Draws the counts of something by one thing."""

    def __init__(self, name: str, counts: Sequence[tuple[str, int]]) -> None:
        super().__init__()
        self._by, self._counts = name, counts

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take a row for each count, with one of air below them."""
        return len(self._counts[:_ROWS]) + 2 + (len(self._counts) > _ROWS)

    def render(self) -> Text:
        """Draw as much as there is room for of labels, then of bars."""
        return _drawn(self._by, self._counts, self.content_size.width)


def _drawn(name: str, counts: Sequence[tuple[str, int]], width: int) -> Text:
    most = max((count for _, count in counts), default=1)
    room = min(_LABEL, max(1, (width - _COUNT) // 2))
    longest = max(1, min(_BAR, width - _COUNT - room))
    text = Text(no_wrap=True)
    text.append(f"by {name}\n", "bold")
    for label, count in counts[:_ROWS]:
        shown = Text(one_line(label) or "none")
        shown.truncate(room, overflow="ellipsis", pad=True)
        bar = "▇" * max(1, round(count * longest / most))
        text.append_text(shown).append(f" {count:>7,} ")
        text.append(f"{bar}\n", "dim")
    if len(counts) > _ROWS:
        text.append(f"and {len(counts) - _ROWS:,} more\n", "dim")
    return text
