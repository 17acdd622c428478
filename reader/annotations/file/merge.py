"""Merging: what becomes of two versions of the annotations.

Each record stands for itself. What only one side has changed since the base is taken from there;
where both have, or where there is no base, the higher revision counts, then the later time, then
the content. A tombstone is a version like any other. So merging without a base is the maximum of a
total order for each record: commutative, associative and idempotent.
"""

from __future__ import annotations

import json
from typing import TypeAlias

from reader.annotations.file.record_codec import JSON, load
from reader.annotations.file.rows import Rows, Tables
from reader.annotations.operations import TOMBSTONES, revision_of

Rank: TypeAlias = tuple[int, str, str]


def merged(base: Tables, ours: Tables, theirs: Tables) -> Tables:
    """Return the tables that hold what both sides want. The table of meta stays ours."""
    result: Tables = {}
    empty = Rows()
    for name in (*ours, *(theirs.keys() - ours.keys())):
        sides = (tables.get(name, empty).lines for tables in (base, ours, theirs))
        result[name] = Rows(_merged_lines(*sides))
    if "meta" in ours:
        result["meta"] = Rows(dict(ours["meta"].lines))
    settle(result)
    return result


def settle(tables: Tables) -> None:
    """Let each record be either there or deleted: the higher version of the two counts."""
    dead = tables.get(TOMBSTONES, Rows())
    for key in list(dead):
        rows = tables.get(str(dead[key].get("table")))
        if rows is not None and key in rows:
            if rank(load(dead.lines[key])) >= rank(load(rows.lines[key])):
                del rows[key]
            else:
                del dead[key]


def rank(row: JSON) -> Rank:
    """Return what versions of a record are ordered by."""
    time = row.get("modified") if isinstance(row, dict) else None
    revision = revision_of(row) if isinstance(row, dict) else 0
    content = json.dumps(row, sort_keys=True)
    return revision, time if isinstance(time, str) else "", content


def higher(one: bytes, other: bytes) -> bytes:
    """Return the line that counts where nothing is known but the two."""
    return max((rank(load(one)), one), (rank(load(other)), other))[1]


def joined(one: JSON, other: JSON) -> JSON:
    """Return what counts of two values under one key: of records the higher, of tables all."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return other
    if "revision" in one or "revision" in other:
        return max(one, other, key=rank)
    both = dict(one)
    for key, value in other.items():
        both[key] = joined(both[key], value) if key in both else value
    return both


def _merged_lines(
    base: dict[str, bytes], ours: dict[str, bytes], theirs: dict[str, bytes]
) -> dict[str, bytes]:
    result: dict[str, bytes] = {}
    for key in (*ours, *(key for key in theirs if key not in ours)):
        line = _chosen(base.get(key), ours.get(key), theirs.get(key))
        if line is not None:
            result[key] = line
    return result


def _chosen(base: bytes | None, ours: bytes | None, theirs: bytes | None) -> bytes | None:
    if ours == theirs or same(theirs, base):
        return ours
    if same(ours, base):
        return theirs
    if ours is None or theirs is None:  # deleted without a tombstone, but changed: keep it
        return ours or theirs
    return higher(ours, theirs)


def same(one: bytes | None, other: bytes | None) -> bool:
    """Tell whether two lines hold the same row, however it is written."""
    if one is None or other is None or one == other:
        return one == other
    return load(one) == load(other)
