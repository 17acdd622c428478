"""Annotation files as hands, programs and bad luck leave them: a clear word, and nothing lost."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from reader.annotations import Passage, Store, Tag, belongs_to_store, health
from reader.errors import StoreError

from .steps import step_name

ROW = {
    "document": "a.txt",
    "anchor": {"start": 0, "end": 3, "quote": "The", "prefix": "", "suffix": " ", "sha256": ""},
    "tags": [],
    "note": "kept",
    "author": "ada",
    "created": "",
    "modified": "",
    "revision": 1,
}
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
GOOD = {"passages": {"p1": ROW}}
GOOD_TEXT = json.dumps(GOOD)


def with_row(**changes: object) -> bytes:
    return json.dumps({"passages": {"p1": ROW, "p2": {**ROW, **changes}}}).encode()


# Files in which the passage p1 is still to be found.
READABLE: dict[str, bytes] = {
    "plain": GOOD_TEXT.encode(),
    "indented": json.dumps(GOOD, indent=4).encode(),
    "byte order mark": b"\xef\xbb\xbf" + GOOD_TEXT.encode(),
    "windows line ends": json.dumps(GOOD, indent=1).replace("\n", "\r\n").encode(),
    "NaN": GOOD_TEXT.replace('"kept"', '"kept", "score": NaN').encode(),
    "infinity": GOOD_TEXT.replace('"kept"', '"kept", "score": -Infinity').encode(),
    "64-bit integer": GOOD_TEXT.replace('"kept"', '"kept", "n": 18446744073709551616').encode(),
    "number of 5,000 digits": GOOD_TEXT.replace('"kept"', f'"kept", "n": {"9" * 5000}').encode(),
    "lone surrogate": GOOD_TEXT.replace('"kept"', '"kept", "x": "\\ud800"').encode(),
    "raw surrogate bytes": GOOD_TEXT.replace('"kept"', '"kept", "x": "@"')
    .encode()
    .replace(b"@", b"\xed\xa0\x80"),
    "null table": json.dumps({**GOOD, "links": None}).encode(),
    "table that is a list": json.dumps({**GOOD, "links": [1, 2]}).encode(),
    "table that is a number": json.dumps({**GOOD, "extra": 7}).encode(),
    "unknown table": json.dumps({**GOOD, "scores": {"1": {"x": 1}}}).encode(),
    "same table twice": (GOOD_TEXT[:-1] + ', "passages": {}}').encode(),
    "same id twice": (
        GOOD_TEXT[:-2] + f', "p1": {json.dumps({**ROW, "revision": 0})}' + "}}"
    ).encode(),
    "row that is a number": json.dumps({"passages": {"p1": ROW, "p2": 3}}).encode(),
    "row that is null": json.dumps({"passages": {"p1": ROW, "p2": None}}).encode(),
    "row without a document": with_row(document=None),
    "anchor of the wrong type": with_row(anchor="here"),
    "anchor that ends before it starts": with_row(anchor={**ROW["anchor"], "end": -1}),
    "tags of the wrong type": with_row(tags=[1]),
    "revision of the wrong type": with_row(revision="3"),
    "integer ids of plain TinyDB": json.dumps(
        {"passages": {"p1": ROW}, "_default": {"1": {"a": 1}}}
    ).encode(),
    "strange ids": json.dumps(
        {"passages": {"p1": ROW, 'a": {"\\\n': {**ROW, "note": "odd"}}}
    ).encode(),
    "meta that is no object": json.dumps({**GOOD, "meta": 5}).encode(),
    "schema of the wrong type": json.dumps({**GOOD, "meta": {"1": {"schema": "x"}}}).encode(),
    "history of another shape": json.dumps(
        {**GOOD, "history": {"1": {"undone": 3}, "2": 4}}
    ).encode(),
    "text that is none": json.dumps({**GOOD, "texts": {"x": {"zlib": "@@"}, "y": 1}}).encode(),
    "deleted of another shape": json.dumps(
        {**GOOD, "deleted": {"p9": 1, "p8": {"table": []}}}
    ).encode(),
}
DAMAGED: dict[str, bytes] = {
    "empty": b"",
    "blanks": b"  \n ",
    "zeros": bytes(4096),
    "cut": GOOD_TEXT.encode()[:-20],
    "binary": bytes(range(256)) * 10,
    "a list": b"[]",
    "an empty object": b"{}",
    "deep": b"[" * 200_000,
    "not JSON": b"Dear diary,\n",
    "two files in one": GOOD_TEXT.encode() * 2,
    "UTF-16": GOOD_TEXT.encode("utf-16"),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "annotations.json"


@pytest.mark.parametrize("name", READABLE)
def test_what_can_be_read_is_read_and_kept(path: Path, name: str) -> None:
    path.write_bytes(READABLE[name])
    with Store.open(path, author="bob") as store:
        assert store.get(Passage, "p1").note == "kept"  # type: ignore[union-attr]
        health(store)
        store.passages("a.txt")
        store.text("x")
        store.undo()
        with store.step("tag") as step:
            tag = step.put(Tag(name="new"))
        assert step_name(store.undo()) == "tag"
        assert step_name(store.redo()) == "tag"
    with Store.open(path, author="bob") as store:
        assert store.notices == []
        assert store.get(Passage, "p1").note == "kept"  # type: ignore[union-attr]
        assert store.get(Tag, tag.id) is not None
    before, after = kept_in(READABLE[name]), kept_in(path.read_bytes())
    aside = [p.read_bytes() for p in path.parent.iterdir() if ".kept-" in p.name]
    assert before <= after or aside == [READABLE[name]]


def kept_in(data: bytes) -> set[tuple[str, str]]:
    """Return what a file holds, row by row."""
    found = json.loads(data.decode("utf-8-sig", "surrogatepass"), parse_int=str)
    return {
        (name, f"{key} {json.dumps(row, sort_keys=True)}")
        for name, table in found.items()
        if name not in {"meta", "history"} and table is not None
        for key, row in (table.items() if isinstance(table, dict) else [("", table)])
    }


@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_damaged_is_told_and_kept_aside(path: Path, name: str) -> None:
    path.write_bytes(DAMAGED[name])
    with Store.open(path, author="bob") as store:
        assert any("damaged" in notice for notice in store.notices)
        assert path.read_bytes() == DAMAGED[name]
        with store.step("tag") as step:
            step.put(Tag(name="new"))
    assert (path.parent / "annotations.json.kept-1").read_bytes() == DAMAGED[name]


def test_a_newer_schema_is_read_only(path: Path) -> None:
    data = json.dumps({**GOOD, "meta": {"1": {"schema": 2}}})
    path.write_text(data)
    with Store.open(path, author="bob") as store:
        assert store.read_only is not None
        assert "newer version" in store.read_only
        assert any("newer version" in notice for notice in store.notices)
        assert store.get(Passage, "p1") is not None
        with pytest.raises(StoreError, match="newer"), store.step("tag") as step:
            step.put(Tag(name="new"))
    assert path.read_text() == data


def test_a_newer_schema_that_arrives_while_open_is_not_overwritten(path: Path) -> None:
    path.write_text(GOOD_TEXT)
    newer = json.dumps({**GOOD, "meta": {"1": {"schema": 2}}, "moods": {"1": {}}})
    with Store.open(path, author="bob") as store:
        with store.step("tag") as step:
            step.put(Tag(name="new"))
        path.write_text(newer)
        store.poll()
        assert store.read_only is not None
    assert path.read_text() == newer


def test_unknown_fields_of_a_record_stay_when_it_is_changed(path: Path) -> None:
    path.write_text(json.dumps({"passages": {"p1": {**ROW, "stars": 5}}}))
    with Store.open(path, author="bob") as store:
        kept = store.get(Passage, "p1")
        assert kept is not None
        with store.step("note") as step:
            step.put(Passage(id="p1", document="a.txt", anchor=kept.anchor, note="changed"))
    row = json.loads(path.read_text())["passages"]["p1"]
    assert (row["stars"], row["note"], row["revision"]) == (5, "changed", 2)


def test_a_folder_in_its_place_is_told(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StoreError, match="folder"):
        Store.open(path, author="bob")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_symbolic_link_and_mode_stay(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "notes.json"
    real.parent.mkdir()
    real.write_text(GOOD_TEXT)
    real.chmod(0o640)
    path.symlink_to(real)
    with Store.open(path, author="bob") as store, store.step("tag") as step:
        step.put(Tag(name="new"))
    assert path.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert "new" in real.read_text()


def test_an_unwritable_folder_is_read_only(path: Path, bound_by_modes: Callable[..., Any]) -> None:
    path.write_text(GOOD_TEXT)
    path.parent.chmod(0o555)
    try:
        with bound_by_modes(partial(Store.open, path, author="bob")) as store:
            assert store.read_only is not None
            assert store.get(Passage, "p1") is not None
    finally:
        path.parent.chmod(0o755)


@POSIX
@pytest.mark.parametrize("content", [None, "export A=1", '{"name": "app", "version": 1}', "{}"])
def test_a_link_to_anything_else_is_not_followed(
    path: Path, tmp_path: Path, content: str | None
) -> None:
    target = tmp_path / "elsewhere"
    if content is not None:
        target.write_text(content)
    path.symlink_to(target)
    with pytest.raises(StoreError, match="no annotation file"):
        Store.open(path, author="bob")
    assert (target.read_text() if target.exists() else None) == content
    assert sorted(tmp_path.iterdir()) == sorted({path, target} if content is not None else {path})


@POSIX
def test_a_link_to_a_device_or_itself_is_told(path: Path) -> None:
    for target in (Path("/dev/zero"), path):
        path.symlink_to(target)
        with pytest.raises(StoreError, match="annotation"):
            Store.open(path, author="bob")
        path.unlink()


def lay(kind: str, path: Path, victim: Path) -> None:
    """Lay something that is no regular file in the place of a companion."""
    if kind == "link":
        path.symlink_to(victim)
    elif kind == "hard link":
        path.hardlink_to(victim)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        os.mkfifo(path)


@POSIX
@pytest.mark.parametrize("suffix", ["lock", "journal", "bak1", "bak2", "candidates"])
@pytest.mark.parametrize("kind", ["link", "hard link", "device", "pipe"])
def test_what_is_laid_beside_the_file_is_not_obeyed(path: Path, suffix: str, kind: str) -> None:
    victim = path.with_name("victim")
    victim.write_text("precious")
    path.write_text(GOOD_TEXT)
    lay(kind, path.with_name(f"{path.name}.{suffix}"), victim)
    for _ in range(2):
        try:
            with Store.open(path, author="bob") as store:
                assert store.get(Passage, "p1") is not None
                with store.step("tag") as step:
                    step.put(Tag(name="new"))
                store._storage.save()
        except StoreError as error:
            assert suffix in str(error)
    assert victim.read_text() == "precious"


@POSIX
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() != 0, reason="needs another user")
@pytest.mark.parametrize("suffix", ["lock", "journal"])
def test_a_companion_of_another_user_is_not_trusted(path: Path, suffix: str) -> None:
    path.write_text(GOOD_TEXT)
    planted = path.with_name(f"{path.name}.{suffix}")
    planted.write_text("")
    os.chown(planted, 4321, 4321)
    with (
        pytest.raises(StoreError, match="somebody else"),
        Store.open(path, author="bob") as store,
        store.step("tag") as step,
    ):
        step.put(Tag(name="new"))
    os.chown(path, 4321, 4321)  # a colleague's corpus
    with Store.open(path, author="bob") as store:
        assert store.read_only is None


@POSIX
@pytest.mark.parametrize("mode", [None, 0o600, 0o640, 0o664])
def test_everything_beside_takes_the_mode_of_the_file(path: Path, mode: int | None) -> None:
    if mode is not None:
        path.write_text(GOOD_TEXT)
        path.chmod(mode)
    with Store.open(path, author="bob") as store:
        for name in ("one", "two"):
            with store.step("tag") as step:
                step.put(Tag(name=name))
            store._storage.save()
        with store.step("tag") as step:
            step.put(Tag(name="three"))
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    assert {name.removeprefix(path.name) for name in modes} >= {"", ".lock", ".journal", ".bak1"}
    assert set(modes.values()) == {mode or 0o600}


def test_a_new_file_makes_its_folder_and_looking_makes_none(tmp_path: Path) -> None:
    path = tmp_path / "data" / "reader" / "annotations.json"
    with Store.open(path, author="bob"):
        pass
    assert not path.parent.parent.exists()
    with Store.open(path, author="bob") as store, store.step("tag") as step:
        step.put(Tag(name="new"))
    assert path.is_file()


@pytest.mark.parametrize("content", ['{"images": [], "annotations": [{"id": 1}]}', '{"a": {}}'])
def test_the_file_of_another_program_is_left_alone(path: Path, content: str) -> None:
    path.write_text(content)
    with (
        Store.open(path, author="bob") as store,
        pytest.raises(StoreError, match="another program"),
        store.step("tag") as step,
    ):
        step.put(Tag(name="new"))
    assert path.read_text() == content


def test_an_object_without_tables_put_in_its_place_deletes_nothing(path: Path) -> None:
    path.write_text(GOOD_TEXT)
    with Store.open(path, author="bob") as store:
        with store.step("tag") as step:
            step.put(Tag(name="new"))
        path.write_text("{}")
        store.poll()
        assert store.get(Passage, "p1") is not None
    assert "kept" in path.read_text()


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("name", DAMAGED)
def test_looking_at_a_damaged_file_leaves_it_as_it_is(
    path: Path, name: str, read_only: bool
) -> None:
    path.write_bytes(DAMAGED[name])
    for _ in range(2):
        with Store.open(path, author="bob", read_only=read_only) as store:
            assert any("damaged" in notice for notice in store.notices)
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert path.read_bytes() == DAMAGED[name]


def test_own_files_are_known_by_name(path: Path) -> None:
    with Store.open(path, author="bob") as store:
        for name in ("one", "two"):
            with store.step("tag") as step:
                step.put(Tag(name=name))
            store._storage.save()
            with store.step("tag") as step:
                step.put(Tag(name=name * 2))
        found = list(path.parent.iterdir())
        assert len(found) >= 4
        assert all(belongs_to_store(each) for each in found)
    for name in ("article.txt", "page.md", "a.journal.txt", "news.jsonl"):
        assert not belongs_to_store(Path(name))


def test_nothing_lies_beside_the_file_of_another_program(path: Path) -> None:
    path.write_text('{"settings": {"theme": "dark"}}')
    with Store.open(path, author="bob") as store:
        assert store.read_only
        assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_folder_with_the_name_of_a_backup_is_none_and_backups_have_others(tmp_path: Path) -> None:
    kept, backup = (tmp_path / f"annotations.json.bak{number}" for number in (1, 2))
    kept.mkdir()
    for name in ("lamp", "market"):
        with Store.open(tmp_path / "annotations.json", author="ada") as store:
            assert store.notices == []
            store.put(Tag(name=name))
    assert kept.is_dir() and '"lamp"' in backup.read_text("utf-8")


@pytest.mark.parametrize("key", ["\x1b", "\r", "ab", "\u200b", " ", "7", "T"])
def test_a_key_that_none_can_be_tags_with_nothing_and_is_told(path: Path, key: str) -> None:
    tags = {"t1": {"name": "hijack", "key": key}, "t2": {"name": "doubt", "key": "d"}}
    path.write_text(json.dumps({"tags": tags}))
    with Store.open(path, author="bob") as store:
        assert {tag.name: tag.key for tag in store.tags()} == {"hijack": "", "doubt": "d"}
        told = [problem for problem in health(store) if "can't be one" in problem]
        assert len(told) == 1
        assert "hijack" in told[0]
        assert store.rows(Tag)["t1"]["key"] == key
