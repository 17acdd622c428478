"""The right to write an annotation file: its lock, and the reasons that forbid it."""

from __future__ import annotations

from pathlib import Path

from reader import safe_files
from reader.annotations.file import backup
from reader.annotations.file.lock import Lock
from reader.annotations.file.main_file import SCHEMA, FileContents
from reader.errors import StoreError


class Access:
    """The lock of a file, and in words why nothing can be changed now, if so."""

    def __init__(self, path: Path, read_only: str | None) -> None:
        self.read_only = read_only
        """The reason in words that nothing can be changed now; None where it can."""
        self.locked_out = False
        """Another program has the file open, and may let go of it."""
        self.is_ours = True
        """True where the file is of this version: no newer one's, and no other program's."""
        self._path = path
        self._lock = Lock(backup.lock_path(path))

    @property
    def held(self) -> bool:
        """Tell whether the lock is held here."""
        return self._lock.held

    def take(self) -> None:
        """Try to become the writer."""
        if self.read_only is not None:
            return
        try:
            safe_files.make_folder(self._path.parent)
            holder = self._lock.acquire()
        except safe_files.UnsafeFileError as error:
            self.read_only = f"it can't be locked: {error.strerror}"
        except OSError as error:
            self.read_only = f"its folder can't be written ({error.strerror})"
        else:
            if holder is not None:
                self.locked_out = True
                self.read_only = f"{holder} has it open"

    def try_again(self) -> None:
        """Try to become the writer where another program was that."""
        if self.locked_out:
            self.read_only, self.locked_out = None, False
            self.take()

    def refuse(self, contents: FileContents) -> None:
        """Change nothing any more where the file is not this version's to write."""
        self.is_ours = contents.schema <= SCHEMA and not contents.foreign
        if contents.schema > SCHEMA:  # it may keep things there that this one can't
            self.read_only = f"it was written by a newer version (schema {contents.schema})"
        elif contents.foreign:
            self.read_only = "it belongs to another program"
            self._lock.release()  # nothing of ours lies beside it

    def require(self) -> None:
        """Raise StoreError where nothing can be changed."""
        if self.read_only is not None:
            raise StoreError(
                f"The annotations can't be changed: {self.read_only}",
                place=str(self._path),
                remedy="--annotations names another file",
            )

    def release(self) -> None:
        """Let go of the lock."""
        self._lock.release()
