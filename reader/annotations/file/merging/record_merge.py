"""Merging two versions of one record, field by field.

With the version that both come from, a field that one side has changed is taken from there; sets
are merged as sets, and of a text that both have changed both are kept. Any other field that both
have changed is that of the higher version. Without a base the same is done as if every difference
were a change, but for a record as it was made: it is taken for what the other one comes from.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TypeAlias

from reader.annotations.operations import revision_of
from reader.annotations.record_codec import JSON, Row

Rank: TypeAlias = tuple[int, str, str]

SETS = frozenset({"tags"})
TEXTS = frozenset({"note", "description"})
# What stands between two texts that were both kept.
BOTH = "\n--- also ---\n"
_STAMPS = ("modified", "revision")
_QUIET = frozenset({*_STAMPS, "author", "created", "place", "sha256", "evidence", "position"})


def rank(row: JSON) -> Rank:
    """Return the sort key of versions of a record."""
    content = json.dumps(row, sort_keys=True)
    return (*_stamp(row), content)


def united(base: Row | None, one: Row, other: Row) -> Row:
    """Return the record that holds what both versions want, whichever is named first."""
    low, high = sorted((one, other), key=rank)
    if base is None and revision_of(low) <= 1 < revision_of(high):
        return high
    ranked = base is not None or _stamp(low) < _stamp(high)
    result: Row = {}
    for name in dict.fromkeys((*high, *low)):
        mine, theirs = high.get(name), low.get(name)
        before = None if base is None else base.get(name)
        if name not in low or name in _STAMPS or mine == theirs:
            result[name] = mine
        elif name not in high or (base is not None and mine == before):
            result[name] = theirs
        elif base is not None and theirs == before:
            result[name] = mine
        else:
            result[name] = _united_values(name, before, mine, theirs, ranked)
    return result


def _united_values(name: str, before: JSON, mine: JSON, theirs: JSON, ranked: bool) -> JSON:
    """Return the value of a field that both have changed; with ``ranked``, ``mine`` is later."""
    if name in SETS and isinstance(mine, list) and isinstance(theirs, list):
        return _united_sets(before if isinstance(before, list) else [], mine, theirs)
    if name in TEXTS and isinstance(mine, str) and isinstance(theirs, str):
        return _both_texts(mine, theirs)
    return mine if ranked else max(mine, theirs, key=json.dumps)


def clashes(base: Row | None, one: Row, other: Row) -> list[str]:
    """Return the fields that both versions have changed, each in its own way; sets never clash."""
    if base is None and min(map(revision_of, (one, other))) <= 1:
        return []
    before = base or {}
    return [
        name
        for name in one
        if name not in _QUIET | SETS
        and name in other
        and one[name] != other[name]
        and (base is None or before.get(name) not in (one[name], other[name]))
    ]


def _stamp(row: JSON) -> tuple[int, str]:
    if not isinstance(row, dict):
        return 0, ""
    time = row.get("modified")
    return revision_of(row), time if isinstance(time, str) else ""


def _united_sets(base: list[JSON], high: list[JSON], low: list[JSON]) -> list[JSON]:
    """Return the items of both and those that either has added to ``base``, ordered."""
    kept = [item for item in high if item in low or item not in base]
    kept += [item for item in low if item not in high and item not in base]
    return sorted(kept, key=json.dumps)


def _both_texts(one: str, other: str) -> str:
    """Return the parts of both texts; one that stands within another is there already."""
    parts = {*one.split(BOTH), *other.split(BOTH)}
    return BOTH.join(sorted(part for part in parts if not _is_within(part, parts)))


def _is_within(part: str, parts: Iterable[str]) -> bool:
    return any(part in whole and part != whole for whole in parts)
