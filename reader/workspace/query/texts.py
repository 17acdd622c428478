"""Tests of a query on texts: where they hold, and what an index must have for them to hold."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import is_normalized, normalize

from reader.text import LINE_HYPHEN, WORD, Excerpt, Span, Wording, folded_text, is_beginning
from reader.workspace.query.needed_text import needed_text
from reader.workspace.query.syntax import NearTest, PatternTest, QueryError, TextTest, WordsTest

if TYPE_CHECKING:
    import regex

# A pattern that takes longer in one article, in seconds, would take minutes in a corpus.
_PATIENCE = 0.5
_ESCAPED = re.compile(r"\\.")
# Parts that allow for errors (or look like them), and patterns with comments in them.
_UNGUARDED = re.compile(r"\{(?![\d,]*\})|\(\?[\w-]*x")

# In a text without these, and without hyphens at line ends, words are found exactly as they stand.
_UNSEEN = re.compile(
    "[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2010\u2066-\u206f\ufeff]"
)

Place: TypeAlias = tuple[int, int]


def places_of(test: TextTest, excerpt: Excerpt) -> list[Place]:
    """Return the places in an article that a test holds for: starts and ends in the excerpt.

    Raises:
        QueryError: for a pattern that takes too long.
    """
    match test:
        case WordsTest(wording):
            form = folded_text(excerpt.with_line_ends, wording.exact)
            return form.to_sources(wording.places_in(form.text))
        case NearTest(first, second, within):
            one, other = (places_of(WordsTest(each), excerpt) for each in (first, second))
            return _near(one, other, excerpt.with_line_ends, within)
        case PatternTest():
            composed, to_shown = _composed(excerpt.text)
            found = (match.span() for match in _matches(test, composed))
            return [to_shown(start, end) for start, end in found if end > start]


def holds_in(test: TextTest, text: str, folded: str) -> bool:
    """Tell whether a test holds in a text that is given as it is, and folded.

    Raises:
        QueryError: for a pattern that takes too long.
    """
    match test:
        case WordsTest(wording):
            if not wording.exact:
                return wording.occurs_in(folded)
            return wording.occurs_in(folded_text(text, exact=True).text)
        case NearTest():
            return bool(places_of(test, Excerpt.whole(text)))
        case PatternTest():
            return next(_matches(test, normalize("NFC", text)), None) is not None


def exact_places(wording: Wording, text: str, folded: str) -> list[Place] | None:
    """Return the places of exact words in an excerpt's text; None where that is not so plain.

    ``folded`` is the folded text of the excerpt.
    """
    if not (wording.exact and wording.text.isascii()):
        return None
    if LINE_HYPHEN in folded or not (text.isascii() or not _UNSEEN.search(text)):
        return None
    return wording.places_in(text)


def may_hold_in(test: TextTest, folded: str) -> bool:
    """Tell whether it is worth looking closer at a text, by its folded form."""
    match test:
        case WordsTest(wording):
            return wording.alike.occurs_in(folded)
        case NearTest(first, second, within):
            one, other = (each.alike.places_in(folded) for each in (first, second))
            return bool(_near(one, other, folded, within))
        case PatternTest(pattern):
            return LINE_HYPHEN in folded or all(one in folded for one in needed_text(pattern))


def tokens_of(test: TextTest) -> str:
    """Return the condition of a test on an index of tokens, in the language of FTS5.

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

    def one_of(form: tuple[str, ...]) -> str:
        *firsts, last = (f'"{token}"{"*" * is_beginning(token)}' for token in form)
        if prefix:
            last = f"{last.removesuffix('*')}*"
        return " AND ".join((*firsts, last))

    return f"({' OR '.join(f'({one_of(form)})' for form in forms)})"


def in_order(found: Iterable[Sequence[Place]]) -> Sequence[Place]:
    """Return the places of several tests, each once."""
    some = [places for places in found if places]
    return some[0] if len(some) == 1 else sorted({place for places in some for place in places})


def _near(firsts: Sequence[Place], seconds: Sequence[Place], text: str, within: int) -> list[Place]:
    """Return the places from one of two to the next other with at most so many words between them.

    Either are in order, without overlaps among themselves.
    """
    starts, ends = [start for start, _ in seconds], [end for _, end in seconds]
    found = set()
    for start, end in firsts:
        before, after = bisect_right(ends, start) - 1, bisect_left(starts, end)
        if before >= 0 and _is_near(text, ends[before], start, within):
            found.add((starts[before], end))
        elif after < len(starts) and _is_near(text, end, starts[after], within):
            found.add((start, ends[after]))
    return sorted(found)


def _is_near(text: str, start: int, end: int, within: int) -> bool:
    """Tell whether a stretch has at most so many words."""
    return sum(1 for _ in islice(WORD.finditer(text, start, end), within + 1)) <= within


def _composed(text: str) -> tuple[str, Callable[[int, int], Place]]:
    """Return a text with its letters composed, and the way from places in that back to the text."""
    if is_normalized("NFC", text):
        return text, lambda start, end: (start, end)
    import regex

    parts: list[str] = []
    places: list[Place] = []  # in the text, of each character of the composed one
    for cluster in regex.finditer(r"\X", text):
        part = normalize("NFC", cluster[0])
        parts.append(part)
        if len(part) == len(cluster[0]):
            places += [(place, place + 1) for place in range(*cluster.span())]
        else:
            places += [cluster.span()] * len(part)
    return "".join(parts), lambda start, end: (places[start][0], places[end - 1][1])


def _matches(test: PatternTest, text: str) -> Iterator[regex.Match[str]]:
    is_longer_folded = len(text.casefold()) > len(text)
    try:
        yield from _compiled(test.pattern, is_longer_folded).finditer(text, timeout=_PATIENCE)
    except TimeoutError:
        raise QueryError(
            "this pattern takes too long",
            f"/{test.pattern}/",
            Span(0, len(test.pattern) + 2),
            "Repeat less within what is repeated: /a+b/ instead of /(a+)+b/",
        ) from None


@lru_cache(maxsize=64)
def _compiled(pattern: str, is_longer_folded: bool) -> regex.Pattern[str]:
    """Return a pattern for composed text; without a capital in it small letters find them too.

    Where a text has letters that are several when folded, as ß is ss, the module may never come to
    the end of its search for what follows a repetition. It does where it counts errors, of which
    none is allowed.
    """
    import regex

    pattern = normalize("NFC", pattern)
    plain = _ESCAPED.sub("", pattern)
    flags = regex.V1 | (regex.IGNORECASE if plain == plain.lower() else regex.V1)
    if is_longer_folded and not _UNGUARDED.search(plain):
        pattern = f"(?:{pattern}){{s<=0}}"
    return regex.compile(pattern, flags)
