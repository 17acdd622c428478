"""The news of a store for its subscribers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from reader.annotations.document_index import documents_of
from reader.annotations.operations import Edit
from reader.annotations.records import TABLES


@dataclass(frozen=True, slots=True)
class StoreChange:
    """A change of a store: the tables of records and the documents touched, and by whom."""

    tables: frozenset[str]
    documents: frozenset[str]
    own: bool

    @classmethod
    def of(cls, edits: Iterable[Edit], *, own: bool) -> Self:
        """Return the change that edits are; ``own`` are those of this store."""
        tables: set[str] = set()
        documents: set[str] = set()
        for table, _, before, after in edits:
            tables.add(table)
            documents.update(documents_of(before), documents_of(after))
        return cls(frozenset(tables & TABLES.keys()), frozenset(documents), own)
