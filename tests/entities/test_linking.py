"""Who is who, in an article and over the corpus."""

from __future__ import annotations

import pytest

from reader.entities import Entity, Type, entities, join, recognise
from reader.entities.finding.gazetteer import gazetteer
from reader.entities.linking import canonical


def linked(*names: str, kind: Type = Type.PER) -> list[str]:
    return canonical([(name, kind) for name in names], gazetteer())


@pytest.mark.parametrize(
    "short", ["Wexley", "T. Wexley", "Tom Wexley", "Thomas Wexley", "Thomás Wexley", "Thomas"]
)
def test_forms_of_a_name_are_one_person(short: str) -> None:
    assert linked("Thomas R. Wexley", short) == ["Thomas R. Wexley"] * 2


def test_two_people_of_one_surname_stay_two() -> None:
    names = ["Anna Wexley", "Thomas Wexley", "Wexley", "Thomas"]
    assert linked(*names) == ["Anna Wexley", "Thomas Wexley", "Wexley", "Thomas Wexley"]


def test_a_surname_is_of_whom_the_article_names_rather_than_of_whom_everybody_knows() -> None:
    assert linked("Thomas Mueller", "Mueller") == ["Thomas Mueller"] * 2
    assert linked("Mueller") == ["Robert Mueller"]


def test_a_surname_is_rather_a_surname_than_a_first_name() -> None:
    assert linked("Ann Taylor", "Taylor Wexley", "Taylor")[2] == "Ann Taylor"


@pytest.mark.parametrize("short", ["GHRA", "G.H.R.A.", "Herring Research Agency"])
def test_an_organisation_is_its_acronym_and_its_short_name(short: str) -> None:
    full = "Greenland Herring Research Agency"
    assert linked(full, short, kind=Type.ORG) == [full, full]


@pytest.mark.parametrize(
    ("name", "kind", "known"),
    [
        ("UKRAINIAN", Type.NORP, "Ukraine"),
        ("U.S.", Type.LOC, "United States"),
        ("Kiev", Type.LOC, "Kyiv"),
        ("Jordan", Type.PER, "Jordan"),
    ],
)
def test_places_go_by_the_name_they_are_known_by(name: str, kind: Type, known: str) -> None:
    assert linked(name, kind=kind) == [known]


def test_entities_of_an_article_have_their_aliases_and_mentions() -> None:
    text = "Mark Milley spoke. Later Milley left for Russia with Russian officers."
    listed = {entity.name: entity for entity in entities(text, recognise(text))}
    assert listed["Mark Milley"].aliases == ("Milley",)
    assert listed["Russia"].type is Type.LOC
    assert len(listed["Russia"].mentions) == 2


def entity(name: str, *aliases: str, kind: Type = Type.PER) -> Entity:
    return Entity(name, kind, aliases, ())


def test_over_the_corpus_a_surname_follows_the_one_full_name() -> None:
    entities = [entity("Anna Wexley", "Wexley"), entity("Wexley")]
    assert join(entities) == {(Type.PER, "Wexley"): "Anna Wexley"}
    assert join([*entities, entity("Thomas Wexley")]) == {}


def test_over_the_corpus_an_acronym_follows_the_name_that_an_article_gives_it() -> None:
    alone, full = entity("IWRA", kind=Type.ORG), "Icelandic Whale Research Agency"
    assert join([alone, entity(full, kind=Type.ORG)]) == {}
    assert join([alone, entity(full, "IWRA", kind=Type.ORG)]) == {(Type.ORG, "IWRA"): full}


def test_a_rare_name_does_not_take_over_a_common_word_nor_a_given_name() -> None:
    assert join([entity("Monty Python", "Python"), *[entity("Python")] * 9]) == {}
    assert join([entity("Monty Python", "Monty"), entity("Monty")]) == {}


def test_a_corpus_of_many_people_joins_in_good_time() -> None:
    assert join(entity(f"Given{n} Surname{n % 40_000}") for n in range(60_000)) == {}


def test_a_country_is_a_place_where_its_people_alone_are_named() -> None:
    text = "French troops met Muslims."
    kinds = {entity.name: entity.type for entity in entities(text, recognise(text))}
    assert kinds == {"France": Type.LOC, "Islam": Type.NORP}
