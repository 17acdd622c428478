"""Groups of unequal size in flat arrays: the rows of a sparse matrix, worked on all at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
# A group in the upper 32 bits, what it holds in the lower ones.
Keys = NDArray[np.uint64]
_LEAST_COST = 64  # values; what a row costs beside its own

A = TypeVar("A", Numbers, Keys)
C = TypeVar("C", Keys, Codes)

_LOW = np.uint64(32)
_HALF = np.uint64(0xFFFFFFFF)


def codes_of(parts: Iterable[Any]) -> Codes:
    """Return arrays of 32 bits, of any type, one after the other, shape ``(n_all,)``."""
    return np.frombuffer(b"".join(parts), np.uint32)


def ends(sizes: NDArray[Any]) -> Numbers:
    """Return the start of each group, and last the end, shape ``(n_groups + 1,)``."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])


def owners(sizes: NDArray[Any]) -> Numbers:
    """Return the group of each member, shape ``(n_members,)``."""
    groups: Numbers = np.repeat(np.arange(len(sizes)), sizes)
    return groups


def members(first: Numbers, sizes: Numbers) -> Numbers:
    """Return the places of the members of groups, ``(n_members,)``, a group after the other."""
    stops = np.cumsum(sizes)
    total = int(stops[-1]) if len(stops) else 0
    places: Numbers = np.arange(total) + np.repeat(first - (stops - sizes), sizes)
    return places


def keys(groups: NDArray[Any], codes: NDArray[Any]) -> Keys:
    """Return group and code of each member as one number, shape ``(n_members,)``."""
    return groups.astype(np.uint64) << _LOW | codes.astype(np.uint64)


def groups_of(found: Keys) -> Numbers:
    """Return the groups of keys, shape ``(n_keys,)``."""
    return (found >> _LOW).astype(np.int64)


def codes_in(found: Keys) -> Codes:
    """Return the codes of keys, shape ``(n_keys,)``."""
    return (found & _HALF).astype(np.uint32)


def parts(values: A, costs: Numbers, most: int) -> list[A]:
    """Return values in parts that cost about ``most`` each, none of them empty.

    Each value is taken to cost at least 64, whatever ``costs`` says.
    """
    last = np.flatnonzero(np.diff(np.cumsum(costs + _LEAST_COST) // most)) + 1
    return [part for part in np.split(values, last) if len(part)]


def both(a: NDArray[Any], b: NDArray[Any]) -> tuple[Numbers, Numbers]:
    """Return the places in two sorted arrays of the values in both, each ``(n_shared,)``."""
    # A stable sort takes two runs as they are and only merges them.
    order = np.argsort(np.concatenate([a, b]), kind="stable")
    merged = np.concatenate([a, b])[order]
    same = np.flatnonzero(merged[1:] == merged[:-1])
    return order[same], order[same + 1] - len(a)


def in_both(a: Keys, b: Keys) -> tuple[Flags, Flags]:
    """Mark the keys of two arrays, in any order, that are in the other one, shapes ``(n_keys,)``.

    Their codes are hashes: most keys that are not in both differ in the group or the first bits of
    the code, which a table tells much faster than a search.
    """
    groups = 1 + max(int(one.max() >> _LOW) if len(one) else 0 for one in (a, b))
    bits = (max(len(a), len(b)) // groups).bit_length() + 3
    at_a, at_b = ((one >> np.uint64(32 - bits)).view(np.int64) for one in (a, b))
    known_a, known_b = np.zeros((2, groups << bits), bool)
    known_a[at_a] = known_b[at_b] = True
    in_a, in_b = known_b[at_a], known_a[at_b]
    some_a, some_b = a[in_a], b[in_b]
    in_a[in_a], in_b[in_b] = _found(some_a, distinct(some_b)), _found(some_b, distinct(some_a))
    return in_a, in_b


def within(codes: Codes, those: Codes) -> Flags:
    """Tell of each code whether it is among ``those``, sorted; shape ``(n_codes,)``.

    Those are few: a table of the first bits leaves hardly any others to be searched.
    """
    known = flags_at(those >> np.uint32(16), 1 << 16)
    found: Flags = known[codes >> np.uint32(16)]
    found[found] = _found(codes[found], those)
    return found


def _found(values: C, those: C) -> Flags:
    """Tell of each value whether a search finds it among ``those``, sorted, ``(n_values,)``."""
    if not len(those):
        return np.zeros(len(values), bool)
    at = np.minimum(np.searchsorted(those, values), len(those) - 1)
    found: Flags = those[at] == values
    return found


def flags_at(places: NDArray[Any], size: int) -> Flags:
    """Return flags that are set at places alone, shape ``(size,)``."""
    flags = np.zeros(size, bool)
    flags[places] = True
    return flags


def total(groups: NDArray[Any], weights: NDArray[Any] | None, size: int) -> Floats:
    """Return the sum of each group, shape ``(size,)``, added in the order of the members."""
    return np.bincount(groups, weights, size).astype(np.float64)


def share(part: NDArray[Any], whole: NDArray[Any]) -> Floats:
    """Return the parts of wholes, 0 to 1, in their shape; 0 of nothing."""
    shares: Floats = np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
    return np.minimum(1.0, shares)


def distinct(values: C) -> C:
    """Return the distinct values in order (``np.unique`` hashes them first, which takes longer)."""
    values = np.sort(values)
    return values[leads(values)]


def ordered(values: NDArray[Any]) -> Numbers:
    """Return the places of whole numbers from 0 on in their order, equal ones as they stand.

    Of shape ``(n_values,)``, it is what a stable ``np.argsort`` gives. Numbers that are small
    enough are sorted together with their places, which takes a tenth of the time.
    """
    bits = np.uint64(len(values).bit_length())
    values = values.astype(np.uint64)
    if len(values) and values.max() >> (np.uint64(64) - bits):
        return np.argsort(values, kind="stable")
    together = np.sort(values << bits | np.arange(len(values), dtype=np.uint64))
    places: Numbers = (together & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    return places


def leads(sorted_values: NDArray[Any]) -> Flags:
    """Tell of each value whether it is the first of its kind, shape ``(n_values,)``."""
    first = np.ones(len(sorted_values), bool)
    first[1:] = sorted_values[1:] != sorted_values[:-1]
    return first


def shingles(a: Codes, b: Codes, c: Codes) -> Codes:
    """Return the codes of three words in a row, in the shape of ``a`` (multiply and mix)."""
    mixed = (
        a.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        + b.astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F)
        + c.astype(np.uint64) * np.uint64(0x165667B19E3779F9)
    )
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    codes: Codes = (mixed >> _LOW).astype(np.uint32)
    return codes
