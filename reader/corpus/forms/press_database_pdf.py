"""Downloads from press databases as PDF: by the layouts of text, each article with its pages."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from io import BytesIO
from itertools import accumulate
from typing import IO

from reader.corpus.forms import pdf, press_database
from reader.corpus.forms.form import Part
from reader.corpus.forms.press_marks import LENGTH, is_press
from reader.corpus.reading import Reading

# What stands on the first page of such a download, and rarely on that of another PDF.
_LIKELY = re.compile(
    rf"^\s*(?:{LENGTH}\s*$|(?:length|load-date|job number|full text|publication info):|(?:HD|SE) )"
    r"|\bDO[CK]UMENT|ProQuest|Factiva|Nexis",
    re.MULTILINE | re.IGNORECASE,
)


def is_likely(stream: IO[bytes]) -> bool:
    """Tell by its first page whether a PDF may be such a download."""
    try:
        return bool(_LIKELY.search(pdf.opened(stream).pages[0].extract_text()))
    except Exception:  # whatever is broken is told when it is read
        return False


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the articles of a download; of another PDF, its one document."""
    pages = pdf.printed_pages(pdf.opened(BytesIO(data)))
    lines = [
        (number, line)
        for number, page in enumerate(pages)
        for line in page
        if not press_database.PAGE.fullmatch(line.text)
    ]
    text = "\n".join(line.text for _, line in lines)
    whole = text.encode("utf-8", "replace")
    if not is_press(whole, lambda: whole):
        yield from pdf.parts(data, reading)
        return
    usual = pdf.usual_height(pages)
    kept = {id(line) for page in pdf.without_heads(pages, usual) for line in page}
    starts = list(accumulate((len(line.text) + 1 for _, line in lines[:-1]), initial=0))
    at = 0
    for part in press_database.articles(text):
        own: list[list[pdf.PrintedLine]] = [[] for _ in pages]
        for piece in part.text.split("\n\n"):  # of one that two fields hold
            at = text.index(piece, at)
            end = at + len(piece)
            for index in range(bisect_right(starts, at) - 1, bisect_left(starts, end)):
                number, line = lines[index]
                shown = text[max(at, starts[index]) : min(end, starts[index] + len(line.text))]
                if id(line) in kept and shown.strip():
                    own[number].append(line._replace(text=shown.strip()))
            at = end
        body, page_starts = pdf.composed(own, usual)
        yield part._replace(text=body, metadata={**part.metadata, "pages": page_starts})
