"""Several texts in one file, each below a head of lines such as ``Title: …`` and ``Date: …``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reader.corpus.forms.form import Part, text_in
from reader.corpus.forms.ruled_texts import without_last_rule
from reader.corpus.heads import head_of
from reader.corpus.reading import Reading

_FIRST = re.compile(r"\s*(?P<key>[^\W\d_]{3,12})[ \t]*:")
_LONGEST_HEAD = 4096  # characters


def has_several(data: bytes) -> bool:
    """Tell whether the name of a file's first line stands below a blank line or a rule again."""
    name = data.lstrip().partition(b":")[0].strip()
    again = rb"\n(?:[-=_*#~]{3,})?[ \t]*\r?\n" + re.escape(name) + rb"[ \t]*:"
    return re.search(again, data) is not None


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield each text with what its head says."""
    found = text_in(data, reading)
    text = found.text.replace("\r\n", "\n")
    match = _FIRST.match(text)
    key = re.escape(match["key"]) if match else "$"
    starts = [each.start() for each in re.finditer(rf"^{key}[ \t]*:", text, re.MULTILINE)]
    heads = (start for start in starts if head_of(text[start : start + _LONGEST_HEAD]).size)
    for start, end in pairwise((*sorted({0, *heads}), len(text))):
        if not text[start:end].strip():
            continue
        head = head_of(text[start:end])
        body = without_last_rule(text[start + head.size : end])
        yield Part(body, head.fields, problem="" if body else "has no text").decoded_as(found)
