"""`reader export` and `reader import`: nothing is lost on the way, nothing overwritten."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from reader.annotations import Passage, Status, Verdict
from reader.cli import main
from reader.exchange import FORMATS, Bundle, PassageItem, schema_text
from reader.text import Span
from reader.workspace import Workspace
from reader.workspace.actions import annotating, exchanging
from reader.workspace.actions.codebook_editing import new_tag

CLEAN, RAW = "harbor-bridge/clean-text.txt", "harbor-bridge/raw-page.txt"


@pytest.fixture
def annotated(corpus: Path) -> Path:
    """The sample corpus with passages, notes, a link and states."""
    workspace = Workspace.open([corpus], author="Mina")
    list(workspace.scan())
    store = workspace.store
    document = workspace.document(CLEAN)
    start = document.source.index(" ") + 1
    tags = store.tags()
    annotating.toggle_tags(store, document, [Span(start, start + 12)], tags[0])
    annotating.toggle_tags(store, document, [Span(start, start + 12)], tags[1])
    annotating.toggle_tags(store, document, [Span(start + 6, start + 40)], tags[2])
    annotating.note(store, document, Span(start, start + 12), "Says who? “Ja” 🌊\nand\tmore")
    new_tag(store, "Zweifel am Datum")
    annotating.set_status(store, [CLEAN], Status.DONE)
    annotating.set_document_note(store, RAW, "the page itself")
    annotating.link(store, CLEAN, RAW, "same-page", note="sure", evidence="all of it")
    annotating.link(
        store, CLEAN, "island-library/lamp-and-ledger.txt", "edited", verdict=Verdict.REJECTED
    )
    workspace.close()
    return corpus


def exported(corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> dict[str, Any]:
    assert main(["export", str(corpus)]) == 0
    value: dict[str, Any] = json.loads(capfdbinary.readouterr().out)
    return value


def test_export_is_what_was_done(
    annotated: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    value = exported(annotated, capfdbinary)
    jsonschema.validate(value, json.loads(schema_text()))
    source = (annotated / CLEAN).read_text("utf-8")
    assert value["corpus"] == "news"
    assert "Zweifel am Datum" in [tag["name"] for tag in value["tags"]]
    first, second = value["passages"]
    names = [tag["name"] for tag in value["tags"]]
    assert first["tags"] == names[:2]
    assert first["note"] == "Says who? “Ja” 🌊\nand\tmore"
    assert second["tags"] == names[2:3]
    for passage in (first, second):
        assert passage["document"] == CLEAN
        assert passage["author"] == "Mina"
        start, end = passage["start"], passage["end"]
        assert source[start:end] == passage["quote"]
        assert source[:start].endswith(passage["prefix"])
        assert source[end:].startswith(passage["suffix"])
    documents = {document["path"]: document for document in value["documents"]}
    assert documents[CLEAN]["status"] == "done"
    assert documents[RAW]["note"] == "the page itself"
    assert documents[RAW]["title"]
    assert {(link["b"], link["kind"], link["verdict"]) for link in value["links"]} == {
        (RAW, "same-page", "accepted"),
        ("island-library/lamp-and-ledger.txt", "edited", "rejected"),
    }


def test_export_imported_and_exported_again_is_the_same_bytes(
    annotated: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert main(["export", str(annotated), "-o", str(first)]) == 0
    empty = Path(shutil.copytree(annotated, tmp_path / "other" / "news"))
    for file in empty.glob("annotations.json*"):
        file.unlink()
    assert main(["import", str(empty), str(first)]) == 0
    assert main(["export", str(empty), "-o", str(second)]) == 0

    def without_time(file: Path) -> list[bytes]:
        lines = file.read_bytes().splitlines()
        return [line for line in lines if b'"exported":' not in line[:14]]

    assert without_time(second) == without_time(first)
    assert len(without_time(first)) == len(first.read_bytes().splitlines()) - 1


def test_import_is_one_step_that_can_be_undone(annotated: Path, tmp_path: Path) -> None:
    workspace = Workspace.open([annotated])
    list(workspace.scan())
    bundle = exchanging.exported(workspace)
    workspace.close()
    other = Workspace.open([annotated], annotations=tmp_path / "elsewhere.json")
    list(other.scan())
    codebook = [tag.name for tag in other.store.tags()]
    exchanging.take(other, bundle)
    assert len(other.store.all(Passage)) == 2
    other.store.undo()
    assert other.store.all(Passage) == []
    assert [tag.name for tag in other.store.tags()] == codebook
    other.close()


def test_import_twice_changes_nothing(annotated: Path, tmp_path: Path) -> None:
    file = tmp_path / "work.json"
    main(["export", str(annotated), "-o", str(file)])
    before = json.loads((annotated / "annotations.json").read_bytes())["passages"]
    assert main(["import", str(annotated), str(file)]) == 0
    after = json.loads((annotated / "annotations.json").read_bytes())["passages"]
    assert after == before


def test_bad_file_is_named_and_nothing_of_it_imported(
    annotated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "work.json"
    main(["export", str(annotated), "-o", str(file)])
    value = json.loads(file.read_bytes())
    value["tags"][0]["revision"] = 99
    value["passages"][1]["end"] += 1
    file.write_text(json.dumps(value), "utf-8")
    before = (annotated / "annotations.json").read_bytes()
    assert main(["import", str(annotated), str(file)]) == 5
    told = capsys.readouterr().err
    assert f"{file}#/passages/1/quote" in told
    assert "Nothing was imported" in told
    assert (annotated / "annotations.json").read_bytes() == before


def test_missing_file_to_import_is_told(corpus: Path, tmp_path: Path) -> None:
    assert main(["import", str(corpus), str(tmp_path / "none.json")]) == 2
    assert not (corpus / "annotations.json").exists()


def test_the_ending_of_a_file_names_its_format_where_only_one_has_it(
    annotated: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    project, table, lines = (tmp_path / f"work.{end}" for end in ("qdpx", "csv", "jsonl"))
    assert main(["export", str(annotated), "-o", str(project)]) == 0
    assert zipfile.is_zipfile(project)
    assert main(["import", str(annotated), str(project)]) == 0
    assert main(["export", str(annotated), "-o", str(table)]) == 0
    assert table.read_text("utf-8-sig").startswith("document,")
    capfd.readouterr()
    assert main(["import", str(annotated), str(table)]) == 1
    assert "csv can't be read back" in capfd.readouterr().err
    assert main(["export", str(annotated), "-o", str(lines)]) == 2
    assert "Name one with --format" in capfd.readouterr().err
    assert not lines.exists()


@pytest.mark.parametrize(
    ("options", "name", "told"),
    [
        ([], "w.xmi", "No format has files that end in .xmi"),
        (["--format", "cas"], "w.json", "cas writes a .zip file, not .json: name it w.zip"),
        (["--format", "csv", "--text", "clean"], "w.csv", "--text clean is not for csv"),
        (["--format", "webannotation", "--text", "clean"], "-", "not for webannotation"),
    ],
)
def test_a_file_that_would_be_something_else_than_asked_for_is_refused(
    corpus: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    *,
    options: list[str],
    name: str,
    told: str,
) -> None:
    output = name if name == "-" else str(tmp_path / name)
    assert main(["export", str(corpus), *options, "-o", output]) == 2
    assert told in capfd.readouterr().err
    assert not (tmp_path / name).exists()


def test_work_that_lies_in_the_folder_is_no_article(
    annotated: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = main(["clean", str(annotated)]), capfd.readouterr().out
    assert main(["export", str(annotated), "--status", "done", "-o", f"{annotated}/a.json"]) == 0
    mina = str(annotated / "mina.json")
    assert main(["tags", str(annotated), "add", "half", "--annotations", mina]) == 0
    capfd.readouterr()
    after = main(["clean", str(annotated), "--verbose"]), *capfd.readouterr()
    assert after[:2] == before
    for name in ("a.json", "mina.json"):
        assert f"{name}: holds what was annotated with reader" in after[2]


@pytest.mark.parametrize(
    ("command", "name", "says"),
    [
        ("passages", "notes.md", True),
        ("passages", ".notes.md", False),
        ("duplicates", "pairs.jsonl", True),
    ],
)
def test_a_file_that_becomes_an_article_is_told(
    command: str, name: str, says: bool, annotated: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main([command, str(annotated), "-o", str(annotated / name)]) == 0
    assert ("is read as a part of the corpus from now on" in capfd.readouterr().err) is says


def test_the_annotation_file_of_somebody_else_is_taken_in_as_the_message_says(
    annotated: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    theirs = shutil.copy(annotated / "annotations.json", tmp_path / "ada's.json")
    (annotated / "annotations.json").unlink()
    assert main(["import", str(annotated), str(theirs)]) == 5
    command = capfd.readouterr().err.partition("annotation file: ")[2].strip()
    words = command.replace("reader", f"{sys.executable} -m reader")
    taken = words.replace("CORPUS", shlex.quote(str(annotated)))
    assert (
        "2 passages"
        in subprocess.run(["sh", "-c", taken], capture_output=True, text=True, check=True).stderr
    )


@pytest.mark.parametrize("target", ["annotations.json", CLEAN, "wire/meridian.jsonl"])
def test_export_never_overwrites_the_work_or_an_article(
    target: str, annotated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (annotated / target).read_bytes()
    output = ["--format", "json", "-o", str(annotated / target)]
    assert main(["export", str(annotated), *output]) == 1
    assert "belongs to the corpus" in capsys.readouterr().err
    assert (annotated / target).read_bytes() == before


def test_export_into_a_missing_folder_is_told(
    annotated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(annotated), "-o", str(tmp_path / "none" / "work.json")]) == 1
    assert "can't be written" in capsys.readouterr().err


def test_export_changes_nothing_in_the_corpus(corpus: Path) -> None:
    before = sorted(corpus.rglob("*"))
    assert main(["export", str(corpus), "-o", str(corpus.parent / "work.json")]) == 0
    assert sorted(corpus.rglob("*")) == before


def test_a_format_for_which_there_is_nothing_says_so(
    corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(corpus), "--format", "candidates"]) == 0
    out, err = capfd.readouterr()
    assert not out and "nothing to export as candidates" in err


def test_schema_is_printed_without_a_corpus(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["export", "--schema"]) == 0
    schema = json.loads(capfdbinary.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


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
        assert f"{1 - code} passage".encode() in capfdbinary.readouterr().err
    assert [one["start"] for one in exported(corpus, capfdbinary)["passages"]] == [12]


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


@pytest.mark.parametrize(
    "wanted", [["--since", "yesterday"], ["--tag", "nobody's"], ["--since", "2022-5"]]
)
def test_a_choice_that_nothing_can_fit_is_refused(
    annotated: Path, wanted: list[str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["export", str(annotated), *wanted]) == 1
    assert not capfdbinary.readouterr().out


@pytest.mark.parametrize("command", ["export", "check"])
def test_the_annotations_of_another_program_are_not_passed_off_as_none(
    corpus: Path, command: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (corpus / "annotations.json").write_text('{"images": [], "annotations": [{"id": 1}]}')
    assert main([command, str(corpus)]) == (command == "check")
    assert b"another program" in capfdbinary.readouterr().err


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
    held = Bundle.of_texts({CLEAN: f"\ufeff{text}"}, ["marked"], [tagged])
    file = tmp_path / "marked"
    file.write_bytes(FORMATS[name].write(held).data)
    main(["import", str(annotated), str(file), "--format", name])
    assert b"set where their quote stands" not in capfdbinary.readouterr().err
    [found] = [p for p in exported(annotated, capfdbinary)["passages"] if p["tags"] == ["marked"]]
    assert (found["start"], found["quote"]) == (start, "the")
