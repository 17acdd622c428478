"""The rows of an office document as its text, or as the articles that it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reader.corpus.forms.form import Part
from reader.corpus.forms.ruled_texts import DIGEST
from reader.corpus.forms.several_texts import note_several_texts, note_titled_texts
from reader.corpus.forms.table import articles_in
from reader.corpus.heads import head_of
from reader.text import Format

PAGE = "\f"  # a row that begins a page


def heading(text: str, level: int) -> str:
    """Return a heading as Markdown has it."""
    return f"{'#' * max(1, min(6, level))} {text}"


def parts_of(
    rows: Sequence[str], metadata: Mapping[str, Any], *, headed: bool, titled: bool = False
) -> Iterator[Part]:
    """Yield the document of paragraphs, or the articles of one that holds several.

    Lines such as ``Title: …`` at its top are no text. ``headed`` tells that some are headings as
    in Markdown, and ``titled`` that one is the title of all.
    """
    shown = [row for row in rows if row != PAGE]
    if articles := articles_in(shown) or (articles_in(rows) if len(shown) < len(rows) else []):
        yield from articles
        return
    text = "\n\n".join(filter(None, shown))
    notes = note_several_texts(text, is_page=False)
    if not notes and (not titled or DIGEST.search(text.partition("\n")[0])):
        paged = "\n\n".join(filter(None, rows))
        if not paged.startswith("# "):  # the headings are those of its parts
            paged = paged.replace("\n# ", "\n")
        notes = note_titled_texts(paged, is_page=False)
    head = head_of(text)
    if below := text[head.size :].strip():
        text, metadata = below, {**metadata, **head.fields}
    kind = Format.MARKDOWN if headed else Format.TEXT
    yield Part(text, metadata, format=kind, problem="" if text else "has no text", notes=notes)
