"""`reader import --format candidates`: they wait while both documents stay as they were."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader.annotations import Link, Verdict
from reader.cli import main
from reader.workspace import Workspace
from reader.workspace.actions.passages import annotating

STORIES = {
    "ferry.txt": "The ferry runs again. It had lain in the dock for nine weeks, the county said.",
    "school.txt": "The old school will be a library. Children carried the books across the road.",
    "tower.txt": "A storm took the cap of the water tower. No one was hurt, and nothing was wet.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles that have nothing to do with each other."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in STORIES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def row(folder: Path, a: str, b: str, **more: object) -> dict[str, Any]:
    workspace = opened(folder)
    evidence = {"share_a": 0.5, "share_b": 0.5, "longest": 9, "same_title": False, "names": 0}
    return {
        "a": a,
        "b": b,
        "kind": "reworded",
        "score": 0.93,
        "evidence": {**evidence, "numbers": 0, "days": None, "summary": "told by a friend"},
        "sha_a": workspace.document(a).sha256,
        "sha_b": workspace.document(b).sha256,
        "signature_version": "2",
        "engine": "spark",
        **more,
    }


def opened(folder: Path) -> Workspace:
    workspace = Workspace.open([folder])
    list(workspace.scan())
    list(workspace.analyse())
    return workspace


def imported(folder: Path, *rows: dict[str, Any]) -> int:
    file = folder.parent / "candidates.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
    return main(["import", str(folder), str(file), "--format", "candidates"])


def waiting(workspace: Workspace) -> list[tuple[str, str]]:
    """Return the pairs that wait for a verdict."""
    candidates = (one.candidate for story in workspace.duplicates.stories() for one in story.open)
    return [(one.a, one.b) for one in candidates if one is not None]


def test_candidates_wait_in_the_queue_and_are_no_links(folder: Path) -> None:
    assert imported(folder, row(folder, "ferry.txt", "tower.txt")) == 0
    workspace = opened(folder)
    assert waiting(workspace) == [("ferry.txt", "tower.txt")]
    [candidate] = workspace.duplicates.pairs_of("tower.txt")
    assert candidate.evidence.summary == "told by a friend"
    assert not workspace.store.all(Link)
    assert [d.id for d in workspace.entries.values()] == sorted(STORIES)  # no new document


def test_rows_that_do_not_hold_are_left_out_and_counted(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = [
        row(folder, "ferry.txt", "tower.txt", sha_b="0" * 64),
        row(folder, "ferry.txt", "school.txt") | {"b": "gone.txt"},
        row(folder, "school.txt", "tower.txt", kind="sibling"),
    ]
    assert imported(folder, *rows) == 0
    said = capfd.readouterr().err
    assert "0 candidates taken" in said
    assert "1 with a document that has changed" in said
    assert "1 with a document that is not here" in said
    assert not opened(folder).duplicates.pairs


def test_records_are_known_by_the_ids_that_an_engine_read_in_their_file(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, ids in (("here", "12"), ("there", "2")):
        records = [{"id": one, "text": f"{STORIES['ferry.txt']} {name} {one}"} for one in ids]
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
    found = row(folder, "here.jsonl#1", "tower.txt")
    of_two = row(folder, "here.jsonl#2", "tower.txt")
    assert imported(folder, found | {"a": "1"}, of_two | {"a": "2"}) == 0
    said = capfd.readouterr().err
    assert "1 candidate taken, 1 left out: 1 with a document that is not here" in said
    assert ("here.jsonl#1", "tower.txt") in waiting(opened(folder))


def test_what_changes_after_the_import_is_no_longer_a_candidate(folder: Path) -> None:
    imported(folder, row(folder, "ferry.txt", "tower.txt"), row(folder, "ferry.txt", "school.txt"))
    (folder / "tower.txt").write_text("The tower has a new cap.", "utf-8")
    assert waiting(opened(folder)) == [("ferry.txt", "school.txt")]


def test_what_was_rejected_never_comes_back(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    found = row(folder, "ferry.txt", "tower.txt")
    imported(folder, found)
    workspace = opened(folder)
    annotating.link(workspace.store, "tower.txt", "ferry.txt", "reworded", verdict=Verdict.REJECTED)
    workspace.close()
    assert waiting(opened(folder)) == []
    assert imported(folder, found) == 0
    assert "1 judged already" in capfd.readouterr().err
    assert waiting(opened(folder)) == []


def test_what_was_taken_can_be_exported(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    found = row(folder, "ferry.txt", "tower.txt")
    imported(folder, found)
    assert main(["export", str(folder), "--format", "candidates"]) == 0
    [line] = capfdbinary.readouterr().out.splitlines()
    assert json.loads(line).items() <= found.items()


@pytest.mark.parametrize("damage", [{"score": 7}, {"sha_a": None}, {"evidence": {}}])
def test_a_row_that_is_no_candidate_is_named(
    folder: Path, damage: dict[str, Any], capfd: pytest.CaptureFixture[str]
) -> None:
    whole = row(folder, "ferry.txt", "tower.txt")
    assert imported(folder, whole, whole | damage) == 5
    assert "candidates.jsonl:2" in capfd.readouterr().err
    assert not opened(folder).duplicates.pairs


def test_a_folder_searched_by_an_engine_imports_whole(corpus: Path, tmp_path: Path) -> None:
    found = tmp_path / "found.jsonl"
    assert main(["duplicates", str(corpus), "--engine", "local", "-o", str(found)]) == 0
    rows = [json.loads(line) for line in found.read_text("utf-8").splitlines()]
    assert main(["import", str(corpus), str(found), "--format", "candidates"]) == 0
    pairs = {frozenset((pair.a, pair.b)) for pair in opened(corpus).duplicates.pairs}
    assert rows
    assert {frozenset((one["a"], one["b"])) for one in rows} <= pairs
