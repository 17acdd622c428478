"""Lines of a page, whatever markup they were written in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from reader.cleaning.article import Role, Style, StyledRun
from reader.text import Span
from reader.text.plain_marks import LINE_ENDS

# Of a flag it takes long to see what it holds.
_PLAIN, _LINK = Style.PLAIN, Style.LINK
_RULE = re.compile(r"(?P<mark>[-=_*~])(?:[ \t]?(?P=mark)){2,}")  # "###" ends a release
_INDENTED = 2  # paragraphs at least, of more than a line
_ROW_OF_RULE = re.compile(rf"^[ \t]*(?P<rule>{_RULE.pattern})[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element of an HTML page: its tag, the words of its class and id, those around it.

    ``outer`` are the elements around it, the innermost first. ``hidden`` says that a browser does
    not show it as the page stands, before any script runs.
    """

    tag: str
    words: frozenset[str]
    outer: tuple[Element, ...] = field(repr=False)
    hidden: bool = False

    @property
    def around(self) -> Element | None:
        """The element right around it."""
        return self.outer[0] if self.outer else None


class TableCell(NamedTuple):
    """The place of a cell: the number of its table in the page, its row and column there."""

    table: int
    row: int
    column: int
    is_head: bool = False


class Line(NamedTuple):  # a page has thousands: this takes half of a dataclass's time
    """A line of a page: the unit that cleaning shows or hides.

    ``text`` is what its runs show. ``gap`` counts the blank lines before it. ``role`` and ``level``
    are what the markup says of it, None where it says nothing. ``place`` names the part of an HTML
    page that it stands in (``nav``, ``footer`` ...), ``within`` the element of the page around it,
    ``cell`` the cell of a table.
    """

    runs: tuple[StyledRun, ...]
    text: str
    gap: int = 0
    role: Role | None = None
    level: int = 0
    place: str = ""
    within: Element | None = None
    cell: TableCell | None = None

    @property
    def start(self) -> int:
        """The offset in the source at which the first run begins."""
        return self.runs[0].start

    @property
    def end(self) -> int:
        """The offset in the source at which the last run ends."""
        return self.runs[-1].end

    @property
    def linked(self) -> float:
        """The share of its characters that are a link's."""
        links = [
            length(run)
            for run in self.runs
            if (style := run.style) is not _PLAIN and (style is _LINK or style & _LINK)
        ]
        return sum(links) / len(self.text) if links else 0.0


def length(run: StyledRun) -> int:
    """Return the number of characters that a run shows."""
    return run.end - run.start if run.shown is None else len(run.shown)


def line_of(source: str, runs: list[StyledRun], of_code: bool = False) -> Line | None:
    """Return the line that ``runs`` make, without the blanks at its ends; None if it is blank.

    Code keeps the indent of its first row.
    """
    shown = [shown_by(source, run) for run in runs]
    inked = [index for index, text in enumerate(shown) if text.strip()]
    if not inked:
        return None
    begin = inked[0]
    blank = _blank(shown[begin])
    if of_code:
        rows = (index for index in range(begin, -1, -1) if "\n" in _lead(shown[index]))
        begin = next(rows, 0)
        blank = _lead(shown[begin]).rfind("\n") + 1
    ends = shown[inked[-1]]
    runs = runs[begin : inked[-1] + 1]
    if blank and runs[0].shown is None:
        first = runs[0]
        runs[0] = StyledRun(first.start + blank, first.end, style=first.style)
    elif of_code and runs[0].shown == "\n":
        del runs[0]
    runs = [run for run in runs if length(run)]
    if runs[-1].shown is None and (blank := _blank(ends[::-1])):
        last = runs[-1]
        runs[-1] = StyledRun(last.start, last.end - blank, style=last.style)
    return Line(tuple(runs), "".join([shown_by(source, run) for run in runs]))


def _lead(text: str) -> str:
    return text[: _blank(text)]


def _blank(text: str) -> int:
    """Return the number of blanks at the beginning of a text."""
    return len(text) - len(text.lstrip())


def plain_lines(source: str) -> list[Line]:
    """Return the lines of a plain text that are not blank."""
    lines: list[Line] = []
    at = gap = 0
    for row in source.splitlines(keepends=True):
        text = row.strip()
        if text:
            start = at + row.index(text[0])
            lines.append(Line((StyledRun(start, start + len(text)),), text, gap if lines else 0))
            gap = 0
        else:
            gap += 1
        at += len(row)
    return lines


def last_width(text: str) -> int:
    """Return the length of the last row of a text: the indent of a line that begins behind it."""
    return 0 if text == "\n" else len(f"{text}.".splitlines()[-1]) - 1


def with_indents(source: str, lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a plain text, each that is indented apart if that begins paragraphs.

    It does where nothing but such lines is indented, the sentence before each has ended and the
    next line goes back: as the wires write, and some books.
    """
    indents, end = [], 0
    for line in lines:
        indents.append(last_width(source[end : line.start]))
        end = line.end
    base = min(indents, default=0) + 1  # a blank alone says nothing
    first = [index for index, indent in enumerate(indents) if indent > base]
    back = sum(
        a > base >= b and not line.gap
        for (a, b), line in zip(pairwise(indents), lines[1:], strict=True)
    )
    if (
        back < _INDENTED
        or len({indents[index] for index in first}) > 1
        or len(first) > len(lines) / 2
        or any(lines[index].text[0].islower() for index in first)
        or any(
            lines[index - 1].text[-1] not in LINE_ENDS
            for index in first
            if index and not lines[index].gap
        )
    ):
        return list(lines)
    return [
        line._replace(gap=max(line.gap, 1)) if indents[index] > base and index else line
        for index, line in enumerate(lines)
    ]


def without_rules(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a plain text without rules of dashes, stars or the like: no words."""
    ruled = [bool(_RULE.fullmatch(line.text)) for line in lines]
    return [
        line._replace(gap=max(line.gap, 1)) if index and ruled[index - 1] else line
        for index, line in enumerate(lines)
        if not ruled[index]
    ]


def rules_in(source: str) -> Iterator[Span]:
    """Yield the places of the rules of a plain text."""
    for row in _ROW_OF_RULE.finditer(source):
        yield Span(*row.span("rule"))


def shown_by(source: str, run: StyledRun) -> str:
    """Return the characters that a run shows."""
    return source[run.start : run.end] if run.shown is None else run.shown
