"""The index of a corpus in which candidates are found."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from struct import Struct

import numpy as np

from reader.duplicates.arrays import (
    Codes,
    Keys,
    Numbers,
    codes_in,
    distinct,
    groups_of,
    keys,
    owners,
)
from reader.duplicates.documents import Documents, Texts, joined, weighed, weighed_pairs
from reader.duplicates.frequencies import SMALL, Frequencies, OneMore
from reader.duplicates.nearest import AT_ONCE, Held, nearest
from reader.duplicates.postings import Postings
from reader.duplicates.scoring import scores
from reader.duplicates.signature import SIGNATURE_VERSION, Signature, signature
from reader.duplicates.values import Candidate, Version

VERSION = "4"

_PER_ARTICLE = 10
"""So many articles near each one are scored when the whole corpus is."""

_PAIRS_AT_ONCE, _POSTED_AT_ONCE = 1000, 4000

_SIZE = Struct("<I")


class Index:
    """The signatures of a corpus, found by what they share: shingles, grams and rare words.

    It grows article by article; an id that is added again is replaced. 100,000 articles of 330
    words take less than one gigabyte.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._packed: list[bytes] = []
        self._held = Held(Postings(), Postings(), Postings())
        self._posted = 0  # the articles from here on are not in the postings yet
        self._removed = False

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, document: object) -> bool:
        return document in self._numbers

    def add(self, version: Version) -> None:
        """Take a version in."""
        self._add(version.id, signature(version).pack())

    def remove(self, document: str) -> None:
        """Forget a version; one that is not there is no error."""
        number = self._numbers.pop(document, None)
        if number is not None:
            self._packed[number] = b""
            self._removed |= number < self._posted

    def candidates(self, version: Version, limit: int = 20) -> list[Candidate]:
        """Return the versions that ``version`` most likely belongs with, the likeliest first.

        The version itself need not be in the index. ``a`` of each candidate is its id.
        """
        signed = signature(version)
        texts = Texts.of([signed])
        near = self._near(texts, limit)
        corpus: Frequencies = self
        if version.id not in self._numbers:
            shingles = codes_in(texts.counted_shingles())
            corpus = OneMore(self, texts.codes, shingles, texts.grams)
        signatures = [signed, *map(self._signature, near)]
        others = np.arange(len(near)) + 1
        pairs = weighed_pairs(signatures, np.zeros_like(others), others, corpus)
        return sorted(scores(*pairs, corpus), key=lambda one: (-one.score, one.b))

    def near(self, version: Version, limit: int = 20) -> list[str]:
        """Return the ids of the versions that share most with ``version``, not scored yet."""
        texts = Texts.of([signature(version)])
        return [self._signature(number).id for number in self._near(texts, limit)]

    def pairs(self, least: float = 0.5) -> Iterator[Candidate]:
        """Yield the candidates of the whole corpus that score ``least`` or more, best first."""
        self._post()
        numbers = np.array(sorted(self._numbers.values()), np.int64)
        blocks = [self._block(numbers[at : at + AT_ONCE]) for at in range(0, len(numbers), AT_ONCE)]
        if not blocks:
            return
        documents = joined([block for block, _ in blocks])
        pairs = distinct(np.concatenate([pairs for _, pairs in blocks]))
        one, other = (
            np.searchsorted(numbers, side) for side in (groups_of(pairs), codes_in(pairs))
        )
        by_id = documents.texts.by_id
        a, b = np.where(by_id[one] < by_id[other], (one, other), (other, one))
        found: list[Candidate] = []
        for at in range(0, len(pairs), _PAIRS_AT_ONCE):
            chosen = slice(at, at + _PAIRS_AT_ONCE)
            weighed_ones = (documents, a[chosen], b[chosen])
            if len(self) < SMALL:
                signatures = [self._signature(number) for number in numbers.tolist()]
                weighed_ones = weighed_pairs(signatures, a[chosen], b[chosen], self)
            found += scores(*weighed_ones, self, least)
        yield from sorted(found, key=lambda one: (-one.score, one.a, one.b))

    def _block(self, numbers: Numbers) -> tuple[Documents, Keys]:
        """Return some articles, and the pairs of numbers that each makes with those near it."""
        texts = Texts.of([self._signature(number) for number in numbers.tolist()])
        place, near = nearest(texts, numbers, self._held, len(self), _PER_ARTICLE)
        own = numbers[place]
        return weighed(texts, self), keys(np.minimum(own, near), np.maximum(own, near))

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
            packed = data[place : place + size]
            index._add(Signature.unpack(packed).id, packed)
            place += size
        return index

    def words(self, codes: Codes) -> Numbers:
        """In how many documents each word stands."""
        return self._held.words.counts(codes)

    def shingles(self, codes: Codes) -> Numbers:
        """In how many documents each sampled shingle stands."""
        return self._held.shingles.counts(codes)

    def grams(self, codes: Codes) -> Numbers:
        """In how many documents each gram stands."""
        return self._held.grams.counts(codes)

    def _add(self, document: str, packed: bytes) -> None:
        self.remove(document)
        self._numbers[document] = len(self._packed)
        self._packed.append(packed)

    def _signature(self, number: int) -> Signature:
        return Signature.unpack(self._packed[number])

    def _near(self, texts: Texts, limit: int) -> list[int]:
        """Return the numbers of the articles that share most with a text."""
        self._post()
        own = np.array([self._numbers.get(texts.ids[0], -1)])
        _, near = nearest(texts, own, self._held, len(self), limit)
        return [int(number) for number in near]

    def _post(self) -> None:
        """Bring the postings up to date."""
        if self._removed:
            alive = np.zeros(len(self._packed), bool)
            alive[list(self._numbers.values())] = True
            for postings in self._held:
                postings.keep(alive)
            self._removed = False
        fresh = [n for n in range(self._posted, len(self._packed)) if self._packed[n]]
        for at in range(0, len(fresh), _POSTED_AT_ONCE):
            numbers = np.array(fresh[at : at + _POSTED_AT_ONCE])
            texts = Texts.of([self._signature(number) for number in numbers.tolist()])
            shingles = texts.counted_shingles()
            self._held.shingles.add(codes_in(shingles), numbers[groups_of(shingles)])
            self._held.grams.add(texts.grams, numbers[owners(texts.sampled)])
            self._held.words.add(texts.codes, numbers[owners(texts.distinct)])
        self._posted = len(self._packed)


def _state_name() -> bytes:
    return f"reader index {VERSION}.{SIGNATURE_VERSION}\n".encode()
