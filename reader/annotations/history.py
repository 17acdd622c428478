"""The history of steps: what to put back to undo each, and to redo what was undone.

It is a table like the others, so it lasts as long as they do. A row is a step: its name, whether it
is undone, and the ways back of its records.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from reader.annotations.document_index import documents_of
from reader.annotations.ids import time_order, uuid7
from reader.annotations.line_table import LineTable, Tables
from reader.annotations.operations import TOMBSTONES, Edit, delete, put
from reader.annotations.record_codec import JSON, Row
from reader.annotations.records import TABLES

TABLE = "history"
# Takes how many of how many things are done; what it raises ends the work, without any change.
Tell: TypeAlias = Callable[[int, int], object]
_STAMPS = ("modified", "revision")
_MOST_PLACES = 100  # passages whose places a step tells
_UNDONE = b'{"undone": true'


@dataclass(frozen=True, slots=True)
class StepPlace:
    """A span of a document, in code points, that a step has changed a passage of."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StepSummary:
    """A step that was or can be taken back: its name, and the documents and places concerned.

    Both are in the order in which the step changed them; a step on the codebook alone has none.
    There are no more than a hundred places. ``changes`` is the number of records concerned.
    """

    name: str
    documents: tuple[str, ...] = ()
    places: tuple[StepPlace, ...] = ()
    changes: int = field(default=0, compare=False)


class History:
    """The steps that can be undone and redone, by their ids: undone ones are the newest.

    A new step gets an id above all others, so the order is that of the log and not of a clock.
    """

    def __init__(self, tables: Tables) -> None:
        lines = tables.get(TABLE, LineTable()).lines
        keys = sorted(lines, key=_order)
        self._done = [key for key in keys if not lines[key].startswith(_UNDONE)]
        self._undone = [key for key in keys if lines[key].startswith(_UNDONE)]

    @property
    def last_done(self) -> str | None:
        """The id of the step to undo next."""
        return self._done[-1] if self._done else None

    @property
    def last_undone(self) -> str | None:
        """The id of the step to redo next."""
        return self._undone[0] if self._undone else None

    def step(self, name: str, ways: list[JSON], limit: int) -> list[Edit]:
        """Return the edits that add a step to the history; undone steps can't be redone then."""
        row: Row = {"undone": False, "name": name, "ways": ways}
        gone = [*self._undone, *self._done[: max(0, len(self._done) + 1 - limit)]]
        last = max(*self._done[-1:], *self._undone[-1:], "", "", key=_order)
        return [(TABLE, uuid7(last), None, row), *((TABLE, key, None, None) for key in gone)]

    def note(self, edits: Iterable[Edit]) -> None:
        """Update the order of steps for changes of their table."""
        for table, key, _, row in edits:
            if table == TABLE:
                for keys in (self._done, self._undone):
                    if key in keys:
                        keys.remove(key)
                if row is not None:
                    insort(
                        self._undone if row.get("undone") is True else self._done, key, key=_order
                    )


def summary_of(tables: Tables, key: str) -> StepSummary:
    """Return the summary of a step, as far as it can be told."""
    row = tables[TABLE][key]
    return _summary(row.get("name", ""), _changed(tables, row.get("ways")))


def turned(
    tables: Tables, key: str, moment: str, author: str, tell: Tell
) -> tuple[StepSummary, list[Edit]]:
    """Return the step to take back or do again, and the edits that do it.

    ``tell`` is told how many of how many changes are made ready.

    Raises LookupError, TypeError or ValueError where the row holds no step.
    """
    row = tables[TABLE][key]
    edits = list(_back(tables, _sound_ways(row["ways"]), moment, author, tell))
    turned_row: Row = {"undone": not row["undone"], "name": row["name"], "ways": ways_back(edits)}
    rows = ((table, after or before) for table, _, before, after in edits if table != TOMBSTONES)
    return _summary(row["name"], rows), [*edits, (TABLE, key, row, turned_row)]


def ways_back(edits: Iterable[Edit]) -> list[JSON]:
    """Return what the history keeps of ``edits`` to undo them.

    A way is a table, an id, and what was there: ``null`` for nothing, a whole row, or a list of
    the fields that change, each with its values before and after, so that what else happens to the
    record stays when the step is undone.
    """
    ways: list[JSON] = []
    for table, key, before, row in edits:
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


def _sound_ways(ways: JSON) -> list[list[JSON]]:
    """Return ``ways`` as ``ways_back`` makes them. Raises ValueError where they are none."""
    for way in ways if isinstance(ways, list) else [ways]:
        match way:
            case [str(table), str(), dict() | None | list()] if table in TABLES:
                continue
        raise ValueError("is no way back")
    return cast(list[list[JSON]], ways)


def _back(
    tables: Tables, ways: list[list[JSON]], moment: str, author: str, tell: Tell
) -> Iterator[Edit]:
    """Yield the edits that go these ways. A field changed once more since then stays."""
    for number, (table, key, way) in enumerate(cast(list[tuple[str, str, JSON]], ways)):
        tell(number, len(ways))
        now = tables.get(table, LineTable()).get(key)
        if way is None:
            yield from delete(tables, (table, key), now, moment, author)
        elif isinstance(way, dict):
            yield from put(tables, (table, key), now, way, moment)
        elif now is not None:
            fields = cast(list[tuple[str, JSON, JSON]], way)
            back: Row = {name: old for name, old, new in fields if now.get(name) == new}
            yield from put(tables, (table, key), now, now | back, moment)


def _summary(name: JSON, rows: Iterable[tuple[str, Row | None]]) -> StepSummary:
    documents: dict[str, None] = {}
    places: dict[StepPlace, None] = {}
    changes = 0
    for table, row in rows:
        changes += 1
        documents.update(dict.fromkeys(documents_of(row)))
        if table == "passages" and row is not None and len(places) < _MOST_PLACES:
            places.update(dict.fromkeys(_places(row)))
    return StepSummary(str(name), tuple(documents), tuple(places), changes)


def _changed(tables: Tables, ways: JSON) -> Iterator[tuple[str, Row]]:
    """Yield table and row of each record that ``ways`` lead back to; what is no way is left out."""
    for way in ways if isinstance(ways, list) else ():
        match way:
            case [str(table), str(key), dict(row)]:
                yield table, row
            case [str(table), str(key), _] if key in tables.get(table, LineTable()):
                yield table, tables[table][key]


def _places(row: Row) -> Iterator[StepPlace]:
    match row:
        case {"document": str(document), "anchor": {"start": int(start), "end": int(end)}}:
            yield StepPlace(document, start, end)


def _order(key: str) -> tuple[int, str]:
    """Return the sort key of steps; ids that reader has not made come first."""
    return time_order(key), key
