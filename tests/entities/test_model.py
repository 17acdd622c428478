"""The files that come with the recogniser: what is written into them is read from them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.entities.features import Row, Seen
from reader.entities.gazetteer import Names, gazetteer
from reader.entities.model import Model, pack

_NAMES = st.text(st.characters(exclude_characters="|\n", codec="utf-8"), min_size=1, max_size=9)


@given(st.sets(_NAMES, max_size=40), _NAMES)
def test_a_list_holds_its_names_and_no_parts_of_them(listed: set[str], other: str) -> None:
    names = Names(Names.lines(listed))
    assert all(name in names for name in listed)
    assert (other in names) == (other in listed)
    assert "" not in names
    assert (f"{other}|{other}" in names) is False


def test_a_model_weighs_what_was_packed() -> None:
    labels = ["O", "B-LOC", "B-PER", "I-LOC", "I-PER"]
    # Going on within a name is worth more than beginning one.
    steps = [[0] * 5, [0] * 5, [0] * 5, [0, 9, 0, 9, 0], [0, 0, 9, 0, 9]]
    model = Model(pack(labels, steps, {"w=oslo": [0, 50, 0, 0, 0], "given": [0, -50, 80, 0, -80]}))
    seen = Seen(gazetteer())

    def row(word: str, extra: list[str]) -> Row:
        return Row(word, "¶", "¶", "¶", "¶", extra)

    rows = [row("Oslo", []), row("met", ["unheard of"]), row("Oslo", ["given"])]
    assert model.tag(rows, seen)[0] == "B-LOC"
    assert model.tag(rows, seen)[2] == "B-PER"
