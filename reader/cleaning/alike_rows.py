"""Rows of a plain text that say the same of several: scores, prices, the days of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reader.cleaning.parse.lines import Line

_NUMBER = re.compile(r"(?<!\w)\d[\d.,:]*")
_WORDS = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*)*")
_NUMBERED = re.compile(r"0\W*a\W*")
_LEAST, _LONGEST = 3, 80  # rows, characters of one


def alike_rows(lines: Sequence[Line]) -> list[list[int]]:
    """Return the rows in succession that have words and numbers in the same places."""
    return [each for each in _runs(lines) if len(each) >= _LEAST]


def _runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    run: list[int] = []
    before = ""
    for index, line in enumerate(lines):
        shape = "" if line.within else _shape(line.text)
        if line.gap or shape != before:
            yield run
            run = []
        if shape:
            run.append(index)
        before = shape
    yield run


@lru_cache(maxsize=1024)  # three steps ask for the same rows
def _shape(text: str) -> str:
    """Return a row with a sign for words and one for a number; empty without both.

    So it is of a numbered one: headings are, and what a table of contents says of them.
    """
    if len(text) > _LONGEST or not (_NUMBER.search(text) and _WORDS.search(text)):
        return ""
    shape = " ".join(_NUMBER.sub("0", _WORDS.sub("a", text)).split())  # columns have blanks
    return "" if _NUMBERED.fullmatch(shape) else shape
