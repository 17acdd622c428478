"""What a reader sees marked as names, dates and amounts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.entities import Mention, Type, entities, recognise
from reader.entities.finding.date_mentions import dates


def found(text: str, on: str | None = None) -> list[tuple[str, str, str]]:
    return [(text[m.start : m.end], m.type.value, m.entity) for m in recognise(text, date=on)]


def test_titles_articles_and_possessives_stay_outside() -> None:
    text = "Ukraine's president met Gen. Mark Milley at the Pentagon."
    assert found(text) == [
        ("Ukraine", "LOC", "Ukraine"),
        ("Mark Milley", "PER", "Mark Milley"),
        ("Pentagon", "ORG", "Pentagon"),
    ]


def test_neither_the_word_that_opens_a_sentence_nor_markup_is_part_of_a_name() -> None:
    text = "Veltus Corp <VLTS> closed its yard. So Mireille Daenens left Veltus Corp <VLTS>."
    names = [words for words, _, _ in found(text)]
    assert names == ["Veltus Corp", "Mireille Daenens", "Veltus Corp"]


def test_a_surname_follows_the_full_name_before_and_after() -> None:
    text = (
        "Milley spoke.\n\nMark Milley called Valery Gerasimov. The Milley-Gerasimov call was short."
    )
    assert [(words, name) for words, _, name in found(text)] == [
        ("Milley", "Mark Milley"),
        ("Mark Milley", "Mark Milley"),
        ("Valery Gerasimov", "Valery Gerasimov"),
        ("Milley", "Mark Milley"),
        ("Gerasimov", "Valery Gerasimov"),
    ]


def test_an_acronym_of_common_words_is_no_name_and_one_of_a_name_is() -> None:
    text = (
        "Sales of new energy vehicles (NEVs) rose. The National Energy Board (NEB) wants more "
        "NEVs, and each NEV counts, said the NEB and two NGOs."
    )
    assert [words for words, _, _ in found(text)] == ["National Energy Board", "NEB", "NEB"]


def test_country_people_and_spellings_are_one_entity() -> None:
    text = "Kiev and Kyiv: the US said the American side asked Russian officers in Russia."
    mentions = recognise(text)
    names = {entity.name: entity.aliases for entity in entities(text, mentions)}
    assert names["Kyiv"] == ("Kiev",)
    assert set(names["United States"]) == {"US", "American"}
    assert names["Russia"] == ("Russian",)


@pytest.mark.parametrize(
    ("words", "normal"),
    [
        ("on Thursday", "2022-05-19"),
        ("on Friday", "2022-05-13"),
        ("last week", "2022-05-09/2022-05-15"),
        ("in late February", "2022-02"),
        ("on Feb. 18", "2022-02-18"),
        ("in 2014", "2014"),
        ("on 19 May 2022", "2022-05-19"),
        ("on Wednesday, May 11, 2022", "2022-05-11"),
        ("two days ago", "2022-05-17"),
        ("in the 1990s", "1990/1999"),
        ("on 2021-12-31", "2021-12-31"),
    ],
)
def test_dates_are_resolved_against_the_article(words: str, normal: str) -> None:
    assert [name for _, kind, name in found(f"They met {words}.", "2022-05-19")] == [normal]


def test_a_day_without_a_year_takes_the_nearest() -> None:
    assert found("Since Dec. 30 nothing.", "2022-01-02")[0][2] == "2021-12-30"
    assert found("On January 3 they meet.", "2021-12-30")[0][2] == "2022-01-03"


def test_what_is_no_date_is_none() -> None:
    assert found("You may march on; 2014 people came to run 1500 metres for $1999.")[:1] == [
        ("$1999", "MONEY", "USD 1999")
    ]


def test_months_that_are_first_names_are_people() -> None:
    text = "April Jones and her sister June walked to the court. August Berg said nothing."
    assert [(words, kind) for words, kind, _ in found(text)] == [
        ("April Jones", "PER"),
        ("June", "PER"),
        ("August Berg", "PER"),
    ]
    text = "The April Summit ended; in June Congress meets, and since August Berg has waited."
    assert [text[one.start : one.end] for one in dates(text)] == ["April", "June", "August"]


@pytest.mark.parametrize(
    ("text", "words", "normal"),
    [
        ("Am 3. März 2024 tagte der Rat, und das Haus war voll.", "3. März 2024", "2024-03-03"),
        (
            "Le conseil se réunit le 14 mai 2024 dans la salle des fêtes.",
            "14 mai 2024",
            "2024-05-14",
        ),
        ("El alcalde habló el 2 de junio con los vecinos que viven ahí.", "2 de junio", "--06-02"),
        ("Der Rat tagt am Dienstag, und die Brücke ist zu.", "Dienstag", "-W-2"),
        ("Совет собрался 5 марта 2024 года, и он не был на месте.", "5 марта 2024", "2024-03-05"),
    ],
)
def test_dates_abroad_are_found_as_they_are_written_there(
    text: str, words: str, normal: str
) -> None:
    assert (words, "DATE", normal) in found(text)


def test_the_end_of_a_telephone_number_is_no_year() -> None:
    text = "Call 0171 555 2041 or see case 4 C 12/23 before noon, said the press office."
    assert not [words for words, kind, _ in found(text) if kind == "DATE"]


@pytest.mark.parametrize(
    ("words", "normal"),
    [
        ("$40 billion", "USD 40000000000"),
        ("€3.5m", "EUR 3500000"),
        ("3,000 euros", "EUR 3000"),
        ("40 million Canadian dollars", "CAD 40000000"),
        ("US$1.2 trillion", "USD 1200000000000"),
    ],
)
def test_amounts_have_a_currency_and_a_number(words: str, normal: str) -> None:
    assert found(f"It cost {words} in all.") == [(words, "MONEY", normal)]


def test_shouted_and_scarred_headlines_still_have_their_names() -> None:
    assert ("UKRAINE", "LOC", "Ukraine") in found("GENERALS SPEAK ABOUT UKRAINE")
    assert ("rUSsia", "LOC", "Russia") in found("Top US, rUSsia chiefs discuss crisis")


def test_towns_in_a_line_of_results_are_teams() -> None:
    text = "Results on Sunday:\n\nBrussels 2 Stuttgart 1\n\nThey met in Brussels."
    kinds = [kind for words, kind, _ in found(text) if words in {"Brussels", "Stuttgart"}]
    assert kinds == ["ORG", "ORG", "LOC"]


def test_towns_that_travel_in_lines_of_fixtures_are_teams_and_countries_are_none() -> None:
    lines = (
        "FIXTURES",
        "Detroit at Toronto",
        "OAKLAND AT BALTIMORE",
        "Austria at France",
        "Boston at Seattle",
    )
    assert [(words, kind) for words, kind, _ in found("\n\n".join(lines))] == [
        ("Detroit", "ORG"),
        ("Toronto", "LOC"),
        ("OAKLAND", "ORG"),
        ("BALTIMORE", "LOC"),
        ("Austria", "LOC"),
        ("France", "LOC"),
        ("Boston", "ORG"),
        ("Seattle", "LOC"),
    ]


def test_towns_that_play_in_a_sports_report_are_teams() -> None:
    text = (
        "Stuttgart beat Brussels on Sunday. The striker scored both goals of the match, and "
        "the coach praised his team. Stuttgart lead the league. The club flew home from Brussels."
    )
    kinds = [kind for words, kind, _ in found(text) if words in {"Brussels", "Stuttgart"}]
    assert kinds == ["ORG", "ORG", "ORG", "LOC"]
    kinds = [kind for _, kind, _ in found(text.replace("Brussels", "Belgium"))]
    assert kinds.count("LOC") == 2


@pytest.mark.parametrize("headline", ["Ukraine Vows Revenge", "Japan Eyes Stronger Defence"])
def test_a_country_that_acts_in_a_short_headline_is_a_place(headline: str) -> None:
    country = headline.split(maxsplit=1)[0]
    assert found(f"{headline}\n\nThe president spoke.") == [(country, "LOC", country)]


def test_an_acronym_is_what_its_expansion_is() -> None:
    text = "The Northern Grain Council (NGC) met on Sunday. Farmers wait for NGC to pay."
    names = [(words, kind) for words, kind, _ in found(text) if kind != "DATE"]
    assert names == [("Northern Grain Council", "ORG"), ("NGC", "ORG"), ("NGC", "ORG")]


def test_who_sends_a_dispatch_is_no_place() -> None:
    text = "ILULISSAT, Greenland, Sept 17 (Meridian Wire) - The ice has let the ship go."
    kinds = {words: kind for words, kind, _ in found(text)}
    assert kinds["Meridian Wire"] == "ORG"
    assert kinds["Greenland"] == "LOC"


def test_a_hyphen_goes_on_with_a_persons_name_but_not_with_what_they_are_to_something() -> None:
    text = "Lee Jun-seok met Angela Merkel in Seoul. A Merkel-era law followed."
    people = [words for words, kind, _ in found(text) if kind == "PER"]
    assert people == ["Lee Jun-seok", "Angela Merkel", "Merkel"]


def test_a_title_alone_is_no_name() -> None:
    text = "Imam Ahmed Yassin spoke in Gaza. The crowd greeted the Imam, and the Imam left."
    assert [words for words, _, _ in found(text)] == ["Ahmed Yassin", "Gaza"]


def test_addresses_hold_no_names_but_a_missing_blank_hides_none() -> None:
    assert found("See pic.example.com/XYZRO8 by @Brussels now.") == []
    assert ("Ukraine", "LOC", "Ukraine") in found("They ended the war.Ukraine agreed.")


def test_a_long_list_in_capitals_is_no_name() -> None:
    assert all(m.end - m.start < 200 for m in recognise("Abcd " * 20_000))


def test_other_scripts_keep_their_dates() -> None:
    text = "习近平于 2022-05-19 访问。 وصل في 2022-05-20."
    assert [name for _, kind, name in found(text) if kind == "DATE"] == ["2022-05-19", "2022-05-20"]


_PIECES = st.sampled_from(
    [
        *("Mark Milley", "NATO", "the US", "RUSSIA", "Gen. ", "Bank of ", "$40 billion", "1,0"),
        *("Thursday", "last week", "May 5", "Feb 30", "2014", "\n\n", ". ", " ", "'s ", "’", "-"),
        *("ı", "e\u0301", "\x00", "習近平", "Oslo\ud800"),
    ]
)
_TEXTS = st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=40).map("".join))


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.one_of(st.none(), st.dates().map(date.isoformat), st.text(max_size=12)))
@example("May 2-1", None)
def test_mentions_are_in_order_trimmed_and_apart(text: str, on: str | None) -> None:
    last = 0
    for mention in recognise(text, date=on):
        assert isinstance(mention, Mention)
        assert last <= mention.start < mention.end <= len(text)
        words = text[mention.start : mention.end]
        assert words == words.strip()
        assert mention.entity.strip()
        last = mention.end


@settings(max_examples=200, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), _TEXTS)
def test_normal_forms_of_dates_parse(today: date, text: str) -> None:
    for mention in recognise(text.replace("Feb 30", ""), date=today.isoformat()):
        if mention.type is Type.DATE:
            for part in mention.entity.split("/"):
                date.fromisoformat(part + "0001-01-01"[len(part) :])


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_lead_nowhere_beyond_it(day: str) -> None:
    assert recognise("It opened last Thursday, and again on Friday of next year.", date=day)
