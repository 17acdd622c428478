"""A query over one text that nothing else is known of."""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import cache, partial

from reader.errors import ReaderError
from reader.text import Excerpt
from reader.workspace.query.answering import NO_ITEMS, answer
from reader.workspace.query.syntax import FieldTest, Query, Test, TextTest, text_tests
from reader.workspace.query.texts import Place, in_order, places_of


def places_in(excerpt: Excerpt, query: Query) -> list[Place]:
    """Return the places in a text that a query asks for: starts and ends in its source, in order.

    Raises:
        ReaderError: for a query that asks for fields, which a text alone has none of.
    """
    # The answer asks for the same places as the list of them.
    places = cache(partial(places_of, excerpt=excerpt))
    if not answer(query, _OneText(places)):
        return []
    return excerpt.to_sources(in_order(map(places, dict.fromkeys(text_tests(query)))))


class _OneText:
    """The answers of one text, which is its only item."""

    _ITEM = frozenset({"text"})

    def __init__(self, places: Callable[[TextTest], list[Place]]) -> None:
        self._places = places

    def all(self) -> Set[str]:
        return self._ITEM

    def of(self, test: Test) -> Set[str]:
        if isinstance(test, FieldTest):
            raise ReaderError(f"only words can be looked for here, not {test.sign}")
        return self._ITEM if self._places(test) else NO_ITEMS
