"""What is measured of two signatures to tell whether they belong together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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


def measure(a: Signature, b: Signature, corpus: Frequencies) -> Measured:
    """Measure two signatures against each other; symmetric up to the shares."""
    short, long = sorted((a, b), key=lambda one: (len(one.words), one.words, one.id))
    weights = word_weights(a, b, corpus)
    shared = short.counts.keys() & long.counts.keys()
    mass_short, mass_long = _mass(short.counts, weights), _mass(long.counts, weights)
    mass = _mass(shared, weights)
    all_short, all_long = _vector(short.counts, weights), _vector(long.counts, weights)
    lead_short, lead_long = _lead(short, weights), _lead(long, weights)
    shingled = _shingled(short, long, corpus)
    told = _told(short, long, weights, shared)
    grams = len(set(short.grams).intersection(long.grams))
    title_short, title_long = set(short.title), set(long.title)
    numbers_short, numbers_long = ({w for w in s.counts if w & 1} for s in (short, long))
    days = abs(a.day - b.day) if a.day and b.day else None
    features = Features(
        cosine=_cosine(all_short, all_long),
        lead=_cosine(lead_short, lead_long),
        lead_all=max(_cosine(lead_short, all_long), _cosine(lead_long, all_short)),
        proper=_cosine(*(_plain(set(s.proper), weights) for s in (short, long))),
        title=_cosine(_plain(title_short, weights), _plain(title_long, weights)),
        within_short=_share(mass, mass_short),
        within_long=_share(mass, mass_long),
        close_short=told.share_short,
        close_long=told.share_long,
        order=told.order * told.share_short,
        shingles_short=math.sqrt(_share(shingled.mass, 1 + _whole(short, weights))),
        shingles_long=math.sqrt(_share(shingled.mass, 1 + _whole(long, weights))),
        shingles=math.log1p(shingled.mass),
        run=math.log1p(shingled.run),
        grams_short=math.sqrt(_share(grams, 1 + corpus.known_grams(short))),
        grams_long=math.sqrt(_share(grams, 1 + corpus.known_grams(long))),
        grams=math.log1p(grams),
        numbers=_share(
            _mass(numbers_short & numbers_long, weights),
            min(_mass(numbers_short, weights), _mass(numbers_long, weights)),
        ),
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
        *(shares if short is a else shares[::-1]),
        shingled.longest,
        told.verbatim,
        told.close,
        len(short.lengths),
        days,
    )


class _Shingled(NamedTuple):
    mass: float
    run: float
    longest: int
    share_short: float
    share_long: float


def _shingled(short: Signature, long: Signature, corpus: Frequencies) -> _Shingled:
    """Measure the runs of words that the two texts share."""
    if short.words == long.words:
        size = len(short.words)
        return _Shingled(float(size), float(size), size, 1.0, 1.0)
    shared = set(short.shingles).intersection(long.shingles)
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


def _covered(shingles: Sequence[int], shared: set[int], size: int) -> float:
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


def _told(
    short: Signature, long: Signature, weights: Mapping[int, float], shared: Iterable[int]
) -> _Told:
    """Measure which sentences of the short text the long one has too."""
    known = set(shared)
    theirs = {sentence.tobytes() for sentence in long.sentences}
    sets_short = [set(sentence) for sentence in short.sentences]
    sets_long = [set(sentence) for sentence in long.sentences]
    mass_short = [_mass(words, weights) for words in sets_short]
    mass_long = [_mass(words, weights) for words in sets_long]
    holders: dict[int, list[int]] = defaultdict(list)
    for number, words in enumerate(sets_long):
        for word in words & known:
            holders[word].append(number)
    matched: list[int] = []
    met = set[int]()
    verbatim = close = 0
    told = 0.0
    for number, words in enumerate(sets_short):
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
        same = short.sentences[number].tobytes() in theirs
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


def _whole(signed: Signature, weights: Mapping[int, float]) -> int:
    """Count the shingles of words that stand in other documents too."""
    known = bytes(map(bool, map(weights.__getitem__, signed.words)))
    return sum(len(run) - 2 for run in known.split(b"\0") if len(run) > 2)


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


def _lead(signed: Signature, weights: Mapping[int, float]) -> _Vector:
    return _plain({*signed.title, *signed.words[:_LEAD]}, weights)


def _plain(codes: Iterable[int], weights: Mapping[int, float]) -> _Vector:
    found = {code: weights[code] for code in codes}
    return found, math.hypot(*found.values())


def _cosine(a: _Vector, b: _Vector) -> float:
    if not a[1] or not b[1]:
        return 0.0
    few, many = sorted((a[0], b[0]), key=len)
    dot = sum(few[code] * many[code] for code in few.keys() & many.keys())
    return min(1.0, dot / (a[1] * b[1]))
