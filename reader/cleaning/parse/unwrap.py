"""Paragraphs that stand on several lines: wrapped at some width, or torn where a link was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reader.cleaning.article import StyledRun
from reader.cleaning.parse.lines import Line
from reader.cleaning.parse.pages_of_print import tightened
from reader.cleaning.wording.bylines import is_signature
from reader.text.plain_marks import LINE_ENDS

_SOFT_HYPHEN = "\xad"  # at the end of a line it is nothing but a break
_HYPHENS = f"-\u2010{_SOFT_HYPHEN}"
_HYPHENATED = re.compile(rf"[^\W\d_]+[{_HYPHENS}]$")
_WORD = re.compile(r"[^\W\d_]+")
# What stands before a hyphen that belongs to its word.
_PREFIXES = frozenset(
    """all anti co cross double ex former full half high long low mid multi neo non north old
    one post pre pro quasi self semi short single south sub super three two under vice well west
    east first second third four five six seven eight nine ten""".split()  # noqa: SIM905
)
_CLOSING = frozenset(",.;:!?)]”’»")
# A link's words, torn onto a line of their own, are rarely longer.
_LINK = 80
_TORN = 40  # characters of a line
# A wrapped text has at least so many lines that go on, and their share is at least that.
_PAIRS, _SHARE, _WIDEST = 6, 0.5, 120


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a plain text with those joined that are one paragraph."""
    if (tight := tightened(lines)) != lines:
        return _joined_at_width(tight)
    pairs = [
        _goes_on(after)
        for before, after in pairwise(lines)
        if not after.gap and _TORN <= len(before.text) <= _WIDEST
    ]
    if len(pairs) >= _PAIRS and sum(pairs) >= _SHARE * len(pairs):
        return _joined_at_width(lines)
    return _joined_at_links(lines)


def _joined_at_width(lines: Sequence[Line]) -> list[Line]:
    width = sorted(len(line.text) for line in lines)[int(0.9 * len(lines))]
    joined: list[list[Line]] = []
    for line in lines:
        full = bool(joined) and len(joined[-1][-1].text) >= 0.6 * width
        if joined and not line.gap and (full or _goes_on(line)):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [one_line(each) for each in joined]


def _joined_at_links(lines: Sequence[Line]) -> list[Line]:
    lines = _joined_at_soft_hyphens(lines)
    if not any(len(line.text) >= _TORN for line in lines):
        return list(lines)
    joined: list[Line] = []
    index = 0
    while index < len(lines):
        end = index
        # A sentence stops short, then come a link's words and the rest, or the rest at once.
        while (
            end + 1 < len(lines) and not lines[end + 1].gap and lines[end].text[-1] not in LINE_ENDS
        ):
            if _goes_on(lines[end + 1]):
                end += 1
            elif (
                end + 2 < len(lines)
                and not lines[end + 2].gap
                and len(lines[end + 1].text) <= _LINK
                and lines[end + 1].text[-1] not in LINE_ENDS
                and _goes_on(lines[end + 2])
            ):
                end += 2
            else:
                break
        parts = lines[index : end + 1]
        if end > index and (len(parts[0].text) >= _TORN or len(parts[-1].text) >= _TORN):
            joined.append(one_line(parts))
        else:
            joined.extend(parts)
        index = end + 1
    return joined


def _joined_at_soft_hyphens(lines: Sequence[Line]) -> list[Line]:
    joined: list[list[Line]] = []
    for line in lines:
        if joined and not line.gap and joined[-1][-1].text[-1] == _SOFT_HYPHEN:
            joined[-1].append(line)
        else:
            joined.append([line])
    return [one_line(each) for each in joined]


def _is_broken(before: str, after: str, whole: str) -> bool:
    """Tell whether a hyphen at the end of a line breaks a word, and belongs to none."""
    first, second = _HYPHENATED.search(before), _WORD.match(after)
    if not first or not second or first[0][-1] not in _HYPHENS:
        return False
    part, rest = first[0][:-1], second[0]
    if not rest[0].islower() or part.lower() in _PREFIXES:
        return False
    return f"{part}-{rest}" not in whole


def _goes_on(line: Line) -> bool:
    """Tell whether a line begins in the middle of a sentence."""
    small = line.text[0].islower() and not is_signature(line.text)
    return small or line.text[0] in _CLOSING


def one_line(lines: Sequence[Line]) -> Line:
    """Return the line that several are; the hyphen of a word that was broken is not shown."""
    if len(lines) == 1:
        return lines[0]
    runs, text = list(lines[0].runs), [lines[0].text]
    whole = " ".join(line.text for line in lines)
    for before, line in pairwise(lines):
        if _is_broken(before.text, line.text, whole):
            last = runs[-1]
            runs[-1:] = [replace(last, end=last.end - 1)] if last.end - last.start > 1 else []
            text[-1] = text[-1][:-1]
        elif line.text[0] not in _CLOSING and not _HYPHENATED.search(before.text):
            runs.append(StyledRun(before.end, line.start, " "))
            text.append(" ")
        runs.extend(line.runs)
        text.append(line.text)
    return lines[0]._replace(runs=tuple(runs), text="".join(text))
