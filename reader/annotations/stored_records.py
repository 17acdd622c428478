"""The records that a store holds: what can be asked of them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from reader.annotations.codebook import in_codebook_order
from reader.annotations.document_index import DocumentIndex
from reader.annotations.kept_texts import text_of
from reader.annotations.line_table import LineTable, Tables
from reader.annotations.operations import Edit
from reader.annotations.record_codec import decode, faults, table_of
from reader.annotations.records import (
    TABLES,
    DocumentState,
    Link,
    Passage,
    Record,
    SuggestedPassage,
    Tag,
)

if TYPE_CHECKING:
    from reader.annotations.glance import Glance

R = TypeVar("R", bound=Record)


class StoredRecords:
    """The records of a corpus, decoded when they are asked for, and indexed by their documents."""

    def __init__(self) -> None:
        self._indexes: dict[str, DocumentIndex] = {}
        self._passages: dict[str, tuple[Passage, ...]] = {}

    @property
    def _tables(self) -> Tables:
        """The tables as they stand now."""
        raise NotImplementedError

    def all(self, kind: type[R]) -> list[R]:
        """Return all records of a kind, oldest first. Rows that hold none are left out."""
        return self.some(kind, sorted(self.rows(kind)))

    def rows(self, kind: type[Record]) -> LineTable:
        """Return the rows of a kind as they are kept, sound or not."""
        return self._tables.get(table_of(kind), LineTable())

    def get(self, kind: type[R], key: str) -> R | None:
        """Return the record of an id, or None."""
        return next(iter(self.some(kind, [key])), None)

    def some(self, kind: type[R], keys: Iterable[str]) -> list[R]:
        """Return the records of ids, in their order; ids that hold none are left out."""
        rows = self.rows(kind)
        found = []
        for key in keys:
            if key in rows:
                with suppress(ValueError):
                    found.append(decode(kind, key, rows[key]))
        return found

    def tags(self) -> list[Tag]:
        """Return the codebook in the user's order, each tag before those below it."""
        return [tag for tag, _ in in_codebook_order(self.all(Tag))]

    def glances(self, document: str | None = None) -> list[Glance]:
        """Return a glance at each passage of a document, or at all there are, in no order."""
        from reader.annotations.glance import glances

        lines = self.rows(Passage).lines
        keys = list(lines) if document is None else self._index(Passage).ids(document)
        return glances(lines, keys)

    def passages(self, document: str) -> tuple[Passage, ...]:
        """Return the passages of a document by position."""
        if document not in self._passages:
            found = self.some(Passage, self._index(Passage).ids(document))
            found.sort(key=lambda each: (each.anchor.start, each.anchor.end, each.id))
            self._passages[document] = tuple(found)
        return self._passages[document]

    def count(self, document: str) -> int:
        """Return the number of passages of a document."""
        return self._index(Passage).count(document)

    def annotated(self, kind: type[Passage | SuggestedPassage] = Passage) -> list[str]:
        """Return the documents that have passages, or suggestions of these."""
        return self._index(kind).documents()

    def suggested(self, document: str) -> list[SuggestedPassage]:
        """Return the suggestions of other tools in a document, answered or not, oldest first."""
        return self.some(SuggestedPassage, self._index(SuggestedPassage).ids(document))

    def links(self, document: str) -> list[Link]:
        """Return the links of a document to others, oldest first."""
        return self.some(Link, self._index(Link).ids(document))

    def state(self, document: str) -> DocumentState | None:
        """Return the record of the document itself."""
        found = self.some(DocumentState, self._index(DocumentState).ids(document))
        return max(found, key=lambda each: (each.modified, each.id), default=None)

    def documents(self) -> set[str]:
        """Return the documents that anything is kept of."""
        kinds = (Passage, SuggestedPassage, Link, DocumentState)
        return {document for kind in kinds for document in self._index(kind).documents()}

    def text(self, sha256: str) -> str | None:
        """Return a source kept by ``keep_text``, or None."""
        return text_of(self._tables.get("texts", LineTable()).get(sha256) or {})

    @property
    def unusable(self) -> Tables:
        """The rows that hold no record, by their tables: whoever asks for records gets the rest."""
        found = {}
        for name, kind in TABLES.items():
            lines = self.rows(kind).lines
            found[name] = LineTable({key: lines[key] for key, _ in faults(kind, lines)})
        return {name: rows for name, rows in found.items() if rows}

    def _index(self, kind: type[Record]) -> DocumentIndex:
        table = table_of(kind)
        if table not in self._indexes:
            self._indexes[table] = DocumentIndex(self.rows(kind))
        return self._indexes[table]

    def _note(self, edits: Iterable[Edit], documents: Iterable[str]) -> None:
        """Update the indexes for rows of these documents that have changed."""
        for table, key, before, after in edits:
            if table in self._indexes:
                self._indexes[table].change(key, before, after)
        for document in documents:
            self._passages.pop(document, None)
