"""A small screen that takes the next key as that of something."""

from __future__ import annotations

from collections.abc import Iterator

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from reader.text import one_line
from reader.ui.shared.commands import command
from reader.ui.shared.dialogs.dialog import Dialog


class KeyCapture(Dialog[str | None]):
    """Takes whatever key is pressed, but Escape; ``take`` decides on it, or says what is wrong."""

    TAKES_KEYS = True
    BINDINGS = [command("app.cancel", "escape", "dismiss(None)", "Cancel", "Leave it as it is")]

    def __init__(self, question: str, hint: str) -> None:
        super().__init__()
        self._question, self._hint = question, hint

    def compose(self) -> ComposeResult:
        """Lay out what the key is for, and what speaks against the one that was pressed."""
        with Vertical(classes="dialog"):
            yield Static(one_line(self._question), classes="dialog--title", markup=False)
            yield Static(id="key-warning", markup=False)
            yield Static(self._hint, classes="dialog--hint", markup=False)
            yield from self.compose_hints()  # last, for it may be more than there is room for

    def compose_hints(self) -> Iterator[Widget]:
        """Yield the hints before a key is pressed."""
        yield from ()

    def on_key(self, event: events.Key) -> None:
        """Decide on the key."""
        if event.key != "escape":
            event.stop()
            event.prevent_default()
            self.take(event)

    def take(self, event: events.Key) -> None:
        """Give the key back with ``dismiss``, or say with ``refuse`` why not."""
        raise NotImplementedError

    def refuse(self, why: str) -> None:
        """Tell the reason that the key isn't taken."""
        self.query_one("#key-warning", Static).update(one_line(why))
