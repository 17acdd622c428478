"""The text that a view shows, in parts that are wrapped one by one, and the way to the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reader.cleaning import Article, Role, Shown, Style
from reader.text import Excerpt, Span, cluster_at
from reader.ui.article.view.cells import UNSEEN
from reader.ui.article.view.motions import Motion
from reader.ui.article.view.tables import stops_of

# Longer blocks are cut, at a line break or a blank, so that no key waits for a whole file.
_LIMIT = 4_096
_LONGEST = 16 * _LIMIT  # with what takes no column
_CLOSE = frozenset({Role.LIST_ITEM, Role.TABLE_ROW})
_HEADINGS = frozenset({Role.TITLE, Role.HEADING})
_TABS = re.compile("\t+")  # before a cell and the empty ones that it follows
LANDMARKS = ("heading", "cell")
_META = frozenset({Role.SECTION, Role.BYLINE, Role.DATE, Role.SOURCE})


@dataclass(frozen=True, slots=True)
class FlowPart:
    """A stretch of a flow that is wrapped by itself: a block, or a piece of a long one.

    ``first`` is false for all pieces of a block but its first; ``gap`` is how many empty rows
    stand above. ``stops`` are the columns where those of its table end (see ``tables``).
    """

    start: int
    end: int
    role: Role | None = None
    level: int = 0
    first: bool = True
    gap: int = 0
    stops: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class StyledSpan:
    """A stretch of a flow that the markup of its source sets in a style."""

    start: int
    end: int
    style: Style


class Flow:
    """A text to show. Places in it are called indexes, those in the source offsets."""

    def __init__(
        self, excerpt: Excerpt, parts: list[FlowPart], styles: list[StyledSpan], length: int
    ) -> None:
        self.excerpt = excerpt
        self.text = excerpt.text
        self.parts = parts or [FlowPart(0, 0)]
        self.styles = styles
        self._length = length
        self._starts = [part.start for part in self.parts]

    @classmethod
    def of_article(cls, article: Article, which: Shown = Shown.ARTICLE) -> Flow:
        """Return the article, or ``which`` more or less is to be shown of its source."""
        if which is Shown.SOURCE:
            return cls.of_source(article.source)
        excerpt = article.excerpt if which is Shown.ARTICLE else article.excerpt_of(which)
        text = excerpt.text
        parts: list[FlowPart] = []
        styles: list[StyledSpan] = []
        start = 0
        before: Role | None = None
        for block in article.shown(which):
            end = start
            for run in block.runs:
                length = run.end - run.start if run.shown is None else len(run.shown)
                if run.style and length:
                    styles.append(StyledSpan(end, end + length, run.style))
                end += length
            gap = _gap(before, block.role)
            for first, last in _pieces(text, start, end):
                begins = first == start
                parts.append(
                    FlowPart(first, last, block.role, block.level, begins, gap if begins else 0)
                )
                before = block.role
            start = end + 2  # past the blank line that the excerpt has between blocks
        return cls(excerpt, list(_with_stops(text, parts)), styles, len(article.source))

    @classmethod
    def of_source(cls, source: str) -> Flow:
        """Return the whole source."""
        parts = [FlowPart(start, end) for start, end in _pieces(source, 0, len(source))]
        return cls(Excerpt.whole(source), parts, [], len(source))

    def part_of(self, index: int) -> int:
        """Return the number of the part that ``index`` belongs to."""
        return max(0, bisect_right(self._starts, index) - 1)

    def nearest(self, index: int, *, forward: bool = True) -> int:
        """Return ``index``, or the end of a part next to it where it lies between two."""
        number = self.part_of(index)
        part = self.parts[number]
        if index <= part.end:
            return max(index, part.start)
        return self.parts[number + 1].start if forward and self.parts[number + 1 :] else part.end

    def offset(self, index: int) -> int:
        """Return the offset in the source of the character at ``index``."""
        return self.excerpt.to_source(Span(index, index)).start

    def index(self, offset: int) -> int:
        """Return the index of the character at ``offset``, or of the next one that is shown."""
        if shown := self.shown(offset, offset + 1):
            return shown.start
        if shown := self.shown(offset - 1, offset):
            return shown.end
        shown = self.shown(offset, self._length)
        return shown.start if shown else len(self.text)

    def source_span(self, start: int, end: int) -> Span:
        """Return the stretch of the source that holds the characters from ``start`` to ``end``."""
        return self.excerpt.to_source(Span(start, end))

    def shown(self, start: int, end: int) -> Span | None:
        """Return the range that shows ``[start, end)`` of the source; None where nothing does."""
        return self.excerpt.from_source(Span(start, end)) if start < end else None

    def repeated(self, index: int, motion: Motion, times: int) -> int:
        """Return the shown index that a motion, made so many times, leads to."""
        for _ in range(times):
            target = motion(self.text, index)
            target = self.nearest(target, forward=target > index)
            if target == index:
                break
            index = target
        return index

    def landmark_from(self, sort: str, index: int, by: int, times: int) -> int:
        """Return the start of a heading or a cell further on (``by`` 1) or back (-1).

        ``sort`` is one of ``LANDMARKS``; where there is none it is ``index``.
        """
        marks = self._headings() if sort == "heading" else self._cells()
        starts = [mark for mark in marks if (mark - index) * by > 0]
        ordered = starts if by > 0 else starts[::-1]
        return ordered[min(times, len(ordered)) - 1] if ordered else index

    def _headings(self) -> Iterator[int]:
        yield from (part.start for part in self.parts if part.role in _HEADINGS and part.first)

    def _cells(self) -> Iterator[int]:
        """Yield the starts of the cells of all tables that are not empty."""
        for part in self.parts:
            if part.stops:
                tabs = _TABS.finditer(self.text, part.start, part.end)
                yield from (part.start, *(match.end() for match in tabs))


def _with_stops(text: str, parts: Sequence[FlowPart]) -> Iterator[FlowPart]:
    """Yield the parts, those of a table with its stops; rows that stand together are a table."""
    for role, group in groupby(parts, lambda part: part.role):
        if role is Role.TABLE_ROW:
            rows = list(group)
            stops = stops_of(text[row.start : row.end] for row in rows)
            yield from (replace(row, stops=stops) for row in rows)
        else:
            yield from group


def _gap(before: Role | None, role: Role) -> int:
    """Return the number of empty rows between two blocks."""
    close = (before in _META and role in _META) or (before is role and role in _CLOSE)
    return 0 if before is None or close else 1


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches that ``text[start:end]`` is wrapped in."""
    while end - start > _LIMIT and (stop := _far_enough(text, start)) < end:
        cut = text.rfind("\n", start, stop) + 1 or text.rfind(" ", start, stop) + 1
        cut = cut or cluster_at(text, stop).start
        if cut <= start:  # a cluster without end
            cut = stop
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _far_enough(text: str, start: int) -> int:
    """Return the last possible end of a piece; a run that is not seen is cut nowhere."""
    stop, more = start, _LIMIT
    while more and stop - start < _LONGEST:
        piece = text[stop : stop + more]
        stop += len(piece)
        more = sum(map(piece.count, UNSEEN))
    return stop
