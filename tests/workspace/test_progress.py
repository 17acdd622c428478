"""How far the analysis of a corpus has come, and what is known of it on the way."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from reader.exchange import CandidateItem
from reader.workspace import Workspace
from reader.workspace.analyses.reading.kept_candidates import keep_candidates

from .test_survey import story

PAIR = {frozenset({"003.txt", "004.txt"})}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty stories; the fourth is told twice."""
    folder = tmp_path / "forty"
    folder.mkdir()
    for number in range(40):
        told = 3 if number == 4 else number
        (folder / f"{number:03}.txt").write_text(story(told), "utf-8")
    return folder


def pairs(workspace: Workspace) -> set[frozenset[str]]:
    return {frozenset((pair.a, pair.b)) for pair in workspace.duplicates.pairs if pair.score > 0.95}


def opened(folder: Path) -> Workspace:
    return Workspace.open([folder], annotations=folder / "annotations.json")


def test_pairs_are_told_while_the_corpus_is_still_read(folder: Path) -> None:
    with closing(opened(folder)) as workspace:
        assert not workspace.progress.is_over
        list(workspace.scan())
        assert str(workspace.progress) == "reading 0 of 40"
        early = [pairs(workspace) for _ in workspace.analyse() if not workspace.progress.is_over]
        assert early[0] == set()
        assert early[-1] == PAIR
        assert workspace.progress.is_over


def test_imported_pairs_are_told_while_the_corpus_is_still_read(folder: Path) -> None:
    names = ("share_a", "share_b", "longest", "same_title", "names", "numbers", "days")
    evidence = {**dict.fromkeys(names, 1), "same_title": True, "summary": "told by a friend"}
    with closing(opened(folder)) as workspace:
        list(workspace.scan())
        ids = {"a": "038.txt", "b": "039.txt"}
        shas = {f"sha_{end}": workspace.document(id_).sha256 for end, id_ in ids.items()}
        found = CandidateItem(**ids, **shas, kind="reworded", score=0.96, evidence=evidence)
        keep_candidates(workspace.annotations, (found,))
        early = [pairs(workspace) for _ in workspace.analyse() if not workspace.progress.is_over]
    assert early[0] == set()
    imported = {frozenset({"038.txt", "039.txt"})}
    assert (early[20], early[-1]) == (imported, PAIR | imported)  # its documents are read first


def test_what_the_last_session_found_is_there_before_the_new_is_read(folder: Path) -> None:
    with closing(opened(folder)) as workspace:
        list(workspace.scan())
        list(workspace.analyse())
    (folder / "more.txt").write_text(story(77), "utf-8")
    with closing(opened(folder)) as workspace:
        list(workspace.scan())
        next(workspace.analyse())
        assert pairs(workspace) == PAIR


def test_what_is_read_once_more_is_told_of_as_what_it_is(folder: Path) -> None:
    with closing(opened(folder)) as workspace:
        list(workspace.scan())
        list(workspace.analysis.read_texts())  # its summaries are kept, its signatures are not
    (folder / "more.txt").write_text(story(77), "utf-8")
    with closing(opened(folder)) as workspace:
        list(workspace.scan())
        told = [str(workspace.progress) for _ in workspace.analyse()]
        assert told[:2] == ["checking what is kept 1", "checking what is kept 2"]
        assert "checking" not in told[-1] and workspace.progress.is_over


def test_what_an_update_reads_anew_is_told_of_as_what_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(opened(folder)) as workspace:
        list(workspace.scan())
        list(workspace.analyse())
    monkeypatch.setattr("reader.workspace.analyses.reading.examining.FORMS_VERSION", "raised")
    with closing(opened(folder)) as workspace:
        list(workspace.scan())
        survey = workspace.analyse()
        next(survey)
        assert str(workspace.progress) == "reading again after an update 1 of 40"
        assert pairs(workspace) == set()  # those of the last version may be others now
        assert len(list(survey)) == 39
        assert pairs(workspace) == PAIR
        (folder / "more.txt").write_text(story(77), "utf-8")
        list(workspace.scan())
        assert str(workspace.progress) == "reading 40 of 41"


def test_a_reading_that_is_given_up_is_not_over(folder: Path) -> None:
    with closing(opened(folder)) as workspace:
        list(workspace.scan())
        done = list(workspace.analyse(lambda: True))
        assert not done
        assert str(workspace.progress) == "reading 0 of 40"


def test_one_document_alone_waits_for_nothing(folder: Path) -> None:
    with closing(Workspace.open([folder / "003.txt"])) as workspace:
        list(workspace.scan())
        assert workspace.progress.is_over
        assert workspace.analysis.read_share() == "of 0 read so far"  # not: that could be indexed
