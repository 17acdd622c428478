"""Pages that a text browser or a converter has printed at a fixed width (w3m, lynx, pandoc)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise
from unicodedata import east_asian_width

from reader.cleaning.article import Role
from reader.cleaning.parse.lines import Line, last_width
from reader.cleaning.parse.link_numbers import link_numbers, without
from reader.cleaning.parse.pages_of_print import tightened
from reader.cleaning.parse.unwrap import is_cut, joins_unspaced, one_line
from reader.cleaning.wording.line_wording import UNSPACED
from reader.text.plain_marks import LINE_ENDS

# So narrow and so wide are the pages; so many lines that break within a sentence tell the width,
# if this share of them agrees on it.
_NARROWEST, _WIDEST = 50, 132
_PAIRS, _SHARE = 6, 0.7  # rows, and a share of them
# Columns of print are narrower: more lines agree on their width, and none but a title is wider.
_COLUMN, _AGREED = 22, 0.85
# A short page has fewer lines that break: all agree on a width of terminals, and none is wider.
_TERMINAL = 60, 82
# A number goes on in a line that has room for it, if the one before is full to this share.
_NEARLY = 0.9
# Of other texts, more lines than these are longer.
_LONG = 0.1
# The headings of lynx reach so far over the width of its paragraphs.
_OVER = 8
_BULLET = re.compile(r"[•‣◦▪●○◆+*#o-]\s+(?:\[[\s_x*]?\]\s+)?(?=\S)")
_DOTTED = re.compile(r"[•‣▪●◦·*-]\s+\S")
_PRINTED = re.compile(r"[•‣◦▪●○◆]\s|[*+]\s+[^\s*+]|-\s{3}")
_NUMBER = re.compile(r"\(?\d{1,3}[.)]\s+(?=\S)")
# A letter of a script without blanks, and the marks that no row begins with.
_FIRST_LETTER = re.compile(rf"{UNSPACED.pattern}[、。，．：；！？）」』】》〉”’]*")
# Letters that take two columns of a terminal.
_OF_TWO_COLUMNS = re.compile(f"{UNSPACED.pattern}|[가-힣]")
# What stands for controls, frames, rules and empty items, where a line has nothing else.
_MARKS = re.compile(
    r"(?:\[[\s_x*]*\]|\(\s*\*?\s*\)|\(BUTTON\)|_{3,}|[━─═—-]{2,}|[•‣◦▪●○◆+*#|·-]|\s)++"
    r"|I?FRAME:.*|\[missing-im\w*\]"
)


@dataclass(frozen=True)
class _PageRow:
    """A line as it stands on the page, with the columns it begins and ends at."""

    line: Line
    indent: int
    columns: Callable[[str], int]

    @cached_property
    def end(self) -> int:
        return self.indent + self.columns(self.line.text)

    @cached_property
    def _first_word(self) -> int:
        unspaced = _FIRST_LETTER.match(self.line.text)
        return self.columns(unspaced[0] if unspaced else self.line.text.split(maxsplit=1)[0])

    def end_with_word_of(self, after: _PageRow) -> int:
        """Return the column at which it would end if the next row's first word stood in it."""
        blank = not joins_unspaced(self.line.text, after.line.text)
        return self.end + blank + after._first_word

    def goes_on_in(self, after: _PageRow) -> bool:
        """Tell whether the next row begins in the middle of a sentence."""
        first = after.line.text[0]
        caseless = first.isalnum() and first.lower() == first.upper()
        return first.islower() or (caseless and self.line.text[-1] not in LINE_ENDS)

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
    if not any(len(row) >= _COLUMN for row in source.splitlines()):
        return None  # as those of very many, very short lines, and quickly done
    rows = list(_rows(source, lines))
    width = _width(rows)
    if width is None and _OF_TWO_COLUMNS.search(source):
        rows = list(_rows(source, lines, _columns))
        width = _width(rows)
    end, numbers = link_numbers(lines)
    most = _LONG * end
    if width is None:
        width, most = _width(rows, _COLUMN, _NARROWEST, _AGREED), 1
    if width is None:
        width, most = _width(rows[:end], *_TERMINAL, share=1.0, pairs=1), 0
        if width is not None and tightened(lines) != lines:
            return None  # blank lines stand within paragraphs
    if width is None or sum(row.end > width + _OVER for row in rows[:end]) > most:
        return None
    shown: list[Line] = []
    gap = 0
    for paragraph in _paragraphs(rows[:end], width):
        parts = [
            part
            for row in paragraph
            if (part := without(row.line, numbers.get(row.line.start, ())))
            and not _MARKS.fullmatch(part.text)
        ]
        gap = max(gap, paragraph[0].line.gap)
        if parts:
            shown.append(_item(one_line(parts)._replace(gap=gap if shown else 0)))
            gap = 0
    return shown


def without_bullet(line: Line) -> Line:
    """Return a line of a printed list without its bullet, any other as it is.

    A dash with a blank behind it may begin what somebody says.
    """
    return _item(line) if _PRINTED.match(line.text) else line


def is_item(line: Line) -> bool:
    """Tell whether a line is an item of a list, by its markup or its bullet."""
    return line.role is Role.LIST_ITEM or (line.role is None and bool(_DOTTED.match(line.text)))


def page_width(source: str, lines: Sequence[Line]) -> int | None:
    """Return the width in columns that a text is wrapped at, None if it is not."""
    return _width(list(_rows(source, lines)))


def _rows(
    source: str, lines: Sequence[Line], columns: Callable[[str], int] = len
) -> Iterator[_PageRow]:
    end = 0
    for line in lines:
        yield _PageRow(line, last_width(source[end : line.start]), columns)
        end = line.end


def _columns(text: str) -> int:
    """Return the columns that a text takes in a terminal: Chinese letters take two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _width(
    rows: Sequence[_PageRow],
    least: int = _NARROWEST,
    most: int = _WIDEST,
    share: float = _SHARE,
    pairs: int = _PAIRS,
) -> int | None:
    """Return the narrowest width that most breaks within a sentence agree on.

    Such a line that breaks within a sentence says that it fits in, and that the next word does not.
    """
    begins = Counter[int]()
    breaks = 0
    for before, after in pairwise(rows):
        may_break = not after.line.gap and least <= before.end <= most
        if may_break and before.goes_on_in(after) and not after.mark:
            breaks += 1
            begins[before.end] += 1
            begins[before.end_with_word_of(after)] -= 1
    steps = sorted(begins)
    agreed = list(accumulate(begins[step] for step in steps))
    agreeing = max(agreed, default=0)
    if agreeing < max(pairs, share * breaks):
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
    is_full = before.end <= width + _OVER and before.end_with_word_of(row) > width
    if is_full and row.is_centred_like(before):
        return True
    if len(paragraph) > 1 and row.indent != before.indent:
        return False
    hangs = row.indent == first.indent + first.mark or row.indent == first.indent
    indented = not first.mark and row.indent < first.indent  # as a first line may be
    is_number = row.line.text[0].isdigit() and before.line.text[-1] not in LINE_ENDS
    torn = row.line.text[0].islower() or is_cut(before.line, row.line)
    torn = (torn and max(before.end, row.end) >= width // 2) or (
        is_number and before.end_with_word_of(row) > _NEARLY * width
    )
    return (hangs or indented) and (torn or is_full)


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
