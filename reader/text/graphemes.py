"""Grapheme clusters: what a reader takes for one character (Unicode UAX 29)."""

from __future__ import annotations

import unicodedata

from reader.lazy import lazy_pattern
from reader.text.spans import Span

_CLUSTER = lazy_pattern(r"\X")
# A cluster is rarely longer; looking further back would cost time on hostile text.
_REACH = 64


def snapped(span: Span, text: str) -> Span:
    """Return the smallest span that holds ``span`` and splits no grapheme cluster."""
    return Span(cluster_at(text, span.start).start, cluster_before(text, span.end).end)


def cluster_at(text: str, offset: int) -> Span:
    """Return the cluster that holds the character at ``offset`` (empty at the end of the text)."""
    if offset >= len(text):
        return Span(len(text), len(text))
    if text[max(0, offset - 1) : offset + 2].isascii() and text[offset] not in "\r\n":
        return Span(offset, offset + 1)
    start = _safe_start(text, offset)
    # A slice, because the pattern itself looks back over all the flags that stand before.
    for match in _CLUSTER.finditer(text[start : offset + _REACH]):
        if start + match.end() > offset:
            return Span(*match.span()).shifted(start)
    return Span(offset, offset + 1)


def cluster_before(text: str, offset: int) -> Span:
    """Return the cluster that holds the character before ``offset`` (empty at the start)."""
    return cluster_at(text, offset - 1) if offset > 0 else Span(0, 0)


def _safe_start(text: str, offset: int) -> int:
    """Return a place at or before ``offset`` where a cluster surely begins."""
    start = offset
    while start > max(0, offset - _REACH) and not _begins_cluster(text, start):
        start -= 1
    return start


def _begins_cluster(text: str, offset: int) -> bool:
    """Tell, without reading further back than one character, that a cluster begins here."""
    if text[offset] == "\n":
        return offset == 0 or text[offset - 1] != "\r"
    return text[offset].isascii() and (
        offset == 0 or unicodedata.category(text[offset - 1]) != "Lo"
    )
