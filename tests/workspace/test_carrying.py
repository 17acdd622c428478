"""A passage finds its counterparts in the linked versions, and is set there in one step."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations import Passage, Verdict
from reader.duplicates import Confidence, align_texts, counterparts
from reader.text import Excerpt, Span, sentences, words
from reader.workspace import Workspace
from reader.workspace.actions.passages.annotating import link, note, passage_on, remove, toggle_tags
from reader.workspace.actions.passages.carry_over import carry, offers

RAW = "harbor-bridge/raw-page.txt"
CLEAN = "harbor-bridge/clean-text.txt"
SPUN = "harbor-bridge/spun-copy.txt"
BLOG = "harbor-bridge/blog-post.md"


@pytest.fixture
def story(workspace: Workspace) -> Workspace:
    for other in (RAW, SPUN, BLOG):
        link(workspace.store, CLEAN, other, "reworded")
    return workspace


def tagged(workspace: Workspace, document: str, quote: str) -> Passage:
    read = workspace.document(document)
    start = read.source.index(quote)
    span = Span(start, start + len(quote))
    toggle_tags(workspace.store, read, [span], workspace.store.tags()[0])
    passage = passage_on(workspace.store, read, span)
    assert passage is not None
    return passage


def offered(workspace: Workspace, passage: Passage) -> dict[str, tuple[str, Confidence]]:
    return {
        offer.document: (
            offer.span.of(workspace.document(offer.document).source),
            offer.confidence,
        )
        for offer in offers(workspace, passage)
    }


QUOTE = "“We would rather explain a traffic jam than a tragedy,”"


def test_a_quotation_is_found_in_every_version(story: Workspace) -> None:
    found = offered(story, tagged(story, CLEAN, QUOTE))
    assert found == {
        RAW: (QUOTE, Confidence.VERBATIM),
        SPUN: ("would rather explain a traffic jam than a tragedy", Confidence.REWORDED),
        BLOG: ('"We would rather explain a traffic jam than a tragedy,"', Confidence.VERBATIM),
    }


@pytest.mark.parametrize(
    ("quote", "spun"),
    [
        ("about 38,000 vehicles a day", "about 83,000 vehicles a day"),
        (
            "the east span was left out to save $1.2 million",
            "to save $1.2 million the east span was left out",
        ),
        (
            "Daniel Okafor, chief engineer of the consulting firm Harrow & Pryce",
            "Daniel Okafor, the chief engineer of consulting firm Harrow &amp; Pryce",
        ),
        (
            "The authority declined to say how long the steel might have been damaged.",
            "The authority declined to say for how long the steel might have been damaged.",
        ),
        ("$46 million", "$46 million"),
    ],
)
def test_reworded_passages_are_narrowed_to_their_words(
    story: Workspace, quote: str, spun: str
) -> None:
    assert offered(story, tagged(story, CLEAN, quote))[SPUN][0] == spun


def test_what_a_version_does_not_say_is_not_offered_there(story: Workspace) -> None:
    found = offered(story, tagged(story, CLEAN, "until every weld on the east span"))
    assert found.keys() == {RAW, SPUN}


def test_all_is_set_in_one_step_and_remembers_where_it_came_from(story: Workspace) -> None:
    first = tagged(story, CLEAN, QUOTE)
    carry(story, offers(story, first))
    for document in (RAW, SPUN, BLOG):
        (passage,) = story.store.passages(document)
        source = story.document(document).source
        assert passage.anchor.quote == source[passage.anchor.start : passage.anchor.end]
        assert "explain a traffic jam than a tragedy" in passage.anchor.quote
        assert (passage.tags, passage.origin) == (first.tags, first.id)
        assert story.store.text(passage.anchor.sha256) == source
    story.store.undo()
    assert not any(story.store.passages(document) for document in (RAW, SPUN, BLOG))
    assert story.store.passages(CLEAN) == (first,)
    story.store.redo()
    assert all(len(story.store.passages(document)) == 1 for document in (RAW, SPUN, BLOG))


def test_what_was_carried_is_not_offered_again_from_any_end(story: Workspace) -> None:
    carry(story, offers(story, tagged(story, CLEAN, QUOTE)))
    for document in (CLEAN, RAW, SPUN, BLOG):
        assert offers(story, story.store.passages(document)[0]) == ()
    remove(story.store, story.store.passages(SPUN)[0])
    assert offered(story, story.store.passages(CLEAN)[0]).keys() == {SPUN}


def test_what_is_carried_on_names_the_first_one(story: Workspace) -> None:
    first = tagged(story, CLEAN, QUOTE)
    carry(story, [one for one in offers(story, first) if one.document == RAW])
    carry(story, offers(story, story.store.passages(RAW)[0]))
    assert {story.store.passages(d)[0].origin for d in (RAW, SPUN, BLOG)} == {first.id}


def test_a_passage_that_stands_there_takes_on_the_tags(story: Workspace) -> None:
    read = story.document(RAW)
    start = read.source.index(QUOTE)
    note(story.store, read, Span(start, start + len(QUOTE)), "mine")
    first = tagged(story, CLEAN, QUOTE)
    carry(story, offers(story, first))
    (passage,) = story.store.passages(RAW)
    assert (passage.tags, passage.note, passage.origin) == (first.tags, "mine", None)


def test_rejected_versions_are_offered_nothing(story: Workspace) -> None:
    link(story.store, CLEAN, SPUN, "reworded", verdict=Verdict.REJECTED)
    assert SPUN not in offered(story, tagged(story, CLEAN, QUOTE))


def test_strong_candidates_count_where_there_is_no_link(workspace: Workspace) -> None:
    assert RAW in offered(workspace, tagged(workspace, CLEAN, QUOTE))


def test_nothing_is_offered_once_the_text_has_changed(story: Workspace) -> None:
    passage = tagged(story, CLEAN, QUOTE)
    stale = replace(passage, anchor=replace(passage.anchor, quote="what stood here before"))
    assert offers(story, passage)
    assert offers(story, stale) == ()


# -- the search itself -----------------------------------------------------------------------


def found(a: str, b: str, passage: str) -> list[str]:
    one, other = Excerpt.whole(a), Excerpt.whole(b)
    start = a.index(passage)
    places = counterparts(one, other, align_texts(a, b), Span(start, start + len(passage)))
    return [place.span.of(b) for place in places]


def test_a_sentence_said_twice_is_found_once() -> None:
    told = "The harbor bridge was shut on Thursday."
    assert found(told, f"{told} Boats were full. {told}", told) == [told]


def test_the_second_of_two_same_words_stays_the_second() -> None:
    a = "The tug saw the crack, and the crew of the tug called the harbor."
    places = counterparts(
        Excerpt.whole(a),
        Excerpt.whole(a),
        align_texts(a, a),
        Span(a.rindex("tug"), a.rindex("tug") + 3),
    )
    assert [place.span.start for place in places] == [a.rindex("tug")]


def test_a_passage_torn_apart_is_found_in_both_places() -> None:
    first = "The harbor bridge was shut on Thursday after divers found a crack."
    second = "Ferries will run every twenty minutes until the steel is mended."
    between = "Nobody knows what the regatta will do without its visitors this summer."
    assert found(f"{first} {second}", f"{second} {between} {first}", f"{first} {second}") == [
        first,
        second,
    ]


def test_one_of_two_joined_sentences_is_narrowed_to_its_part() -> None:
    a = "The harbor bridge was shut on Thursday. Divers had found a crack in its main girder."
    b = "The harbor bridge was shut on Thursday after divers had found a crack in its main girder."
    assert found(a, b, "The harbor bridge was shut on Thursday.") == [
        "The harbor bridge was shut on Thursday"
    ]


_STORY = (
    "Port Merrin closed its bridge on Thursday. “We would rather wait,” the county said. "
    "About 38,000 cars cross it every day. The crack is two feet long, and it grows."
)


@settings(deadline=None)
@given(st.data())
def test_in_a_copy_with_more_around_it_every_passage_is_found_word_for_word(
    data: st.DataObject,
) -> None:
    b = f"MENU News Sport\n\n{_STORY}\n\nFerries run every hour until midnight."
    spans = words(_STORY)
    first = data.draw(st.integers(0, len(spans) - 1))
    last = data.draw(st.integers(first, len(spans) - 1))
    span = Span(spans[first].start, spans[last].end)
    one, other = Excerpt.whole(_STORY), Excerpt.whole(b)
    (place,) = counterparts(one, other, align_texts(_STORY, b), span)
    assert place.span == span.shifted(b.index(_STORY))
    assert place.confidence is Confidence.VERBATIM


@settings(deadline=None)
@given(st.permutations(sentences(_STORY)), st.data())
def test_a_place_never_reaches_beyond_the_sentences_that_say_it(
    order: list[Span], data: st.DataObject
) -> None:
    b = " ".join(span.of(_STORY) for span in order)
    chosen = data.draw(st.sampled_from(order))
    one, other = Excerpt.whole(_STORY), Excerpt.whole(b)
    (place,) = counterparts(one, other, align_texts(_STORY, b), chosen)
    assert place.span.of(b) == chosen.of(_STORY)


def test_a_long_passage_of_long_articles() -> None:
    told = " ".join(f"Witness {n} of the accident saw car {n * 7} turn over." for n in range(400))
    assert found(told, told, told) == [told]
