"""The history of steps: what to put back to undo each, and to redo what was undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from reader.annotations.codec import JSON, Row
from reader.annotations.operations import TOMBSTONES, Operation, delete, put
from reader.annotations.rows import Tables

Kind: TypeAlias = Literal["do", "undo", "redo", "quiet"]

_STAMPS = ("modified", "revision")


@dataclass(frozen=True, slots=True)
class Way:
    """The way back of one record: table, id, and its row before.

    ``row`` is None where the record was not there. Where only some fields changed, ``fields`` holds
    their values before and after instead, so that what else happens to the record stays.
    """

    table: str
    key: str
    row: Row | None = None
    fields: dict[str, tuple[JSON, JSON]] | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """A step that can be taken back."""

    name: str
    ways: tuple[Way, ...]


@dataclass(slots=True)
class History:
    """Steps done and undone, the newest last."""

    limit: int
    done: list[Past] = field(default_factory=list)
    undone: list[Past] = field(default_factory=list)

    def note(self, kind: Kind, name: str, ways: Sequence[Way]) -> None:
        """Take down a step that is about to happen."""
        past = Past(name, tuple(ways))
        if kind == "do":
            self.undone.clear()
            self.done.append(past)
        elif kind == "undo":
            del self.done[-1:]
            self.undone.append(past)
        elif kind == "redo":
            del self.undone[-1:]
            self.done.append(past)
        del self.done[: -self.limit]


def ways_back(tables: Tables, operations: Iterable[Operation]) -> list[Way]:
    """Return the ways back from what ``operations`` will do to ``tables``."""
    ways = []
    for table, key, row in operations:
        rows = tables.get(table)
        before = None if rows is None else rows.get(key)
        if table == TOMBSTONES or before == row:
            continue
        if before is None or row is None:
            ways.append(Way(table, key, row=before))
        else:
            names = dict.fromkeys((*before, *row))
            fields = {
                name: (before.get(name), row.get(name))
                for name in names
                if name not in _STAMPS and before.get(name) != row.get(name)
            }
            ways.append(Way(table, key, fields=fields))
    return ways


def take_back(tables: Tables, past: Past, modified: str, author: str) -> list[Operation]:
    """Return the operations that take ``past`` back from the present state of ``tables``.

    A field that has changed once more since then stays as it is.
    """
    operations: list[Operation] = []
    for way in past.ways:
        rows = tables.get(way.table)
        now = None if rows is None else rows.get(way.key)
        if way.fields is not None:
            if now is not None:
                back = {k: old for k, (old, new) in way.fields.items() if now.get(k) == new}
                operations.extend(put(tables, way.table, way.key, now | back, modified))
        elif way.row is None:
            operations.extend(delete(tables, way.table, way.key, modified, author))
        else:
            operations.extend(put(tables, way.table, way.key, way.row, modified))
    return operations
