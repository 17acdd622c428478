"""What is measured of two signatures to tell whether they belong together."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from reader.duplicates.frequencies import SMALL, Frequencies, shingle_weights, word_weights
from reader.duplicates.signature import Signature

_LEAD = 60
"""The words at the start of an article that say what happened."""

_CLOSE = 0.3
"""From this overlap on two sentences say the same."""

_HOLDERS = 8
"""A word in more sentences than this brings none of them together."""


class Features(NamedTuple):
    """The inputs of the model, most of them from 0 to 1; ``short`` is the text with fewer words."""

    cosine: float  # of all words
    lead: float  # of the first words and the title
    lead_all: float  # of one's first words and all of the other
    proper: float  # of the words with a capital letter
    title: float
    within_short: float  # the share of its words that the other has
    within_long: float
    close_short: float  # the share of its sentences that the other has, reworded or not
    close_long: float
    order: float  # how far these stand in the same order
    shingles_short: float  # the share of its shingles that the other has
    shingles_long: float
    shingles: float  # how many, as a logarithm
    run: float  # how many of them in a row, as a logarithm
    grams_short: float
    grams_long: float
    grams: float  # how many, as a logarithm
    numbers: float
    rare: float  # the weight of the rarest shared words, as a logarithm
    near: float  # 1 on the same day, falling within a week
    far: float  # the days between, 1 for two months
    length: float  # words of the short text, as a logarithm
    ratio: float  # of the lengths, as a logarithm


@dataclass(frozen=True, slots=True)
class Measured:
    """The features of two versions, and the figures for their evidence."""

    features: Features
    alone: bool  # measured without a corpus that is large enough to say what is rare
    run: float
    share_a: float
    share_b: float
    longest: int
    verbatim: int
    close: int
    sentences: int
    days: int | None


class Weighed:
    """A signature with the weights of its words, and what can be told of it alone.

    Each figure is worked out when it is asked for, and once: an article is measured against many.
    """

    def __init__(self, signed: Signature, weights: Mapping[int, float]) -> None:
        self.signed = signed
        self.weights = weights

    @cached_property
    def mass(self) -> float:
        """The weight of all words."""
        return _mass(self.signed.counts, self.weights)

    @cached_property
    def all(self) -> _Vector:
        """All words."""
        return _vector(self.signed.counts, self.weights)

    @cached_property
    def lead(self) -> _Vector:
        """The first words and the title."""
        return _plain({*self.signed.title, *self.signed.words[:_LEAD]}, self.weights)

    @cached_property
    def proper(self) -> _Vector:
        """The words with a capital letter."""
        return _plain(set(self.signed.proper), self.weights)

    @cached_property
    def title(self) -> _Vector:
        """The words of the title."""
        return _plain(set(self.signed.title), self.weights)

    @cached_property
    def numbers(self) -> tuple[set[int], float]:
        """The numbers, and their weight."""
        found = {word for word in self.signed.counts if word & 1}
        return found, _mass(found, self.weights)

    @cached_property
    def whole(self) -> int:
        """How many shingles there are of words that stand in other documents too."""
        known = bytes(map(bool, map(self.weights.__getitem__, self.signed.words)))
        return sum(len(run) - 2 for run in known.split(b"\0") if len(run) > 2)

    @cached_property
    def shingles(self) -> frozenset[int]:
        """The distinct shingles."""
        return frozenset(self.signed.shingles)

    @cached_property
    def sentences(self) -> list[tuple[bytes, set[int], float]]:
        """Each sentence as it is, its words and their weight."""
        sets = [set(sentence) for sentence in self.signed.sentences]
        return [
            (sentence.tobytes(), words, _mass(words, self.weights))
            for sentence, words in zip(self.signed.sentences, sets, strict=True)
        ]


def weighed_pair(a: Signature, b: Signature, corpus: Frequencies) -> tuple[Weighed, Weighed]:
    """Return two signatures with the weights that their words have for each other."""
    weights = word_weights(a, b, corpus)
    return Weighed(a, weights), Weighed(b, weights)


def measure(a: Signature, b: Signature, corpus: Frequencies) -> Measured:
    """Measure two signatures against each other; symmetric up to the shares."""
    pair = weighed_pair(a, b, corpus)
    return measure_sentences(measure_words(*pair, corpus), *pair)


def in_lengths(a: Weighed, b: Weighed) -> tuple[Weighed, Weighed]:
    """Return the shorter one first."""

    def length(one: Weighed) -> tuple[int, array[int], str]:
        return len(one.signed.words), one.signed.words, one.signed.id

    return (a, b) if length(a) <= length(b) else (b, a)


def measure_words(a: Weighed, b: Weighed, corpus: Frequencies) -> Measured:
    """Measure all that does not need a comparison of the sentences, which takes longest."""
    one, other = in_lengths(a, b)
    short, long, weights = one.signed, other.signed, one.weights
    shared = short.counts.keys() & long.counts.keys()
    mass = _mass(shared, weights)
    shingled = _shingled(one, other, corpus)
    grams = len(set(short.grams).intersection(long.grams))
    (numbers_short, mass_short), (numbers_long, mass_long) = one.numbers, other.numbers
    days = abs(short.day - long.day) if short.day and long.day else None
    features = Features(
        cosine=_cosine(one.all, other.all),
        lead=_cosine(one.lead, other.lead),
        lead_all=max(_cosine(one.lead, other.all), _cosine(other.lead, one.all)),
        proper=_cosine(one.proper, other.proper),
        title=_cosine(one.title, other.title),
        within_short=_share(mass, one.mass),
        within_long=_share(mass, other.mass),
        close_short=0.0,
        close_long=0.0,
        order=0.0,
        shingles_short=math.sqrt(_share(shingled.mass, 1 + one.whole)),
        shingles_long=math.sqrt(_share(shingled.mass, 1 + other.whole)),
        shingles=math.log1p(shingled.mass),
        run=math.log1p(shingled.run),
        grams_short=math.sqrt(_share(grams, 1 + corpus.known_grams(short))),
        grams_long=math.sqrt(_share(grams, 1 + corpus.known_grams(long))),
        grams=math.log1p(grams),
        numbers=_share(_mass(numbers_short & numbers_long, weights), min(mass_short, mass_long)),
        rare=math.log1p(sum(w - 4 for code in shared if (w := weights[code]) > 4)),
        near=math.exp(-days / 4) if days is not None else 0.0,
        far=min(days, 60) / 60 if days is not None else 0.0,
        length=math.log1p(len(short.words)),
        ratio=math.log((1 + len(long.words)) / (1 + len(short.words))),
    )
    shares = (shingled.share_short, shingled.share_long)
    return Measured(
        features,
        len(corpus) < SMALL,
        shingled.run,
        *(shares if one is a else shares[::-1]),
        shingled.longest,
        0,
        0,
        len(short.lengths),
        days,
    )


def measure_sentences(found: Measured, a: Weighed, b: Weighed) -> Measured:
    """Return what was measured, with what the sentences tell."""
    told = _told(*in_lengths(a, b))
    features = found.features._replace(
        close_short=told.share_short,
        close_long=told.share_long,
        order=told.order * told.share_short,
    )
    return replace(found, features=features, verbatim=told.verbatim, close=told.close)


class _Shingled(NamedTuple):
    mass: float
    run: float
    longest: int
    share_short: float
    share_long: float


def _shingled(one: Weighed, other: Weighed, corpus: Frequencies) -> _Shingled:
    """Measure the runs of words that the two texts share."""
    short, long = one.signed, other.signed
    if short.words == long.words:
        size = len(short.words)
        return _Shingled(float(size), float(size), size, 1.0, 1.0)
    shared = one.shingles & other.shingles
    if not shared:
        return _Shingled(0.0, 0.0, 0, 0.0, 0.0)
    rarity = shingle_weights((code for code in short.shingles if code in shared), corpus)
    best = run = 0.0
    longest = length = 0
    for code in short.shingles:
        if code in shared:
            run += rarity[code]
            length += 1
            best, longest = max(best, run), max(longest, length + 2)
        else:
            run, length = 0.0, 0
    return _Shingled(
        sum(rarity.values()),
        best,
        longest,
        _covered(short.shingles, shared, len(short.words)),
        _covered(long.shingles, shared, len(long.words)),
    )


def _covered(shingles: Sequence[int], shared: frozenset[int], size: int) -> float:
    """Return the share of words that stand in shared shingles."""
    covered, end = 0, 0
    for place, code in enumerate(shingles):
        if code in shared:
            covered += place + 3 - max(place, end)
            end = place + 3
    return covered / size


class _Told(NamedTuple):
    share_short: float
    share_long: float
    order: float
    verbatim: int
    close: int


def _told(short: Weighed, long: Weighed) -> _Told:
    """Measure which sentences of the short text the long one has too."""
    weights = short.weights
    known = short.signed.counts.keys() & long.signed.counts.keys()
    theirs = {sentence for sentence, _, _ in long.sentences}
    mass_short = [mass for _, _, mass in short.sentences]
    mass_long = [mass for _, _, mass in long.sentences]
    holders: dict[int, list[int]] = defaultdict(list)
    for number, (_, words, _) in enumerate(long.sentences):
        for word in words & known:
            holders[word].append(number)
    matched: list[int] = []
    met = set[int]()
    verbatim = close = 0
    told = 0.0
    for number, (sentence, words, _) in enumerate(short.sentences):
        overlap: dict[int, float] = defaultdict(float)
        for word in words & known:
            places = holders[word]
            if len(places) <= _HOLDERS:
                for place in places:
                    overlap[place] += weights[word]
        best, place = 0.0, -1
        for other, value in overlap.items():
            dice = 2 * value / ((mass_short[number] + mass_long[other]) or 1.0)
            if dice >= _CLOSE:
                met.add(other)
            if dice > best:
                best, place = dice, other
        same = sentence in theirs
        verbatim += same
        close += best >= _CLOSE and not same
        if best >= _CLOSE:
            told += mass_short[number]
            matched.append(place)
    steps = [second > first for first, second in pairwise(matched)]
    return _Told(
        _share(told, sum(mass_short)),
        _share(sum(mass_long[place] for place in met), sum(mass_long)),
        sum(steps) / len(steps) if len(steps) > 1 else 0.5,
        verbatim,
        close,
    )


def _mass(codes: Iterable[int], weights: Mapping[int, float]) -> float:
    return sum(map(weights.__getitem__, codes))


def _share(part: float, whole: float) -> float:
    return min(1.0, part / whole) if whole > 0 else 0.0


_Vector = tuple[Mapping[int, float], float]


def _vector(counts: Mapping[int, int], weights: Mapping[int, float]) -> _Vector:
    log = math.log
    found = {
        code: weights[code] if n == 1 else (1 + log(n)) * weights[code]
        for code, n in counts.items()
    }
    return found, math.hypot(*found.values())


def _plain(codes: Iterable[int], weights: Mapping[int, float]) -> _Vector:
    found = {code: weights[code] for code in codes}
    return found, math.hypot(*found.values())


def _cosine(a: _Vector, b: _Vector) -> float:
    if not a[1] or not b[1]:
        return 0.0
    few, many = sorted((a[0], b[0]), key=len)
    dot = sum(few[code] * many[code] for code in few.keys() & many.keys())
    return min(1.0, dot / (a[1] * b[1]))
