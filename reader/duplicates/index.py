"""The index of a corpus in which candidates are found."""

from __future__ import annotations

import math
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from struct import Struct
from typing import NamedTuple

from reader.duplicates.features import Weighed, weighed_pair
from reader.duplicates.frequencies import SMALL, known_weights
from reader.duplicates.postings import Postings
from reader.duplicates.scoring import score_signatures, score_weighed
from reader.duplicates.signature import SIGNATURE_VERSION, Signature, signature
from reader.duplicates.values import Candidate, Version

VERSION = "2"

_SAMPLED = 3
"""One shingle of so many is kept."""

_RAREST = 64
"""So many of a text's rarest words are kept."""

_STEPS = 1000
"""So many holders of keys are looked at for one article, those of the rarest keys first."""

_LEAST_VOTES = 0.5
"""With fewer votes two articles have nothing in common worth a closer look."""

_BACKGROUND = 4000
"""What is rare is judged as in a corpus of at least so many documents."""

_PER_ARTICLE = 10
"""So many articles near each one are scored when the whole corpus is."""

_AT_HAND = 1000
"""So many articles are kept unpacked while pairs are scored."""

_SIZE = Struct("<I")
_WORD_SALT, _GRAM_SALT = 0x5BD1E995, 0x2545F491


class Index:
    """The signatures of a corpus, found by what they share: shingles, grams and rare words.

    It grows article by article; an id that is added again is replaced. 100,000 articles of 330
    words take less than one gigabyte.
    """

    def __init__(self) -> None:
        self._postings = Postings()
        self._numbers: dict[str, int] = {}
        self._packed: list[bytes] = []
        self._words: Counter[int] = Counter()
        self._known_grams: dict[str, int] = {}  # worked out once, until the index changes

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, document: object) -> bool:
        return document in self._numbers

    def add(self, version: Version) -> None:
        """Take a version in."""
        self._add(signature(version))

    def remove(self, document: str) -> None:
        """Forget a version; one that is not there is no error."""
        number = self._numbers.pop(document, None)
        if number is None:
            return
        self._known_grams.clear()
        signed = self._signature(number)
        self._packed[number] = b""
        self._postings.remove(number)
        words = vocabulary(signed)
        self._words.subtract(words)
        for word in words:
            if not self._words[word]:
                del self._words[word]

    def candidates(self, version: Version, limit: int = 20) -> list[Candidate]:
        """Return the versions that ``version`` most likely belongs with, the likeliest first.

        The version itself need not be in the index. ``a`` of each candidate is its id.
        """
        signed = signature(version)
        self._known_grams.pop(version.id, None)
        found = [
            score_signatures(signed, self._signature(number), self)
            for number in self._near(signed, limit)
        ]
        return sorted(found, key=lambda one: (-one.score, one.b))

    def near(self, version: Version, limit: int = 20) -> list[str]:
        """Return the ids of the versions that share most with ``version``, not scored yet."""
        near = self._near(signature(version), limit)
        return [self._signature(number).id for number in near]

    def pairs(self, least: float = 0.5) -> Iterator[Candidate]:
        """Yield the candidates of the whole corpus that score ``least`` or more, best first."""
        found: list[Candidate] = []
        seen = set[tuple[int, int]]()
        at_hand = lru_cache(_AT_HAND)(self._weighed)
        alone = len(self) < SMALL
        for number in self._numbers.values():
            this = at_hand(number)
            for other in self._near(this.signed, _PER_ARTICLE):
                pair = (number, other) if number < other else (other, number)
                if pair in seen:
                    continue
                seen.add(pair)
                a, b = sorted((this, at_hand(other)), key=lambda one: one.signed.id)
                if alone:
                    a, b = weighed_pair(a.signed, b.signed, self)
                candidate = score_weighed(a, b, self, least)
                if candidate is not None:
                    found.append(candidate)
        yield from sorted(found, key=lambda one: (-one.score, one.a, one.b))

    def dump(self) -> bytes:
        """Return the state of the index, to be loaded again by the same version of it."""
        parts: list[bytes] = []
        for packed in self._packed:
            if packed:
                parts += [_SIZE.pack(len(packed)), packed]
        return _state_name() + zlib.compress(b"".join(parts), 1)

    @classmethod
    def load(cls, state: bytes) -> Index:
        """Return the index that ``dump`` gave; ValueError where it can't be read (any longer)."""
        name = _state_name()
        if state[: len(name)] != name:
            raise ValueError("the index is of another version")
        try:
            data = zlib.decompress(state[len(name) :])
        except zlib.error as error:
            raise ValueError("the index is damaged") from error
        index, place = cls(), 0
        while place < len(data):
            (size,) = _SIZE.unpack_from(data, place)
            place += _SIZE.size
            index._add(Signature.unpack(data[place : place + size]))
            place += size
        return index

    @property
    def words(self) -> Mapping[int, int]:
        """In how many documents each word stands."""
        return self._words

    def shingle(self, code: int) -> int | None:
        """Return in about how many documents a shingle stands; None where it is not counted."""
        return None if code % _SAMPLED else self._postings.most(code)

    def known_grams(self, signed: Signature) -> int:
        """Return how many grams of a text stand in at least two documents."""
        found = self._known_grams.get(signed.id)
        if found is None:
            known, others = self._postings.at_least, 2 if signed.id in self._numbers else 1
            found = sum(known(gram ^ _GRAM_SALT, others) for gram in signed.grams)
            self._known_grams[signed.id] = found
        return found

    def _add(self, signed: Signature) -> None:
        self.remove(signed.id)
        self._known_grams.clear()
        number = len(self._packed)
        self._numbers[signed.id] = number
        self._packed.append(signed.pack())
        self._words.update(vocabulary(signed))
        self._postings.add(number, _all_keys(signed, self._words))

    def _signature(self, number: int) -> Signature:
        return Signature.unpack(self._packed[number])

    def _weighed(self, number: int) -> Weighed:
        signed = self._signature(number)
        return Weighed(signed, known_weights(vocabulary(signed), self))

    def _near(self, signed: Signature, limit: int) -> list[int]:
        """Return the numbers of the articles that share most with ``signed``.

        Each key that both hold is a vote, which weighs more the fewer hold it. The rarest come
        first, so that what stands everywhere is not even looked at.
        """
        total = max(_BACKGROUND, len(self._numbers) + 1)
        queue: list[tuple[int, int, Family]] = []
        for family in families(signed, self._words):
            queue += [(*counted, family) for counted in self._postings.counted(family.keys)]
        queue.sort(key=itemgetter(0, 1))
        votes: dict[int, float] = defaultdict(float)
        steps = 0
        for count, key, family in queue:
            weight = family.vote(math.log(total / count))
            holders = self._postings.holders(key)
            for number in holders:
                votes[number] += weight
            steps += len(holders)
            if steps > _STEPS:
                break
        votes.pop(self._numbers.get(signed.id, -1), None)
        near = [number for number, vote in votes.items() if vote >= _LEAST_VOTES]
        near.sort(key=lambda number: (-votes[number], number))
        return near[:limit]


def _state_name() -> bytes:
    # The code of a shingle is Python's own hash of three numbers.
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"reader index {VERSION}.{SIGNATURE_VERSION} {python}\n".encode()


def vocabulary(signed: Signature) -> set[int]:
    """Return the distinct words of a text and its title."""
    return {*signed.words, *signed.title}


class Family(NamedTuple):
    """Keys of one sort, and what they are worth as votes."""

    keys: list[int]
    worth: float
    squared: bool = False

    def vote(self, rarity: float) -> float:
        """Return what one shared key of that rarity is worth."""
        worth = self.worth / math.sqrt(len(self.keys))
        return worth * (rarity**2 if self.squared else rarity)


def families(signed: Signature, words: Mapping[int, int]) -> tuple[Family, Family, Family]:
    """Return the keys under which a signature is found: shingles, grams and rare words.

    What they are worth to each other was tried on the benchmark.
    """
    rarest = sorted(vocabulary(signed), key=lambda code: (words.get(code, 0), code))[:_RAREST]
    return (
        Family([code for code in set(signed.shingles) if not code % _SAMPLED], 0.1),
        Family([code ^ _GRAM_SALT for code in signed.grams], 0.1),
        Family([code ^ _WORD_SALT for code in rarest], 0.025, squared=True),
    )


def _all_keys(signed: Signature, words: Mapping[int, int]) -> set[int]:
    return {key for family in families(signed, words) for key in family.keys}
