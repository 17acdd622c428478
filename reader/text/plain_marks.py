"""Quotation marks, apostrophes and dashes, as what they stand for on a keyboard."""

from __future__ import annotations

QUOTES = dict.fromkeys("‘’‚‛′ʼʻ`´‹›", "'") | dict.fromkeys("“”„‟″«»〝〞＂", '"')
DASHES = dict.fromkeys("‐‑‒–—―−⁃", "-")
_PLAIN_QUOTES, _PLAIN = str.maketrans(QUOTES), str.maketrans(QUOTES | DASHES)


def with_plain_quotes(text: str) -> str:
    """Return a text of the same length, any quotation mark in it like any other of its kind."""
    return text.translate(_PLAIN_QUOTES)


def with_plain_marks(text: str) -> str:
    """Return a text of the same length, its quotation marks and dashes like any others."""
    return text.translate(_PLAIN)
