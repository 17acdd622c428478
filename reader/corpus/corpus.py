"""A corpus: the documents in the folder, or the files, that a user named."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.corpus.document import Document, Entry
from reader.corpus.files import fault, printable, read_file, unreadable
from reader.corpus.left_out import LeftOut
from reader.corpus.records import read_record, records
from reader.corpus.walking import FORMATS, ending, walk, within
from reader.errors import CorpusError
from reader.text import Format

_KINDS = f"Reader opens folders, and files that end in {', '.join(FORMATS)}"


class Corpus:
    """The documents in the folders and files that a user named.

    ``root`` is the folder itself, or the one that holds all that was named; ids are relative to it.
    ``left_out`` is what the last whole scan has found that is no document.
    """

    root: Path
    left_out: LeftOut

    def __init__(
        self, paths: Sequence[str | os.PathLike[str]], *, skip: Callable[[str], bool] | None = None
    ) -> None:
        """Open the corpus in ``paths``; files whose path makes ``skip`` true are no part of it.

        Raises:
            CorpusError: where nothing is named, or something that is not there or of another kind.
        """
        if not paths:
            raise CorpusError("no corpus was named", remedy="Name a folder or files with articles")
        named = sorted({os.path.abspath(path) for path in paths})
        folders = {path for path in named if _is_folder(path)}
        try:
            parents = {path if path in folders else os.path.dirname(path) for path in named}
            root = os.path.commonpath(parents)
        except ValueError as error:
            remedy = "Open them one after the other"
            raise CorpusError("the files are on different drives", remedy=remedy) from error
        self.root = Path(root)
        self.left_out = LeftOut()
        self._skip = skip
        self._roots = [
            (_relative(path, root, is_folder=path in folders), path)
            for path in named
            if not any(path != folder and within(path, folder) for folder in folders)
        ]

    @property
    def key(self) -> str:
        """The key of this corpus among all others: the absolute paths that were named."""
        return "\n".join(path for _, path in self._roots)

    def scan(self, previous: Mapping[str, Entry] | None = None) -> Iterator[Entry]:
        """Yield the documents in the order of their ids, as they are found; records as they stand.

        What can't be read is yielded with its ``problem``. ``previous`` is what an earlier scan has
        found, by id: JSON Lines files that have not changed since are not read again.

        Raises:
            CorpusError: at the end, where nothing was found.
        """
        known = _records_by_file(previous or {})
        taken: dict[str, int] = {}
        found, left_out = False, LeftOut()
        for relative, file, status in walk(self._roots, left_out):
            if self._skip is not None and self._skip(file):
                continue
            if isinstance(status, OSError) and not relative:
                raise unreadable(file, status)
            for entry in _entries(relative, file, status, known):
                found = True
                # Ids of records have the one in them, names that were made printable the other.
                may_clash = "#" in entry.id or "\\" in entry.id
                yield _with_free_id(entry, taken) if may_clash else entry
        self.left_out = left_out
        if not found:
            remedy = f"{_KINDS}, and leaves out what is hidden"
            raise CorpusError("there are no articles here", place=str(self.root), remedy=remedy)

    def read(self, entry: Entry) -> Document:
        """Read the document of an entry.

        Raises:
            CorpusError: where it is gone, may not be read, is empty, too large or no text.
        """
        try:
            if error := fault(entry.id, entry.file, os.stat(entry.file)):
                raise error
            if entry.problem:
                remedy = "Correct it, then open the corpus again"
                raise CorpusError(entry.problem, place=entry.id, remedy=remedy)
            return read_record(entry) if entry.record else read_file(entry)
        except OSError as reason:
            raise unreadable(entry.id, reason) from reason


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference of two scans of a corpus; ``changed`` holds the new entries."""

    added: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def changes(previous: Mapping[str, Entry], current: Iterable[Entry]) -> Changes:
    """Compare an earlier scan, by id, with a later one."""
    now = {entry.id: entry for entry in current}
    return Changes(
        added=tuple(entry for entry in now.values() if entry.id not in previous),
        removed=tuple(entry for entry in previous.values() if entry.id not in now),
        changed=tuple(
            entry
            for entry in now.values()
            if (before := previous.get(entry.id))
            and before != entry  # most are the same, and this is quick
            and before.stamp != entry.stamp
        ),
    )


def _entries(
    relative: str,
    file: str,
    status: os.stat_result | OSError,
    known: Mapping[str, Sequence[Entry]],
) -> Iterable[Entry]:
    """Return what a file holds; a folder comes here only when it can't be read."""
    document = printable(relative)
    format_ = FORMATS.get(ending(relative), Format.TEXT)
    error = fault(document, file, status)
    if isinstance(status, OSError):
        size, mtime = 0, 0
    else:
        size, mtime = status.st_size, status.st_mtime_ns
    if format_ is None and error is None:
        return _records(document, file, mtime, known.get(file, ()))
    problem = error.message if error else None
    return (Entry(document, file, format_ or Format.TEXT, 0, size, mtime, False, problem),)


def _records(document: str, file: str, mtime: int, known: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the records of a JSON Lines file, or one entry with the reason why there are none."""
    if known and known[0].mtime == mtime:
        yield from known
        return
    try:
        yield from records(document, file, mtime)
    except CorpusError as error:
        problem = error.message
    except OSError as error:
        problem = unreadable(document, error).message
    else:
        return
    yield Entry(document, file, Format.TEXT, mtime=mtime, problem=problem)


def _records_by_file(entries: Mapping[str, Entry]) -> dict[str, list[Entry]]:
    files: dict[str, list[Entry]] = {}
    for entry in entries.values():
        if entry.record:
            files.setdefault(entry.file, []).append(entry)
    return files


def _with_free_id(entry: Entry, taken: dict[str, int]) -> Entry:
    """Return the entry, with ``~`` and a number after an id that is taken.

    ``taken`` holds the highest number given to each id, so that many of the same id cost no search.
    """
    number = taken.setdefault(entry.id, 0) + 1
    free = entry.id
    while number > 1 and (free := f"{entry.id}~{number}") in taken:
        number += 1
    taken[entry.id] = number
    taken.setdefault(free, 1)
    return entry if free == entry.id else entry._replace(id=free)


def _is_folder(path: str) -> bool:
    """Tell a folder that was named from a file; raise CorpusError for what is neither."""
    if os.path.isdir(path):
        return True
    if not os.path.lexists(path):
        remedy = "Check the spelling, or name another folder"
        raise CorpusError("there is no such file or folder", place=path, remedy=remedy)
    if ending(path) not in FORMATS:
        raise CorpusError("this is no article that reader knows", place=path, remedy=_KINDS)
    return False


def _relative(path: str, root: str, *, is_folder: bool) -> str:
    """Return a path as ids have it: empty for ``root`` itself, with ``/`` after a folder."""
    relative = os.path.relpath(path, root).replace(os.sep, "/")
    if relative == ".":
        return ""
    return f"{relative}/" if is_folder else relative
