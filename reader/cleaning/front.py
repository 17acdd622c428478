"""What the front model sees of the lines that may name title, authors and date.

These are the lines before the running text, its first few, and those right after it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass

from reader.cleaning.article import Role
from reader.cleaning.bylines import is_byline, names
from reader.cleaning.dates import dates
from reader.cleaning.lines import Line
from reader.cleaning.looks import LONG, Look
from reader.cleaning.wording import same

_BEFORE, _WITHIN, _AFTER = 60, 6, 8
_READ = 200
_STEM = re.compile(r"[^\W\d_]{4,}")
_SIZES = (1, 2, 3, 4, 6, 8, 11, 15, 20, 27, 36, 50, 80)
_CLASSES = {
    **dict.fromkeys("@#", "m@"),
    **dict.fromkeys("|•·›»→/", "m|"),
    **dict.fromkeys("©®", "m©"),
    **dict.fromkeys('“„«"', "mq"),
}


@dataclass(frozen=True, slots=True)
class Front:
    """The lines that may name something, their attributes, and a guess at the title.

    ``guess`` is the line that a rule of thumb takes for the title: short, and the text's own words.
    It is an attribute of the front model, and stands where that model knows nothing.
    """

    places: list[int]
    rows: list[list[str]]
    guess: int | None


def front(
    lines: Sequence[Line], looks: Sequence[Look], words: Container[str], keep: Sequence[bool]
) -> Front:
    """Return what the front model sees of a page whose running text is the kept lines.

    ``words`` are those whose presence in a line is an attribute.
    """
    first = next((index for index, each in enumerate(keep) if each), len(keep))
    last = next((index for index in reversed(range(len(keep))) if keep[index]), len(keep))
    places = _window(first, last, len(keep))
    body = _body(lines, keep)
    page = "\n".join(line.text for line in lines)
    weights = [look.weight for look in looks]
    times = Counter(same(lines[index].text) for index in places)
    own: list[list[str]] = []
    overlaps: list[float] = []
    best, guess = 1.5, None
    for index in places:
        text = lines[index].text[:_READ]
        size = looks[index].size
        stems = _stems(text)
        shared = sum(1 for stem in stems if body[stem] > keep[index]) / max(3, len(stems))
        overlaps.append(shared * min(len(stems), 8) if 3 <= size <= 30 else 0.0)
        row = [f"t{int(5 * shared)}c{min(8, len(stems))}", _place(index, first, last)]
        row.append(f"times{min(4, looks[index].copies)}")
        if size >= 3:
            row.append(f"held{min(4, page.count(lines[index].text))}")
        by = is_byline(text)
        date = next(dates(text), None)
        if by:
            row.append("by")
        elif " " in text and (span := names(text)) and len(span) > 0.8 * len(text):
            row.append(f"name{len(text.split())}")
        if date:
            row += ("date", f"date{int(3 * (date.end - date.start) / len(text))}")
        own.append(row)
        if (
            index <= first + 1
            and 2 <= size <= 40
            and looks[index].weight > -2.0
            and not (by or date)
        ):
            score = 2.0 * shared - 0.04 * abs(first - index) - 1.0 * (index > first)
            score += 1.0 * (4 <= size <= 22) - 1.5 * text.endswith(".")
            score += 1.5 * (times[same(text)] == 2)
            if lines[index].role is Role.HEADING:
                score += 2.0 - 0.4 * lines[index].level
            if score > best:
                best, guess = score, index
    for index, row in zip(places, own, strict=True):
        if index == guess:
            row.append("guess")
    seen = [
        [
            *_attributes(lines[index], looks[index], words),
            *_shapes(lines, looks, index),
            *_surroundings(weights, index),
            *own[place],
            *_around(own, overlaps, place),
        ]
        for place, index in enumerate(places)
    ]
    return Front(places, seen, guess)


def _attributes(line: Line, look: Look, words: Container[str]) -> list[str]:
    """Return what a line is by itself."""
    step = bisect_right(_SIZES, look.size)
    row = [f"n{step}", f"e{look.end}", f"n{step}e{look.end}", f"s{look.start}"]
    row.append(f"g{min(2, line.gap)}")
    row.append(f"c{int(5 * look.capitals)}{'s' if look.size < LONG else 'l'}")
    prefix = "w" if look.size < LONG else "W"
    row += [prefix + word for word in look.words if word in words]
    row += {_CLASSES[mark] for mark in line.text[:_READ] if mark in _CLASSES}
    if look.furniture:
        row.append("furniture")
    if look.notices:
        row.append(f"notice{min(2, look.notices)}")
    if look.copies > 1:
        row.append(f"x{min(3, look.copies)}n{step // 4}")
    if look.dated:
        row.append("dated")
    if line.role is not None:
        row.append(f"r{line.role}{line.level if line.role is Role.HEADING else ''}")
        row.append(f"link{int(4 * line.linked)}")
    if line.place:
        row.append(f"p{line.place}")
    return row


def _shapes(lines: Sequence[Line], looks: Sequence[Look], index: int) -> list[str]:
    """Return the outlines of a line and of those around it."""
    before2, before, own, after, after2 = (
        _shape(lines[at], looks[at]) if 0 <= at < len(looks) else "^"
        for at in range(index - 2, index + 3)
    )
    return [
        f"S{own}",
        f"<{before}",
        f">{after}",
        f"<<{before2}",
        f">>{after2}",
        f"<{before}|{own}",
        f"{own}>{after}",
        f"{before}<{own}>{after}",
    ]


def _surroundings(weights: Sequence[float], index: int) -> list[str]:
    """Return how much running text stands before and after a line."""
    row = [f"@{min(7, index)}", f"@@{10 * index // len(weights)}"]
    for reach in (2, 5, 12):
        before = _level(sum(weights[max(0, index - reach) : index]) / reach)
        after = _level(sum(weights[index + 1 : index + 1 + reach]) / reach)
        row += (f"{reach}<{before}", f"{reach}>{after}", f"{reach}<{before}>{after}")
    return row


def _level(mean: float) -> int:
    return int(2 * mean) if mean < 3 else 6


def _shape(line: Line, look: Look) -> str:
    step = bisect_right(_SIZES, look.size) // 2
    return f"{step}{look.end}{min(2, line.gap)}{'F' if look.furniture else ''}"


def _window(first: int, last: int, count: int) -> list[int]:
    before = range(max(0, first - _BEFORE), min(count, first + _WITHIN))
    after = range(max(before.stop, last - 2), min(count, last + _AFTER))
    return [*before, *after]


def _body(lines: Sequence[Line], keep: Sequence[bool]) -> Counter[str]:
    """Return how many lines of the running text have each stem."""
    return Counter(
        stem
        for line, kept in zip(lines, keep, strict=True)
        if kept
        for stem in _stems(line.text[:2000])
    )


def _stems(text: str) -> set[str]:
    return {word.lower()[:6] for word in _STEM.findall(text)}


def _place(index: int, first: int, last: int) -> str:
    if index < first:
        before = first - index
        return f"f{before if before < 8 else 8 + before // 8}"
    return f"fi{index - first}" if index < first + _WITHIN else f"fa{index - last}"


def _around(own: list[list[str]], overlaps: list[float], place: int) -> list[str]:
    rank = sum(1 for each in overlaps if each > overlaps[place])
    row = [f"rank{min(3, rank)}"]
    for step in (-3, -2, -1, 1, 2, 3):
        if 0 <= place + step < len(own):
            row += (
                f"{step}{name}"
                for name in own[place + step]
                if name.startswith(("by", "guess", "name", "date", "fi", "t5", "t4"))
            )
    return row
