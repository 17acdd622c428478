"""Stories that are asked, answered and broken: copies stay whole, and no verdict contradicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import Link, Verdict
from reader.duplicates import Candidate, Kind
from reader.ui.judging.breaking import sides
from reader.workspace.analyses.stories.likely_stories import stories
from reader.workspace.analyses.stories.story import Story
from reader.workspace.analyses.stories.verdicts import LinkGroups, Relation, joins

from .story_links import after, candidate

PAIRS = ["".join(ends) for ends in combinations("abcdef", 2)]


def verdicts_on(links: Iterable[Link], found: Sequence[Candidate], order: int = 0) -> LinkGroups:
    """Return the links with the copies found, which come in any order."""
    verdicts = LinkGroups(links)
    verdicts.take_copies(Random(order).sample(found, len(found)))
    return verdicts


def linked(story: Story) -> set[str]:
    """Return the documents that people or their being copies have made one story."""
    return {one.document for one in story.linked if one.kind is not Kind.QUOTING}


def copies_and_edited() -> list[Candidate]:
    """Return four exact copies, and one that was edited."""
    return [candidate(ends, 1.0, Kind.EDITED if "e" in ends else Kind.EXACT)
            for ends in map("".join, combinations("abcde", 2))]  # fmt: skip


def test_a_story_breaks_last_where_exact_copies_would_be_put_apart() -> None:
    found = copies_and_edited()
    links = [Link(id="ae", a="a", b="e", kind="edited")]
    first, *others = verdicts_on(links, found).breaks("a", "e", found)
    assert (first.right, [(one.a, one.b) for one in first.crossing]) == ({"e"}, [("a", "e")])
    for place in others:
        broken = after(links, verdicts_on(links, found).rejecting("a", "e", "edited", at=place))
        told = sides(place, str)
        assert "of exact copies" in told
        assert told.count("×") == len(place.crossing)
        for order in range(6):
            assert set(verdicts_on(broken, found, order).group("a")) == place.left


def test_a_guest_of_one_story_is_not_asked_of_in_another_that_was_kept_apart() -> None:
    found = [*copies_and_edited(), candidate("af", 0.7, Kind.QUOTING)]
    found.append(candidate("ef", 0.7, Kind.QUOTING))
    apart = Link(id="ae", a="a", b="e", kind="edited", verdict=Verdict.REJECTED)
    (story,) = stories(found, [apart])
    assert sorted(story.documents) == list("abcdf")
    assert [one.document for one in story.open] == ["f"]
    (story,) = stories(found, [apart, Link(id="ef", a="e", b="f", kind="quoting")])[1:]
    assert sorted(story.documents) == list("ef")


corpora = st.dictionaries(
    st.sampled_from(PAIRS),
    st.tuples(st.sampled_from([0.5, 0.7, 0.98, 1.0]), st.sampled_from([*Kind])),
)
answers = st.tuples(st.sampled_from(["yes", "no", "break", "undo"]), st.integers(0, 20))


@given(corpora, st.lists(answers))
def test_no_answer_contradicts_another_whatever_is_asked_broken_and_undone(
    pairs: dict[str, tuple[float, Kind]], steps: list[tuple[str, int]]
) -> None:
    found = [candidate(ends, *about) for ends, about in pairs.items()]
    past: list[list[Link]] = []
    links: list[Link] = []
    for answer, choice in steps:
        verdicts = verdicts_on(links, found, choice)
        asked = [(story, one) for story in stories(found, links) for one in story.open]
        held = [ends for ends in PAIRS if verdicts.relation(*ends) is Relation.SAME]
        if answer == "undo" and past:
            links = past.pop()
        elif answer == "break" and held:
            a, b = held[choice % len(held)]
            places = verdicts.breaks(a, b, found)
            place = places[choice % len(places)]
            past.append(links)
            links = after(links, verdicts.rejecting(a, b, Kind.EDITED, at=place))
            assert set(verdicts_on(links, found).group(a)) == place.left
            assert set(verdicts_on(links, found).group(b)) == place.right
        elif answer in ("yes", "no") and asked:
            story, version = asked[choice % len(asked)]
            a, b = story.pair(version)
            ruling = (
                verdicts.accepting(a, b, version.kind or Kind.EDITED)
                if answer == "yes"
                else verdicts.keeping_apart(story.pairs_apart(version))
            )
            assert not any(joins(one) for one in ruling.removed)
            assert answer == "no" or not ruling.removed
            past.append(links)
            links = after(links, ruling)
            if answer == "no" and version.kind is not Kind.QUOTING:
                left = {one.first: one.documents for one in stories(found, links)}
                assert version.document not in left.get(story.first, ())
        shown = stories(found, links)
        assert verdicts_on(links, found).contradictions == []
        for one, other in combinations(shown, 2):
            assert not linked(one) & linked(other)
        for story in shown:
            for link in links:
                if link.verdict is Verdict.REJECTED:
                    assert not {link.a, link.b} <= linked(story)
