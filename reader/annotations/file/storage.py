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
from reader.annotations.file.file_reading import PATIENCE, read_or_restore, read_patiently
from reader.annotations.file.journal import Replay, replay
from reader.annotations.file.main_file import META_KEY, SCHEMA, Contents
from reader.annotations.file.merge import latest, merged
from reader.annotations.file.merge_bases import META, Versions, copied, differences, line_at
from reader.annotations.file.news import News
from reader.annotations.file.pending_steps import Log
from reader.annotations.file.record_codec import JSON, Row, dump
from reader.annotations.file.replaced_files import Replaced
from reader.annotations.file.rows import Rows, Tables
from reader.annotations.ids import uuid7
from reader.annotations.operations import Edit, LineChange, Operation, apply, lines_of
from reader.errors import StoreError
from reader.text import numbered

JOURNAL_LIMIT = 4 << 20


class LineStorage(Storage):
    """The tables of an annotation file, each change safe on the disk when ``commit`` returns.

    A change is a line of the journal. ``save`` writes the whole file and empties the journal. What
    other programs do to the file meanwhile is merged in. Nothing is written without the lock.
    """

    def __init__(
        self, path: Path, *, read_only: str | None = None, start: Sequence[Operation] = ()
    ) -> None:
        """Open the file at ``path``; a new one is to start with the rows of ``start``."""
        self.path = main_file.followed(Path(path))
        self.tables: Tables = {}
        self._access = Access(self.path, read_only)
        self._news = News()
        self._extras: dict[str, JSON] = {}
        self._mutex = threading.RLock()
        self._file: safe_files.Signature | None = None
        self._replaced = Replaced()
        self._versions = Versions()
        self._keep_aside = False
        self._left = Replay()  # the journal found at the start, or the writer's
        self._log = Log(self.path, self._left)
        self._start = list(start)
        try:
            self.load()
        except BaseException:
            self.leave()
            raise

    # TinyDB's own face

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables as TinyDB wants them."""
        return cast(dict[str, dict[str, Any]], self.tables) or None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Take over whole tables from TinyDB."""
        operations: list[Operation] = []
        for name in {*data, *self.tables} - {META}:
            new = cast(dict[str, Row], data.get(name, {}))
            old = self.tables.get(name, Rows())
            operations += [(name, key, None) for key in old if key not in new]
            operations += [(name, key, row) for key, row in new.items() if old.get(key) != row]
        self.commit(operations)

    def close(self) -> None:
        """Save the whole file, and let go of the lock. Raises OSError where a step gets lost."""
        try:
            if self._access.held and not self.at_rest:
                self.flush()
                with suppress(OSError, StoreError):
                    self.save()
        finally:
            self.leave()

    def take_news(self) -> list[Edit]:
        """Return what others have changed since this was asked last."""
        return self._news.take()

    @property
    def notices(self) -> list[str]:
        """Messages for a person: repairs, backups, files kept aside, conflicts healed."""
        return self._news.notices

    @property
    def read_only(self) -> str | None:
        """The reason in words that nothing can be changed now; None where it can."""
        return self._access.read_only

    # Opening

    def load(self) -> None:
        """Read the file, or its newest good backup, and the journal. Raises StoreError, OSError."""
        if self.path.exists() or backup.journal_path(self.path).exists():
            self._access.take()
        if self._access.held:
            backup.tidy(self.path)
        contents = self._read_both()
        self._access.refuse(contents)
        if contents.foreign:
            self._news.say([f"{self.path.name} belongs to another program: nothing of it is read"])
        if self._file is None and backup.backup_path(self.path).exists():
            self._news.say([f"{self.path.name} is gone; its backup {self.path.name}.bak1 is there"])
        self.tables, self._extras = contents.tables, contents.extras
        self._versions = Versions(_text(contents.meta.get("save")))
        self._take_in(self._left, contents)
        if self.tables:
            self._start = []
        self._put(lines_of(self._start))

    def follow(self) -> None:
        """Take in what the writer has done; become the writer where the last one has gone."""
        self._access.try_again()
        if safe_files.signature(self.path) == self._file and not self._access.held:
            found = replay(backup.journal_path(self.path), self._left)
            if found.inode in {0, self._left.inode} or found.base == self._versions.save:
                self._left = found
                rows = [row for _, rows in found.steps for row in rows]
                self._put(lines_of(rows), news=True)
                return
        before = self.tables
        self.load()
        self._news.compare(before, self.tables)

    def become_writer(self) -> None:
        """Make sure that changes can be kept. Raises StoreError where they can't."""
        if not self._access.held:
            self._access.take()
            if self._access.held:  # who had it meanwhile may have left something
                before = self.tables
                self.load()
                self._news.compare(before, self.tables)
        self._access.require()

    # Writing

    @property
    def unsaved(self) -> int:
        """The number of steps that are only in memory."""
        return self._log.unsaved

    @property
    def journal_size(self) -> int:
        """The bytes of the journal."""
        return self._log.size

    @property
    def at_rest(self) -> bool:
        """Tell whether the file holds everything but what a new one starts with."""
        start = {(name, key) for name, key, _ in self._start}
        return self._log.empty and self._versions.changed.keys() <= start

    def commit(self, operations: Sequence[Operation]) -> None:
        """Carry out one step, and make it safe on the disk.

        Raises StoreError where nothing may be changed. Raises OSError where it can't be written:
        the step then stands in memory, and is tried again with the next one.
        """
        self.become_writer()
        with self._mutex:
            operations, self._start = [*self._start, *operations], []
            changes = lines_of(operations)
            self._log.add(changes)
            self._put(changes)
            self.flush()
            self.meet()

    def flush(self) -> None:
        """Make all steps safe on the disk. Raises OSError."""
        with self._mutex:
            if not self._log.unsaved:
                return
            if self._log.usable:
                try:
                    self._log.write(self._versions.save)
                except OSError as error:
                    self.save()
                    self._news.say(
                        [f"The journal could not be written ({error.strerror}): saved anew"]
                    )
            else:
                self.save()

    def save(self, *, quietly: bool = False) -> None:
        """Write the whole file, and end the journal. Raises OSError, StoreError.

        The file is replaced as a whole or not at all: see ``prepare`` and ``put_in_place`` in
        ``reader.safe_files``.

        With ``quietly``, from a thread of its own, nothing is merged, and others may commit
        meanwhile; it then gives up where the file has changed.
        """
        for _ in range(PATIENCE):
            with self._mutex:
                if not quietly:
                    self.meet(save=False)
                    self.become_writer()
                snapshot = copied(self.tables)
                steps, old = self._log.count, self._versions.save
                meta = snapshot.get(META, Rows()).get(META_KEY, {})
                meta |= {"save": uuid7(), "journal": self._log.key, "entries": steps}
            new = main_file.prepare(self.path, snapshot, self._extras, meta)
            with self._mutex:
                if self._versions.save == old and safe_files.signature(self.path) == self._file:
                    self._put_in_place(new, snapshot, steps, meta)
                    return
                safe_files.discard(new)
                if quietly:
                    return
        raise OSError("it changes all the time")

    def meet(self, *, save: bool = True) -> None:
        """Merge in what other programs have done to the file, and save what comes of it.

        Files that were replaced are looked at too: who had one open still writes there. What fails
        here is tried again later: the journal has all steps, and the file stays as it is.
        """
        with self._mutex:
            try:
                met = self._meet_file() | self._meet_replaced()
                if met and save and self._versions.changed:
                    self.save()
            except OSError as error:
                self._news.say(
                    [f"What others changed is not merged yet ({error.strerror or error})"]
                )

    def copy_to(self, path: Path) -> LineStorage:
        """Return a storage that holds the same in a new file. Raises StoreError, OSError."""
        other = LineStorage(path)
        try:
            if other._file is not None:
                raise StoreError("There is a file of that name already", place=str(path))
            other.become_writer()
            other.tables, other._extras = copied(self.tables), self._extras
            other.save()
        except BaseException:
            other.leave()
            raise
        return other

    def leave(self) -> None:
        """Let go of the files as they are."""
        self._log.close()
        self._replaced.close()
        self._access.release()

    def _put_in_place(self, new: Path, snapshot: Tables, steps: int, meta: Row) -> None:
        try:
            if self._file is not None:
                if self._keep_aside:
                    aside = backup.keep_aside(self.path)
                    self._news.say([f"The file as it was found is kept as {aside.name}"])
                else:
                    backup.back_up(self.path)
                self._replaced.add(self.path, self._file, self._versions.save)
        except OSError:
            safe_files.discard(new)
            raise
        safe_files.put_in_place(new, self.path)
        self._keep_aside = False
        self._file = safe_files.signature(self.path)
        self._versions.saved(str(meta["save"]), snapshot, self.tables)
        self.tables[META] = Rows({**snapshot.get(META, Rows()).lines, META_KEY: dump(meta)})
        self._log.saved(steps, self._versions.save)
        self._left = Replay()

    # Reading

    def _read_both(self) -> Contents:
        """Read the file and the journal that belongs to it: a writer may be saving just now."""
        for _ in range(PATIENCE):
            reading = read_or_restore(self.path)
            self._left = replay(backup.journal_path(self.path))
            if safe_files.signature(self.path) == reading.signature:
                break
        self._file, self._keep_aside = reading.signature, reading.irregular
        self._news.say(reading.notices)
        return reading.contents or Contents()

    def _take_in(self, found: Replay, contents: Contents) -> None:
        """Carry out a journal that was left, or that the writer is filling."""
        if found.damaged:
            self._news.say([f"The journal has {numbered(found.damaged, 'damaged line')}, left out"])
        meta = contents.meta
        known = meta.get("entries") if found.key == meta.get("journal") else 0
        done = known if type(known) is int else 0
        self._log = Log(self.path, found, done)
        rows = [row for number, rows in found.steps if number > done for row in rows]
        if not rows:
            return
        goes_on = contents.exact and (done or found.base == self._versions.save)
        if goes_on or self._file is None:
            self._put(lines_of(rows))
        else:
            beside: Tables = {}
            apply(beside, lines_of(rows))
            before = self.tables
            self.tables = latest(before, beside)
            self._versions.changed = differences(self.tables, before)

    # Merging

    def _meet_file(self) -> bool:
        found = safe_files.signature(self.path)
        if found == self._file:
            return False
        if found is not None:
            reading = read_patiently(self.path)
            contents, found = reading.contents, reading.signature
            self._keep_aside = reading.irregular
            self._news.say(reading.notices)
        else:
            contents = None
        self._file = found
        if contents is not None and contents.schema > SCHEMA:
            self._access.refuse(contents)
            return False
        if contents is None:  # gone, or damaged: what was there is here
            self._news.say(
                [f"{self.path.name} was removed or damaged by another program: saved anew"]
            )
            self._versions.changed = differences(self.tables, {})
        else:
            save = _text(contents.meta.get("save"))
            before = self.tables
            self._merge(save, contents.tables)
            self._versions.met(save, contents.tables, before)
            self._versions.changed = differences(self.tables, contents.tables)
            self._extras |= contents.extras
        return True

    def _meet_replaced(self) -> bool:
        met = False
        for former, contents in self._replaced.changed():
            met = True
            present = self._versions.of(self.tables)
            self._merge(former.save, contents.tables)
            self._versions.changed = differences(self.tables, present)
            former.save = uuid7()
            self._versions.remember(former.save, contents.tables, self.tables)
        return met

    def _merge(self, save: str, theirs: Tables) -> None:
        before = self.tables
        merge = merged(self._versions.of(before, save), before, theirs)
        self.tables = merge.tables
        self._news.say(merge.clashes)
        self._news.compare(before, self.tables)

    def _put(self, changes: Sequence[LineChange], *, news: bool = False) -> None:
        before = {(name, key): line_at(self.tables, (name, key)) for name, key, _ in changes}
        self._versions.note(before)
        apply(self.tables, changes)
        if news:
            after = {place: line_at(self.tables, place) for place in before}
            self._news.add(before, after)


def _text(value: JSON) -> str:
    return value if isinstance(value, str) else ""
