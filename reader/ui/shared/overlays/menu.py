"""The commands of a screen, to be chosen from by who does not know their keys."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reader.ui.shared.commands import Command, command
from reader.ui.shared.dialogs.dialog import OPTION_KEYS, Dialog
from reader.ui.shared.lists.virtual_list import NARROW


class CommandMenu(Dialog[Command | None]):
    """Lists the commands of a screen with their keys; gives back the chosen one."""

    BINDINGS = [
        command("app.close", "escape,q,colon,f10", "dismiss(None)", "Close", "Go back"),
        *OPTION_KEYS,
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """Lay out the commands below each other."""
        with Vertical(classes="dialog"):
            yield Static("What can be done here", classes="dialog--title")
            yield OptionList()

    def on_resize(self) -> None:
        """Lay out the commands for the width."""
        options = self.query_one(OptionList)
        marked = options.highlighted or 0
        options.clear_options()
        options.add_options(map(self._option, self._commands))
        options.highlighted = marked

    def _option(self, given: Command) -> Option:
        is_narrow = self.size.width < NARROW  # a third column would leave it a few letters
        row = Table.grid(padding=(0, 1))
        for width in (8,) if is_narrow else (10, 14):
            row.add_column(width=width)
        row.add_column(ratio=1)
        keys, told = Text(given.keys, "bold"), Text(given.help, "dim")
        if is_narrow:
            row.add_row(keys, Text.assemble(given.name, "\n", told))
        else:
            row.add_row(keys, given.name, told)
        return Option(row)

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Give back the marked command."""
        self.dismiss(self._commands[event.option_index])
