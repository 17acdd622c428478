"""Small screens over the one in use: a question, a note."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual import events, on
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from reader.annotations import Draft, DraftStore
from reader.errors import ReaderError, StoreError
from reader.text import numbered, one_line
from reader.ui.shared.commands import command, undoable
from reader.ui.shared.dialogs.dialog import Dialog
from reader.ui.shared.times import local_minute

# The rows over the state and the keys that a note takes which is begun: its frame and text.
NOTE_ROWS = 6
# Somebody who has pressed no key for so many seconds is not typing any more.
_CALM = 0.7
# A draft is kept when no key came for so many seconds.
_PAUSE = 0.5


class Question(Dialog[str | None]):
    """Asks for one line of text; gives None where it is let go.

    ``check`` raises ReaderError for an answer that won't do: the question says so, and stays open
    with what was typed.
    """

    BINDINGS = [command("app.cancel", "escape", "dismiss(None)", "Cancel", "Leave it as it is")]

    def __init__(
        self, question: str, answer: str = "", check: Callable[[str], object] | None = None
    ) -> None:
        super().__init__()
        self._question, self._answer, self._check = question, answer, check

    def compose(self) -> ComposeResult:
        """Lay out the question over its answer."""
        with Vertical(classes="dialog"):
            yield Static(self._question, classes="dialog--title", markup=False)
            yield Input(self._answer)
            warning = Static(id="question-warning", markup=False)
            warning.display = False
            yield warning

    @on(Input.Changed)
    def type_on(self) -> None:
        """Say no longer what was wrong with an answer that is being changed."""
        self.query_one("#question-warning").display = False

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        """Give the answer back, or say why it won't do."""
        answer = event.value.strip()
        try:
            if answer and self._check is not None:
                self._check(answer)
        except ReaderError as error:
            warning = self.query_one("#question-warning", Static)
            warning.update(one_line(str(error)))
            warning.display = True
        else:
            self.dismiss(answer or None)


async def ask_file(
    app: App[Any], question: str, suggested: str, check: Callable[[Path], object] | None = None
) -> Path | None:
    """Ask for a file that passes a ``check``, see ``Question``.

    ``~`` is the folder of the user, ``~nobody`` stays as it is.
    """

    def path_of(answer: str) -> Path:
        return Path(os.path.expanduser(answer))

    def checked(answer: str) -> None:
        if check is not None:
            check(path_of(answer))

    answer = await app.push_screen_wait(Question(question, suggested, checked))
    return path_of(answer) if answer else None


class Confirmation(Dialog[bool]):
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


class UnsavedQuestion(Dialog[str]):
    """Asks for the fate of changes that the disk refuses: ``save``, ``quit``, or none for now.

    Keys of somebody who is still typing mean nothing here: it listens when none came for a while.
    """

    BINDINGS = [
        command("app.save-elsewhere", "s", "answer('save')", "Save", "Save in another place"),
        command("app.quit-unsaved", "Q", "answer('quit')", "Quit", "Quit all the same"),
        command("app.cancel", "escape", "dismiss('')", "Stay", "Go on without leaving"),
    ]

    def __init__(self, unsaved: int, place: str) -> None:
        super().__init__()
        self._question = f"{numbered(unsaved, 'change')} can't be saved in {place}"
        self._listens = False
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out what is not saved over the keys."""
        with Vertical(classes="dialog"):
            yield Static(one_line(self._question), classes="dialog--title", markup=False)
            yield Static(
                "s saves in another place · Q quits: the next start takes them in\n"
                "Escape goes on: they are saved as soon as there is room",
                classes="dialog--hint",
            )

    def on_mount(self) -> None:
        """Take the focus unless a text is being typed."""
        self._wait()

    def on_key(self, event: events.Key) -> None:
        """Wait longer while somebody types."""
        if not self._listens:
            self._wait()

    def _wait(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_CALM, self._listen)

    def _listen(self) -> None:
        self._listens = True

    def action_answer(self, answer: str) -> None:
        """Give an answer back that was given on purpose."""
        if self._listens:
            self.dismiss(answer)
        else:
            self._wait()


class NoteEditor(Dialog[str]):
    """Edits a note; leaving it keeps what was written, and undo takes it back.

    What is written is kept as a draft whenever the typing pauses; ``draft`` says for which place.
    """

    BINDINGS = [
        command("app.keep", "escape,ctrl+s", "keep", "Keep", "Keep what is written, and go back")
    ]

    def __init__(
        self, title: str, note: str, drafts: DraftStore | None = None, draft: Draft | None = None
    ) -> None:
        super().__init__()
        self._title, self._note = title, note
        self._drafts, self._draft = drafts, draft
        found = drafts.find(draft) if drafts is not None and draft is not None else None
        self._found = found if found is not None and found.text != note else None
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out what the note is on over its text: the draft, where one was kept."""
        hint = undoable("Escape keeps it")
        if self._found is not None:
            hint = f"A draft of {local_minute(self._found.modified)}, not saved yet. {hint}"
        with Vertical(classes="dialog"):
            yield Static(one_line(self._title), classes="dialog--title", markup=False)
            yield TextArea(self._found.text if self._found else self._note, soft_wrap=True)
            yield Static(one_line(hint), classes="dialog--hint", markup=False)

    def on_mount(self) -> None:
        """Go on behind what is written already."""
        text = self.query_one(TextArea)
        text.move_cursor(text.document.end)

    @on(TextArea.Changed)
    def changed(self) -> None:
        """Keep a draft when the typing pauses."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE, self.keep_draft)

    def keep_draft(self) -> None:
        """Keep the text written so far as a draft, until the editor is left."""
        is_open = self in self.app.screen_stack
        if self._drafts is not None and self._draft is not None and is_open:
            text = self.query_one(TextArea).text.strip()
            with suppress(StoreError):  # the note itself tells when it can't be saved
                self._drafts.keep(replace(self._draft, text="" if text == self._note else text))

    def action_keep(self) -> None:
        """Give the note back; its draft stays until it is saved, which may be refused."""
        self.keep_draft()
        self.dismiss(self.query_one(TextArea).text.strip())
