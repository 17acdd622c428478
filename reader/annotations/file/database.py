"""TinyDB over the annotation file: its tables and queries, kept as safely as everything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tinydb import TinyDB
from tinydb.table import Table

from reader.annotations.file.storage import LineStorage
from reader.annotations.ids import uuid7
from reader.annotations.line_table import LineTable


class RecordTable(Table):
    """A table with UUIDs for ids, whose changes are written and not the whole file."""

    document_id_class = str  # type: ignore[assignment]  # declared as int, meant to be set
    _storage: LineStorage

    def _get_next_id(self) -> str:
        return uuid7()

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        rows = self._storage.tables.get(self.name, LineTable())
        edited = dict(rows)
        updater(edited)
        keys = [key for key in rows.keys() | edited.keys() if rows.get(key) != edited.get(key)]
        if keys:
            self._storage.commit([(self.name, key, edited.get(key)) for key in sorted(keys)])
        self.clear_cache()


class Database(TinyDB):
    """``TinyDB`` with ``LineStorage`` and ``RecordTable``: ``Database(path)`` opens a file."""

    table_class = RecordTable
    default_storage_class = LineStorage  # type: ignore[assignment]  # any Storage will do
