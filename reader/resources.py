"""The folders that come with reader, in a wheel and in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


def styles_folder() -> Path:
    """Return the folder of the style sheets and palettes."""
    return _folder("styles")


def seeds_folder() -> Path:
    """Return the folder of the sample corpus."""
    return _folder("seeds")


@cache
def _folder(name: str) -> Path:
    """Return a folder that a wheel carries in the package, and a checkout beside it."""
    packed = _PACKAGE / f"_{name}"
    return packed if packed.is_dir() else _PACKAGE.parent / name
