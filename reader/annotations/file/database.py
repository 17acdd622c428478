"""TinyDB over the annotation file: its tables and queries, kept as safely as everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

from tinydb import TinyDB
from tinydb.table import Table

from reader.annotations.file.storage import LineStorage
from reader.annotations.ids import uuid7
from reader.annotations.line_table import LineTable
from reader.annotations.operations import Operation
from reader.annotations.record_codec import Row


class Edits(MutableMapping[str, Row]):
    """A table as TinyDB's updaters change it; knows afterwards what has changed."""

    def __init__(self, rows: LineTable) -> None:
        self._rows = rows
        self._seen: dict[str, Row | None] = {}

    def __getitem__(self, key: str) -> Row:
        if key not in self._seen:
            self._seen[key] = self._rows[key]
        row = self._seen[key]
        if row is None:
            raise KeyError(key)
        return row

    def __setitem__(self, key: str, row: Row) -> None:
        self._seen[key] = row

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        self._seen[key] = None

    def __iter__(self) -> Iterator[str]:
        added = (key for key in self._seen if key not in self._rows)
        return (key for key in (*self._rows, *added) if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, key: object) -> bool:
        return self._seen[key] is not None if key in self._seen else key in self._rows

    def operations(self, table: str) -> list[Operation]:
        """Return the operations on the rows that have changed."""
        return [(table, key, row) for key, row in self._seen.items() if self._rows.get(key) != row]


class RecordTable(Table):
    """A table with UUIDs for ids, whose changes are written and not the whole file."""

    document_id_class = str  # type: ignore[assignment]  # declared as int, meant to be set
    _storage: LineStorage

    def _get_next_id(self) -> str:
        return uuid7()

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        edits = Edits(self._storage.tables.get(self.name, LineTable()))
        updater(edits)
        operations = edits.operations(self.name)
        if operations:
            self._storage.commit(operations)
        self.clear_cache()


class Database(TinyDB):
    """``TinyDB`` with ``LineStorage`` and ``RecordTable``: ``Database(path)`` opens a file."""

    table_class = RecordTable
    default_storage_class = LineStorage  # type: ignore[assignment]  # any Storage will do
