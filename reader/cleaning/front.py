"""What the front model sees of the lines that may name title, authors and date.

These are the lines before the running text, its first few, and those right after it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reader.cleaning.article import Role
from reader.cleaning.bylines import is_byline, names
from reader.cleaning.dates import dates
from reader.cleaning.features import Look
from reader.cleaning.lines import Line
from reader.cleaning.wording import same

_BEFORE, _WITHIN, _AFTER = 60, 6, 8
_READ = 200
_STEM = re.compile(r"[^\W\d_]{4,}")


def window(keep: Sequence[bool]) -> list[int]:
    """Return the lines that may name something, for a page whose running text is kept."""
    first = next((index for index, each in enumerate(keep) if each), len(keep))
    last = next((index for index in reversed(range(len(keep))) if keep[index]), len(keep))
    before = range(max(0, first - _BEFORE), min(len(keep), first + _WITHIN))
    after = range(max(before.stop, last - 2), min(len(keep), last + _AFTER))
    return [*before, *after]


def headline(lines: Sequence[Line], looks: Sequence[Look], keep: Sequence[bool]) -> int | None:
    """Return the line that a rule of thumb takes for the title: short, and the text's own words.

    It is an attribute of the front model, and stands where that model knows nothing.
    """
    first = next((index for index, each in enumerate(keep) if each), len(keep))
    body = _body(lines, keep)
    times = Counter(same(line.text) for line in lines)
    best, chosen = 1.5, None
    for index in window(keep):
        line, look = lines[index], looks[index]
        text = line.text
        if index > first + 1 or not 2 <= look.size <= 40 or look.weight <= -2.0:
            continue
        if is_byline(text[:_READ]) or next(dates(text[:_READ]), None):
            continue
        stems = _stems(text)
        shared = sum(1 for stem in stems if body[stem] > keep[index]) / max(3, len(stems))
        score = 2.0 * shared - 0.04 * abs(first - index) + 1.5 * (times[same(text)] == 2)
        score += 1.0 * (4 <= look.size <= 22) - 1.5 * text.endswith(".") - 1.0 * (index > first)
        if line.role is Role.HEADING:
            score += 2.0 - 0.4 * line.level
        if score > best:
            best, chosen = score, index
    return chosen


def front_rows(
    lines: Sequence[Line], looks: Sequence[Look], rows: Sequence[list[str]], keep: Sequence[bool]
) -> list[list[str]]:
    """Return the attributes of the lines of the window: the line model's, and more."""
    places = window(keep)
    first = next((index for index, each in enumerate(keep) if each), len(keep))
    last = next((index for index in reversed(range(len(keep))) if keep[index]), len(keep))
    body = _body(lines, keep)
    guess = headline(lines, looks, keep)
    times = Counter(line.text for line in lines)
    own: list[list[str]] = []
    overlaps: list[float] = []
    for index in places:
        text = lines[index].text[:_READ]
        stems = _stems(text)
        shared = sum(1 for stem in stems if body[stem] > keep[index])
        share = shared / max(3, len(stems))
        overlaps.append(share * min(len(stems), 8) if 3 <= looks[index].size <= 30 else 0.0)
        row = [f"t{int(5 * share)}c{min(8, len(stems))}", _place(index, first, last)]
        row.append(f"times{min(4, times[lines[index].text])}")
        if is_byline(text):
            row.append("by")
        elif (span := names(text)) and len(span) > 0.8 * len(text) and " " in text:
            row.append(f"name{len(text.split())}")
        date = next(dates(text), None)
        if date:
            row += ("date", f"date{int(3 * (date.end - date.start) / len(text))}")
        if index == guess:
            row.append("guess")
        own.append(row)
    return [
        [*rows[index], *own[place], *_around(own, overlaps, place)]
        for place, index in enumerate(places)
    ]


def _body(lines: Sequence[Line], keep: Sequence[bool]) -> Counter[str]:
    """Return how many lines of the running text have each stem."""
    body: Counter[str] = Counter()
    for line, kept in zip(lines, keep, strict=True):
        if kept:
            body.update(_stems(line.text[:2000]))
    return body


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
