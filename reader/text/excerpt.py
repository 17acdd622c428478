"""A text made of pieces of a source, and the way from each of its characters back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from reader.text.plain_marks import TORN_HYPHEN
from reader.text.spans import Span
from reader.text.tokens import found_words

_PLACES = 5  # numbers of a piece
_HYPHENS = ("-", "\u2010")
_LONGEST = 40  # characters of a word
_START, _END = attrgetter("start"), attrgetter("end")


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

    @classmethod
    def restored(cls, text: str, places: Sequence[int]) -> Excerpt:
        """Return the excerpt that has this text and these ``places``."""
        rows = list(zip(*[iter(places)] * _PLACES, strict=True))
        return cls(
            text,
            tuple(Piece(a, b, text[c:d] if replaced else None) for a, b, c, d, replaced in rows),
            tuple(Span(c, d) for _, _, c, d, _ in rows),
        )

    @property
    def places(self) -> list[int]:
        """Five numbers for each piece: where it begins and ends in the source, and in the text.

        The fifth is 1 where something else is shown in its place, else 0.
        """
        return [
            number
            for piece, place in zip(self._pieces, self._places, strict=True)
            for number in (piece.start, piece.end, place.start, place.end, piece.shown is not None)
        ]

    @property
    def with_line_ends(self) -> str:
        """The text with a line feed for each blank that stands for the line end of a source.

        A hyphen whose line end is not shown is a ``TORN_HYPHEN``.
        """
        if not any(hyphen in self.text for hyphen in _HYPHENS):  # nothing else needs to know them
            return self.text
        characters = list(self.text)
        for piece, place in zip(self._pieces, self._places, strict=True):
            if piece.shown == " ":
                characters[place.start] = "\n"
        for at in self.torn_hyphens:
            characters[at] = TORN_HYPHEN
        return "".join(characters)

    @property
    def torn_hyphens(self) -> list[int]:
        """The places of hyphens between two letters at line ends of the source."""
        text = self.text
        return [
            place.end - 1
            for (piece, place), (after, onward) in pairwise(
                zip(self._pieces, self._places, strict=True)
            )
            if text[place.end - 1] in _HYPHENS
            and piece.end < after.start
            and place.end == onward.start
            and text[onward.start].isalpha()
            and text[max(0, place.end - 2)].isalpha()
        ]

    def with_whole_words_of(self, other: str) -> str:
        """Return the text with the words whole that another text has whole, of the same length.

        A hyphen at a line end within them is a soft hyphen.
        """
        torn = self.torn_hyphens
        if not torn:
            return self.text
        characters, known = list(self.text), {word.lower() for word in found_words(other)}
        for at in torn:
            before = found_words(self.text[max(0, at - _LONGEST) : at])[-1]
            after = found_words(self.text[at + 1 : at + 1 + _LONGEST])[0]
            if f"{before}{after}".lower() in known:
                characters[at] = "\xad"
        return "".join(characters)

    def to_source(self, span: Span) -> Span:
        """Return the smallest span of the source that holds the characters of ``span``."""
        if not self._pieces:
            return Span(0, 0)
        start = self._character(span.start).start
        if not span:
            return Span(start, start)
        return Span(start, max(start, self._character(span.end - 1).end))

    def to_sources(self, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the spans of ``to_source`` for starts and ends; of many, far sooner."""
        if self._pieces == (Piece(0, len(self.text)),):  # each is its own
            return [*places]
        starts = [place.start for place in self._places]
        found = []
        for start, end in places:
            index = max(0, bisect_right(starts, start) - 1)
            if start < end <= self._places[index].end and self._pieces[index].shown is None:
                by = self._pieces[index].start - starts[index]  # as nearly all do
                found.append((start + by, end + by))
            else:
                span = self.to_source(Span(start, end))
                found.append((span.start, span.end))
        return found

    def from_source(self, span: Span) -> Span | None:
        """Return the place of the shown characters of a span of the source; None if there are none.

        A replaced stretch is shown whole as soon as ``span`` touches it.
        """
        first = bisect_right(self._pieces, span.start, key=_END)
        last = bisect_right(self._pieces, span.end - 1, key=_START)
        return self._from_source(span, first, last - 1)

    def from_sources(self, places: Iterable[tuple[int, int]]) -> list[Span | None]:
        """Return the places of ``from_source`` for starts and ends of spans; of many, sooner."""
        starts = [piece.start for piece in self._pieces]
        ends = [piece.end for piece in self._pieces]
        return [
            self._from_source(
                Span(start, end), bisect_right(ends, start), bisect_right(starts, end - 1) - 1
            )
            for start, end in places
        ]

    def _from_source(self, span: Span, first: int, last: int) -> Span | None:
        """Return the place of a span of the source that touches these pieces."""
        if not span or first > last:
            return None
        start, end = self._places[first].start, self._places[last].end
        if self._pieces[first].shown is None:
            start += max(0, span.start - self._pieces[first].start)
        if self._pieces[last].shown is None:
            end -= max(0, self._pieces[last].end - span.end)
        return Span(start, end)

    def _character(self, offset: int) -> Span:
        """Return the span in the source of the character at ``offset``."""
        index = max(0, bisect_right(self._places, offset, key=_START) - 1)
        piece, place = self._pieces[index], self._places[index]
        if offset >= place.end:
            return Span(piece.end, piece.end)
        if piece.shown is not None:
            return Span(piece.start, piece.end)
        start = piece.start + max(0, offset - place.start)
        return Span(start, start + 1)
