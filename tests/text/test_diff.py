"""Differences of two sequences of words."""

from hypothesis import given
from hypothesis import strategies as st

from reader.text.diff import diff

WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=60)


@given(WORDS, WORDS, st.integers(0, 3))
def test_the_steps_lead_from_a_to_b(a: list[str], b: list[str], island: int) -> None:
    place_a = place_b = 0
    made: list[str] = []
    for step in diff(a, b, island):
        assert (step.a_start, step.b_start) == (place_a, place_b)
        place_a, place_b = step.a_end, step.b_end
        kept, put = a[step.a_start : step.a_end], b[step.b_start : step.b_end]
        assert (step.tag == "equal") == (kept == put)
        assert (step.tag == "delete") == (not put)
        assert (step.tag == "insert") == (not kept)
        made += put
    assert (made, place_a, place_b) == (b, len(a), len(b))


def test_a_stray_word_between_changes_is_changed_too() -> None:
    a, b = ["one", "two", "the", "three", "four"], ["five", "six", "the", "seven", "eight"]
    assert [step.tag for step in diff(a, b)] == ["replace"]
    assert [step.tag for step in diff(a, b, island=0)] == ["replace", "equal", "replace"]
