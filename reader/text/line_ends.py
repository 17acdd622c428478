"""Line ends: a text with each as a line feed, and the way back to its own characters."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.text.excerpt import Excerpt, Piece

_LINE_END = re.compile("\r\n?")


def with_line_feeds(text: str) -> str:
    """Return a text whose lines all end with a line feed."""
    return _LINE_END.sub("\n", text) if "\r" in text else text


@lru_cache(maxsize=8)  # many passages of one text are sought one after the other
def in_line_feeds(source: str) -> Excerpt:
    """Return a source as an excerpt whose text is that of ``with_line_feeds``."""
    pieces, start = [], 0
    for found in _LINE_END.finditer(source):
        pieces += [Piece(start, found.start()), Piece(*found.span(), "\n")]
        start = found.end()
    return Excerpt.of(source, [[*pieces, Piece(start, len(source))]])
