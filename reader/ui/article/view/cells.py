"""Cells of a terminal, one for each grapheme cluster of a text, and rows of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from rich.cells import cell_len

from reader.lazy import lazy_pattern
from reader.text import visible

TAB = 8  # columns

# Characters that are no part of a cluster and take no column.
UNSEEN = "\u200b\u200e\u200f"
# They go with what they stand beside, but a tab.
_CLUSTER = lazy_pattern(rf"[{UNSEEN}]*(?!\t)\X[{UNSEEN}]*|\X")
# Characters that are a cluster of their own, shown as they are, whatever stands beside them: one
# column wide, and two. Text of nothing else needs no closer look: that makes long ones fast.
_NARROW = (
    " -~¡-ʯА-ѯ\u0370-\u0373\u0376\u0377\u037b-\u037f\u0384-\u038a\u038e-\u03a1\u03a3-\u03ff"
    "\u05d0-\u05ea\u0620-\u064a\u2010-\u2012\u2018-\u201f\u2022\u2026\u20ac"
)
_WIDE = (
    "\u3000-\u3029\u3041-\u3096\u309d-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
)
_PLAIN = re.compile(f"[{_NARROW}]*")
_SIMPLE = re.compile(f"[{_NARROW}{_WIDE}]*")
_BLANK = re.compile(r"[^\S\u00a0\u2007\u202f]")
# Scripts that write no blanks between words: Chinese and Japanese, with their punctuation.
_UNSPACED = re.compile(
    "[\u2e80-\u2fdf\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff65\U00020000-\U0003ffff]"
)
# Without any of these a row breaks nowhere but at its end.
_BREAKABLE = re.compile(rf"{_BLANK.pattern}|{_UNSPACED.pattern}|\u200b")
_NOT_FIRST = frozenset("、。，．・：；？！ー」』）］｝〕〉》】’”…‥々ゝゞ,.;:?!)]}")
_NOT_LAST = frozenset("「『（［｛〔〈《【‘“([{")
# A joiner that joins no emoji is drawn by no terminal, but Rich counts no width for what follows.
_LONE_JOINER = lazy_pattern(r"\u200d(?!\p{Extended_Pictographic})")


class Cell(NamedTuple):
    """A character as a reader sees it: its place in the text, its width, what is written for it.

    Where a width is 0 there is nothing to see. ``shown`` is harmless to any terminal.
    """

    start: int
    end: int
    width: int
    shown: str


class CellRow(NamedTuple):
    """A row of text, ``[start, end)``; the blanks and the line break that end it lie behind it."""

    start: int
    end: int


def is_plain(text: str, start: int, end: int) -> bool:
    """Tell whether each character of ``text[start:end]`` is one column wide and shown as it is."""
    return _PLAIN.fullmatch(text, start, end) is not None


def cells(text: str, start: int, end: int, stops: Sequence[int] = ()) -> list[Cell]:
    """Return the cells of a row. Each tab reaches to its stop, or to the next multiple of ``TAB``.

    What has no width (a mark without a letter, a zero-width space) joins the cell before it, or
    after it at the start of the row.
    """
    result: list[Cell] = []
    column = 0
    stop = iter(stops)
    line = _clusters(text, start, end)
    for (first, last), shown, width in zip(
        pairwise(line.edges), line.shown, line.widths, strict=True
    ):
        if shown == "\t":
            width = max(1, next(stop, 0) - column) if stops else TAB - column % TAB  # noqa: PLW2901
            shown = " " * width  # noqa: PLW2901
        column += width
        result.append(Cell(first, last, width, shown))
    return result


def column_of(text: str, row: CellRow, index: int, stops: Sequence[int] = ()) -> int:
    """Return the column where the character at ``index`` begins (the row's width at its end)."""
    if is_plain(text, row.start, row.end):
        return min(index, row.end) - row.start
    line = cells(text, row.start, row.end, stops)
    return sum(cell.width for cell in line if cell.end <= index)


def index_at(text: str, row: CellRow, column: int, stops: Sequence[int] = ()) -> int:
    """Return the start of the character over ``column`` (the row's end, beside the text)."""
    if is_plain(text, row.start, row.end):
        return min(row.start + max(0, column), row.end)
    right = 0
    for cell in cells(text, row.start, row.end, stops):
        right += cell.width
        if column < right:
            return cell.start
    return row.end


def wrapped(text: str, start: int, end: int, width: int) -> list[CellRow]:
    """Return the rows of ``text[start:end]``, none wider than ``width`` columns (at least 2).

    Rows break at line breaks, at blanks, beside ideographs, and where there is nothing better
    between two clusters. Only the blanks at a break are left out.
    """
    rows: list[CellRow] = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        line_end = stop - 1 if stop < end and text[start:stop].endswith("\r") else stop
        if is_plain(text, start, line_end):
            _wrap_plain(rows, text, start, line_end, width)
        else:
            _wrap_mixed(rows, text, start, line_end, width)
        start = stop + 1
    return rows or [CellRow(start, end)]


def _wrap_plain(rows: list[CellRow], text: str, start: int, end: int, width: int) -> None:
    first = start
    while end - start > width:
        cut = text.rfind(" ", start + 1, start + width + 1)
        if cut < 0:
            cut = following = start + width
        else:
            following = cut
            while following < end and text[following] == " ":
                following += 1
            while cut > start + 1 and text[cut - 1] == " ":
                cut -= 1
        rows.append(CellRow(start, cut))
        start = following
    if start < end or start == first:
        rows.append(CellRow(start, end))


def _wrap_mixed(rows: list[CellRow], text: str, start: int, end: int, width: int) -> None:
    edges, shown, widths = _clusters(text, start, end)
    if "\t" in shown:  # counted as wide as they can be: how wide they are depends on the row
        widths = [TAB if one == "\t" else width for one, width in zip(shown, widths, strict=True)]
    columns = list(accumulate(widths, initial=0))
    first, count = 0, len(shown)
    while columns[-1] - columns[first] > width:
        stop = max(first + 1, bisect_right(columns, columns[first] + width) - 1)
        if stop < count and not _is_blank(shown[stop]):
            stop = _last_chance(text, edges, shown, first, stop)
        following = stop
        while following < count and _is_blank(shown[following]):
            following += 1
        while stop > first + 1 and _is_blank(shown[stop - 1]):
            stop -= 1
        rows.append(CellRow(edges[first], edges[stop]))
        first = following
    if first < count or not count:
        rows.append(CellRow(edges[first], end))


def _last_chance(
    text: str, edges: Sequence[int], shown: Sequence[str], first: int, stop: int
) -> int:
    """Return the last cell up to ``stop`` that may begin a row after the one that begins first."""
    if not _BREAKABLE.search(text, edges[first], edges[stop + 1]):
        return stop
    chances = (at for at in range(stop, first, -1) if _may_break(shown[at - 1], shown[at]))
    return next(chances, stop)


class _LineCells(NamedTuple):
    """The cells of a line: where they begin and the last ends, what they show, their widths."""

    edges: list[int]
    shown: list[str]
    widths: list[int]


def _clusters(text: str, start: int, end: int) -> _LineCells:
    """Return the cells of a line, with tabs as they are."""
    part = text[start:end]
    clusters = list(part) if _SIMPLE.fullmatch(part) else _CLUSTER.findall(part)
    edges = list(accumulate(map(len, clusters), initial=start))
    safe = visible(part)
    if safe != part:
        clusters = [safe[first - start : last - start] for first, last in pairwise(edges)]
    drawn = list(map(_drawn, clusters))
    line = _LineCells(edges, [shown for shown, _ in drawn], [width for _, width in drawn])
    return _joined(line) if 0 in line.widths else line


@lru_cache(maxsize=4096)  # a text has few of them that need a closer look
def _drawn(cluster: str) -> tuple[str, int]:
    """Return the text written for a cluster of visible characters, and its width."""
    shown = _LONE_JOINER.sub("\u200c", cluster)
    return shown, 1 if shown == "\t" else cell_len(shown)


def _joined(line: _LineCells) -> _LineCells:
    """Return a line in which cells without a width have joined those beside them, but tabs."""
    edges, shown, seen = line.edges[:1], list[str](), False
    for end, one, width in zip(line.edges[1:], line.shown, line.widths, strict=True):
        if shown and not (width and seen) and "\t" not in (one, shown[-1]):
            edges[-1] = end
            shown[-1] += one
            seen = seen or width > 0
        else:
            edges.append(end)
            shown.append(one)
            seen = width > 0
    return _LineCells(edges, shown, [_drawn(one)[1] for one in shown])


def _is_blank(shown: str) -> bool:
    return _BLANK.fullmatch(shown) is not None


@lru_cache(maxsize=4096)
def _may_break(before: str, after: str) -> bool:
    """Tell whether a row may end between two cells, by what they show."""
    if _is_blank(before) or before.endswith("\u200b"):
        return not _is_blank(after)
    if _is_blank(after) or after[0] in _NOT_FIRST or before[0] in _NOT_LAST:
        return False
    return bool(_UNSPACED.match(before) or _UNSPACED.match(after))
