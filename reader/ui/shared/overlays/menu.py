"""The commands of a screen, to be chosen from by who does not know their keys."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reader.ui.shared.commands import Command, command
from reader.ui.shared.dialogs.dialog import Dialog
from reader.ui.shared.lists.virtual_list import NARROW


class CommandMenu(Dialog[Command | None]):
    """Lists the commands of a screen with their keys; gives back the chosen one."""

    BINDINGS = [
        command("app.close", "escape,q,colon,f10", "dismiss(None)", "Close", "Go back"),
        command("list.down", "j", "step(1)", "Down", "Go to the next command"),
        command("list.up", "k", "step(-1)", "Up", "Go to the previous command"),
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """Lay out the commands below each other."""
        with Vertical(classes="dialog"):
            yield Static("What can be done here", classes="dialog--title")
            yield OptionList(*map(self._option, self._commands))

    def _option(self, given: Command) -> Option:
        keys, help_text = (f"{given.keys:<10} ", "bold"), (given.help, "dim")
        if self.app.size.width < NARROW:  # the columns would leave a few letters of each line
            return Option(Text.assemble(keys, given.name, "\n  ", help_text))
        return Option(Text.assemble(keys, f"{given.name:<14} ", help_text))

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Give back the marked command."""
        self.dismiss(self._commands[event.option_index])
