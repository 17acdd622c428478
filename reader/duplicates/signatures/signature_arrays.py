"""Many signatures at once, as flat arrays, with what can be told of each one alone."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.duplicates.ragged_arrays import (
    Codes,
    Flags,
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
    members,
    owners,
    shingles,
    total,
    within,
)
from reader.duplicates.signatures.frequencies import (
    SMALL,
    Frequencies,
    own_weights,
    weights_of_counts,
)
from reader.duplicates.signatures.signature import Signature
from reader.duplicates.signatures.word_codes import day_names, months, weeks, years

# Where a word stands: at the start or in the title, with a capital letter inside a sentence.
LEAD, PROPER = 1, 2
# The words at the start of an article that say what happened.
_LEAD = 60
# A word that stands more often counts as if it stood so often.
_MOST = 0xFFFF
# One shingle of so many is counted over the corpus.
SAMPLED = 3


# The numbers of members that each text has, and where these begin.
_STARTS = {
    "distinct": "distinct_at",
    "words": "word_at",
    "sentences": "sentence_at",
    "sampled": "gram_at",
    "named": "name_at",
}
_OF_TEXTS = {
    **dict.fromkeys(("codes", "letters", "counts", "marks"), "distinct"),
    "sequence": "words",
    "lengths": "sentences",
    "grams": "sampled",
    "names": "named",
}
# What the members of arrays are; all other arrays have one for each text.
_OF_DOCUMENTS = {
    "weights": "distinct",
    **dict.fromkeys(("sentence_mass", "sentence_hash"), "sentences"),
}


@dataclass(frozen=True)
class Texts:
    """Texts as distinct words (``codes``, sorted, the title's too) and the places of these.

    ``letters`` has those of each, as in ``Signature``; a word of the title alone has none.
    ``words``, ``distinct``, ``sentences``, ``sampled`` and ``named`` are numbers of members for
    each text; ``title_date`` has what its title says of a date, 0 for nothing, and ``title_frame``
    what else it says. ``sequence`` gives for each word of the running text which of the distinct
    ones it is, ``lengths`` the words of each sentence.
    """

    ids: NDArray[np.object_]
    words: Numbers
    distinct: Numbers
    sentences: Numbers
    sampled: Numbers
    named: Numbers
    codes: Codes
    letters: Codes
    counts: NDArray[np.uint16]
    marks: NDArray[np.uint8]
    sequence: NDArray[Any]
    lengths: Codes
    grams: Codes
    names: Codes
    days: Numbers
    hidden: Floats
    whole: Keys
    title: Keys
    title_date: Keys
    title_frame: Keys
    signs: Numbers
    garbled: Flags

    @classmethod
    def of(cls, signatures: Sequence[Signature]) -> Texts:
        """Return signatures as arrays."""
        words, sizes = _gathered([one.words for one in signatures])
        titles, title_sizes = _gathered([one.title for one in signatures])
        proper, proper_sizes = _gathered([one.proper for one in signatures])
        grams, sampled = _gathered([one.grams for one in signatures])
        lengths, sentences = _gathered([one.lengths for one in signatures])
        names, named = _gathered([one.names for one in signatures])
        body, heads = keys(owners(sizes), words), keys(owners(title_sizes), titles)
        found, at = np.unique(np.concatenate([body, heads]), return_inverse=True)
        running, titled = at[: len(words)], at[len(words) :]
        distinct = np.bincount(groups_of(found), minlength=len(signatures))
        place = np.arange(len(words)) - np.repeat(ends(sizes)[:-1], sizes)
        marks = np.zeros(len(found), np.uint8)
        marks[running[place < _LEAD]] |= LEAD
        marks[titled] |= LEAD
        marks[np.searchsorted(found, keys(owners(proper_sizes), proper))] |= PROPER
        letters = np.zeros(len(found), np.uint32)
        letters[running] = codes_of([one.letters for one in signatures])
        sequence = running - np.repeat(ends(distinct)[:-1], sizes)
        small = not len(distinct) or distinct.max() <= _MOST
        return cls(
            np.array([one.id for one in signatures], object),
            sizes,
            distinct,
            sentences,
            sampled,
            named,
            codes_in(found),
            letters,
            np.minimum(np.bincount(running, minlength=len(found)), _MOST).astype(np.uint16),
            marks,
            sequence.astype(np.uint16 if small else np.uint32),
            lengths,
            grams,
            names,
            np.array([one.day for one in signatures], np.int64),
            np.array([one.hidden for one in signatures]),
            _hashes(words, sizes),
            _hashes(titles, title_sizes),
            *_title_dates(titles, title_sizes),
            np.array([one.signs for one in signatures], np.int64),
            np.array([one.garbled for one in signatures], bool),
        )

    @cached_property
    def word_at(self) -> Numbers:
        """The start of the running words of each text, shape ``(n_texts + 1,)``."""
        return ends(self.words)

    @cached_property
    def distinct_at(self) -> Numbers:
        """The start of the distinct words of each text, shape ``(n_texts + 1,)``."""
        return ends(self.distinct)

    @cached_property
    def sentence_at(self) -> Numbers:
        """The start of the sentences of each text, shape ``(n_texts + 1,)``."""
        return ends(self.sentences)

    @cached_property
    def gram_at(self) -> Numbers:
        """The start of the grams of each text, shape ``(n_texts + 1,)``."""
        return ends(self.sampled)

    @cached_property
    def name_at(self) -> Numbers:
        """The start of the names of each text, shape ``(n_texts + 1,)``."""
        return ends(self.named)

    @cached_property
    def cased(self) -> Flags:
        """The texts with capital letters that tell names, shape ``(n_texts,)``.

        In the others the words that a text comes back to are marked in the place of names.
        """
        single = (self.counts == 1) & (self.marks & PROPER > 0)
        cased: Flags = np.bincount(owners(self.distinct)[single], minlength=len(self)) > 0
        return cased

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, places: Numbers) -> Texts:
        """Return the texts at some places."""
        at = self.members(places)
        of = (_OF_TEXTS.get(one.name, "") for one in fields(self))
        return Texts(*(array[at(sizes)] for array, sizes in zip(self.arrays(), of, strict=True)))

    def members(self, places: Numbers) -> Callable[[str], Numbers]:
        """Return what gives the places of the members of texts, by sort, shape ``(n_members,)``."""

        @cache
        def at(sizes: str) -> Numbers:
            if not sizes:
                return places
            first: Numbers = getattr(self, _STARTS[sizes])
            return members(first[places], getattr(self, sizes)[places])

        return at

    @classmethod
    def joined(cls, parts: Sequence[Texts]) -> Texts:
        """Return the texts of parts as one."""
        return cls(*joined(map(cls.arrays, parts)))

    def arrays(self) -> list[NDArray[Any]]:
        """Return all arrays of the texts (shapes as above), in the order of the fields."""
        return [getattr(self, one.name) for one in fields(self)]

    def longer(self, a: Numbers, b: Numbers) -> Flags:
        """Tell of pairs whether the first text has more words, shape ``(n_pairs,)``.

        Of two that have the same number one is taken for the longer, whoever asks.
        """
        words, whole, ids = self.words, self.whole, self.ids
        by_id = (ids[a] > ids[b]).astype(bool)
        by_hash = np.where(whole[a] == whole[b], by_id, whole[a] > whole[b])
        return np.where(words[a] == words[b], by_hash, words[a] > words[b])

    def shared_names(self, a: int, b: int) -> int:
        """Return the number of names that two texts share."""
        if not (self.named[a] and self.named[b]):
            return 0
        one, other = (
            self.names[self.name_at[place] : self.name_at[place + 1]].tolist() for place in (a, b)
        )
        return len(set(one).intersection(other))

    def counted_shingles(self) -> Keys:
        """Return the keys of distinct shingles counted over the corpus, shape ``(n_shingles,)``."""
        codes = self.codes[self.sequence + np.repeat(self.distinct_at[:-1], self.words)]
        text = owners(self.words)
        threes = shingles(codes[:-2], codes[1:-1], codes[2:])
        chosen = (threes % SAMPLED == 0) & (text[:-2] == text[2:])
        return distinct(keys(text[:-2][chosen], threes[chosen]))


def _gathered(parts: Sequence[array[int]]) -> tuple[Codes, Numbers]:
    """Return parts one after the other, ``(n_codes,)``, and their sizes, ``(n_parts,)``."""
    return codes_of(parts), np.array([len(part) for part in parts], np.int64)


def joined(parts: Iterable[Iterable[NDArray[Any]]]) -> Iterator[NDArray[Any]]:
    """Yield the first arrays of all parts as one, then the second ones; the shapes add up."""
    return map(np.concatenate, zip(*parts, strict=True))


def _title_dates(codes: Codes, sizes: NDArray[Any]) -> tuple[Keys, Keys]:
    """Return hashes of the dates in titles, and of what else these say, both ``(n_texts,)``.

    A date is all numbers, months and days of a title that names a year, a month or a week; without
    one it is 0.
    """
    of, size = owners(sizes), len(sizes)
    slots = (codes & 1 > 0) | within(codes, day_names())
    telling = within(codes, years()) | within(codes, months()) | within(codes, weeks())
    is_dated = np.bincount(of[telling], minlength=size) > 0
    dates = _hashes(codes[slots], np.bincount(of[slots], minlength=size))
    frames = _hashes(codes[~slots], np.bincount(of[~slots], minlength=size))
    return np.where(is_dated, dates, 0), frames


def _hashes(codes: Codes, sizes: NDArray[Any]) -> Keys:
    """Return a hash of each group's members in their order, shape ``(n_groups,)``."""
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
class WeightedTexts:
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
    sentence_hash: Codes

    @classmethod
    def of(cls, texts: Texts, weights: Floats, corpus: Frequencies) -> WeightedTexts:
        """Return texts with weights for each of their distinct words."""
        size, light = len(texts), weights.astype(np.float32)
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
            # Half of a hash is enough for the sentences of two texts.
            groups_of(_hashes(texts.codes[entry], texts.lengths)).astype(np.uint32),
        )

    def take(self, places: Numbers) -> WeightedTexts:
        """Return the documents at some places."""
        at = self.texts.members(places)
        of = (_OF_DOCUMENTS.get(one.name, "") for one in fields(self)[1:])
        taken = (array[at(sizes)] for array, sizes in zip(self.arrays(), of, strict=True))
        return WeightedTexts(self.texts.take(places), *taken)

    @classmethod
    def joined(cls, parts: Sequence[WeightedTexts]) -> WeightedTexts:
        """Return the documents of parts as one."""
        return cls(Texts.joined([one.texts for one in parts]), *joined(map(cls.arrays, parts)))

    def arrays(self) -> list[NDArray[Any]]:
        """Return the arrays beside the texts (shapes as above), in the order of the fields."""
        return [getattr(self, one.name) for one in fields(self)[1:]]


def term(counts: NDArray[Any], weights: NDArray[Any]) -> Floats:
    """Return the weights of words by ``counts``, in their shape: less than twice for two."""
    weighed: Floats = (1 + np.log(np.maximum(counts, 1, dtype=np.float64))) * weights
    return weighed


def weighed(texts: Texts, corpus: Frequencies) -> WeightedTexts:
    """Return texts with the weights that their words have in a corpus of some size."""
    return WeightedTexts.of(
        texts, weights_of_counts(corpus.words(texts.codes), len(corpus)), corpus
    )


def weighed_pairs(
    texts: Texts, a: Numbers, b: Numbers, corpus: Frequencies
) -> tuple[WeightedTexts, Numbers, Numbers]:
    """Return the texts of pairs with the weights that their words have for each other.

    In a corpus of some size words weigh the same wherever they stand; in a small one each pair has
    texts of its own. Returned with the places of both sides, each of shape ``(n_pairs,)``.
    """
    if len(corpus) >= SMALL:
        return weighed(texts, corpus), a, b
    texts = texts.take(np.concatenate([a, b]))
    one, other = np.arange(len(a)), np.arange(len(a)) + len(a)
    text = owners(texts.distinct)
    often = texts.counts / np.maximum(1, texts.words)[text]
    half = texts.distinct_at[len(a)]
    pair = keys(np.where(text < len(a), text, text - len(a)), texts.codes)
    mine, theirs = both(pair[:half], pair[half:])
    theirs += half
    often[mine] = often[theirs] = np.maximum(often[mine], often[theirs])
    weights = own_weights(often, corpus.words(texts.codes), len(corpus))
    return WeightedTexts.of(texts, weights, corpus), one, other
