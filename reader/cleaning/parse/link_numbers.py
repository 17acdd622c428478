"""The numbers that text browsers give to links, and the list of their targets at the end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reader.cleaning.parse.lines import Line

_LINK = re.compile(r"\[(\d{1,5})\]")
_LIST = re.compile("References:?")
_LINKS = frozenset(("Visible links", "Visible links:", "Hidden links:"))
# Lynx numbers them with a point, w3m in brackets; a long one stands on a line of its own.
_TARGET = re.compile(r"(?:(?P<number>\d{1,5})\.|\[(?P<bracketed>\d{1,5})\])?\s*(?:[\w+-]+:\S.*)?")
NumberPlaces = Mapping[int, Sequence[tuple[int, int]]]


def link_numbers(lines: Sequence[Line]) -> tuple[int, NumberPlaces]:
    """Return the line at which the list of targets begins, and the places of the links' numbers.

    These stand by the offset of their line. Without such a list there are none, and the line is
    behind the last.
    """
    end, last = _targets(lines)
    return end, _numbers(lines[:end], last)


def without_link_numbers(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a plain text without the numbers of links and the list of targets."""
    end, numbers = link_numbers(lines)
    if end == len(lines):
        return list(lines)
    shown: list[Line] = []
    gap = 0
    for line in lines[:end]:
        gap = max(gap, line.gap)
        if part := without(line, numbers.get(line.start, ())):
            shown.append(part._replace(gap=gap))
            gap = 0
    return shown


def _targets(lines: Sequence[Line]) -> tuple[int, int]:
    """Return the line at which the list of links' targets begins, and the last of their numbers.

    Without such a list these are the number of lines, and 0.
    """
    start = next(
        (
            index
            for index in range(len(lines) - 1, -1, -1)
            if _LIST.fullmatch(lines[index].text) and index + 1 < len(lines)
        ),
        len(lines),
    )
    targets = [line.text for line in lines[start + 1 :] if line.text not in _LINKS]
    matches = list(filter(None, map(_TARGET.fullmatch, targets)))
    if not targets or len(matches) < len(targets):
        return len(lines), 0
    numbers = [int(match["number"] or match["bracketed"] or 0) for match in matches]
    return start, max(numbers)


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


def without(line: Line, hidden: Sequence[tuple[int, int]]) -> Line | None:
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
