"""Commands on the document as a whole: its status, and the note on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding

from reader.annotations import Draft, Status
from reader.ui.article.article_part import ArticlePart, OpenArticle
from reader.ui.shared.commands import part_edit
from reader.workspace.actions.passages.annotating import set_document_note, set_status, state_of


class DocumentCommands(ArticlePart):
    """Marks, flags and notes the document; ``go_on`` reads the next one and tells this."""

    COMMANDS: ClassVar[Sequence[Binding]] = [
        part_edit(
            "document.done", "m", "document.finish", "Done", "Mark as done and go on", footer=True
        ),
        part_edit("document.flag", "exclamation_mark", "document.flag", "Flag", "Flag for later"),
        part_edit("document.note", "E", "document.note", "Note", "A note on the document"),
    ]

    def __init__(self, opened: OpenArticle, go_on: Callable[[str], None]) -> None:
        super().__init__(opened)
        self._go_on = go_on

    def finish(self) -> None:
        """Mark the article as done, and read the next."""
        if self._set(Status.DONE):
            self._go_on(f"{self.document.rpartition('/')[2]}: done")

    def flag(self) -> None:
        """Flag the article, or take the flag away."""
        flagged = state_of(self.store, self.document).status is Status.FLAGGED
        self._set(Status.READING if flagged else Status.FLAGGED)

    def _set(self, status: Status) -> bool:
        return self.screen.done(partial(set_status, self.store, [self.document], status))

    def note(self) -> None:
        """Edit the note on the document."""
        before = state_of(self.store, self.document).note
        draft = Draft(document=self.document, sha256=self.source.sha256)
        keep = partial(set_document_note, self.store, self.document)
        self.screen.edit_note(f"Note on {self.document}", before, draft, keep)
