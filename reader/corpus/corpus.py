"""A corpus: the documents in the folder, or the files, that a user named."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from reader.corpus.document import Document, Entry, stamp_of_file
from reader.corpus.files import fault, printable, read_file, unreadable
from reader.corpus.forms import (
    FORMS,
    MOST_BYTES,
    Form,
    form_by_look,
    form_of,
    form_of_lines,
    has_no_ending,
)
from reader.corpus.json_records import read_record, records
from reader.corpus.left_out import LeftOut, NoTextError
from reader.corpus.parts import OpenedFile, entries_of, read_part
from reader.corpus.reading import AS_THEY_STAND, Reading
from reader.corpus.walking import FORMATS, KNOWN, ending, may_hold_documents, walk, within
from reader.errors import CorpusError
from reader.text import Format

_KINDS = f"Reader opens folders, and files that end in {', '.join(KNOWN)}"
# Files with these endings are looked into for several articles.
_LOOKED_INTO = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf"})
_LOOK = 4096  # bytes of a file of lines


class Corpus:
    """The documents in the folders and files that a user named.

    ``root`` is the folder itself, or the one that holds all that was named; ids are relative to it.
    ``left_out`` is what the last whole scan has found that is no document.
    """

    root: Path
    left_out: LeftOut

    def __init__(
        self,
        paths: Sequence[str | os.PathLike[str]],
        *,
        skip: Callable[[str], bool] | None = None,
        reading: Reading = AS_THEY_STAND,
        kept: Path | None = None,
    ) -> None:
        """Open the corpus in ``paths``; files whose path makes ``skip`` true are no part of it.

        ``reading`` is what the user says of its files. Texts that were drawn out of PDFs and the
        like are kept in the folder ``kept``, which can be deleted at any time.

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
        self.reading = reading
        self._skip = skip
        # Files in which nothing has a text, with the time of their last change, and why.
        self._textless: dict[str, tuple[int, str]] = {}
        # Counts of what is left out of files that have documents, by their paths.
        self._within: dict[str, Counter[str]] = {}
        self._kept = kept
        self._roots = [
            (_relative(path, root, is_folder=path in folders), path)
            for path in named
            if not any(path != folder and within(path, folder) for folder in folders)
        ]

    @property
    def key(self) -> str:
        """The key of this corpus among all others: the absolute paths, and how they are read."""
        paths = "\n".join(printable(path) for _, path in self._roots)
        return f"{paths}\n{self.reading.stamp}" if self.reading.stamp else paths

    def is_named(self, document: str) -> bool:
        """Tell whether a document, there or not, lies in what was named, by its id."""
        file = document.partition("#")[0]
        return any(
            document.startswith(relative) if relative[-1:] in ("", "/") else file == relative
            for relative, _ in self._roots
        )

    def scan(
        self,
        previous: Mapping[str, Entry] | None = None,
        stamps: Mapping[str, str] = MappingProxyType({}),
        *,
        looking: bool = True,
    ) -> Iterator[Entry]:
        """Yield the documents in the order of their ids, as they are found; records as they stand.

        What can't be read is yielded with its ``problem``. ``previous`` is what an earlier scan has
        found, by id: what has not changed since is neither looked into nor read again. Nor are
        files that are one text each and have their stamp in ``stamps``, by id. Without ``looking``
        texts are taken to be one each.

        Raises:
            CorpusError: at the end, where nothing was found.
        """
        previous = previous or {}
        before = _records_by_file(previous)
        taken: dict[str, int] = {}
        found, left_out = False, LeftOut()
        for relative, file, status in walk(self._roots, left_out):
            if self._skip is not None and self._skip(file):
                continue
            if isinstance(status, OSError) and not relative:
                raise unreadable(file, status)
            form = form_of(file)
            is_bare = has_no_ending(file)
            if isinstance(status, os.stat_result) and (is_bare or ending(file) in _LOOKED_INTO):
                sound = (one for one in before.get(file, ()) if not one.problem)
                known = next(sound, previous.get(printable(relative)))
                is_known = stamps.get(relative, "").startswith(stamp_of_file(status))
                if known and known.mtime == status.st_mtime_ns and not known.problem:
                    form = FORMS.get(known.form)
                elif is_bare or (looking and not is_known):
                    form = _by_look(file, status) or form
                if is_bare and form is None:
                    left_out.kinds.append(relative)
                    continue
            for entry in self._entries(relative, file, status, before, form, left_out=left_out):
                found = True
                # Ids of records have the one in them, names that were made printable the other.
                may_clash = "#" in entry.id or "\\" in entry.id
                yield _with_free_id(entry, taken) if may_clash else entry
        self.left_out = left_out
        if not found:
            raise self._empty()

    def _empty(self) -> CorpusError:
        """Return the error of a corpus without articles, with what was left out of it."""
        but = f", but {self.left_out.counts}" if self.left_out.counts else ""
        why = next((f"{path} {why}" for path, why in self.left_out.textless.items()), "")
        remedy = why or f"{_KINDS}, and leaves out what is hidden"
        return CorpusError(f"there are no articles here{but}", place=str(self.root), remedy=remedy)

    def read(self, entry: Entry) -> Document:
        """Read the document of an entry.

        Raises:
            CorpusError: where it is gone, may not be read, is empty, too large or no text.
        """
        try:
            status = os.stat(entry.file)
            if error := fault(entry.id, entry.file, status):
                raise error
            if entry.problem:
                remedy = "Correct it, then open the corpus again"
                raise CorpusError(entry.problem, place=entry.id, remedy=remedy)
            if entry.form:
                return read_part(entry, self._opened(entry, status))
            read = read_record if entry.record else read_file
            return read(entry, self.reading.for_file(entry.id.partition("#")[0]))
        except OSError as reason:
            raise unreadable(entry.id, reason) from reason

    def _entries(
        self,
        relative: str,
        file: str,
        status: os.stat_result | OSError,
        before: Mapping[str, Sequence[Entry]],
        form: Form | None,
        *,
        left_out: LeftOut,
    ) -> Iterable[Entry]:
        """Return the entries of a file; a folder comes here only when it can't be read."""
        document = printable(relative)
        format_ = FORMATS.get(ending(relative), Format.TEXT)
        error = fault(document, file, status)
        if isinstance(status, OSError):
            size, mtime = 0, 0
        else:
            size, mtime = status.st_size, status.st_mtime_ns
        encoding = self.reading.chosen_for(document)
        holds_many = form.holds_many if form else format_ is None
        if holds_many and error is None and isinstance(status, os.stat_result):
            found = before.get(file, ())
            if found and (found[0].mtime, found[0].encoding) == (mtime, encoding):
                if counts := self._within.get(file):
                    left_out.within[document] = counts
                return found
            return self._records(document, file, status, form, left_out)
        problem = error.message if error else None
        name = form.name if form else ""
        format_ = format_ or Format.TEXT
        entry = Entry(document, file, format_, 0, size, mtime, False, problem, form=name)
        return (entry._replace(encoding=encoding) if encoding else entry,)

    def _records(
        self, document: str, file: str, status: os.stat_result, form: Form | None, left_out: LeftOut
    ) -> Iterator[Entry]:
        """Yield the documents of a file of many, or one entry that says why there are none.

        A file in which nothing has a text goes to what is ``left_out``.
        """
        mtime = status.st_mtime_ns
        before, why = self._textless.get(file, (0, ""))
        if before == mtime:
            left_out.textless[document] = why
            return
        dropped = Counter[str]()
        self._within.pop(file, None)
        try:
            if form is None and status.st_size <= MOST_BYTES:
                with open(file, "rb") as stream:
                    form = form_of_lines(stream.read(_LOOK))
            encoding = self.reading.chosen_for(document)
            whole = Entry(document, file, Format.TEXT, mtime=mtime, form=form.name if form else "")
            found = (
                records(document, file, mtime, dropped, self.reading.for_file(document))
                if form is None
                else entries_of(document, self._opened(whole, status), dropped)
            )
            yield from (e._replace(encoding=encoding) for e in found) if encoding else found
            if dropped:
                left_out.within[document] = self._within[file] = dropped
        except NoTextError as error:
            self._textless[file] = (mtime, error.message)
            left_out.textless[document] = error.message
            return
        except CorpusError as error:
            problem = error.message
        except OSError as error:
            problem = unreadable(document, error).message
        else:
            return
        yield Entry(document, file, Format.TEXT, mtime=mtime, problem=problem)

    def _opened(self, entry: Entry, status: os.stat_result) -> OpenedFile:
        reading = self.reading.for_file(entry.id.partition("#")[0])
        changed, size = status.st_mtime_ns, status.st_size
        return OpenedFile(entry.file, entry.form, reading, changed, size, self._kept)


@dataclass(frozen=True, slots=True)
class ScanDifference:
    """The difference of two scans of a corpus; ``changed`` holds the new entries."""

    added: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def changes(previous: Mapping[str, Entry], current: Iterable[Entry]) -> ScanDifference:
    """Compare an earlier scan, by id, with a later one."""
    now = {entry.id: entry for entry in current}
    return ScanDifference(
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


def _by_look(file: str, status: os.stat_result) -> Form | None:
    """Return the form of a file that holds several articles; None where it can't be read."""
    if not stat.S_ISREG(status.st_mode):
        return None
    try:
        return form_by_look(file)
    except OSError:
        return None


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
    if not may_hold_documents(path) and not (has_no_ending(path) and _by_look(path, os.stat(path))):
        raise CorpusError("this is no article that reader knows", place=path, remedy=_KINDS)
    return False


def _relative(path: str, root: str, *, is_folder: bool) -> str:
    """Return a path as ids have it: empty for ``root`` itself, with ``/`` after a folder."""
    relative = os.path.relpath(path, root).replace(os.sep, "/")
    if relative == ".":
        return ""
    return f"{relative}/" if is_folder else relative
