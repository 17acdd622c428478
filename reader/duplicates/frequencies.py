"""How much a word, a shingle or a gram tells: the rarer in the corpus, the more."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Protocol

from reader.duplicates.signature import Signature

RAREST = 6.9
"""The most that a word can weigh: that of one in a thousand documents."""

SMALL = 200
"""In a smaller corpus the texts themselves say which words are frequent."""

_FEW = 10
"""From so many documents on it tells something that most of them have a word."""

_COMMON = 5
"""A word that one in so many documents has is a common one."""

_SPREAD = 15
_STRETCH = 1.75
"""Chosen so that a word which stands once in an article of usual length weighs ``RAREST``."""


class Frequencies(Protocol):
    """In how many documents of a corpus something stands."""

    def __len__(self) -> int:
        """How many documents there are."""

    @property
    def words(self) -> Mapping[int, int]:
        """In how many each word stands."""

    def shingle(self, code: int) -> int | None:
        """In about how many a shingle stands; None where it is not counted."""

    def known_grams(self, signed: Signature) -> int:
        """How many grams of a text stand in at least two documents."""


class NoCorpus:
    """The frequencies where there is no corpus: nothing is known."""

    words: Mapping[int, int] = MappingProxyType({})

    def __len__(self) -> int:
        return 0

    def shingle(self, code: int) -> int | None:  # noqa: ARG002
        """Return None."""
        return None

    def known_grams(self, signed: Signature) -> int:
        """Return the number of grams."""
        return len(signed.grams)


def word_weights(a: Signature, b: Signature, corpus: Frequencies) -> dict[int, float]:
    """Return the weight of each word of the two texts and titles, 0 to ``RAREST``.

    A word that stands in one document alone says nothing of two (it may be a scanner's mistake) and
    weighs nothing. A small corpus can't tell the rare from the frequent: there a word counts as
    frequent that stands often in one of the two texts. The model knows the two cases apart.
    """
    codes = {*a.counts, *b.counts, *a.title, *b.title}
    total = len(corpus)
    if total >= SMALL:
        weights = known_weights(codes, corpus)
        most = total + 1
        # An article that is not in the corpus yet: what both have stands in two.
        for code in a.counts.keys() & b.counts.keys():
            weights[code] = weights[code] or min(RAREST, math.log(most / 2))
        return weights
    per_a, per_b = _SPREAD / max(1, len(a.words)), _SPREAD / max(1, len(b.words))
    weights = {}
    for code in codes:
        often = max(a.counts[code] * per_a, b.counts[code] * per_b, 1e-3)
        weight = min(RAREST, -_STRETCH * math.log(min(-math.expm1(-often), 0.999)))
        weights[code] = weight * _not_everywhere(corpus.words.get(code, 0), total)
    return weights


def known_weights(codes: Iterable[int], corpus: Frequencies) -> dict[int, float]:
    """Return the weights of words by a corpus that is large enough, 0 to ``RAREST``."""
    log, counted, most = math.log, corpus.words.get, len(corpus) + 1
    # Rarer ones all weigh the same: most words need no logarithm.
    rare = most / math.exp(RAREST)
    return {
        code: (RAREST if count <= rare else min(RAREST, log(most / count)))
        if (count := counted(code, 0)) > 1
        else 0.0
        for code in codes
    }


def _not_everywhere(count: int, total: int) -> float:
    """Return how far a small corpus lets a word count: not at all where every document has it."""
    if total < _FEW or count * _COMMON <= total:
        return 1.0
    return math.log((total + 1) / count) / math.log(_COMMON + 1)


def shingle_weights(codes: Iterable[int], corpus: Frequencies) -> dict[int, float]:
    """Return the weight of each shingle, 0 to 1.

    One that is not counted weighs as much as the one before it.
    """
    total = len(corpus)
    weights, weight = {}, 1.0
    for code in codes:
        count = corpus.shingle(code)
        if count is not None:
            weight = _shingle_weight(count, total)
        weights[code] = weight
    return weights


def _shingle_weight(count: int, total: int) -> float:
    if total < SMALL:
        return 1.0 if count <= 4 else 4 / count
    return max(0.0, min(RAREST, math.log((total + 1) / max(1, count))) - 2) / (RAREST - 2)
