"""What the line model sees of each line of a page: its own shape, its words, its neighbours.

An attribute is a short name. Those of a line's own begin with a letter, those of the lines around
it with ``<`` and ``>`` (the one before, the one after) or with a number of lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from reader.cleaning.article import Role
from reader.cleaning.lines import Line
from reader.cleaning.wording import NOTICES, is_furniture

# Of a long line only this much is looked at for its words and marks.
_READ = 600
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
# Scripts without blanks between words: two characters count as a word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_ENDS = {
    **dict.fromkeys(".。।۔", "."),
    **dict.fromkeys("!?！？؟", "?"),
    **dict.fromkeys(":：", ":"),
    **dict.fromkeys(",;，、", ","),
    "…": "…",
    **dict.fromkeys("\"'”’»)]", '"'),
}
_SENTENCE_ENDS = frozenset('.?"…')
_MARK = re.compile(r"[@#|•·›»→©®“„«\"$€£%/]")
_MARKS = {
    **dict.fromkeys("@#", "m@"),
    **dict.fromkeys("|•·›»→/", "m|"),
    **dict.fromkeys("©®", "m©"),
    **dict.fromkeys('“„«"', "mq"),
    **dict.fromkeys("$€£%", "m$"),
}
_DIGIT = re.compile(r"\d")
_TIMED = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:/]\d\d\b")
_SIZES = (1, 2, 3, 4, 6, 8, 11, 15, 20, 27, 36, 50, 80)
_NEAR = (0, 1, 2, 3, 4, 8, 20)


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a line by itself."""

    size: int
    weight: float  # how much it looks like running text, below zero where it does not
    shape: str
    stems: frozenset[str]  # the beginnings of its longer words


def looks_and_rows(
    lines: Sequence[Line], words: frozenset[str]
) -> tuple[list[Look], list[list[str]]]:
    """Return the look of each line, and its attributes.

    ``words`` are those whose presence in a line is an attribute.
    """
    times = Counter(line.text for line in lines)
    looks: list[Look] = []
    rows: list[list[str]] = []
    furniture = 0
    for line in lines:
        look, row = _own(line, words, times[line.text])
        looks.append(look)
        rows.append(row)
        furniture += look.weight <= -2.0
    _neighbours(rows, looks)
    _surroundings(rows, looks)
    first, last = stretch([look.weight for look in looks])
    _stretch(rows, looks, first, last)
    _topic(rows, looks, first, last)
    _place(rows, looks, furniture)
    return looks, rows


def stretch(weights: Sequence[float]) -> tuple[int, int]:
    """Return the stretch of lines whose weights sum to the most: a rough guess at the body."""
    best = total = 0.0
    first = last = begin = 0
    for index, weight in enumerate(weights):
        if total <= 0:
            total, begin = 0.0, index
        total += weight
        if total > best:
            best, first, last = total, begin, index + 1
    return first, last


def sample(text: str) -> frozenset[str]:
    """Return the words of a line that are looked at, in small letters."""
    return _seen(_WORDS.findall(text[:_READ]))


def _seen(found: list[str]) -> frozenset[str]:
    return frozenset(map(str.lower, found if len(found) <= 30 else found[:25] + found[-5:]))


def _own(line: Line, words: frozenset[str], times: int) -> tuple[Look, list[str]]:
    text = line.text
    head = text[:_READ]
    found = _WORDS.findall(head)
    seen = _seen(found)
    size = len(found) if len(text) <= _READ else len(found) * len(text) // _READ
    if not text.isascii():
        size += len(_UNSPACED.findall(text)) // 2
    step = bisect_right(_SIZES, size)
    end = _end(text)
    gap = min(2, line.gap)
    capitals = sum([word[0].isupper() for word in found[:30]])
    share = 5 * capitals // min(30, len(found)) if found else 6
    row = [f"n{step}", f"e{end}", f"n{step}e{end}", f"s{_start(text)}", f"g{gap}"]
    row.append(f"c{share}{'s' if size < 8 else 'm' if size < 20 else 'l'}")
    prefix = "w" if size < 8 else "W"
    row += [prefix + word for word in seen & words]
    notices = len(seen & NOTICES)
    furniture = size < 30 and is_furniture(text)
    if furniture:
        row.append("furniture")
    if notices:
        row.append(f"notice{min(2, notices)}")
    if times > 1:
        row.append(f"x{min(3, times)}n{step // 4}")
    row += {_MARKS[mark] for mark in _MARK.findall(head)}
    if _DIGIT.search(head) and _TIMED.search(head):
        row.append("timed")
    if line.role is not None:
        row.append(f"r{line.role}{line.level if line.role is Role.HEADING else ''}")
        row.append(f"r{line.role}n{step // 2}")
        row.append(f"link{int(4 * line.linked)}")
    if line.place:
        row.append(f"p{line.place}")
    if furniture or notices > 1:
        weight = -2.0
    elif times > 1 and size < 30:
        weight = -1.5
    elif (size >= 8 and end in _SENTENCE_ENDS) or size >= 25:
        weight = min(size, 40) / 10
    else:
        weight = -1.0
    shape = f"{step // 2}{end}{gap}{'F' if furniture else ''}"
    return Look(size, weight, shape, frozenset([word[:6] for word in seen if len(word) > 4])), row


def _end(text: str) -> str:
    end = _ENDS.get(text[-1], "")
    if end == '"':
        return _ENDS.get(text[-2:-1], '"')
    return end or ("9" if text[-1].isdigit() else "a")


def _start(text: str) -> str:
    first = text[0]
    if first.isupper():
        return "A"
    if first.isalpha():
        return "a"
    return "9" if first.isdigit() else '"' if first in "\"'“‘«„" else "-"


def _neighbours(rows: list[list[str]], looks: list[Look]) -> None:
    shapes = ["^", "^", *(look.shape for look in looks), "$", "$"]
    for index, row in enumerate(rows):
        before2, before, own, after, after2 = shapes[index : index + 5]
        row.extend(
            (
                f"S{own}",
                f"<{before}",
                f">{after}",
                f"<<{before2}",
                f">>{after2}",
                f"<{before}|{own}",
                f"{own}>{after}",
                f"{before}<{own}>{after}",
            )
        )


def _surroundings(rows: list[list[str]], looks: list[Look]) -> None:
    """Add how much running text stands before and after each line, near and far."""
    sums = list(accumulate((look.weight for look in looks), initial=0.0))
    mass = list(accumulate((look.size if look.weight > 0 else 0 for look in looks), initial=0))
    count, total = len(rows), max(1, mass[-1])
    for reach in (2, 5, 12):
        means = [
            (sums[min(count, i + reach)] - sums[max(0, i)]) / reach
            for i in range(-reach, count + 1)
        ]
        levels = list(map(_level, means))
        for row, before, after in zip(rows, levels, levels[reach + 1 :], strict=False):
            row.extend(_around(reach, before, after))
    for index, row in enumerate(rows):
        row.append(f"mass{10 * mass[index] // total}")
        row.append(f"m{min(6, mass[index] // 60)}>{min(6, (total - mass[index + 1]) // 60)}")


@cache
def _around(reach: int, before: int, after: int) -> tuple[str, str, str]:
    return f"{reach}<{before}", f"{reach}>{after}", f"{reach}<{before}>{after}"


def _level(mean: float) -> int:
    return int(2 * mean) if mean < 3 else 6


def _stretch(rows: list[list[str]], looks: list[Look], first: int, last: int) -> None:
    """Add where each line stands to the stretch that weighs most."""
    for index, row in enumerate(rows):
        if index < first:
            row.append(f"h<{bisect_right(_NEAR, first - index)}")
        elif index >= last:
            row.append(f"h>{bisect_right(_NEAR, index - last + 1)}")
        else:
            near = bisect_right(_NEAR, min(index - first, last - 1 - index))
            row.extend(("hin", f"h{'+' if looks[index].weight > 0 else '-'}{near}"))


def _topic(rows: list[list[str]], looks: list[Look], first: int, last: int) -> None:
    """Add how many of a line's words the longer lines of the stretch have too."""
    core: Counter[str] = Counter()
    for look in looks[first:last]:
        if look.size >= 12:
            core.update(look.stems)
    for index, (row, look) in enumerate(zip(rows, looks, strict=True)):
        count = len(look.stems)
        if count < 2:
            continue
        own = int(first <= index < last and look.size >= 12)
        shares = [core[stem] - own for stem in look.stems if stem in core]
        some = 5 * sum([share > 0 for share in shares]) // count
        row.extend(
            (
                f"o{some}",
                f"o{some}n{min(6, count // 3)}",
                f"O{5 * sum([share > 2 for share in shares]) // count}",
            )
        )


def _place(rows: list[list[str]], looks: list[Look], furniture: int) -> None:
    """Add where each line stands in the page, and what kind of page it is."""
    count = len(rows)
    words = max(1, sum(look.size for look in looks))
    prose = 5 * sum(look.size for look in looks if look.weight > 0) // words
    page = (f"page{min(3, furniture)}", f"page{min(3, furniture)}p{prose}")
    for index, row in enumerate(rows):
        row.extend(page)
        row.append(f"@{min(7, index)}")
        row.append(f"@-{min(7, count - 1 - index)}")
        row.append(f"@@{10 * index // count}")
