"""The places that a query finds in the articles of a corpus, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.text import Excerpt, FoldedText, Span
from reader.workspace.cache.text_index import KeptText, unpacked
from reader.workspace.query.answering import answer
from reader.workspace.query.documents import DocumentAnswers
from reader.workspace.query.syntax import AllOf, Query, TextTest, WordsTest, text_tests
from reader.workspace.query.texts import SearchedText, spans_of, tokens_of

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

# So much of both sides is kept with a hit: what lines are sorted by, and told apart by.
_BESIDE = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in an article, and what stands before and after it, folded.

    ``span`` counts in the folded text of the article where ``in_folded``, else in the article as it
    is shown: see ``HitPlaces``.
    """

    document: str
    span: Span
    in_folded: bool
    before: str
    match: str
    after: str


def hits(workspace: Workspace, query: Query) -> Iterator[list[Hit]]:
    """Yield the places that a query finds in each article that it asks for, as they are found.

    They are those of its words and patterns. Where a query is nothing but words, and they stand in
    a row, that is one place, and the only kind of them in the article. An article that is found by
    fields alone has its beginning as a place. Only articles that are read so far are found.

    Raises:
        QueryError: for a pattern that takes too long.
    """
    tests = list(dict.fromkeys(text_tests(query)))
    seen: set[str] = set()
    words, in_folded = _words_alone(query), all(map(_is_folded, tests))
    if words:
        # What is in the articles comes at once; what notes have too comes after it.
        row = _in_a_row(words)
        needed = " ".join(filter(None, map(tokens_of, words)))
        for kept in workspace.texts.texts(needed) if needed else ():
            if kept.document in workspace.entries:
                found = [_hits_of(test, kept, in_folded) for test in words]
                if all(found):
                    seen.add(kept.document)
                    rows = _hits_of(row, kept, in_folded) if row else []
                    yield rows or _in_order(found)
    for document in sorted(answer(query, DocumentAnswers(workspace)) - seen):
        text = workspace.texts.text(document)
        if text is not None:
            found = [_hits_of(test, text, in_folded) for test in tests]
            yield _in_order(found) or [_beginning(text)]


class HitPlaces:
    """Finds out where hits stand in the articles as they are shown, and in their sources."""

    def __init__(self, workspace: Workspace) -> None:
        self._texts = workspace.texts
        # Hits of one article are asked for one after the other.
        self._shown = lru_cache(maxsize=128)(self._read)

    def shown(self, hit: Hit) -> tuple[Excerpt, Span]:
        """Return the article of a hit, and where the hit stands in it."""
        excerpt, folded = self._shown(hit.document)
        return excerpt, folded.to_source(hit.span) if hit.in_folded else hit.span

    def in_source(self, hit: Hit) -> Span:
        """Return where a hit stands in the source of its document."""
        excerpt, span = self.shown(hit)
        return excerpt.to_source(span)

    def _read(self, document: str) -> tuple[Excerpt, FoldedText]:
        kept = self._texts.text(document)
        excerpt = unpacked(kept.excerpt) if kept else Excerpt.whole("")
        return excerpt, FoldedText(excerpt.with_line_ends)


def _words_alone(query: Query) -> list[WordsTest]:
    """Return the words of a query that asks for nothing but articles with all of them."""
    parts = query.parts if isinstance(query, AllOf) else (query,)
    words = [part for part in parts if isinstance(part, WordsTest)]
    return words if len(words) == len(parts) else []


def _in_a_row(words: list[WordsTest]) -> WordsTest | None:
    """Return the words as they would stand one after the other; None for one, or exact ones."""
    *firsts, last = (test.wording for test in words)
    if not firsts or last.exact or any(one.exact or one.prefix for one in firsts):
        return None
    return WordsTest(replace(last, text=" ".join(one.text for one in (*firsts, last))))


def _is_folded(test: TextTest) -> bool:
    return isinstance(test, WordsTest) and not test.wording.exact


def _hits_of(test: TextTest, kept: KeptText, in_folded: bool) -> list[Hit]:
    """Return where a test holds in an article; places in the folded text are found sooner."""
    if in_folded and isinstance(test, WordsTest):
        spans = test.wording.in_folded(kept.folded)
        return [_hit(kept.document, kept.folded, span, in_folded=True) for span in spans]
    excerpt = unpacked(kept.excerpt)
    spans = spans_of(test, SearchedText(excerpt))
    return [_hit(kept.document, excerpt.text, span, in_folded=False) for span in spans]


def _hit(document: str, text: str, span: Span, *, in_folded: bool) -> Hit:
    before = text[max(0, span.start - _BESIDE) : span.start]
    after = text[span.end : span.end + _BESIDE]
    match = span.of(text)
    if not in_folded:
        before, match, after = before.lower(), match.lower(), after.lower()
    return Hit(document, span, in_folded, before, match, after)


def _in_order(found: list[list[Hit]]) -> list[Hit]:
    """Return the hits of several tests by their places, each place once."""
    if len(found) == 1:
        return found[0]
    return sorted({hit.span: hit for one in found for hit in one}.values(), key=lambda h: h.span)


def _beginning(kept: KeptText) -> Hit:
    text = unpacked(kept.excerpt).text
    end = text.find("\n")
    return _hit(kept.document, text, Span(0, len(text) if end < 0 else end), in_folded=False)
