"""What is new in a version, and who says what."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import Status, Verdict
from reader.duplicates import Candidate, ChangeKind, Kind, PairStatus, align_quickly
from reader.errors import CorpusError
from reader.text import Excerpt, Span
from reader.workspace import Workspace
from reader.workspace.actions.passages.annotating import link, set_document_note, set_status
from reader.workspace.analyses.stories.story import date_order, first_sign, moment
from reader.workspace.overviews.report_model import ReportScope, make_report
from reader.workspace.overviews.story_statements import statements
from reader.workspace.overviews.story_versions import (
    beside,
    fresh,
    linked,
    read_before,
    story_versions,
    undecided,
    versions_of,
)

from .story_links import EVIDENCE

RAW = "harbor-bridge/raw-page.txt"
CLEAN = "harbor-bridge/clean-text.txt"
SPUN = "harbor-bridge/spun-copy.txt"
BLOG = "harbor-bridge/blog-post.md"
WIRE = "wire/meridian.jsonl#mw-230609-002"
ALONE = "island-library/lamp-and-ledger.txt"


def candidate(a: str, b: str, score: float) -> Candidate:
    return Candidate(a, b, Kind.EDITED, score, EVIDENCE)


def ends(candidates: tuple[Candidate, ...]) -> list[str]:
    return [one.a + one.b for one in candidates]


# -- which versions --------------------------------------------------------------------------


def test_versions_come_by_date_and_those_without_one_last(workspace: Workspace) -> None:
    for other in (RAW, WIRE, BLOG):
        link(workspace.store, CLEAN, other, "edited")
    order = versions_of(workspace, CLEAN)
    assert [d for d in order if d in (RAW, CLEAN, WIRE)] == [RAW, WIRE, CLEAN]
    assert order == versions_of(workspace, RAW)


def test_what_stands_beside_a_document_begins_with_the_most_alike(workspace: Workspace) -> None:
    for document in (WIRE, CLEAN):
        others = beside(workspace, document)
        assert len(set(others)) == len(others)
        assert document not in others
        assert {*versions_of(workspace, document)} - {document} <= {*others}
    assert beside(workspace, CLEAN)[0] == RAW
    assert beside(workspace, RAW)[0] == CLEAN


def test_rejected_pairs_stand_beside_each_other_no_more(workspace: Workspace) -> None:
    assert SPUN in beside(workspace, WIRE)
    link(workspace.store, SPUN, WIRE, "edited", verdict=Verdict.REJECTED)
    assert SPUN not in versions_of(workspace, WIRE)
    assert SPUN not in beside(workspace, WIRE)
    assert SPUN not in linked(workspace, WIRE)


def test_a_document_that_stands_alone(workspace: Workspace) -> None:
    assert versions_of(workspace, ALONE) == (ALONE,)
    assert beside(workspace, ALONE) == linked(workspace, ALONE) == ()
    (version,) = story_versions(workspace, ALONE)
    assert version.kind is None
    nothing_new = fresh(workspace, ALONE)
    assert (nothing_new.known, nothing_new.share) == ((), 1.0)


def test_accepted_links_lead_on_to_others(workspace: Workspace) -> None:
    link(workspace.store, CLEAN, RAW, "same-page")
    link(workspace.store, SPUN, RAW, "reworded")
    assert set(linked(workspace, CLEAN)) == {RAW, SPUN}


def test_the_kind_that_a_person_gave_goes_before_the_suggested_one(workspace: Workspace) -> None:
    link(workspace.store, RAW, SPUN, "same-event")
    found = {version.document: version for version in story_versions(workspace, RAW)}
    assert found[SPUN].kind is Kind.SAME_EVENT
    assert 0.5 < found[SPUN].share < 1.0
    assert found[CLEAN].share == 1.0


def test_a_story_has_the_same_versions_as_in_the_list(workspace: Workspace) -> None:
    for story in workspace.duplicates.stories():
        for document in story.documents:
            if workspace.duplicates.story_with(document) is story:
                found = story_versions(workspace, document)
                assert {one.document for one in found} == set(story.documents)
                assert undecided(found) == len(story.open)
                assert not found[0].is_open


def test_the_share_of_a_version_is_said_of_the_one_that_has_it(workspace: Workspace) -> None:
    link(workspace.store, CLEAN, SPUN, "reworded")
    first, *others = story_versions(workspace, RAW)
    told = make_report(workspace, ReportScope(story=RAW)).versions[1:]
    assert {one.beside for one in others} > {first.document}
    for one, reported in zip(others, told, strict=True):
        beside = workspace.duplicates.compare(one.beside, one.document).candidate
        against = workspace.duplicates.compare(first.document, one.document).candidate
        assert one.share == beside.evidence.share_b
        assert (reported.kind, reported.share) == (against.kind, against.evidence.share_b)
        assert ("beside" in reported.standing) == (one.beside != first.document)


def test_moments_of_several_zones_sort_by_time() -> None:
    assert moment("2023-06-08T18:41+02:00") < moment("2023-06-08T17:12")
    assert moment("2023-06-08") == "2023-06-08"
    assert moment("last summer") == "last summer"


def test_a_day_alone_is_behind_its_times_and_no_first_is_sure_that_may_be_later() -> None:
    dates = ["2023-06-09", "", "2023-06-08", "2023-06-08T23:59", "2023-06-08T10:32"]
    ordered = sorted(filter(None, dates), key=date_order)
    assert ordered == ["2023-06-08T10:32", "2023-06-08T23:59", "2023-06-08", "2023-06-09"]
    first = "2023-06-08T10:32"
    for others, said in (
        (["2023-06-08T10:33", "2023-06-09"], "first"),
        (["2023-06-08"], "first?"),
        ([""], "first?"),
        (["2023-06-08T19:54+02:00"], "first?"),
        (["2023-06-09T19:54+02:00"], "first"),
    ):
        assert first_sign(first, others) == said
    assert first_sign("", [first]) == ""
    assert first_sign("2024-05-20", ["", first]) == ""


# -- what is new -----------------------------------------------------------------------------


def test_new_in_the_third_version_is_what_the_first_two_lack(workspace: Workspace) -> None:
    for other in (RAW, WIRE):
        link(workspace.store, SPUN, other, "reworded")
    set_status(workspace.store, [RAW], Status.DONE)
    set_status(workspace.store, [SPUN], Status.READING)
    found = fresh(workspace, WIRE)
    assert found.read == (RAW, SPUN)
    source = workspace.document(WIRE).source
    left = source
    for span in reversed(found.known):
        left = left[: span.start] + left[span.end :]
    assert left.split("\n\n")[0].startswith("PORT MERRIN, June 9")
    assert " ".join(left.split()) == (
        "PORT MERRIN, June 9 (Meridian Wire) - An East Coast harbor city was cut in two for a"
        " second day on Friday by a crack in a bridge. The authority said on Friday that traffic"
        " would not be let back before mid-July."
    )
    assert 0 < found.new < found.words
    assert found.share == found.new / found.words


def test_facts_that_nobody_gave_before_stay_bright(workspace: Workspace) -> None:
    link(workspace.store, CLEAN, SPUN, "reworded")
    set_status(workspace.store, [CLEAN], Status.DONE)
    found = fresh(workspace, SPUN)
    source = workspace.document(SPUN).source
    changed = [span.of(source) for span in found.changed]
    assert "83,000" in changed
    assert "2009" in changed
    assert all(any(known.covers(span) for known in found.known) for span in found.changed)
    set_status(workspace.store, [SPUN], Status.DONE)
    assert fresh(workspace, SPUN) == found


def test_a_sentence_in_which_a_number_was_changed_is_new(tmp_path: Path) -> None:
    text = "The fire hurt nine people in the old hall. The council met on Friday in the library."
    (tmp_path / "a.txt").write_text(f"Fire in the hall\n\n{text}\n")
    (tmp_path / "b.txt").write_text(f"Fire in the hall\n\n{text.replace('nine', 'ten')}\n")
    opened = Workspace.open([tmp_path], annotations=tmp_path / "annotations.json", author="tester")
    list(opened.scan())
    link(opened.store, "a.txt", "b.txt", "edited")
    set_status(opened.store, ["a.txt"], Status.DONE)
    found = fresh(opened, "b.txt")
    source = opened.document("b.txt").source
    assert [one.of(source) for one in found.stretches] == [
        "The fire hurt ten people in the old hall."
    ]
    assert found.new == 9
    opened.close()


def test_only_what_was_begun_earlier_was_read_before(workspace: Workspace) -> None:
    store = workspace.store
    set_status(store, [RAW], Status.READING)
    set_status(store, [WIRE], Status.DONE)
    set_status(store, [SPUN], Status.DONE)
    set_document_note(store, BLOG, "to be read")
    set_status(store, [RAW], Status.DONE)
    everything = (CLEAN, RAW, WIRE, SPUN, BLOG)
    assert read_before(store, WIRE, everything) == (RAW,)
    assert read_before(store, CLEAN, everything) == (RAW, WIRE, SPUN)


# -- who says what ---------------------------------------------------------------------------


def test_statements_say_who_has_them_and_how(workspace: Workspace) -> None:
    found = statements(workspace, (RAW, WIRE, SPUN, CLEAN))
    by_opening = {statement.text[:20]: statement for statement in found}
    quoted = by_opening["“Nobody will be aske"]
    assert quoted.said[RAW] is quoted.said[WIRE] is quoted.said[CLEAN] is PairStatus.VERBATIM
    assert quoted.said[SPUN] not in (PairStatus.VERBATIM, PairStatus.ADDED, PairStatus.DROPPED)
    (place,) = quoted.places[SPUN]
    assert place.of(workspace.document(SPUN).source).startswith("Nobody will be asked")
    own = by_opening["The authority said o"]
    assert own.said == {WIRE: PairStatus.VERBATIM}


def test_each_sentence_of_each_version_makes_a_statement(workspace: Workspace) -> None:
    versions = (RAW, WIRE, SPUN, CLEAN, BLOG)
    found = statements(workspace, versions)
    for document in versions:
        story = workspace.article(document).story
        told = {span for one in found for span in one.places.get(document, ())}
        left = {n for n, c in enumerate(story.text) if c.isalnum()}
        for span in told:
            shown = story.from_source(span)
            assert shown is not None
            left -= set(range(shown.start, shown.end))
        assert not left


def test_what_a_scanner_has_misread_contradicts_no_statement(tmp_path: Path) -> None:
    text = (
        "The county of Arden closed the harbour bridge on Friday after engineers found two cracks"
        " in its main girder. Mayor Ilse Brandt said that the repairs would cost $46 million and"
        " last until July. A second engineer from Norvik will look at the girder next week. The"
        " council will meet on Monday in the old school hall to hear the report."
    )
    read = {"bridge": "brldge", "cracks": "crqcks", "girder": "gizder", "would": "woulz"}
    read |= {"engineer": "enginexr", "Norvik": "Norvxk", "school": "schoxl", "council": "counczl"}
    scan = re.sub(r"\w+", lambda word: read.get(word[0], word[0]), text)
    workspace, one, other = compared(tmp_path, text, scan)
    assert not any(statement.against for statement in statements(workspace, (one, other)))


def test_what_contradicts_the_first_version_is_told_where_another_puts_it_closer(
    tmp_path: Path,
) -> None:
    said = "Repairs of the old harbour bridge in Arden would cost the county {} crowns"
    more = " and the mill beside the school has to make room for a road of two lanes."
    other = said.format(9100) + more
    closer = other.split(" ", 8)[-1].capitalize()
    workspace, *documents = compared(tmp_path, f"{said.format(4600)}.", closer, other)
    first, *_ = statements(workspace, documents)
    assert first.against == {documents[-1]}


def test_statements_stop_when_they_are_not_wanted_any_more(workspace: Workspace) -> None:
    assert statements(workspace, (RAW, WIRE), cancelled=lambda: True) == ()


def test_a_story_of_sixty_versions(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    told = "The mayor of Port Merrin opened the new ferry pier on Monday. It cost nine million."
    for number in range(60):
        own = f"Witness number {number} had waited since dawn for the first boat."
        (folder / f"{number:02}.txt").write_text(f"{told}\n\n{own}\n", "utf-8")
    workspace = Workspace.open([folder], annotations=tmp_path / "annotations.json")
    list(workspace.scan())
    versions = tuple(workspace.entries)
    found = statements(workspace, versions)
    assert any(len(statement.said) == 60 for statement in found)
    workspace.close()


# -- comparing what is hard to compare -------------------------------------------------------


def compared(tmp_path: Path, *texts: str) -> tuple[Workspace, *tuple[str, ...]]:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, "utf-8")
    workspace = Workspace.open([folder], annotations=tmp_path / "annotations.json")
    list(workspace.scan())
    return workspace, *workspace.entries


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The bridge is shut. Nobody may cross it.", "Apples are cheap this year."),
        ("The bridge is shut.", "The bridge is shut. " * 4_000),
        ("—", "Apples are cheap this year."),
        (
            "أغلقت المدينة الجسر يوم الخميس. لن يعبره أحد.",
            "أغلقت المدينة الجسر يوم الجمعة. لن يعبره أحد.",
        ),
    ],
    ids=["nothing in common", "three words beside many", "no words", "right to left"],
)
def test_comparing_goes_with_any_two(tmp_path: Path, a: str, b: str) -> None:
    workspace, one, other = compared(tmp_path, a, b)
    set_status(workspace.store, [other], Status.DONE)
    link(workspace.store, one, other, "edited")
    found = fresh(workspace, one)
    assert 0 <= found.new <= found.words
    assert all(statement.said for statement in statements(workspace, (one, other)))
    workspace.close()


def test_versions_that_cannot_be_read_are_left_out(workspace: Workspace) -> None:
    link(workspace.store, CLEAN, "gone.txt", "exact")
    assert "gone.txt" not in versions_of(workspace, CLEAN)
    assert linked(workspace, CLEAN) == ()
    with pytest.raises(CorpusError):
        fresh(workspace, "gone.txt")


def test_an_article_beside_itself_has_nothing_new(workspace: Workspace) -> None:
    pairs = workspace.duplicates.compare(RAW, RAW).alignment.pairs
    assert {pair.status for pair in pairs} == {PairStatus.VERBATIM}


def test_changes_that_matter_are_there_to_be_seen(workspace: Workspace) -> None:
    sources = workspace.document(CLEAN).source, workspace.document(SPUN).source
    found = {
        (change.kind, _of(change.a, sources[0]), _of(change.b, sources[1]))
        for pair in workspace.duplicates.compare(CLEAN, SPUN).alignment.pairs
        for change in pair.changes
    }
    assert (ChangeKind.NUMBER, "38,000", "83,000") in found
    assert (ChangeKind.DATE, "2019", "2009") in found
    assert any(kind is ChangeKind.SPEAKER and "spokeswoman" in a for kind, a, _ in found)
    assert any(kind is ChangeKind.QUOTE and "traffic jam" in a for kind, a, _ in found)
    # The name is said once more, and is no other one.
    assert not any(kind is ChangeKind.NAME and b and "Port Merrin" in b for kind, _, b in found)


def _of(span: Span | None, source: str) -> str:
    return span.of(source) if span else ""


# -- the first look at long texts ------------------------------------------------------------

_SENTENCES = st.lists(st.sampled_from(["Yes.", "No.", "A bridge is shut.", "Who said so?"]))


@given(_SENTENCES, _SENTENCES)
def test_a_sketch_holds_every_sentence_once_and_pairs_only_the_same(
    a: list[str], b: list[str]
) -> None:
    one, other = Excerpt.whole(" ".join(a)), Excerpt.whole(" ".join(b))
    pairs = align_quickly(one, other).pairs
    assert [pair.a.of(one.text) for pair in pairs if pair.a] == a
    assert [pair.b.of(other.text) for pair in pairs if pair.b] == b
    for pair in pairs:
        if pair.a and pair.b:
            assert pair.a.of(one.text) == pair.b.of(other.text)
            assert pair.status is PairStatus.VERBATIM


def test_letters_that_an_encoding_has_changed_are_no_other_name(tmp_path: Path) -> None:
    text = "The mill of Arden burns\n\nMayor Ilse Tärn said that it “would not hold” in the snow.\n"
    workspace, one, other = compared(tmp_path, text, text.encode().decode("latin-1"))
    pairs = workspace.duplicates.compare(one, other).alignment.pairs
    workspace.close()
    assert [change for pair in pairs for change in pair.changes if change.matters] == []
