"""Operations: what happens to the rows of the tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from reader.annotations.file.record_codec import LARGEST, Row
from reader.annotations.file.rows import Rows, Tables

Operation: TypeAlias = tuple[str, str, Row | None]
"""A table, an id, and the row that is put there whole; None deletes it."""

TOMBSTONES = "deleted"
"""The table that remembers deleted records, so that merging does not bring them back."""


def put(tables: Tables, table: str, key: str, row: Row, modified: str) -> list[Operation]:
    """Return the operations that make ``row`` the next revision of its record."""
    dead = tables.get(TOMBSTONES, Rows()).get(key)
    known = (tables.get(table, Rows()).get(key), dead, row)
    revision = 1 + max(revision_of(each) for each in known)
    operations: list[Operation] = [(table, key, row | {"modified": modified, "revision": revision})]
    if dead is not None:
        operations.append((TOMBSTONES, key, None))
    return operations


def delete(
    tables: Tables,
    table: str,
    key: str,
    modified: str,
    author: str,
) -> list[Operation]:
    """Return the operations that delete a record and leave its tombstone."""
    row = tables.get(table, Rows()).get(key)
    if row is None:
        return []
    tombstone: Row = {
        "table": table,
        "author": author,
        "modified": modified,
        "revision": revision_of(row) + 1,
    }
    return [(table, key, None), (TOMBSTONES, key, tombstone)]


def apply(tables: Tables, operations: Iterable[Operation]) -> None:
    """Carry out ``operations``."""
    for table, key, row in operations:
        rows = tables.setdefault(table, Rows())
        if row is None:
            rows.pop(key, None)
        else:
            rows[key] = row


def revision_of(row: Row | None) -> int:
    """Return the revision of a row, 0 where it has none that can be one."""
    revision = row.get("revision") if row else None
    return revision if type(revision) is int and 0 <= revision < LARGEST else 0
