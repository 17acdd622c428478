"""Features of pairs of documents that tell whether they belong together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.duplicates.decision import (
    FOREIGN_PROSE,
    FOREIGN_REST,
    FOREIGN_WHOLE,
    FOREIGN_WORDS,
    FORM_DAYS,
    ISSUE_APART,
    REORDERED,
    REORDERED_SHARE,
)
from reader.duplicates.ragged_arrays import (
    Codes,
    Flags,
    Floats,
    Numbers,
    codes_in,
    flags_at,
    groups_of,
    in_both,
    leads,
    share,
    total,
)
from reader.duplicates.score.misreading import misreading
from reader.duplicates.score.pair_form import PairForm, form_of
from reader.duplicates.score.sentence_coverage import SentenceCoverage, sentence_coverage
from reader.duplicates.score.shared_words import PairSide, Shared
from reader.duplicates.signatures.frequencies import SMALL, Frequencies, shingle_weights
from reader.duplicates.signatures.signature_arrays import (
    LEAD,
    PROPER,
    SAMPLED,
    Texts,
    WeightedTexts,
    term,
)

# Words that weigh less stand in too many texts to mark a place in one.
_TELLING = 1.5
# Two marks keep their distance where they are at most so many words apart, give or take a few.
_STRETCH, _SLACK = 15, 3


class Features(NamedTuple):
    """The inputs of the model, most of them from 0 to 1; ``short`` is the text with fewer words.

    What is a logarithm is that of the sum and one.
    """

    cosine: Floats  # of all words
    focus: Floats  # the same with squared weights: what each text is about most
    lead: Floats  # of the first words and the title
    lead_all: Floats  # of one's first words and all of the other
    proper: Floats  # of the words with a capital letter
    proper_mass: Floats  # the weight of those that both have, as a logarithm
    repeated: Floats  # how much of the words that stand twice in one the other has at all
    order: Floats  # the share of the short one's sentences that the long one has in this order
    pace: Floats  # how many of the marks that follow each other keep their distance
    shingles: Floats  # the share of the short one's shingles that the long one has
    run: Floats  # how many of them in a row, as a logarithm
    grams_short: Floats
    grams_long: Floats
    grams: Floats  # how many, as a logarithm
    numbers: Floats
    numbers_short: Floats  # the weight of the numbers that the other lacks, as a logarithm
    numbers_long: Floats
    rare: Floats  # the weight of the rarest shared words, as a logarithm
    over_3: Floats  # how many shared words weigh more than that, as a logarithm
    over_5: Floats
    over_6: Floats
    near: Floats  # 1 on the same day, falling within a week
    far: Floats  # the days between, 1 for two months


@dataclass(frozen=True)
class Measured:
    """The features of pairs, and the figures for their evidence, an array for each.

    ``noise`` tells that they differ by the mistakes of a machine, ``garbled`` that one of them was
    decoded wrongly; ``alone``: measured without a corpus that is large enough to say what is rare;
    ``cased`` that one of them has capital letters; ``same_rest``: their titles are the same, and
    what the words leave out. ``days`` is -1 where a date is not known; ``apart`` is ``days``, or
    told by the dates in their titles then. ``swapped`` tells that ``b`` is the short one; ``piece``
    is the mean length of the runs of shared words; ``foreign`` tells that the long one has another
    article beside the short one; ``order`` is the share of the short one's sentences that the long
    one has in their order. All arrays have shape ``(n_pairs,)``.
    """

    features: Features
    form: PairForm
    noise: Flags
    garbled: Flags
    alone: bool
    cased: Flags
    swapped: Flags
    equal: Flags
    same_rest: Flags
    run: Floats
    share_short: Floats
    share_long: Floats
    longest: Numbers
    piece: Floats
    foreign: Flags
    order: Floats
    verbatim: Numbers
    close: Numbers
    sentences: Numbers
    numbers: Numbers
    days: Numbers
    apart: Numbers

    @cached_property
    def same_form(self) -> Flags:
        """The pairs that are one form about different things, shape ``(n_pairs,)``."""
        order = self.features.order
        found = self.form.is_same_form(self.apart, order, self.verbatim, self.sentences)
        return found & ~self.noise

    @cached_property
    def reordered(self) -> Flags:
        """The pairs that have the same sentences in another order, shape ``(n_pairs,)``."""
        low = np.minimum(self.share_short, self.share_long)
        enough = self.sentences > 2
        return enough & (low >= REORDERED_SHARE) & (self.order < REORDERED)


class Likeness(NamedTuple):
    """What the models weigh of pairs, and what it was found by; arrays of shape ``(n_pairs,)``."""

    shared: Shared
    features: Features
    runs: _Runs
    coverage: SentenceCoverage
    alone: bool
    swapped: Flags
    equal: Flags
    numbers: Numbers
    days: Numbers

    def take(self, kept: Flags) -> Likeness:
        """Return what was found of some of the pairs, ``kept`` of shape ``(n_pairs,)``."""
        before, runs = self.shared, self.runs
        shared = Shared(before.of, before.short.of[kept], before.long.of[kept])

        def taken(arrays: Iterable[NDArray[Any]]) -> list[Any]:
            return [one[kept] for one in arrays]

        def moved(starts: Numbers, side: PairSide) -> Numbers:
            stays = kept[side.of_word]
            places: Numbers = (np.cumsum(stays) - 1)[starts[stays[starts]]]
            return places

        return Likeness(
            shared,
            Features(*taken(self.features)),
            _Runs._make(
                [
                    *taken(runs[:-2]),
                    moved(runs.starts_short, before.short),
                    moved(runs.starts_long, before.long),
                ]
            ),
            SentenceCoverage(*taken(self.coverage)),
            self.alone,
            *taken(self[5:]),
        )


def measure(found: Likeness) -> Measured:
    """Measure what the rules and the evidence of pairs take beside their likeness."""
    shared, runs, coverage = found.shared, found.runs, found.coverage
    texts = shared.of.texts
    short, long = shared.short.of, shared.long.of
    return Measured(
        found.features,
        form_of(shared, runs.starts_short, runs.starts_long),
        misreading(shared).is_noise,
        texts.garbled[short] != texts.garbled[long],
        found.alone,
        texts.cased[short] | texts.cased[long],
        found.swapped,
        found.equal,
        (texts.signs[short] == texts.signs[long]) & _has_same_title(texts, short, long),
        runs.run,
        runs.share_short,
        runs.share_long,
        runs.longest,
        runs.piece,
        runs.foreign,
        coverage.order,
        coverage.verbatim,
        coverage.close,
        texts.sentences[short],
        found.numbers,
        found.days,
        _apart(texts, short, long, found.days),
    )


def _apart(texts: Texts, a: Numbers, b: Numbers, days: Numbers) -> Numbers:
    """Return the days between pairs, ``(n_pairs,)``; so many of issues, told by their titles.

    Of a day or two it may be an update.
    """
    one, other = texts.title_date[a], texts.title_date[b]
    same = texts.title_frame[a] == texts.title_frame[b]
    is_issue = (one > 0) & (other > 0) & (one != other) & same
    return np.where(is_issue & ((days < 0) | (days >= FORM_DAYS)), ISSUE_APART, days)


def likeness(of: WeightedTexts, a: Numbers, b: Numbers, corpus: Frequencies) -> Likeness:
    """Measure what the models weigh of the pairs of documents ``a`` and ``b`` (places in ``of``).

    It is symmetric.
    """
    texts, size = of.texts, len(a)
    swapped = texts.longer(a, b)
    short, long = np.where(swapped, b, a), np.where(swapped, a, b)
    shared = Shared(of, short, long)
    one, other, pair, weight = shared.one, shared.other, shared.pair, shared.weight

    def summed(weights: NDArray[Any], of_words: Flags | None = None) -> Floats:
        if of_words is None:
            return total(pair, weights, size)
        some = np.flatnonzero(of_words)
        return total(pair[some], weights[some], size)

    def cosine(dot: Floats, norm_a: Floats, norm_b: Floats) -> Floats:
        return share(dot, norm_a[short] * norm_b[long])

    marks_one, marks_other = texts.marks[one], texts.marks[other]
    counts_one, counts_other = texts.counts[one], texts.counts[other]
    term_one = term(counts_one, weight) * (counts_one > 0)
    term_other = term(counts_other, weight) * (counts_other > 0)
    lead_one, lead_other = marks_one & LEAD > 0, marks_other & LEAD > 0
    proper = marks_one & marks_other & PROPER > 0
    inside = weight * shared.inside
    numbers = shared.inside & (texts.codes[one] & 1 > 0)
    number_mass = summed(weight, numbers)
    equal = (texts.words[short] == texts.words[long]) & (texts.whole[short] == texts.whole[long])
    equal &= texts.garbled[short] == texts.garbled[long]
    equal &= texts.words[short] > 0  # of two empty texts nothing is known
    runs = _runs(shared, equal, corpus)
    coverage = sentence_coverage(shared)
    grams = shared.grams()
    both_dated = (texts.days[short] > 0) & (texts.days[long] > 0)
    days = np.where(both_dated, np.abs(texts.days[short] - texts.days[long]), -1)
    features = Features(
        cosine=cosine(summed(term_one * term_other), of.all, of.all),
        focus=cosine(summed((term_one * term_other) ** 2), of.focus, of.focus),
        lead=cosine(summed(weight**2, lead_one & lead_other), of.lead, of.lead),
        lead_all=np.maximum(
            cosine(summed(weight * term_other, lead_one), of.lead, of.all),
            cosine(summed(weight * term_one, lead_other), of.all, of.lead),
        ),
        proper=cosine(summed(weight**2, proper), of.proper, of.proper),
        proper_mass=np.log1p(summed(weight, proper)),
        repeated=(
            share(summed(inside, counts_one > 1), of.repeated[short])
            + share(summed(inside, counts_other > 1), of.repeated[long])
        )
        / 2,
        order=coverage.order * coverage.share,
        pace=_pace(shared),
        shingles=np.sqrt(share(runs.mass, 1 + of.whole[short])),
        run=np.log1p(runs.run),
        grams_short=np.sqrt(share(grams, 1 + of.grams[short])),
        grams_long=np.sqrt(share(grams, 1 + of.grams[long])),
        grams=np.log1p(grams),
        numbers=cosine(number_mass, np.sqrt(of.numbers), np.sqrt(of.numbers)),
        numbers_short=np.log1p(np.maximum(of.numbers[short] - number_mass, 0)),
        numbers_long=np.log1p(np.maximum(of.numbers[long] - number_mass, 0)),
        rare=np.log1p(summed(inside - 4, inside > 4)),
        over_3=np.log1p(np.bincount(pair[inside > 3], minlength=size)),
        over_5=np.log1p(np.bincount(pair[inside > 5], minlength=size)),
        over_6=np.log1p(np.bincount(pair[inside > 6], minlength=size)),
        near=np.where(both_dated, np.exp(-days / 4), 0.0),
        far=np.where(both_dated, np.minimum(days, 60) / 60, 0.0),
    )
    return Likeness(
        shared,
        features,
        runs,
        coverage,
        len(corpus) < SMALL,
        swapped,
        equal,
        np.bincount(pair[numbers], minlength=size),
        days,
    )


def _has_same_title(texts: Texts, a: Numbers, b: Numbers) -> Flags:
    """Mark the pairs with one title, or without one on a side, shape ``(n_pairs,)``."""
    one, other = texts.title[a], texts.title[b]
    same: Flags = (one == other) | (one == 0) | (other == 0)
    return same


def _pace(shared: Shared) -> Floats:
    """Measure the share of words, single in both texts, that keep their distances.

    It is of shape ``(n_pairs,)``. Noise and other words leave it as it is; two reports of one event
    have each a pace of its own.
    """
    of, short, long = shared.of, shared.short, shared.long
    counts, size = of.texts.counts, len(short.of)
    marks = np.zeros(len(short.distinct), bool)
    marks[shared.at_short] = (
        (counts[shared.one] == 1) & (counts[shared.other] == 1) & (shared.weight > _TELLING)
    )
    here, there = short.places(marks), long.places(marks)
    words = short.word[here]
    at = np.empty(len(short.distinct), np.int64)
    at[long.word[there]] = there
    pair = short.pair[words]
    follows = pair[1:] == pair[:-1]
    step, other_step = np.diff(here), np.diff(at[words])
    kept = follows & (other_step > 0) & (step <= _STRETCH) & (np.abs(step - other_step) <= _SLACK)
    steps = np.bincount(pair[1:][follows], minlength=size)
    return np.bincount(pair[1:][kept], minlength=size) / (steps + 2)


class _Runs(NamedTuple):
    mass: Floats
    run: Floats
    longest: Numbers
    piece: Floats
    share_short: Floats
    share_long: Floats
    foreign: Flags
    starts_short: Numbers
    starts_long: Numbers


def _runs(shared: Shared, equal: Flags, corpus: Frequencies) -> _Runs:
    """Measure the runs of words that the two texts share."""
    size = len(equal)
    at, found = shared.short.shingles()
    at_long, found_long = shared.long.shingles()
    in_long, in_short = in_both(found, found_long)
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
    words, words_long = (shared.of.texts.words[side.of] for side in (shared.short, shared.long))
    covered, covered_long = _covered(shared.short, at), _covered(shared.long, at_long)
    pieces = np.bincount(of_run, minlength=size)
    share_short = np.where(equal, 1.0, share(covered, words))
    share_long = np.where(equal, 1.0, share(covered_long, words_long))
    # Only a corpus of some size says which words are rare.
    part = (
        (share_short >= FOREIGN_WHOLE) & (share_long <= 1 - FOREIGN_REST) & (len(corpus) >= SMALL)
    )
    return _Runs(
        np.where(equal, words, total(pair[first], weights[first], size)),
        np.where(equal, words, run),
        np.where(equal, words, longest),
        np.where(equal, words, covered / np.maximum(1, pieces)),
        share_short,
        share_long,
        _foreign(shared, part, at_long),
        at,
        at_long,
    )


def _rarities(pair: Numbers, codes: Codes, corpus: Frequencies) -> Floats:
    """Return the weights of shared shingles, ``(n_shared,)``; one not counted as the one before."""
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


def _covered(side: PairSide, starts: Numbers) -> Floats:
    """Return the words in shared shingles of each pair, shape ``(n_pairs,)``."""
    pair = side.of_word[starts]
    more = np.full(len(starts), 3)
    same = pair[1:] == pair[:-1]
    more[1:][same] = np.minimum(3, starts[1:] - starts[:-1])[same]
    return total(pair, more, len(side.of))


def _foreign(shared: Shared, part: Flags, starts: Numbers) -> Flags:
    """Mark the long texts about something else beside the short one that is a ``part``.

    Both are of shape ``(n_pairs,)``. What they share begins at ``starts``. Rare words come back all
    over an article, but not in another one on the same page. Menus do not count.
    """
    long, size = shared.long, len(part)
    copied = np.zeros(len(long.running), bool)
    for step in range(3):
        copied[starts + step] = True
    words = np.flatnonzero(part[long.of_word])
    rest = words[~copied[words]]
    inside = flags_at(long.running[words[copied[words]]], len(long.distinct))
    beside = flags_at(long.running[rest], len(long.distinct))
    entries = np.flatnonzero(beside)
    pair, squares = long.pair[entries], shared.of.weights[long.distinct[entries]] ** 2
    again = total(pair, squares * inside[entries], size)
    of_rest = long.of_word[rest]
    lines = np.bincount(of_rest[leads(long.of_sentence[rest])], minlength=size)
    prose = np.bincount(of_rest, minlength=size) >= FOREIGN_PROSE * lines
    return part & prose & (again < FOREIGN_WORDS * total(pair, squares, size))
