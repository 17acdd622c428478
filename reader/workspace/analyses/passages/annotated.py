"""Facts of the annotations of a corpus for queries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from reader.annotations import (
    DocumentState,
    Glance,
    Status,
    Store,
    SuggestedPassage,
    SuggestionAnswer,
    Tag,
)
from reader.workspace.analyses.passages.passage_index import PassageIndex


class Note(NamedTuple):
    """A note on a document, or on its passage at ``place`` of its source: the start and the end."""

    document: str
    text: str
    place: tuple[int, int] | None = None


class AnnotationFacts:
    """The facts of the annotations of a store for queries, brought up to date when asked for."""

    def __init__(self, store: Store, index: PassageIndex) -> None:
        self._store = store
        self.index = index

    @property
    def passages(self) -> Mapping[str, Glance]:
        """All passages at a glance, by their ids."""
        return self.index.all()

    @property
    def notes(self) -> list[Note]:
        """The notes on passages and on documents."""
        noted = [one for one in self.passages.values() if one.has_note]
        texts = self.index.notes_of([one.id for one in noted])
        notes = [
            Note(one.document, text, (one.start, one.end))
            for one, text in zip(noted, texts, strict=True)
        ]
        return notes + [Note(one.document, one.note) for one in self.states if one.note]

    @property
    def codebook(self) -> dict[str, Tag]:
        """The tags by their ids."""
        return {tag.id: tag for tag in self._store.tags()}

    @property
    def states(self) -> list[DocumentState]:
        """The records of documents themselves."""
        return self._store.all(DocumentState)

    @property
    def suggested(self) -> set[str]:
        """The documents with suggestions of other tools that nobody has answered."""
        open_ones = SuggestionAnswer.OPEN
        found = self._store.all(SuggestedPassage)
        return {one.document for one in found if one.answer is open_ones}

    @property
    def statuses(self) -> dict[str, Status]:
        """The status of each document that has one."""
        return {state.document: state.status for state in self.states}
