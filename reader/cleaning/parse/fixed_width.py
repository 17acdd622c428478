"""Pages that a text browser or a converter has printed at a fixed width (w3m, lynx, pandoc)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from reader.cleaning.article import Role
from reader.cleaning.parse.lines import Line
from reader.cleaning.parse.unwrap import one_line

# So narrow and so wide are the pages; so many lines that break within a sentence tell the width,
# if this share of them agrees on it.
_NARROWEST, _WIDEST = 50, 132
_PAIRS, _SHARE = 6, 0.7  # rows, and a share of them
# Columns of print are narrower: more lines agree on their width, and none but a title is wider.
_COLUMN, _AGREED = 22, 0.85
# Of other texts, more lines than these are longer.
_LONG = 0.1
# The headings of lynx reach so far over the width of its paragraphs.
_OVER = 8
_BULLET = re.compile(r"[•‣◦▪●○◆+*#o-]\s+(?=\S)")
_NUMBER = re.compile(r"\(?\d{1,3}[.)]\s+(?=\S)")
# What stands for controls, frames, rules and empty items, where a line has nothing else.
_MARKS = re.compile(
    r"(?:\[[\s_x*]*\]|\(\s*\*?\s*\)|\(BUTTON\)|_{3,}|[━─═—-]{2,}|[•‣◦▪●○◆+*#|·-]|\s)+"
    r"|I?FRAME:.*|\[missing-im\w*\]"
)
_LINK = re.compile(r"\[(\d{1,5})\]")
_LINKS = frozenset(("References", "Visible links", "Visible links:", "Hidden links:"))
_TARGET = re.compile(r"(?:\d{1,5}\.)?\s*(?:[\w+-]+:\S.*)?")  # a long one on a line of its own


@dataclass(frozen=True, slots=True)
class _PageRow:
    """A line as it stands on the page, with the columns it begins and ends at."""

    line: Line
    indent: int

    @property
    def end(self) -> int:
        return self.indent + self.line.end - self.line.start

    @property
    def first_word(self) -> int:
        return len(self.line.text.split(maxsplit=1)[0])

    @property
    def mark(self) -> int:
        """The length of the bullet or number that it begins with."""
        found = _BULLET.match(self.line.text) or _NUMBER.match(self.line.text)
        return found.end() if found else 0

    def is_centred_like(self, other: _PageRow) -> bool:
        return abs(self.indent + self.end - other.indent - other.end) <= 2


def reflowed(source: str, lines: Sequence[Line]) -> list[Line] | None:
    """Return the paragraphs of a page printed at a fixed width, None where a text is no such page.

    Not shown are bullets, which make list items; the numbers of links and the list of their
    targets; and lines that stand for controls, rules and empty items alone.
    """
    if sum(len(row) >= _COLUMN for row in source.splitlines()) < _PAIRS:
        return None  # as those of very many, very short lines, and quickly done
    rows = list(_rows(source, lines))
    width = _width(rows)
    end, last = _targets(lines)
    most = _LONG * end
    if width is None:
        width, most = _width(rows, _COLUMN, _NARROWEST, _AGREED), 1
    if width is None or sum(row.end > width + _OVER for row in rows[:end]) > most:
        return None
    numbers = _numbers(lines[:end], last)
    shown: list[Line] = []
    gap = 0
    for paragraph in _paragraphs(rows[:end], width):
        parts = [
            part
            for row in paragraph
            if (part := _without(row.line, numbers.get(row.line.start, ())))
            and not _MARKS.fullmatch(part.text)
        ]
        gap = max(gap, paragraph[0].line.gap)
        if parts:
            shown.append(_item(one_line(parts)._replace(gap=gap if shown else 0)))
            gap = 0
    return shown


def page_width(source: str, lines: Sequence[Line]) -> int | None:
    """Return the width in columns that a text is wrapped at, None if it is not."""
    return _width(list(_rows(source, lines)))


def _rows(source: str, lines: Sequence[Line]) -> Iterator[_PageRow]:
    end = 0
    for line in lines:
        yield _PageRow(line, len(f"{source[end : line.start]}.".splitlines()[-1]) - 1)
        end = line.end


def _width(
    rows: Sequence[_PageRow], least: int = _NARROWEST, most: int = _WIDEST, share: float = _SHARE
) -> int | None:
    """Return the narrowest width that most breaks within a sentence agree on.

    Such a line that breaks within a sentence says that it fits in, and that the next word does not.
    """
    begins = Counter[int]()
    pairs = 0
    for before, after in pairwise(rows):
        within = not after.line.gap and after.line.text[0].islower() and not after.mark
        if within and least <= before.end <= most:
            pairs += 1
            begins[before.end] += 1
            begins[before.end + 1 + after.first_word] -= 1
    steps = sorted(begins)
    agreed = list(accumulate(begins[step] for step in steps))
    agreeing = max(agreed, default=0)
    if agreeing < max(_PAIRS, share * pairs):
        return None
    return steps[agreed.index(agreeing)]


def _paragraphs(rows: Sequence[_PageRow], width: int) -> Iterator[list[_PageRow]]:
    """Yield the rows of each paragraph: those that go on where the next word did not fit."""
    paragraph: list[_PageRow] = []
    for row in rows:
        if paragraph and not row.line.gap and not row.mark and _goes_on(paragraph, row, width):
            paragraph.append(row)
        else:
            if paragraph:
                yield paragraph
            paragraph = [row]
    if paragraph:
        yield paragraph


def _goes_on(paragraph: Sequence[_PageRow], row: _PageRow, width: int) -> bool:
    first, before = paragraph[0], paragraph[-1]
    is_full = before.end <= width + _OVER and before.end + 1 + row.first_word > width
    if is_full and row.is_centred_like(before):
        return True
    if len(paragraph) > 1 and row.indent != before.indent:
        return False
    hangs = row.indent == first.indent + first.mark or row.indent == first.indent
    indented = not first.mark and row.indent < first.indent  # as a first line may be
    torn = row.line.text[0].islower() and max(before.end, row.end) >= width // 2
    return (hangs or indented) and (torn or is_full)


def _targets(lines: Sequence[Line]) -> tuple[int, int]:
    """Return the line at which the list of links' targets begins, and the last of their numbers.

    Without such a list these are the number of lines, and 0.
    """
    start = next(
        (
            index
            for index in range(len(lines) - 1, -1, -1)
            if lines[index].text == "References" and index + 1 < len(lines)
        ),
        len(lines),
    )
    targets = [line.text for line in lines[start + 1 :] if line.text not in _LINKS]
    if not targets or not all(map(_TARGET.fullmatch, targets)):
        return len(lines), 0
    numbers = [text.partition(".")[0] for text in targets]
    return start, max((int(each) for each in numbers if each.isdecimal()), default=0)


def _numbers(lines: Sequence[Line], last: int) -> dict[int, list[tuple[int, int]]]:
    """Return the places of the numbers of links, by the offset of their line.

    They rise by one; a number in brackets that is out of turn is the article's own.
    """
    found = [
        (int(match[1]), line.start, line.start + match.start(), line.start + match.end())
        for line in (lines if last else ())
        for match in _LINK.finditer(line.text)
    ]
    numbers: dict[int, list[tuple[int, int]]] = {}
    turn = 1
    for index, (number, at, start, end) in enumerate(found):
        follows = index + 1 < len(found) and found[index + 1][0] == number + 1
        if number == turn or (turn < number <= last and follows):
            numbers.setdefault(at, []).append((start, end))
            turn = number + 1
    return numbers


def _without(line: Line, hidden: Sequence[tuple[int, int]]) -> Line | None:
    """Return a line of one run without these stretches of the source, None if none is left."""
    if not hidden:
        return line
    (run,) = line.runs
    text = line.text
    edges = [run.start, *(edge for stretch in hidden for edge in stretch), run.end]
    runs = tuple(
        replace(run, start=start, end=end)
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if start < end
    )
    shown = "".join(text[each.start - run.start : each.end - run.start] for each in runs)
    return line._replace(runs=runs, text=shown) if shown.strip() else None


def _item(line: Line) -> Line:
    """Return a line that begins with a bullet as the list item it is, others as they are."""
    bullet = _BULLET.match(line.text)
    if not bullet:
        return line
    left = bullet.end()
    runs = list(line.runs)
    while runs and left:
        run = runs[0]
        size = run.end - run.start if run.shown is None else len(run.shown)
        if size > left and run.shown is None:
            runs[0] = replace(run, start=run.start + left)
            break
        runs.pop(0)
        left -= size
    if left > 0 and not runs:
        return line
    return line._replace(runs=tuple(runs), text=line.text[bullet.end() :], role=Role.LIST_ITEM)
