"""The steps since the annotation file was saved: in memory, and in the journal beside it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from reader import safe_files
from reader.annotations.file import backup
from reader.annotations.file.journal import Journal, Replay, step_line
from reader.annotations.history import TABLE as HISTORY
from reader.annotations.ids import uuid7
from reader.annotations.operations import LineChange


class PendingSteps:
    """The steps that are not in the file yet, numbered, and how many of them are safe.

    A journal that was found is never written to: its steps have to be saved first.
    """

    def __init__(self, path: Path, found: Replay, done: int = 0) -> None:
        """Go on after the journal ``found``, of which the file holds the steps up to ``done``."""
        self.count = max([done, *(number for number, _ in found.steps)])
        """The number of the last step."""
        self.key = found.key
        """The id of the journal."""
        self._path = backup.journal_path(path)
        self._safe = self.count
        self._lines: list[tuple[int, bytes]] = []
        self._undoable: list[tuple[int, str]] = []
        self._journal: Journal | None = None
        self._usable = not found.inode
        self._damaged = found.damaged > 0

    @property
    def empty(self) -> bool:
        """Tell whether the file holds all steps."""
        return not self._lines and self._usable

    @property
    def usable(self) -> bool:
        """Tell whether steps can be written here; otherwise the file has to be saved."""
        return self._usable

    @property
    def unsaved(self) -> int:
        """The number of steps that are only in memory."""
        return self.count - self._safe

    @property
    def undoable(self) -> set[str]:
        """The ids of those that undo and redo know of the steps that are only in memory."""
        return {key for number, key in self._undoable if number > self._safe}

    @property
    def size(self) -> int:
        """The bytes of the journal."""
        return self._journal.size if self._journal else 0

    def add(self, changes: Sequence[LineChange]) -> None:
        """Add a step, in memory."""
        self.count += 1
        self._lines.append((self.count, step_line(self.count, changes)))
        self._undoable = [each for each in self._undoable if each[0] > self._safe]
        self._undoable += [
            (self.count, key) for table, key, line in changes if table == HISTORY and line
        ]

    def write(self, base: str) -> None:
        """Make all steps safe on the disk, in the journal that goes on from the save ``base``.

        Raises OSError. What a failed write or sync has left can't be known, so the journal is not
        usable from then on.
        """
        behind = itertools.takewhile(lambda each: each[0] > self._safe, reversed(self._lines))
        lines = [line for _, line in behind][::-1]
        try:
            if self._journal is not None:
                self._journal.append(b"".join(lines))
            else:
                self.key = uuid7()
                self._journal = Journal.start(self._path, self.key, base, lines)
        except OSError:
            self.close()
            self._usable = False
            raise
        self._safe = self.count

    def saved(self, count: int, save: str) -> None:
        """End the journal, for the save ``save`` of the file holds the first ``count`` steps.

        Later steps that were safe already go to a new journal.
        """
        self._lines = [(number, line) for number, line in self._lines if number > count]
        self._safe = max(self._safe, count)
        if self._damaged:
            with suppress(OSError):
                backup.keep_copy(self._path)
        self._damaged = False
        self.close()
        rest = [line for number, line in self._lines if number <= self._safe]
        try:
            if rest:
                self._journal = Journal.start(self._path, self.key, save, rest)
            else:
                safe_files.discard(self._path)
            self._usable = True
        except OSError:  # the old journal holds them too
            self._usable = False

    def close(self) -> None:
        """Close the journal, and leave it."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None
