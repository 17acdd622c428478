"""The sample corpus, opened with annotations of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace.open([], annotations=tmp_path / "annotations.json", author="tester")
    list(opened.scan())
    list(opened.analyse())
    yield opened
    opened.close()
