"""All keys of a screen, by what they are for, and the signs that screens use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.text import one_line
from reader.ui.commands import Command, command

# From so many columns on, the commands stand in two columns.
_WIDE = 110
_SIGNS = (
    ("● ◐ ✓ ⚑", "unread, reading, done, flagged"),
    ("= ≡ ~", "a copy word for word, of the same page, edited"),
    ("≈ ” ∥", "reworded, quoting, of the same event"),
    ("? ✔ ✗", "undecided, accepted, rejected"),
    ("+ − ↕ !", "only there, only here, moved, matters"),
    ("✎ ⇄ ⌀", "a note, carried over, its text is gone"),
    ("▸ ▾", "folded, open"),
)


class HelpScreen(ModalScreen[None]):
    """Lists commands with their keys: the common ones first, the motions last."""

    BINDINGS = [
        command("app.close", "escape,q,question_mark", "dismiss", "Close", "Go back"),
        command("list.down", "down,j", "scroll('down')", "Down", "Scroll down"),
        command("list.up", "up,k", "scroll('up')", "Up", "Scroll up"),
        command("list.page-down", "pagedown,space", "scroll('page_down')", "Page", "A page down"),
        command("list.page-up", "pageup", "scroll('page_up')", "Page up", "A page up"),
        command("list.first", "home,g", "scroll('home')", "First", "To the beginning"),
        command("list.last", "end,G", "scroll('end')", "Last", "To the end"),
        command("app.ids", "i", "ids", "Names", "What the settings file calls each command"),
    ]

    def __init__(self, commands: Sequence[Command], settings: Path) -> None:
        super().__init__()
        self._commands, self._settings = commands, settings
        self._shows_ids = False

    def compose(self) -> ComposeResult:
        """Lay out the groups below each other, in two columns where there is room."""
        with VerticalScroll(classes="dialog help"), Horizontal(id="help-columns"):
            yield Static(id="help-common", markup=False)
            yield Static(id="help-others", markup=False)

    def on_mount(self) -> None:
        """Draw the commands."""
        self.set_class(self.size.width >= _WIDE, "-wide")
        self._draw()

    def action_scroll(self, way: str) -> None:
        """Scroll the help."""
        getattr(self.query_one(VerticalScroll), f"scroll_{way}")(animate=False)

    def action_ids(self) -> None:
        """Show the names of the commands too, or leave them out again."""
        self._shows_ids = not self._shows_ids
        self._draw()

    def _draw(self) -> None:
        common = [given for given in self._commands if given.is_common]
        others = [given for given in self._commands if not given.is_common]
        half = len(self._commands) // 2 if self.has_class("-wide") else len(others)
        first = max(0, half - len(common) - len(_SIGNS))
        while 0 < first < len(others) and others[first].group == others[first - 1].group:
            first += 1
        left = Text(overflow="fold")
        self._group(left, "The common keys", common)
        self._groups(left, others[:first])
        right = Text(overflow="fold")
        self._groups(right, others[first:])
        right.append("Signs\n", "bold underline")
        for signs, meaning in _SIGNS:
            right.append(f"  {signs:<10} ", "bold").append(f"{meaning}\n")
        right.append("\nKeys can be changed: F2, or in\n", "italic")
        right.append(f"{one_line(str(self._settings))}\n")
        right.append("i shows by what names", "italic")
        self.query_one("#help-common", Static).update(left)
        self.query_one("#help-others", Static).update(right)

    def _groups(self, text: Text, commands: Iterable[Command]) -> None:
        for group, given in groupby(commands, key=lambda given: given.group):
            self._group(text, group, given)

    def _group(self, text: Text, title: str, commands: Iterable[Command]) -> None:
        text.append(f"{title}\n", "bold underline")
        for given in commands:
            text.append(f"  {given.keys:<12} ", "bold")
            text.append(given.help)
            text.append(f"  {given.id}\n" if self._shows_ids else "\n", "dim")
        text.append("\n")
