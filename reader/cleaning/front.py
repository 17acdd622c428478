"""What the front model sees of the lines that may name title, authors and date.

These are the lines before the running text, its first few, and those right after it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reader.cleaning.article import Role
from reader.cleaning.bylines import is_byline, names
from reader.cleaning.dates import dates
from reader.cleaning.features import Look
from reader.cleaning.lines import Line
from reader.cleaning.wording import same

_BEFORE, _WITHIN, _AFTER = 60, 6, 8
_READ = 200
_STEM = re.compile(r"[^\W\d_]{4,}")


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
    lines: Sequence[Line], looks: Sequence[Look], rows: Sequence[list[str]], keep: Sequence[bool]
) -> Front:
    """Return what the front model sees of a page whose running text is the kept lines.

    ``rows`` are the line model's attributes; the front model sees them too.
    """
    first = next((index for index, each in enumerate(keep) if each), len(keep))
    last = next((index for index in reversed(range(len(keep))) if keep[index]), len(keep))
    places = _window(first, last, len(keep))
    body = _body(lines, keep)
    texts = Counter(line.text for line in lines)
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
        row.append(f"times{min(4, texts[lines[index].text])}")
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
        [*rows[index], *own[place], *_around(own, overlaps, place)]
        for place, index in enumerate(places)
    ]
    return Front(places, seen, guess)


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
