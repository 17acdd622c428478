"""Drafts of notes: there again after whatever ended the program."""

from __future__ import annotations

import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reader.annotations import Draft, DraftStore

PLACE = Draft(document="news/ä.txt", sha256="ab", start=4, end=9)


def test_a_draft_is_found_again_until_it_is_dropped(tmp_path: Path) -> None:
    annotations = tmp_path / "annotations.json"
    for text in ("Is th", "Is that\nso? \ud83d"):
        DraftStore(tmp_path / "data" / "drafts", annotations).keep(replace(PLACE, text=text))
    again = DraftStore(tmp_path / "data" / "drafts", annotations)
    found = again.find(PLACE)
    assert found is not None
    assert (found.text, again.all()) == ("Is that\nso? \ud83d", [found])
    assert again.find(replace(PLACE, end=10)) is None
    assert DraftStore(tmp_path / "data" / "drafts", tmp_path / "b.json").all() == []
    again.drop(PLACE)
    assert again.all() == []


def test_an_empty_draft_is_none(tmp_path: Path) -> None:
    drafts = DraftStore(tmp_path, tmp_path / "annotations.json")
    drafts.keep(replace(PLACE, text="x"))
    drafts.keep(replace(PLACE, text=""))
    assert drafts.find(PLACE) is None


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"text": 1}', b"[" * 100_000])
def test_what_is_no_draft_is_left_out(tmp_path: Path, data: bytes) -> None:
    drafts = DraftStore(tmp_path, tmp_path / "annotations.json")
    drafts.keep(replace(PLACE, text="x"))
    (file,) = tmp_path.rglob("*.json")
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_bytes(data)
    assert (drafts.find(PLACE), drafts.all()) == (None, [])
