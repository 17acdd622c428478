"""A text made of pieces of a source, and the way from each of its characters back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from reader.text.spans import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch ``[start, end)`` of a source as it is shown.

    ``shown`` is None where the source's own characters are shown. Otherwise it is what stands in
    their place (``&`` for ``&amp;``, a blank for a line break); each of its characters then stands
    for the whole stretch.
    """

    start: int
    end: int
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text made of pieces of a source, in the order of the source.

    ``text`` is what engines analyse and the screen shows. Offsets into it are turned into offsets
    of the source by ``to_source``, and back by ``from_source``. Characters that come from no piece
    (the blank line between two blocks) belong to the piece before them.
    """

    text: str
    _pieces: tuple[Piece, ...] = field(repr=False)
    _places: tuple[Span, ...] = field(repr=False)  # where each piece stands in ``text``

    @classmethod
    def of(cls, source: str, blocks: Iterable[Iterable[Piece]], separator: str = "\n\n") -> Excerpt:
        """Join the pieces of each block, and the blocks by ``separator``."""
        parts: list[str] = []
        pieces: list[Piece] = []
        places: list[Span] = []
        length = 0
        for number, block in enumerate(blocks):
            if number:
                parts.append(separator)
                length += len(separator)
            for piece in block:
                part = source[piece.start : piece.end] if piece.shown is None else piece.shown
                if part:
                    pieces.append(piece)
                    places.append(Span(length, length + len(part)))
                    parts.append(part)
                    length += len(part)
        return cls("".join(parts), tuple(pieces), tuple(places))

    @classmethod
    def whole(cls, source: str) -> Excerpt:
        """Return the excerpt that is all of ``source``."""
        return cls.of(source, [[Piece(0, len(source))]])

    def to_source(self, span: Span) -> Span:
        """Return the smallest span of the source that holds the characters of ``span``."""
        if not self._pieces:
            return Span(0, 0)
        start = self._character(span.start).start
        return Span(start, max(start, self._character(span.end - 1).end) if span else start)

    def from_source(self, span: Span) -> Span | None:
        """Return where the shown characters of a span of the source stand; None if there are none.

        A replaced stretch is shown whole as soon as ``span`` touches it.
        """
        first = bisect_right(self._pieces, span.start, key=lambda piece: piece.end)
        last = bisect_right(self._pieces, span.end - 1, key=lambda piece: piece.start) - 1
        if not span or first > last:
            return None
        start, end = self._places[first].start, self._places[last].end
        if self._pieces[first].shown is None:
            start += max(0, span.start - self._pieces[first].start)
        if self._pieces[last].shown is None:
            end -= max(0, self._pieces[last].end - span.end)
        return Span(start, end)

    def _character(self, offset: int) -> Span:
        """Return the span of the source that the character at ``offset`` stands for."""
        index = max(0, bisect_right(self._places, offset, key=lambda place: place.start) - 1)
        piece, place = self._pieces[index], self._places[index]
        if offset >= place.end:
            return Span(piece.end, piece.end)
        if piece.shown is not None:
            return Span(piece.start, piece.end)
        start = piece.start + max(0, offset - place.start)
        return Span(start, start + 1)
