"""The files that come with the recogniser: what is written into them is read from them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities import recogniser
from reader.entities.finding import name_rules
from reader.entities.finding.gazetteer import NameList, gazetteer
from reader.entities.finding.name_model import NameModel, pack
from reader.entities.finding.token_features import (
    PLACES,
    TEMPLATES,
    FeatureRow,
    flat,
    segments,
)
from reader.entities.finding.tokens_of_text import split
from reader.entities.finding.true_case import spelled
from reader.entities.finding.word_features import Seen

_NAMES = st.text(st.characters(exclude_characters="|\n", codec="utf-8"), min_size=1, max_size=9)


@given(st.sets(_NAMES, max_size=40), _NAMES)
def test_a_list_holds_its_names_and_no_parts_of_them(listed: set[str], other: str) -> None:
    names = NameList(NameList.lines(listed))
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

    rows: list[FeatureRow] = [
        ("Oslo", "¶", "met", "¶", "Oslo", [], []),
        ("met", "Oslo", "Oslo", "¶", "¶", [], ["unheard of"]),
        ("Oslo", "met", "¶", "Oslo", "¶", [("given",)], []),
        ("Osman", "¶", "¶", "¶", "¶", [], []),
    ]
    short, (first, _, *others) = model.tag([rows[:1], rows])
    assert [*short, first, *others] == ["B-LOC", "B-LOC", "B-PER", "B-LOC"]


def test_a_word_is_not_weighed_by_what_is_said_of_another_place() -> None:
    labels = ["O", "B-LOC", "I-LOC"]
    steps = [[0, 0, 0], [0, 0, 0], [-120, 9, 9]]
    # The name of a feature is its checksum: that of the neighbour's is met among the word's own.
    packed = pack(labels, steps, {"-1X:given": [0, 90, 0], "w=x": [0, 0, 0]})
    around, model = ("¶", "¶", "¶", "¶"), NameModel(packed, gazetteer())
    for few, many in ([("given",) * 3], []), ([], ["given"] * 3):
        assert model.tag([[("Oslo", *around, few, many)]]) == [["O"]]


@pytest.mark.parametrize("kind", ["features", "places"])
def test_a_model_of_features_in_another_order_is_refused(kind: str) -> None:
    header, _, weights = pack(["O"], [[0]], {"w=x": [0]}).partition(b"\n")
    about = json.loads(header)
    about[kind].reverse()
    with pytest.raises(ValueError, match=f"trained on the {kind}"):
        NameModel(json.dumps(about).encode() + b"\n" + weights, gazetteer())


def test_each_feature_of_a_word_is_one_that_a_model_names() -> None:
    text = (
        "OSLO MAYOR TO RESIGN\nOSLO (AP) - Mayor Ida Moen of Oslo Harbour Trust told Bergen Bank on"
        ' Monday, May 2, that the trust is gone. "Moen has 40 ferries," said Per Lund of Bergen.'
        " The Moen family left Norway; Ida Moen did not. In Bergen, Norwegian ferries stopped."
    )
    words, known = split(text), gazetteer()
    seen, texts = Seen(known), spelled(words, known)
    taken = recogniser._taken(words, recogniser._grammar(text, None))
    ruled = list(name_rules.names(words, texts, known, taken))
    found = {
        name.partition("=")[0]
        for _, rows in segments(words, texts, taken, ruled, seen)
        for row in rows
        for name in flat(row, seen)
    }
    placed = {place + name for place in PLACES for name in TEMPLATES}
    assert found <= placed
    assert {name for place in PLACES for name in TEMPLATES if place + name in found} == {*TEMPLATES}
