"""TinyDB's storage and table for the annotation file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from reader.annotations import files
from reader.annotations.codec import JSON, dump, load
from reader.annotations.rows import Rows, Tables

SCHEMA = 1
NAMES = ("meta", "tags", "passages", "links", "documents", "texts", "deleted", "history")


class LineStorage(Storage):
    """One JSON file with one record a line, replaced as a whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tables: Tables = {}

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, for TinyDB."""
        return cast(dict[str, dict[str, Any]], self.tables) or None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Take over whole tables from TinyDB."""
        self.tables = {name: rows_of(table) for name, table in data.items()}
        self.save()

    def load(self) -> None:
        """Read the file."""
        self.tables = {name: rows_of(table) for name, table in load_object(self.path).items()}

    def save(self) -> None:
        """Write the file."""
        files.replace(self.path.resolve(), render(self.tables))


class RecordTable(Table):
    """A table whose ids are strings."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB declares int, and allows any


class Database(TinyDB):
    """TinyDB with tables of records."""

    table_class = RecordTable


def render(tables: Tables) -> Iterator[bytes]:
    """Yield the file: one record a line, in stable order."""
    opening = b"{"
    for name in (*NAMES, *sorted(tables.keys() - set(NAMES))):
        yield opening + b"\n" + dump(name) + b": {"
        separator = b"\n"
        for key, line in sorted(tables[name].lines.items() if name in tables else ()):
            yield separator + dump(key) + b": " + line
            separator = b",\n"
        yield b"\n}"
        opening = b","
    yield b"\n}\n"


def rows_of(table: Mapping[str, JSON]) -> Rows:
    """Return a table as lines."""
    return Rows({key: dump(row) for key, row in table.items()})


def load_object(path: Path) -> dict[str, dict[str, JSON]]:
    """Return what the file holds."""
    found = load(path.read_bytes())
    return cast(dict[str, dict[str, JSON]], found)
