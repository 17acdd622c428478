"""The mapping of a passage of one text to another that it is aligned with."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from reader.duplicates.values import Alignment, Pair, PairStatus
from reader.text import Excerpt, Span, folded, sentences, words
from reader.text.diff import diff
from reader.text.plain_marks import with_plain_quotes

# What two stretches must have in common to be one passage (Dice's coefficient of their words, each
# weighed by how few sentences have it).
_LEAST = 0.6
# Longer passages, in words, are not looked for out of their order.
_LONGEST = 100


# What it adds to the likeness of two stretches that they begin, or end, with the same word.
_SAME_END = 0.1


class Confidence(StrEnum):
    """The confidence that a passage stands at a place."""

    VERBATIM = "verbatim"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The place of ``part`` of a passage in the other text, and their likeness (0 to 1)."""

    part: Span
    span: Span
    confidence: Confidence
    likeness: float


def counterparts(a: Excerpt, b: Excerpt, alignment: Alignment, passage: Span) -> list[Counterpart]:
    """Return the places in ``b`` of a passage of ``a``: one, or several where it is torn.

    ``a`` and ``b`` are what was aligned; all spans count in their sources. The sentences that the
    passage touches lead to sentences of ``b``, and a comparison of their words to the place. Where
    ``b`` says a thing twice, the closest place counts. Nothing is returned where most of the
    passage is not there, or where two places are equally likely.
    """
    within = a.from_source(passage)
    aligned = [moved for pair in alignment.pairs if (moved := _moved(pair, a, b))]
    touched = [one for one in aligned if within is not None and one.a.overlaps(within)]
    if within is None or not touched:
        return []
    weight = _weights(a.text, b.text)
    found: list[Counterpart] = []
    for run in _runs(touched, b.text):
        search = _Search(a.text, b.text, run, passage=within, aligned=aligned, weight=weight)
        found += filter(None, [search.place()])
    kept: list[Counterpart] = []
    for place in sorted(found, key=lambda place: (-len(place.part), -place.likeness)):
        if not any(place.part.overlaps(other.part) for other in kept):
            kept.append(place)
    covered = sum(len(words(a.text, each.part.start, each.part.end)) for each in kept)
    if 2 * covered < len(words(a.text, within.start, within.end)):
        return []
    return [
        Counterpart(a.to_source(each.part), b.to_source(each.span), each.confidence, each.likeness)
        for each in kept
    ]


class _Aligned(NamedTuple):
    """Two sentences that say the same, in the texts of two excerpts."""

    a: Span
    b: Span
    status: PairStatus


class _Range(NamedTuple):
    """A range of words; ``replaces`` tells that it stands, as a whole, in the passage's place."""

    start: int
    end: int
    replaces: bool = False


def _moved(pair: Pair, a: Excerpt, b: Excerpt) -> _Aligned | None:
    one = a.from_source(pair.a) if pair.a else None
    other = b.from_source(pair.b) if pair.b else None
    return _Aligned(one, other, pair.status) if one and other else None


def _runs(touched: Sequence[_Aligned], text: str) -> Iterator[list[_Aligned]]:
    """Yield the aligned sentences whose other ends stand together in ``text``."""
    run: list[_Aligned] = []
    end = 0
    for one in sorted(touched, key=lambda one: one.b):
        if run and text[end : one.b.start].strip():
            yield run
            run = []
        run.append(one)
        end = max(end, one.b.end)
    if run:
        yield run


def _weights(*texts: str) -> dict[str, float]:
    """Return the weight of each word: the fewer sentences have it, the more."""
    told = [
        {folded(word.of(text)) for word in words(text, sentence.start, sentence.end)}
        for text in texts
        for sentence in sentences(text)
    ]
    frequency = Counter(word for sentence in told for word in sentence)
    return {word: math.log((len(told) + 1) / count) for word, count in frequency.items()}


class _MappedText:
    """Sentences that stand together, and their words."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.text = text
        self.reach = Span(min(span.start for span in spans), max(span.end for span in spans))
        self.words = words(text, self.reach.start, self.reach.end)
        self.folded = [folded(word.of(text)) for word in self.words]

    def numbers(self, part: Span) -> tuple[int, int]:
        """Return the range of the words that ``part`` touches."""
        touched = [number for number, word in enumerate(self.words) if word.overlaps(part)]
        return (touched[0], touched[-1] + 1) if touched else (0, 0)


class _Search:
    """The search for a passage among sentences that were aligned with its own."""

    def __init__(
        self,
        a: str,
        b: str,
        run: Sequence[_Aligned],
        *,
        passage: Span,
        aligned: Sequence[_Aligned],
        weight: dict[str, float],
    ) -> None:
        self._a, self._b = (
            _MappedText(a, [one.a for one in run]),
            _MappedText(b, [one.b for one in run]),
        )
        self._part = Span(
            max(passage.start, self._a.reach.start), min(passage.end, self._a.reach.end)
        )
        self._first, self._last = self._a.numbers(self._part)
        self._own = Counter(self._a.folded[self._first : self._last])
        self._weight = weight
        self._light = all(one.status in (PairStatus.VERBATIM, PairStatus.EDITED) for one in run)
        # Whether the sentences of ``b`` tell more than these of ``a``.
        self._tells_more = any(one.status is PairStatus.QUOTED for one in run) or any(
            other.b.overlaps(self._b.reach) and not other.a.overlaps(self._a.reach)
            for other in aligned
        )

    def place(self) -> Counterpart | None:
        """Return the place of the passage, if that is sure."""
        if not self._own:
            return None
        found = self._whole() or self._best()
        if found is None:
            return None
        span = self._with_marks(found)
        exact = _plain(self._part.of(self._a.text)) == _plain(span.of(self._b.text))
        confidence = Confidence.VERBATIM if exact else Confidence.REWORDED
        return Counterpart(self._part, span, confidence, self._likeness(found))

    def _whole(self) -> _Range | None:
        """Return all words of ``b``, where the passage is all of ``a`` and ``b`` like it."""
        found = _Range(0, len(self._b.words))
        if self._tells_more or (self._first, self._last) != (0, len(self._a.words)):
            return None
        return found if self._likeness(found) >= _LEAST else None

    def _best(self) -> _Range | None:
        """Return the best place: by a diff of the words, else by the words in any order."""
        ordered = self._ordered()
        window = self._window() if self._last - self._first <= _LONGEST else None
        best = max(filter(None, [ordered, window]), key=self._likeness, default=None)
        if best is not None and self._likeness(best) >= _LEAST:
            return best
        return ordered if ordered is not None and ordered.replaces and self._light else None

    def _ordered(self) -> _Range | None:
        """Return the words that a diff puts in the place of the passage."""
        steps = diff(self._a.folded, self._b.folded, island=0)
        first = next(step for step in steps if step.a_start <= self._first < step.a_end)
        last = next(step for step in steps if step.a_start < self._last <= step.a_end)
        start, end = first.b_start, last.b_end
        if first.tag == "equal":
            start += self._first - first.a_start
        if last.tag == "equal":
            end -= last.a_end - self._last
        replaces = first is last and (first.a_start, first.a_end) == (self._first, self._last)
        return _Range(start, end, replaces) if start < end else None

    def _window(self) -> _Range | None:
        """Return the stretch that shares most with the passage; None where there are two such."""
        shared = [n for n, word in enumerate(self._b.folded) if word in self._own]
        found: list[tuple[float, int, _Range]] = []
        mass = self._mass(self._own)
        first, last = self._a.folded[self._first], self._a.folded[self._last - 1]
        for number, start in enumerate(shared):
            left = self._own.copy()
            common = size = 0.0
            here = start
            for end in shared[number:]:
                if end - start >= 2 * (self._last - self._first):
                    break
                for word in self._b.folded[here : end + 1]:
                    size += self._mass_of(word)
                    common += self._mass_of(word) if left[word] > 0 else 0.0
                    left[word] -= 1
                here = end + 1
                likeness = 2 * common / (mass + size) if mass + size else 0.0
                likeness += _SAME_END * (self._b.folded[start] == first)
                likeness += _SAME_END * (self._b.folded[end] == last)
                found.append((likeness, start - end, _Range(start, end + 1)))
        if not found:
            return None
        likeness, _, best = max(found)
        rivals = (one for score, _, one in found if score > 0.9 * likeness)
        apart = any(one.end <= best.start or best.end <= one.start for one in rivals)
        return None if apart else best

    def _likeness(self, found: _Range) -> float:
        theirs = Counter(self._b.folded[found.start : found.end])
        size = self._mass(self._own) + self._mass(theirs)
        return 2 * self._mass(self._own & theirs) / size if size else 0.0

    def _mass(self, counted: Counter[str]) -> float:
        return sum(self._mass_of(word) * count for word, count in counted.items())

    def _mass_of(self, word: str) -> float:
        return self._weight.get(word, 0.0)

    def _with_marks(self, found: _Range) -> Span:
        """Return the place of words, with the marks around them that the passage has too."""
        a, b = self._a, self._b
        start, end = b.words[found.start].start, b.words[found.end - 1].end
        if found.start == 0 and self._part.start <= a.reach.start:
            start = b.reach.start
        else:
            mine = reversed(a.text[self._part.start : a.words[self._first].start])
            theirs = reversed(b.text[b.reach.start : start])
            start -= _common(mine, theirs)
            start -= start > b.reach.start and unicodedata.category(b.text[start - 1]) == "Sc"
        if found.end == len(b.words) and self._part.end >= a.reach.end:
            end = b.reach.end
        else:
            end += _common(
                iter(a.text[a.words[self._last - 1].end : self._part.end]),
                iter(b.text[end : b.reach.end]),
            )
        return Span(start, end)


def _common(mine: Iterator[str], theirs: Iterator[str]) -> int:
    """Return the number of equal characters at the beginning, quotation marks taken as one."""
    count = 0
    for one, other in zip(mine, theirs, strict=False):
        if with_plain_quotes(one) != with_plain_quotes(other):
            break
        count += 1
    return count


def _plain(text: str) -> str:
    return " ".join(with_plain_quotes(text).split())
