"""Sub-folders as filters: of queries, and while one is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.workspace import Workspace
from reader.workspace.query.answering import answer
from reader.workspace.query.documents import DocumentAnswers
from reader.workspace.query.parsing import parse
from reader.workspace.query.query_completion import completions, values_of

FILES = ["a.txt", "2024/03/b.txt", "2024/04/c.txt", "Old News/03/d.txt", "Old News/e.jsonl"]


@pytest.fixture
def filed(tmp_path: Path) -> Workspace:
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "Rain fell on the new lock of Marn."
        path.write_text(f'{{"id": "2024/9", "text": "{text}"}}' if "jsonl" in name else text)
    workspace = Workspace.open([tmp_path], annotations=tmp_path / "kept.json", author="mina")
    list(workspace.scan())
    return workspace


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("folder:2024", "bc"),
        ("folder:2024/03", "b"),
        ("folder:03", "bd"),
        ("folder:3", ""),
        ('folder:"Old News"', "de"),
        ('folder:"old news"', ""),
        ("folder:old*", "de"),
        ('folder:""', "a"),
        ("-folder:2024 -folder:03", "ae"),
    ],
)
def test_a_folder_holds_what_lies_in_it_and_below(query: str, found: str, filed: Workspace) -> None:
    ids = answer(parse(query), DocumentAnswers(filed))
    assert "".join(sorted(Path(id_.partition("#")[0]).stem for id_ in ids)) == found


def test_folders_are_offered_while_a_query_is_typed(filed: Workspace) -> None:
    offered = completions("folder:2", lambda field: values_of(filed, field))
    assert [one.label for one in offered] == ["2024", "2024/03", "2024/04"]
