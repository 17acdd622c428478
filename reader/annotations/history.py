"""The history of steps: what to put back to undo each, and to redo what was undone.

It is a table like the others, so it lasts as long as they do. A row is a step: its name, whether it
is undone, and the ways back of its records.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from typing import cast

from reader.annotations.file.record_codec import JSON, Row
from reader.annotations.file.rows import Rows, Tables
from reader.annotations.ids import uuid7
from reader.annotations.operations import TOMBSTONES, Operation, delete, put

TABLE = "history"
_STAMPS = ("modified", "revision")
_UNDONE = b'{"undone": true'


class History:
    """The steps that can be undone and redone, by their ids: undone ones are the newest."""

    def __init__(self, tables: Tables) -> None:
        lines = tables.get(TABLE, Rows()).lines
        self._done = sorted(key for key, line in lines.items() if not line.startswith(_UNDONE))
        self._undone = sorted(key for key, line in lines.items() if line.startswith(_UNDONE))

    @property
    def last_done(self) -> str | None:
        """The id of the step to undo next."""
        return self._done[-1] if self._done else None

    @property
    def last_undone(self) -> str | None:
        """The id of the step to redo next."""
        return self._undone[0] if self._undone else None

    def step(self, name: str, ways: list[JSON], limit: int) -> list[Operation]:
        """Return the operations that take down a new step: it ends all hope of redoing others."""
        row: Row = {"undone": False, "name": name, "ways": ways}
        gone = [*self._undone, *self._done[: max(0, len(self._done) + 1 - limit)]]
        return [(TABLE, uuid7(), row), *((TABLE, key, None) for key in gone)]

    def note(self, operations: Iterable[Operation]) -> None:
        """Take in what has happened to the table."""
        for table, key, row in operations:
            if table == TABLE:
                for keys in (self._done, self._undone):
                    if key in keys:
                        keys.remove(key)
                if row is not None:
                    insort(self._undone if row.get("undone") is True else self._done, key)


def name_of(tables: Tables, key: str | None) -> str | None:
    """Return the name of a step."""
    return None if key is None else str(tables[TABLE][key].get("name", ""))


def turned(tables: Tables, key: str, moment: str, author: str) -> list[Operation]:
    """Return the operations that undo a step, or redo an undone one."""
    row = tables[TABLE][key]
    operations = _back(tables, cast(list[list[JSON]], row["ways"]), moment, author)
    turned_row: Row = {
        "undone": not row["undone"],
        "name": row["name"],
        "ways": ways_back(tables, operations),
    }
    return [*operations, (TABLE, key, turned_row)]


def ways_back(tables: Tables, operations: Iterable[Operation]) -> list[JSON]:
    """Return the ways back from what ``operations`` will do to ``tables``.

    A way is a table, an id, and what was there: ``null`` for nothing, a whole row, or a list of
    the fields that change, each with its values before and after, so that what else happens to the
    record stays when the step is undone.
    """
    ways: list[JSON] = []
    for table, key, row in operations:
        before = tables.get(table, Rows()).get(key)
        if table in {TOMBSTONES, TABLE} or before == row:
            continue
        if before is None or row is None:
            ways.append([table, key, before])
        else:
            fields: list[JSON] = [
                [name, before.get(name), row.get(name)]
                for name in dict.fromkeys((*before, *row))
                if name not in _STAMPS and before.get(name) != row.get(name)
            ]
            ways.append([table, key, fields])
    return ways


def _back(tables: Tables, ways: list[list[JSON]], moment: str, author: str) -> list[Operation]:
    """Return the operations that go these ways. A field changed once more since then stays."""
    operations: list[Operation] = []
    for table, key, way in cast(list[tuple[str, str, JSON]], ways):
        now = tables.get(table, Rows()).get(key)
        if way is None:
            operations += delete(tables, table, key, moment, author)
        elif isinstance(way, dict):
            operations += put(tables, table, key, way, moment)
        elif now is not None:
            fields = cast(list[tuple[str, JSON, JSON]], way)
            back: Row = {name: old for name, old, new in fields if now.get(name) == new}
            operations += put(tables, table, key, now | back, moment)
    return operations
