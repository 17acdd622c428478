"""Lines: what stands on one line of a page, whatever markup it was written in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from reader.cleaning.article import Role, Run, Style

# What Python's str.splitlines takes for the end of a line, form feeds among them.
_LINE = re.compile("[^\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]+")
_UNUSUAL = re.compile("[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_BREAK = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element of an HTML page: its tag, the words of its class and id, the one around it."""

    tag: str
    words: frozenset[str]
    around: Element | None = field(repr=False)
    depth: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: the unit that cleaning shows or hides.

    ``text`` is what its runs show. ``gap`` counts the blank lines before it. ``role`` and ``level``
    are what the markup says of it, None where it says nothing. ``place`` names the part of an HTML
    page that it stands in (``nav``, ``footer`` ...), ``within`` the element of the page around it.
    """

    runs: tuple[Run, ...]
    text: str
    gap: int = 0
    role: Role | None = None
    level: int = 0
    place: str = ""
    within: Element | None = None

    @property
    def start(self) -> int:
        """Where its first run begins in the source."""
        return self.runs[0].start

    @property
    def end(self) -> int:
        """Where its last run ends in the source."""
        return self.runs[-1].end

    @property
    def linked(self) -> float:
        """The share of its characters that are a link's."""
        links = sum(length(run) for run in self.runs if run.style & Style.LINK)
        return links / max(1, len(self.text))


def length(run: Run) -> int:
    """Return how many characters a run shows."""
    return run.end - run.start if run.shown is None else len(run.shown)


def line_of(source: str, runs: list[Run]) -> Line | None:
    """Return the line that ``runs`` make, without the blanks at its ends; None if it is blank."""
    inked = [index for index, run in enumerate(runs) if _shown(source, run).strip()]
    if not inked:
        return None
    runs = [run for run in runs[inked[0] : inked[-1] + 1] if length(run)]
    if runs[0].shown is None:
        head = _shown(source, runs[0])
        runs[0] = replace(runs[0], start=runs[0].end - len(head.lstrip()))
    if runs[-1].shown is None:
        tail = _shown(source, runs[-1])
        runs[-1] = replace(runs[-1], end=runs[-1].start + len(tail.rstrip()))
    return Line(tuple(runs), "".join(_shown(source, run) for run in runs))


def plain_lines(source: str) -> list[Line]:
    """Return the lines of a plain text that are not blank."""
    lines: list[Line] = []
    count = _counter(source)
    end = 0
    for match in _LINE.finditer(source):
        text = match[0].strip()
        if text:
            start = match.start() + match[0].index(text[0])
            gap = max(0, count(end, start) - 1) if lines else 0
            lines.append(Line((Run(start, start + len(text)),), text, gap))
            end = start + len(text)
    return lines


def _counter(source: str) -> Callable[[int, int], int]:
    """Return what counts the line breaks of a stretch; most sources have one kind of them."""
    if _UNUSUAL.search(source):
        return lambda start, end: len(_BREAK.findall(source, start, end))
    return lambda start, end: source.count("\n", start, end)


def _shown(source: str, run: Run) -> str:
    return source[run.start : run.end] if run.shown is None else run.shown
