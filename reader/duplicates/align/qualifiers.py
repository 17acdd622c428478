"""Words that turn what a sentence says: negations, and bounds of its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reader.duplicates.align.sentence_words import SentenceWords
from reader.duplicates.values import ChangeKind
from reader.text.diff import Opcode
from reader.text.numbers.quantity import Quantity
from reader.text.word_tables import word_table

_NEGATIONS = word_table("reader.duplicates.align", "negations")

# Words before a number that make it the least, or the most, that something is.
_LOWER = word_table("reader.duplicates.align", "at least")
_UPPER = word_table("reader.duplicates.align", "at most")
# A bound has at most so many words.
_LONGEST = 4
# Where so many words were put for others, a negation may say the same in other words.
_REWORDED = 4


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A word that turns what one sentence says and not what the other one does.

    ``a`` and ``b`` are the words ``[start, end)`` of either sentence, None where it has none.
    """

    kind: ChangeKind
    a: tuple[int, int] | None
    b: tuple[int, int] | None


def qualifiers(a: SentenceWords, b: SentenceWords, steps: Sequence[Opcode]) -> Iterator[Qualifier]:
    """Yield the negations and bounds that stand in one of two sentences alone, or are others.

    ``steps`` are those of a diff of their words.
    """
    bounds_a, bounds_b = _bounds(a), _bounds(b)
    yield from _other_bounds(bounds_a, bounds_b)
    mine, theirs = _negations(a, _words_of(bounds_a)), _negations(b, _words_of(bounds_b))
    if len(mine) == len(theirs):
        return
    for step in steps:
        if step.tag == "equal":
            continue
        gone = [at for at in mine if step.a_start <= at < step.a_end]
        come = [at for at in theirs if step.b_start <= at < step.b_end]
        if max(step.a_end - step.a_start, step.b_end - step.b_start) > _REWORDED:
            continue
        if gone and not come and len(mine) > len(theirs):
            yield Qualifier(ChangeKind.NEGATION, (gone[0], gone[0] + 1), None)
        elif come and not gone and len(theirs) > len(mine):
            yield Qualifier(ChangeKind.NEGATION, None, (come[0], come[0] + 1))


@dataclass(frozen=True, slots=True)
class _Bound:
    """A number with the words before it that bound it, if any: from below (1) or above (-1)."""

    number: Quantity
    words: tuple[int, int] | None
    sense: int


def _words_of(bounds: Iterable[_Bound]) -> set[int]:
    """Return the places of the words that bound numbers."""
    return {at for one in bounds for at in range(*(one.words or (0, 0)))}


def _other_bounds(mine: Sequence[_Bound], theirs: Sequence[_Bound]) -> Iterator[Qualifier]:
    """Yield the bounds of numbers of one value that are not the same."""
    left = list(theirs)
    for one in mine:
        other = next((x for x in left if x.number.equals(one.number)), None)
        if other is None:
            continue
        left.remove(other)
        if one.sense != other.sense:
            yield Qualifier(ChangeKind.BOUND, one.words, other.words)


def _bounds(side: SentenceWords) -> list[_Bound]:
    found = []
    for number in side.quantities:
        sense, words = 0, None
        for size in range(min(_LONGEST, number.start), 0, -1):
            start = number.start - size
            phrase = tuple(side.plain[start : number.start])
            sense = _senses(side.language).get(phrase, 0)
            if sense:
                words = (start, number.start)
                break
        found.append(_Bound(number, words, sense))
    return found


def _negations(side: SentenceWords, bounding: set[int]) -> list[int]:
    """Return the places of words that deny, but for those of bounds."""
    denying = _denying(side.language)
    return [
        at
        for at, word in enumerate(side.plain)
        if at not in bounding
        and (word in denying or (side.language == "en" and word.endswith(("n't", "n’t"))))
    ]


@cache
def _denying(language: str) -> frozenset[str]:
    return frozenset(_NEGATIONS.get(language, ()))


@cache
def _senses(language: str) -> dict[tuple[str, ...], int]:
    """Return the phrases of a language that bound a number, and from which side."""
    return {
        tuple(list(phrase) if language == "zh" else phrase.split()): sense
        for table, sense in ((_LOWER, 1), (_UPPER, -1))
        for phrase in table.get(language, ())
    }
