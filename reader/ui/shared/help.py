"""All keys of a screen, by what they are for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.ui.commands import Command, command


class HelpScreen(ModalScreen[None]):
    """Lists commands, grouped, with their keys."""

    BINDINGS = [
        command("app.close", "escape,q,question_mark", "dismiss", "Close", "Go back"),
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """Lay out the groups below each other."""
        with VerticalScroll(classes="dialog help"):
            yield Static(self._text())

    def _text(self) -> Text:
        text = Text(overflow="fold")
        for group, commands in groupby(self._commands, key=lambda given: given.group):
            text.append(f"{group}\n", "bold underline")
            for given in commands:
                text.append(f"  {given.keys:<18} ", "bold")
                text.append(given.help)
                text.append(f"  {given.id}\n", "dim")
            text.append("\n")
        text.append(
            "Every key can be changed in the settings file, by the names at the ends of the lines.",
            "italic",
        )
        return text
