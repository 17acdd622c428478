"""What a person does on a disk that is full is told, and not lost."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.annotations import Passage
from reader.errors import StoreError
from reader.text import Span
from reader.workspace import Workspace
from reader.workspace.actions.passages.annotating import tag_places, toggle_tags
from reader.workspace.actions.passages.carry_over import carry, offers

from ..full_disk import full_disk

CLEAN, RAW = "harbor-bridge/clean-text.txt", "harbor-bridge/raw-page.txt"


def refused(act: Callable[[], object]) -> None:
    """Do something while nothing more can be written, which must be told."""
    with full_disk(), pytest.raises(StoreError):
        act()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are Unix's")
def test_what_a_full_disk_refuses_is_saved_elsewhere(workspace: Workspace, tmp_path: Path) -> None:
    store, clean = workspace.store, workspace.document(CLEAN)
    tag = store.tags()[0]
    toggle_tags(store, clean, [Span(0, 11)], tag)
    [first] = store.passages(CLEAN)
    found = offers(workspace, first)
    assert found
    raw = workspace.document(RAW)
    refused(lambda: tag_places(store, [(raw, [Span(900, 910)])], tag, "tag a place"))
    refused(lambda: carry(workspace, found))
    store.save_as(tmp_path / "elsewhere.json")
    store.close()
    with type(store).open(tmp_path / "elsewhere.json", author="tester") as saved:
        assert len(saved.all(Passage)) == 2 + len(found)
        assert saved.text(raw.sha256) == raw.source
