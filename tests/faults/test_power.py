"""Loss of power: whatever the disk has not been told to keep may be gone."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from reader import safe_files

from .disk import Disk, after_power_loss
from .work import holds, work

STATES = 6000 if os.environ.get("READER_FAULTS") == "full" else 800


def bad_states(folder: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch, count: int) -> int:
    """Work on a disk, then lose the power at random moments; return how often work was lost."""
    with monkeypatch.context() as patch:
        patch.setattr(safe_files, "os", disk)
        (folder / "work").mkdir()
        states = work(folder / "work" / "annotations.json", lambda state: disk.mark(str(state)))
    rnd = random.Random(7)
    bad = 0
    for number in range(count):
        log = disk.log[: rnd.randint(0, len(disk.log))]
        safe = max((int(event.name) for event in log if event.call == "mark"), default=0)
        crashed = folder / f"crash{number}"
        crashed.mkdir()
        for name, data in after_power_loss(log, rnd).items():
            (crashed / name).write_bytes(data)
        path = crashed / "annotations.json"
        if number % 8 == 0:  # a writer tidies up, and what comes of that must hold too
            bad += not holds(path, states, safe)
        bad += not holds(path, states, safe, read_only=True)
        shutil.rmtree(crashed)
    return bad


def test_nothing_acknowledged_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bad_states(tmp_path, Disk(), monkeypatch, STATES) == 0


def test_without_sync_the_model_finds_losses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bad_states(tmp_path, Disk(syncing=False), monkeypatch, 200) > 20
