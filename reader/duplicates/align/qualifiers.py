"""Words that turn what a sentence says: negations, and bounds of its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reader.duplicates.align.sentence_words import SentenceWords
from reader.duplicates.values import ChangeKind
from reader.text.diff import Opcode
from reader.text.numbers.quantity import Quantity

_NEGATIONS_OF = {
    "en": "not never cannot without nobody none neither no",
    "de": "nicht nie niemals kein keine keinen keinem keiner keines ohne niemand",
    "fr": "pas jamais aucun aucune sans personne",
    "es": "no nunca jamás ningún ninguna sin nadie",
    "it": "non mai nessun nessuno nessuna senza",
    "pt": "não nunca jamais nenhum nenhuma sem ninguém",
    "nl": "niet nooit geen zonder niemand",
    "sv": "inte aldrig ingen inget inga",
    "ru": "не никогда без никто",
    "ar": "لا لم لن ليس ليست ولم ولن ولا وليس",
    "zh": "不 没 未 没有",
    "pl": "nie nigdy bez nikt żaden żadna",
    "hi": "नहीं न कभी बिना",
}

_LOWER_OF = {
    "en": "more than|over|at least|above|no fewer than|no less than|not less than|upwards of",
    "de": "mehr als|über|mindestens|wenigstens|nicht weniger als",
    "fr": "plus de|plus d|au moins|pas moins de",
    "es": "más de|al menos|por lo menos|no menos de",
    "it": "più di|oltre|almeno|non meno di",
    "pt": "mais de|pelo menos|ao menos|não menos de",
    "nl": "meer dan|ruim|minstens|ten minste|niet minder dan",
    "sv": "mer än|fler än|över|minst|åtminstone",
    "ru": "более|более чем|больше|свыше|не менее|как минимум",
    "ar": "أكثر من|ما لا يقل عن|على الأقل",
    "zh": "超过|至少|逾",
    "pl": "ponad|co najmniej|więcej niż|przynajmniej|powyżej",
}
# Words before a number that make it the least, or the most, that something is.
_UPPER_OF = {
    "en": "fewer than|less than|under|below|up to|at most|no more than|not more than",
    "de": "weniger als|unter|höchstens|bis zu|maximal|nicht mehr als",
    "fr": "moins de|moins d|au plus|jusqu à|pas plus de",
    "es": "menos de|hasta|como máximo|no más de",
    "it": "meno di|fino a|al massimo|non più di",
    "pt": "menos de|até|no máximo|não mais de",
    "nl": "minder dan|hoogstens|maximaal|niet meer dan",
    "sv": "mindre än|färre än|under|högst|upp till",
    "ru": "менее|менее чем|меньше|не более|до|максимум",
    "ar": "أقل من|ما لا يزيد عن|على الأكثر",
    "zh": "不到|少于|不足|最多|至多",
    "pl": "mniej niż|poniżej|najwyżej|maksymalnie",
}
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
    return frozenset(_NEGATIONS_OF.get(language, "").split())


@cache
def _senses(language: str) -> dict[tuple[str, ...], int]:
    """Return the phrases of a language that bound a number, and from which side."""
    return {
        tuple(list(phrase) if language == "zh" else phrase.split()): sense
        for table, sense in ((_LOWER_OF, 1), (_UPPER_OF, -1))
        for phrase in table.get(language, "").split("|")
        if phrase
    }
