"""Queries as trees: words, patterns and fields, joined by and, or and not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from reader.errors import ReaderError
from reader.text import Span, Wording, fold, folded_text

# The quotation marks of a query: what opens some words, and what closes them.
OPENING, CLOSING = '"“„«»', '"”“«»'
_MARKS = re.compile(f"[{OPENING}{CLOSING}]")
_ESCAPED_MARKS = re.compile(rf"\\([{OPENING}{CLOSING}])")


def quoted_value(value: str) -> str:
    """Return a value as a query takes it whatever it holds: in quotation marks, its own escaped."""
    escaped = _MARKS.sub(r"\\\g<0>", value)
    return f'"{escaped}"'


def unescaped(value: str) -> str:
    """Return the words between the quotation marks of a query."""
    return _ESCAPED_MARKS.sub(r"\1", value)


class QueryError(ReaderError):
    """A query that can't be understood; ``span`` is the place in it."""

    exit_code = 2

    def __init__(self, message: str, query: str, span: Span, remedy: str = "") -> None:
        pointed = f"{query[: span.start]}▸{span.of(query)}◂{query[span.end :]}"
        super().__init__(message, place=pointed, remedy=remedy)
        self.span = span


@dataclass(frozen=True, slots=True)
class WordsTest:
    """Holds where there are words in a row."""

    wording: Wording


@dataclass(frozen=True, slots=True)
class NearTest:
    """Holds where two wordings stand with at most ``within`` words between them."""

    first: Wording
    second: Wording
    within: int


@dataclass(frozen=True, slots=True)
class PatternTest:
    """Holds where a regular expression matches the text as it is shown, in either normal form.

    Small letters find capitals where the pattern has no capital. Nothing else is folded.
    """

    pattern: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class FieldTest:
    """Holds where a field has a value; an empty value stands for none.

    ``value`` is as it was typed; ``prefix`` lets it be the beginning of a value, and ``exact``
    takes it as it stands. The name of the field of names is ``@``.
    """

    name: str
    value: str
    prefix: bool = False
    exact: bool = False

    @property
    def wording(self) -> Wording:
        """The value as words in a row."""
        return Wording(self.value, self.exact, self.prefix)

    def form(self, text: str) -> str:
        """Return a text as its value is compared with it: folded, unless ``exact``."""
        return folded_text(text, exact=True).text if self.exact else fold(text)

    @property
    def sign(self) -> str:
        """The field as it stands before a value: ``tag:``, ``@``."""
        return self.name if self.name == "@" else f"{self.name}:"


@dataclass(frozen=True, slots=True)
class Not:
    """Holds where its part doesn't."""

    part: Query


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds where all of its parts do."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds where one of its parts does."""

    parts: tuple[Query, ...]


TextTest: TypeAlias = WordsTest | NearTest | PatternTest
Test: TypeAlias = TextTest | FieldTest
Query: TypeAlias = Test | Not | AllOf | AnyOf


def asked_tests(query: Query) -> Iterator[Test]:
    """Yield the tests of a query but those that must not hold, in their order."""
    match query:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from asked_tests(part)
        case Not():
            return
        case _:
            yield query


def text_tests(query: Query) -> Iterator[TextTest]:
    """Yield the tests of a query that say where in a text something stands, in their order."""
    return (test for test in asked_tests(query) if not isinstance(test, FieldTest))


def words_of_any(query: Query) -> list[Wording]:
    """Return the words of which a query asks for any; none where it asks for anything else."""
    parts = query.parts if isinstance(query, AnyOf) else (query,)
    words = [part.wording for part in parts if isinstance(part, WordsTest)]
    return words if len(words) == len(parts) else []
