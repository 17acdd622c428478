"""Several texts in one file, parted by rules of dashes, stars or the like, or by headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from reader.corpus.forms.form import Part, text_in
from reader.corpus.reading import Reading
from reader.text import Format
from reader.text.dates.written_dates import day_of

_ROW = r"[ \t]*(?P<mark>[-=_*~#])(?:[ \t]?(?P=mark)){2,}[ \t]*"
# A rule, or a heading of the first level in Markdown, which is part of what it stands over.
_BREAK = re.compile(rf"\n(?:{_ROW}(?=\r?\n)|(?=#[ \t]))")
_LAST_RULE = re.compile(rf"\n{_ROW}\Z")
_BY = re.compile(r"(?i:by|von|par|por|door)[ :]\s*[^\W\d_a-z]")
_ENDS_SENTENCE = (".", "!", ":", ";", ",")
# In characters: of a head, its title, what signs it, and of a text with its head.
_LONGEST_HEAD, _LONGEST_TITLE, _LONGEST_SIGNATURE, _SHORTEST = 1000, 200, 80, 200


def are_several(start: bytes) -> bool:
    """Tell by its beginning that a file holds several texts, each with a head of its own."""
    # Most files are told by their first lines, and there may be 100,000 of them.
    has_head = _has_head(start[:_LONGEST_HEAD].decode("utf-8", "replace"))
    return has_head and len(_starts(start.decode("utf-8", "replace"))) > 1


def count_in(text: str) -> int:
    """Count the texts of a file that begins with the head of one, each below a head of its own."""
    return len(_starts(text)) if _has_head(text[:_LONGEST_HEAD]) else 0


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield each text, and what stands over the first one."""
    found = text_in(data, reading)
    for start, end in pairwise((*sorted({0, *_starts(found.text)}), len(found.text))):
        if text := without_last_rule(found.text[start:end]):
            kind = Format.MARKDOWN if text.startswith("#") else Format.TEXT
            yield Part(text, {}, format=kind).decoded_as(found)


def without_last_rule(text: str) -> str:
    """Return a text without the rule below it and the blanks around it."""
    return _LAST_RULE.sub("", text.strip()).strip()


def _starts(text: str) -> list[int]:
    """Return the starts of texts that have a head: with the file, below a rule, at a heading."""
    ends = (0, *(found.end() for found in _BREAK.finditer(text)))
    heads = [end for end in ends if _has_head(text[end : end + _LONGEST_HEAD])]
    return [start for start, end in pairwise((*heads, len(text))) if end - start >= _SHORTEST]


def _has_head(text: str) -> bool:
    """Tell whether a text begins with a title, and who wrote it or when right below."""
    title, *below = [*islice(filter(None, map(str.strip, text.splitlines())), 3)] or [""]
    is_part = title.startswith("##") or title.endswith(_ENDS_SENTENCE)
    is_title = len(title) <= _LONGEST_TITLE and not is_part
    return is_title and any(map(_signs, below)) and not _signs(title)


def _signs(row: str) -> bool:
    """Tell whether a line is no more than who wrote a text, or when."""
    return len(row) <= _LONGEST_SIGNATURE and bool(_BY.match(row) or day_of(row))
