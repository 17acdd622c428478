"""Postings: the documents that hold each key, in a few bytes for each, as sorted arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.duplicates.ragged_arrays import (
    Codes,
    Flags,
    Keys,
    Numbers,
    codes_in,
    groups_of,
    keys,
    leads,
    members,
    ordered,
    owners,
)

# So many documents can share a run: their numbers in it have 16 bits.
MOST = 1 << 16


class PostingsRun(NamedTuple):
    """Keys in order, where the holders of each begin (and the last one's end), and the holders.

    A posting takes two bytes and a key eight. Holders are told by their numbers in the run.
    """

    keys: Codes
    starts: Codes
    holders: NDArray[np.uint16]

    @classmethod
    def of(cls, held: Keys) -> PostingsRun:
        """Return distinct pairs of key and holder as a run; ``held`` is sorted in place."""
        held.sort()
        codes = (held >> np.uint64(32)).astype(np.uint32)
        starts = np.append(np.flatnonzero(leads(codes)), len(codes))
        return cls(codes[starts[:-1]], starts.astype(np.uint32), held.astype(np.uint16))

    def with_next(self, other: PostingsRun, first: int) -> PostingsRun:
        """Return a run with another one, the numbers of whose holders begin at ``first``."""
        return PostingsRun.of(np.concatenate([self.held(), other.held() + np.uint64(first)]))

    def take(self, places: Numbers, size: int) -> PostingsRun:
        """Return the holdings of those of ``size`` holders at ``places``, numbered anew."""
        number = np.full(size, -1)
        number[places] = np.arange(len(places))
        holders = number[self.holders]
        there = holders >= 0
        return PostingsRun.of(keys(groups_of(self.held()[there]), holders[there]))

    def held(self) -> Keys:
        """Return the pairs of key and holder, in order, shape ``(n_pairs,)``."""
        return keys(np.repeat(self.keys, np.diff(self.starts)), self.holders)


class KeyCounts(NamedTuple):
    """How many documents hold each key: to look into each run for that takes many times as long.

    The keys are sorted; both have shape ``(n_keys,)``.
    """

    keys: Codes
    counts: Codes

    @classmethod
    def of(cls, postings: Postings) -> KeyCounts:
        """Count the holders of all keys."""
        sizes = [keys(run.keys, np.diff(run.starts)) for _, run in postings.runs]
        each = np.sort(np.concatenate(sizes or [np.zeros(1, np.uint64)]))
        known = (each >> np.uint64(32)).astype(np.uint32)
        first = np.flatnonzero(leads(known))
        return cls(known[first], np.add.reduceat(codes_in(each), first))

    def find(self, wanted: Codes) -> Numbers:
        """Return the number of documents that hold each key, shape ``(n_wanted,)``."""
        order = ordered(wanted)
        sought = wanted[order]
        at = np.minimum(np.searchsorted(self.keys, sought), len(self.keys) - 1)
        found = np.empty(len(wanted), np.int64)
        found[order] = self.counts[at] * (self.keys[at] == sought)
        return found


class Postings(NamedTuple):
    """A multimap from keys of 32 bits to the numbers of documents.

    It is made of runs, none of them empty, each with what the numbers in it are raised by.
    """

    runs: Sequence[tuple[int, PostingsRun]]

    def find(self, wanted: Codes) -> FoundKeys:
        """Look keys up."""
        # Keys that are near each other are found near each other, which is four times as fast, and
        # of those that are alike one is looked for.
        order = ordered(wanted)
        sought = wanted[order]
        first_of = leads(sought)
        sought, of = sought[first_of], np.cumsum(first_of) - 1
        hits: list[tuple[Numbers, Numbers]] = []
        counts = np.zeros(len(wanted), np.int64)
        for _, run in self.runs:
            place = np.minimum(np.searchsorted(run.keys, sought), len(run.keys) - 1)
            first = run.starts[place].astype(np.int64)
            sizes = (run.starts[place + 1] - first) * (run.keys[place] == sought)
            hits.append((first[of], sizes[of]))
            counts[order] += sizes[of]
        return FoundKeys(self.runs, order, hits, counts)


class FoundKeys(NamedTuple):
    """Keys that were looked up: ``counts`` says how many documents hold each.

    ``hits`` are, for each run, where the holders begin and how many they are, by ``order``.
    """

    runs: Sequence[tuple[int, PostingsRun]]
    order: Numbers
    hits: Sequence[tuple[Numbers, Numbers]]
    counts: Numbers

    def holders(self, chosen: Flags) -> tuple[Numbers, Numbers]:
        """Return the places of chosen keys and the documents that hold them, each ``(n_held,)``."""
        mine = np.flatnonzero(chosen[self.order])
        wanted = self.order[mine]
        places: list[Numbers] = [np.zeros(0, np.int64)]
        holders: list[Numbers] = [np.zeros(0, np.int64)]
        for (number, run), (first, sizes) in zip(self.runs, self.hits, strict=True):
            places.append(wanted[owners(sizes[mine])])
            holders.append(run.holders[members(first[mine], sizes[mine])] + np.int64(number))
        return np.concatenate(places), np.concatenate(holders)
