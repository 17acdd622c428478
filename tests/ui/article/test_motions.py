"""Moving by characters, words, sentences and paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import Span, snapped
from reader.ui.article.view import motions

from .making import TEXTS

STORY = """The bridge closed. “Why now?” she asked Dr. Novak, who didn't answer.
It opens in May.

Second paragraph: e\u0301te\u0301 👩\u200d👩\u200d👧 3.5 km.
 \t
Last one"""


def stops(motion: motions.Motion, text: str, start: int) -> list[int]:
    found = []
    while (following := motion(text, start)) != start:
        found.append(following)
        start = following
    return found


def words_at(places: list[int]) -> list[str]:
    return [(STORY[place:].split() or [""])[0] for place in places]


def test_words() -> None:
    forwards = words_at(stops(motions.next_word, STORY, 0))
    assert forwards[:8] == ["bridge", "closed.", "Why", "now?”", "she", "asked", "Dr.", "Novak,"]
    assert "t" not in [word[:1] for word in forwards if word.startswith("t ")]
    assert words_at([motions.next_word(STORY, STORY.index("idn't"))]) == ["answer."]
    backwards = stops(motions.previous_word, STORY, len(STORY))
    assert backwards[::-1] == [0, *stops(motions.next_word, STORY, 0)[:-1]]


def test_sentences() -> None:
    assert words_at(stops(motions.next_sentence, STORY, 0)) == [
        "“Why", "It", "Second", "Last", "",
    ]  # fmt: skip
    back = stops(motions.previous_sentence, STORY, len(STORY))
    assert words_at(back) == ["Last", "Second", "It", "“Why", "The"]
    assert motions.sentence_at(STORY, 25).of(STORY).endswith("didn't answer.")
    assert motions.sentence_at(STORY, len(STORY)).of(STORY) == "Last one"
    numbered = "4. Take it back\n\nPress u."
    assert motions.sentence_at(numbered, 0).of(numbered) == "4. Take it back"


def test_paragraphs() -> None:
    assert words_at(stops(motions.next_paragraph, STORY, 0)) == ["Second", "Last", ""]
    assert words_at(stops(motions.previous_paragraph, STORY, len(STORY))) == [
        "Last", "Second", "The",
    ]  # fmt: skip
    assert motions.paragraph_at(STORY, 70).of(STORY).endswith("May.")


@pytest.mark.parametrize("place", ["didn't", "3.5", "👩\u200d👩\u200d👧"])
def test_the_word_under_a_double_click(place: str) -> None:
    start = STORY.index(place)
    for offset in range(len(place)):
        found = motions.word_at(STORY, start + offset)
        assert found == Span(start, start + len(place))


def test_far_and_long() -> None:
    text = "start " + " " * 5_000 + "x" * 5_000 + " end"
    assert motions.next_word(text, 0) == 5_006
    assert motions.next_word(text, 5_006) == len(text) - 3
    assert motions.previous_word(text, len(text) - 3) == 5_006
    assert motions.word_at(text, 5_500) == Span(5_006, 10_006)
    endless = "No end in sight, " * 100_000
    assert motions.previous_sentence(endless, 1_000_000) < 1_000_000
    assert motions.next_sentence(endless, 1_000_000) > 1_000_000


@given(TEXTS, st.sampled_from(sorted(motions.MOTIONS)), st.integers(0, 200))
def test_motions_come_to_an_end_within_the_text(text: str, name: str, start: int) -> None:
    index = min(start, len(text))
    direction = -1 if name in {"left", "start"} or name.endswith("_back") else 1
    for _ in range(len(text) + 1):
        following = motions.MOTIONS[name](text, index)
        assert 0 <= following <= len(text)
        assert (following - index) * direction >= 0
        if name in {"left", "right"} and following != index:
            low, high = sorted((index, following))
            assert name == "left" or snapped(Span(low, high), text).end == high
        if following == index:
            return
        index = following
    raise AssertionError("it goes on for ever")
