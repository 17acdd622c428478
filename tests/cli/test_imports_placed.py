"""`reader import`: passages come to the places of their words, and tags stay what they are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from reader.cli import main
from reader.exchange import FORMATS, PassageItem
from reader.exchange.values import GrowingBundle

from .exports import exported

CLEAN = "harbor-bridge/clean-text.txt"


def shifted(annotated: Path, tmp_path: Path, quote: str | None = None) -> Path:
    """Return an export with each position 3 too high, and another quote for the first passage."""
    file = tmp_path / "work.json"
    main(["export", str(annotated), "-o", str(file)])
    value = json.loads(file.read_bytes())
    for passage in value["passages"]:
        passage["start"] += 3
        passage["end"] += 3
    first = value["passages"][0]
    first["quote"] = quote or first["quote"]
    first["end"] = first["start"] + len(first["quote"])
    file.write_text(json.dumps(value), "utf-8")
    for left in annotated.glob("annotations.json*"):
        left.unlink()
    return file


def test_positions_that_do_not_hold_their_quote_are_sought_by_it(
    annotated: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(annotated), str(shifted(annotated, tmp_path))]) == 0
    assert "2 passages set where their quote stands" in capfd.readouterr().err
    assert main(["check", str(annotated)]) == 0
    assert capfd.readouterr().out.count('"exact"') == 2


def test_a_quote_that_is_not_there_is_left_out_by_name(
    annotated: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = shifted(annotated, tmp_path, "words of another text")
    assert main(["import", str(annotated), str(file)]) == 1
    told = capfd.readouterr().err
    assert f"left out: {CLEAN} " in told
    assert "words of another text" in told
    assert main(["check", str(annotated)]) == 0
    assert capfd.readouterr().out.count('"exact"') == 1


@pytest.mark.parametrize("name", ["json", "webannotation"])
def test_what_is_of_no_document_here_or_of_words_that_are_gone_is_left_out_by_name(
    name: str, annotated: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file, other = tmp_path / "work", tmp_path / "other"
    assert main(["export", str(annotated), "--format", name, "-o", str(file)]) == 0
    source = (annotated / CLEAN).read_bytes()

    def taken(path: str, text: bytes) -> tuple[int, str]:
        shutil.rmtree(other, ignore_errors=True)
        (other / path).parent.mkdir(parents=True)
        (other / path).write_bytes(text)
        capfd.readouterr()
        return main(["import", str(other), str(file), "--format", name]), capfd.readouterr().err

    code, told = taken("b.txt", b"The ferry was late again.")
    assert (code, told.count("0 passages, 0 links")) == (1, 1)
    assert f"“same-page” of documents that are not both here: {CLEAN} → " in told
    assert f"left out: {CLEAN}: no document of this corpus" in told and "(2 passages)" in told
    code, told = taken(CLEAN, b"The ferry was late again.")
    assert (code, told.count("0 passages, 0 links"), told.count("does not stand")) == (1, 1, 2)
    if name == "json":
        _, told = taken("renamed.txt", source)
        assert "2 passages, 0 links" in told and f"left out: {CLEAN}" not in told


def test_positions_of_hypothesis_are_tried_before_its_quote_is_sought(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("🌊 late, and late again.", "utf-8")
    file = tmp_path / "h.json"
    for start, code in ((13, 0), (12, 1)):
        selectors = [
            {"type": "TextPositionSelector", "start": start, "end": start + 4},
            {"type": "TextQuoteSelector", "exact": "late", "prefix": "", "suffix": ""},
        ]
        row = {"uri": "a.txt", "tags": ["x"], "target": [{"selector": selectors}]}
        file.write_text(json.dumps({"rows": [row]}))
        assert main(["import", str(corpus), str(file), "--format", "webannotation"]) == code
        told = capfdbinary.readouterr().err
        assert f"{1 - code} passage".encode() in told
        assert code == told.count("“late” is ambiguous: at 2 places".encode())
    assert [one["start"] for one in exported(corpus, capfdbinary)["passages"]] == [12]


def test_a_page_of_hypothesis_is_found_by_its_file_or_what_was_said_of_it_is_told(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    corpus, file = tmp_path / "corpus", tmp_path / "h.json"
    corpus.mkdir()
    (corpus / "a b.txt").write_text("The ferry was late again.", "utf-8")
    elsewhere = ("file:///elsewhere/a.txt", "file:///%00", "file://[x")
    uris = ((corpus / "a b.txt").as_uri(), *elsewhere)
    rows = [{"uri": uri, "tags": ["x"], "text": "n", "target": [{}]} for uri in uris]
    file.write_text(json.dumps({"rows": rows}))
    assert main(["import", str(corpus), str(file), "--format", "webannotation"]) == 1
    told = capfdbinary.readouterr().err
    assert told.count(b"(a note on all of it, 1 tag of all of it)") == len(elsewhere)
    [document] = exported(corpus, capfdbinary)["documents"]
    assert (document["note"], document["tags"]) == ("n", ["x"])


def test_tags_of_one_key_get_keys_of_their_own(
    annotated: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "work.json"
    main(["export", str(annotated), "-o", str(file)])
    value = json.loads(file.read_bytes())
    for tag in value["tags"][:3]:
        tag["key"] = "q"
    file.write_text(json.dumps(value), "utf-8")
    for left in annotated.glob("annotations.json*"):
        left.unlink()
    assert main(["import", str(annotated), str(file)]) == 0
    told = capfdbinary.readouterr().err.decode()
    assert value["tags"][1]["name"] in told
    keys = [tag["key"] for tag in exported(annotated, capfdbinary)["tags"]]
    assert keys[0] == "q"
    assert len({*keys} - {""}) == len([key for key in keys if key])


@pytest.mark.parametrize("name", ["doccano", "labelstudio", "brat", "qdpx", "cas", "prodigy"])
def test_a_file_without_our_ids_taken_twice_doubles_nothing(
    annotated: Path, tmp_path: Path, name: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "out"
    assert main(["export", str(annotated), "--format", name, "-o", str(file)]) == 0
    other = Path(shutil.copytree(annotated, tmp_path / "other"))
    (other / "annotations.json").unlink()
    counts = []
    for _ in range(2):
        main(["import", str(other), str(file), "--format", name])
        capfdbinary.readouterr()
        counts.append(len(exported(other, capfdbinary)["passages"]))
    assert counts[0] > 0
    assert counts[1] == counts[0]


def test_tags_of_an_import_that_differ_are_told_and_taken_where_they_are_named(
    annotated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work = tmp_path / "work.json"
    main(["export", str(annotated), "-o", str(work)])
    data = json.loads(work.read_text())
    data["tags"][0] |= {"color": "#123456", "revision": 99}
    work.write_text(json.dumps(data))

    def color() -> str:
        main(["tags", str(annotated)])
        return str(json.loads(capsys.readouterr().out.splitlines()[0])["color"])

    name, before = data["tags"][0]["name"], color()
    assert main(["import", str(annotated), str(work)]) == 0
    assert f"“{name}”: colour {before} → #123456 in the file; --theirs" in capsys.readouterr().err
    assert color() == before
    assert main(["import", str(annotated), str(work), "--theirs", "no such tag"]) == 2
    assert main(["import", str(annotated), str(work), "--theirs", name]) == 0
    assert color() == "#123456"


def test_a_tool_that_gives_no_colours_differs_in_none_and_brings_its_own_tags(
    annotated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (annotated / CLEAN).read_bytes().decode()
    row = {"text": text, "label": [[0, 5, "claim"], [6, 9, "not here yet"]]}
    file = tmp_path / "labels.jsonl"
    file.write_text(json.dumps(row))
    main(["import", str(annotated), str(file), "--format", "doccano"])
    assert "colour" not in capsys.readouterr().err
    main(["tags", str(annotated)])
    listed = {
        tag["tag"]: tag["passages"]
        for tag in map(json.loads, capsys.readouterr().out.split("\n")[:-1])
    }
    assert listed["not here yet"] == 1


def test_records_in_fields_of_other_names_are_annotated_from_outside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "records"
    corpus.mkdir()
    (corpus / "a.jsonl").write_text('{"id": "1", "body": "The ferry was late again."}\n')
    file = tmp_path / "labels.jsonl"
    file.write_text('{"text": "The ferry was late again.", "label": [[4, 9, "ship"]]}\n')
    read = ["--field", "text=body"]
    assert main(["import", str(corpus), str(file), "--format", "doccano", *read]) == 0
    assert main(["tags", str(corpus), *read]) == 0
    assert '"ship"' in capsys.readouterr().out


@pytest.mark.parametrize("name", ["doccano", "brat"])
def test_a_byte_order_mark_that_a_tool_counts_moves_nothing(
    name: str, annotated: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = (annotated / CLEAN).read_bytes().decode()
    start = text.rindex("the ")
    tagged = PassageItem.cut(CLEAN, f"\ufeff{text}", start + 1, start + 4, tags=("marked",))
    held = GrowingBundle({CLEAN: f"\ufeff{text}"}, passages=[tagged]).bundle()
    file = tmp_path / "marked"
    file.write_bytes(FORMATS[name].write(held).data)
    main(["import", str(annotated), str(file), "--format", name])
    assert b"set where their quote stands" not in capfdbinary.readouterr().err
    [found] = [p for p in exported(annotated, capfdbinary)["passages"] if p["tags"] == ["marked"]]
    assert (found["start"], found["quote"]) == (start, "the")


@pytest.mark.parametrize("name", ["json", "qdpx", "brat"])
def test_the_codebook_of_a_file_takes_the_place_of_the_starting_one(
    name: str, corpus: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    fresh = Path(shutil.copytree(corpus, tmp_path / "fresh"))
    for tag in ("above", "own"):
        assert main(["tags", str(corpus), "add", tag]) == 0
    for tag in ("quote", "doubt"):
        assert main(["tags", str(corpus), "remove", tag]) == 0
    file = tmp_path / "work"
    text = (corpus / CLEAN).read_bytes().decode()
    row = {"text": text, "label": [[0, 5, "own"]], "meta": {"document": CLEAN}}
    (tmp_path / "in.jsonl").write_text(json.dumps(row), "utf-8")
    main(["import", str(corpus), str(tmp_path / "in.jsonl"), "--format", "doccano"])
    assert main(["export", str(corpus), "--format", name, "-o", str(file)]) == 0
    assert main(["import", str(fresh), str(file), "--format", name]) == 0
    capfdbinary.readouterr()
    names = [[tag["name"] for tag in exported(one, capfdbinary)["tags"]] for one in (corpus, fresh)]
    assert names[0] == names[1]


def test_a_name_in_other_capitals_is_told_and_taken_by_either_name(
    annotated: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = (annotated / CLEAN).read_bytes().decode()
    row = {"text": text, "label": [[0, 5, "CLAIM"]], "meta": {"document": CLEAN}}
    file = tmp_path / "labels.jsonl"
    file.write_text(json.dumps(row), "utf-8")
    taken = ["import", str(annotated), str(file), "--format", "doccano"]
    assert main(taken) == 0
    assert "“claim”: name claim → CLAIM in the file" in capfdbinary.readouterr().err.decode()
    assert main([*taken, "--theirs", "CLAIM"]) == 0
    assert "1 tag changed as in the file" in capfdbinary.readouterr().err.decode()
    assert "CLAIM" in [tag["name"] for tag in exported(annotated, capfdbinary)["tags"]]
