"""RTF: its text, or the articles of a download from a press database."""

from __future__ import annotations

import re
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from reader.corpus.forms import press_database, table
from reader.corpus.forms.form import Part
from reader.corpus.reading import Reading

_BREAKS = re.compile(r"\n{3,}")


def parts(data: bytes, _: Reading) -> Iterator[Part]:
    """Yield the document of an RTF file, or its articles."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ValueError("it does not begin as RTF does")
    text: str = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    if table.is_press(text):
        yield from press_database.articles(text)
        return
    rows = [row.strip() for row in text.splitlines()]
    text = _BREAKS.sub("\n\n", "\n\n".join(rows)).strip()
    yield Part(text, {}, problem="" if text else "has no text")
