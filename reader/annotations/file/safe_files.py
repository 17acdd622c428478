"""All that is done to files on the disk: each is replaced as a whole, or appended to."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from reader.annotations.ids import uuid7

if sys.platform == "darwin":
    import fcntl

_BINARY = getattr(os, "O_BINARY", 0)

Signature: TypeAlias = tuple[int, int, int]


def signature(file: Path | int) -> Signature | None:
    """Return inode, time and size of a file, which differ once it has changed; None without one."""
    try:
        found = os.stat(file)
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
    new = path.with_name(f".{path.name}.{uuid7()}.tmp")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        with suppress(OSError):  # without a file to take it from, or on a disk without modes
            os.chmod(new, stat.S_IMODE(os.stat(path).st_mode))
        for chunk in chunks:
            write(handle, chunk)
        sync(handle)
    except BaseException:
        os.close(handle)
        discard(new)
        raise
    os.close(handle)
    return new


def put_in_place(new: Path, path: Path) -> None:
    """Let ``new`` take the place of ``path``, for good. Raises OSError."""
    rename(new, path)
    sync_folder(path.parent)


def rename(old: Path, new: Path) -> None:
    """Rename a file, in the place of another if there is one. Raises OSError; then it is gone."""
    try:
        os.replace(old, new)
    except OSError:
        discard(old)
        raise


def copy(path: Path, target: Path) -> None:
    """Give the file a second name; where the disk knows no such thing, copy it. Raises OSError."""
    new = path.with_name(f".{path.name}.{uuid7()}.tmp")
    try:
        os.link(path, new)
    except OSError:
        new = prepare(target, [path.read_bytes()])
    rename(new, target)


def discard(path: Path) -> None:
    """Remove a file, if that can be done."""
    with suppress(OSError):
        os.unlink(path)


def open_to_append(path: Path) -> int:
    """Open a file to write at its end. Raises OSError."""
    return os.open(path, os.O_WRONLY | os.O_APPEND | _BINARY)


def open_to_read(path: Path) -> int:
    """Open a file to read it later, whatever becomes of its name. Raises OSError."""
    return os.open(path, os.O_RDONLY | _BINARY)


def read(handle: int) -> bytes:
    """Return all that an open file holds. Raises OSError."""
    os.lseek(handle, 0, os.SEEK_SET)
    with open(handle, "rb", closefd=False) as file:
        return file.read()


def close(handle: int) -> None:
    """Close an open file."""
    with suppress(OSError):
        os.close(handle)


def write(handle: int, data: bytes) -> None:
    """Write all of ``data``. Raises OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


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
