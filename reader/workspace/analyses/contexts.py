"""Keyword in context: what stands before and after words, over a whole corpus."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from reader import cleaning
from reader.corpus import Corpus, Document, Entry
from reader.errors import ReaderError
from reader.parallel import in_order
from reader.text import Excerpt, Span
from reader.workspace.analyses.entity_index import CorpusEntity
from reader.workspace.analyses.finding import occurrences

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

REACH = 100
"""So many characters before and after are given: more than a wide screen shows."""
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


def contexts(document: str, excerpt: Excerpt, spans: Iterable[Span]) -> list[Context]:
    """Return spans of a document's source in the context that an excerpt of it shows."""
    text = excerpt.text
    return [
        Context(
            document,
            span.start,
            span.end,
            _line(text[max(0, shown.start - REACH) : shown.start]),
            _line(shown.of(text)),
            _line(text[shown.end : shown.end + REACH]),
        )
        for span in spans
        if (shown := excerpt.from_source(span))
    ]


def matches(document: Document, query: str, *, whole: bool = False) -> list[Context]:
    """Return where a document's article, or with ``whole`` its source, has words in a row.

    ``query`` in small letters matches both cases; blanks match any blanks.
    """
    if whole:
        excerpt = Excerpt.whole(document.source)
    else:
        excerpt = cleaning.clean(document.source, document.format).excerpt
    return contexts(document.id, excerpt, occurrences(excerpt, query))


def search(workspace: Workspace, query: str) -> Iterator[list[Context]]:
    """Yield for each document of a corpus, as it is searched, where it has the words of a query.

    Documents that can't be read have nothing.
    """
    entries = [entry for entry in workspace.entries.values() if not entry.problem]
    work = partial(_matches, workspace.corpus, query)
    with closing(in_order(work, entries)) as results:
        yield from results


def mentions_of_entity(workspace: Workspace, entity: CorpusEntity) -> Iterator[list[Context]]:
    """Yield the mentions of an entity in context, document after document, by their dates.

    Raises:
        CorpusError: where a document can't be read.
    """
    dates = workspace.entities.dates
    ordered = sorted(entity.documents, key=lambda d: (not dates.get(d), dates.get(d, ""), d))
    for document in ordered:
        yield contexts(
            document,
            workspace.article(document).excerpt,
            spans_of_entity(workspace, entity, document),
        )


def spans_of_entity(workspace: Workspace, entity: CorpusEntity, document: str) -> list[Span]:
    """Return where a document mentions an entity, as spans of its source."""
    return [
        Span(mention.start, mention.end)
        for mention in workspace.mentions(document)
        if (mention.type.family, mention.entity) == (entity.type.family, entity.name)
    ]


def _matches(corpus: Corpus, query: str, entry: Entry) -> list[Context]:
    try:
        return matches(corpus.read(entry), query)
    except ReaderError:
        return []


def _line(text: str) -> str:
    return _BLANKS.sub(" ", text)
