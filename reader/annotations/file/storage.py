"""TinyDB's storage for the annotation file: a journal before it, and nobody's change lost."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from tinydb.storages import Storage

from reader import safe_files
from reader.annotations.file import backup, main_file
from reader.annotations.file.access import Access
from reader.annotations.file.disk_file import DiskFile
from reader.annotations.file.file_reading import PATIENCE
from reader.annotations.file.journal import Replay, replay
from reader.annotations.file.live_tables import LiveTables
from reader.annotations.file.main_file import SCHEMA, FileContents
from reader.annotations.file.merging.merge import merged
from reader.annotations.file.merging.merge_bases import META
from reader.annotations.file.news import News
from reader.annotations.file.outside_changes import OutsideChanges
from reader.annotations.file.pending_steps import PendingSteps
from reader.annotations.file.saver import Saver, Snapshot
from reader.annotations.line_table import LineTable, Tables
from reader.annotations.operations import Edit, Operation, lines_of
from reader.annotations.record_codec import JSON, Row
from reader.errors import StoreError
from reader.text import numbered

JOURNAL_LIMIT = 4 << 20  # bytes; from there on the whole file is saved


class LineStorage(Storage):
    """The tables of an annotation file, each change safe on the disk when ``commit`` returns.

    A change is a line of the journal. ``save`` writes the whole file and empties the journal. What
    other programs do to the file meanwhile is merged in. Nothing is written without the lock.
    ``access`` tells whether anything may be changed, ``news`` what others have changed, and what a
    person should know: repairs, backups, files kept aside, conflicts healed.
    """

    def __init__(
        self, path: Path, *, read_only: str | None = None, start: Sequence[Operation] = ()
    ) -> None:
        """Open the file at ``path``; a new one is to start with the rows of ``start``."""
        self.path = main_file.followed(Path(path))
        self.news = News()
        self.access = Access(self.path, read_only)
        self._disk = DiskFile(self.path, self.news)
        self._live = LiveTables(self.news)
        self._saver = Saver(self._disk, self._live)
        self._outside = OutsideChanges(self._disk, self._live, self.access, self.news)
        self._mutex = threading.RLock()
        self._left = Replay()  # the journal found at the start, or the writer's
        self._start = list(start)
        try:
            self.load()
        except BaseException:
            self.leave()
            raise

    # TinyDB's own face

    @property
    def tables(self) -> Tables:
        """The tables as they stand, with all steps."""
        return self._live.tables

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables as TinyDB wants them."""
        return cast(dict[str, dict[str, Any]], self.tables) or None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Take over whole tables from TinyDB."""
        operations: list[Operation] = []
        for name in {*data, *self.tables} - {META}:
            new = cast(dict[str, Row], data.get(name, {}))
            old = self.tables.get(name, LineTable())
            operations += [(name, key, None) for key in old if key not in new]
            operations += [(name, key, row) for key, row in new.items() if old.get(key) != row]
        self.commit(operations)

    def close(self) -> None:
        """Save the whole file, and let go of the lock. Raises OSError where a step gets lost."""
        try:
            if self.access.held and not self.at_rest:
                self.flush()
                with suppress(OSError, StoreError):
                    self.save()
        finally:
            self.leave()

    # Opening

    def load(self) -> None:
        """Read the file, or its newest good backup, and the journal. Raises StoreError, OSError."""
        if self.path.exists() or backup.journal_path(self.path).exists():
            self.access.take()
        if self.access.held:
            backup.tidy(self.path)
        contents = self._read_both()
        self.access.refuse(contents)
        if contents.foreign:
            self.news.say([f"{self.path.name} belongs to another program: nothing of it is read"])
        if contents.schema > SCHEMA:
            self.news.say([f"{self.path.name}: {self.access.read_only}. Update reader"])
        if self._disk.is_missing and (kept := next(backup.backups(self.path), None)):
            self.news.say([f"{self.path.name} is gone; its backup {kept.name} is there"])
        self._live.start(contents.tables, contents.save)
        self._replay(self._left, contents)
        if self.tables:
            self._start = []
        self._live.put(lines_of(self._start))

    def follow(self) -> None:
        """Take in what the writer has done; become the writer where the last one has gone."""
        self.access.try_again()
        if self._disk.is_unchanged and not self.access.held:
            found = replay(backup.journal_path(self.path), self._left)
            if found.inode in {0, self._left.inode} or found.base == self._live.save:
                self._left = found
                rows = [row for _, rows in found.steps for row in rows]
                self._live.put(lines_of(rows), news=True)
                return
        before = self.tables
        self.load()
        self.news.compare(before, self.tables)

    def show(self, operations: Sequence[Operation]) -> None:
        """Carry out operations in memory alone, where nothing can be written."""
        assert not self.access.held
        self._live.put(lines_of(operations))

    def become_writer(self) -> None:
        """Make sure that changes can be kept. Raises StoreError where they can't."""
        if not self.access.held:
            self.access.take()
            if self.access.held:  # who had it meanwhile may have left something
                before = self.tables
                self.load()
                self.news.compare(before, self.tables)
        self.access.require()

    # Writing

    @property
    def log(self) -> PendingSteps:
        """The steps that are not in the file yet."""
        return self._saver.log

    @property
    def at_rest(self) -> bool:
        """Tell whether the file holds everything but what a new one starts with."""
        start = {(name, key) for name, key, _ in self._start}
        return self._saver.log.empty and self._live.changed <= start

    def commit(self, operations: Sequence[Operation]) -> None:
        """Carry out one step, and make it safe on the disk.

        Raises StoreError where nothing may be changed. Raises OSError where it can't be written:
        the step then stands in memory, and is tried again with the next one.
        """
        self.become_writer()
        with self._mutex:
            operations, self._start = [*self._start, *operations], []
            changes = lines_of(operations)
            self._saver.log.add(changes)
            self._live.put(changes)
            self.flush()
            self.meet()

    def flush(self) -> None:
        """Make all steps safe on the disk. Raises OSError."""
        with self._mutex:
            if not self._saver.log.unsaved:
                return
            if self._saver.log.usable:
                try:
                    self._saver.write_journal()
                except OSError as error:
                    self.save()
                    self.news.say(
                        [f"The journal could not be written ({error.strerror}): saved anew"]
                    )
            else:
                self.save()

    def save(self) -> None:
        """Merge in what others have done, write the whole file, and end the journal.

        The file is replaced as a whole or not at all: see ``prepare`` and ``put_in_place`` in
        ``reader.safe_files``.

        Raises OSError, StoreError.
        """
        for _ in range(PATIENCE):
            with self._mutex:
                self.meet(save=False)
                self.become_writer()
                snapshot = self._saver.snapshot()
            if self._replace_file(snapshot):
                return
        raise OSError("it changes all the time")

    def save_beside_commits(self) -> None:
        """Write the whole file from a thread of its own, while others commit; end the journal.

        Nothing is merged: where the file has changed, it stays as it is. Raises OSError.
        """
        with self._mutex:
            snapshot = self._saver.snapshot()
        self._replace_file(snapshot)

    def _replace_file(self, snapshot: Snapshot) -> bool:
        """Put a snapshot in the place of the file; return False where that has changed."""
        new = self._disk.prepare(snapshot.tables, snapshot.meta)
        with self._mutex:
            is_in_place = self._saver.put_in_place(new, snapshot)
            if is_in_place:
                self._left = Replay()
        return is_in_place

    def quarantine(self, rows: Tables) -> None:
        """Move rows of the tables to a file beside. Raises OSError, StoreError."""
        aside = backup.quarantine(self.path, main_file.chunks(rows, {}, {}))
        self.commit([(name, key, None) for name, lines in rows.items() for key in lines])
        count = sum(map(len, rows.values()))
        self.news.say([f"{numbered(count, 'unusable record')} moved to {aside.name}"])

    def meet(self, *, save: bool = True) -> None:
        """Merge in what other programs have done to the file, and save what comes of it.

        Files that were replaced are looked at too: who had one open still writes there. What fails
        here is tried again later: the journal has all steps, and the file stays as it is.
        """
        with self._mutex:
            try:
                met = self._outside.merge()
                if met and save and self._live.changed:
                    self.save()
            except OSError as error:
                self.news.say(
                    [f"What others changed is not merged yet ({error.strerror or error})"]
                )

    def copy_to(self, path: Path) -> LineStorage:
        """Return a storage that holds the same in a new file. Raises StoreError, OSError."""
        other = LineStorage(path)
        try:
            other.fill(self._live.copy(), self._disk.extras)
            other.save()
        except BaseException:
            other.leave()
            raise
        return other

    def ahead(self, path: Path) -> list[Edit]:
        """Return the edits that bring in what a copy of the file holds beyond it.

        Raises StoreError, OSError.
        """
        copy = LineStorage(path, read_only="it is a copy")
        copy.leave()
        # What a new file starts with is in the copy, under other ids.
        ours = {} if self._start else self.tables
        news = News()
        news.compare(self.tables, merged({}, ours, copy.tables).tables)
        return news.take()

    def fill(self, tables: Tables, extras: dict[str, JSON]) -> None:
        """Set the tables and other values of a new file. Raises StoreError where it exists already.

        They are on the disk when ``save`` returns.
        """
        if not self._disk.is_missing:
            raise StoreError("There is a file of that name already", place=str(self.path))
        self.become_writer()
        self._live.fill(tables)
        self._disk.extras = extras

    def leave(self) -> None:
        """Let go of the files as they are."""
        self._saver.log.close()
        self._disk.close()
        self.access.release()

    def _read_both(self) -> FileContents:
        """Read the file and the journal that belongs to it: a writer may be saving just now."""
        for _ in range(PATIENCE):
            reading = self._disk.look(to_write=self.access.read_only is None)
            self._left = replay(backup.journal_path(self.path))
            if safe_files.signature(self.path) == reading.signature:
                break
        return self._disk.take(reading)

    def _replay(self, found: Replay, contents: FileContents) -> None:
        """Carry out a journal that was left, or that the writer is filling."""
        if found.damaged:
            self.news.say([f"The journal has {numbered(found.damaged, 'damaged line')}, left out"])
        meta = contents.meta
        entries = meta.get("entries") if found.key == meta.get("journal") else 0
        done = entries if type(entries) is int else 0
        self._saver.go_on(found, done)
        rows = [row for number, rows in found.steps if number > done for row in rows]
        if not rows:
            return
        goes_on = contents.exact and (done or found.base == self._live.save)
        if goes_on or self._disk.is_missing:
            self._live.put(lines_of(rows))
        else:
            self._live.join(rows)
