"""Quotations in a text, in the marks of any language."""

from __future__ import annotations

import re
from bisect import bisect_right

from reader.text import Span
from reader.text.plain_marks import CLOSERS

# Marks that open and close: they open where no letter stands before them.
_EITHER = frozenset("”\"»›＂'")
_MARK = re.compile(rf"[{''.join((*CLOSERS, *CLOSERS.values()))}]|\n")
_SINGLE = frozenset("'‘’‚›")


def quotations(text: str) -> tuple[Span, ...]:
    """Return the quotations of ``text`` with their marks, in order; none is within another.

    One that nothing closes ends with its line.
    """
    found: list[Span] = []
    start, closers = -1, ""
    for match in _MARK.finditer(text):
        mark, at = match[0], match.start()
        if mark == "\n":
            if start >= 0:
                found.append(Span(start, at))
            start = -1
        elif start >= 0:
            if mark in closers and not (mark in "'’›" and _goes_on(text, at)):
                found.append(Span(start, at + 1))
                start = -1
        elif mark in CLOSERS and not (mark in _EITHER and _stands_after_a_word(text, at)):
            start, closers = at, CLOSERS[mark]
    if start >= 0:
        found.append(Span(start, len(text)))
    return tuple(one for one in found if not _is_single_word(text, one))


def within(quoted: tuple[Span, ...], place: Span) -> bool:
    """Tell whether a place lies within one of some quotations, which are in order."""
    at = bisect_right(quoted, place.start, key=lambda one: one.start) - 1
    return at >= 0 and quoted[at].covers(place)


def _stands_after_a_word(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    return not before.isspace() and before not in "([{—–-/:،，：" and text[at + 1 : at + 2] != "\n"


def _goes_on(text: str, at: int) -> bool:
    """Tell whether a mark is an apostrophe within a word."""
    return text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()


def _is_single_word(text: str, quoted: Span) -> bool:
    """Tell whether single marks hold nothing that is told from an apostrophe."""
    return text[quoted.start] in _SINGLE and text[quoted.end - 1] not in "'’›‹‘"
