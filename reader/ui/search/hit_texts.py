"""The texts of hits: what stands around them, and where they are in their documents."""

from __future__ import annotations

import codecs
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from reader.corpus import Document
from reader.exchange import csv_bytes
from reader.text import Span, sentences
from reader.workspace import Workspace
from reader.workspace.overviews.contexts import Context, context_of
from reader.workspace.query.concordance import HitLine
from reader.workspace.query.hits import HitPlaces

_COLUMNS = (
    *("document", "date", "source", "title", "start", "end"),
    *("before", "match", "after", "copies", "note"),
)


class HitTexts:
    """Reads what is shown around the hits of one search, and finds their places in the sources."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace, self._places = workspace, HitPlaces(workspace)
        self.around = lru_cache(maxsize=2_048)(self._around)

    def _around(self, line: HitLine, in_sentence: bool) -> Context:
        """Return the text shown around a hit: its sentence, or so many characters."""
        excerpt = self._places.excerpt(line.document)
        span = self._places.shown(line.document, line.span, line.in_folded)
        around = _sentence_at(excerpt.text, span) if in_sentence and span else None
        return context_of(line.document, excerpt, span, around)

    def span(self, line: HitLine) -> Span:
        """Return the span of a hit in the source of its document."""
        if line.note and line.note.place:
            return Span(*line.note.place)
        shown = self._places.shown(line.document, line.span, line.in_folded)
        return self._places.excerpt(line.document).to_source(shown)

    def by_document(self, lines: Iterable[HitLine]) -> list[tuple[Document, list[Span]]]:
        """Return the documents of hits, each with the spans of its own in its source."""
        found: dict[str, list[Span]] = defaultdict(list)
        for line in lines:
            found[line.document].append(self.span(line))
        return [(self._workspace.document(one), spans) for one, spans in found.items()]

    def as_csv(self, lines: Iterable[HitLine]) -> bytes:
        """Return hits as a table in CSV, with the mark of UTF-8, which spreadsheets want."""
        return codecs.BOM_UTF8 + csv_bytes(_COLUMNS, map(self._cells, lines))

    def _cells(self, line: HitLine) -> Sequence[object]:
        summary, found = self._workspace.summaries.of(line.document), self.around(line, False)
        return (
            *(line.document, summary.dated(), summary.source, summary.title),
            *(found.start, found.end, found.before, found.match, found.after),
            *(len(line.copies), line.note.text if line.note else ""),
        )


def _sentence_at(text: str, span: Span) -> Span:
    """Return the sentences that a span of a text lies in."""
    start = text.rfind("\n\n", 0, span.start) + 1
    end = text.find("\n\n", span.end)
    block = text[start : end if end >= 0 else len(text)]
    around = [s.shifted(start) for s in sentences(block) if s.shifted(start).overlaps(span)]
    return Span(around[0].start, around[-1].end) if around else span
