"""Halves of characters, as JSON can name them, which nothing can write."""

from __future__ import annotations

import re

# Escapes one after the other: a pair of surrogates, a lone one, any other.
_ESCAPE = re.compile(
    r"\\(?:u(?i:d[89ab]HH)\\u(?i:d[c-f]HH)|(?P<lone>u(?i:d[89a-f]HH))|.)".replace("H", "[0-9a-f]"),
    re.DOTALL,
)
_LONE = re.compile("[\ud800-\udfff]")


def without_lone_surrogates(line: str) -> str:
    """Return JSON with U+FFFD for each escape of half a character, which nothing can write."""
    if "\\u" not in line or ("\\ud" not in line and "\\uD" not in line):
        return line
    return _ESCAPE.sub(lambda match: "\\ufffd" if match["lone"] else match[0], line)


def encodable(text: str) -> str:
    """Return ``text`` with U+FFFD for each half of a character, which nothing can write."""
    return text if text.isascii() else _LONE.sub("\ufffd", text)
