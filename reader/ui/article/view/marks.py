"""Marks that the reading view is given to show, besides the article itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A stretch ``[start, end)`` of the source that a layer of the view sets off.

    ``kind`` says how: the type of a mention (``PER`` ...), ``current`` for the search hit that one
    stands on. ``key`` is whatever its maker wants to know it by.
    """

    start: int
    end: int
    kind: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """The look of a tag: one letter for the gutter, and a colour (``#rrggbb`` or a CSS name).

    ``bar`` stands beside the rows that follow that of the letter.
    """

    letter: str
    color: str
    bar: str = "┃"


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A passage as it is drawn: its stretch ``[start, end)`` of the source, its tags, its note."""

    start: int
    end: int
    badges: tuple[Badge, ...] = ()
    key: str = ""
    has_note: bool = False

    def lanes(self) -> Iterator[Badge]:
        """Yield the strokes of the gutter: one of each tag, or a plain bar where there is none."""
        yield from self.badges or (Badge("•", ""),)
