"""`reader check` and `reader merge`: what they print, and how they end."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from reader.text import Span
from reader.workspace import Workspace
from reader.workspace.actions.passages import annotating

CLEAN = "harbor-bridge/clean-text.txt"


def tag(corpus: Path, *spans: Span, annotations: Path | None = None) -> None:
    workspace = Workspace.open([corpus], annotations=annotations, author="Mina")
    list(workspace.scan())
    first = workspace.store.tags()[0]
    for span in spans:
        annotating.toggle_tags(workspace.store, workspace.document(CLEAN), [span], first)
    workspace.close()


def test_sound_annotations_need_nobody(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    tag(corpus, Span(0, 11))
    assert main(["check", str(corpus)]) == 0
    out, err = capfd.readouterr()
    (report,) = map(json.loads, out.splitlines())
    (passage,) = report["passages"]
    assert report["document"] == CLEAN
    assert report["problems"] == []
    assert (passage["status"], passage["start"], passage["end"]) == ("exact", 0, 11)
    assert passage["quote"] == (corpus / CLEAN).read_text("utf-8")[:11]
    assert "1 exact" in err


def test_a_passage_that_moved_is_told_and_one_that_is_lost_needs_a_person(
    corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source = (corpus / CLEAN).read_text("utf-8")
    lost = source.index("38,000 vehicles a day")
    tag(corpus, Span(0, 11), Span(lost, lost + 21))
    moved = "A new first line.\n\n" + source.replace("38,000 vehicles a day", "lots")
    (corpus / CLEAN).write_text(moved, "utf-8")
    assert main(["check", str(corpus)]) == 1
    report = json.loads(capfd.readouterr().out)
    standings = {passage["status"]: passage for passage in report["passages"]}
    assert standings.keys() == {"moved", "orphaned"}
    start, end = standings["moved"]["start"], standings["moved"]["end"]
    assert moved[start:end] == source[:11]


def test_a_document_that_is_gone_needs_a_person(
    corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    tag(corpus, Span(0, 11))
    (corpus / CLEAN).unlink()
    assert main(["check", str(corpus)]) == 1
    report = json.loads(capfd.readouterr().out)
    assert report["document"] == CLEAN
    assert report["problems"]


def test_a_document_whose_file_was_emptied_is_said_to_be_there(
    corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    tag(corpus, Span(0, 11))
    (corpus / CLEAN).write_bytes(b"")
    assert main(["check", str(corpus)]) == 1
    assert json.loads(capfd.readouterr().out)["problems"] == ["The document can't be read: empty"]


def test_merge_keeps_the_work_of_both(
    corpus: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    base, ours, theirs = (tmp_path / f"{name}.json" for name in ("base", "ours", "theirs"))
    tag(corpus, Span(0, 11), annotations=base)
    for file, span in ((ours, Span(12, 17)), (theirs, Span(18, 24))):
        shutil.copy(base, file)
        tag(corpus, span, annotations=file)
    assert main(["merge", str(base), str(ours), str(theirs), "-o", "-"]) == 0
    assert len(json.loads(capfd.readouterr().out)["passages"]) == 3
    assert main(["merge", str(base), str(ours), str(theirs), "-o", str(ours)]) == 0
    rows = json.loads(ours.read_bytes())["passages"].values()
    assert {row["anchor"]["start"] for row in rows} == {0, 12, 18}


def test_merge_of_a_missing_file_is_told_and_writes_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    missing, output = tmp_path / "missing.json", tmp_path / "merged.json"
    assert main(["merge", str(missing), str(missing), str(missing), "-o", str(output)]) == 2
    assert str(missing) in capfd.readouterr().err
    assert not output.exists()


@pytest.mark.parametrize("damage", [b"\xff\xfe\x00", b'{"passages": {"p1": {"note": "\xe9"}}}'])
def test_merge_of_a_damaged_file_says_so_in_words(
    damage: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    damaged, output = tmp_path / "damaged.json", tmp_path / "merged.json"
    damaged.write_bytes(damage)
    assert main(["merge", str(damaged), str(damaged), str(damaged), "-o", str(output)]) == 4
    told = capfd.readouterr().err
    assert "damaged.json" in told and "no text in UTF-8" in told
    assert "codec" not in told
    assert not output.exists()


@pytest.mark.parametrize("command", ["check", "export", "passages", "tags"])
def test_a_damaged_file_stays_and_is_told_of_until_it_is_repaired(
    corpus: Path, capfd: pytest.CaptureFixture[str], command: str
) -> None:
    tag(corpus, Span(0, 11))
    file = corpus / "annotations.json"
    for other in corpus.glob("annotations.json.*"):
        other.unlink()
    damaged = file.read_bytes()[:-100]
    file.write_bytes(damaged)
    for _ in range(2):
        assert main([command, str(corpus)]) == (1 if command == "check" else 4)
        assert "damaged" in capfd.readouterr().err
        assert [each.name for each in corpus.glob("annotations.json*")] == [file.name]
        assert file.read_bytes() == damaged
    assert main(["check", str(corpus), "--repair"]) == 0
    assert "kept as annotations.json.kept-1" in capfd.readouterr().err
    assert (corpus / "annotations.json.kept-1").read_bytes() == damaged
    assert main(["check", str(corpus)]) == 0
    assert main(["check", str(corpus), "--repair"]) == 0
    assert not (corpus / "annotations.json.kept-2").exists()


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        *((text, "reader check --repair") for text in ("", "[]", "{}", "null", '{"passages": {"')),
        ('{"recipes": {}}', "Name another file"),
        ('{"meta": {"1": {"schema": 99}}}', "Name another file"),
    ],
)
def test_nothing_is_said_of_the_passages_of_a_file_that_could_not_be_read(
    corpus: Path, capfd: pytest.CaptureFixture[str], text: str, remedy: str
) -> None:
    (corpus / "annotations.json").write_text(text)
    assert main(["check", str(corpus)]) == 1
    told = capfd.readouterr().err
    assert "nothing is known of its passages" in told
    assert remedy in told
    assert "kept aside" not in told and "no passages" not in told
    assert main(["tags", str(corpus)]) == 4
    assert remedy in (told := capfd.readouterr().err)
    assert ("--repair" in told) == ("--repair" in remedy)


def test_repair_moves_what_is_no_record_to_a_file_beside(
    corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    tag(corpus, Span(0, 11))
    file = corpus / "annotations.json"
    held = json.loads(file.read_text("utf-8"))
    (sound,) = held["passages"].values()
    huge = {**sound, "anchor": {**sound["anchor"], "end": 2**70}}
    held["passages"] |= {"huge": huge, "none": None, "lost": {**sound, "tags": ["gone"]}}
    file.write_text(json.dumps(held))
    before = file.read_bytes()
    assert main(["export", str(corpus)]) == 4
    assert "2 unusable records left out" in capfd.readouterr().err
    assert main(["check", str(corpus)]) == 1
    told = capfd.readouterr().err
    assert "passages: huge has an unusable anchor" in told
    assert "tags: gone is not in the codebook, but 1 passage has it" in told
    assert file.read_bytes() == before
    main(["check", str(corpus), "--repair"])
    assert "2 unusable records moved to annotations.json.unusable-1" in capfd.readouterr().err
    moved = json.loads((corpus / "annotations.json.unusable-1").read_text("utf-8"))
    assert moved["passages"] == {"huge": huge, "none": None}
    assert json.loads(file.read_text("utf-8"))["passages"].keys() == {*held["passages"]} - {
        "huge",
        "none",
    }
    assert main(["export", str(corpus)]) == 0


@pytest.mark.parametrize("command", ["passages", "tags", "export"])
def test_every_command_that_reads_tells_of_a_record_that_is_left_out(
    corpus: Path, capfd: pytest.CaptureFixture[str], command: str
) -> None:
    tag(corpus, Span(0, 11))
    file = corpus / "annotations.json"
    held = json.loads(file.read_text("utf-8"))
    (row,) = held["passages"].values()
    row["anchor"]["end"] = "x"
    file.write_text(json.dumps(held))
    assert main([command, str(corpus)]) == 4
    assert "1 unusable record left out" in capfd.readouterr().err
    if command == "tags":  # and none changes anything
        assert main(["tags", str(corpus), "add", "two"]) == 4
        assert json.loads(file.read_text("utf-8")) == held


def test_merge_replaces_no_other_file_unasked(corpus: Path, tmp_path: Path) -> None:
    ours, other = tmp_path / "ours.json", tmp_path / "other.txt"
    tag(corpus, Span(0, 11), annotations=ours)
    other.write_text("mine")
    assert main(["merge", str(ours), str(ours), str(ours), "-o", str(other)]) == 1
    assert other.read_text() == "mine"
    assert main(["merge", str(ours), str(ours), str(ours), "-o", str(other), "--force"]) == 0


def test_merge_replaces_no_article_beside_its_inputs(corpus: Path, tmp_path: Path) -> None:
    ours, article = corpus / "annotations.json", corpus / CLEAN
    tag(corpus, Span(0, 11))
    before = article.read_bytes()
    files = [str(ours)] * 3
    assert main(["merge", *files, "-o", str(article), "--force"]) == 1
    assert article.read_bytes() == before
    for _ in range(2):
        assert main(["merge", *files, "-o", str(tmp_path / "merged.json"), "--force"]) == 0
    assert main(["merge", *files, "-o", str(ours)]) == 0


def test_a_read_only_corpus_on_a_fresh_account_keeps_its_annotations(
    corpus: Path, bound_by_modes: Callable[..., Any]
) -> None:
    corpus.chmod(0o555)
    try:
        bound_by_modes(tag, corpus, Span(0, 11))
        assert bound_by_modes(main, ["check", str(corpus)]) == 0
    finally:
        corpus.chmod(0o755)
    assert not (corpus / "annotations.json").exists()


def test_no_command_changes_what_is_damaged(
    corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["tags", str(corpus), "add", "one"]) == 0
    file = corpus / "annotations.json"
    for companion in corpus.glob("annotations.json.*"):
        companion.unlink()
    file.write_bytes(file.read_bytes()[:300])
    damaged = file.read_bytes()
    assert main(["tags", str(corpus), "add", "two"]) == 4
    assert "check --repair" in capfd.readouterr().err
    assert file.read_bytes() == damaged
    assert main(["check", "--repair", str(corpus)]) == 0
    assert main(["tags", str(corpus), "add", "two"]) == 0


def test_a_merge_tells_of_rows_that_hold_no_record(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = tmp_path / "ours.json", tmp_path / "theirs.json"
    for path, row in ((ours, {"name": "one"}), (theirs, {"name": "two", "description": 5})):
        path.write_text(json.dumps({"meta": {}, "tags": {path.stem: row}}))
    assert main(["merge", str(tmp_path / "none"), str(ours), str(theirs), "-o", "-"]) == 1
    assert "tags: theirs has an unusable description" in capfd.readouterr().err


def test_annotations_of_a_part_are_found_where_its_text_is_now(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = [json.dumps({"text": f"The {word} bridge is closed."}) for word in ("old", "new")]
    (tmp_path / "rows.jsonl").write_text("\n".join(rows))
    workspace = Workspace.open([tmp_path], author="Mina")
    list(workspace.scan())
    document = workspace.document("rows.jsonl#2")
    first = workspace.store.tags()[0]
    annotating.toggle_tags(workspace.store, document, [Span(0, 7)], first)
    workspace.close()
    (tmp_path / "rows.jsonl").write_text("\n".join(['{"text": "The red bridge."}', *rows]))
    assert main(["check", str(tmp_path)]) == 0
    out, err = capfd.readouterr()
    (report,) = map(json.loads, out.splitlines())
    assert (report["document"], report["passages"][0]["status"]) == ("rows.jsonl#3", "exact")
    assert "rows.jsonl#2 is now rows.jsonl#3" in err
    before = (tmp_path / "annotations.json").read_bytes()
    for command in ("export", "passages"):
        assert main([command, str(tmp_path)]) == 0
        out, err = capfd.readouterr()
        assert "rows.jsonl#2 is now rows.jsonl#3" in err
        found = json.loads(out)
        (passage,) = found["passages"] if command == "export" else found
        assert passage["document"] == "rows.jsonl#3"
    assert (tmp_path / "annotations.json").read_bytes() == before


def test_commands_follow_passages_whose_text_has_moved(
    annotated: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ours, text = annotated / "annotations.json", annotated / CLEAN
    theirs = tmp_path / "export.json"
    assert main(["export", str(annotated), "-o", str(theirs)]) == 0
    moved = f"A line before all.\n{text.read_text('utf-8')}"
    text.write_text(moved, "utf-8")
    before = ours.read_bytes()
    capfd.readouterr()
    for command in ("export", "passages"):
        assert main([command, str(annotated), "--format", "json"]) == 0
        found = json.loads(capfd.readouterr().out)
        rows = found["passages"] if command == "export" else found
        assert rows and all(moved[one["start"] : one["end"]] == one["quote"] for one in rows)
    assert main(["export", str(annotated), "--format", "prodigy"]) == 0
    out, err = capfd.readouterr()
    assert (
        '"spans": [{' in out.replace('"spans":[{', '"spans": [{') and "not in their text" not in err
    )
    args = ["agreement", str(ours), str(theirs), "--corpus", str(annotated), "--format", "json"]
    assert main(args) == 0
    out, err = capfd.readouterr()
    assert "left out" not in err and json.loads(out)["tags"][0]["f1_exact"] == 1
    assert ours.read_bytes() == before


def test_commands_follow_a_renamed_file_before_anything_was_read(
    annotated: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (annotated / CLEAN).rename(annotated / "new.txt")
    other = tmp_path / "other.json"
    shutil.copy(annotated / "annotations.json", other)
    assert main(["check", str(annotated)]) == 0
    assert "orphaned" not in capfd.readouterr().err
    assert main(["clean", str(annotated), "--query", "status:done"]) == 0
    assert json.loads(capfd.readouterr().out)["document"] == "new.txt"
    ours = str(annotated / "annotations.json")
    assert main(["agreement", ours, str(other), "--corpus", str(annotated)]) == 0
    capfd.readouterr()
    assert main(["duplicates", "--clusters", str(annotated)]) == 0
    out = capfd.readouterr().out
    assert "new.txt" in out and CLEAN not in out
