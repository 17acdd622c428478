"""The passages at the caret: a pure look at the layers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text import Span
from reader.ui.article.view import MarkedSpan, TaggedSpan
from reader.ui.article.view.caret_place import CaretPlace
from reader.ui.article.view.layers import Layer
from reader.ui.article.view.paint import TextLayers

SPANS = st.tuples(st.integers(0, 30), st.integers(1, 9))


@given(st.lists(SPANS, min_size=1, max_size=8, unique=True))
def test_from_each_passage_one_comes_to_all_that_are_counted_there(
    spans: list[tuple[int, int]],
) -> None:
    layers = TextLayers()
    spanned = (TaggedSpan(start, start + size, key=f"{start}/{size}") for start, size in spans)
    layers.put("passages", Layer(spanned))

    def nested(held: str, caret: int) -> list[str]:
        return [one.key for one in CaretPlace(layers, caret, held).nested]

    for start, size in spans:
        own = f"{start}/{size}"
        counted = nested(own, start)
        assert own in counted and len(set(counted)) == len(counted)
        assert all(nested(other, start) == counted for other in counted)


def test_a_hit_can_be_tagged_again_when_undo_has_taken_the_passage_on_it() -> None:
    layers = TextLayers()
    layers.put("hits", Layer([MarkedSpan(3, 9)]))
    layers.put("passages", Layer([TaggedSpan(3, 9, key="one")]))
    assert CaretPlace(layers, 3, "one").hit is None
    layers.put("passages", Layer([]))
    assert CaretPlace(layers, 3, "one").hit == Span(3, 9)
