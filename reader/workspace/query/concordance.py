"""The lines of a concordance: hits with their neighbours, sorted, folded and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from reader.text import fold
from reader.workspace.analyses.passages.annotated import Note
from reader.workspace.query.hits import ELSEWHERE, ArticleHits

# So much of both sides decides the order of lines, and whether two are equal.
_BESIDE = 48


class LineOrder(StrEnum):
    """The orders of the lines of a concordance."""

    ARTICLE = "article"
    LEFT = "left"
    RIGHT = "right"
    MATCH = "match"


class HitLine(NamedTuple):
    """A hit on its line: where it is, and its neighbours, folded, for sorting and comparing.

    ``span`` counts in the folded text where ``in_folded``, else in the article as it is shown.
    ``note`` is what was found, where it is a note on the words that are the match. ``copies`` are
    the same line in other versions of the story.
    """

    document: str
    span: tuple[int, int]
    in_folded: bool
    left: str
    match: str
    right: str
    note: Note | None = None
    copies: tuple[HitLine, ...] = ()

    @property
    def has_words(self) -> bool:
        """Tell whether it stands on words, which can be tagged: not in title or fields alone."""
        on_words = self.note is not None and self.note.place is not None
        return on_words or self.span != ELSEWHERE


def lines_of(hits: ArticleHits) -> list[HitLine]:
    """Return a line for each hit of an article."""
    text = hits.read()

    def beside(start: int, end: int) -> str:
        part = text[max(0, start) : end]
        return " ".join((part if hits.in_folded else fold(part)).split())

    return [
        HitLine(
            hits.document,
            (start, end),
            hits.in_folded,
            beside(start - _BESIDE, start),
            beside(start, end),
            beside(end, end + _BESIDE),
            hits.note,
        )
        for start, end in hits.spans
    ]


def arranged(
    lines: Sequence[HitLine], order: LineOrder, story_of: Callable[[str], object] | None
) -> list[HitLine]:
    """Return lines in an order; with ``story_of``, equal ones of one story as one line."""
    if story_of is not None:
        lines = _folded(lines, story_of)
    match order:
        case LineOrder.LEFT:
            return sorted(lines, key=lambda line: (line.left.split()[::-1], line.match))
        case LineOrder.RIGHT:
            return sorted(lines, key=lambda line: (line.right.split(), line.match))
        case LineOrder.MATCH:
            return sorted(lines, key=lambda line: (line.match, line.right.split()))
        case LineOrder.ARTICLE:
            return list(lines)


def counted(found: Mapping[str, int], value: Callable[[str], str]) -> list[tuple[str, int]]:
    """Return the number of hits for each value of a document; ``found`` has that of documents."""
    counts: Counter[str] = Counter()
    for document, count in found.items():
        counts[value(document)] += count
    return counts.most_common()


def _folded(lines: Sequence[HitLine], story_of: Callable[[str], object]) -> list[HitLine]:
    groups: dict[tuple[object, ...], list[HitLine]] = {}
    for line in lines:
        # The ends of both sides may be cut within a word.
        left, right = line.left[-_BESIDE // 2 :], line.right[: _BESIDE // 2]
        noted = line.note.text if line.note else None
        key = (story_of(line.document), left, line.match, right, noted)
        groups.setdefault(key, []).append(line)
    return [
        first._replace(copies=tuple(others)) if others else first
        for first, *others in groups.values()
    ]
