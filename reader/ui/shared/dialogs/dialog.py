"""The frame of the small screens over the one in use: their keys stand where keys always stand."""

from __future__ import annotations

from typing import ClassVar

from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget
from textual.widgets import OptionList

from reader.ui.shared.commands import command
from reader.ui.shared.lines.key_line import KeyLine

# The keys of a dialog that lists options: where they have the keyboard, and where a text has it.
OPTION_KEYS = (
    command("list.down", "j", "step(1)", "Down", "Go to the next one"),
    command("list.up", "k", "step(-1)", "Up", "Go to the one before"),
    command("list.page-down", "pagedown,ctrl+d,space", "page(1)", "Page down", "Go a page down"),
    command("list.page-up", "pageup,ctrl+u", "page(-1)", "Page up", "Go a page up"),
)
FOUND_KEYS = (
    command("list.down", "down,ctrl+n", "step(1)", "Down", "Go to the next one"),
    command("list.up", "up,ctrl+p", "step(-1)", "Up", "Go to the one before"),
    command("list.page-down", "pagedown", "page(1)", "Page down", "Go a page down"),
    command("list.page-up", "pageup", "page(-1)", "Page up", "Go a page up"),
)


class Dialog(ModalScreen[ScreenResultType]):
    """A small screen over the one in use, whose keys take the place of those below."""

    WIDGETS: ClassVar[tuple[type[Widget], ...]] = ()
    """Its widgets that have commands."""

    TAKES_KEYS: ClassVar[bool] = False
    """Whether it asks for a key, be it one that has a command everywhere."""

    # Where rows are few, what a dialog tells comes before the air around it.
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]

    @property
    def is_read_only(self) -> bool:
        """Whether the annotations that its commands would change can only be read."""
        return False

    def on_mount(self) -> None:
        """Show the keys of this screen."""
        keys = KeyLine()
        keys.tell_access(self.is_read_only)
        self.mount(keys)

    def action_page(self, by: int) -> None:
        """Go a page on among the options, or back."""
        way = "page_down" if by > 0 else "page_up"
        getattr(self.query_one(OptionList), f"action_{way}")()

    def action_step(self, by: int) -> None:
        """Mark the next of the options, or the one before; after the last comes the first."""
        way = "cursor_down" if by > 0 else "cursor_up"
        getattr(self.query_one(OptionList), f"action_{way}")()
