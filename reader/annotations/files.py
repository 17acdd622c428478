"""Files replaced as a whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_NEW_FILE = 0o666


def replace(path: Path, chunks: Iterable[bytes]) -> None:
    """Write ``path`` so that a crash at any moment leaves the old file or the new one.

    The new file is written beside it, synced, and put in its place; then the folder is synced. The
    mode of the old file stays. ``path`` must not be a symbolic link. Raises OSError.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with open(handle, "wb") as file:
            file.writelines(chunks)
            file.flush()
            _copy_mode(path, name)
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` safe on the disk. Windows does that by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy_mode(path: Path, name: str) -> None:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        mode = _NEW_FILE & ~_umask()
    with suppress(OSError):
        os.chmod(name, mode)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
