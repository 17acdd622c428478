"""Several texts in one file, each below front matter, or lines such as ``Title: …``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import islice, pairwise

from reader.corpus.fields import field_of
from reader.corpus.forms.form import Part, text_in
from reader.corpus.forms.ruled_texts import COUNTED, without_last_rule
from reader.corpus.heads import head_of
from reader.corpus.reading import Reading
from reader.text import Format

_FIRST = re.compile(r"\s*(?P<key>[^\W\d_](?:[\w ]{0,14}\w)?)[ \t]*[:：]")
# A number over the first head.
_COUNTED_FIRST = re.compile(rf"\s*(?:{COUNTED.pattern}){_FIRST.pattern}", COUNTED.flags)
# Front matter with a title, or closed one with an author or a day; of code in a text, no blank
# line stands over it.
_FRONT_MATTER = re.compile(
    r"(?:\A|\n[ \t]*\r?\n)(?P<head>(?P<mark>---|\+\+\+)[ \t]*\r?\n(?:"
    r"(?:(?!(?P=mark)).*\n){0,40}?(?i:title|headline|titel|titre)[ \t]*[:=]"
    r"|(?=(?:(?!(?P=mark)).*\n){0,40}?(?i:date|datum|author|autor|auteur|byline)[ \t]*[:=])"
    r"(?:(?!(?P=mark))[ \t]*+\S.*\n){1,80}+(?P=mark)[ \t]*\r?(?:\n|\Z)))"
)
_LONGEST_HEAD = 4096  # characters
# Two of so many beginnings are heads, or the file is one text.
_TRIED = 50


def begins_as_head(start: bytes) -> bool:
    """Tell whether a file begins with front matter, or with a key of a field."""
    text = _uncounted(start.decode("utf-8", "replace"))
    match = _FIRST.match(text)
    if match is None:
        return text.lstrip().startswith(("---", "+++"))
    return field_of(match["key"]) not in (None, "text")


def has_several(data: bytes) -> bool:
    """Tell whether a file begins with a head, and another that begins with its first key follows.

    Of lines, that is below a blank line or a rule.
    """
    text = _uncounted(data.decode("utf-8", "replace").replace("\r\n", "\n"))
    heads = filter(partial(_is_head, text), islice(_beginnings(text), _TRIED))
    return len([*islice(heads, 2)]) > 1


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield each text with what its head says."""
    found = text_in(data, reading)
    text = _uncounted(found.text.replace("\r\n", "\n"))
    kind = Format.TEXT if _FIRST.match(text) else Format.MARKDOWN
    heads = filter(partial(_is_head, text), _beginnings(text))
    for start, end in pairwise((*sorted({0, *heads}), len(text))):
        if not text[start:end].strip():
            continue
        head = head_of(text[start:end])
        body = without_last_rule(text[start + head.size : end])
        part = Part(body, head.fields, format=kind, problem="" if body else "has no text")
        yield part.decoded_as(found)


def _beginnings(text: str) -> Iterator[int]:
    """Yield where a head may begin: with the first key of the file, or as front matter."""
    above = r"(?:\A\s*|\n[ \t]*\n|\n[-=_*#~]{3,}[ \t]*\n)"
    first = _FIRST.match(text)
    begun = re.compile(rf"{above}(?P<head>{_begun_by(first['key'])})") if first else _FRONT_MATTER
    return (each.start("head") for each in begun.finditer(text))


def _is_head(text: str, start: int) -> bool:
    return head_of(text[start : start + _LONGEST_HEAD]).size > 0


def _begun_by(key: str) -> str:
    """Return a pattern for the beginning of a line with a key."""
    return rf"{re.escape(key)}[ \t]*[:：]"


def _uncounted(text: str) -> str:
    """Return a text without the numbers over its heads, if it begins with one."""
    first = _COUNTED_FIRST.match(text)
    if first is None:
        return text
    over_heads = rf"(?:{COUNTED.pattern})(?=\s*^{_begun_by(first['key'])})"
    return re.sub(over_heads, "", text, flags=COUNTED.flags)
