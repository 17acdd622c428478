"""The names, numbers and dates of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.duplicates.align.entity_names import same_entity
from reader.duplicates.align.sentence_words import NamedWords, SentenceWords
from reader.duplicates.values import ChangeKind
from reader.text import Span
from reader.text.dates.calendar_date import CalendarDate
from reader.text.numbers.quantity import CENTURY, DECADE, Quantity

_YEARS = range(1900, 2100)

# The sign of a currency has at most so many characters (``US$``).
_SIGN = 3
_SIGN_BEFORE = re.compile(r"(?:(?<![\w)])[-\u2013\u2212])?(?:(?:\b[A-Z]{1,2})?[$€£¥₽₹])?$")
_SIGN_AFTER = re.compile(r"[ \u00a0\u202f]?[$€£¥₽₹%٪‰°℃℉]")


@dataclass(frozen=True, slots=True)
class Fact:
    """A name, number or date: the words ``[start, end)`` of a sentence, and its value."""

    kind: ChangeKind
    start: int
    end: int
    value: NamedWords | Quantity | CalendarDate

    @property
    def weak(self) -> bool:
        """Tell whether it says something only in the place of another one (*one*, *first*)."""
        return isinstance(self.value, Quantity) and self.value.weak


def facts(side: SentenceWords) -> list[Fact]:
    """Return the facts of a sentence: dates, numbers, names."""
    return [
        *(Fact(ChangeKind.DATE, one.start, one.end, one) for one in side.dates),
        *(Fact(_kind_of(one), one.start, one.end, one) for one in side.quantities),
        *(Fact(ChangeKind.NAME, one.start, one.end, one) for one in side.names),
    ]


def _kind_of(number: Quantity) -> ChangeKind:
    """Return the kind of fact that a number is: decades and centuries tell of a time."""
    return ChangeKind.DATE if number.unit in (CENTURY, DECADE) else ChangeKind.NUMBER


def may_be_year(fact: Fact, language: str) -> bool:
    """Tell whether a number can be a year: it counts nothing that is known."""
    number = fact.value
    if not isinstance(number, Quantity) or (language == "en" and number.noun.endswith("s")):
        return False
    return all(value in _YEARS and unit in ("", "year") for value, unit in number.readings)


def is_same(a: SentenceWords, one: Fact, b: SentenceWords, other: Fact) -> bool:
    """Tell whether two facts of one kind mean the same."""
    match one.value, other.value:
        case CalendarDate() as first, CalendarDate() as second:
            return first.equals(second)
        case Quantity() as first, Quantity() as second:
            return first.equals(second) and _has_same_unit(a, first, b, second)
        case NamedWords(), NamedWords():
            return same_entity(fact_words(a, one), fact_words(b, other), a.language)
    return False


def _has_same_unit(a: SentenceWords, one: Quantity, b: SentenceWords, other: Quantity) -> bool:
    """Tell whether two numbers of equal value have one unit.

    One that leaves it out has it all the same where its words are others, or a neighbour has it.
    """
    if (
        bool(one.unit) == bool(other.unit)
        or a.plain[one.start : one.end] != b.plain[other.start : other.end]
    ):
        return True
    side, bare, unit = (b, other, one.unit) if one.unit else (a, one, other.unit)
    return any(
        near.start - bare.end in (0, 1) or bare.start - near.end in (0, 1)
        for near in side.quantities
        if near.unit == unit
    )


def fact_span(side: SentenceWords, fact: Fact) -> Span:
    """Return the span of a fact, the sign of a currency or of per cent included."""
    span = side.span(fact.start, fact.end)
    assert span is not None
    start, end, text = span.start, span.end, side.text
    if fact.kind is ChangeKind.NUMBER:
        before = _SIGN_BEFORE.search(text, max(side.sentence.start, start - _SIGN), start)
        after = _SIGN_AFTER.match(text, end, side.sentence.end)
        start, end = before.start() if before else start, after.end() if after else end
    return Span(start, end)


def fact_words(side: SentenceWords, fact: Fact) -> list[str]:
    """Return the words of a fact as they stand in the text."""
    return [side.word(at) for at in range(fact.start, fact.end)]
