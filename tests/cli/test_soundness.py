"""`reader check` and `reader merge`: what they print, and how they end."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from reader.cli import main
from reader.text import Span
from reader.workspace import Workspace
from reader.workspace.actions import annotating

CLEAN = "harbor-bridge/clean-text.txt"


def tag(corpus: Path, *spans: Span, annotations: Path | None = None) -> None:
    workspace = Workspace.open([corpus], annotations=annotations, author="Mina")
    list(workspace.scan())
    first = workspace.store.tags()[0]
    for span in spans:
        annotating.toggle_tag(workspace.store, workspace.document(CLEAN), [span], first)
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


def test_merge_keeps_the_work_of_both(corpus: Path, tmp_path: Path) -> None:
    base, ours, theirs = (tmp_path / f"{name}.json" for name in ("base", "ours", "theirs"))
    tag(corpus, Span(0, 11), annotations=base)
    for file, span in ((ours, Span(12, 17)), (theirs, Span(18, 24))):
        shutil.copy(base, file)
        tag(corpus, span, annotations=file)
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
