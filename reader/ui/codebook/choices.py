"""Dialogs of the codebook: a colour, a key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reader.annotations import PALETTE, Tag
from reader.errors import ReaderError
from reader.text import one_line
from reader.ui.shared.colors import badge_style
from reader.ui.shared.commands import command
from reader.ui.shared.dialogs.dialog import OPTION_KEYS, Dialog
from reader.ui.shared.dialogs.key_capture import KeyCapture
from reader.ui.shared.overlays.tag_choice import fitted
from reader.ui.shared.packing import shortened
from reader.workspace.codebook_reading import check_key

# Rows of a window beside the keys that are taken.
_BESIDE = 14


class ColorChoice(Dialog[str | None]):
    """Chooses a colour of the palette by its name; ``worn`` says which tags have which."""

    BINDINGS = [
        *OPTION_KEYS,
        command("app.cancel", "escape,q", "dismiss(None)", "Cancel", "Leave it as it is"),
    ]

    def __init__(self, question: str, worn: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self._question, self._worn = question, worn

    def compose(self) -> ComposeResult:
        """Lay out the colours, each with the tags that have it."""
        with Vertical(classes="dialog"):
            yield Static(one_line(self._question), classes="dialog--title", markup=False)
            yield OptionList(
                *(
                    Option(
                        Text.assemble(
                            ("     ", badge_style(color)),
                            f"  {name:<10}  ",
                            (one_line(", ".join(self._worn.get(color, ()))), "dim"),
                            no_wrap=True,
                            overflow="ellipsis",
                        ),
                        id=name,
                    )
                    for name, color in PALETTE.items()
                )
            )

    def on_mount(self) -> None:
        """Mark the first colour that no tag has."""
        colors = list(PALETTE.values())
        free = next((n for n, color in enumerate(colors) if color not in self._worn), 0)
        self.query_one(OptionList).highlighted = free

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give back the name of the colour."""
        self.dismiss(event.option_id)


class TagKeyCapture(KeyCapture):
    """Takes the next key as that of a tag; one that another tag has is asked for twice."""

    def __init__(self, tag: Tag, taken: Mapping[str, str]) -> None:
        super().__init__(
            f"The key that tags with “{tag.name}”",
            "Press a letter or a sign; Backspace for none, Escape leaves it as it is",
        )
        self._tag, self._taken = tag, taken
        self._warned = ""

    def compose_hints(self) -> Iterator[Widget]:
        """Yield the keys that are taken, and their tags."""
        yield Static("Taken:")
        yield Static(id="taken-keys", markup=False)

    def on_resize(self) -> None:
        """Lay out the keys that are taken, for the width."""
        self.call_after_refresh(self._show_taken)

    def _show_taken(self) -> None:
        """Show the keys that are taken in columns; no name is broken."""
        shown = self.query_one("#taken-keys", Static)
        width = shown.content_size.width
        cells = [f"{key} {one_line(name)}" for key, name in self._taken.items()]
        rows = self.size.height - _BESIDE
        shown.update(
            fitted(lambda each: [Text(shortened(one, each)) for one in cells], width, rows)
        )

    def take(self, event: events.Key) -> None:
        """Take the key, or say why it can't be taken, or who has it."""
        if event.key in {"backspace", "delete"}:
            self.dismiss("")
            return
        key = event.character or event.key
        if key == "\r":
            key = self._warned
        try:
            check_key(key)
        except ReaderError as error:
            self.refuse(str(error))
            return
        holder = self._taken.get(key)
        if holder is None or holder == self._tag.name or self._warned == key:
            self.dismiss(key)
        else:
            self._warned = key
            again = f"{key} or Enter once more takes it from it"
            self.refuse(f"{key} is the key of “{holder}”: {again}")
