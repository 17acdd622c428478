"""Reading a whole corpus: summaries and pairs, from session to session."""

from __future__ import annotations

import multiprocessing
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from queue import Queue
from typing import Any, cast

import pytest

from reader.corpus import Corpus, Document, Entry
from reader.entities import EMBEDDED
from reader.errors import ReaderError
from reader.workspace import Workspace
from reader.workspace.analyses.names.entity_index_builder import EntityIndexBuilder
from reader.workspace.analyses.reading.survey import Survey, received
from reader.workspace.cache.analysis_cache import Cache
from reader.workspace.cache.text_index import TextIndex

from ..ui.driving import running


def test_what_a_process_said_last_counts_though_it_ended_meanwhile() -> None:
    said: Queue[str] = Queue()

    def is_alive() -> bool:
        said.put("all pairs")  # at its end
        return False

    found = received(cast("Any", said), is_alive, lambda: False, "corpus")
    assert next(found) == "all pairs"
    ended = received(cast("Any", said), lambda: False, lambda: False, "corpus")
    with pytest.raises(ReaderError, match="from outside"):
        next(ended)


STORY = (
    "The night ferry to {place} ran aground on a sandbank, the harbour office said. "
    "All {people} people on board were taken off by {place} fishermen before dawn. "
    "Captain {name} told the court that the chart was {people} years old and wrong."
)
NAMES = ("Abel", "Birk", "Corin", "Dagny", "Eskil", "Fride", "Gorm", "Hella", "Ivar", "Jorun")


def story(number: int) -> str:
    """A story of its own."""
    one, other = NAMES[number % 10], NAMES[number // 10 % 10]
    words = STORY.format(place=f"{other}vik{number}", people=100 + number, name=f"{one} {other}")
    return f"Ferry {number} of {other}\n\n{words}\n\n" + " ".join(
        f"{NAMES[(number * k) % 10].lower()}{number}x{k}" for k in range(2, 60)
    )


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A corpus that is worth a process of its own, with one story twice."""
    folder = tmp_path / "large"
    folder.mkdir()
    for number in range(80):
        (folder / f"{number:03}.txt").write_text(story(number), "utf-8")
    (folder / "again.txt").write_text(story(7), "utf-8")
    return folder


def surveyed(folder: Path) -> tuple[list[str], set[frozenset[str]]]:
    """The documents that were read, and the pairs that are all but certain."""
    with closing(Workspace.open([folder], annotations=folder / "annotations.json")) as workspace:
        list(workspace.scan())
        read = list(workspace.analyse())
        assert len(workspace.summaries) == len(workspace.entries)
        return read, {frozenset((p.a, p.b)) for p in workspace.duplicates.pairs if p.score > 0.95}


class BrokenCorpus(Corpus):
    """A corpus with a text that breaks what reads it."""

    def read(self, entry: Entry) -> Document:
        document = super().read(entry)
        return replace(document, head=cast("Any", "3")) if entry.id == "1.txt" else document


def test_a_document_that_breaks_an_analysis_is_one_that_cannot_be_read(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(story(number), "utf-8")
    corpus = BrokenCorpus([tmp_path])
    survey = Survey(corpus, Cache(None), TextIndex(None))
    entries = {entry.id: entry for entry in survey.scan()}
    assert sorted(survey.run_here(entries, lambda: False, named=True)) == sorted(entries)
    assert survey.summaries.unreadable == {"1.txt"}
    assert "TypeError" in survey.summaries["1.txt"].problem
    builder = EntityIndexBuilder(corpus, Cache(None), EMBEDDED, lambda: False)
    assert sorted(builder.update(entries, {}, (), lambda: False)) == sorted(entries)


def test_what_has_come_in_is_unknown_but_not_what_was_renamed(tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / f"{number}.txt").write_text(story(number), "utf-8")
    surveyed(tmp_path)
    (tmp_path / "0.txt").rename(tmp_path / "renamed.txt")
    (tmp_path / "2.txt").write_text(story(2), "utf-8")
    with closing(Workspace.open([tmp_path])) as workspace:
        list(workspace.scan())
        assert workspace.analysis.unknown == {"2.txt"}


def test_a_large_corpus_is_read_once_and_then_only_what_changes(large: Path) -> None:
    read, pairs = surveyed(large)
    assert len(read) == 81
    assert pairs == {frozenset({"007.txt", "again.txt"})}
    assert surveyed(large) == ([], pairs)
    (large / "again.txt").write_text(story(9), "utf-8")
    (large / "008.txt").unlink()
    read, pairs = surveyed(large)
    assert read == ["again.txt"]
    assert pairs == {frozenset({"009.txt", "again.txt"})}


def test_names_are_evidence_in_a_large_corpus_too(
    unread: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shared(names: bool) -> dict[str, int]:
        with closing(Workspace.open([unread])) as workspace:
            list(workspace.scan())
            list(workspace.analyse(names=names))
            return {f"{one.a} {one.b}": one.evidence.names for one in workspace.duplicates.pairs}

    monkeypatch.setattr("reader.workspace.analyses.reading.survey._NAMES_UP_TO", 2)
    unnamed, named = shared(names=False), shared(names=True)
    assert sum(named.values()) > sum(unnamed.values())
    assert shared(names=False) == named
    monkeypatch.undo()
    assert shared(names=True) == named


def test_what_a_survey_finds_mentioned_is_not_looked_for_again(unread: Path) -> None:
    with closing(Workspace.open([unread])) as workspace:
        list(workspace.scan())
        list(workspace.analyse())
        for entry in workspace.entries.values():
            Path(entry.file).unlink(missing_ok=True)
        list(workspace.names.gather())
        assert set(workspace.names.entities.dates) == set(workspace.entries)
        assert workspace.names.entities.find("Marta Ellingsen")


def test_a_survey_that_is_given_up_goes_on_another_time(large: Path) -> None:
    with closing(Workspace.open([large], annotations=large / "annotations.json")) as workspace:
        list(workspace.scan())
        done: list[str] = []
        done.extend(workspace.analyse(lambda: len(done) > 3))
        assert 0 < len(done) <= 81
        assert workspace.duplicates.pairs == ()
    later, pairs = surveyed(large)
    assert not {*done} & {*later}
    assert pairs == {frozenset({"007.txt", "again.txt"})}


def test_a_survey_that_is_killed_says_so(large: Path) -> None:
    with closing(Workspace.open([large], annotations=large / "annotations.json")) as workspace:
        list(workspace.scan())
        survey = workspace.analyse()
        next(survey)
        for process in multiprocessing.active_children():
            process.kill()
        with pytest.raises(ReaderError, match=r"ended from outside.*Open the corpus again"):
            list(survey)


async def test_a_large_corpus_is_read_under_the_screen(large: Path) -> None:
    async with running(large) as app:
        await app.settled()
        assert len(app.app.workspace.summaries) == 81
        assert app.app.workspace.duplicates.pairs
        await app.press("i")
        await app.settled()
        assert len(app.app.workspace.names.entities.dates) == 81


def test_what_is_looked_at_is_read_first_and_what_is_large_last(large: Path) -> None:
    (large / "000.txt").write_text(f"{story(0)}\n\n" * 1_500, "utf-8")
    with closing(Workspace.open([large], annotations=large / "annotations.json")) as workspace:
        list(workspace.scan())
        workspace.analysis.prefer(["000.txt", "077.txt", "079.txt"])
        read = list(workspace.analyse())
        assert read[:3] == ["077.txt", "079.txt", "001.txt"]
        assert read[-1] == "000.txt"
        assert sorted(read) == sorted(workspace.entries)


def test_a_large_file_among_few_is_read_in_a_process_of_its_own(unread: Path) -> None:
    (unread / "all.txt").write_text(f"{story(0)}\n\n" * 1_500, "utf-8")
    with closing(Workspace.open([unread])) as workspace:
        list(workspace.scan())
        survey = workspace.analyse()
        next(survey)
        assert multiprocessing.active_children()
        assert [*survey][-1] == "all.txt"


def test_a_survey_goes_on_where_it_was_given_up(unread: Path) -> None:
    done: list[str] = []
    with closing(Workspace.open([unread])) as workspace:
        list(workspace.scan())
        done.extend(workspace.analyse(lambda: len(done) > 2))
        everything = set(workspace.entries)
    with closing(Workspace.open([unread])) as workspace:
        list(workspace.scan())
        later = list(workspace.analyse())
        assert len(later) < len(everything)
        assert {*done, *later} == everything
        assert any(one.score > 0.5 for one in workspace.duplicates.pairs)
