"""What is measured of two documents to tell whether they belong together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.duplicates.arrays import (
    Codes,
    Flags,
    Floats,
    Numbers,
    both,
    codes_in,
    distinct,
    ends,
    groups_of,
    keys,
    leads,
    members,
    owners,
    shingles,
    total,
    within,
)
from reader.duplicates.documents import LEAD, PROPER, SAMPLED, TITLE, Documents, term
from reader.duplicates.frequencies import SMALL, Frequencies, shingle_weights

_CLOSE = 0.3
"""From this overlap on two sentences say the same."""

_HOLDERS = 8
"""A word in more sentences than this brings none of them together."""


class Features(NamedTuple):
    """The inputs of the model, most of them from 0 to 1; ``short`` is the text with fewer words."""

    cosine: Floats  # of all words
    lead: Floats  # of the first words and the title
    lead_all: Floats  # of one's first words and all of the other
    proper: Floats  # of the words with a capital letter
    title: Floats
    within_short: Floats  # the share of its words that the other has
    within_long: Floats
    close_short: Floats  # the share of its sentences that the other has, reworded or not
    close_long: Floats
    order: Floats  # how far these stand in the same order
    shingles_short: Floats  # the share of its shingles that the other has
    shingles_long: Floats
    shingles: Floats  # how many, as a logarithm
    run: Floats  # how many of them in a row, as a logarithm
    grams_short: Floats
    grams_long: Floats
    grams: Floats  # how many, as a logarithm
    numbers: Floats
    rare: Floats  # the weight of the rarest shared words, as a logarithm
    near: Floats  # 1 on the same day, falling within a week
    far: Floats  # the days between, 1 for two months
    length: Floats  # words of the short text, as a logarithm
    ratio: Floats  # of the lengths, as a logarithm


@dataclass(frozen=True)
class Measured:
    """The features of pairs, and the figures for their evidence, an array for each.

    ``alone``: measured without a corpus that is large enough to say what is rare. ``days`` is -1
    where a date is not known; ``swapped`` tells that ``b`` is the short one.
    """

    features: Features
    alone: bool
    swapped: Flags
    equal: Flags
    run: Floats
    share_short: Floats
    share_long: Floats
    longest: Numbers
    verbatim: Numbers
    close: Numbers
    sentences: Numbers
    numbers: Numbers
    days: Numbers


def measure(of: Documents, a: Numbers, b: Numbers, corpus: Frequencies) -> Measured:
    """Measure the pairs of documents ``a`` and ``b`` (places in ``of``); it is symmetric."""
    texts, size = of.texts, len(a)
    swapped = texts.longer(a, b)
    short, long = np.where(swapped, b, a), np.where(swapped, a, b)
    shared = _Shared(of, short, long)
    one, other, pair, weight = shared.one, shared.other, shared.pair, shared.weight

    def summed(weights: NDArray[Any]) -> Floats:
        return total(pair, weights, size)

    def cosine(dot: Floats, norm_a: Floats, norm_b: Floats) -> Floats:
        return _share(dot, norm_a[short] * norm_b[long])

    marks_one, marks_other = texts.marks[one], texts.marks[other]
    term_one = term(texts.counts[one], weight) * (texts.counts[one] > 0)
    term_other = term(texts.counts[other], weight) * (texts.counts[other] > 0)
    lead_one, lead_other = marks_one & LEAD > 0, marks_other & LEAD > 0
    alike = {
        mark: summed(weight**2 * (marks_one & marks_other & mark > 0))
        for mark in (LEAD, PROPER, TITLE)
    }
    inside = weight * shared.inside
    mass = summed(inside)
    numbers = shared.inside & (texts.codes[one] & 1 > 0)
    equal = (texts.words[short] == texts.words[long]) & (texts.whole[short] == texts.whole[long])
    runs = _runs(shared, equal, corpus)
    told = _told(shared)
    grams = shared.grams()
    known = (texts.days[short] > 0) & (texts.days[long] > 0)
    days = np.where(known, np.abs(texts.days[short] - texts.days[long]), -1)
    words_short, words_long = texts.words[short], texts.words[long]
    features = Features(
        cosine=cosine(summed(term_one * term_other), of.all, of.all),
        lead=cosine(alike[LEAD], of.lead, of.lead),
        lead_all=np.maximum(
            cosine(summed(weight * lead_one * term_other), of.lead, of.all),
            cosine(summed(weight * lead_other * term_one), of.all, of.lead),
        ),
        proper=cosine(alike[PROPER], of.proper, of.proper),
        title=cosine(alike[TITLE], of.titled, of.titled),
        within_short=_share(mass, of.mass[short]),
        within_long=_share(mass, of.mass[long]),
        close_short=told.share_short,
        close_long=told.share_long,
        order=told.order * told.share_short,
        shingles_short=np.sqrt(_share(runs.mass, 1 + of.whole[short])),
        shingles_long=np.sqrt(_share(runs.mass, 1 + of.whole[long])),
        shingles=np.log1p(runs.mass),
        run=np.log1p(runs.run),
        grams_short=np.sqrt(_share(grams, 1 + of.grams[short])),
        grams_long=np.sqrt(_share(grams, 1 + of.grams[long])),
        grams=np.log1p(grams),
        numbers=_share(summed(inside * numbers), np.minimum(of.numbers[short], of.numbers[long])),
        rare=np.log1p(summed(np.maximum(inside - 4, 0))),
        near=np.where(known, np.exp(-days / 4), 0.0),
        far=np.where(known, np.minimum(days, 60) / 60, 0.0),
        length=np.log1p(words_short),
        ratio=np.log((1 + words_long) / (1 + words_short)),
    )
    return Measured(
        features,
        len(corpus) < SMALL,
        swapped,
        equal,
        runs.run,
        runs.share_short,
        runs.share_long,
        runs.longest,
        told.verbatim,
        told.close,
        texts.sentences[short],
        np.bincount(pair[numbers], minlength=size),
        days,
    )


class _Shared:
    """The words that the documents of each pair share.

    ``one`` and ``other`` are their places among all distinct words, ``pair`` is the pair of each.
    """

    def __init__(self, of: Documents, short: Numbers, long: Numbers) -> None:
        texts = of.texts
        self.of, self.short, self.long = of, _Side(of, short), _Side(of, long)
        at_short, at_long = both(self.short.keys, self.long.keys)
        self.one, self.other = self.short.distinct[at_short], self.long.distinct[at_long]
        self.pair = self.short.pair[at_short]
        self.weight = of.weights[self.one].astype(np.float64)
        self.inside: Flags = (texts.counts[self.one] > 0) & (texts.counts[self.other] > 0)
        at_short, at_long = at_short[self.inside], at_long[self.inside]
        # A word is known on both sides by its place on the short one.
        self.short.known[at_short] = at_short
        self.long.known[at_long] = at_short

    def grams(self) -> Numbers:
        """Return how many grams each pair shares."""
        found = both(self.short.grams(), self.long.grams())[0]
        pairs = groups_of(self.short.grams()[found])
        return np.bincount(pairs, minlength=len(self.short.of))


class _Side:
    """One side of each pair: its distinct words, and its running ones."""

    def __init__(self, of: Documents, chosen: Numbers) -> None:
        texts = self.texts = of.texts
        self.of = chosen
        sizes = texts.distinct[chosen]
        self.distinct = members(texts.distinct_at[chosen], sizes)
        self.pair = owners(sizes)
        self.keys = keys(self.pair, texts.codes[self.distinct])
        self.known = np.full(len(self.distinct), -1)
        words = texts.words[chosen]
        self.running = texts.sequence[members(texts.word_at[chosen], words)] + np.repeat(
            ends(sizes)[:-1], words
        )
        self.of_word = owners(words)
        self.sentences = members(texts.sentence_at[chosen], texts.sentences[chosen])

    def grams(self) -> NDArray[np.uint64]:
        sizes = self.texts.sampled[self.of]
        found = members(self.texts.gram_at[self.of], sizes)
        return keys(owners(sizes), self.texts.grams[found])

    def shingles(self) -> tuple[Numbers, NDArray[np.uint64]]:
        """Return where three words begin that the other side has, and pair and code of them."""
        known, pair = self.known[self.running] >= 0, self.of_word
        at = np.flatnonzero(known[:-2] & known[1:-1] & known[2:] & (pair[:-2] == pair[2:]))
        codes: Codes = self.texts.codes[self.distinct]
        a, b, c = (codes[self.running[at + step]] for step in range(3))
        return at, keys(pair[at], shingles(a, b, c))

    def told(self) -> NDArray[np.uint64]:
        """Return each shared word with the sentences that it stands in (places in the side)."""
        word, sentence = self.known[self.running], owners(self.texts.lengths[self.sentences])
        return distinct(keys(word[word >= 0], sentence[word >= 0]))


class _Runs(NamedTuple):
    mass: Floats
    run: Floats
    longest: Numbers
    share_short: Floats
    share_long: Floats


def _runs(shared: _Shared, equal: Flags, corpus: Frequencies) -> _Runs:
    """Measure the runs of words that the two texts share."""
    size = len(equal)
    at, found = shared.short.shingles()
    at_long, found_long = shared.long.shingles()
    in_long, in_short = within(found, distinct(found_long)), within(found_long, distinct(found))
    at, found, at_long = at[in_long], found[in_long], at_long[in_short]
    pair, codes = groups_of(found), codes_in(found)
    weights = _rarities(pair, codes, corpus)
    first = np.unique(found, return_index=True)[1]
    begins = np.ones(len(at), bool)
    begins[1:] = (at[1:] != at[:-1] + 1) | (pair[1:] != pair[:-1])
    number = np.cumsum(begins) - 1
    of_run = pair[begins]
    run, longest = np.zeros(size), np.zeros(size, np.int64)
    np.maximum.at(run, of_run, total(number, weights, len(of_run)))
    np.maximum.at(longest, of_run, np.bincount(number, minlength=len(of_run)) + 2)
    words = shared.of.texts.words[shared.short.of]
    return _Runs(
        np.where(equal, words, total(pair[first], weights[first], size)),
        np.where(equal, words, run),
        np.where(equal, words, longest),
        *(
            np.where(equal, 1.0, _share(_covered(side, starts), np.maximum(1, texts)))
            for side, starts, texts in (
                (shared.short, at, words),
                (shared.long, at_long, shared.of.texts.words[shared.long.of]),
            )
        ),
    )


def _rarities(pair: Numbers, codes: Codes, corpus: Frequencies) -> Floats:
    """Return the weights of shared shingles; one not counted weighs what the one before does."""
    sampled = codes % SAMPLED == 0
    counts = corpus.shingles(codes[sampled])
    weights = np.ones(len(codes))
    if counts is None:
        return weights
    weights[sampled] = shingle_weights(counts, len(corpus))
    place = np.arange(len(codes))
    before = np.maximum.accumulate(np.where(sampled, place, -1))
    begins = np.maximum.accumulate(np.where(leads(pair), place, 0))
    return np.where(before >= begins, weights[before], 1.0)


def _covered(side: _Side, starts: Numbers) -> Floats:
    """Return how many words of each pair stand in shared shingles, which begin at ``starts``."""
    pair = side.of_word[starts]
    more = np.full(len(starts), 3)
    same = pair[1:] == pair[:-1]
    more[1:][same] = np.minimum(3, starts[1:] - starts[:-1])[same]
    return total(pair, more, len(side.of))


class _Told(NamedTuple):
    share_short: Floats
    share_long: Floats
    order: Floats
    verbatim: Numbers
    close: Numbers


def _told(shared: _Shared) -> _Told:
    """Measure which sentences of the short text the long one has too."""
    of, short, long, size = shared.of, shared.short, shared.long, len(shared.short.of)
    mine, theirs = short.told(), long.told()
    word = groups_of(mine)
    holders = np.bincount(groups_of(theirs), minlength=len(short.distinct))
    chosen = (holders[word] > 0) & (holders[word] <= _HOLDERS)
    mine, word = mine[chosen], word[chosen]
    those = codes_in(theirs)[members(ends(holders)[word], holders[word])]
    meeting = keys(np.repeat(codes_in(mine), holders[word]), those)
    weight = np.repeat(of.weights[short.distinct[word]], holders[word])
    met, at = np.unique(meeting, return_inverse=True)
    sentence, other = groups_of(met), codes_in(met).astype(np.int64)
    mass_short, mass_long = of.sentence_mass[short.sentences], of.sentence_mass[long.sentences]
    both_masses = mass_short[sentence].astype(np.float64) + mass_long[other]
    dice = _share(2 * total(at, weight, len(met)), both_masses)
    close = dice >= _CLOSE
    sentence, other, dice = sentence[close], other[close], dice[close]
    # The best one for each sentence, the first where two are as good.
    order = np.lexsort((other, -dice, sentence))
    order = order[leads(sentence[order])]
    best, place = sentence[order], other[order]
    pair_short = owners(of.texts.sentences[short.of])
    pair_long = owners(of.texts.sentences[long.of])
    told = np.zeros(len(mass_short), bool)
    told[best] = True
    heard = np.zeros(len(mass_long), bool)
    heard[other] = True
    same = within(
        keys(pair_short, _folded(of.sentence_hash[short.sentences])),
        distinct(keys(pair_long, _folded(of.sentence_hash[long.sentences]))),
    )
    pair = pair_short[best]
    follows = pair[1:] == pair[:-1]
    steps = np.bincount(pair[1:][follows], minlength=size)
    rising = np.bincount(pair[1:][follows & (place[1:] > place[:-1])], minlength=size)
    return _Told(
        _share(total(pair_short, mass_short * told, size), total(pair_short, mass_short, size)),
        _share(total(pair_long, mass_long * heard, size), total(pair_long, mass_long, size)),
        np.where(steps > 1, rising / np.maximum(steps, 1), 0.5),
        np.bincount(pair_short[same], minlength=size),
        np.bincount(pair_short[told & ~same], minlength=size),
    )


def _folded(hashes: NDArray[np.uint64]) -> Codes:
    return (hashes >> np.uint64(32)).astype(np.uint32)


def _share(part: NDArray[Any], whole: NDArray[Any]) -> Floats:
    """Return what part of a whole there is, 0 to 1, and 0 of nothing."""
    shares: Floats = np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
    return np.minimum(1.0, shares)
