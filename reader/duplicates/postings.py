"""Which documents hold which keys, in a few bytes for each: sorted arrays that are merged."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reader.duplicates.arrays import (
    Codes,
    Flags,
    Keys,
    Numbers,
    codes_in,
    keys,
    leads,
    members,
    owners,
)


class _Run(NamedTuple):
    """Keys in order, where the holders of each begin (and the last one's end), and the holders."""

    keys: Codes
    starts: Codes
    holders: Codes

    @classmethod
    def of(cls, held: Keys) -> _Run:
        """Return pairs of key and holder in order; ``held`` is sorted in place."""
        held.sort(kind="stable")
        codes = (held >> np.uint64(32)).astype(np.uint32)
        starts = np.append(np.flatnonzero(leads(codes)), len(codes))
        return cls(codes[starts[:-1]], starts.astype(np.uint32), codes_in(held))

    def held(self) -> Keys:
        """Return the pairs of key and holder."""
        return keys(np.repeat(self.keys, np.diff(self.starts)), self.holders)

    def found(self, wanted: Codes) -> tuple[Numbers, Numbers]:
        """Return where the holders of each key begin, and how many they are."""
        # Keys that are near each other are found near each other, which is four times as fast.
        order = np.argsort(wanted)
        place = np.empty(len(wanted), np.int64)
        place[order] = np.searchsorted(self.keys, wanted[order])
        place = np.minimum(place, len(self.keys) - 1)
        there = self.keys[place] == wanted
        first = self.starts[place].astype(np.int64)
        return first, (self.starts[place + 1] - first) * there


class Postings:
    """A multimap from keys of 32 bits to the numbers of documents.

    A posting takes four bytes and a key eight. Runs are merged when they are of about one size (as
    in a log-structured merge tree: O'Neil and others, 1996), so that each is merged a few times.
    """

    def __init__(self) -> None:
        self._runs: list[_Run] = []

    def add(self, key: Codes, holder: Numbers) -> None:
        """Note that each document of ``holder`` holds the key beside it, which it did not yet."""
        if not len(key):
            return
        run = _Run.of(keys(key, holder))
        while self._runs and len(self._runs[-1].holders) < 2 * len(run.holders):
            run = _Run.of(np.concatenate([self._runs.pop().held(), run.held()]))
        self._runs.append(run)

    def keep(self, alive: Flags) -> None:
        """Forget the documents that are not ``alive``, told by their number."""
        held = [run.held()[alive[run.holders]] for run in self._runs]
        self._runs = [_Run.of(one) for one in held if len(one)]

    def counts(self, wanted: Codes) -> Numbers:
        """Return how many documents hold each key."""
        counts = np.zeros(len(wanted), np.int64)
        for run in self._runs:
            counts += run.found(wanted)[1]
        return counts

    def holders(self, wanted: Codes) -> tuple[Numbers, Codes]:
        """Return the documents that hold the keys, each with the place of its key in ``wanted``."""
        places: list[Numbers] = [np.zeros(0, np.int64)]
        holders: list[Codes] = [np.zeros(0, np.uint32)]
        for run in self._runs:
            first, sizes = run.found(wanted)
            places.append(owners(sizes))
            holders.append(run.holders[members(first, sizes)])
        return np.concatenate(places), np.concatenate(holders)
