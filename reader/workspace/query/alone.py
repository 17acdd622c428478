"""A query over one text that nothing else is known of."""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import cache, partial
from operator import attrgetter

from reader.errors import ReaderError
from reader.text import Excerpt, Span
from reader.workspace.query.answering import NO_ITEMS, answer
from reader.workspace.query.syntax import FieldTest, Query, Test, TextTest, text_tests
from reader.workspace.query.texts import SearchedText, spans_of


def places_in(excerpt: Excerpt, query: Query) -> list[Span]:
    """Return where a text has what a query asks for, as spans of its source, in order.

    Raises:
        ReaderError: for a query that asks for fields, which a text alone has none of.
    """
    text = SearchedText(excerpt)
    # The answer asks for the same places as the list of them.
    spans = cache(partial(spans_of, text=text))
    if not answer(query, _OneText(spans)):
        return []
    found = [spans(test) for test in dict.fromkeys(text_tests(query))]
    if len(found) == 1:
        return excerpt.to_sources(found[0])
    return excerpt.to_sources(sorted({one for each in found for one in each}, key=_place))


_place = attrgetter("start", "end")  # spans compare more slowly by themselves


class _OneText:
    """The answers of one text, which is its only item."""

    _ITEM = frozenset({"text"})

    def __init__(self, spans: Callable[[TextTest], list[Span]]) -> None:
        self._spans = spans

    def all(self) -> Set[str]:
        return self._ITEM

    def of(self, test: Test) -> Set[str]:
        if isinstance(test, FieldTest):
            raise ReaderError(f"only words can be looked for here, not {test.sign}")
        return self._ITEM if self._spans(test) else NO_ITEMS
