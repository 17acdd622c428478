"""One writer at a time: a lock on a file beside the data, which says who holds it."""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reader import safe_files
from reader.annotations.file.backup import file_mode_for

# Windows locks bytes, and nobody else can read those: lock one far behind the text.
_FAR = 1 << 30
_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


@dataclass(frozen=True, slots=True)
class Holder:
    """The holder of a lock: process, host, and since when (ISO 8601)."""

    process: int = 0
    host: str = ""
    since: str = ""

    def __str__(self) -> str:
        if not self.process:
            return "another program"
        since = self.since.replace("T", " ")[:16]
        return f"process {self.process} on {self.host} (since {since} UTC)"


class Lock:
    """A lock that ends with the process that holds it, however that ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Tell whether this object holds the lock."""
        return self._handle is not None

    def acquire(self) -> Holder | None:
        """Try to take the lock; return who holds it where that is somebody else.

        Raises OSError where the lock file can't be made, UnsafeFileError where something else lies
        there: what is written into it must not destroy another file. A file system without locks
        takes everybody.
        """
        while not self.held:
            handle = self._opened()
            try:
                _lock(handle)
            except OSError as error:
                os.close(handle)
                if error.errno in _HELD:
                    return self.holder()
                raise
            if self._is_current(handle):
                self._handle = handle
                _sign(handle)
            else:  # the last holder has just removed the file
                os.close(handle)
        return None

    def release(self) -> None:
        """Let go of the lock, and remove its file."""
        if self._handle is not None:
            with suppress(OSError):
                self.path.unlink()
            os.close(self._handle)
            self._handle = None

    def holder(self) -> Holder:
        """Return the name of the process that wrote the lock file last."""
        try:
            found = json.loads(safe_files.read_file(self.path))
            return Holder(int(found["process"]), str(found["host"]), str(found["since"]))
        except (OSError, ValueError, TypeError, LookupError):
            return Holder()

    def _opened(self) -> int:
        """Open the lock file, with the mode of the file that it is for."""
        flags = os.O_RDWR | safe_files.GUARDED
        main = self.path.with_suffix("")
        try:
            handle = os.open(self.path, flags | os.O_CREAT | os.O_EXCL, safe_files.PRIVATE)
            safe_files.set_mode(handle, self.path, file_mode_for(main))
            return handle
        except FileExistsError:
            with suppress(FileNotFoundError):  # the last holder has just removed it
                safe_files.refuse_unsafe(os.lstat(self.path), self.path, trusted=main)
        handle = os.open(self.path, flags | os.O_CREAT, safe_files.PRIVATE)
        found = os.fstat(handle)
        try:
            safe_files.refuse_unsafe(found, self.path, trusted=main)
            if found.st_nlink > 1:
                raise safe_files.UnsafeFileError(
                    errno.EPERM, f"{self.path.name} is another file too", str(self.path)
                )
        except OSError:
            os.close(handle)
            raise
        return handle

    def _is_current(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), os.stat(self.path))
        except FileNotFoundError:
            return False


def _sign(handle: int) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    text = json.dumps({"process": os.getpid(), "host": socket.gethostname(), "since": since})
    with suppress(OSError):  # a full disk must not keep anybody from working
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, text.encode("ascii"))


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS}:
                raise
