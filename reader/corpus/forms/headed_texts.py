"""Several texts in one file, each below a head of lines such as ``Title: …`` and ``Date: …``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reader.corpus.forms.form import Part, text_in
from reader.corpus.heads import head_of
from reader.corpus.reading import Reading

_FIRST = re.compile(r"\s*(?P<key>[^\W\d_]{3,12})[ \t]*:")
# What may stand between two texts beside blank lines.
_RULE = re.compile(r"\n[ \t]*([-=_*#~])\1{2,}[ \t]*\s*\Z")


def has_several(data: bytes) -> bool:
    """Tell whether the name of the first line of a file stands below a blank line or a rule again."""
    name = data.lstrip().partition(b":")[0].strip()
    again = rb"\n[ \t]*[-=_*#~]*[ \t]*\r?\n" + re.escape(name) + rb"[ \t]*:"
    return re.search(again, data) is not None


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield each text with what its head says."""
    found = text_in(data, reading)
    text = found.text.replace("\r\n", "\n")
    match = _FIRST.match(text)
    key = re.escape(match["key"]) if match else "$"
    starts = [each.start() for each in re.finditer(rf"^{key}[ \t]*:", text, re.MULTILINE)]
    starts = sorted({0, *(start for start in starts if head_of(text[start:]).size)})
    for start, end in pairwise((*starts, len(text))):
        if not text[start:end].strip():
            continue
        head = head_of(text[start:end])
        body = _RULE.sub("", text[start + head.size : end]).strip()
        yield Part(body, head.fields, problem="" if body else "has no text").decoded_as(found)
