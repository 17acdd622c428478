"""The files that stood in the place of the present one, and who still writes to them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reader import safe_files
from reader.annotations.file.main_file import FileContents, parse

_KEPT = 64  # files
_KEPT_BYTES = 64 << 20  # they take room on the disk as long as they are open


@dataclass(slots=True)
class Former:
    """A replaced file that is kept open: what it looked like, and the version that it holds."""

    handle: int
    seen: safe_files.Signature
    save: str


class Replaced:
    """The last files that were replaced.

    A program that had one open (TinyDB keeps its file open) goes on writing there, where nobody
    would ever look: the file has no name any more.
    """

    def __init__(self) -> None:
        self._formers: deque[Former] = deque()

    def add(self, path: Path, seen: safe_files.Signature, save: str) -> None:
        """Keep the file at ``path`` open: it is about to be replaced. Raises OSError."""
        self._formers.append(Former(safe_files.open_to_read(path), seen, save))
        size = sum(former.seen[2] for former in self._formers)
        while len(self._formers) > _KEPT or (size > _KEPT_BYTES and len(self._formers) > 1):
            oldest = self._formers.popleft()
            size -= oldest.seen[2]
            safe_files.close(oldest.handle)

    def changed(self) -> Iterator[tuple[Former, FileContents]]:
        """Yield the files that somebody has written to, and what they hold now."""
        for former in self._formers:
            found = safe_files.signature(former.handle)
            if found is not None and found != former.seen:
                try:
                    contents = parse(safe_files.read(former.handle))
                except (ValueError, RecursionError):  # just being written: look again next time
                    continue
                former.seen = found
                yield former, contents

    def close(self) -> None:
        """Let go of them."""
        while self._formers:
            safe_files.close(self._formers.pop().handle)
