"""PDF: the text of its pages, lines of a paragraph joined, what heads and feet repeat left out."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

from pypdf import PdfReader

from reader.corpus.forms.form import MOST_BYTES, Part, page_starts
from reader.corpus.reading import Reading

_MOST_PAGES = 5_000
_NUMBERS = re.compile(r"\d+")
# Letters differ in width: a full line may have a few less of them than others.
_FULL = 0.99
_ENDS = re.compile(r"[.!?:;”\"»)\]]\s*$")


def parts(data: bytes, _: Reading) -> Iterator[Part]:
    """Yield the one document of a PDF; ``pages`` tells where each of them begins in its text."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is broken is told by us
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("it is locked with a password")
    pages: list[list[str]] = []
    size = 0
    for page in reader.pages[:_MOST_PAGES]:
        pages.append(page.extract_text().splitlines())
        size += sum(map(len, pages[-1]))
        if size > MOST_BYTES // 4:
            raise ValueError("its text is too long")
    texts = [_joined(lines) for lines in _without_heads(pages)]
    said: dict[str, object] = {"pages": list(page_starts(texts))}
    about = reader.metadata
    for key, name in (("title", "/Title"), ("author", "/Author")):
        value = str(about.get(name) or "").strip() if about else ""
        if value and value.lower() not in ("untitled", "anonymous", "(anonymous)", "unspecified"):
            said[key] = value
    text = "\n\n".join(filter(None, texts))
    yield Part(text, said, problem="" if text.strip() else "has no text, only pictures of it")


def _without_heads(pages: list[list[str]]) -> Iterator[list[str]]:
    """Yield the lines of each page without the first and last ones that most pages share."""
    rows = [[line.rstrip() for line in page if line.strip()] for page in pages]
    ends = Counter(
        _NUMBERS.sub("#", line.strip())
        for page in rows
        for line in dict.fromkeys((*page[:2], *page[-2:]))
    )
    for page in rows:
        last = len(page) - 2
        yield [
            line
            for index, line in enumerate(page)
            if not (
                (index < 2 or index >= last)
                and len(rows) > 1
                and not _ENDS.search(line)
                and ends[_NUMBERS.sub("#", line.strip())] > len(rows) / 2
            )
        ]


def _joined(lines: list[str]) -> str:
    """Return the paragraphs of a page: they end where the next word would have had room."""
    if not lines:
        return ""
    width = sorted(map(len, lines))[int(0.95 * (len(lines) - 1))]
    text = [lines[0]]
    for before, line in pairwise(lines):
        word = line.split(maxsplit=1)[0]
        is_full = len(before) + 1 + len(word) >= _FULL * width
        ends = bool(_ENDS.search(before))
        goes_on = is_full or (not ends and (line[:1].islower() or len(before) >= 0.8 * width))
        # A word that is broken at the end of its line stays so: cleaning shows it whole.
        within = "\n" if before.endswith(("-", "\xad")) else " "
        text.append((within if goes_on else "\n\n") + line.strip())
    return "".join(text)
