"""What lasts: the history of undo, saving in the background, TinyDB's own way in."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from reader.annotations import Anchor, Passage, StepPlace, StepSummary, Store, Tag, ids
from reader.annotations.file.database import Database
from reader.annotations.file.storage import LineStorage
from reader.errors import StoreError

from .steps import step_name

_PATIENCE = 300.0  # seconds


def passage(note: str) -> Passage:
    return Passage(document="a.txt", anchor=Anchor.of("The bridge.", "0" * 64, 4, 10), note=note)


def notes(store: Store) -> list[str]:
    return sorted(each.note for each in store.all(Passage))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "annotations.json"


def test_undo_and_redo_go_on_after_a_restart(path: Path) -> None:
    for note in ("one", "two", "three"):
        with Store.open(path, author="ada") as store, store.step(f"tag {note}") as step:
            step.put(passage(note))
    with Store.open(path, author="ada") as store:
        assert step_name(store.undo()) == "tag three"
        assert step_name(store.undo()) == "tag two"
    with Store.open(path, author="ada") as store:
        assert (step_name(store.undoable), step_name(store.redoable)) == ("tag one", "tag two")
        assert step_name(store.redo()) == "tag two"
        assert notes(store) == ["one", "two"]


def test_the_history_is_as_long_as_was_asked_for(path: Path) -> None:
    with Store.open(path, author="ada", history=3) as store:
        for number in range(5):
            with store.step(f"tag {number}") as step:
                step.put(passage(str(number)))
    with Store.open(path, author="ada", history=3) as store:
        assert [step_name(store.undo()) for _ in range(4)] == ["tag 4", "tag 3", "tag 2", None]
        assert notes(store) == ["0", "1"]


def test_an_undone_deletion_is_not_deleted_again_by_a_merge(path: Path) -> None:
    with Store.open(path, author="ada") as store:
        with store.step("tag") as step:
            kept = step.put(passage("one"))
        with store.step("remove") as step:
            step.delete(kept)
        store.undo()
        found = store.get(Passage, kept.id)
        assert found is not None
        assert found.revision > kept.revision
    with TinyDB(path) as plain:
        assert plain.storage.read()["deleted"] == {}


def test_saving_in_the_background_loses_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved, save = threading.Event(), LineStorage.save_beside_commits

    def told(storage: LineStorage) -> None:
        save(storage)
        saved.set()

    monkeypatch.setattr(LineStorage, "save_beside_commits", told)
    monkeypatch.setattr("reader.annotations.file.background_save.JOURNAL_LIMIT", 2000)
    with Store.open(path, author="ada") as store:
        for number in range(150):
            with store.step("tag") as step:
                step.put(passage(f"{number:03}"))
        assert saved.wait(_PATIENCE)  # a busy machine may not have turned to it yet
        store._background_save.end()
        assert path.exists(), "nothing was saved in the background"
        with Store.open(path, author="bob", read_only=True) as reader:
            assert notes(reader) == [f"{number:03}" for number in range(150)]
    assert sorted(p.name for p in path.parent.iterdir() if ".bak" not in p.name) == [path.name]


def test_tinydb_reads_and_changes_the_same_tables(path: Path) -> None:
    with Store.open(path, author="ada") as store:
        with store.step("tag") as step:
            one, two = step.put(passage("one")), step.put(passage("two"))
        table = store.database.table("passages")
        assert [row.doc_id for row in table.search(where("note") == "two")] == [two.id]
        table.update({"note": "changed"}, doc_ids=[one.id])
        table.remove(where("note") == "two")
    with Store.open(path, author="ada") as store:
        assert notes(store) == ["changed"]


def test_a_database_of_its_own_is_as_safe(path: Path) -> None:
    with Database(path) as database:
        database.table("tags").upsert({"name": "lead", "revision": 1}, where("name") == "lead")
    with Database(path) as first:
        assert first.table("tags").count(where("name") == "lead") == 1
        second = Database(path)
        with pytest.raises(StoreError, match="has it open"):
            second.table("tags").truncate()
        second.close()


def test_a_tag_put_twice_in_a_step_counts_once(path: Path) -> None:
    with Store.open(path, author="ada") as store:
        with store.step("tags") as step:
            tag = step.put(Tag(name="lead"))
            tag = step.put(Tag(id=tag.id, name="leads"))
        assert (tag.revision, tag.author) == (1, "ada")
        assert step_name(store.undo()) == "tags"
        assert store.get(Tag, tag.id) is None


def test_a_step_names_itself_and_its_places(path: Path) -> None:
    with Store.open(path, author="ada") as store:
        with store.step("tag") as step:
            kept = step.put(passage("one"))
        with store.step("note") as step:
            step.put(replace(kept, note="two"))
        with store.step("remove") as step:
            step.delete(kept)
        with store.step("new tag") as step:
            step.put(Tag(name="lead"))
        assert store.undoable == store.undo() == StepSummary("new tag")
        for label in ("remove", "note", "tag"):
            assert store.undo() == StepSummary(label, ("a.txt",), (StepPlace("a.txt", 4, 10),))
        assert store.redo() == StepSummary("tag", ("a.txt",), (StepPlace("a.txt", 4, 10),))


def test_undo_follows_the_log_and_not_the_clock(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = time.time_ns() + 86_400 * 10**9
    monkeypatch.setattr("time.time_ns", lambda: ahead)
    with Store.open(path, author="ada") as store, store.step("a day ahead") as step:
        step.put(passage("one"))
    monkeypatch.undo()
    monkeypatch.setattr(ids, "_last", 0)  # as in a process of another machine
    with Store.open(path, author="ada") as store:
        for label in ("today", "after it"):
            with store.step(label) as step:
                step.put(passage(label))
        names = [step_name(store.undo()) for _ in range(3)]
        assert names == ["after it", "today", "a day ahead"]
        assert [step_name(store.redo()) for _ in range(3)] == names[::-1]
