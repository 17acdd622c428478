"""The files that come with the recogniser: what is written into them is read from them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.entities.finding.gazetteer import Names, gazetteer
from reader.entities.finding.name_model import NameModel, pack
from reader.entities.finding.token_features import FeatureRow

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
    weights = {
        "w=oslo": [0, 30, 0, 0, 0],
        "p2=os": [0, 20, 0, 0, 0],
        "-1X:w=met": [0, 30, 60, 0, 0],
        "given": [0, -50, 20, 0, -80],
    }
    model = NameModel(pack(labels, steps, weights), gazetteer())

    rows = [
        FeatureRow("Oslo", "¶", "met", "¶", "Oslo", []),
        FeatureRow("met", "Oslo", "Oslo", "¶", "¶", ["unheard of"]),
        FeatureRow("Oslo", "met", "¶", "Oslo", "¶", ["given"]),
        FeatureRow("Osman", "¶", "¶", "¶", "¶", []),
    ]
    first, _, *others = model.tag(rows)
    assert [first, *others] == ["B-LOC", "B-PER", "B-LOC"]


def test_a_word_is_not_weighed_by_what_is_said_of_another_place() -> None:
    labels = ["O", "B-LOC", "I-LOC"]
    steps = [[0, 0, 0], [0, 0, 0], [-120, 9, 9]]
    # The name of a feature is its checksum: that of the neighbour's is met among the word's own.
    packed = pack(labels, steps, {"-1X:given": [0, 90, 0], "w=x": [0, 0, 0]})
    row = FeatureRow("Oslo", "¶", "¶", "¶", "¶", ["given"] * 3)
    assert NameModel(packed, gazetteer()).tag([row]) == ["O"]
