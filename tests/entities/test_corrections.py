"""A person's word wins over the recogniser's."""

from __future__ import annotations

from functools import partial

from reader.entities import Mention, NameCorrection, NameVerdict, Type, corrected

TEXT = "Jordan met Smith and John Smith in Jordan."
MENTIONS = (
    Mention(0, 6, Type.LOC, "Jordan"),
    Mention(11, 16, Type.PER, "John Smith"),
    Mention(21, 31, Type.PER, "John Smith"),
    Mention(35, 41, Type.LOC, "Jordan"),
)


def test_no_corrections_change_nothing() -> None:
    assert corrected(TEXT, MENTIONS, []) == MENTIONS


def test_wrong_type_and_not_an_entity() -> None:
    retyped = corrected(
        TEXT, MENTIONS, [NameCorrection(NameVerdict.WRONG_TYPE, "Jordan", type=Type.PER)]
    )
    assert [m.type for m in retyped] == [Type.PER] * 4
    assert (
        corrected(TEXT, MENTIONS, [NameCorrection(NameVerdict.NOT_AN_ENTITY, "Jordan")])
        == MENTIONS[1:3]
    )


def test_of_one_name_the_type_that_was_wrong_is_meant_alone() -> None:
    mentions = (*MENTIONS[:3], Mention(35, 41, Type.ORG, "Jordan"))
    is_a_person = partial(NameCorrection, entity="Jordan", type=Type.PER, was=Type.ORG)
    for correction in (
        is_a_person(verdict=NameVerdict.WRONG_TYPE),
        is_a_person(verdict=NameVerdict.SAME_AS, other="Jordan"),
    ):
        apart = corrected(TEXT, mentions, [correction])
        assert apart == (*MENTIONS[:3], Mention(35, 41, Type.PER, "Jordan"))


def test_not_the_same_takes_the_mentions_that_are_written_so() -> None:
    apart = corrected(
        TEXT, MENTIONS, [NameCorrection(NameVerdict.NOT_THE_SAME, "John Smith", surface="Smith")]
    )
    assert [m.entity for m in apart[1:3]] == ["Smith", "John Smith"]


def test_the_last_correction_wins() -> None:
    again = corrected(
        TEXT,
        MENTIONS,
        [
            NameCorrection(NameVerdict.SAME_AS, "John Smith", other="Jane Smith"),
            NameCorrection(NameVerdict.SAME_AS, "Jane Smith", other="John Smith"),
        ],
    )
    assert again == MENTIONS
