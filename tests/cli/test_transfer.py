"""`reader export` and `reader import`: nothing is lost on the way, nothing overwritten."""

from __future__ import annotations

import io
import json
import shlex
import shutil
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import jsonschema
import pytest

from reader.annotations import Anchor, Passage, Store
from reader.cli import main
from reader.exchange import schema_text
from reader.text import Span
from reader.workspace import Workspace
from reader.workspace.actions.codebook import codebook_editing
from reader.workspace.actions.passages import annotating
from reader.workspace.actions.transfer import exporting
from reader.workspace.actions.transfer.import_planning import plan_import
from reader.workspace.actions.transfer.taking_in import carry_out

from .exports import exported

CLEAN, RAW = "harbor-bridge/clean-text.txt", "harbor-bridge/raw-page.txt"


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
    bundle = exporting.exported(workspace)
    workspace.close()
    other = Workspace.open([annotated], annotations=tmp_path / "elsewhere.json")
    list(other.scan())
    codebook = [tag.name for tag in other.store.tags()]
    carry_out(other, plan_import(other, bundle))
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


def test_what_can_not_be_done_with_standard_input_is_told(
    corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(corpus), "-", "--format", "nosuch"]) == 2  # before anything is read
    assert "There is no format 'nosuch'" in capfd.readouterr().err
    assert main(["open", "-"]) == 2
    assert "standard input can't be annotated: keep it in a file" in capfd.readouterr().err


def test_missing_file_to_import_is_told(corpus: Path, tmp_path: Path) -> None:
    assert main(["import", str(corpus), str(tmp_path / "none.json")]) == 2
    assert not (corpus / "annotations.json").exists()


def test_a_codebook_is_imported_and_an_export_of_nothing_fails(
    annotated: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for ending in ("csv", "qdc"):
        book = tmp_path / f"book.{ending}"
        assert main(["tags", str(annotated), "export", "-o", str(book)]) == 0
        book.write_text(book.read_text("utf-8").replace("Zweifel am Datum", ending), "utf-8")
        assert main(["import", str(annotated), str(book)]) == 0
        assert "tags in the file" in capfd.readouterr().err
    out = tmp_path / "out.json"
    for wanted in (["--author", "nobody"], ["--query", "zzzz"]):
        assert main(["export", str(annotated), *wanted, "-o", str(out)]) == 1
        assert "Nothing was written" in capfd.readouterr().err and not out.exists()


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
        (["--text", "clean"], "-", "the offsets of json are those of the source: leave"),
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


def test_a_file_that_is_named_takes_nothing_of_others_beside_it_along(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("A market for lamps\n\nSellers came from seven towns.\n")
    beside = ["-o", str(tmp_path / "b.txt"), "--format", "json", "--force"]
    assert main(["export", str(tmp_path / "a.txt"), *beside]) == 1  # nothing is annotated yet
    assert "belongs to the corpus" in capfd.readouterr().err
    with (
        Store.open(tmp_path / "annotations.json", author="ada") as store,
        store.step("tag") as step,
    ):
        for name in ("a.txt", "b.txt", "gone.txt"):
            anchor = Anchor.of("A market", "0" * 64, 2, 8)
            step.put(Passage(document=name, anchor=anchor))
    for corpus, names in (
        (tmp_path / "a.txt", ["a.txt"]),
        (tmp_path, ["a.txt", "b.txt", "gone.txt"]),
    ):
        assert main(["export", str(corpus), "-o", "/dev/stdout"]) == 0
        out, err = capfd.readouterr()
        value = json.loads(out)
        assert [one["document"] for one in value["passages"]] == names
        assert [one["path"] for one in value["documents"]] == names
        assert ("2 annotated documents beside it" in err) is (corpus != tmp_path)
    (tmp_path / "c.txt").write_text("A market for lamps\n\nNobody has read it yet.\n")
    (tmp_path / "out.json").write_text("{}")
    for name, code in (("c.txt", 1), ("out.json", 0)):
        output = ["-o", str(tmp_path / name), "--format", "json", "--force"]
        assert main(["export", str(tmp_path / "a.txt"), *output]) == code


def test_an_output_without_a_name_is_refused(
    corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(corpus), "-o", ""]) == 3
    assert "'-o' / '--output': it is empty" in capfd.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        *(["tags", "", "add", "foo"], ["clean", ""], ["passages", ""], ["import", "", "x"]),
        *(["tags", ".", "--annotations", ""], ["tags", ".", "import", ""], ["add", "", "x"], [""]),
        ["agreement", "", ""],
    ],
    ids=" ".join,
)
def test_an_empty_path_is_not_the_current_folder(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("A market for lamps\n")
    assert main(arguments) == 3
    assert "it is empty" in capfd.readouterr().err
    assert [path.name for path in tmp_path.glob("*")] == ["a.txt"]


def test_the_codebook_is_listed_for_standard_input_and_not_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments, code in ((["tags", "-"], 0), (["tags", "-", "add", "foo"], 2)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"A market for lamps\n")))
        assert main(arguments) == code
    assert '"tag": "claim"' in capfd.readouterr().out


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
    assert main(["export", str(corpus), "--format", "candidates"]) == 1
    out, err = capfd.readouterr()
    assert not out and "nothing to export as candidates" in err


def test_links_that_a_selection_leaves_out_are_told(
    annotated: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    value = exported(annotated, capfdbinary)
    tag = next(tag for passage in value["passages"] for tag in passage["tags"])
    assert main(["export", str(annotated), "--tag", tag]) == 0
    captured = capfdbinary.readouterr()
    assert not json.loads(captured.out)["links"]
    assert b" of these documents not in the selection" in captured.err
    one = value["links"][0]["a"]
    found = []
    for asked in (["--document", one], ["--query", f"document:{one}"]):
        assert main(["export", str(annotated), *asked]) == 0
        written = json.loads(capfdbinary.readouterr().out)
        found.append([len(written[name]) for name in ("documents", "passages", "links")])
    assert found[0] == found[1] and found[0][2] > 0


def test_schema_is_printed_without_a_corpus(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["export", "--schema"]) == 0
    schema = json.loads(capfdbinary.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


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
    assert main([command, str(corpus)]) == (1 if command == "check" else 4)
    assert b"another program" in capfdbinary.readouterr().err


def test_only_what_a_person_made_is_lost_to_a_strict_export(
    corpus: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    strictly = ["export", str(corpus), "--format", "doccano", "--strict", "--force", "-o"]
    strictly.append(str(tmp_path / "out.jsonl"))
    with closing(Workspace.open([corpus])) as workspace:
        list(workspace.scan())
        document, store = workspace.document(CLEAN), workspace.store
        own = codebook_editing.new_tag(store, "own")
        for tag in (store.tags()[0], own):
            annotating.toggle_tags(store, document, [Span(0, 40)], tag)
    assert main(strictly) == 0
    assert "set by reader itself" in capfd.readouterr().err

    with closing(Workspace.open([corpus])) as workspace:
        claim = workspace.store.tags()[0]
        codebook_editing.recolor_tag(workspace.store, claim, "#332288")
        codebook_editing.new_tag(workspace.store, "spare")
    assert main(strictly) == 1
    said = capfd.readouterr().err
    assert "can't hold colours of tags: 1\n" in said
    assert "can't hold tags that are on nothing: 1\n" in said


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no device without an end")
@pytest.mark.parametrize("command", ["import {} {}", "tags {} import {}", "agreement {1} {1}"])
def test_a_link_to_a_device_is_refused_and_not_read_without_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "a.txt").write_text("The mayor said so.")
    endless = tmp_path / "endless.json"
    endless.symlink_to("/dev/zero")
    assert main(command.format(tmp_path / "w", endless).split()) != 0
    assert "endless.json is a device" in capsys.readouterr().err
