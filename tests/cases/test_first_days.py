"""What new and hostile users met in their first days, each with its right value."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from reader.text import Span, sentences
from reader.workspace import Workspace
from reader.workspace.actions.passages import annotating


def rows(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> list[dict[str, Any]]:
    assert main([str(argument) for argument in arguments]) == 0
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


SHORT = {
    "note.txt": "Harbour gate shut.\n\nThe boats must be out by Sunday.",
    "flash.txt": "FLASH: Harbour master Orrin leaves",
    "page.html": "<html><head><title>Gate</title></head><body><h1>Gate vote</h1>"
    "<p>The board says no, six to two.</p></body></html>",
}


@pytest.fixture
def short(tmp_path: Path) -> Path:
    folder = tmp_path / "short"
    folder.mkdir()
    for name, text in SHORT.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_short_items_have_their_text(short: Path, capfd: pytest.CaptureFixture[str]) -> None:
    texts = {row["document"]: row["text"] for row in rows(capfd, "clean", short)}
    assert "The boats must be out by Sunday." in texts["note.txt"]
    assert "Orrin" in texts["flash.txt"]
    assert "The board says no, six to two." in texts["page.html"]


def test_short_items_are_found_and_paired(short: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (short / "note2.txt").write_text(SHORT["note.txt"], "utf-8")
    found = rows(capfd, "search", short, "boats")
    assert [row["document"] for row in found] == ["note.txt", "note2.txt"]
    pairs = rows(capfd, "duplicates", short)
    assert [(row["a"], row["b"], row["kind"]) for row in pairs] == [
        ("note.txt", "note2.txt", "exact")
    ]


def test_two_articles_of_one_line_are_not_exact(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, day in (("a.txt", "Friday"), ("b.txt", "Tuesday")):
        (tmp_path / name).write_text(f"The board met on {day} in Selby.", "utf-8")
    [row] = rows(capfd, "compare", tmp_path / "a.txt", tmp_path / "b.txt")
    assert row["kind"] != "exact"
    assert [c["kind"] for pair in row["pairs"] for c in pair["changes"]] == ["date"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Elle a dit : « Nous partirons demain. » Le maire a ri, et la salle aussi.",
            ["Elle a dit : « Nous partirons demain. »", "Le maire a ri, et la salle aussi."],
        ),
        (
            "Am 3. Juni 2023 wählte der 4. Ausschuss ab. Mehr war nicht, sagte die Wirtin.",
            ["Am 3. Juni 2023 wählte der 4. Ausschuss ab.", "Mehr war nicht, sagte die Wirtin."],
        ),
    ],
)
def test_sentences_end_where_they_do_in_other_languages(text: str, parts: list[str]) -> None:
    assert [span.of(text) for span in sentences(text)] == parts
    assert all(isinstance(span, Span) for span in sentences(text))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("April Marsh and her sister June sat in the court of Selby.", {"PER", "LOC"}),
        ("Call 0163 412 2038 before noon, said the office of the board in Selby.", {"LOC"}),
        ("Am 5. April 2023 sprach die Wirtin mit den Leuten, und es war spät.", {"DATE"}),
        ("De veerboot is geblokkeerd in Friese havens.", set()),
    ],
)
def test_names_dates_and_numbers_are_what_they_are(
    text: str, kinds: set[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.txt").write_text(text, "utf-8")
    [row] = rows(capfd, "entities", tmp_path / "one.txt", "--whole")
    found = {mention["type"] for mention in row["mentions"]}
    assert ("DATE" in found) == ("DATE" in kinds)
    assert kinds <= found


def test_an_import_with_shifted_places_marks_no_other_words(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    text = "The pier opens today. It cost nine million, and the gulls came too."
    (folder / "pier.txt").write_text(text, "utf-8")
    workspace = Workspace.open([folder], author="Mina")
    list(workspace.scan())
    place = Span(text.index("nine"), text.index(","))
    document = workspace.document("pier.txt")
    annotating.toggle_tags(workspace.store, document, [place], workspace.store.tags()[0])
    workspace.close()
    assert main(["export", str(folder)]) == 0
    work = json.loads(capfd.readouterr().out)
    for passage in work["passages"]:
        passage["start"] += 3
        passage["end"] += 3
    shifted = tmp_path / "shifted.json"
    shifted.write_text(json.dumps(work), "utf-8")
    (folder / "annotations.json").unlink()
    assert main(["import", str(folder), str(shifted)]) == 0
    capfd.readouterr()
    [row] = rows(capfd, "check", folder)
    assert [text[one["start"] : one["end"]] for one in row["passages"]] == ["nine million"]
