"""RTF: its text, or the articles of one that holds several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from striprtf.striprtf import rtf_to_text

from reader.corpus.forms.form import Part
from reader.corpus.forms.paragraphs import PAGE, parts_of
from reader.corpus.forms.properties import properties
from reader.corpus.reading import Reading

_CODE_PAGE = re.compile(r"\\ansicpg\d+")
_MADE = re.compile(r"\\creatim\s*\\yr(\d{4})\\mo(\d\d?)\\dy(\d\d?)")
_NEW_PAGE = re.compile(r"\\(?:page|sect)(?![a-z]) ?")
_LONGEST_INFO = 16 * 1024  # characters


def parts(data: bytes, _: Reading) -> Iterator[Part]:
    """Yield the document of an RTF file, or its articles."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ValueError("it does not begin as RTF does")
    source = data.decode("latin-1")
    first, *others = _text(_NEW_PAGE.sub(r"\\par\\'0c\\par ", source)).split(PAGE)
    rows = [row.strip() for row in first.splitlines()]
    for page in others:
        rows += (PAGE, *map(str.strip, page.splitlines()))
    yield from parts_of(rows, _properties(source), headed=False)


def _properties(source: str) -> Mapping[str, str]:
    """Return the properties in the info group of an RTF file."""
    start = source.find("{\\info")
    info = source[start : start + _LONGEST_INFO] if start >= 0 else ""
    page = _CODE_PAGE.search(source)

    def value(name: str) -> str:
        found = re.search(rf"{{\\{name}\s((?:[^{{}}\\]|\\.)*)}}", info, re.DOTALL)
        return _text(f"{{\\rtf1{page[0] if page else ''} {found[1]}}}") if found else ""

    made = _MADE.search(info)
    day = "-".join(part.zfill(2) for part in made.groups()) if made else ""
    return properties(value("title"), value("author"), day)


def _text(source: str) -> str:
    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    return text
