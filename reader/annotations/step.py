"""The changes of one action of the user."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from reader.annotations.ids import uuid7
from reader.annotations.line_table import LineTable, Tables
from reader.annotations.operations import Edit, delete, put, revision_of
from reader.annotations.record_codec import Row, encode, table_of
from reader.annotations.records import DocumentState, Link, Record

R = TypeVar("R", bound=Record)


class Step:
    """The changes of one action of the user: undone together, saved together."""

    def __init__(
        self,
        tables: Tables,
        author: str,
        hash_of: Callable[[str], str] = lambda _: "",
        watch: Callable[[int], object] = lambda _: None,
    ) -> None:
        """Begin a step on ``tables``. ``hash_of`` gives the SHA-256 of a document, if known.

        ``watch`` is told the number of changes so far; what it raises ends the step.
        """
        self._tables = tables
        self._author = author
        self._hash_of = hash_of
        self._watch = watch
        self._changes = 0
        self._moment = now()
        self._edits: dict[tuple[str, str], Edit] = {}

    @property
    def edits(self) -> list[Edit]:
        """The edits of the step, each record once."""
        return list(self._edits.values())

    def put(self, record: R) -> R:
        """Add or change a record; return it as it is kept, with id, author, times, revision."""
        table, key = table_of(type(record)), record.id or uuid7()
        before = self._row(table, key)
        record = self._hashed(record)
        row = encode(record, before)
        author = _text(before, "author", record.author or self._author)
        created = _text(before, "created", record.created or self._moment)
        row |= {"author": author, "created": created}
        edits = put(self._tables, (table, key), before, row, self._moment)
        self._add(edits)
        return replace(
            record,
            id=key,
            author=author,
            created=created,
            modified=self._moment,
            revision=revision_of(edits[0][3]),
        )

    def adopt(self, record: R) -> R:
        """Keep a record as it is, with its own id, author, times and revision (an import)."""
        table = table_of(type(record))
        before = self._row(table, record.id)
        self._add([(table, record.id, before, encode(self._hashed(record), before))])
        return record

    def delete(self, record: Record) -> None:
        """Delete a record; one that is not there is no mistake."""
        table = table_of(type(record))
        self._edits.pop((table, record.id), None)
        before = self._row(table, record.id)
        place = (table, record.id)
        self._add(delete(self._tables, place, before, self._moment, self._author))

    def _row(self, table: str, key: str) -> Row | None:
        """Return the row that stands in the tables, before the step."""
        return self._tables.get(table, LineTable()).get(key)

    def _hashed(self, record: R) -> R:
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

    def _add(self, edits: Iterable[Edit]) -> None:
        self._edits.update((edit[:2], edit) for edit in edits)
        self._changes += 1
        self._watch(self._changes)


def _text(before: Row | None, name: str, default: str) -> str:
    """Return the text of a row that is there already, else that of the new one."""
    value = before.get(name) if before else None
    return value if isinstance(value, str) else default


def now() -> str:
    """Return the present time, UTC, in ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
