"""Halves of characters, as JSON can name them, which nothing can write."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Escapes one after the other: a pair of surrogates, a lone one, any other.
_ESCAPE = re.compile(
    r"\\(?:u(?i:d[89ab]HH)\\u(?i:d[c-f]HH)|(?P<lone>u(?i:d[89a-f]HH))|.)".replace("H", "[0-9a-f]"),
    re.DOTALL,
)
_LONE = re.compile("[\ud800-\udfff]")


def without_lone_surrogates(line: str) -> str:
    """Return JSON with U+FFFD for each escape of half a character, which nothing can write."""
    if not _may_have_some(line):
        return line
    return _ESCAPE.sub(lambda match: "\\ufffd" if match["lone"] else match[0], line)


def lone_surrogates(line: str) -> Iterator[int]:
    """Yield the places of the escapes that ``without_lone_surrogates`` replaces."""
    if _may_have_some(line):
        yield from (match.start() for match in _ESCAPE.finditer(line) if match["lone"])


def _may_have_some(line: str) -> bool:
    return "\\u" in line and ("\\ud" in line or "\\uD" in line)


def encodable(text: str) -> str:
    """Return ``text`` with U+FFFD for each half of a character, which nothing can write."""
    return text if text.isascii() else _LONE.sub("\ufffd", text)
