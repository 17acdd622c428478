"""The files that analyses are kept in: how large they are, and deleting them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import platformdirs

from reader import safe_files

if TYPE_CHECKING:
    import sqlite3

# Analyses and indexes of texts, and the frames that are drawn first at a start.
_KINDS = ("*.sqlite", "*.frame")
_COMPANIONS = ("-wal", "-shm", "-journal")


def name_of(kind: str, corpus: str) -> str:
    """Return the name of a file of the cache that is one corpus's own, and goes with it."""
    return f"{kind}-{hashlib.sha256(corpus.encode()).hexdigest()[:16]}.sqlite"


def claim_cache_file(path: Path) -> None:
    """Make a file of the cache that the user alone reads: it tells what somebody reads.

    Raises OSError where that can't be, as where a link lies in its place or in a companion's.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    safe_files.claim(path)
    for end in _COMPANIONS:
        beside = path.with_name(f"{path.name}{end}")
        if os.path.lexists(beside):
            safe_files.claim(beside)
    with suppress(OSError):
        os.utime(path)  # the files used longest ago are the first to go


def is_locked(error: Exception) -> bool:
    """Tell whether a file can't be written only while another process does so: that goes by."""
    import sqlite3  # nothing that every start needs

    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) == sqlite3.SQLITE_BUSY


def make_tables(connection: sqlite3.Connection, layout: int, script: str) -> None:
    """Run the script that makes the tables of a layout and says so, unless the file has them.

    Of several processes that have opened it the first one does, and the others wait for it.
    """
    if _layout(connection) == layout:
        return
    connection.execute("begin immediate")
    if _layout(connection) != layout:  # another one may have been first
        for statement in script.split(";"):
            connection.execute(statement)
    connection.commit()


def _layout(connection: sqlite3.Connection) -> int:
    return int(connection.execute("pragma user_version").fetchone()[0])


class CacheFile(NamedTuple):
    """A file of the cache: where it is, its bytes with its companions, when it was used last."""

    path: Path
    size: int
    used: float


def cache_folder() -> Path:
    """Return the folder of the cache."""
    return platformdirs.user_cache_path("reader")


def cache_files() -> list[CacheFile]:
    """Return the files of the cache, those used last first."""
    found = []
    for path in (path for kind in _KINDS for path in cache_folder().glob(kind)):
        parts = [path, *(path.with_name(f"{path.name}{end}") for end in _COMPANIONS)]
        states = [part.stat() for part in parts if part.exists()]
        size, used = sum(s.st_size for s in states), max(s.st_mtime for s in states)
        found.append(CacheFile(path, size, used))
    return sorted(found, key=lambda one: -one.used)


def is_open_elsewhere(path: Path) -> bool:
    """Tell whether another process has a file of the cache open; the frames are never."""
    import sqlite3
    from contextlib import closing

    if path.suffix != ".sqlite" or path.is_symlink() or not path.is_file():
        return False
    used = path.stat()
    try:
        with closing(sqlite3.connect(path, timeout=0.0)) as connection:
            # SQLite gives up the journal for the last one that has the file open, and for no other.
            connection.execute("pragma journal_mode = delete")
        os.utime(path, ns=(used.st_atime_ns, used.st_mtime_ns))  # asking is no use of it
    except sqlite3.Error as error:
        return is_locked(error)
    return False


def delete_cache_file(path: Path) -> None:
    """Delete a file of the cache, and what SQLite keeps beside it. Raises OSError."""
    for end in ("", *_COMPANIONS):
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)


def clear_cache(keep: int = 0, in_use: Collection[Path] = ()) -> int:
    """Delete the files of the cache that were used longest ago, until ``keep`` bytes are left.

    Those ``in_use`` stay, and so do those that another process has open. Returns how many bytes
    were freed. All of it can be computed again. Raises OSError.
    """
    files, freed = cache_files(), 0
    if sum(one.size for one in files) <= keep:
        return 0
    staying = {one for one in files if one.path in in_use or is_open_elsewhere(one.path)}
    left = keep - sum(one.size for one in staying)
    for one in files:
        if one in staying:
            continue
        if one.size <= left:
            left -= one.size
            continue
        delete_cache_file(one.path)
        freed += one.size
    return freed
