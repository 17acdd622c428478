from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from socket import create_server, socket

import pytest

from ..models import gated, trained

if find_spec("spacy") is None:  # found only: each worker collects these tests, one runs them
    pytest.skip("needs spaCy", allow_module_level=True)


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model that was trained just now."""
    return trained(tmp_path_factory.mktemp("models") / "small")


@pytest.fixture
def server() -> Iterator[socket]:
    """Where a gated model calls: accept waits until it is at work, closing the call releases it."""
    with create_server(("localhost", 0)) as opened:
        opened.settimeout(300)  # only ends what hangs
        yield opened


@pytest.fixture
def slow(tmp_path: Path, server: socket, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a gated model."""
    name = gated(tmp_path / "packages" / "slow_model", server)
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    return name
