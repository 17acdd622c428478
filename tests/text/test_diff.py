"""Differences of two sequences of words."""

from itertools import pairwise
from random import Random

from hypothesis import given, settings
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


@given(st.integers(0, 1000), st.floats(0, 1))
@settings(max_examples=10)
def test_long_sequences_are_cut_and_put_together(seed: int, share: float) -> None:
    chance = Random(seed)
    a = [f"w{int(chance.random() ** 2 * 4000)}" for _ in range(2500)]
    b = [chance.choice(a) if chance.random() < share else word for word in a]
    steps = diff(a, b)
    ends = [(0, 0), *((step.a_end, step.b_end) for step in steps)]
    assert ends[:-1] == [(step.a_start, step.b_start) for step in steps]
    assert ends[-1] == (len(a), len(b))
    assert all(one.tag != "equal" or other.tag != "equal" for one, other in pairwise(steps))
    for step in steps:
        same = a[step.a_start : step.a_end] == b[step.b_start : step.b_end]
        assert same == (step.tag == "equal")


def test_a_stray_word_between_changes_is_changed_too() -> None:
    a, b = ["one", "two", "the", "three", "four"], ["five", "six", "the", "seven", "eight"]
    assert [step.tag for step in diff(a, b)] == ["replace"]
    assert [step.tag for step in diff(a, b, island=0)] == ["replace", "equal", "replace"]
