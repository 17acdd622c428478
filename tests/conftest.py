from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from reader.resources import seeds_folder

# Properties are not timed: how fast a machine is says nothing of them.
settings.register_profile("reader", deadline=None)
settings.load_profile("reader")


@pytest.fixture(autouse=True)
def _own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings, cache and data of whoever runs the tests out of them."""
    for place in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{place}_HOME", str(tmp_path / f".{place.lower()}"))
    monkeypatch.setenv("READER_SETTINGS", str(tmp_path / ".settings.toml"))
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A copy of the sample corpus, to write beside."""
    return Path(shutil.copytree(seeds_folder(), tmp_path / "news"))
