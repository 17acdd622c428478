"""The text of an XML file as a parser takes it whole: entities resolved, bare marks escaped."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from typing import NamedTuple

_QUOTED = r"\"[^\"]*\"|'[^']*'"
_COMMENT = r"<!--.*?(?:-->|\Z)"
_TYPE = re.compile(
    rf"\A((?:\s|<\?.*?(?:\?>|\Z)|{_COMMENT})*+)<!DOCTYPE(?:{_QUOTED}|[^\"'<>\[])*+"
    rf"(?:\[((?:{_COMMENT}|{_QUOTED}|[^\]\"'])*+)\]\s*+)?>",
    re.DOTALL,
)
_ENTITY = re.compile(rf"{_COMMENT}|<!ENTITY\s+([A-Za-z][\w.:-]*)\s+({_QUOTED})\s*>", re.DOTALL)
_NUMBER = r"&#(?:\d+|[xX][\da-fA-F]+);"
_PIECE = re.compile(
    rf"<!\[CDATA\[.*?(?:\]\]>|\Z)|{_COMMENT}|<\?.*?(?:\?>|\Z)"
    rf"|&(?P<name>[A-Za-z][\w.:-]*);|(?P<number>{_NUMBER})"
    r"|(?P<bare>&|<(?![^\W\d]|[:/!?]))|(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f])",
    re.DOTALL,
)
_LONGEST = 200  # characters that an entity may stand for, so that a file hardly grows


class SoundText(NamedTuple):
    """A text that a parser loses nothing of, and the entities in it that nothing explains."""

    text: str
    unexplained: tuple[str, ...]


def sound(text: str) -> SoundText:
    """Return the text of an XML file with the entities of HTML, and its own ones, as characters.

    Its own are those that stand for characters alone: those that name others, markup or a file are
    never expanded. They, unknown ones, and each ``&`` and ``<`` that begins nothing, are text.
    Control characters are blanks; the document type is left out.
    """
    head = _TYPE.match(text)
    own = _entities(head[2] or "") if head else {}
    unexplained: dict[str, None] = {}

    def replaced(match: re.Match[str]) -> str:
        kind, piece = match.lastgroup, match[0]
        if kind == "number":
            return _as_numbers(unescape(piece))
        if kind == "bare":
            return _as_numbers(piece)
        if kind == "control":
            return " "
        if kind != "name":
            return piece
        characters = own.get(match["name"]) or html5.get(f"{match['name']};")
        if characters is None:
            unexplained[piece] = None
            return f"{_as_numbers('&')}{piece[1:]}"
        return _as_numbers(characters)

    rest = text[head.end() :] if head else text
    return SoundText((head[1] if head else "") + _PIECE.sub(replaced, rest), tuple(unexplained))


def _entities(declared: str) -> dict[str, str]:
    """Return the entities that a document type declares to stand for characters alone."""
    values = ((name, quoted[1:-1]) for name, quoted in _ENTITY.findall(declared) if name)
    return {
        name: unescape(value)
        for name, value in values
        if len(value) <= _LONGEST and not re.search("[&<%]", re.sub(_NUMBER, "", value))
    }


def _as_numbers(characters: str) -> str:
    """Return characters as references: a parser loses named ones after a fault, even ``&amp;``."""
    return "".join(f"&#{ord(character)};" for character in characters)
