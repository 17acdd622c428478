"""`reader compare`: the pairs of sentences of two files or records."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main

STATUSES = {"verbatim", "edited", "reworded", "quoted", "added", "dropped"}
CHANGES = {"name", "number", "date", "quote", "speaker", "word"}


def compared(capfd: pytest.CaptureFixture[str], a: Path | str, b: Path | str) -> dict[str, Any]:
    assert main(["compare", str(a), str(b)]) == 0
    value: dict[str, Any] = json.loads(capfd.readouterr().out)
    return value


def test_pairs_lead_back_to_the_sentences(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    a, b = (corpus / "harbor-bridge" / name for name in ("clean-text.txt", "spun-copy.txt"))
    value = compared(capfd, a, b)
    assert list(value) == ["a", "b", "kind", "score", "shared", "contradicted", "pairs"]
    assert (value["a"], value["b"]) == ("clean-text.txt", "spun-copy.txt")
    sources = {"a": a.read_text("utf-8"), "b": b.read_text("utf-8")}
    for pair in value["pairs"]:
        assert set(pair) == {"a", "b", "status", "moved", "changes"}
        assert pair["status"] in STATUSES
        assert (pair["a"] is None) == (pair["status"] == "added")
        assert (pair["b"] is None) == (pair["status"] == "dropped")
        for change in pair["changes"]:
            assert change["kind"] in CHANGES
        if pair["status"] == "verbatim":
            one, other = (sources[end][slice(*pair[end])].split() for end in ("a", "b"))
            assert one == other
    assert {change["kind"] for pair in value["pairs"] for change in pair["changes"]} >= {"number"}


def test_what_is_hardly_a_pair_has_no_kind(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    a, b = tmp_path / "a.txt", tmp_path / "b.txt"
    a.write_text("The cat sat on the mat.\n", "utf-8")
    b.write_text("Rain fell across Brazil.\n", "utf-8")
    assert compared(capfd, a, b)["kind"] is None


def test_a_record_is_named_by_file_and_id(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    record = f"{corpus / 'wire' / 'meridian.jsonl'}#mw-230917-014"
    value = compared(capfd, corpus / "research-ship" / "meridian-wire.txt", record)
    assert value["b"] == "wire/meridian.jsonl#mw-230917-014"
    assert value["kind"] == "exact"


def test_text_shows_sentences_beside_each_other(
    corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    files = [str(corpus / "harbor-bridge" / f) for f in ("clean-text.txt", "spun-copy.txt")]
    assert main(["compare", *files, "--format", "text"]) == 0
    shown = capfd.readouterr().out
    assert "38,000 vehicles" in shown
    assert "+ The bridge carries about 83,000 vehicles a day." in shown


def test_moved_sentences_are_marked(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told = ["The mayor opened the pier on Monday.", "It cost nine million.", "Gulls came too."]
    for name, order in (("a.txt", told), ("b.txt", [*told[1:], told[0]])):
        (tmp_path / name).write_text(" ".join(order), "utf-8")
    assert (
        main(["compare", *(str(tmp_path / n) for n in ("a.txt", "b.txt")), "--format", "text"]) == 0
    )
    assert f"verbatim, moved\n  {told[0]}" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("none.txt", "there is no such file"),
        ("wire/meridian.jsonl#none", "there is no such document"),
        ("wire", "this is a folder"),
    ],
)
def test_what_is_no_document_is_named(
    name: str, why: str, corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    there = corpus / "harbor-bridge" / "clean-text.txt"
    assert main(["compare", str(there), str(corpus / name)]) == 3
    assert f"{name}: {why}" in capfd.readouterr().err


RECORDS = """\
{"id": "a#1", "text": "The ferry runs again. It lay in the dock for nine weeks."}
{"id": "b#1", "text": "The ferry runs again. It lay in the dock for ten weeks."}
{"id": "1", "text": "A storm took the cap of the water tower."}
"""


@pytest.fixture
def records(tmp_path: Path) -> Path:
    file = tmp_path / "day#one.jsonl"
    file.write_text(RECORDS, "utf-8")
    return file


def test_of_a_file_with_several_documents_one_must_be_named(
    records: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", str(records), f"{records}#1"]) == 3
    told = capfd.readouterr().err
    assert "the file holds 3 documents" in told
    assert f"{records}#b#1" in told


@pytest.mark.parametrize("own", ["a#1", "b#1", "1"])
def test_files_and_ids_may_hold_number_signs(
    own: str, records: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (records.parent / "x.txt").write_text("The ferry runs again.", "utf-8")
    value = compared(capfd, f"{records}#{own}", records.parent / "x.txt")
    assert value["a"] == f"day#one.jsonl#{own}"


def test_standard_input_is_compared(records: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "reader", "compare", "-#b#1", f"{records}#a#1"],
        input=RECORDS.encode(),
        capture_output=True,
        check=True,
    )
    value = json.loads(run.stdout)
    assert (value["a"], value["b"]) == ("stdin.jsonl#b#1", f"{records}#a#1")
    assert [change["kind"] for pair in value["pairs"] for change in pair["changes"]] == ["number"]


def test_the_text_names_all_that_is_contradicted(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = (
        "The hall of Arden burned on {} evening. {} traders lost their stalls, {} were hurt, {}"
        " hours were needed and {} engines came, police said. The cause is not yet known.\n"
    )
    (tmp_path / "a.txt").write_text(text.format("Tuesday", "Nine", "two", "six", "30"))
    (tmp_path / "b.txt").write_text(text.format("Friday", "Ten", "five", "eight", "40"))
    files = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    assert main(["compare", *files, "--format", "text"]) == 0
    out = capfd.readouterr().out
    assert all(
        one in out for one in ("Nine against Ten", "Tuesday against Friday", "30 against 40")
    )
    assert " more" not in out
