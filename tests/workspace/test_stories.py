"""Stories: what is asked, what follows from a verdict, and that verdicts never contradict."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import Link, Verdict
from reader.duplicates import Candidate, Kind
from reader.workspace.actions.judging import accept_versions
from reader.workspace.analyses.stories.likely_stories import Stories, stories
from reader.workspace.analyses.stories.story import Story, StoryVersion, VersionStanding
from reader.workspace.analyses.stories.story_filter import story_filter
from reader.workspace.analyses.stories.verdicts import LinkGroups, Relation, joins
from reader.workspace.cache.document_summary import DocumentSummary
from reader.workspace.workspace import Workspace

from .story_links import after, all_pairs, candidate

DOCUMENTS = "abcdefgh"
JOINING = [kind for kind in Kind if kind not in (Kind.QUOTING, Kind.EXACT)]
"""The kinds that make one story of two, each asked of somebody."""


def decided(
    candidates: list[Candidate], is_same: Callable[[str, str], bool]
) -> tuple[int, list[Link]]:
    """Judge version by version until nothing is open; return the questions and the links."""
    found, links, asked = Stories(candidates), list[Link](), 0
    while (story := found.judged(links)[:1]) and story[0].open:
        version = story[0].open[0]
        asked += 1
        verdicts = LinkGroups(links)
        (a, b), kind = story[0].pair(version), version.kind or Kind.EDITED
        rule = verdicts.accepting if is_same(a, b) else verdicts.rejecting
        links = after(links, rule(a, b, kind))
    return asked, links


def groups(links: Iterable[Link], documents: Iterable[str] = DOCUMENTS) -> set[tuple[str, ...]]:
    verdicts = LinkGroups(links)
    return {verdicts.group(document) for document in documents}


# -- what is asked ---------------------------------------------------------------------------


def test_five_versions_that_all_pair_make_one_story_of_four_questions() -> None:
    (story,) = stories(all_pairs("abcde"))
    assert sorted(story.documents) == list("abcde")
    assert decided(all_pairs("abcde"), lambda a, b: True)[0] == 4


def test_nothing_that_stories_were_made_of_is_left_for_the_collector() -> None:
    def made() -> int:
        return sum(type(each).__module__ == Stories.__module__ for each in gc.get_objects())

    gc.collect()
    gc.disable()
    try:
        before = made()  # by other tests, and held
        assert stories(all_pairs("abcde", 0.99))
        assert made() <= before
    finally:
        gc.enable()


def test_two_close_pairs_in_one_event_are_one_story() -> None:
    found = [*all_pairs("ab", 0.99), *all_pairs("cd", 0.99)]
    found += [candidate(a + b, 0.6, Kind.SAME_EVENT) for a in "ab" for b in "cd"]
    (story,) = stories(found)
    assert sorted(story.documents) == list("abcd")


def test_a_thin_bridge_between_two_stories_is_asked_last_and_once() -> None:
    found = [*all_pairs("abc", 0.9), *all_pairs("def", 0.9), candidate("cd", 0.5)]
    assert [len(story.versions) for story in stories(found)] == [3, 3]
    same = [set("abc"), set("def")]
    asked, links = decided(found, lambda a, b: any({a, b} <= one for one in same))
    assert asked == 5
    assert groups(links) >= {tuple("abc"), tuple("def")}


def test_rejected_version_leaves_the_story_and_keeps_its_own_candidates() -> None:
    found = all_pairs("abcd")
    links = [Link(id="1", a="a", b="d", kind="edited", verdict=Verdict.REJECTED)]
    (story,) = (one for one in stories(found, links) if "a" in one.documents)
    assert "d" not in story.documents


def test_versions_say_how_they_came_into_the_story() -> None:
    found = [
        candidate("ab", 1.0, Kind.EXACT),
        candidate("ac", 0.99),
        candidate("ad", 0.99, Kind.SAME_EVENT),
    ]
    (story,) = stories(found, [Link(a="a", b="b", kind="same-page")])
    assert [(one.document, one.standing, one.kind) for one in story.versions] == [
        ("a", VersionStanding.FIRST, None),
        ("b", VersionStanding.LINKED, Kind.SAME_PAGE),
        ("c", VersionStanding.LIKELY, Kind.EDITED),
        ("d", VersionStanding.UNDECIDED, Kind.SAME_EVENT),
    ]
    assert [one.document for one in story.open] == ["c", "d"]


def test_a_filter_for_exact_copies_says_that_none_waits() -> None:
    assert "copies" in story_filter("kind:exact")[1]
    assert story_filter("kind:e")[1] == ""


def test_a_filter_takes_a_month_or_year_that_lies_within_its_days_whole() -> None:
    version = StoryVersion("a", VersionStanding.UNDECIDED)
    for asked, date, fits in (
        ("..2023-06", "2023", False),
        ("..2023-06", "2023-06-30T09:00Z", True),
        ("2023..", "2023", True),
        ("2023-06", "2023-07-01", False),
        ("..2023-06", "", False),
    ):
        wanted, trouble = story_filter(f"date:{asked}")
        assert not trouble
        assert wanted.takes(version, DocumentSummary(date=date)) is fits, (asked, date)
    assert "is no date" in story_filter("date:yesterday")[1]


def test_linked_versions_are_decided_together_and_come_by_date() -> None:
    dates = {"a": "2024-03-02", "b": "2024-03-01", "c": "", "d": "2024-01-01"}
    links = [Link(a="a", b="b", kind="edited"), Link(a="b", b="c", kind="edited")]
    (story,) = stories([candidate("ad")], links, dates.__getitem__)
    assert story.documents == ("b", "a", "c", "d")
    assert story.first == "b"
    links = [Link(a="a", b="b", kind="edited"), Link(a="c", b="d", kind="edited")]
    (story,) = stories([candidate("ad")], links, dates.__getitem__)
    (version,) = story.open
    along = {one.document for one in story.versions if one.along == version.document}
    assert {version.document, *along} in ({"a", "b"}, {"c", "d"})


def test_exact_copies_are_not_asked_and_stay_with_their_version() -> None:
    found = [*all_pairs("abc"), candidate("ad", 1.0, Kind.EXACT), candidate("be", 1.0, Kind.EXACT)]
    (story,) = stories(found)
    standing = {one.document: one.standing for one in story.versions if not one.is_open}
    assert standing == {"a": VersionStanding.FIRST, "d": VersionStanding.COPY}
    assert decided(found, lambda a, b: True)[0] == 2
    (distinct_names,) = decided(
        [candidate("ad", 1.0, Kind.EXACT), candidate("ab")], lambda a, b: False
    )[1]
    assert {distinct_names.a, distinct_names.b} == {"a", "b"}
    apart = [Link(id="1", a="a", b="d", kind="exact", verdict=Verdict.REJECTED)]
    assert all({"a", "d"} - set(one.documents) for one in stories(found, apart))


def test_a_document_stands_in_one_story_and_a_copy_beside_its_own() -> None:
    found = [candidate("ab", 0.99), candidate("cd", 0.99), candidate("ce", 0.99)]
    found += [candidate("de", 1.0, Kind.EXACT), candidate("ac", 0.9, Kind.QUOTING)]
    found += [candidate("bd", 0.9, Kind.QUOTING)]
    versions = [one for story in stories(found) for one in story.versions]
    assert sorted(one.document for one in versions) == [*"abcde"]
    (along,) = [one for one in versions if one.along]
    assert (along.kind, along.score, {along.document, along.beside}) == (Kind.EXACT, 1.0, {*"de"})


def test_quoting_two_stories_does_not_make_one_of_them() -> None:
    found = [*all_pairs("abc"), *all_pairs("def")]
    found += [candidate("gb", 0.7, Kind.QUOTING), candidate("ge", 0.7, Kind.QUOTING)]
    assert sum("g" in story.documents for story in stories(found)) == 1
    asked, links = decided(found, lambda a, b: True)
    assert asked == 6
    assert groups(links) >= {tuple("abc"), tuple("def"), ("g",)}
    for story in stories(found, links):
        assert not story.open
        assert story.versions[-1].kind is Kind.QUOTING


# -- what surely tells the same --------------------------------------------------------------


def sure_groups(found: list[Candidate], links: Iterable[Link] = ()) -> set[str]:
    return {
        "".join(sorted(group))
        for story in stories(found, links)
        for one in story.documents
        if len(group := story.surely_with(one)) > 1
    }


def test_one_strong_candidate_does_not_surely_join_two_groups_and_a_person_does() -> None:
    found = [*all_pairs("abc", 0.99), *all_pairs("xyz", 0.99), candidate("cx", 0.98)]
    assert sure_groups(found) == {"abc", "xyz"}
    assert sure_groups(found, [Link(a="c", b="x", kind="edited")]) == {"abcxyz"}


def test_versions_that_are_undecided_together_are_likely_among_themselves() -> None:
    found = [*all_pairs("abc", 0.99), candidate("xy", 0.99)]
    found += [candidate(a + b, 0.7, Kind.SAME_EVENT) for a in "abc" for b in "xy"]
    (story,) = stories(found)
    standing = {one.document: one.standing for one in story.versions}
    assert standing["x"] is VersionStanding.UNDECIDED
    assert standing["y"] is VersionStanding.LIKELY
    assert sure_groups(found) == {"abc", "xy"}


def test_what_is_likely_never_contradicts_what_was_said() -> None:
    apart = Link(id="ac", a="a", b="c", kind="edited", verdict=Verdict.REJECTED)
    assert sure_groups(all_pairs("abc", 0.99), [apart]) == {"ab"}
    linked = Link(id="ab", a="a", b="b", kind="edited")
    assert sure_groups([candidate("bc", 0.99)], [linked, apart]) == {"ab"}


def test_the_first_version_is_the_earliest_however_much_is_linked() -> None:
    dates = {"a": "2024-03-02", "b": "2024-03-01", "c": "", "d": "", "x": "2024-02-29"}
    found = [*all_pairs("abc", 0.99), candidate("cd", 1.0, Kind.EXACT)]
    found += [candidate("ax", 0.7, Kind.SAME_EVENT)]
    links = list[Link]()
    for one in ("", "b", "c", "a"):
        if one:
            links.append(Link(id=one, a="x", b=one, kind="edited"))
        (story,) = stories(found, links, dates.__getitem__)
        assert story.first == "x"
    assert story.documents == ("x", "b", "a", "c", "d")


# -- what follows ----------------------------------------------------------------------------

partitions = st.lists(st.integers(0, 3), min_size=len(DOCUMENTS), max_size=len(DOCUMENTS))
corpora = st.dictionaries(
    st.sampled_from(["".join(pair) for pair in combinations(DOCUMENTS, 2)]),
    st.tuples(st.sampled_from([0.5, 0.7, 0.9, 0.98, 1.0]), st.sampled_from(JOINING)),
)


@given(corpora, partitions)
def test_stories_end_decided_as_pairs_would_be_with_no_more_questions(
    pairs: dict[str, tuple[float, Kind]], truth: list[int]
) -> None:
    story_of = dict(zip(DOCUMENTS, truth, strict=True))

    def is_same(a: str, b: str) -> bool:
        return story_of[a] == story_of[b]

    found = [candidate(ends, *about) for ends, about in pairs.items()]
    asked, links = decided(found, is_same)
    one_by_one = [Link(a=x.a, b=x.b, kind="edited") for x in found if is_same(x.a, x.b)]
    verdicts = LinkGroups(links)
    assert asked <= len(found)
    assert all(verdicts.relation(one.a, one.b) is not Relation.OPEN for one in found)
    # Two versions of one story may have no candidate: a question beside the first joins them too.
    joined = LinkGroups(one_by_one)
    for document in DOCUMENTS:
        assert set(joined.group(document)) <= set(verdicts.group(document))
        assert {story_of[other] for other in verdicts.group(document)} == {story_of[document]}


@given(
    corpora,
    st.lists(
        st.tuples(
            st.sampled_from(DOCUMENTS),
            st.sampled_from(DOCUMENTS),
            st.sampled_from([*Kind, None]),
            st.integers(0, 9),
        )
    ),
)
def test_verdicts_never_contradict_each_other(
    pairs: dict[str, tuple[float, Kind]],
    steps: list[tuple[str, str, Kind | None, int]],
) -> None:
    found = [candidate(ends, *about) for ends, about in pairs.items()]
    links: list[Link] = []
    for a, b, kind, choice in steps:
        if a == b:
            continue
        verdicts = LinkGroups(links)
        if kind is not None:
            links = after(links, verdicts.accepting(a, b, kind))
            if kind is not Kind.QUOTING:
                assert LinkGroups(links).relation(a, b) is Relation.SAME
        else:
            places = verdicts.breaks(a, b, found)
            at = places[choice % len(places)] if places else None
            links = after(links, verdicts.rejecting(a, b, Kind.EDITED, at=at))
            assert LinkGroups(links).relation(a, b) is Relation.APART
        assert LinkGroups(links).contradictions == []
    shown = stories(found, links)
    linked = [set(story.documents) for story in shown]
    for link in links:
        if joins(link):
            assert any({link.a, link.b} <= documents for documents in linked)


@given(corpora, st.lists(st.sampled_from(sorted({*map("".join, combinations(DOCUMENTS, 2))}))))
def test_stories_kept_up_to_date_are_those_made_anew(
    pairs: dict[str, tuple[float, Kind]], accepted: list[str]
) -> None:
    found = [candidate(ends, *about) for ends, about in pairs.items()]
    lasting, links = Stories(found), list[Link]()
    before = lasting.judged(links)
    for ends in accepted:
        links = after(links, LinkGroups(links).accepting(ends[0], ends[1], Kind.EDITED))
        kept_up, anew = lasting.judged(links), stories(found, links)
        assert [one.versions for one in kept_up] == [one.versions for one in anew]
        same = {story.versions: story for story in before}
        assert all(same.get(story.versions, story) is story for story in kept_up)
        before = kept_up


def test_what_joins_no_stories_takes_no_rejection_back() -> None:
    apart = Link(id="bc", a="b", b="c", kind="edited", verdict=Verdict.REJECTED, note="two fires")
    links = [Link(id=ends, a=ends[0], b=ends[1], kind="edited") for ends in ("ab", "cd")]
    verdicts = LinkGroups([*links, apart])
    assert verdicts.accepting("d", "a", Kind.QUOTING).removed == ()
    assert verdicts.accepting("d", "a", Kind.EDITED).removed == (apart,)


def test_a_link_is_of_the_pair_that_its_kind_was_found_of(workspace: Workspace) -> None:
    near = candidate("bc")
    versions = (
        StoryVersion("a", VersionStanding.FIRST),
        StoryVersion("b", VersionStanding.UNDECIDED, Kind.QUOTING, candidate("ab")),
        StoryVersion("c", VersionStanding.UNDECIDED, near.kind, near),
    )
    accept_versions(workspace, Story(versions), versions[2:])
    (link,) = workspace.store.all(Link)
    assert (link.a, link.b, link.kind) == ("b", "c", near.kind)


def test_rejecting_within_a_chain_names_the_places_where_it_can_break() -> None:
    links = [
        Link(id=ends, a=ends[0], b=ends[1], kind="edited") for ends in ("ab", "bc", "cd", "bd")
    ]
    found = [candidate(*one) for one in (("ab", 0.9), ("bc", 0.6), ("cd", 0.8), ("bd", 0.7))]
    weakest, next_one, strongest = LinkGroups(links).breaks("a", "c", found)
    assert weakest.link.id == "bd"
    assert (weakest.left, weakest.right) == (frozenset("ab"), frozenset("cd"))
    assert {link.id for link in weakest.crossing} == {"bc", "bd"}
    assert next_one.right == frozenset("c")
    assert strongest.left == frozenset("a")
    broken = after(links, LinkGroups(links).rejecting("a", "c", "edited", at=weakest))
    assert groups(broken, "abcd") == {("a", "b"), ("c", "d")}


def test_a_story_linked_with_its_first_version_breaks_between_those_that_are_close() -> None:
    links = [Link(id=ends, a=ends[0], b=ends[1], kind="edited") for ends in ("ab", "ac", "ad")]
    found = [candidate("ab", 0.9), candidate("cd", 0.9), candidate("ac", 0.6), candidate("ad", 0.5)]
    weakest, *_ = LinkGroups(links).breaks("a", "d", found)
    assert (weakest.left, weakest.right) == (frozenset("ab"), frozenset("cd"))
    broken = after(links, LinkGroups(links).rejecting("a", "d", "edited", at=weakest))
    assert groups(broken, "abcd") == {("a", "b"), ("c", "d")}
    assert LinkGroups(broken).contradictions == []


def test_each_of_two_versions_can_be_taken_out_alone() -> None:
    links = [Link(id=ends, a=ends[0], b=ends[1], kind="edited") for ends in ("ab", "ac", "ad")]
    found = [candidate("bd", 0.9), candidate("bc", 0.8), candidate("ad", 0.3), candidate("ac", 0.6)]
    places = LinkGroups(links).breaks("a", "d", found)
    sides = {frozenset((place.left, place.right)) for place in places}
    assert len(sides) == len(places)
    assert frozenset((frozenset("d"), frozenset("abc"))) in sides
    assert frozenset((frozenset("a"), frozenset("bcd"))) in sides
    for place in places:
        broken = after(links, LinkGroups(links).rejecting("a", "d", "edited", at=place))
        assert {*groups(broken, "abcd")} == {tuple(sorted(place.left)), tuple(sorted(place.right))}


def documents_of(found: Iterable[Story]) -> list[str]:
    return ["".join(sorted(story.documents)) for story in found]


def test_open_stories_come_first_and_the_likeliest_of_them() -> None:
    found = [candidate("ab", 0.6), candidate("cd", 0.9), candidate("ef", 1.0)]
    assert documents_of(stories(found)) == ["ef", "cd", "ab"]
    links = [Link(a="e", b="f", kind="exact")]
    assert documents_of(stories(found, links)) == ["cd", "ab", "ef"]
