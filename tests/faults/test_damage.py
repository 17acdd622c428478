"""Files cut short or with a bit flipped: what is taken from them was really written."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from reader.annotations import Store

from .work import Notes, notes, passage, work

EVERY = 1 if os.environ.get("READER_FAULTS") == "full" else 7


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an annotation file, a backup, and a journal with three steps."""
    path = tmp_path / "work" / "annotations.json"
    path.parent.mkdir()
    work(path, lambda state: None)
    store = Store.open(path, author="ada")
    for note in ("one", "two", "three"):
        with store.step("tag") as step:
            step.put(passage(note))
    shutil.copytree(path.parent, tmp_path / "left")
    store.close()
    return tmp_path / "left"


def opened(folder: Path, name: str, data: bytes) -> tuple[Notes, list[str]]:
    (folder / name).write_bytes(data)
    with Store.open(folder / "annotations.json", author="bob", read_only=True) as store:
        return notes(store), store.notices


def test_a_journal_cut_anywhere_gives_its_whole_steps(folder: Path) -> None:
    name = "annotations.json.journal"
    data = (folder / name).read_bytes()
    whole, _ = opened(folder, name, data)
    base = {key: note for key, note in whole.items() if note not in {"one", "two", "three"}}
    for end in range(0, len(data), EVERY):
        found, _ = opened(folder, name, data[:end])
        steps = max(0, data[:end].count(b"\n") - 1)
        assert sorted(found.values()) == sorted([*base.values(), *("one", "two", "three")[:steps]])


def test_a_flipped_bit_in_the_journal_is_noticed(folder: Path) -> None:
    name = "annotations.json.journal"
    data = (folder / name).read_bytes()
    whole, _ = opened(folder, name, data)
    for place in range(0, len(data), EVERY):
        flipped = bytearray(data)
        flipped[place] ^= 1 << place % 8
        found, notices = opened(folder, name, bytes(flipped))
        assert found.items() <= whole.items()
        assert found == whole or notices or place >= data.rindex(b"\n", 0, -1)


def test_without_checksums_a_flipped_bit_would_pass(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "annotations.json.journal"
    data = (folder / name).read_bytes()
    whole, _ = opened(folder, name, data)
    flipped = data.replace(b'"note": "two"', b'"note": "twn"')
    monkeypatch.setattr("reader.annotations.file.journal.crc32", lambda text: int(data[:8], 16))
    first = b"%08x" % int(data[:8], 16)
    forged = b"".join(first + line[8:] for line in flipped.splitlines(keepends=True))
    found, _ = opened(folder, name, forged)
    assert not found.items() <= whole.items()


def test_a_file_cut_anywhere_gives_way_to_its_backup(folder: Path) -> None:
    name = "annotations.json"
    data = (folder / name).read_bytes()
    backup, _ = opened(folder, name, (folder / "annotations.json.bak1").read_bytes())
    whole, notices = opened(folder, name, data)
    assert notices == []
    known = backup.items() | whole.items()
    for end in range(0, len(data) - 1, EVERY * 4):
        found, notices = opened(folder, name, data[:end])
        assert any("backup" in notice for notice in notices)
        assert {"one", "two", "three"} <= set(found.values())
        assert found.items() <= known
        assert (folder / name).read_bytes() == data[:end]


def test_the_whole_records_of_a_cut_file_are_kept(folder: Path) -> None:
    path = folder / "annotations.json"
    for other in folder.glob("annotations.json.*"):
        other.unlink()
    with Store.open(path, author="ada") as store, store.step("tag") as step:
        kept = [step.put(passage(f"note {number}")).id for number in range(40)]
    for other in folder.glob("annotations.json.*"):
        other.unlink()
    data = path.read_bytes()
    pretty = json.dumps(json.loads(data), indent=1).encode()
    for text in (data, pretty):
        whole = text.index(kept[20].encode())
        for end in (whole, whole + 100):
            found, notices = opened(folder, path.name, text[:end])
            assert {f"note {number}" for number in range(20)} <= set(found.values())
            assert "note 20" not in found.values()
            assert "34 records could be read" in notices[0]
        broken = text[:whole] + b"\xff\0" + text[whole + 2 :]
        found, _ = opened(folder, path.name, broken)
        assert {f"note {number}" for number in range(40) if number != 20} <= set(found.values())
        assert "note 20" not in found.values()


def test_a_damaged_file_is_kept_when_work_goes_on(folder: Path) -> None:
    path = folder / "annotations.json"
    damaged = path.read_bytes()[:-100]
    path.write_bytes(damaged)
    with Store.open(path, author="ada") as store, store.step("tag") as step:
        step.put(passage("four"))
    assert (folder / "annotations.json.kept-1").read_bytes() == damaged
    with Store.open(path, author="ada") as store:
        assert store.notices == []
        assert {"one", "two", "three", "four"} <= set(notes(store).values())
