"""Operations: the changes of rows of the tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from reader.annotations.line_table import LineTable, Tables
from reader.annotations.record_codec import LARGEST, Row, dump

# A table, an id, and the row that is put there whole; None deletes it.
Operation: TypeAlias = tuple[str, str, Row | None]
# An operation whose row is the line that stands in the file.
LineChange: TypeAlias = tuple[str, str, bytes | None]
# What happens to a row: table, id, before and after.
Edit: TypeAlias = tuple[str, str, Row | None, Row | None]
# The table that remembers deleted records, so that merging does not bring them back.
TOMBSTONES = "deleted"


def put(
    tables: Tables, place: tuple[str, str], before: Row | None, row: Row, modified: str
) -> list[Edit]:
    """Return the edits that make ``row`` the next revision of a record, in the place of ``before``.

    ``place`` is its table and id. A row is decoded once for all that is done with it: a step may
    have very many.
    """
    table, key = place
    dead = tables.get(TOMBSTONES, LineTable()).get(key)
    revision = 1 + max(revision_of(each) for each in (before, dead, row))
    after = row | {"modified": modified, "revision": revision}
    edits: list[Edit] = [(table, key, before, after)]
    if dead is not None:
        edits.append((TOMBSTONES, key, dead, None))
    return edits


def delete(
    tables: Tables, place: tuple[str, str], before: Row | None, modified: str, author: str
) -> list[Edit]:
    """Return the edits that delete the record ``before`` and leave its tombstone."""
    if before is None:
        return []
    table, key = place
    tombstone: Row = {
        "table": table,
        "author": author,
        "modified": modified,
        "revision": revision_of(before) + 1,
    }
    dead = tables.get(TOMBSTONES, LineTable()).get(key)
    return [(table, key, before, None), (TOMBSTONES, key, dead, tombstone)]


def lines_of(operations: Iterable[Operation]) -> list[LineChange]:
    """Return operations with their rows as lines."""
    return [(table, key, None if row is None else dump(row)) for table, key, row in operations]


def apply(tables: Tables, changes: Iterable[LineChange]) -> None:
    """Carry out operations."""
    for table, key, line in changes:
        lines = tables.setdefault(table, LineTable()).lines
        if line is None:
            lines.pop(key, None)
        else:
            lines[key] = line


def revision_of(row: Row | None) -> int:
    """Return the revision of a row, 0 where it has none that can be one."""
    revision = row.get("revision") if row else None
    return revision if type(revision) is int and 0 <= revision < LARGEST else 0
