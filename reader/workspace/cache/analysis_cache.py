"""Analyses kept between sessions, in a file that can be deleted at any time."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.workspace.cache.cache_files import claim_cache_file, is_locked, make_tables

if TYPE_CHECKING:
    import sqlite3

# The layout of the file; one of another layout is thrown away.
CACHE_LAYOUT = 3
# The table of analyses has rowids, and so its keys apart from its values: without them SQLite reads
# whole rows to compare their keys, some of which are large.
CACHE_TABLES = f"""
create table if not exists analyses (
    key text not null, kind text not null, version text not null, value blob not null,
    primary key (key, kind, version)
);
create table if not exists summaries (
    corpus text not null, document text not null, stamp text not null, value text not null,
    primary key (corpus, document)
) without rowid;
pragma user_version = {CACHE_LAYOUT};
"""
_DROP = """
drop table if exists analyses; drop table if exists summaries; drop table if exists cards;
"""
# Another process is waited for so long, in seconds.
_PATIENCE = 2.0


class Cache:
    """The cache of analyses by content and version, and of summaries by file stamp.

    It lives in one SQLite file. Where that can't be read or written, nothing is cached and nothing
    fails: everything in it can be computed again. Safe to use from several threads.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._broken = path is None
        self._full = False

    def get(self, key: str, kind: str, version: str) -> bytes | None:
        """Return the value kept for a content hash, a kind of analysis and its version."""
        query = "select value from analyses where key = ? and kind = ? and version = ?"
        for (value,) in self._run(query, [(key, kind, version)]):
            return bytes(value)
        return None

    def put(self, key: str, kind: str, version: str, value: bytes) -> None:
        """Keep a value, in place of those that an older version gave."""
        self.forget(key, kind)
        self._run("insert into analyses values (?, ?, ?, ?)", [(key, kind, version, value)])

    def put_all(self, kind: str, version: str, values: Iterable[tuple[str, bytes]]) -> None:
        """Keep many values of one kind, given with their keys, in place of older ones."""
        values = list(values)
        self._run(
            "delete from analyses where key = ? and kind = ?", [(key, kind) for key, _ in values]
        )
        rows: list[tuple[object, ...]] = [(key, kind, version, value) for key, value in values]
        self._run("insert or replace into analyses values (?, ?, ?, ?)", rows)

    def kinds(self, key: str) -> set[str]:
        """Return the kinds of analysis that are kept for a key."""
        rows = self._run("select kind from analyses where key = ?", [(key,)])
        return {kind for (kind,) in rows}

    def forget(self, key: str, kind: str) -> None:
        """Delete an analysis from the cache."""
        self._run("delete from analyses where key = ? and kind = ?", [(key, kind)])

    def summaries(self, corpus: str) -> dict[str, tuple[str, str]]:
        """Return the stamp and the summary of every known document of a corpus, by its id."""
        query = "select document, stamp, value from summaries where corpus = ?"
        return {
            document: (stamp, value) for document, stamp, value in self._run(query, [(corpus,)])
        }

    def put_summaries(self, corpus: str, summaries: Iterable[tuple[str, str, str]]) -> None:
        """Keep summaries, given as rows of document id, stamp and value."""
        query = "insert or replace into summaries values (?, ?, ?, ?)"
        self._run(query, [(corpus, *summary) for summary in summaries])

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            self._broken = True

    def _run(self, query: str, rows: list[tuple[object, ...]]) -> list[tuple[Any, ...]]:
        """Run a query for each row of parameters; a cache that fails is an empty one."""
        writes = not query.startswith("select")
        if self._broken or (writes and self._full):
            return []
        import sqlite3

        with self._lock:
            try:
                connection = self._connection or self._open()
                with connection:
                    if len(rows) == 1:
                        return connection.execute(query, rows[0]).fetchall()
                    connection.executemany(query, rows)
            except (sqlite3.Error, OSError) as error:
                if not is_locked(error):
                    # What is there can still be read where the disk takes no more.
                    self._full = writes and self._connection is not None
                    self._broken = not self._full
        return []

    def _open(self) -> sqlite3.Connection:
        """Open the file; one that is damaged or of another layout is begun anew."""
        import sqlite3

        assert self.path is not None
        claim_cache_file(self.path)
        try:
            return self._connect(self.path)
        except sqlite3.DatabaseError as error:
            if is_locked(error):  # by another process: nothing is wrong with it
                raise
        self.path.unlink(missing_ok=True)
        claim_cache_file(self.path)
        return self._connect(self.path)

    def _connect(self, path: Path) -> sqlite3.Connection:
        import sqlite3

        # A statement kept for the next time would keep its values, too: tens of megabytes of pairs.
        connection = sqlite3.connect(
            path, timeout=_PATIENCE, check_same_thread=False, cached_statements=0
        )
        # Losing the cache to a power cut costs time, not work.
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = off")
        make_tables(connection, CACHE_LAYOUT, _DROP + CACHE_TABLES)
        self._connection = connection
        return connection
