"""Many signatures at once, as flat arrays, with what can be told of each one alone."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.duplicates.arrays import (
    Codes,
    Floats,
    Keys,
    Numbers,
    both,
    codes_in,
    codes_of,
    distinct,
    ends,
    groups_of,
    keys,
    owners,
    shingles,
    total,
)
from reader.duplicates.frequencies import SMALL, Frequencies, known_weights, own_weights
from reader.duplicates.signature import Signature

LEAD, PROPER = 1, 2
"""Where a word stands: at the start or in the title, with a capital letter inside a sentence."""

_LEAD = 60
"""The words at the start of an article that say what happened."""

_MOST = 0xFFFF
"""A word that stands more often counts as if it stood so often."""

SAMPLED = 3
"""One shingle of so many is counted over the corpus."""


@dataclass(frozen=True)
class Texts:
    """Texts as distinct words (``codes``, sorted, the title's too) and the places of these.

    ``words``, ``distinct``, ``sentences`` and ``sampled`` are numbers of members for each text;
    ``sequence`` gives for each word of the running text which of the distinct ones it is.
    """

    ids: list[str]
    names: list[array[int]]
    words: Numbers
    distinct: Numbers
    sentences: Numbers
    sampled: Numbers
    codes: Codes
    counts: NDArray[np.uint16]
    marks: NDArray[np.uint8]
    sequence: NDArray[Any]
    lengths: Numbers
    grams: Codes
    days: Numbers
    hidden: Floats
    whole: Keys
    title: Keys

    @classmethod
    def of(cls, signatures: Sequence[Signature]) -> Texts:
        """Return signatures as arrays."""
        words, sizes = _gathered([one.words for one in signatures])
        titles, title_sizes = _gathered([one.title for one in signatures])
        proper, proper_sizes = _gathered([one.proper for one in signatures])
        grams, sampled = _gathered([one.grams for one in signatures])
        lengths, sentences = _gathered([one.lengths for one in signatures])
        body, heads = keys(owners(sizes), words), keys(owners(title_sizes), titles)
        found, at = np.unique(np.concatenate([body, heads]), return_inverse=True)
        running, titled = at[: len(words)], at[len(words) :]
        distinct = np.bincount(groups_of(found), minlength=len(signatures))
        place = np.arange(len(words)) - np.repeat(ends(sizes)[:-1], sizes)
        marks = np.zeros(len(found), np.uint8)
        marks[running[place < _LEAD]] |= LEAD
        marks[titled] |= LEAD
        marks[np.searchsorted(found, keys(owners(proper_sizes), proper))] |= PROPER
        sequence = running - np.repeat(ends(distinct)[:-1], sizes)
        small = not len(distinct) or distinct.max() <= _MOST
        return cls(
            [one.id for one in signatures],
            [one.names for one in signatures],
            sizes,
            distinct,
            sentences,
            sampled,
            codes_in(found),
            np.minimum(np.bincount(running, minlength=len(found)), _MOST).astype(np.uint16),
            marks,
            sequence.astype(np.uint16 if small else np.uint32),
            lengths.astype(np.int64),
            grams,
            np.array([one.day for one in signatures], np.int64),
            np.array([one.hidden for one in signatures]),
            _hashes(words, sizes),
            _hashes(titles, title_sizes),
        )

    @cached_property
    def word_at(self) -> Numbers:
        """Where the running words of each text begin."""
        return ends(self.words)

    @cached_property
    def distinct_at(self) -> Numbers:
        """Where the distinct words of each text begin."""
        return ends(self.distinct)

    @cached_property
    def sentence_at(self) -> Numbers:
        """Where the sentences of each text begin."""
        return ends(self.sentences)

    @cached_property
    def gram_at(self) -> Numbers:
        """Where the grams of each text begin."""
        return ends(self.sampled)

    @cached_property
    def by_id(self) -> Numbers:
        """The place of each text among all in the order of their ids."""
        by_id = np.empty(len(self.ids), np.int64)
        by_id[sorted(range(len(self.ids)), key=self.ids.__getitem__)] = np.arange(len(self.ids))
        return by_id

    @cached_property
    def rank(self) -> Numbers:
        """The place of each text in an order that does not depend on who asks, shortest first."""
        rank = np.empty_like(self.by_id)
        rank[np.lexsort((self.by_id, self.whole, self.words))] = np.arange(len(rank))
        return rank

    def counted_shingles(self) -> Keys:
        """Return the distinct shingles that are counted over the corpus, those of each text."""
        codes = self.codes[self.sequence + np.repeat(self.distinct_at[:-1], self.words)]
        text = owners(self.words)
        threes = shingles(codes[:-2], codes[1:-1], codes[2:])
        chosen = (threes % SAMPLED == 0) & (text[:-2] == text[2:])
        return distinct(keys(text[:-2][chosen], threes[chosen]))


def _gathered(parts: Sequence[array[int]]) -> tuple[Codes, Numbers]:
    return codes_of(parts), np.array([len(part) for part in parts], np.int64)


def _hashes(codes: Codes, sizes: Numbers) -> Keys:
    """Return a hash of each group's members in their order."""
    place = np.arange(len(codes)) - np.repeat(ends(sizes)[:-1], sizes)
    mixed = keys(place + 1, codes) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(31)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(29)
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mixed, dtype=np.uint64)])
    at = ends(sizes)
    found: Keys = sums[at[1:]] - sums[at[:-1]]
    return found


@dataclass(frozen=True)
class Documents:
    """Texts with the weights of their words, and the sums and norms that follow from these."""

    texts: Texts
    weights: NDArray[np.float32]
    repeated: Floats
    all: Floats
    focus: Floats
    lead: Floats
    proper: Floats
    numbers: Floats
    whole: Numbers
    grams: Numbers
    sentence_mass: NDArray[np.float32]
    sentence_hash: Keys

    @classmethod
    def of(cls, texts: Texts, weights: Floats, corpus: Frequencies) -> Documents:
        """Return texts with weights for each of their distinct words."""
        size, light = len(texts.ids), weights.astype(np.float32)
        text = owners(texts.distinct)
        counts, marks, squares = texts.counts, texts.marks, weights**2
        inside = np.where(counts > 0, weights, 0)
        entry = texts.sequence + np.repeat(texts.distinct_at[:-1], texts.words)
        known = weights[entry] > 0
        owner = owners(texts.words)
        threes = known[:-2] & known[1:-1] & known[2:] & (owner[:-2] == owner[2:])
        of_sentence = distinct(keys(owners(texts.lengths), entry))
        # In a small corpus it says nothing that no other document has a gram.
        gram_counts = corpus.grams(texts.grams) if len(corpus) >= SMALL else None
        grams = None if gram_counts is None else gram_counts > 1

        def norm(mark: int) -> Floats:
            return np.sqrt(total(text, squares * (marks & mark > 0), size))

        return cls(
            texts,
            light,
            total(text, np.where(counts > 1, weights, 0), size),
            np.sqrt(total(text, term(counts, inside) ** 2, size)),
            np.sqrt(total(text, term(counts, inside) ** 4, size)),
            norm(LEAD),
            norm(PROPER),
            total(text, inside * (texts.codes & 1), size),
            np.bincount(owner[:-2][threes], minlength=size),
            np.bincount(owners(texts.sampled), grams, size).astype(np.int64),
            total(
                groups_of(of_sentence), weights[codes_in(of_sentence)], len(texts.lengths)
            ).astype(np.float32),
            _hashes(texts.codes[entry], texts.lengths),
        )


def term(counts: NDArray[Any], weights: NDArray[Any]) -> Floats:
    """Return what a word counts in a text: less than twice as much where it stands twice."""
    weighed: Floats = (1 + np.log(np.maximum(counts, 1, dtype=np.float64))) * weights
    return weighed


def weighed(texts: Texts, corpus: Frequencies) -> Documents:
    """Return texts with the weights that their words have in a corpus of some size."""
    return Documents.of(texts, known_weights(corpus.words(texts.codes), len(corpus)), corpus)


def weighed_pairs(
    signatures: Sequence[Signature], a: Numbers, b: Numbers, corpus: Frequencies
) -> tuple[Documents, Numbers, Numbers]:
    """Return the documents of pairs with the weights that their words have for each other.

    In a corpus of some size words weigh the same wherever they stand; in a small one each pair has
    texts of its own. Returned with the places of both sides.
    """
    if len(corpus) >= SMALL:
        return weighed(Texts.of(signatures), corpus), a, b
    texts = Texts.of([signatures[place] for place in (*a.tolist(), *b.tolist())])
    one, other = np.arange(len(a)), np.arange(len(a)) + len(a)
    text = owners(texts.distinct)
    often = texts.counts / np.maximum(1, texts.words)[text]
    half = texts.distinct_at[len(a)]
    pair = keys(np.where(text < len(a), text, text - len(a)), texts.codes)
    mine, theirs = both(pair[:half], pair[half:])
    theirs += half
    often[mine] = often[theirs] = np.maximum(often[mine], often[theirs])
    weights = own_weights(often, corpus.words(texts.codes), len(corpus))
    return Documents.of(texts, weights, corpus), one, other


def joined(parts: Sequence[Documents]) -> Documents:
    """Return the documents of parts as one."""
    texts = Texts(*(_joined([one.texts for one in parts], field.name) for field in fields(Texts)))
    names = [field.name for field in fields(Documents)[1:]]
    return Documents(texts, *(_joined(parts, name) for name in names))


def _joined(parts: Sequence[Texts] | Sequence[Documents], name: str) -> Any:
    arrays = [getattr(part, name) for part in parts]
    return [*chain(*arrays)] if isinstance(arrays[0], list) else np.concatenate(arrays)
