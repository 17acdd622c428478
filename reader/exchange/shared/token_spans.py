"""Cut a text into tokens so that no passage begins or ends within one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from reader.text import Span

# Words, single marks, and blanks.
_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


def tokens(text: str, cuts: Iterable[int]) -> list[Span]:
    """Return words and marks of a text in order, cut where ``cuts`` are, without the blanks."""
    places = sorted(set(cuts))
    found: list[Span] = []
    at = 0
    for match in _TOKEN.finditer(text):
        if match[0].isspace():
            continue
        start, end = match.span()
        while at < len(places) and places[at] <= start:
            at += 1
        ends = [start]
        while at < len(places) and places[at] < end:
            ends.append(places[at])
            at += 1
        found += (Span(a, b) for a, b in pairwise((*ends, end)))
    return found


def token_range(found: Sequence[Span], start: int, end: int) -> tuple[int, int] | None:
    """Return the first and the last token (inclusive) that lie in ``[start, end)``, if any do."""
    first = bisect_left(found, start, key=lambda span: span.start)
    after = bisect_left(found, end, key=lambda span: span.start)
    return (first, after - 1) if first < after else None
