"""The rows of an office document as its text, or as the articles that it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reader.corpus.forms.form import Part
from reader.corpus.forms.table import articles_in
from reader.corpus.heads import head_of
from reader.text import Format


def heading(text: str, level: int) -> str:
    """Return a heading as Markdown has it."""
    return f"{'#' * max(1, min(6, level))} {text}"


def parts_of(rows: Sequence[str], metadata: Mapping[str, Any], *, headed: bool) -> Iterator[Part]:
    """Yield the document of paragraphs, or the articles of one that holds several.

    Lines such as ``Title: …`` at its top are no text. ``headed`` tells that some are headings as
    in Markdown.
    """
    if articles := articles_in(rows):
        yield from articles
        return
    text = "\n\n".join(filter(None, rows))
    head = head_of(text)
    if below := text[head.size :].strip():
        text, metadata = below, {**metadata, **head.fields}
    kind = Format.MARKDOWN if headed else Format.TEXT
    yield Part(text, metadata, format=kind, problem="" if text else "has no text")
