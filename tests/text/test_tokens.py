"""Words: the same whichever way a text is searched for them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text import words

PIECES = st.sampled_from(
    [
        "a",
        "é",
        "ß",
        "ﬁ",
        "1",
        "23",
        "²",
        "½",
        "Ⅳ",
        "_",
        "'",
        "’",
        ".",
        ",",
        ":",
        "-",
        " ",
        "“",
        "\xad",
    ]
)


@given(st.lists(PIECES | st.characters(codec="utf-8")).map("".join))
def test_what_stands_after_a_text_changes_no_word_of_it(text: str) -> None:
    # A Han character asks for the closer look, at whatever stands before it, too.
    assert words(text) == words(f"{text}\n渡")[:-1]
