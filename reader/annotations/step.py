"""The changes of one action of the user."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from reader.annotations.file.record_codec import Row, decode, encode, table_of
from reader.annotations.file.rows import Rows, Tables
from reader.annotations.ids import uuid7
from reader.annotations.operations import Operation, delete, put
from reader.annotations.records import DocumentState, Link, Record

R = TypeVar("R", bound=Record)


class Step:
    """The changes of one action of the user: undone together, saved together."""

    def __init__(
        self, tables: Tables, author: str, hash_of: Callable[[str], str] = lambda _: ""
    ) -> None:
        """Begin a step on ``tables``. ``hash_of`` gives the SHA-256 of a document, if known."""
        self._tables = tables
        self._author = author
        self._hash_of = hash_of
        self._moment = now()
        self._operations: dict[tuple[str, str], Row | None] = {}

    @property
    def operations(self) -> list[Operation]:
        """What the step does, each record once."""
        return [(table, key, row) for (table, key), row in self._operations.items()]

    def put(self, record: R) -> R:
        """Add or change a record; return it as it is kept, with id, author, times, revision."""
        table, key = table_of(type(record)), record.id or uuid7()
        known = self._tables.get(table, Rows()).get(key)
        if known is None:
            record = replace(
                record,
                id=key,
                author=record.author or self._author,
                created=record.created or self._moment,
            )
        row = encode(self._hashed(record), known)
        if known is not None:
            row |= {name: known[name] for name in ("author", "created") if name in known}
        self._add(put(self._tables, table, key, row, self._moment))
        return decode(type(record), key, self._operations[table, key])

    def adopt(self, record: R) -> R:
        """Keep a record as it is, with its own id, author, times and revision (an import)."""
        table = table_of(type(record))
        known = self._tables.get(table, Rows()).get(record.id)
        self._add([(table, record.id, encode(self._hashed(record), known))])
        return record

    def delete(self, record: Record) -> None:
        """Delete a record; one that is not there is no mistake."""
        table = table_of(type(record))
        self._operations.pop((table, record.id), None)
        self._add(delete(self._tables, table, record.id, self._moment, self._author))

    def _hashed(self, record: Record) -> Record:
        """Return a record with the hashes by which its documents are known when renamed."""
        match record:
            case Link(sha_a="") | Link(sha_b=""):
                return replace(
                    record,
                    sha_a=record.sha_a or self._hash_of(record.a),
                    sha_b=record.sha_b or self._hash_of(record.b),
                )
            case DocumentState(sha256=""):
                return replace(record, sha256=self._hash_of(record.document))
        return record

    def _add(self, operations: Iterable[Operation]) -> None:
        self._operations.update(((table, key), row) for table, key, row in operations)


def now() -> str:
    """Return the present time, UTC, in ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
