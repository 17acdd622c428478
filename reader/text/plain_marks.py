"""Quotation marks, apostrophes and dashes: which there are, and what they are on a keyboard."""

from __future__ import annotations

QUOTES = dict.fromkeys("‘’‚‛′ʼʻ`´‹›", "'") | dict.fromkeys("“”„‟″«»〝〞＂", '"')
DASHES = dict.fromkeys("‐‑‒–—―−⁃֊־᐀᠆⸗⸚゠﹘﹣－", "-")
# What closes a quotation that each mark has opened, in the languages that use it.
CLOSERS = {
    "“": "”", "„": "“”\"", "‟": "”", "”": "”", '"': '"', "＂": "＂",
    "«": "»", "»": "«»", "‹": "›", "›": "‹›", "「": "」",
    "『": "』", "'": "'", "‘": "’", "‚": "‘’", "〝": "〞〟",
}  # fmt: skip
# What ends a sentence or a quotation: behind these a line that is broken off does not go on.
LINE_ENDS = frozenset('.!?…:;。！？؟۔"”»')
# Stands in a text for the hyphen of a line end that is shown, its line end not: a noncharacter
# (Unicode, chapter 23.7), which no text should hold.
TORN_HYPHEN = "\ufdd0"
_PLAIN_QUOTES, _PLAIN = str.maketrans(QUOTES), str.maketrans(QUOTES | DASHES)


def with_plain_quotes(text: str) -> str:
    """Return a text of the same length, any quotation mark in it like any other of its kind."""
    return text.translate(_PLAIN_QUOTES)


def with_plain_marks(text: str) -> str:
    """Return a text of the same length, its quotation marks and dashes like any others."""
    return text.translate(_PLAIN)
