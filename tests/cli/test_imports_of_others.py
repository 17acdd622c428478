"""`reader import` of what other tools say of texts, and of documents as a whole."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from reader.cli import main
from reader.errors import FormatError
from reader.exchange import FORMATS, Bundle, DocumentItem, PassageItem, TagItem
from reader.workspace.actions.transfer.format_guess import guessed_format

from .exports import exported

TEXT = "Alpha. The minister said that the bridge opens in May. Another sentence is here.\n"
Captured = pytest.CaptureFixture[bytes]


def taken(tmp_path: Path, name: str, data: bytes) -> int:
    """Import a file into a corpus of one document, a.txt; return the exit code."""
    corpus = tmp_path / "corpus"
    corpus.mkdir(exist_ok=True)
    (corpus / "a.txt").write_text(TEXT, "utf-8")
    file = tmp_path / "file"
    file.write_bytes(data)
    return main(["import", str(corpus), str(file), "--format", name])


@pytest.mark.parametrize("known", [{"text": TEXT}, {"text": f"{TEXT} More", "meta": True}])
def test_a_document_is_known_by_its_text_with_the_line_end_and_by_its_hash_alone(
    known: Mapping[str, object], tmp_path: Path, capfdbinary: Captured
) -> None:
    row = {**known, "label": [[11, 19, "claim"]]}
    if "meta" in row:
        row["meta"] = {"sha256": sha256(TEXT.encode()).hexdigest()}
    assert taken(tmp_path, "doccano", json.dumps(row).encode()) == 0
    (passage,) = exported(tmp_path / "corpus", capfdbinary)["passages"]
    assert (passage["start"], passage["quote"]) == (11, "minister")


@pytest.mark.parametrize("name", ["qdpx", "cas", "cas-xmi"])
def test_notes_and_tags_of_documents_come_back(
    name: str, tmp_path: Path, capfdbinary: Captured
) -> None:
    document = DocumentItem(path="a.txt", note="Ask Ada.", tags=("politics",))
    bundle = Bundle(
        corpus="c",
        exported="",
        tags=(TagItem(name="politics"),),
        documents=(document,),
        texts={"a.txt": TEXT},
    )
    data = FORMATS[name].write(bundle).data
    for _ in range(2):  # taken twice it doubles nothing
        assert taken(tmp_path, name, data) == 0
    (found,) = exported(tmp_path / "corpus", capfdbinary)["documents"]
    assert found["note"] == "Ask Ada."
    assert found.get("tags", []) == (["politics"] if name == "qdpx" else [])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("doccano", {"text": TEXT, "label": ["politics"]}),
        ("doccano", {"text": TEXT, "label": [], "cats": ["politics"]}),
        ("webannotation", {"rows": [{"uri": "a.txt", "tags": ["politics"], "text": ""}]}),
        (
            "webannotation",
            {"target": "a.txt", "body": [{"purpose": "tagging", "value": "politics"}]},
        ),
    ],
)
def test_tags_of_a_text_as_a_whole_become_those_of_its_document(
    name: str, value: object, tmp_path: Path, capfdbinary: Captured
) -> None:
    assert taken(tmp_path, name, json.dumps(value).encode()) == 0
    (found,) = exported(tmp_path / "corpus", capfdbinary)["documents"]
    assert found["tags"] == ["politics"]


def test_an_annotation_without_a_quote_and_replies_are_left_out_alone(
    tmp_path: Path, capfdbinary: Captured
) -> None:
    position = {"type": "TextPositionSelector", "start": 0, "end": 5}
    quote = {"type": "TextQuoteSelector", "exact": "minister"}
    body = {"purpose": "tagging", "value": "odd"}
    items = [
        {"target": {"source": "a.txt", "selector": position}, "body": body},
        {"target": {"source": "a.txt", "selector": quote}},
        {"target": {"source": "a.txt"}, "references": ["x"], "body": body},
    ]
    assert taken(tmp_path, "webannotation", json.dumps({"items": items}).encode()) == 1
    told = capfdbinary.readouterr().err.decode()
    assert "#/items/0: it has a place in a.txt" in told and "1 reply" in told
    value = exported(tmp_path / "corpus", capfdbinary)
    assert [one["quote"] for one in value["passages"]] == ["minister"]
    assert "odd" not in [tag["name"] for tag in value["tags"]]


def test_who_completed_a_task_is_the_author(tmp_path: Path, capfdbinary: Captured) -> None:
    region = {"type": "labels", "value": {"start": 11, "end": 19, "labels": ["x"]}}
    task = {
        "data": {"text": TEXT},
        "annotations": [
            {"completed_by": {"id": 1, "email": "ada@example.org"}, "result": [region]},
            {"completed_by": {"id": 2, "email": "mina@example.org"}, "result": [region]},
        ],
    }
    assert taken(tmp_path, "labelstudio", json.dumps([task]).encode()) == 0
    found = exported(tmp_path / "corpus", capfdbinary)["passages"]
    assert {one["author"] for one in found} == {"ada@example.org", "mina@example.org"}


@pytest.mark.parametrize("name", ["doccano", "json"])
def test_a_document_that_is_left_out_brings_no_tags_and_takes_none_away(
    name: str, tmp_path: Path, capfdbinary: Captured
) -> None:
    passage = PassageItem.cut("b.txt", "Bravo", 0, 5, tags=("odd",))
    own = "0190a1b2-0000-7000-8000-000000000001" if name == "json" else ""
    bundle = Bundle(
        corpus="c",
        exported="2024-01-01T00:00:00Z",
        tags=(TagItem(name="odd", id=own, color="#112233"),),
        documents=(DocumentItem(path="b.txt"),),
        passages=(passage,),
        texts={"b.txt": "Bravo"},
    )
    if name == "json":
        times = {"created": "2024-01-01T00:00:00Z", "modified": "2024-01-01T00:00:00Z"}
        authored = {**times, "author": "mina", "revision": 1}
        value = json.loads(FORMATS["json"].write(bundle).data)
        value["tags"][0] |= authored
        value["documents"][0] |= {"sha256": "0" * 64}
        value["passages"][0] |= {**authored, "id": f"{own[:-1]}2", "sha256": "0" * 64}
        data = json.dumps(value).encode()
    else:
        data = FORMATS[name].write(bundle).data
    assert taken(tmp_path, name, data) == 1
    tags = [tag["name"] for tag in exported(tmp_path / "corpus", capfdbinary)["tags"]]
    assert "odd" not in tags and len(tags) > 1


def test_a_passage_that_its_clean_text_cuts_is_counted(
    tmp_path: Path, capfdbinary: Captured
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    sentence = "The ferry <b>was late</b> again, and nobody in the harbour could say why. "
    page = (
        "<html><body><nav><a href='/'>Home page</a></nav><article><h1>The ferry</h1>"
        f"<p>{sentence * 4}</p><p>{sentence * 4}</p></article></body></html>"
    )
    (corpus / "a.html").write_text(page, "utf-8")
    whole, inner, edge = (page.index(one) for one in ("Home page", "ferry <b>", "was late</b>"))
    passages = [
        {"start": start, "end": end, "text": page[start:end]}
        for start, end in ((whole, inner), (inner, inner + 30), (edge, edge + 12))
    ]
    file, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    label = [[one["start"], one["end"], "claim"] for one in passages]
    file.write_text(json.dumps({"text": page, "label": label}), "utf-8")
    assert main(["import", str(corpus), str(file), "--format", "doccano"]) == 0
    arguments = ["export", str(corpus), "--format", "doccano", "--text", "clean", "-o", str(out)]
    assert main([*arguments, "--strict"]) != 0
    told = capfdbinary.readouterr().err.decode()
    assert "passages partly hidden in clean text: 1\n" in told
    assert "markup at the ends of passages: 1\n" in told
    was = exported(corpus, capfdbinary)["passages"]
    for name in ("csv", "webannotation"):
        arguments[3:4], arguments[-1] = [name], str(tmp_path / name)
        assert main(arguments) == 0
    _, row, _ = csv.DictReader((tmp_path / "csv").read_text("utf-8").splitlines())
    quote = "ferry was late again, a"
    assert row["quote"].startswith(quote) and int(row["start"]) < was[1]["start"] - 60
    fresh = ["--annotations", str(tmp_path / "fresh.json")]
    assert main(["import", str(corpus), arguments[-1], "--format", "webannotation", *fresh]) == 0
    assert main(["export", str(corpus), *fresh]) == 0
    taken_in = json.loads(capfdbinary.readouterr().out)["passages"]
    assert [one["start"] for one in taken_in][1:] == [one["start"] for one in was[1:]]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        (
            "a.jsonl",
            b'{"text": "a b", "label": [[0, 1, "x"]]}\n{"text": 3}\n',
            r"a\.jsonl:2: .text",
        ),
        ("b.jsonl", b'{"text": "\n', "no valid JSON: Unterminated"),
        ("a.json", b" \n", "the file is empty"),
        ("a.csv", b"tag\nclaim\n", "reader tags CORPUS import FILE"),
        ("a.qdc", b"<CodeBook/>", "reader tags CORPUS import FILE"),
        ("d.jsonl", b'{"text": "a"}', "as doccano it holds 1 text and nothing that"),
        ("e.json", b'[{"data": {"text": 3}}]', "e.json#/0: “text” is 3"),
        ("c.jsonl", b'{"text": 3}', "c.jsonl:1: as candidates"),
        ("c.jsonl", b'{"text": 3}', "as candidates, .*; as doccano, .*Name its format"),
    ],
)
def test_a_broken_file_is_told_of_as_what_it_looks_like(name: str, data: bytes, told: str) -> None:
    with pytest.raises(FormatError) as refused:
        guessed_format(name, data)
    assert re.search(told, str(refused.value))


def test_a_file_of_another_format_than_was_named_is_refused_with_the_likely_one(
    tmp_path: Path, capfdbinary: Captured
) -> None:
    row = {"text": TEXT, "label": [[11, 19, "claim"]]}
    assert taken(tmp_path, "prodigy", json.dumps(row).encode()) not in {0, 1}
    assert "It looks like doccano" in capfdbinary.readouterr().err.decode()
