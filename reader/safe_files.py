"""All that is done to files on the disk: replaced atomically (``replace``), or appended to."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, TypeAlias

if sys.platform == "darwin":
    import fcntl

_BINARY = getattr(os, "O_BINARY", 0)
# A link is never followed, and a pipe without a writer never waited for.
GUARDED = _BINARY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
PRIVATE = 0o600  # of the user alone
_KINDS = {
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}

Signature: TypeAlias = tuple[int, int, int]


def signature(file: Path | int) -> Signature | None:
    """Return inode, time and size of a file, which differ once it has changed; None without one."""
    try:
        found = os.stat(file)
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


class UnsafeFileError(OSError):
    """A file that somebody else may have laid there: a link, a pipe, a device, not one's own."""


def mode_of(path: Path) -> int | None:
    """Return the permission bits of a file, None without one."""
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except FileNotFoundError:
        return None


def replace(path: Path, chunks: Iterable[bytes], mode: int | None = None) -> None:
    """Write ``path`` atomically: a crash at any moment leaves the old file or the new one.

    Raises OSError.
    """
    put_in_place(prepare(path, chunks, mode), path)


def write_new(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file that is not there yet, whole; of several who do so at once one succeeds.

    Raises OSError, FileExistsError where there is one of its name.
    """
    new = prepare(path, chunks)
    try:
        os.link(new, path)
    except FileExistsError:
        raise
    except OSError:  # the disk knows no second names: an empty file keeps the name meanwhile
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | GUARDED))
        os.replace(new, path)
    finally:
        discard(new)
    sync_folder(path.parent)


def prepare(path: Path, chunks: Iterable[bytes], mode: int | None = None) -> Path:
    """Write a file beside ``path`` that is to take its place. Raises OSError.

    Its permission bits are ``mode``; by default those of the file at ``path``, or of any new file.
    """
    new = _temporary_path(path)
    mode = mode_of(path) if mode is None else mode
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | GUARDED
    handle = os.open(new, flags, 0o666 if mode is None else mode & PRIVATE)
    try:
        if mode is not None:
            set_mode(handle, new, mode)
        for chunk in chunks:
            write(handle, chunk)
        sync(handle)
    except BaseException:
        os.close(handle)
        discard(new)
        raise
    os.close(handle)
    return new


def set_mode(handle: int, path: Path, mode: int) -> None:
    """Set the permission bits of an open file, on a disk that has them."""
    with suppress(OSError):
        os.chmod(handle if os.chmod in os.supports_fd else path, mode)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, for good. Raises OSError."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        sync_folder(each.parent)


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
    new = _temporary_path(path)
    try:
        os.link(path, new)
    except OSError:
        new = prepare(target, [path.read_bytes()], mode_of(path))
    rename(new, target)


def discard(path: Path) -> None:
    """Remove a file, if that can be done."""
    with suppress(OSError):
        os.unlink(path)


def open_to_append(path: Path) -> int:
    """Open a file to write at its end. Raises OSError."""
    return os.open(path, os.O_WRONLY | os.O_APPEND | GUARDED)


def open_to_read(path: Path, *, trusted: Path | None = None) -> int:
    """Open a regular file to read, whatever becomes of its name.

    Raises OSError, and UnsafeFileError as ``refuse_unsafe`` does.
    """
    try:
        handle = os.open(path, os.O_RDONLY | GUARDED)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENXIO}:  # a link, a socket
            refuse_unsafe(os.lstat(path), path)
        raise
    try:
        refuse_unsafe(os.fstat(handle), path, trusted=trusted)
    except OSError:
        os.close(handle)
        raise
    return handle


def refuse_unsafe(found: os.stat_result, path: Path, *, trusted: Path | None = None) -> None:
    """Raise UnsafeFileError for what is no regular file.

    With ``trusted``, it must be the user's own, or belong to the owner of that file.
    """
    if not stat.S_ISREG(found.st_mode):
        kind = _KINDS.get(stat.S_IFMT(found.st_mode), "something else")
        raise UnsafeFileError(errno.EPERM, f"{path.name} is {kind}, no regular file", str(path))
    if trusted is None or sys.platform == "win32":
        return
    owners = {os.geteuid()}
    with suppress(OSError):
        owners.add(os.stat(trusted).st_uid)
    if found.st_uid not in owners:
        raise UnsafeFileError(errno.EPERM, f"{path.name} belongs to somebody else", str(path))


def claim(path: Path) -> None:
    """Make a file that nobody else reads, for a program that opens it by its name.

    One that is there must be the user's own. Raises OSError, UnsafeFileError as ``refuse_unsafe``
    does.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | GUARDED, PRIVATE)
    except FileExistsError:
        found = os.lstat(path)
        refuse_unsafe(found, path, trusted=path.parent)
        if stat.S_IMODE(found.st_mode) & ~PRIVATE:
            os.chmod(path, PRIVATE)
    else:
        os.close(handle)


def read(handle: int) -> bytes:
    """Return the bytes of an open file. Raises OSError."""
    os.lseek(handle, 0, os.SEEK_SET)
    with open(handle, "rb", closefd=False) as file:
        return file.read()


def read_file(path: Path) -> bytes:
    """Return the bytes of a regular file. Raises OSError, UnsafeFileError for what is none."""
    handle = open_to_read(path)
    try:
        return read(handle)
    finally:
        close(handle)


def read_named(path: Path) -> bytes:
    """Return the bytes of a file that the user has named: links lead to it, a pipe is waited for.

    Raises OSError, UnsafeFileError as ``read_opened``.
    """
    with path.open("rb") as file:
        return read_opened(file, path)


def read_opened(file: BinaryIO, path: Path) -> bytes:
    """Return the rest of a file. Raises UnsafeFileError for a device, which may have no end."""
    found = os.fstat(file.fileno())
    is_device = stat.S_ISCHR(found.st_mode) or stat.S_ISBLK(found.st_mode)
    if is_device and not file.isatty() and file.read(1):  # the null device has nothing
        refuse_unsafe(found, path)
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
    """Flush an open file to the disk. Raises OSError."""
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


def _temporary_path(path: Path) -> Path:
    """Return a name for a file beside ``path`` that nobody can guess."""
    return path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
