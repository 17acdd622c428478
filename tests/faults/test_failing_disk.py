"""A disk that fails at any one call, once or from then on, in every way that disks fail."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from reader import safe_files
from reader.annotations import DocumentState, Store
from reader.errors import StoreError

from .disk import Disk
from .work import holds, passage, work

FULL = os.environ.get("READER_FAULTS") == "full"
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES)


def lost(folder: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Tell whether work done on a failing disk was lost that was said to be safe."""
    folder.mkdir()
    path = folder / "annotations.json"
    safe = [0]
    with monkeypatch.context() as patch:
        patch.setattr(safe_files, "os", disk)
        states = work(path, safe.append, days=1)
    return not holds(path, states, safe[-1])


@pytest.mark.parametrize("forever", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("torn", [False, True], ids=["clean", "torn"])
def test_what_was_acknowledged_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forever: bool, torn: bool
) -> None:
    healthy = Disk()
    assert not lost(tmp_path / "healthy", healthy, monkeypatch)
    failures = 0
    for number in range(0, healthy.calls, 1 if FULL else 3):
        for error in ERRORS if FULL else ERRORS[number % 4 :][:1]:
            disk = Disk(fail_at=number, error=error, forever=forever, torn=torn)
            assert not lost(tmp_path / f"{number}-{error}", disk, monkeypatch), (number, error)
            failures += disk.failed
    assert failures >= healthy.calls // 3


def test_a_store_that_swallows_failures_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def swallow(handle: int, data: bytes) -> None:
        with suppress(OSError):
            disk.write(handle, memoryview(data))

    disk = Disk(fail_at=6, forever=True)
    monkeypatch.setattr(safe_files, "write", swallow)
    monkeypatch.setattr(safe_files, "sync", lambda handle: None)
    assert lost(tmp_path / "swallowed", disk, monkeypatch)


def test_a_full_disk_is_told_at_once_and_work_goes_on_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "annotations.json"
    elsewhere = tmp_path / "elsewhere.json"
    with Store.open(path, author="ada") as store:
        with store.step("tag") as step:
            step.put(passage("first"))
        with monkeypatch.context() as patch:
            patch.setattr(safe_files, "os", Disk(fail_at=0, forever=True))
            with pytest.raises(StoreError, match="not saved"), store.step("tag") as step:
                step.put(passage("second"))
            assert store.unsaved == 1
            assert store.count("a.txt") == 2
        store.save_as(elsewhere)
        assert (store.unsaved, store.path) == (0, elsewhere)
        with store.step("tag") as step:
            step.put(passage("third"))
    with Store.open(elsewhere, author="ada") as store:
        assert [each.note for each in store.passages("a.txt")] == ["first", "second", "third"]
    with Store.open(path, author="ada") as store:
        assert [each.note for each in store.passages("a.txt")][:1] == ["first"]


def test_the_next_step_saves_what_the_disk_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "annotations.json"
    store = Store.open(path, author="ada")
    with monkeypatch.context() as patch:
        patch.setattr(safe_files, "os", Disk(fail_at=0, forever=True, error=errno.EIO))
        with pytest.raises(StoreError), store.step("tag") as step:
            step.put(passage("first"))
    with store.step("tag") as step:
        step.put(passage("second"))
    assert store.unsaved == 0
    with Store.open(path, author="bob", read_only=True) as reader:
        assert [each.note for each in reader.passages("a.txt")] == ["first", "second"]
    store.close()


def test_steps_are_counted_alike_before_and_after_they_are_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, kept, again = (tmp_path / name for name in ("a.json", "kept.json", "again.json"))
    store = Store.open(path, author="ada")
    refused: list[StoreError] = []
    store.tell_refusals(refused.append)
    with monkeypatch.context() as patch:
        patch.setattr(safe_files, "os", Disk(fail_at=0, forever=True))
        store.keep_text("ab", "A text.")
        store.put(DocumentState(document="a.txt", place=3))
        assert (store.unsaved, store.is_saved) == (0, False)
        for note in ("first", "second"):
            with store.step("tag") as step:
                step.put(passage(note))
        store.undo()
        assert (store.unsaved, len(refused)) == (2, 4)
    store.save_as(kept)
    shutil.copy(kept, again)
    store.close()
    with Store.open(path, author="ada") as store:
        assert [store.take_in(each) for each in (kept, again)] == [2, 0]
