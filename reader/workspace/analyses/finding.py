"""Words found in an article, whatever blanks and line breaks stand between them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.text import Excerpt, Span


def occurrences(excerpt: Excerpt, query: str, *, exact: bool = False) -> list[Span]:
    """Return where ``query`` stands in an excerpt, as spans of its source, in order.

    Blanks match any blanks. With ``exact`` letters match in their case and words as a whole;
    otherwise ``query`` in small letters matches both cases, and parts of words too.
    """
    parts = [re.escape(part) for part in query.split()]
    if not parts:
        return []
    pattern = r"\s+".join(parts)
    if exact:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    ignored = re.IGNORECASE if not exact and query == query.lower() else re.NOFLAG
    return [
        excerpt.to_source(Span(*match.span()))
        for match in re.finditer(pattern, excerpt.text, ignored)
    ]


def has_words(text: str, words: Iterable[str]) -> bool:
    """Tell whether a line has all ``words`` (in small letters), in any order and case."""
    folded = text.casefold()
    return all(word in folded for word in words)


def parts_of_filter(text: str) -> tuple[list[str], list[str]]:
    """Return the words of a filter in small letters, and the names of entities after each ``@``.

    A name goes on to the next ``@`` or to the end: ``ferry @County Council @NATO``.
    """
    words, *names = text.split("@")
    return words.casefold().split(), [name for part in names if (name := " ".join(part.split()))]
