"""Tests of a query on texts: where they hold, and what an index must have for them to hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from reader.text import Excerpt, FoldedText, Span
from reader.workspace.query.syntax import (
    NearTest,
    PatternTest,
    QueryError,
    TextTest,
    WordsTest,
)

if TYPE_CHECKING:
    import regex

# A pattern that takes longer in one article, in seconds, would take minutes in a corpus.
_PATIENCE = 0.5
_ESCAPED = re.compile(r"\\.")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class SearchedText:
    """An article in all the forms that tests look at, each made when it is asked for."""

    excerpt: Excerpt

    @cached_property
    def alike(self) -> FoldedText:
        """The text with everything folded."""
        return FoldedText(self.excerpt.with_line_ends)

    @cached_property
    def exact(self) -> FoldedText:
        """The text with nothing folded but its normal form."""
        return FoldedText(self.excerpt.with_line_ends, exact=True)


def spans_of(test: TextTest, text: SearchedText) -> list[Span]:
    """Return where a test holds in an article, as spans of the excerpt that it is.

    Raises:
        QueryError: for a pattern that takes too long.
    """
    match test:
        case WordsTest(wording):
            form = text.exact if wording.exact else text.alike
            return [form.to_source(span) for span in wording.in_folded(form.text)]
        case NearTest():
            return _near(test, text.excerpt.with_line_ends)
        case PatternTest():
            found = _matches(test, text.excerpt.text)
            return [Span(*match.span()) for match in found if match.end() > match.start()]


def holds_in(test: TextTest, text: str, folded: str) -> bool:
    """Tell whether a test holds in a text that is given as it is, and folded.

    Raises:
        QueryError: for a pattern that takes too long.
    """
    match test:
        case WordsTest(wording):
            if not wording.exact:
                return wording.occurs_in(folded)
            return wording.occurs_in(FoldedText(text, exact=True).text)
        case NearTest():
            return bool(_near(test, text))
        case PatternTest():
            return next(_matches(test, text), None) is not None


def may_hold_in(test: TextTest, folded: str) -> bool:
    """Tell whether it is worth looking closer at a text, by its folded form."""
    match test:
        case WordsTest(wording):
            return replace(wording, exact=False).occurs_in(folded)
        case NearTest(first, second):
            return all(may_hold_in(WordsTest(one), folded) for one in (first, second))
        case _:
            return True


def tokens_of(test: TextTest) -> str:
    """Return what an index of tokens must have for a test to hold, in the language of FTS5.

    It is empty where the index is of no help.
    """
    match test:
        case WordsTest(wording):
            words = wording.tokens
            return " AND ".join(
                _any_form(forms, prefix=wording.prefix and word == len(words))
                for word, forms in enumerate(words, 1)
            )
        case NearTest(first, second):
            both = (tokens_of(WordsTest(first)), tokens_of(WordsTest(second)))
            return " AND ".join(filter(None, both))
        case _:
            return ""


def _any_form(forms: Iterable[tuple[str, ...]], *, prefix: bool) -> str:
    """Return the query for a word in one of its forms; with ``prefix`` its end may be missing."""
    star = "*" if prefix else ""
    each = (" AND ".join(f'"{token}"' for token in form) + star for form in forms)
    return f"({' OR '.join(f'({one})' for one in each)})"


def _near(test: NearTest, text: str) -> list[Span]:
    """Return the stretches from one wording to the other that have no more words between them."""
    firsts, seconds = test.first.spans(text), test.second.spans(text)
    found = []
    for first in firsts:
        for second in seconds:
            start, end = min(first.end, second.end), max(first.start, second.start)
            if first.overlaps(second) or first == second:
                continue
            between = islice(_WORD.finditer(text, start, end), test.within + 1)
            if sum(1 for _ in between) <= test.within:
                found.append(Span(min(first.start, second.start), max(first.end, second.end)))
                break
    return sorted(set(found))


def _matches(test: PatternTest, text: str) -> Iterator[regex.Match[str]]:
    try:
        yield from _compiled(test.pattern).finditer(text, timeout=_PATIENCE)
    except TimeoutError:
        raise QueryError(
            "this pattern takes too long",
            f"/{test.pattern}/",
            Span(0, len(test.pattern) + 2),
            "Repeat less within what is repeated: /a+b/ instead of /(a+)+b/",
        ) from None


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> regex.Pattern[str]:
    """Return a pattern; small letters find capitals where there is no capital in it."""
    import regex

    plain = _ESCAPED.sub("", pattern)
    flags = regex.V1 | (regex.IGNORECASE if plain == plain.lower() else regex.V1)
    return regex.compile(pattern, flags)
