"""`reader cache`: what it takes, and that nothing but time is lost with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.cli import main


def test_the_cache_is_told_kept_small_and_cleared_without_loss(
    corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["search", str(corpus), "ellingsen"]) == 0
    before = capfdbinary.readouterr().out
    assert main(["cache"]) == 0
    files = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert sum(one["bytes"] for one in files) > 0
    assert main(["cache", "--keep", "1G"]) == 0
    assert all(Path(one["path"]).exists() for one in files)
    assert main(["cache", "--clear"]) == 0
    assert not any(Path(one["path"]).exists() for one in files)
    capfdbinary.readouterr()
    assert main(["search", str(corpus), "ellingsen"]) == 0
    assert capfdbinary.readouterr().out == before


@pytest.mark.parametrize("size", ["", "M", "many", "-5M"])
def test_a_size_that_is_none_is_refused(size: str) -> None:
    assert main(["cache", "--keep", size]) == 2
