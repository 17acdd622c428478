"""Making steps safe on the disk: a line of the journal for each, or the whole file anew."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from reader import safe_files
from reader.annotations.file.disk_file import DiskFile
from reader.annotations.file.journal import Replay
from reader.annotations.file.live_tables import LiveTables
from reader.annotations.file.main_file import META_KEY
from reader.annotations.file.merging.merge_bases import META
from reader.annotations.file.pending_steps import PendingSteps
from reader.annotations.ids import uuid7
from reader.annotations.line_table import LineTable, Tables
from reader.annotations.record_codec import Row, dump


class Snapshot(NamedTuple):
    """The tables to be saved, after so many ``steps``, in the place of the save ``base``."""

    tables: Tables
    meta: Row
    steps: int
    base: str


class Saver:
    """Writes the tables to the file, and the steps since then to the journal."""

    def __init__(self, disk: DiskFile, live: LiveTables) -> None:
        self._disk = disk
        self._live = live
        self.log = PendingSteps(disk.path, Replay())
        """The steps that are not in the file yet."""

    def go_on(self, found: Replay, done: int) -> None:
        """Go on after a journal that was found, of which the file holds the first steps."""
        self.log = PendingSteps(self._disk.path, found, done)

    def write_journal(self) -> None:
        """Make all steps safe in the journal. Raises OSError: it can't be used any more then."""
        self.log.write(self._live.save)

    def snapshot(self) -> Snapshot:
        """Return the tables to be saved now: others may go on changing them."""
        tables = self._live.copy()
        meta = tables.get(META, LineTable()).get(META_KEY, {})
        meta |= {"save": uuid7(), "journal": self.log.key, "entries": self.log.count}
        return Snapshot(tables, meta, self.log.count, self._live.save)

    def put_in_place(self, new: Path, snapshot: Snapshot) -> bool:
        """Put a prepared file in place, and end the journal; not where the file has changed.

        Raises OSError.
        """
        if self._live.save != snapshot.base or not self._disk.is_unchanged:
            safe_files.discard(new)
            return False
        self._disk.replace(new, snapshot.base)
        others = snapshot.tables.get(META, LineTable()).lines
        meta = LineTable({**others, META_KEY: dump(snapshot.meta)})
        self._live.mark_saved(str(snapshot.meta["save"]), snapshot.tables, meta)
        self.log.saved(snapshot.steps, self._live.save)
        return True
