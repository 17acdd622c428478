"""Merging: the laws, git's own merges, and files as people and programs leave them."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations import Anchor, Passage, Store, health, merge_files
from reader.annotations.file.merging.merge import merged
from reader.annotations.line_table import LineTable, Tables
from reader.annotations.record_codec import dump
from reader.errors import StoreError

SOURCE = "The mayor said on Monday that the bridge would stay closed until May."
ROUNDS = 120 if os.environ.get("READER_FAULTS") == "full" else 12

rows = st.fixed_dictionaries(
    {
        "note": st.sampled_from(["", "a", "b", "ab"]),
        "tags": st.lists(st.sampled_from("tuv"), unique=True),
        "revision": st.integers(1, 3),
        "modified": st.sampled_from("xy"),
    }
)
tombstones = st.fixed_dictionaries(
    {"table": st.just("tags"), "revision": st.integers(1, 3), "modified": st.sampled_from("xy")}
)


@st.composite
def versions(draw: st.DrawFn) -> Tables:
    """Tables in which each record is there, deleted, or unknown."""
    tables: Tables = {"tags": LineTable(), "deleted": LineTable()}
    for key in "klm":
        fate = draw(st.sampled_from(["there", "deleted", "unknown"]))
        if fate == "there":
            tables["tags"][key] = draw(rows)
        elif fate == "deleted":
            tables["deleted"][key] = draw(tombstones)
    return tables


def content(tables: Tables) -> dict[str, object]:
    return {name: dict(table) for name, table in tables.items() if len(table)}


@settings(max_examples=200, deadline=None)
@given(versions(), versions(), versions())
def test_merging_is_commutative_associative_and_idempotent(a: Tables, b: Tables, c: Tables) -> None:
    def join(one: Tables, other: Tables) -> Tables:
        return merged({}, one, other).tables

    assert content(join(a, b)) == content(join(b, a))
    assert content(join(a, a)) == content(a)
    if not any(len(tables["deleted"]) for tables in (a, b, c)):
        assert content(join(join(a, b), c)) == content(join(a, join(b, c)))


@settings(max_examples=200, deadline=None)
@given(versions(), versions(), versions())
def test_with_a_base_one_sided_changes_are_kept(base: Tables, a: Tables, b: Tables) -> None:
    def joined(one: Tables, other: Tables) -> dict[str, object]:
        return content(merged(base, one, other).tables)

    assert joined(a, b) == joined(b, a)
    assert joined(a, base) == joined(base, a) == joined(a, a) == content(a)


@settings(max_examples=200, deadline=None)
@given(versions(), versions(), versions())
def test_no_tag_and_no_word_of_a_note_gets_lost(base: Tables, a: Tables, b: Tables) -> None:
    joined = merged(base, a, b).tables
    for key in a["tags"].keys() & b["tags"].keys() & base["tags"].keys():
        if key in joined["deleted"]:
            continue
        old, one, other, new = (side["tags"][key] for side in (base, a, b, joined))
        if old in (one, other):
            continue
        added = {*one["tags"], *other["tags"]} - {*old["tags"]}
        taken = {*old["tags"]} - ({*one["tags"]} & {*other["tags"]})
        assert {*new["tags"]} == ({*old["tags"]} | added) - taken
        for row in (one, other):
            assert row["note"] in new["note"] or row["note"] == old["note"]


def edited(folder: Path, **sides: dict[str, Any]) -> list[Path]:
    """Return base, ours and theirs: one passage that each side has changed in its own way."""
    paths = [folder / f"{name}.json" for name in ("base", "ours", "theirs")]
    anchor = Anchor.of(SOURCE, "", 4, 9)
    with Store.open(paths[0], author="ada") as store, store.step("tag") as step:
        kept = step.put(Passage(document="a", anchor=anchor, tags=("t1",), note="base"))
    for path, name in zip(paths[1:], ("ours", "theirs"), strict=True):
        shutil.copy(paths[0], path)
        with Store.open(path, author=name) as store, store.step("edit") as step:
            step.put(replace(kept, **sides[name]))
    return paths


def passage_of(path: Path) -> Passage:
    with Store.open(path, author="bob", read_only=True) as store:
        return store.all(Passage)[0]


def test_two_people_tag_and_note_one_passage(tmp_path: Path) -> None:
    paths = edited(
        tmp_path,
        ours={"tags": ("t1", "t2"), "note": "ours"},
        theirs={"tags": ("t3",), "note": "theirs"},
    )
    merge = merge_files(*paths)
    assert [("note" in line, "mayor" in line) for line in merge.clashes] == [(True, True)]
    output = tmp_path / "merged.json"
    output.write_bytes(merge.data)
    found = passage_of(output)
    assert found.tags == ("t2", "t3")
    assert "ours" in found.note
    assert "theirs" in found.note


@pytest.mark.parametrize("style", [[], ["--diff3"], ["--union"]], ids=["markers", "diff3", "union"])
def test_tags_of_two_people_survive_conflict_markers(tmp_path: Path, style: list[str]) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not there")
    base, ours, theirs = edited(
        tmp_path, ours={"tags": ("t1", "t2")}, theirs={"tags": ("t3",), "note": "theirs"}
    )
    subprocess.run(
        ["git", "merge-file", *style, ours, base, theirs], check=False, capture_output=True
    )
    assert {"t2", "t3"} <= {*passage_of(ours).tags}
    assert "theirs" in passage_of(ours).note


def test_two_instances_of_other_programs_tag_one_passage(tmp_path: Path) -> None:
    path = tmp_path / "annotations.json"
    with Store.open(path, author="ada") as store:
        with store.step("tag") as step:
            kept = step.put(Passage(document="a", anchor=Anchor.of(SOURCE, "", 4, 9)))
        store._storage.save()
        data = json.loads(path.read_text())
        data["passages"][kept.id] |= {"tags": ["theirs"], "revision": 2}
        with store.step("tag") as step:
            step.put(replace(kept, tags=("ours",)))
        path.write_text(json.dumps(data))
        store.poll()
        assert store.passages("a")[0].tags == ("ours", "theirs")


@pytest.mark.parametrize(
    "content", ["{}", '{"name": "app"}', '{"a": {"1": {}}}', '{"tags": {}, "passages": {}}']
)
@pytest.mark.parametrize("side", ["base", "ours", "theirs"])
def test_an_object_without_our_tables_is_not_everything_deleted(
    tmp_path: Path, content: str, side: str
) -> None:
    paths = edited(tmp_path, ours={"note": "ours"}, theirs={"note": "theirs"})
    (tmp_path / f"{side}.json").write_text(content)
    with pytest.raises(StoreError, match=r"no annotation file|no tables"):
        merge_files(*paths)


class Copies:
    """A file in three versions, as two people's work on a common one leaves them."""

    def __init__(self, folder: Path, rnd: random.Random) -> None:
        self.base, self.ours, self.theirs = (folder / f"{name}.json" for name in "bot")
        self.rnd = rnd
        with Store.open(self.base, author="ada") as store, store.step("tag") as step:
            known = [step.put(self.passage(f"base {n}")) for n in range(rnd.randint(1, 6))]
        self.expected = {each.id: each.note for each in known}
        shutil.copy(self.base, self.ours)
        shutil.copy(self.base, self.theirs)
        rnd.shuffle(known)
        half = len(known) // 2
        self.work(self.ours, known[:half], "ours")
        self.work(self.theirs, known[half:], "theirs")

    def passage(self, note: str, key: str = "") -> Passage:
        start = self.rnd.randint(0, 40)
        return Passage(
            id=key, document="a", anchor=Anchor.of(SOURCE, "", start, start + 9), note=note
        )

    def work(self, path: Path, own: list[Passage], name: str) -> None:
        """Let one person add, change and delete; each record is touched by one of them only."""
        with Store.open(path, author=name) as store:
            for number in range(self.rnd.randint(0, 3)):
                with store.step("tag") as step:
                    kept = step.put(self.passage(f"{name} {number}"))
                self.expected[kept.id] = kept.note
            for each in own:
                if self.rnd.random() < 0.5:
                    with store.step("note") as step:
                        step.put(self.passage(f"{name} changed", each.id))
                    self.expected[each.id] = f"{name} changed"
                elif self.rnd.random() < 0.5:
                    with store.step("remove") as step:
                        step.delete(each)
                    del self.expected[each.id]


def notes(path: Path) -> dict[str, str]:
    with Store.open(path, author="bob", read_only=True) as store:
        assert health(store) == store.notices
        return {each.id: each.note for each in store.all(Passage)}


@pytest.mark.parametrize("style", [[], ["--diff3"], ["--union"]], ids=["markers", "diff3", "union"])
def test_what_git_has_merged_is_healed(tmp_path: Path, style: list[str]) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not there")
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        folder.mkdir()
        copies = Copies(folder, random.Random(number))
        subprocess.run(
            ["git", "merge-file", *style, copies.ours, copies.base, copies.theirs],
            check=False,
            capture_output=True,
        )
        assert notes(copies.ours) == copies.expected
        with Store.open(copies.ours, author="ada") as store, store.step("tag") as step:
            kept = step.put(copies.passage("after"))
        assert notes(copies.ours) == {**copies.expected, kept.id: "after"}


def test_merging_files_keeps_the_work_of_both(tmp_path: Path) -> None:
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        folder.mkdir()
        copies = Copies(folder, random.Random(1000 + number))
        merge = merge_files(copies.base, copies.ours, copies.theirs)
        assert (merge.problems, merge.clashes) == ([], [])
        copies.ours.write_bytes(merge.data)
        assert notes(copies.ours) == copies.expected


def test_of_two_changes_both_count_on_both_machines(tmp_path: Path) -> None:
    copies = Copies(tmp_path, random.Random(1))
    with Store.open(copies.base, author="ada") as store:
        one = store.all(Passage)[0]
    for path, times in ((copies.ours, 3), (copies.theirs, 1)):
        with Store.open(path, author="ada") as store:
            for number in range(times):
                with store.step("note") as step:
                    step.put(copies.passage(f"{path.name} {number}", one.id))
    empty = tmp_path / "empty"
    empty.write_text("")
    one_way = merge_files(empty, copies.ours, copies.theirs)
    other_way = merge_files(empty, copies.theirs, copies.ours)
    (tmp_path / "one.json").write_bytes(one_way.data)
    (tmp_path / "other.json").write_bytes(other_way.data)
    assert notes(tmp_path / "one.json") == notes(tmp_path / "other.json")
    assert "o.json 2" in notes(tmp_path / "one.json")[one.id]
    assert "t.json 0" in notes(tmp_path / "one.json")[one.id]


def test_of_two_names_of_a_tag_the_one_that_stays_is_told() -> None:
    base, ours, theirs = (
        {"tags": LineTable({"t": dump({"name": name, "revision": number, "modified": "x"})})}
        for number, name in enumerate(("claim", "assertion", "statement"), 1)
    )
    clash = "Both sides have changed the name of “assertion”: “statement” stays"
    assert merged(base, ours, theirs).clashes == [clash]


def test_a_damaged_side_is_told_and_nothing_written(tmp_path: Path) -> None:
    copies = Copies(tmp_path, random.Random(1))
    before = copies.ours.read_bytes()
    copies.theirs.write_text('{"passages": {"x": ')
    with pytest.raises(StoreError, match="damaged"):
        merge_files(copies.base, copies.ours, copies.theirs)
    assert copies.ours.read_bytes() == before


def test_a_conflict_in_a_file_of_one_line_is_healed(tmp_path: Path) -> None:
    copies = Copies(tmp_path, random.Random(5))
    ours, theirs = (json.dumps(json.loads(p.read_text())) for p in (copies.ours, copies.theirs))
    copies.ours.write_text(f"<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> branch\n")
    assert notes(copies.ours) == copies.expected
