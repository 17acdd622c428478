"""Several instances and other programs at the same file."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB

from reader.annotations import Anchor, Passage, Store, Tag
from reader.annotations.file.journal import Replay, replay
from reader.errors import StoreError

from ..annotations.steps import step_name
from .work import SOURCE, notes, passage

FULL = os.environ.get("READER_FAULTS") == "full"

WORKER = """
import sys, time
from pathlib import Path
from reader.annotations import Anchor, Passage, Store
from reader.errors import StoreError
anchor = Anchor.of("The bridge stays closed.", "0" * 64, 4, 10)
path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
done = 0
while done < count:
    with Store.open(path, author=name) as store:
        for _ in range(5):
            try:
                with store.step("tag") as step:
                    step.put(Passage(document=name, anchor=anchor, note=f"{name} {done}"))
            except StoreError:
                break
            done += 1
"""


@pytest.mark.parametrize("instances", [2, 5])
def test_instances_take_turns_and_lose_nothing(tmp_path: Path, instances: int) -> None:
    path = tmp_path / "annotations.json"
    count = 100 if FULL else 20
    workers = [
        subprocess.Popen([sys.executable, "-c", WORKER, str(path), f"w{number}", str(count)])
        for number in range(instances)
    ]
    assert [worker.wait() for worker in workers] == [0] * instances
    with Store.open(path, author="ada") as store:
        expected = [f"w{number} {done}" for number in range(instances) for done in range(count)]
        assert sorted(notes(store).values()) == sorted(expected)
    assert sorted(p.name for p in tmp_path.iterdir() if ".bak" not in p.name) == [path.name]


def test_a_reader_follows_and_takes_over(tmp_path: Path) -> None:
    path = tmp_path / "annotations.json"
    heard = []
    first = Store.open(path, author="ada")
    with first.step("tag") as step:
        step.put(passage("one"))
    second = Store.open(path, author="bob")
    second.subscribe(heard.append)
    for note in ("two", "three"):
        with first.step("tag") as step:
            step.put(passage(note))
        second.poll()
        assert note in notes(second).values()
        assert heard[-1].documents == {"a.txt"}
        assert not heard[-1].own
        first._storage.save()
        second.poll()
    assert second.count("a.txt") == 3
    with first.step("remove") as step:
        step.delete(first.passages("a.txt")[0])
    second.poll()
    assert second.count("a.txt") == 2
    assert step_name(second.undoable) == "remove"
    assert second.read_only is not None
    first.close()
    second.poll()
    assert second.read_only is None
    with second.step("tag") as step:
        step.put(passage("four"))
    second.close()
    with Store.open(path, author="ada") as store:
        assert sorted(notes(store).values()) == ["four", "three", "two"]


def test_the_second_to_begin_a_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "annotations.json"
    with Store.open(path, author="ada") as first, Store.open(path, author="bob") as second:
        with first.step("tag") as step:
            step.put(passage("one"))
        with pytest.raises(StoreError, match=f"process {os.getpid()}"), second.step("tag") as step:
            step.put(passage("two"))
        second.poll()
        assert sorted(notes(second).values()) == ["one"]


@pytest.mark.parametrize("stale", [False, True], ids=["opened each time", "kept open"])
def test_edits_by_plain_tinydb_while_open(tmp_path: Path, stale: bool) -> None:
    """Another program reads, changes and writes the whole file, knowing nothing of us."""
    path = tmp_path / "annotations.json"
    rnd = random.Random(5)
    mine: dict[str, str] = {}
    theirs: dict[str, str] = {}
    with Store.open(path, author="ada") as store:
        for number in range(30):
            with store.step("tag") as step:
                mine[step.put(passage(f"mine {number}")).id] = f"mine {number}"
        store._storage.save()
        other = TinyDB(path)
        for number in range(300 if FULL else 120):
            if not stale:
                other.close()
                other = TinyDB(path)
            data = other.storage.read()
            act = rnd.randrange(4)
            known = [key for key in data["passages"] if key in {**mine, **theirs}]
            if act == 0:  # both at once: we save between their reading and their writing
                with store.step("tag") as step:
                    mine[step.put(passage(f"mine {number}")).id] = f"mine {number}"
                if rnd.random() < 0.5:
                    store._storage.save()
            if act == 3:
                key = rnd.choice(known)
                del data["passages"][key]
                mine.pop(key, None)
                theirs.pop(key, None)
            else:
                key = f"theirs-{number:03d}"
                row = dict(data["passages"][rnd.choice(known)])
                data["passages"][key] = {**row, "note": f"theirs {number}"}
                theirs[key] = f"theirs {number}"
            other.storage.write(data)
            if rnd.random() < 0.7:
                store.poll()
            assert store.notices == []
            if not stale:
                store.poll()
                assert notes(store) == {**mine, **theirs}
            elif rnd.random() < 0.2:
                other.close()
                store.poll()
                other = TinyDB(path)
        other.close()
        store.poll()
        assert notes(store) == {**mine, **theirs}
    with Store.open(path, author="ada") as store:
        assert notes(store) == {**mine, **theirs}


def test_an_edit_by_hand_counts_and_ours_stays(tmp_path: Path) -> None:
    path = tmp_path / "annotations.json"
    with Store.open(path, author="ada") as store:
        with store.step("tag") as step:
            one, two = step.put(passage("one")), step.put(passage("two"))
        store._storage.save()
        data = json.loads(path.read_text())
        data["passages"][one.id]["note"] = "by hand"
        path.write_text(json.dumps(data, indent=2))
        with store.step("note") as step:
            step.put(passage("ours", id=two.id))
        assert notes(store) == {one.id: "by hand", two.id: "ours"}
        assert step_name(store.undo()) == "note"
    with Store.open(path, author="ada") as store:
        assert notes(store) == {one.id: "by hand", two.id: "two"}


def test_a_clock_an_hour_off_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "annotations.json"
    with Store.open(path, author="ada") as store:
        with store.step("tag") as step:
            kept = step.put(passage("one"))
        monkeypatch.setattr("reader.annotations.step.now", lambda: "2001-01-01T00:00:00.000Z")
        monkeypatch.setattr("time.time_ns", lambda: 978307200 * 10**9)
        with store.step("note") as step:
            step.put(passage("two", id=kept.id))
        with store.step("tag") as step:
            step.put(Passage(document="a.txt", anchor=Anchor.of(SOURCE, "0" * 64, 10, 14)))
            step.put(Tag(name="late"))
        assert step_name(store.undo()) == "tag"
        assert step_name(store.undo()) == "note"
        assert step_name(store.redo()) == "note"
    with Store.open(path, author="ada") as store:
        assert notes(store) == {kept.id: "two"}


def test_what_a_killed_first_writer_left_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "annotations.json"
    second = Store.open(path, author="bob")
    program = WORKER.replace("done += 1", "import os; os._exit(9)")
    subprocess.run([sys.executable, "-c", program, str(path), "ada", "1"], check=False)
    assert not path.exists()
    with second.step("tag") as step:
        step.put(passage("second"))
    second.close()
    with Store.open(path, author="eve") as store:
        assert sorted(notes(store).values()) == ["ada 0", "second"]
        assert [tag.name for tag in store.tags()].count("claim") == 1


def test_a_reader_that_opens_while_the_writer_saves_misses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "annotations.json"

    def save_first(journal: Path, known: Replay | None = None) -> Replay:
        writer._storage.save()
        monkeypatch.undo()
        return replay(journal, known)

    with Store.open(path, author="ada") as writer:
        for note in ("one", "two"):
            with writer.step("tag") as step:
                step.put(passage(note))
            if note == "one":
                writer._storage.save()
        monkeypatch.setattr("reader.annotations.file.storage.replay", save_first)
        with Store.open(path, author="bob", read_only=True) as reader:
            assert sorted(notes(reader).values()) == ["one", "two"]


@pytest.mark.parametrize("harm", ["removed", "cut"])
def test_a_file_harmed_while_open_is_written_anew(tmp_path: Path, harm: str) -> None:
    path = tmp_path / "annotations.json"
    with Store.open(path, author="ada") as store:
        with store.step("tag") as step:
            step.put(passage("one"))
        store._storage.save()
        if harm == "removed":
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[:-30])
        store.poll()
        assert any("saved anew" in notice for notice in store.notices)
    with Store.open(path, author="ada") as store:
        assert list(notes(store).values()) == ["one"]
        assert store.notices == []
