"""The index of a corpus in which candidates are found."""

from __future__ import annotations

import json
import math
from array import array
from collections import Counter
from collections.abc import Iterator

from reader.duplicates.scoring import score_signatures
from reader.duplicates.signature import SIGNATURE_VERSION, Signature, shingles, signature
from reader.duplicates.values import Candidate, Version

VERSION = "1"

_FREQUENT = 200


class Index:
    """The signatures of a corpus, found by the rare words and shingles that they share.

    It grows article by article; an id that is added again is replaced.
    """

    def __init__(self) -> None:
        self._signatures: dict[str, Signature] = {}
        self._postings: dict[int, set[str]] = {}
        self._words: Counter[int] = Counter()

    def __len__(self) -> int:
        return len(self._signatures)

    def __contains__(self, document: object) -> bool:
        return document in self._signatures

    def add(self, version: Version) -> None:
        """Take a version in."""
        self._add(signature(version))

    def remove(self, document: str) -> None:
        """Forget a version; one that is not there is no error."""
        signed = self._signatures.pop(document, None)
        if signed is None:
            return
        for key in _keys(signed):
            holders = self._postings[key]
            holders.discard(document)
            if not holders:
                del self._postings[key]
        self._words.subtract(set(signed.words))

    def candidates(self, version: Version, limit: int = 20) -> list[Candidate]:
        """Return the versions that ``version`` most likely belongs with, the likeliest first.

        The version itself need not be in the index. ``a`` of each candidate is its id.
        """
        signed = signature(version)
        found = [
            score_signatures(signed, self._signatures[other], self._weight)
            for other in self._near(signed, 2 * limit)
        ]
        return sorted(found, key=lambda one: (-one.score, one.b))[:limit]

    def pairs(self, least: float = 0.5) -> Iterator[Candidate]:
        """Yield the candidates of the whole corpus that score ``least`` or more, best first."""
        found = [
            candidate
            for one, signed in self._signatures.items()
            for other in self._near(signed, 40)
            if one < other or one not in self._near(self._signatures[other], 40)
            if (candidate := score_signatures(*self._ordered(one, other), self._weight)).score
            >= least
        ]
        yield from sorted(found, key=lambda pair: (-pair.score, pair.a, pair.b))

    def dump(self) -> bytes:
        """Return the state of the index, to be loaded again by the same version of it."""
        rows = [
            [
                s.id,
                list(s.words),
                list(s.sentences),
                sorted(s.title),
                sorted(s.names),
                sorted(s.numbers),
                s.day,
                s.hidden,
            ]
            for s in self._signatures.values()
        ]
        return json.dumps([VERSION, SIGNATURE_VERSION, rows]).encode()

    @classmethod
    def load(cls, state: bytes) -> Index:
        """Return the index that ``dump`` gave; ValueError where another version wrote it."""
        version, signed, rows = json.loads(state)
        if (version, signed) != (VERSION, SIGNATURE_VERSION):
            raise ValueError("the index is of another version")
        index = cls()
        for document, words, lengths, title, names, numbers, day, hidden in rows:
            index._add(
                Signature(
                    document,
                    array("I", words),
                    array("I", lengths),
                    frozenset(title),
                    frozenset(names),
                    frozenset(numbers),
                    day,
                    hidden,
                )
            )
        return index

    def _add(self, signed: Signature) -> None:
        self.remove(signed.id)
        self._signatures[signed.id] = signed
        for key in _keys(signed):
            self._postings.setdefault(key, set()).add(signed.id)
        self._words.update(set(signed.words))

    def _ordered(self, one: str, other: str) -> tuple[Signature, Signature]:
        first, second = sorted((one, other))
        return self._signatures[first], self._signatures[second]

    def _weight(self, word: int) -> float:
        return math.log(1 + (len(self._signatures) + 1) / (1 + self._words[word]))

    def _near(self, signed: Signature, limit: int) -> list[str]:
        """Return the ids that share most with ``signed``, the rarer the more."""
        votes: dict[str, float] = {}
        total = len(self._signatures) + 1
        for key in _keys(signed):
            holders = self._postings.get(key, ())
            if 0 < len(holders) <= _FREQUENT:
                weight = math.log(1 + total / len(holders))
                for holder in holders:
                    votes[holder] = votes.get(holder, 0.0) + weight
        votes.pop(signed.id, None)
        return sorted(votes, key=lambda one: (-votes[one], one))[:limit]


def _keys(signed: Signature) -> set[int]:
    """Return the keys under which a signature is found: its shingles, words and title."""
    return {*shingles(signed.words), *signed.words, *signed.title, *signed.names}
