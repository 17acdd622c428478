"""Keyword in context: what stands before and after words, over a whole corpus."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text import Excerpt, Span
from reader.workspace.cache.entity_index import CorpusEntity

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

# So many characters before and after are given: more than a wide screen shows.
REACH = 100
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Context:
    """Words at ``[start, end)`` of a document's source, and what is shown around them in a line."""

    document: str
    start: int
    end: int
    before: str
    match: str
    after: str


def contexts(document: str, excerpt: Excerpt, places: Iterable[tuple[int, int]]) -> list[Context]:
    """Return places of a document's source in the context that an excerpt of it shows.

    A place is where a span starts and ends.
    """
    return [context_of(document, excerpt, shown) for shown in excerpt.from_sources(places) if shown]


def context_of(document: str, excerpt: Excerpt, shown: Span, around: Span | None = None) -> Context:
    """Return a span of an excerpt in context: ``around``, or so many characters of both sides."""
    text, span = excerpt.text, excerpt.to_source(shown)
    start, end = (
        (around.start, around.end) if around else (max(0, shown.start - REACH), shown.end + REACH)
    )
    return Context(
        document,
        span.start,
        span.end,
        _line(text[start : shown.start]),
        _line(shown.of(text)),
        _line(text[shown.end : end]),
    )


def mentions_of_entity(workspace: Workspace, entity: CorpusEntity) -> Iterator[list[Context]]:
    """Yield the mentions of an entity in context, document after document, by their dates.

    Raises:
        CorpusError: where a document can't be read.
    """
    dates = workspace.names.entities.dates
    ordered = sorted(entity.documents, key=lambda d: (not dates.get(d), dates.get(d, ""), d))
    for document in ordered:
        yield contexts(
            document,
            workspace.article(document).excerpt,
            [(s.start, s.end) for s in spans_of_entity(workspace, entity, document)],
        )


def spans_of_entity(workspace: Workspace, entity: CorpusEntity, document: str) -> list[Span]:
    """Return the spans of a document's source that mention an entity."""
    return [
        Span(mention.start, mention.end)
        for mention in workspace.names.mentions(document)
        if (mention.type.family, mention.entity) == (entity.type.family, entity.name)
    ]


def _line(text: str) -> str:
    return _BLANKS.sub(" ", text)
