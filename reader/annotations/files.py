"""Files replaced as a whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

if sys.platform == "darwin":
    import fcntl

_NEW_FILE = 0o666

Signature: TypeAlias = tuple[int, int, int]


def signature(path: Path) -> Signature | None:
    """Return inode, time and size of a file, which differ once it has changed; None without one."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def replace(path: Path, chunks: Iterable[bytes]) -> None:
    """Write ``path`` so that a crash at any moment leaves the old file or the new one.

    Raises OSError.
    """
    put_in_place(prepare(path, chunks), path)


def prepare(path: Path, chunks: Iterable[bytes]) -> Path:
    """Write a file beside ``path``, with its mode, that is to take its place. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with open(handle, "wb") as file:
            file.writelines(chunks)
            file.flush()
            _copy_mode(path, name)
            sync(file.fileno())
    except BaseException:
        discard(Path(name))
        raise
    return Path(name)


def put_in_place(new: Path, path: Path) -> None:
    """Let ``new`` take the place of ``path``, for good. Raises OSError."""
    try:
        os.replace(new, path)
    except OSError:
        discard(new)
        raise
    sync_folder(path.parent)


def discard(path: Path) -> None:
    """Remove a file, if that can be done."""
    with suppress(OSError):
        path.unlink()


def sync(handle: int) -> None:
    """Make what was written to an open file safe on the disk. Raises OSError."""
    if sys.platform == "darwin":  # there, fsync leaves it in the disk's own memory
        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    else:
        os.fsync(handle)


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
        mask = os.umask(0o077)
        os.umask(mask)
        mode = _NEW_FILE & ~mask
    with suppress(OSError):
        os.chmod(name, mode)
