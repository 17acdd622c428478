"""A query over one text that nothing else is known of."""

from __future__ import annotations

from collections.abc import Set
from operator import attrgetter

from reader.errors import ReaderError
from reader.text import Excerpt, Span
from reader.workspace.query.answering import NO_ITEMS, answer
from reader.workspace.query.syntax import FieldTest, Query, Test, text_tests
from reader.workspace.query.texts import SearchedText, spans_of


def places_in(excerpt: Excerpt, query: Query) -> list[Span]:
    """Return where a text has what a query asks for, as spans of its source, in order.

    Raises:
        ReaderError: for a query that asks for fields, which a text alone has none of.
    """
    text = SearchedText(excerpt)
    if not answer(query, _OneText(text)):
        return []
    spans = {span for test in text_tests(query) for span in spans_of(test, text)}
    return [excerpt.to_source(span) for span in sorted(spans, key=_place)]


_place = attrgetter("start", "end")  # spans compare more slowly by themselves


class _OneText:
    """The answers of one text, which is its only item."""

    _ITEM = frozenset({"text"})

    def __init__(self, text: SearchedText) -> None:
        self._text = text

    def all(self) -> Set[str]:
        return self._ITEM

    def of(self, test: Test) -> Set[str]:
        if isinstance(test, FieldTest):
            name = "@" if test.name == "@" else f"{test.name}:"
            raise ReaderError(f"only words can be looked for here, not {name}")
        return self._ITEM if spans_of(test, self._text) else NO_ITEMS
