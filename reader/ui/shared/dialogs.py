"""Small screens over the one in use: a question, a note."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from reader.ui.commands import command


class Question(ModalScreen[str | None]):
    """Asks for one line of text; gives None where it is let go."""

    BINDINGS = [command("app.cancel", "escape", "dismiss(None)", "Cancel", "Leave it as it is")]

    def __init__(self, question: str, answer: str = "") -> None:
        super().__init__()
        self._question, self._answer = question, answer

    def compose(self) -> ComposeResult:
        """Lay out the question over its answer."""
        with Vertical(classes="dialog"):
            yield Static(self._question, classes="dialog--title", markup=False)
            yield Input(self._answer)
            yield Static("Enter to go on, Escape to leave it", classes="dialog--hint")

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        """Give the answer back."""
        self.dismiss(event.value.strip() or None)


class Confirmation(ModalScreen[bool]):
    """Asks whether something that can't be undone is meant."""

    BINDINGS = [
        command("app.yes", "y", "dismiss(True)", "Yes", "Do what was asked"),
        command("app.no", "n,escape", "dismiss(False)", "No", "Leave it as it is"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Lay out the question over its keys."""
        with Vertical(classes="dialog"):
            yield Static(self._question, classes="dialog--title", markup=False)
            yield Static("y to do it, Escape to leave it", classes="dialog--hint")


class NoteEditor(ModalScreen[str]):
    """Edits a note; leaving it keeps what was written, and undo takes it back."""

    BINDINGS = [
        command("app.keep", "escape,ctrl+s", "keep", "Keep", "Keep the note and go back"),
    ]

    def __init__(self, title: str, note: str) -> None:
        super().__init__()
        self._title, self._note = title, note

    def compose(self) -> ComposeResult:
        """Lay out what the note is on over its text."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="dialog--title", markup=False)
            yield TextArea(self._note, soft_wrap=True)
            yield Static("Escape keeps the note; u takes it back", classes="dialog--hint")

    def action_keep(self) -> None:
        """Give the note back."""
        self.dismiss(self.query_one(TextArea).text.strip())
