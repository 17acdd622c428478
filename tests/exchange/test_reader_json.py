from __future__ import annotations

import copy
import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import FormatError
from reader.exchange import (
    FORMATS,
    Bundle,
    CorrectionItem,
    DocumentItem,
    LinkItem,
    PassageItem,
    TagItem,
    distinct,
    schema_text,
)
from reader.exchange.shared.schema import faults

FORMAT = FORMATS["json"]
SCHEMA = jsonschema.Draft202012Validator(json.loads(schema_text()))

TEXT = st.text()
LABEL = st.text(min_size=1, max_size=1000)
TIMES = st.datetimes().map(lambda time: f"{time.isoformat(timespec='microseconds')}Z")
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
MAYBE = st.none() | st.text()


def items(**kinds: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "id": st.uuids().map(str),
            "author": st.text(),
            "created": TIMES,
            "modified": TIMES,
            "revision": st.integers(1, 2**53 - 1),
            **kinds,
        }
    )


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    paths = draw(st.lists(st.text(min_size=1), min_size=2, max_size=4, unique=True))
    names = draw(st.lists(LABEL, max_size=4, unique=True))
    tags = [
        TagItem(
            **draw(items(color=st.text(), key=st.text(), description=st.text())),
            name=name,
            parent=draw(st.none() | st.sampled_from(names[:index])) if index else None,
        )
        for index, name in enumerate(names)
    ]
    documents = [
        DocumentItem(
            **draw(
                items(
                    sha256=HASHES | st.just(""),
                    title=MAYBE,
                    byline=MAYBE,
                    date=MAYBE,
                    source=MAYBE,
                    url=st.text(),
                    length=st.text(),
                    status=st.sampled_from(["unread", "reading", "done", "flagged"]),
                    note=st.text(),
                )
            ),
            path=path,
        )
        for path in paths
    ]
    some_tags = st.lists(st.sampled_from(names), unique=True) if names else st.just([])
    passages = [
        PassageItem(**values, end=values["start"] + len(values["quote"]))
        for values in draw(
            st.lists(
                items(
                    document=st.sampled_from(paths),
                    sha256=HASHES,
                    start=st.integers(0, 2**40),
                    quote=st.text(min_size=1),
                    prefix=st.text(max_size=64),
                    suffix=st.text(max_size=64),
                    tags=some_tags.map(tuple),
                    note=st.text(),
                ),
                max_size=4,
            )
        )
    ]
    links = [
        LinkItem(**values)
        for values in draw(
            st.lists(
                items(
                    a=st.sampled_from(paths),
                    b=st.sampled_from(paths),
                    kind=st.sampled_from(["exact", "same-page", "edited", "same-event"]),
                    verdict=st.sampled_from(["accepted", "rejected"]),
                    note=st.text(),
                    evidence=st.text(),
                ),
                max_size=3,
            )
        )
        if values["a"] != values["b"]
    ]
    corrections = [
        CorrectionItem(**values)
        for values in draw(
            st.lists(
                items(
                    verdict=st.sampled_from(
                        ["wrong-type", "same-as", "not-the-same", "other-than"]
                    ),
                    entity=LABEL,
                    type=st.none() | st.sampled_from(["PER", "PRODUCT"]),
                    other=MAYBE,
                    surface=MAYBE,
                    was=st.none() | st.sampled_from(["PER", "PRODUCT"]),
                ),
                max_size=3,
                unique_by=lambda item: item["id"],
            )
        )
    ]
    return Bundle(
        corpus=draw(st.text()),
        exported=draw(TIMES),
        tags=tuple(tags),
        documents=tuple(documents),
        passages=tuple(passages),
        links=tuple(links),
        corrections=tuple(corrections),
    )


def example(**changes: object) -> dict[str, Any]:
    """A small export as plain JSON values, with some of its keys replaced."""
    common = {
        "author": "Mina",
        "created": "2026-01-01T08:00:00Z",
        "modified": "2026-01-01T08:00:00Z",
        "revision": 1,
    }
    ids = [str(uuid.UUID(int=number)) for number in range(9)]
    bundle = Bundle(
        corpus="news",
        exported="2026-01-02T08:00:00Z",
        tags=(TagItem(name="claim", id=ids[1], **common), TagItem(name="lie", id=ids[2], **common)),
        documents=(DocumentItem(path="a.txt", sha256="0" * 64), DocumentItem(path="b.txt")),
        passages=(
            PassageItem(
                document="a.txt",
                sha256="0" * 64,
                start=3,
                end=7,
                quote="“so”",
                tags=("claim",),
                id=ids[3],
                **common,
            ),
        ),
        links=(LinkItem(a="a.txt", b="b.txt", kind="edited", id=ids[4], **common),),
    )
    value: dict[str, Any] = json.loads(FORMAT.write(bundle).data)
    return {**value, **changes}


def read(value: object) -> Bundle:
    assert FORMAT.read is not None
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return FORMAT.read(data, "work.json")


@given(bundles())
@settings(deadline=None)
def test_export_read_and_exported_again_is_the_same_bytes(bundle: Bundle) -> None:
    data = FORMAT.write(bundle).data
    SCHEMA.validate(json.loads(data))
    again = read(data)
    assert FORMAT.write(again).data == data
    assert set(again.passages) == set(bundle.passages)
    assert set(again.links) == set(bundle.links)
    assert set(again.corrections) == set(bundle.corrections)
    assert set(again.documents) == set(bundle.documents)
    assert again.tags == bundle.tags


@given(bundles(), st.randoms())
@settings(deadline=None)
def test_order_of_records_does_not_matter(bundle: Bundle, random: Any) -> None:
    shuffled = replace(
        bundle,
        documents=tuple(random.sample(bundle.documents, len(bundle.documents))),
        passages=tuple(random.sample(bundle.passages, len(bundle.passages))),
        links=tuple(random.sample(bundle.links, len(bundle.links))),
        corrections=tuple(random.sample(bundle.corrections, len(bundle.corrections))),
    )
    assert FORMAT.write(shuffled).data == FORMAT.write(bundle).data


def test_half_of_a_character_is_replaced_in_what_is_taken_in() -> None:
    value = example()
    value["documents"].append({**value["documents"][1], "path": "caf\udce9.txt"})
    taken = read(json.dumps(value).encode())
    assert "caf\ufffd.txt" in {document.path for document in taken.documents}


def test_export_is_harmless_on_a_terminal() -> None:
    hostile = "\x1b]0;x\x07\x9b2J\u202e\x7f\U000e0041"
    value = example(corpus=hostile)
    text = FORMAT.write(read(value)).data.decode()
    assert json.loads(text)["corpus"] == hostile
    assert not set(hostile) - {"]", "0", ";", "x", "2", "J"} & set(text)


def paths_of(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    steps = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [path, *(found for key, item in steps for found in paths_of(item, (*path, key)))]


PLACES = [path for path in paths_of(example()) if path]
JUNK = [None, True, 0, -1, "", "x", "0" * 64, [], {}, [1], {"id": 1}]


@given(st.sampled_from(PLACES), st.sampled_from([*JUNK, "delete", "add"]))
@settings(deadline=None, max_examples=500)
def test_our_check_agrees_with_a_full_validator(path: tuple[str | int, ...], junk: object) -> None:
    value: Any = example()
    *way, last = path
    parent = value
    for step in way:
        parent = parent[step]
    if junk == "delete":
        del parent[last]
    elif junk == "add" and isinstance(parent, dict):
        parent["other"] = 1
    else:
        parent[last] = copy.deepcopy(junk)
    pointers = {"".join(f"/{s}" for s in e.absolute_path) for e in SCHEMA.iter_errors(value)}
    ours = {place.removesuffix("/other") for place, _ in faults(value)}
    assert ours == pointers


def change(list_name: str, index: int, **values: object) -> Callable[[dict[str, Any]], None]:
    return lambda value: value[list_name][index].update(values)


def double(list_name: str, **values: object) -> Callable[[dict[str, Any]], None]:
    return lambda value: value[list_name].append({**value[list_name][0], **values})


@pytest.mark.parametrize(
    ("spoil", "pointer", "message"),
    [
        (change("passages", 0, document="c.txt"), "/passages/0/document", "not in documents"),
        (change("passages", 0, tags=["doubt"]), "/passages/0/tags/0", "not in tags"),
        (change("passages", 0, end=8), "/passages/0/quote", "4 code points"),
        (change("links", 0, b="a.txt"), "/links/0/b", "linked to itself"),
        (change("passages", 0, revision=10**30), "/passages/0/revision", "is more than"),
        (change("passages", 0, end=2**53), "/passages/0/end", "is more than"),
        (change("tags", 0, name="x" * 100_000), "/tags/0/name", "more than 1,000 characters"),
        (change("links", 0, created="2026-13-01T00:00:00Z"), "/links/0/created", "no time"),
        (change("documents", 0, created="yesterday"), "/documents/0/created", "not of the form"),
        (change("links", 0, b="c.txt"), "/links/0/b", "not in documents"),
        (change("tags", 0, parent="doubt"), "/tags/0/parent", "not in tags"),
        (change("tags", 0, parent="claim"), "/tags/0/parent", "above itself"),
        (change("tags", 1, name="claim"), "/tags/1/name", "there twice"),
        (double("passages"), "/passages/1/id", "there twice"),
        (double("documents"), "/documents/2/path", "there twice"),
        (change("passages", 0, start="3"), "/passages/0/start", "no integer"),
        (change("passages", 0, colour="red"), "/passages/0/colour", "no such key"),
        (lambda value: value.update(version=2), "/version", "Update reader"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(
    spoil: Callable[[dict[str, Any]], None], pointer: str, message: str
) -> None:
    value = example()
    spoil(value)
    with pytest.raises(FormatError) as caught:
        read(value)
    assert caught.value.place == f"work.json#{pointer}"
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (b"", "work.json:1:1", "valid JSON"),
        (b'{"format":\n article-reader}', "work.json:2:2", "valid JSON"),
        (b'{"corpus":\n "\xff"}', "work.json:2", "UTF-8"),
        (b"[1, NaN]", "work.json:1:5", "NaN"),
        (b'{"a": 1, "a": 2}', "work.json:1:10", "twice"),
        (b"[" * 100_000, "work.json:1:201", "can't be taken"),
        (b"9" * 10_000, "work.json:1:1", "can't be taken"),
        (b"[]", "work.json", "no export of reader"),
        (b'{"_default": {}}', "work.json", "no export of reader"),
    ],
)
def test_what_is_no_export_is_named_with_its_line(data: bytes, place: str, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        read(data)
    assert caught.value.place == place
    assert message in str(caught.value)
    assert caught.value.remedy


def test_whole_numbers_are_integers_however_they_are_written() -> None:
    value = example()
    value["passages"][0]["start"] = float(value["passages"][0]["start"])
    (passage,) = read(value).passages
    assert isinstance(passage.start, int)


@pytest.mark.parametrize("corpus", [json.loads("[" * 900 + "]" * 900), {"x\ud800": 1}])
def test_values_that_the_validator_refuses_are_a_fault_of_the_file(corpus: object) -> None:
    with pytest.raises(FormatError) as caught:
        read(example() | {"corpus": corpus})
    assert caught.value.place.startswith("work.json")


def test_byte_order_mark_is_no_fault() -> None:
    assert read(b"\xef\xbb\xbf" + json.dumps(example()).encode()).corpus == "news"


@given(st.lists(st.text("a(2) ", max_size=5)))
def test_distinct_names(names: list[str]) -> None:
    unique = distinct(names)
    assert len(set(unique)) == len(names)
    assert distinct(unique) == unique
    assert all(new.startswith(old) for old, new in zip(names, unique, strict=True))


def test_the_first_of_two_keeps_its_name() -> None:
    assert distinct(["claim", "claim", "claim (2)"]) == ["claim", "claim (3)", "claim (2)"]
