"""Which documents hold which keys, in a few bytes for each: a chained hash table in arrays."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

_FIRST_SIZE = 1 << 10
_GROWTH = 4
_MIX = 0x9E3779B1
"""Knuth's multiplicative hash: spreads keys whose low bits are alike."""


class Postings:
    """A multimap from keys of 32 bits to the numbers of documents, newest first.

    A posting takes twelve bytes and a bucket eight. What is taken out is only marked, and skipped.
    """

    def __init__(self) -> None:
        self._heads = array("I", bytes(4 * _FIRST_SIZE))
        self._counts = array("I", bytes(4 * _FIRST_SIZE))
        self._keys = array("I", [0])
        self._numbers = array("I", [0])
        self._next = array("I", [0])
        self._gone: set[int] = set()

    def add(self, number: int, keys: Iterable[int]) -> None:
        """Note that a document holds ``keys``, each of them once."""
        heads, counts, chained = self._heads, self._counts, self._next
        mask, place = len(heads) - 1, len(self._keys)
        added = array("I", keys)
        for key in added:
            bucket = (key * _MIX & 0xFFFFFFFF) >> 8 & mask
            chained.append(heads[bucket])
            heads[bucket] = place
            counts[bucket] += 1
            place += 1
        self._keys.extend(added)
        self._numbers.extend(array("I", [number]) * len(added))
        if place > len(heads):
            self._grow()

    def remove(self, number: int) -> None:
        """Forget a document. Numbers must have been added in rising order."""
        self._gone.add(number)
        mask = len(self._heads) - 1
        first = bisect_left(self._numbers, number, lo=1)
        for place in range(first, bisect_right(self._numbers, number, lo=first)):
            self._counts[(self._keys[place] * _MIX & 0xFFFFFFFF) >> 8 & mask] -= 1

    def most(self, key: int) -> int:
        """Return how many documents may hold ``key``: never too few, at times one or two more."""
        return self._counts[(key * _MIX & 0xFFFFFFFF) >> 8 & (len(self._counts) - 1)]

    def counted(self, keys: Iterable[int]) -> list[tuple[int, int]]:
        """Return each key that may be held, with how many may hold it (see ``most``)."""
        counts = self._counts
        mask = len(counts) - 1
        return [
            (count, key) for key in keys if (count := counts[(key * _MIX & 0xFFFFFFFF) >> 8 & mask])
        ]

    def holders(self, key: int) -> list[int]:
        """Return the documents that hold ``key``."""
        keys, numbers, chained, gone = self._keys, self._numbers, self._next, self._gone
        found = []
        place = self._heads[(key * _MIX & 0xFFFFFFFF) >> 8 & (len(self._heads) - 1)]
        while place:
            if keys[place] == key and numbers[place] not in gone:
                found.append(numbers[place])
            place = chained[place]
        return found

    def at_least(self, key: int, least: int) -> bool:
        """Tell whether so many documents hold ``key``, without going through all of them."""
        if self.most(key) < least:
            return False
        keys, numbers, chained, gone = self._keys, self._numbers, self._next, self._gone
        place = self._heads[(key * _MIX & 0xFFFFFFFF) >> 8 & (len(self._heads) - 1)]
        while place and least:
            least -= keys[place] == key and numbers[place] not in gone
            place = chained[place]
        return not least

    def _grow(self) -> None:
        size = len(self._heads) * _GROWTH
        mask = size - 1
        heads, counts, chained = (
            array("I", bytes(4 * size)),
            array("I", bytes(4 * size)),
            self._next,
        )
        gone = self._gone
        for place in range(1, len(self._keys)):
            bucket = (self._keys[place] * _MIX & 0xFFFFFFFF) >> 8 & mask
            chained[place] = heads[bucket]
            heads[bucket] = place
            counts[bucket] += self._numbers[place] not in gone
        self._heads, self._counts = heads, counts
