"""Counts drawn as bars, the largest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from reader.text import one_line
from reader.ui.shared.commands import command
from reader.ui.shared.dialogs.dialog import Dialog

_LABEL = 24  # columns
_BAR = 32  # columns: what a dialog has left beside the label and the count on 80
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
                yield Static(_drawn(name, counts))


def _drawn(name: str, counts: Sequence[tuple[str, int]]) -> Text:
    most = max((count for _, count in counts), default=1)
    text = Text(no_wrap=True)
    text.append(f"by {name}\n", "bold")
    for label, count in counts[:_ROWS]:
        shown = Text(one_line(label) or "none")
        shown.truncate(_LABEL, overflow="ellipsis", pad=True)
        bar = "▇" * max(1, round(count * _BAR / most))
        text.append_text(shown).append(f" {count:>7,} ")
        text.append(f"{bar}\n", "dim")
    if len(counts) > _ROWS:
        text.append(f"and {len(counts) - _ROWS:,} more\n", "dim")
    return text
