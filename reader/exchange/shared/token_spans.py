"""Cut a text into tokens so that no passage begins or ends within one.

A token never splits a grapheme cluster: where a passage does, the token is the whole cluster.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from reader.exchange.values import PassageItem
from reader.lazy import lazy_pattern
from reader.text import Span, cluster_at, snapped

# The words for the loss that ``off_token`` counts.
OFF_TOKEN = "off-token spans: passages that begin or end within a character of several signs"
# What belongs to the character before it: vowel signs, accents, joiners.
_MARKS = r"[\p{M}\p{Grapheme_Cluster_Break=Extend}\p{Grapheme_Cluster_Break=SpacingMark}\u200d]*"
# Blanks, words, the signs of Chinese, whose words no blanks part, and other single characters.
_TOKEN = lazy_pattern(rf"\s+|(?:(?!\p{{Han}})\w{_MARKS})+|\p{{Han}}{_MARKS}|\X")


def tokens(text: str, cuts: Iterable[int]) -> list[Span]:
    """Return words and marks of a text in order, cut where ``cuts`` are, without the blanks."""
    places = sorted(place for place in set(cuts) if cluster_at(text, place).start == place)
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


def off_token(text: str, passages: Sequence[PassageItem]) -> int:
    """Return the number of passages that no cut of the text into tokens holds."""
    spans = (Span(one.start, one.end) for one in passages)
    return sum(snapped(span, text) != span for span in spans)


def token_range(found: Sequence[Span], start: int, end: int) -> tuple[int, int] | None:
    """Return the first and the last token (inclusive) that lie in ``[start, end)``, if any do."""
    first = bisect_left(found, start, key=lambda span: span.start)
    after = bisect_left(found, end, key=lambda span: span.start)
    return (first, after - 1) if first < after else None
