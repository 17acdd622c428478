"""The store as the screen uses it: kept, undone, found again after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from tinydb import TinyDB

from reader.annotations import Anchor, DocumentState, Link, Passage, Status, Store, Tag
from reader.errors import StoreError

from .steps import step_name

SOURCE = "The mayor said on Monday that the bridge would stay closed until May."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "annotations.json"


def passage(start: int = 4, end: int = 9, document: str = "a.txt") -> Passage:
    return Passage(document=document, anchor=Anchor.of(SOURCE, "0" * 64, start, end))


def test_looking_creates_nothing(path: Path) -> None:
    with Store.open(path, author="ada") as store:
        assert [tag.name for tag in store.tags()][:2] == ["claim", "quote"]
        assert store.passages("a.txt") == ()
    assert list(path.parent.iterdir()) == []


def test_everything_is_there_after_a_restart(path: Path) -> None:
    with Store.open(path, author="ada") as store:
        with store.step("tag as claim") as step:
            second = step.put(passage(20, 30))
            first = step.put(passage())
        with store.step("link") as step:
            link = step.put(Link(a="a.txt", b="b.txt", kind="edited"))
        state = store.put(DocumentState(document="a.txt", status=Status.READING, place=7))
    with Store.open(path, author="bob") as store:
        assert store.passages("a.txt") == (first, second)
        assert store.links("b.txt") == [link]
        assert store.state("a.txt") == state
        assert store.get(Passage, first.id) == first
        assert first.author == "ada"
        assert first.revision == 1


def test_plain_tinydb_reads_the_file(path: Path) -> None:
    with Store.open(path, author="ada") as store, store.step("tag") as step:
        kept = step.put(passage())
    with TinyDB(path) as plain:
        assert "passages" in plain.tables()
        assert plain.storage.read()["passages"][kept.id]["anchor"]["quote"] == "mayor"


def test_a_step_that_fails_changes_nothing(path: Path) -> None:
    with Store.open(path, author="ada") as store:
        with pytest.raises(ZeroDivisionError), store.step("tag") as step:
            step.put(passage())
            raise ZeroDivisionError
        assert store.passages("a.txt") == ()
        assert store.undoable is None


def test_undo_takes_back_whole_steps_and_redo_brings_them_again(path: Path) -> None:
    with Store.open(path, author="ada") as store:
        with store.step("tag two") as step:
            kept = [step.put(passage()), step.put(passage(document="b.txt"))]
        with store.step("note") as step:
            step.put(Passage(id=kept[0].id, document="a.txt", anchor=kept[0].anchor, note="why?"))
        with store.step("delete") as step:
            step.delete(kept[1])
        assert store.count("b.txt") == 0
        assert [step_name(store.undo()) for _ in range(3)] == ["delete", "note", "tag two"]
        assert store.undo() is None
        assert store.passages("a.txt") == store.passages("b.txt") == ()
        assert step_name(store.redo()) == "tag two"
        assert step_name(store.redo()) == "note"
        assert store.passages("a.txt")[0].note == "why?"
        assert store.passages("b.txt")[0].anchor == kept[1].anchor
        assert step_name(store.redoable) == "delete"
        with store.step("tag") as step:
            step.put(passage())
        assert store.redoable is None


def test_undo_leaves_the_place_read_alone(path: Path) -> None:
    with Store.open(path, author="ada") as store:
        with store.step("mark done") as step:
            state = step.put(DocumentState(document="a.txt", status=Status.DONE))
        with store.step("flag") as step:
            state = step.put(DocumentState(id=state.id, document="a.txt", status=Status.FLAGGED))
        store.put(DocumentState(id=state.id, document="a.txt", status=Status.FLAGGED, place=99))
        store.undo()
        found = store.state("a.txt")
        assert found is not None
        assert (found.status, found.place) == (Status.DONE, 99)


def test_a_source_is_kept_once_and_comes_back(path: Path) -> None:
    text = SOURCE * 100 + "\ud800"
    with Store.open(path, author="ada") as store:
        store.keep_text("f" * 64, text)
        store.keep_text("f" * 64, text)
    with Store.open(path, author="ada") as store:
        assert store.text("f" * 64) == text
        assert store.text("e" * 64) is None


def test_a_second_store_reads_and_names_the_holder(path: Path) -> None:
    with Store.open(path, author="ada") as first:
        with first.step("tag") as step:
            kept = step.put(passage())
        with Store.open(path, author="bob") as second:
            assert second.read_only is not None
            assert "process" in second.read_only
            assert second.passages("a.txt") == (kept,)
            with pytest.raises(StoreError, match="can't be changed"), second.step("tag") as step:
                step.put(passage())


def test_subscribers_hear_which_documents_changed(path: Path) -> None:
    heard = []
    with Store.open(path, author="ada") as store:
        end = store.subscribe(heard.append)
        with store.step("tag") as step:
            kept = step.put(passage())
        with store.step("new tag") as step:
            step.put(Tag(name="lead"))
        end()
        with store.step("delete") as step:
            step.delete(kept)
    assert [(change.documents, change.own) for change in heard] == [
        (frozenset({"a.txt"}), True),
        (frozenset(), True),
    ]


def test_tags_that_every_new_file_has_are_no_changes_that_were_taken_in(tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    with Store.open(tmp_path / "one.json", author="ada") as store:
        with store.step("tag") as step:
            step.put(Tag(name="lead"))
        store.save_as(kept)
    with Store.open(tmp_path / "two.json", author="bob") as store:
        assert store.take_in(kept) == 1
        assert "lead" in [tag.name for tag in store.tags()]
