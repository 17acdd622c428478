"""Actions of the list on the documents that are marked, or on the row at hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader.annotations import Status, Tag
from reader.errors import ReaderError
from reader.text import numbered
from reader.ui.commands import command
from reader.ui.corpus.corpus_list import CorpusList
from reader.ui.corpus.loading import LoadingScreen
from reader.workspace.actions.passages.annotating import set_status, state_of
from reader.workspace.actions.passages.batching import clear_documents, counted, tag_documents

if TYPE_CHECKING:
    from reader.ui.shared.overlays.tag_choice import Picked
    from reader.workspace.overviews.report_model import ReportScope


class BatchScreen(LoadingScreen):
    """A screen that gives documents a status or a tag, exports and clears them, or reports
    on the one at hand.
    """

    BINDINGS = [
        command("document.done", "m", "status('done')", "Done", "Mark as done, or as unread again"),
        command("document.flag", "exclamation_mark", "status('flagged')", "Flag", "Flag for later"),
        command("tag.keys", "t", "tag", "Tag", "Tag the document itself, by the key of a tag"),
        command("tag.pick", "T", "tag_by_name", "Tag by name", "Tag the document by name"),
        command("document.clear", "x", "clear", "Remove", "Remove passages, tags, note and status"),
        command(
            "document.export", "E", "export_chosen", "Export", "Export what is on the document"
        ),
    ]

    @property
    def listed(self) -> CorpusList:
        """The rows."""
        return self.query_one(CorpusList)

    def chosen(self) -> tuple[str, ...]:
        """Return the documents that an action is meant for; say so where there are none."""
        chosen = self.listed.chosen()
        if not chosen:
            self.say(self.listed.why_none_chosen())
        return chosen

    def report_scopes(self) -> Sequence[ReportScope]:
        """Return that a report is about the story or article at hand, or about all passages."""
        from reader.workspace.overviews.report_model import ReportScope

        row, every = self.listed.current, ReportScope()
        if row is None:
            return [every]
        told = row.document
        return [ReportScope(story=told) if row.is_story else ReportScope(document=told), every]

    def action_status(self, name: str) -> None:
        """Give the documents a status; where all have it, take it away again."""
        documents, status = self.chosen(), Status(name)
        if not documents:
            return
        if all(self.catalogue.status(document) is status for document in documents):
            status = Status.UNREAD
        try:
            set_status(self.store, documents, status)
        except ReaderError as error:
            self.reader.say_error(error)
            return
        self.say(f"{counted(documents)}: {status}; u takes it back")

    def action_tag(self) -> None:
        """Tag the documents by a key, which are shown."""
        from reader.ui.shared.overlays.tag_choice import TagKeys  # the first list needs none of it

        documents = self.chosen()
        if documents:
            # Pushed at once, not from a worker: the key that follows is meant for it already.
            take = partial(self._take_tag, documents)
            self.ask_change(TagKeys(self.store.tags()), take)

    def action_tag_by_name(self) -> None:
        """Tag the documents by name, or with a new tag."""
        from reader.ui.shared.overlays.tag_choice import PICK

        documents = self.chosen()
        if documents:
            self._take_tag(documents, PICK)

    def _take_tag(self, documents: Sequence[str], tag: Tag | str | None) -> None:
        from reader.ui.shared.overlays.tag_choice import PICK, TagPicker

        if isinstance(tag, Tag):
            self._tag(documents, [tag])
        elif tag == PICK:
            take = partial(self._take_names, documents)
            states = (state_of(self.store, document) for document in documents)
            has = set.intersection(*(set(state.tags) for state in states))
            self.ask_change(TagPicker(self.store.tags(), has), take)

    def _take_names(self, documents: Sequence[str], picked: Picked | None) -> None:
        from reader.ui.shared.overlays.tag_choice import picked_tags

        if tags := picked_tags(self, picked):
            self._tag(documents, tags)

    def _tag(self, documents: Sequence[str], tags: Sequence[Tag]) -> None:
        done = self.attempt(partial(tag_documents, self.store, documents, tags))
        if done is not None:
            self.say(f"{done}; u takes it back")

    def action_clear(self) -> None:
        """Remove what is annotated on the documents."""
        documents = self.chosen()
        if not documents:
            return
        done = self.attempt(partial(clear_documents, self.store, documents))
        if done is None:
            return
        passages, had = done
        if not had:
            self.say("Nothing is annotated there")
            return
        what = f"{numbered(passages, 'passage')}, tags, notes and statuses"
        self.say(f"Removed from {counted(documents)}: {what} · u brings them back")

    def action_export_chosen(self) -> None:
        """List the formats to export what is annotated on the documents in."""
        documents = self.chosen()
        if documents:
            self.navigator.open_export(frozenset(documents), counted(documents))
