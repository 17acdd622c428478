"""Weights of words, shingles and grams: the rarer in the corpus, the higher."""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np

from reader.duplicates.ragged_arrays import Codes, Floats, Numbers

# The most that a word can weigh: that of one in a thousand documents.
RAREST = 6.9
# In a smaller corpus the texts themselves say which words are frequent.
SMALL = 200
# From so many documents on it tells something that most of them have a word.
_FEW = 10
# A word that one in so many documents has is a common one.
_COMMON = 5
_SPREAD = 15
# Chosen so that a word which stands once in an article of usual length weighs ``RAREST``.
_STRETCH = 1.75


class Frequencies(Protocol):
    """Document frequencies in a corpus."""

    def __len__(self) -> int:
        """Return the number of documents."""

    def words(self, codes: Codes) -> Numbers:
        """Return the document frequency of each word, shape ``(n_words,)``."""

    def shingles(self, codes: Codes) -> Numbers | None:
        """Return the document frequency of each sampled shingle, ``(n_shingles,)``, if counted."""

    def grams(self, codes: Codes) -> Numbers | None:
        """Return the document frequency of each gram, ``(n_grams,)``, where they are counted."""


class NoCorpus:
    """The frequencies where there is no corpus: nothing is known."""

    def __len__(self) -> int:
        return 0

    def words(self, codes: Codes) -> Numbers:
        """Return zeros, shape ``(n_words,)``."""
        return np.zeros(len(codes), np.int64)

    def shingles(self, codes: Codes) -> Numbers | None:  # noqa: ARG002
        """Return None."""
        return None

    def grams(self, codes: Codes) -> Numbers | None:  # noqa: ARG002
        """Return None."""
        return None


def weights_of_counts(counts: Numbers, documents: int) -> Floats:
    """Return the weights, 0 to ``RAREST``, of words in ``counts`` documents, in their shape.

    A word that stands in one document alone says nothing of two (it may be a scanner's mistake) and
    weighs nothing.
    """
    return np.where(counts > 1, _rarity(counts, documents), 0.0)


def own_weights(often: Floats, counts: Numbers, documents: int) -> Floats:
    """Return the weights of words where a small corpus can't tell the rare from the frequent.

    They are of the shape of ``often`` and ``counts``. There a word counts as frequent that stands
    ``often`` in one of the two texts (its share of the words). The model knows the two cases apart.
    """
    chance = np.minimum(-np.expm1(-np.maximum(often * _SPREAD, 1e-3)), 0.999)
    weights = np.minimum(RAREST, -_STRETCH * np.log(chance))
    if documents < _FEW:
        return weights
    # Where every document has a word, it does not count at all.
    common = np.log((documents + 1) / np.maximum(counts, 1)) / np.log(_COMMON + 1)
    return np.where(counts * _COMMON > documents, weights * common, weights)


def shingle_weights(counts: Numbers, documents: int) -> Floats:
    """Return the weights, 0 to 1, of shingles in ``counts`` documents, in their shape."""
    if documents < SMALL:
        return np.minimum(1.0, 4 / np.maximum(counts, 1))
    weights: Floats = np.maximum(0.0, _rarity(counts, documents) - 2) / (RAREST - 2)
    return weights


def _rarity(counts: Numbers, documents: int) -> Floats:
    """Return the rarity of words in ``counts`` of so many documents, 0 to ``RAREST``.

    It is of the shape of ``counts``. In a corpus of less than two thousand the rarest is as rare as
    in a large one, and the rest in proportion: the models know one scale.
    """
    documents = max(documents, 2)
    most = min(RAREST, math.log((documents + 1) / 2))
    rarity = np.log((documents + 1) / np.maximum(counts, 2))
    return np.minimum(rarity, most) * (RAREST / most)
