"""What `reader export` prints, for the tests of it and of what is taken in again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main


def exported(corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> dict[str, Any]:
    """Return the export of a corpus."""
    assert main(["export", str(corpus)]) == 0
    value: dict[str, Any] = json.loads(capfdbinary.readouterr().out)
    return value
