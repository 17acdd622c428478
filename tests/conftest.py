from __future__ import annotations

import ctypes
import gc
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

from reader.resources import seeds_folder
from reader.workspace import Workspace

_MEMORY = Path("/dev/shm")
_ENOUGH = 4 << 30  # bytes: a run leaves some 600 MB

# Stores sync what they write some thousand times; in memory nothing waits for a disk.
if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH:
    tempfile.tempdir = str(_MEMORY)
# As the command does: much of what tests make stays for all of them.
gc.set_threshold(50_000, 20, 50)
# A shell turns interrupts off in what it begins in the background, and in all that this begins.
signal.signal(signal.SIGINT, signal.default_int_handler)
# Properties are not timed: how fast a machine is says nothing of them.
settings.register_profile("reader", deadline=None)
settings.load_profile("reader")


def pytest_xdist_auto_num_workers() -> int:
    """Run two tests a processor at a time: screens wait for their frames, commands for others."""
    return 2 * (os.cpu_count() or 1)


@pytest.fixture(autouse=True)
def _own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings, cache and data of whoever runs the tests out of them."""
    for place in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{place}_HOME", str(tmp_path / f".{place.lower()}"))
    monkeypatch.setenv("READER_SETTINGS", str(tmp_path / ".settings.toml"))
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def bound_by_modes() -> Iterator[Callable[..., Any]]:
    """Call functions so that the modes of files bind them, as they do any user but root."""
    if sys.platform == "win32" or (os.geteuid() == 0 and sys.platform != "linux"):
        pytest.skip("needs a user with limits")
    with ThreadPoolExecutor(1, initializer=_without_overrides) as one_thread:
        yield lambda *call: one_thread.submit(*call).result()


def _without_overrides() -> None:
    """Take from this thread what lets root read and write where modes forbid it."""
    if os.geteuid() == 0:
        # capget(2): a version, this thread; two words each of what is effective, permitted and
        # inherited. capabilities(7): CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH.
        kernel = ctypes.CDLL(None)
        head, held = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
        kernel.capget(head, held)
        held[0], held[1] = held[0] & ~0b110, held[1] & ~0b110
        assert kernel.capset(head, held) == 0


class Sample(NamedTuple):
    """The folder that copies of the sample corpus take turns in, and a cache with its analyses."""

    folder: Path
    cache: Path


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Analyse the sample corpus where its copies will lie: part of the cache goes by the folder."""
    sample = Sample(tmp_path_factory.mktemp("sample") / "news", tmp_path_factory.mktemp("analyses"))
    shutil.copytree(seeds_folder(), sample.folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(sample.cache))
        workspace = Workspace.open([sample.folder])
        list(workspace.scan())
        list(workspace.analyse(lambda: False))
        workspace.close()
    return sample


@pytest.fixture
def corpus(sample: Sample, _own_places: None) -> Path:
    """A copy of the sample corpus, to write in and beside: analysed already, and as it came."""
    shutil.copytree(sample.cache, os.environ["XDG_CACHE_HOME"], dirs_exist_ok=True)
    shutil.rmtree(sample.folder.parent)
    return Path(shutil.copytree(seeds_folder(), sample.folder))


@pytest.fixture
def unread(tmp_path: Path) -> Path:
    """A copy of the sample corpus of which nothing is known yet."""
    return Path(shutil.copytree(seeds_folder(), tmp_path / "news"))
