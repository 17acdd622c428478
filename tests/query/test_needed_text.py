"""The quick look before a pattern is matched never keeps back a text that it matches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import Excerpt, Span, fold
from reader.workspace.query.needed_text import needed_text
from reader.workspace.query.syntax import PatternTest
from reader.workspace.query.texts import holds_in, may_hold_in, places_of


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        ("interest rates?", {"interest", "rate"}),
        ("ferr(y|ies)", {"ferr"}),
        ("(?:storm)+ (loose)?", {"storm"}),
        ("Müller", {"muller"}),
        ("storm|gale", set()),
        ("(?!storm)gale", {"gale"}),
        # these mean other things to the module that matches
        ("(?:storm){e<=1}", set()),
        ("[[a-z]--[s]]torm", set()),
        (r"\p{Lu}torm", set()),
    ],
)
def test_the_pieces_that_every_match_has(pattern: str, pieces: set[str]) -> None:
    assert set(needed_text(pattern)) == pieces


WORDS = st.sampled_from(["storm", "Straße", "e\u0301tat", "ﬁne", "٤٢", "o’clock", "a", "-", " "])
PARTS = st.one_of(
    WORDS,
    WORDS.map(lambda word: f"({word})?"),
    WORDS.map(lambda word: f"(?:{word})+"),
    st.tuples(WORDS, WORDS).map("|".join).map("({})".format),
    st.sampled_from([".", r"\w+", r"\s*", "[a-z]", "(?i:STORM)", "(?=s)"]),
)


@given(st.lists(PARTS, min_size=1, max_size=4).map("".join), st.lists(WORDS, max_size=6))
def test_a_text_with_a_match_is_never_kept_back(pattern: str, words: list[str]) -> None:
    test, text = PatternTest(pattern, Span(0, 1)), "".join(words)
    if holds_in(test, text, fold(text)):
        assert may_hold_in(test, fold(text))


@pytest.mark.parametrize("pattern", ["Zürich", "Zu\u0308rich", "z[üö]rich", "Z.rich"])
@pytest.mark.parametrize("written", ["Zürich", "Zu\u0308rich"])
def test_a_pattern_finds_letters_in_either_normal_form(pattern: str, written: str) -> None:
    text = f"cafe\u0301: in {written}."
    test, start = PatternTest(pattern, Span(0, 1)), text.index("Z")
    assert places_of(test, Excerpt.whole(text)) == [(start, start + len(written))]
    assert holds_in(test, text, fold(text))


def test_a_pattern_comes_to_an_end_where_a_letter_is_folded_to_several() -> None:
    for pattern, text in ((r"\w+ss", "groß"), (r"\w+fine", "deﬁne")):
        found = places_of(PatternTest(pattern, Span(0, 1)), Excerpt.whole(text))
        assert found == [(0, len(text))]
