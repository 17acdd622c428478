"""The contents of the file at its last saves: the bases that changes of others are merged on."""

from __future__ import annotations

from collections import deque
from typing import TypeAlias

from reader.annotations.line_table import LineTable, Tables

META = "meta"
_REMEMBERED = 256  # saves

RowPlace: TypeAlias = tuple[str, str]
# Lines by table and id; None where there is none.
Lines: TypeAlias = dict[RowPlace, bytes | None]


class MergeBases:
    """The present file and the ones before it, each told by what differs from its successor."""

    def __init__(self, save: str = "") -> None:
        self.save = save
        """The id of the save that is the present file."""
        self.changed: Lines = {}
        """Lines as they stand in the file, where they differ by now."""
        self._older: deque[tuple[str, Lines]] = deque(maxlen=_REMEMBERED)

    def note(self, before: Lines) -> None:
        """Remember lines that are about to change, as they are now."""
        for place, line in before.items():
            self.changed.setdefault(place, line)

    def of(self, tables: Tables, save: str | None = None) -> Tables:
        """Return the tables as a save had them, the last by default; none where it is not known.

        ``tables`` are the present ones.
        """
        lines: Lines = dict(self.changed)
        older = list(self._older)
        found = self.save
        while save is not None and found != save:
            if not older:
                return {}
            found, before = older.pop()
            lines |= before
        result = copied(tables)
        for (name, key), line in lines.items():
            rows = result.setdefault(name, LineTable())
            if line is None:
                rows.lines.pop(key, None)
            else:
                rows.lines[key] = line
        return result

    def saved(self, save: str, written: Tables, tables: Tables) -> None:
        """Set ``written`` as what the file holds now, while ``tables`` have gone on."""
        self._older.append((self.save, self.changed))
        self.save = save
        lines = {place: line_at(written, place) for place in self.changed}
        self.changed = {
            place: line for place, line in lines.items() if line != line_at(tables, place)
        }

    def met(self, save: str, found: Tables, before: Tables) -> None:
        """Set ``found``, which somebody else has written, as what the file holds now."""
        self._older.append((self.save, differences(found, self.of(before))))
        self.save = save

    def remember(self, save: str, found: Tables, tables: Tables) -> None:
        """Remember a version that is not the file, under the id ``save``."""
        present = self.of(tables)
        self._older.append((self.save, differences(found, present)))
        self._older.append((save, differences(present, found)))


def line_at(tables: Tables, place: RowPlace) -> bytes | None:
    """Return the line at a place."""
    rows = tables.get(place[0])
    return None if rows is None else rows.lines.get(place[1])


def copied(tables: Tables) -> Tables:
    """Return tables of their own with the same lines."""
    return {name: LineTable(dict(rows.lines)) for name, rows in tables.items()}


def differences(tables: Tables, others: Tables) -> Lines:
    """Return the lines of ``others`` where ``tables`` has different ones. Meta does not count."""
    found: Lines = {}
    for name in (tables.keys() | others.keys()) - {META}:
        one, other = (each.get(name, LineTable()).lines for each in (tables, others))
        for key in one.keys() | other.keys():
            if one.get(key) != other.get(key):
                found[name, key] = other.get(key)
    return found
