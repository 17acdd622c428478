"""Files for others are offered where a person looks for them."""

from __future__ import annotations

from pathlib import Path

from reader.resources import seeds_folder
from reader.workspace import Workspace


def test_what_is_written_on_the_samples_is_offered_where_the_user_is(tmp_path: Path) -> None:
    workspace = Workspace.open([seeds_folder()], annotations=tmp_path / "a.json")
    try:
        assert workspace.output_file("report.html") == Path.cwd() / "sample-corpus-report.html"
    finally:
        workspace.close()
