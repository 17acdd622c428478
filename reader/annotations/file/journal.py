"""The journal: what has happened since the annotation file was written, a line a step.

Each line is a checksum and JSON: ``crc32 {"n": 3, "rows": [["tags", id, row], ...]}``, with whole
rows, and null for a deleted one. A line holds all that one step changes, so a step is there or it
is not. The first line names the journal and the save of the file that it goes on from.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast
from zlib import crc32

from reader import safe_files
from reader.annotations.file.backup import file_mode_for
from reader.annotations.operations import LineChange, Operation
from reader.annotations.record_codec import JSON, dump, load


@dataclass(slots=True)
class Replay:
    """The steps in a journal.

    ``base`` is the save that it goes on from. ``steps`` are numbered from ``first``. ``size`` is
    where its last sound line ends, ``damaged`` counts the lines before that which are not sound.
    """

    key: str = ""
    base: str = ""
    steps: list[tuple[int, list[Operation]]] = field(default_factory=list)
    size: int = 0
    inode: int = 0
    damaged: int = 0


class Journal:
    """A journal open for writing."""

    def __init__(self, path: Path, handle: int, size: int) -> None:
        self.path = path
        self.size = size
        self._handle = handle

    @classmethod
    def start(cls, path: Path, key: str, base: str, lines: Iterable[bytes]) -> Journal:
        """Begin a journal that holds ``lines``, in place of what is at ``path``. Raises OSError."""
        text = _checked(dump({"journal": key, "base": base})) + b"".join(lines)
        safe_files.replace(path, [text], file_mode_for(path.with_suffix("")))
        return cls(path, safe_files.open_to_append(path), len(text))

    def append(self, line: bytes) -> None:
        """Write a line; it is safe on the disk when this returns.

        Raises OSError: then nothing is known of the end of the file, and it must not be used again.
        """
        safe_files.write(self._handle, line)
        safe_files.sync(self._handle)
        self.size += len(line)

    def close(self) -> None:
        """Close the file, and leave it."""
        safe_files.close(self._handle)


def step_line(number: int, changes: Iterable[LineChange]) -> bytes:
    """Return the line of a step."""
    rows = (
        b"[%b, %b, %b]" % (dump(table), dump(key), line or b"null") for table, key, line in changes
    )
    return _checked(b'{"n": %d, "rows": [%b]}' % (number, b", ".join(rows)))


def replay(path: Path, before: Replay | None = None) -> Replay:
    """Read a journal; a missing one is empty.

    Raises OSError, UnsafeFileError where it is no regular file of the user or of the owner of the
    annotation file. With ``before``, only what has been added since; another journal in its
    place is read whole.
    """
    try:
        handle = safe_files.open_to_read(path, trusted=path.with_suffix(""))
    except FileNotFoundError:
        return Replay()
    with open(handle, "rb") as file:
        found = Replay(inode=os.fstat(file.fileno()).st_ino)
        if before is not None and before.inode == found.inode:
            found = Replay(before.key, before.base, size=before.size, inode=before.inode)
            file.seek(before.size)
        for line in file:
            entry = _entry(line)
            match entry:
                case {"journal": str(key), "base": str(base)}:
                    found.key, found.base = key, base
                case {"n": int(number), "rows": list(rows)} if all(map(_is_operation, rows)):
                    found.steps.append((number, cast(list[Operation], rows)))
                case _:
                    found.damaged += line.endswith(b"\n")
            if not line.endswith(b"\n"):
                break
            found.size += len(line)
    return found


def _checked(text: bytes) -> bytes:
    """Return a line with its checksum."""
    return b"%08x %b\n" % (crc32(text), text)


def _entry(line: bytes) -> JSON:
    """Return the contents of a line, None where it is not whole."""
    text = line[9:-1]
    if line[-1:] != b"\n" or line[:9] != b"%08x " % crc32(text):
        return None
    return load(text)


def _is_operation(row: JSON) -> bool:
    match row:
        case [str(), str(), dict() | None]:
            return True
    return False
