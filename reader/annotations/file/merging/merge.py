"""Merge two versions of the annotations, row by row.

Each record stands for itself. What only one side has changed since the base is taken from there;
where both have, they are merged field by field. A deletion leaves a tombstone, which counts against
the record by revision, time and content. So merging is commutative and idempotent, and without a
base, as long as nothing was deleted, associative.
"""

from __future__ import annotations

from dataclasses import dataclass

from reader.annotations.file.merging.record_merge import TEXTS, clashes, rank, united
from reader.annotations.line_table import LineTable, Tables
from reader.annotations.operations import TOMBSTONES
from reader.annotations.record_codec import JSON, Row, dump, load
from reader.annotations.records import TABLES
from reader.text import one_line

_SHOWN = 40  # characters of what a record says


@dataclass(frozen=True, slots=True)
class Merge:
    """Tables that hold what both sides want, and what a person should know of it, in words."""

    tables: Tables
    clashes: list[str]


def merged(base: Tables, ours: Tables, theirs: Tables) -> Merge:
    """Merge two versions that come from ``base``. The table of meta stays ours."""
    tables: Tables = {}
    told: list[str] = []
    empty = LineTable()
    for name in (*ours, *(other for other in theirs if other not in ours)):
        sides = [each.get(name, empty).lines for each in (base, ours, theirs)]
        tables[name] = LineTable(_merged_lines(name, sides, told))
    if "meta" in ours:
        tables["meta"] = LineTable(dict(ours["meta"].lines))
    settle(tables)
    return Merge(tables, told)


def latest(tables: Tables, others: Tables) -> Tables:
    """Return the higher revision of each record of two versions, where one comes from the other."""
    result = {name: LineTable(dict(rows.lines)) for name, rows in tables.items()}
    for name, rows in others.items():
        lines = result.setdefault(name, LineTable()).lines
        for key, line in rows.lines.items():
            lines[key] = higher(lines[key], line) if key in lines else line
    settle(result)
    return result


def settle(tables: Tables) -> None:
    """Drop the record or its deletion where tables hold both: the one with the lower revision."""
    dead = tables.get(TOMBSTONES, LineTable())
    for key in list(dead):
        rows = tables.get(str(dead[key].get("table")))
        if rows is not None and key in rows:
            if rank(load(dead.lines[key])) >= rank(load(rows.lines[key])):
                del rows[key]
            else:
                del dead[key]


def higher(one: bytes, other: bytes) -> bytes:
    """Return the line that counts where nothing is known but the two."""
    return max((rank(load(one)), one), (rank(load(other)), other))[1]


def joined(one: JSON, other: JSON) -> JSON:
    """Return the union of two values under one key: records are united, tables hold all."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return other
    if "revision" in one or "revision" in other:
        return united(None, one, other)
    both = dict(one)
    for key, value in other.items():
        both[key] = joined(both[key], value) if key in both else value
    return both


def same(one: bytes | None, other: bytes | None) -> bool:
    """Tell whether two lines hold the same row, however it is written."""
    if one is None or other is None or one == other:
        return one == other
    return load(one) == load(other)


def _merged_lines(
    table: str, tables: list[dict[str, bytes]], notices: list[str]
) -> dict[str, bytes]:
    """Return the lines of a table in three versions: base, ours, theirs."""
    base, ours, theirs = tables
    result: dict[str, bytes] = {}
    for key in (*ours, *(key for key in theirs if key not in ours)):
        sides = base.get(key), ours.get(key), theirs.get(key)
        line = _chosen(*sides)
        if line is None and sides[1] is not None and sides[2] is not None:
            before, one, other = (None if side is None else load(side) for side in sides)
            if table in TABLES and isinstance(one, dict) and isinstance(other, dict):
                before = before if isinstance(before, dict) else None
                both = united(before, one, other)
                line = dump(both)
                notices += _words(one, both, clashes(before, one, other))
            else:
                line = higher(sides[1], sides[2])
        if line is not None:
            result[key] = line
    return result


def _chosen(base: bytes | None, ours: bytes | None, theirs: bytes | None) -> bytes | None:
    """Return the line that counts; None for a deleted one, and where both sides have changed it."""
    if ours == theirs or same(theirs, base):
        return ours
    if same(ours, base):
        return theirs
    if ours is None or theirs is None:  # deleted without a tombstone, but changed: keep it
        return ours or theirs
    return None


def _words(row: Row, both: Row, fields: list[str]) -> list[str]:
    """Return in words that both sides have changed ``fields`` of a record, and what became of it.

    ``both`` is what the record is now.
    """
    anchor = row.get("anchor")
    quote = anchor.get("quote") if isinstance(anchor, dict) else None
    name = quote or row.get("name") or row.get("entity") or row.get("document") or row.get("a")
    return [
        f"Both sides have changed the {field} of “{_shown(name)}”: {_outcome(field, both[field])}"
        for field in fields
    ]


def _outcome(field: str, value: JSON) -> str:
    if field in TEXTS:
        return "both are kept"
    return f"“{_shown(value)}” stays" if isinstance(value, str) else "the later one counts"


def _shown(value: object) -> str:
    return one_line(str(value))[:_SHOWN]
