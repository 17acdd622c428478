"""The index of a corpus and the pairs found in it, kept from session to session."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import chain

from reader.duplicates import Candidate, CandidateIndex, Segment, Signature
from reader.processes import give_back_memory
from reader.workspace.cache.analysis_cache import Cache
from reader.workspace.cache.candidate_codec import (
    CANDIDATES,
    decoded_candidates,
    encoded_candidates,
)

# Up to so many articles all pairs are found anew whenever one has changed.
_SMALL = 1_000
# In a larger corpus when one part of so many has: what is rare in it changes as slowly.
_PART = 10
# Of more new documents than these no pairs are found before all are read: it would take minutes.
_EARLY = 8_192


class Pairing:
    """The index of a corpus, with the stamps of the documents that are in it.

    It is kept under the corpus's ``key``, for the same ``version`` of what finds articles and pairs
    only, and begins with those of its documents of which ``stays`` says so, given each and its
    stamp. A large one is kept in segments, so that little is written where little has changed, and
    that those which are full need not be in memory while documents are read.
    """

    def __init__(
        self, cache: Cache, key: str, version: str, stays: Callable[[str, str], bool]
    ) -> None:
        self.stamps: dict[str, str] = {}
        self._cache, self._key, self._version = cache, key, version
        self._index = CandidateIndex()
        self._away: list[str] = []  # the first segments, which are on the disk alone
        self._state = ""
        self._changed = 0  # documents since all pairs were found
        self._touched: set[str] = set()  # and not yet paired with all others
        self._early: list[Candidate] = []
        self._paired: set[str] = set()  # among ``touched``, those that ``early`` has pairs of
        self._recall(stays)

    def add(self, document: str, stamp: str, signature: Signature | None) -> None:
        """Take a new document in; without a signature there is no text in it to compare."""
        self._touched.add(document)
        self._paired.discard(document)
        self.stamps[document] = stamp
        if signature is not None:
            self._index.add_signature(signature)

    @property
    def is_early(self) -> bool:
        """Whether what is new is so little that ``so_far`` pairs it."""
        return len(self._touched) <= _EARLY

    def so_far(self) -> tuple[Candidate, ...]:
        """Return the pairs that can be told before all documents are in, best first.

        These are those that were kept, without what has changed since, and while it ``is_early``
        those of the documents taken in. Before a corpus is paired for the first time they are kept.
        """
        fresh = self._touched - self._paired
        if not self._paired:
            last = self._cache.get(self._key, CANDIDATES, self._state)
            self._early = [] if last is None else [*decoded_candidates(last)]
        # Before a corpus is paired for the first time all are fresh: what was told of them holds.
        old = fresh if self.is_early or self._state else set()
        there = self.stamps.keys() - old
        self._early = [p for p in self._early if p.a in there and p.b in there]
        if not self.is_early:
            self._put_away()
            give_back_memory()
        elif fresh:
            self._take_back()
            self._paired |= fresh
            self._early += self._index.pairs(documents=fresh)
            self._early.sort(key=_best_first)
        if not self._state:
            self._cache.put(self._key, CANDIDATES, self._state, encoded_candidates(self._early))
        return tuple(self._early)

    def pairs(self, state: str) -> tuple[Candidate, ...]:
        """Return the pairs of the corpus, and keep them for what is its state now.

        Nothing else can be asked afterwards: the index is given up.
        """
        self._take_back()
        last = self._cache.get(self._key, CANDIDATES, self._state)
        self._state = state
        self._changed += len(self._touched)
        touched, self._touched = self._touched, set()
        if last is None or len(self._index) <= max(_SMALL, _PART * self._changed):
            self._changed = 0
            self.keep()
            pairs = self._given_up().pairs(at_last=True)
        else:
            self.keep()
            pairs = [
                pair
                for pair in decoded_candidates(last)
                if pair.a not in touched and pair.b not in touched
            ]
            pairs += self._given_up().pairs(documents=touched, at_last=True)
            pairs.sort(key=_best_first)
        self._cache.put(self._key, CANDIDATES, state, encoded_candidates(pairs))
        return tuple(pairs)

    def _given_up(self) -> CandidateIndex:
        """Return the index, which nobody else has from now on."""
        index, self._index = self._index, CandidateIndex()
        return index

    def _recall(self, stays: Callable[[str, str], bool]) -> None:
        kept = self._cache.get(self._key, "index", self._version)
        if kept is None:
            return
        record = {"touched": (), **json.loads(kept)}
        stamps = {one: stamp for one, stamp in record["stamps"].items() if stays(one, stamp)}
        if not stamps:
            return  # as after an update: what is of no use any more would only take memory
        try:
            self._index = CandidateIndex(map(self._segment, record["segments"]))
        except ValueError:
            return  # it is damaged, and made anew
        gone = record["stamps"].keys() - stamps.keys()
        for document in gone:
            self._index.remove(document)
        self.stamps, self._state = stamps, record["state"]
        self._changed, self._touched = record["changed"], {*record["touched"], *gone}

    def _segment(self, name: str) -> Segment:
        return Segment.load(self._cache.get(self._segments, name, self._version) or b"", name)

    def keep(self, *, putting_away: bool = False) -> None:
        """Write the documents taken in, so that another session need not read them again.

        With ``putting_away`` full segments are in memory no more until pairs are asked for.
        """
        segments = {one.name: one for one in self._index.segments}
        names = [*self._away, *segments]
        stored = self._cache.kinds(self._segments)
        for name in segments.keys() - stored:
            self._cache.put(self._segments, name, self._version, segments[name].dump())
        record = {
            "segments": names,
            "stamps": self.stamps,
            "state": self._state,
            "changed": self._changed,
            "touched": sorted(self._touched),
        }
        self._cache.put(self._key, "index", self._version, json.dumps(record).encode())
        for name in stored.difference(names):
            self._cache.forget(self._segments, name)
        if putting_away:
            self._put_away()
        del segments
        give_back_memory()

    def _put_away(self) -> None:
        """Drop the full segments from memory, if they are on the disk."""
        segments = [*self._index.segments]
        while segments and not segments[-1].is_full:
            segments.pop()
        if not self._cache.kinds(self._segments).issuperset(one.name for one in segments):
            return
        self._away += [one.name for one in segments]
        self._index = CandidateIndex(self._index.segments[len(segments) :])

    def _take_back(self) -> None:
        """Load the dropped segments from the disk."""
        if self._away:
            names, self._away = self._away, []
            away = map(self._segment, names)
            self._index = CandidateIndex(chain(away, self._index.segments))
            give_back_memory()

    @property
    def _segments(self) -> str:
        """The key of the segments, which are kinds of analysis to the cache."""
        return f"{self._key}\0index"


def _best_first(pair: Candidate) -> tuple[float, str, str]:
    return (-pair.score, pair.a, pair.b)
