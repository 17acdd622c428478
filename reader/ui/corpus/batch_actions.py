"""Actions of the list on the documents that are marked, or on the row at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding

from reader.annotations import Status, Tag
from reader.text import numbered
from reader.ui.corpus.corpus_list import CorpusList
from reader.ui.shared.commands import part_command, part_edit, undoable
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.actions.passages.annotating import set_status, state_of
from reader.workspace.actions.passages.batching import clear_documents, counted, tag_documents


class BatchCommands:
    """Gives documents a status or a tag, exports and clears them: those of ``rows``."""

    COMMANDS: ClassVar[Sequence[Binding]] = [
        part_edit(
            "document.done",
            "m",
            "documents.give('done')",
            "Done",
            "Mark as done, or as unread again",
        ),
        part_edit(
            "document.flag",
            "exclamation_mark",
            "documents.give('flagged')",
            "Flag",
            "Flag for later",
        ),
        part_edit(
            "tag.keys",
            "t",
            "documents.tag",
            "Tag",
            "Tag the document itself: shows the tags with their keys",
        ),
        part_edit(
            "tag.pick", "T", "documents.tag(True)", "Tag by name", "Tag the document by name"
        ),
        part_edit(
            "document.clear",
            "x",
            "documents.clear",
            "Remove",
            "Remove passages, tags, note and status",
        ),
        part_command(
            "document.export", "E", "documents.export", "Export", "Export what is on the document"
        ),
    ]

    def __init__(self, screen: ReaderScreen, rows: Callable[[], CorpusList]) -> None:
        self._screen, self._rows = screen, rows

    def chosen(self) -> tuple[str, ...]:
        """Return the documents that an action is meant for; say so where there are none."""
        return self._rows().chosen_or_told(self._screen.say)

    def give(self, name: str) -> None:
        """Give the documents a status; where all have it, take it away again."""
        store, documents, status = self._screen.store, self.chosen(), Status(name)
        if documents and all(state_of(store, one).status is status for one in documents):
            status = Status.UNREAD
        if documents and self._screen.done(partial(set_status, store, documents, status)):
            self._screen.say(undoable(f"{counted(documents)}: {status}"))

    def tag(self, by_name: bool = False) -> None:
        """Tag the documents by a key, which are shown, or ``by_name``."""
        from reader.ui.shared.overlays.tag_choice import ask_tags  # the first list needs none of it

        if documents := self.chosen():
            had = (state_of(self._screen.store, document).tags for document in documents)
            ask_tags(self._screen, partial(self._tag, documents), had, by_name=by_name)

    def _tag(self, documents: Sequence[str], tags: Sequence[Tag]) -> None:
        done = self._screen.attempt(partial(tag_documents, self._screen.store, documents, tags))
        if done is not None:
            self._screen.say(undoable(done))

    def clear(self) -> None:
        """Remove all annotations of the documents."""
        documents = self.chosen()
        if not documents:
            return
        done = self._screen.attempt(partial(clear_documents, self._screen.store, documents))
        if done is None:
            return
        passages, had = done
        if not had:
            self._screen.say("Nothing is annotated there", is_miss=True)
            return
        what = f"{numbered(passages, 'passage')}, tags, notes and statuses"
        self._screen.say(undoable(f"Removed from {counted(documents)}: {what}"))

    def export(self) -> None:
        """List the formats to export what is annotated on the documents in."""
        documents = self.chosen()
        if documents:
            self._screen.navigator.open_export(frozenset(documents), counted(documents))
