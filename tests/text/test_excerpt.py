"""Excerpts: the way from a text to its source and back, for one span and for many."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from reader.text import Excerpt, Span
from reader.text.excerpt import Piece

SOURCE = "ab &amp; cd\nef - gh"
PIECES = [[Piece(0, 3), Piece(3, 8, "&"), Piece(8, 11)], [Piece(12, 14), Piece(15, 18, "…")]]
EXCERPT = Excerpt.of(SOURCE, PIECES)
WHOLE = Excerpt.whole(EXCERPT.text)


def spans(length: int) -> st.SearchStrategy[list[Span]]:
    ends = st.tuples(st.integers(0, length), st.integers(0, length))
    return st.lists(ends.map(lambda two: Span(min(two), max(two))))


def places(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


@given(spans(len(EXCERPT.text)), spans(len(SOURCE)))
def test_many_spans_are_taken_to_the_same_places_as_each_alone(
    shown: list[Span], source: list[Span]
) -> None:
    for excerpt in (EXCERPT, WHOLE):
        found = excerpt.to_sources(places(shown))
        assert found == places(excerpt.to_source(span) for span in shown)
    found = EXCERPT.from_sources(places(source))
    assert found == [EXCERPT.from_source(span) for span in source]


@given(spans(len(EXCERPT.text)))
def test_the_source_of_a_span_is_that_of_its_characters(shown: list[Span]) -> None:
    for span in filter(None, shown):
        each = [EXCERPT.to_source(Span(n, n + 1)) for n in range(span.start, span.end)]
        whole = Span(min(one.start for one in each), max(one.end for one in each))
        assert EXCERPT.to_source(span) == whole


def test_a_word_torn_at_a_line_end_is_compared_whole_where_the_other_text_has_it_whole() -> None:
    source = "They ex-\npect a well-\nknown ship."
    text = Excerpt.of(source, [[Piece(0, 8), Piece(9, 21), Piece(22, len(source))]])
    assert (
        text.with_whole_words_of("Few expect well-known ships.")
        == "They ex\xadpect a well-known ship."
    )
    assert text.with_whole_words_of("None ex-pect them.") == text.text
