"""What is a change, and what is none: a table of sentences in eighteen languages."""

import json
from collections import Counter
from pathlib import Path

import pytest

from reader.duplicates import Change, PairStatus, align_texts
from reader.text import Span

TABLE = Path(__file__).parent / "data" / "sentence_pairs.jsonl"
GOAL = 0.97

Told = tuple[str, str | None, str | None]


def told(change: Change, a: str, b: str) -> Told:
    return (change.kind, change.a and change.a.of(a), change.b and change.b.of(b))


def found(a: str, b: str) -> Counter[Told]:
    """Return the changes that matter between two sentences."""
    pairs = align_texts(a, b).pairs
    changes = [change for pair in pairs for change in pair.changes if change.matters]
    alone = [("alone", None, None) for pair in pairs if pair.a is None or pair.b is None]
    return Counter([*(told(change, a, b) for change in changes), *alone])


def test_what_matters_is_found_and_nothing_else() -> None:
    hits, wrong, missed = 0, [], []
    for line in TABLE.read_text("utf-8").splitlines():
        row = json.loads(line)
        wanted = Counter((kind, one, other) for kind, one, other in row["changes"])
        given = found(row["a"], row["b"])
        hits += (wanted & given).total()
        wrong += [(row["a"], change) for change in (given - wanted).elements()]
        missed += [(row["a"], change) for change in (wanted - given).elements()]
    assert hits / (hits + len(wrong)) >= GOAL, wrong
    assert hits / (hits + len(missed)) >= GOAL, missed


def test_a_clause_that_was_put_for_another_one_contradicts_no_name() -> None:
    a = "The old hall in Arden was sold to a buyer from Marlow who wants to make a hotel of it."
    b = "A hotel is what the buyer, Dana Wills, wants to make of the old hall, which was sold."
    changes = [change for pair in align_texts(a, b).pairs for change in pair.changes]
    assert [one for one in changes if one.kind == "name" and one.contradicts] == []


def test_a_korean_number_of_tens_and_ones_has_its_value() -> None:
    said = "화재로 시장에서 {}명이 다쳤다고 경찰이 밝혔다."
    assert found(said.format("스물세 "), said.format("23")) == Counter()
    wrong = found(said.format("스물세 "), said.format("24"))
    assert wrong == Counter([("number", "스물세", "24")])


def test_a_full_stop_is_no_change() -> None:
    a = "Engineers examine the east span\n\nThe mayor, Ilse Brandt said, was warned."
    b = "Engineers examine the east span.\n\nThe mayor Ilse Brandt said was warned."
    assert {pair.status for pair in align_texts(a, b).pairs} == {PairStatus.VERBATIM}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5%", "-5%"),
        ("5%", "\u22125%"),
        ("5%", "5"),
        ("5%", "5‰"),
        ("5 degrees", "-5 degrees"),
        ("-5 million", "5 million"),
        ("$5", "5"),
        ("minus 5", "5"),
    ],
)
def test_another_sign_or_unit_is_another_number(one: str, other: str) -> None:
    frame = "The council of Arden said that the index rose {} on Friday, to the joy of the town."
    assert found(frame.format(one), frame.format(other)) == Counter([("number", one, other)])


@pytest.mark.parametrize(
    ("one", "other"), [("5 %", "5%"), ("$4 and $5", "$4 and 5"), ("-5", "\u22125"), ("3-2", "3–2")]
)
def test_a_number_in_other_typography_is_the_same(one: str, other: str) -> None:
    frame = "The council of Arden said that the index rose {} on Friday, to the joy of the town."
    assert found(frame.format(one), frame.format(other)) == Counter()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("in Oct.", "in October"),
        ("on Wed.", "on Wednesday"),
        ("last Tues", "last Tuesday"),
        ("two feet away", "24 inches away"),
    ],
)
def test_short_names_of_days_and_other_units_change_nothing(one: str, other: str) -> None:
    frame = "The council of Arden said that the wall fell {} and nobody in the town was hurt."
    assert found(frame.format(one), frame.format(other)) == Counter()


def test_who_speaks_may_be_named_in_short() -> None:
    frame = "{} said that the bridge of Arden would not hold, and nobody in the town was pleased."
    full, other = "A spokesman for the Federal Communications Commission", "A spokesman for the FDA"
    short, bracket = "A spokesman for the FCC", "The World Bank (WB)"
    assert found(frame.format(full), frame.format(short)) == Counter()
    assert found(frame.format(bracket), frame.format("The World Bank")) == Counter()
    assert [kind for kind, _, _ in found(frame.format(full), frame.format(other))] == ["speaker"]


def contradictions(one: str, other: str) -> list[Told]:
    pairs = align_texts(one, other).pairs
    return [
        told(one_of, one, other) for pair in pairs for one_of in pair.changes if one_of.contradicts
    ]


def test_only_speakers_that_were_surely_read_contradict() -> None:
    frame = "{} said that the bridge of Arden would not hold, and nobody in the town was pleased."
    by = frame.format
    assert contradictions(by("Ilse Lund"), by("Ada Brandt")) == [
        ("speaker", "Ilse Lund", "Ada Brandt")
    ]
    assert contradictions(by("Ilse Lund"), by("Per Brandt"))
    maker = "The Arden maker of the Glide 2"
    for one in ("The council's", "RIA", maker):
        assert contradictions(by(one), by("Ada Brandt")) == []
    assert found(by(maker), by("Ada Brandt")) == Counter([("speaker", maker, "Ada Brandt")])
    assert contradictions(by("A spokesman for Harlow"), by("Harlow")) == []


def test_a_number_in_a_name_is_no_number() -> None:
    frame = "Wielant recalled the Glide {} on Monday, after a fire in the hall of Arden."
    assert found(frame.format(2), frame.format(3)) == Counter([("name", "Glide 2", "Glide 3")])


@pytest.mark.parametrize(
    ("one", "other", "named"),
    [
        ("1,2 Mio. Menschen", "1,2 Millionen Menschen", "Millionen Menschen"),
        ("3 Mrd. Euro", "3 Milliarden Euro", "Milliarden Euro"),
    ],
)
def test_a_scale_with_a_capital_is_no_name(one: str, other: str, named: str) -> None:
    frame = "In den Orten der Region an der Küste sind es {}, wie der Rat der Stadt mitteilte."
    a, b = frame.format(one), frame.format(other)
    names = [Span(b.index(named), b.index(named) + len(named))]
    pairs = align_texts(a, b, [Span(7, 12)], names).pairs
    assert [one for pair in pairs for one in pair.changes if one.matters] == []


def test_values_at_exchanged_places_matter() -> None:
    frame = "The council of Arden wrote that {} in the last year, and nobody in town was pleased."
    swaps = [
        ("the blast killed {} and wounded {}", "two", "fourteen", "number"),
        ("the firm moved from {} to {}", "Boston", "Denver", "name"),
        ("the young mayor {} accused {}", "Berg", "Lund", "name"),
        ("talks ran from {} until {}", "Monday", "Friday", "date"),
    ]
    for part, one, other, kind in swaps:
        a, b = frame.format(part.format(one, other)), frame.format(part.format(other, one))
        assert found(a, b) == Counter([(kind, one, other), (kind, other, one)])
    for same, again in [
        ("Berg and Lund came", "Lund and Berg came"),
        ("Berg met the clerk and the cook", "Berg met the cook and the clerk"),
    ]:
        assert found(frame.format(same), frame.format(again)) == Counter()


def test_changes_far_from_each_other_in_a_sentence_without_end_are_all_found() -> None:
    filler = "the roof and the wall " * 100
    frame = f"The fire killed {{}} men, {filler}, cost {{}} euros, {filler}and ended on {{}}"
    a, b = frame.format("two", "900", "Monday"), frame.format("nine", "700", "Friday")
    assert found(a, b) == Counter(
        [
            ("number", "two", "nine"),
            ("number", "900 euros", "700 euros"),
            ("date", "Monday", "Friday"),
        ]
    )


def test_a_german_noun_behind_a_number_is_no_other_name() -> None:
    frame = "{} lagen am Montag im Hafen der Stadt, als der Sturm die Küste traf."
    a, b = frame.format("Ein Dutzend Boote"), frame.format("Zwölf Boote")
    pairs = align_texts(a, b, [Span(0, a.index(" lagen"))], [Span(0, b.index(" lagen"))]).pairs
    assert [one for pair in pairs for one in pair.changes if one.matters] == []


def test_a_number_before_a_stroke_at_the_end_is_read() -> None:
    a, b = "The mill of Arden was sold for 0/", "The mill of Arden was sold for 1/"
    assert found(a, b) == Counter([("number", "0", "1")])
