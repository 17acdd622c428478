"""The titles by which the two documents of a pair are told apart."""

from __future__ import annotations

from collections.abc import Mapping

from reader.text import one_line
from reader.workspace import DocumentSummary


def title_of(summaries: Mapping[str, DocumentSummary], document: str) -> str:
    """Return the title of a document in a line: source, date and title, or its path."""
    summary = summaries.get(document)
    if summary is None or not summary.title:
        return one_line(document)
    return " · ".join(part for part in (summary.dated(10), summary.source, summary.title) if part)


def titles_of(summaries: Mapping[str, DocumentSummary], a: str, b: str) -> tuple[str, str]:
    """Return the titles of two documents, behind their paths where they are the same."""
    one, other = title_of(summaries, a), title_of(summaries, b)
    return (f"{one_line(a)} · {one}", f"{one_line(b)} · {other}") if one == other else (one, other)
