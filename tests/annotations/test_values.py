"""Any value in any place of an annotation file and its journal: told of, and nothing crashes."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations import (
    TABLES,
    Anchor,
    Correction,
    DocumentState,
    Glance,
    Link,
    Passage,
    Store,
    SuggestedPassage,
    Tag,
    check,
    health,
)
from reader.annotations.record_codec import encode, table_of
from reader.errors import StoreError

SOURCE = "The mayor said on Monday that the bridge would stay closed until May."
RECORDS = (
    Tag(id="t", name="claim", key="c"),
    Passage(id="p", document="a.txt", anchor=Anchor.of(SOURCE, "0" * 64, 4, 9), tags=("t",)),
    Link(id="l", a="a.txt", b="b.txt", kind="edited"),
    DocumentState(id="d", document="a.txt"),
    Correction(id="c", verdict="not-an-entity", entity="May"),
)
ODD = st.sampled_from(
    [2**70, -(2**70), 2**53, -1, 0, True, None, 1.5, "", "\ud800", "\x1b]52;c;eA==\x07", "\0"]
)
VALUES = st.recursive(
    ODD | st.text(max_size=4) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


def sound() -> dict[str, Any]:
    """Return a file with a record of each kind, a step to undo, and one deleted."""
    tables: dict[str, Any] = {
        table_of(type(record)): {record.id: encode(record)} for record in RECORDS
    }
    row = tables["passages"]["p"]
    tables["history"] = {
        "h1": {"undone": False, "name": "tag", "ways": [["passages", "p", None]]},
        "h2": {"undone": False, "name": "n", "ways": [["passages", "p", [["note", "x", ""]]]]},
        "h3": {"undone": True, "name": "remove", "ways": [["passages", "q", row]]},
    }
    tables["deleted"] = {"x": {"table": "tags", "author": "", "modified": "", "revision": 2}}
    tables["texts"] = {"0": {"zlib": "eJwDAAAAAAE="}}
    return tables


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the paths of all values below ``value``."""
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [path] * bool(path) + [
        found for key, below in items for found in places(below, (*path, key))
    ]


PLACES = places(sound())


def replaced(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    tables = json.loads(json.dumps(sound()))
    found = tables
    for key in path[:-1]:
        found = found[key]
    found[path[-1]] = value
    return tables


def use(path: Path) -> None:
    """Do with a store what the app and the commands do; errors that are told are none."""
    try:
        with Store.open(path, author="ada") as store:
            health(store)
            list(check(store, [("a.txt", SOURCE, "0" * 64)]))
            for kind in TABLES.values():
                store.all(kind)
            for document in store.documents():
                store.passages(document), store.links(document), store.state(document)
            store.tags(), store.text("0"), {*store.glances()}
            for turn in (store.undo, store.undo, store.redo, store.undo, store.undo):
                turn()
            with store.step("tag") as step:
                for record in RECORDS:
                    step.put(record)
            store._storage.save()
    except StoreError:
        return
    with Store.open(path, author="ada") as store:
        assert [tag.name for tag in store.all(Tag) if tag.id == "t"] == ["claim"]
        assert store.get(Passage, "p") is not None


@settings(max_examples=150)
@given(st.sampled_from(PLACES), VALUES)
def test_no_value_of_the_file_crashes(place: tuple[str | int, ...], value: Any) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "annotations.json"
        path.write_text(json.dumps(replaced(place, value)))
        use(path)


@settings(max_examples=100)
@given(st.data(), VALUES)
def test_no_value_of_the_journal_crashes(data: st.DataObject, value: Any) -> None:
    lines: list[Any] = [
        {"journal": "j", "base": ""},
        {"n": 1, "rows": [["passages", "p", encode(RECORDS[1])], ["tags", "t", None]]},
    ]
    line = data.draw(st.integers(0, 1))
    place = data.draw(st.sampled_from([(), *places(lines[line])]))
    found: Any = lines
    for key in (line, *place)[:-1]:
        found = found[key]
    found[(line, *place)[-1]] = value
    texts = [json.dumps(entry).encode() for entry in lines]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "annotations.json"
        path.write_text(json.dumps(sound()))
        journal = b"".join(b"%08x %b\n" % (crc32(text), text) for text in texts)
        path.with_name("annotations.json.journal").write_bytes(journal)
        use(path)


DEEP = "[" * 5_000 + "]" * 5_000


@pytest.mark.parametrize(
    "row",
    [f'{{"x": {DEEP}}}', DEEP, '{"x": ' * 5_000 + "1" + "}" * 5_000, "9" * 5_000, "{broken"],
    ids=["deep value", "deep row", "deep objects", "long number", "no JSON"],
)
@pytest.mark.parametrize("table", ["passages", "tags", "history", "deleted", "texts", "links"])
def test_a_line_that_says_it_is_whole_may_hold_anything(
    tmp_path: Path, table: str, row: str
) -> None:
    """The checksum of such a file is right, as whoever made it wanted."""
    path = tmp_path / "annotations.json"
    with Store.open(path, author="ada") as store, store.step("tag") as step:
        step.put(Tag(name="lead"))
    text = path.read_text()
    head, body = text.split("},\n", 1)
    line = f'"evil": {row}'
    start = f'"{table}": {{\n'
    end = "\n" if f"{start}}}" in body else ",\n"
    body = body.replace(start, start + line + end)
    checksum = json.loads(head.partition('"1": ')[2])["crc32"]
    path.write_text(head.replace(checksum, f"{crc32(body.encode()):08x}") + "},\n" + body)
    with Store.open(path, author="ada") as store:
        assert "lead" in [tag.name for tag in store.tags()]
    use(path)


@pytest.mark.parametrize("tags", [[["x"]], [{}], [1]])
def test_no_passage_is_seen_whose_tags_are_none(tmp_path: Path, tags: list[Any]) -> None:
    passage = next(one for one in RECORDS if isinstance(one, Passage))
    row = {**encode(passage), "tags": tags}
    (tmp_path / "annotations.json").write_text(json.dumps({"passages": {"p": row}}))
    with Store.open(tmp_path / "annotations.json", author="ada") as store:
        assert store.glances() == []


FIELDS = (
    *RECORDS,
    SuggestedPassage(id="s", document="a.txt", anchor=Anchor(0, 0, "", "", "", "")),
)


def test_whoever_reads_a_record_with_a_wrong_value_gives_the_same_verdict(tmp_path: Path) -> None:
    bad = ["x", 1e308, None, True, [], {}, {"a": 1}, [[]], 7, 2**70]
    rows: dict[str, dict[str, Any]] = {}
    for record in FIELDS:
        row = json.loads(json.dumps(encode(record)))
        for path in places(row):
            for number, value in enumerate(bad):
                wrong = json.loads(json.dumps(row))
                inner = wrong
                for key in path[:-1]:
                    inner = inner[key]
                inner[path[-1]] = value
                rows.setdefault(table_of(type(record)), {})[f"{path}{number}"] = wrong
    (tmp_path / "annotations.json").write_text(json.dumps(rows))
    with Store.open(tmp_path / "annotations.json", author="ada", read_only=True) as store:
        told = health(store)
        for name, kind in TABLES.items():
            sound = {record.id for record in store.all(kind)}
            unusable = store.unusable.get(name, {}).keys()
            assert sound == rows.get(name, {}).keys() - unusable
            assert unusable == {
                key for key in rows.get(name, {}) if any(f"{name}: {key} " in one for one in told)
            }
        glances = {glance.id: glance for glance in store.glances()}
        assert glances == {one.id: Glance.of(one) for one in store.all(Passage)}
        assert {f"('anchor', 'end'){n}" for n in range(8)} <= store.unusable["passages"].keys()


def test_half_of_a_character_comes_out_of_no_record(tmp_path: Path) -> None:
    """Nothing could write it, no file and no terminal."""
    tables = {table_of(type(record)): {record.id: encode(record)} for record in FIELDS}
    text = json.dumps(tables)
    for word in ("claim", "edited", "May", "mayor"):
        text = text.replace(word, f"{word}\\ud800 \\ud83d\\ude00")
    path = tmp_path / "annotations.json"
    path.write_text(text)
    for _ in "as others write it", "as the store does":
        with Store.open(path, author="ada") as store, store.step("view") as step:
            records = [record for kind in TABLES.values() for record in store.all(kind)]
            assert [record.id for record in records if "\ufffd \U0001f600" in repr(record)]
            repr((records, store.glances())).encode()
            assert "\\ud800" not in repr(records)
            step.put(Tag(id="t", name="claim\ud800 \U0001f600"))
