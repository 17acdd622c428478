"""The tables in memory, with what is needed to merge the changes of others into them."""

from __future__ import annotations

from collections.abc import Sequence, Set

from reader.annotations.file.merging.merge import latest, merged
from reader.annotations.file.merging.merge_bases import (
    META,
    MergeBases,
    RowPlace,
    copied,
    differences,
    line_at,
)
from reader.annotations.file.news import News
from reader.annotations.ids import uuid7
from reader.annotations.line_table import LineTable, Tables
from reader.annotations.operations import LineChange, Operation, apply, lines_of


class LiveTables:
    """The tables as they stand now, and by what they differ from the file and its last versions.

    Clashes of a merge, and what others have changed, are told to ``news``.
    """

    def __init__(self, news: News) -> None:
        self.tables: Tables = {}
        self._news = news
        self._bases = MergeBases()

    @property
    def save(self) -> str:
        """The id of the save that is the present file."""
        return self._bases.save

    @property
    def changed(self) -> Set[RowPlace]:
        """The places whose lines differ from those of the file."""
        return self._bases.changed.keys()

    def start(self, tables: Tables, save: str) -> None:
        """Go on from the tables of a file that was just read, known by its save."""
        self.tables = tables
        self._bases = MergeBases(save)

    def fill(self, tables: Tables) -> None:
        """Set the tables, where there are none yet."""
        self.tables = tables

    def put(self, changes: Sequence[LineChange], *, news: bool = False) -> None:
        """Carry out changes; with ``news`` they were made by others."""
        before = {(name, key): line_at(self.tables, (name, key)) for name, key, _ in changes}
        self._bases.note(before)
        apply(self.tables, changes)
        if news:
            after = {place: line_at(self.tables, place) for place in before}
            self._news.add(before, after)

    def join(self, rows: Sequence[Operation]) -> None:
        """Take in rows that do not go on from these tables: of two rows the later one counts."""
        beside: Tables = {}
        apply(beside, lines_of(rows))
        before = self.tables
        self.tables = latest(before, beside)
        self._bases.changed = differences(self.tables, before)

    def merge_file(self, save: str, theirs: Tables) -> None:
        """Merge in the file that another program has put in the place of the last one."""
        before = self.tables
        self._merge(save, theirs)
        self._bases.met(save, theirs, before)
        self._bases.changed = differences(self.tables, theirs)

    def merge_former(self, save: str, theirs: Tables) -> str:
        """Merge in what was written to a replaced file that held ``save``; return its new id."""
        present = self._bases.of(self.tables)
        self._merge(save, theirs)
        self._bases.changed = differences(self.tables, present)
        new = uuid7()
        self._bases.remember(new, theirs, self.tables)
        return new

    def lose_file(self) -> None:
        """Mark all lines as unsaved: the file is gone."""
        self._bases.changed = differences(self.tables, {})

    def copy(self) -> Tables:
        """Return tables of their own with the same lines."""
        return copied(self.tables)

    def mark_saved(self, save: str, written: Tables, meta: LineTable) -> None:
        """Set ``written``, with the table ``meta``, as what the file holds now."""
        self._bases.saved(save, written, self.tables)
        self.tables[META] = meta

    def _merge(self, save: str, theirs: Tables) -> None:
        before = self.tables
        merge = merged(self._bases.of(before, save), before, theirs)
        self.tables = merge.tables
        self._news.say(merge.clashes)
        self._news.compare(before, self.tables)
