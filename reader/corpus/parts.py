"""Documents that share a file: found by reading it as its form says, kept as long as it is used."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from reader import safe_files
from reader.corpus.document import Document, Entry
from reader.corpus.fields import declared
from reader.corpus.files import printable, unreadable
from reader.corpus.forms import FORMS, MOST_BYTES, Form, Part, form_by_look, form_of, form_of_lines
from reader.corpus.forms.packed import unpacked
from reader.corpus.forms.several_texts import note_several_texts
from reader.corpus.left_out import no_article
from reader.corpus.notes import ReadingNote, read_notes
from reader.corpus.reading import AS_THEY_STAND, READING_VERSION, Reading
from reader.corpus.sidecars import beginning, with_sidecar
from reader.corpus.walking import WITH_SIDECARS, ending, holds_records
from reader.errors import CorpusError
from reader.text import Format

# Forms of which a file with one document is that document, and not a file of one.
_LISTS = frozenset({"CSV", "JSON Lines", "Parquet"})
# Forms of files whose texts may each be in another encoding.
_OF_MANY = frozenset({"mail", "mailbox", "WACZ", "WARC", "ZIP"})
# Forms that hold much beside articles: these alone are numbered, as those of a WARC are.
_OF_ANSWERS = frozenset({"WACZ", "EPUB"})
# Forms whose one document may hold several articles in a layout that is not known.
_OF_PAGES = frozenset({"PDF", "PDF of a press database"})


class OpenedFile(NamedTuple):
    """A file that is read in parts: its path, its form, how it is read, and what it was then.

    ``kept`` is the folder in which texts that were drawn out of other forms are kept, if any.
    """

    file: str
    form: str
    reading: Reading
    mtime: int
    size: int
    kept: Path | None


def entries_of(document: str, opened: OpenedFile, dropped: Counter[str]) -> Iterator[Entry]:
    """Yield the documents of a file: ``#`` and their own id, or their number, after its path.

    What else it holds is ``dropped``, and counted there by its kind.

    Raises:
        NoTextError: where nothing in it has a text.
        CorpusError: where the file is broken.
        OSError: where it can't be read.
    """
    if FORMS[opened.form].is_streamed:
        yield from _streamed(document, opened, dropped)
        return
    parts = parts_of(opened)
    dropped.update(part.left_out for part in parts if part.left_out)
    if dropped.total() == len(parts):
        raise no_article(document, dropped)
    alone = len(parts) == 1 and opened.form not in _LISTS
    articles = 0
    for number, part in enumerate(parts):
        if not part.left_out:
            articles += 1
            place = articles if opened.form in _OF_ANSWERS else number + 1
            own = printable(part.own[:200]) or str(place)
            yield _entry(document if alone else f"{document}#{own}", number, part, opened)


def _streamed(document: str, opened: OpenedFile, dropped: Counter[str]) -> Iterator[Entry]:
    """Yield the documents of a file that is read document by document."""
    with open(opened.file, "rb") as stream:
        every = FORMS[opened.form].parts_at(stream, opened.reading, document)
        found = ((at, part) for at, part in every if not _is_dropped(part, dropped))
        first = next(found, None)
        if first is None:
            raise no_article(document, dropped)
        try:
            second = next(found, None)
        except CorpusError:  # the rest is broken
            yield _entry(f"{document}#1", *first, opened)
            raise
        if second is None:
            yield _entry(document, *first, opened)
            return
        for number, (offset, part) in enumerate(chain((first, second), found), start=1):
            yield _entry(f"{document}#{number}", offset, part, opened)


def _is_dropped(part: Part, dropped: Counter[str]) -> bool:
    dropped.update(filter(None, [part.left_out]))
    return bool(part.left_out)


def _entry(document: str, offset: int, part: Part, opened: OpenedFile) -> Entry:
    return Entry(
        id=document,
        file=opened.file,
        format=part.format,
        offset=offset,
        size=len(part.text),
        mtime=opened.mtime,
        record=True,
        problem=part.problem or None,
        checksum=_checksum(part),
        form=opened.form,
    )


def read_part(entry: Entry, opened: OpenedFile) -> Document:
    """Read one of the documents of a file.

    Raises:
        CorpusError: where the file is broken, or has changed since it was scanned.
        OSError: where it can't be read.
    """
    try:
        part = _part_at(entry.offset, opened)
    except CorpusError as error:  # its file is named as its folder has it alone
        raise CorpusError(error.message, place=entry.id, remedy=error.remedy) from error
    if part is None or (entry.record and _checksum(part) != entry.checksum):
        remedy = "Open the corpus again"
        raise CorpusError("its file has changed since", place=entry.id, remedy=remedy)
    if part.problem or not part.text.strip():
        remedy = "Remove it, or read it with another program"
        raise CorpusError(part.problem or "there is no text in it", place=entry.id, remedy=remedy)
    is_whole = opened.form in _OF_PAGES and "#" not in entry.id
    several = note_several_texts(part.text, is_page=False) if is_whole else ()
    if "#" not in entry.id and ending(entry.file) in WITH_SIDECARS:
        part = with_sidecar(part, entry.file, beginning)
    return Document(
        id=entry.id,
        source=part.text,
        format=part.format,
        metadata=part.metadata,
        encoding=part.encoding,
        notes=part.notes + several + _refused(opened),
        declared=declared(part.metadata, opened.reading.names),
    )


def _refused(opened: OpenedFile) -> tuple[ReadingNote, ...]:
    """Return a note where a user has named an encoding for a file that says its own."""
    if not opened.reading.encoding or not FORMS[opened.form].says_encoding:
        return ()
    return (ReadingNote(f"--encoding is not used: a {opened.form} says its encoding itself."),)


def _part_at(offset: int, opened: OpenedFile) -> Part | None:
    """Return the document at a place of a file: a byte of a streamed one, else its number."""
    form = FORMS[opened.form]
    if not form.is_streamed:
        parts = parts_of(opened)
        return parts[offset] if offset < len(parts) else None
    with open(opened.file, "rb") as stream:
        stream.seek(offset)
        found = form.parts_at(stream, opened.reading, os.path.basename(opened.file))
        return next((part for _, part in found), None)


def bytes_to_decode(entry: Entry) -> bytes:
    """Return the bytes of the file of an entry that its encoding makes a text of.

    Raises:
        CorpusError: where it says its encoding itself, or can't be read.
    """
    if entry.form in _OF_MANY or (entry.form and FORMS[entry.form].says_encoding):
        raise CorpusError(f"a {entry.form} says its encoding itself", place=entry.id)
    try:
        with open(entry.file, "rb") as stream:
            return unpacked(stream.read())
    except OSError as error:
        raise unreadable(entry.id, error) from error
    except ValueError as error:
        raise CorpusError(str(error), place=entry.id) from error


def addresses_in(file: Path) -> Iterator[str] | None:
    """Return the addresses that a table, a feed or another export names; None of other files.

    Raises, when they are taken:
        CorpusError: where it is broken.
        OSError: where it can't be read.
    """
    is_lines = holds_records(file.name)
    form = FORMS["JSON Lines"] if is_lines else form_of(file.name) or form_by_look(str(file))
    if form is None:
        return None
    data = file.read_bytes()
    if is_lines:
        form = form_of_lines(data) or form
    parts = form.parts(data, AS_THEY_STAND, file.name)
    return filter(None, (declared(part.metadata, {}).url for part in parts))


@lru_cache(maxsize=2)
def parts_of(opened: OpenedFile) -> tuple[Part, ...]:
    """Return the documents of a file; the files that were asked for last are at hand.

    Raises:
        CorpusError: where it is broken.
        OSError: where it can't be read.
    """
    form = FORMS[opened.form]
    with open(opened.file, "rb") as stream:
        data = stream.read()
    kept = _kept(opened, form, data)
    if kept is not None and (found := _read_kept(kept)) is not None:
        return found
    parts = tuple(map(_writable, form.parts(data, opened.reading, os.path.basename(opened.file))))
    if kept is not None and sum(len(part.text) for part in parts) < MOST_BYTES:
        _keep(kept, parts)
    return parts


def _writable(part: Part) -> Part:
    """Return a part whose text can be written: without halves of characters."""
    try:
        part.text.encode()
    except UnicodeEncodeError:
        return part._replace(
            text=part.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        )
    return part


def _checksum(part: Part) -> int:
    metadata = json.dumps(part.metadata, default=str, sort_keys=True)
    return zlib.crc32(metadata.encode("utf-8", "replace"), zlib.crc32(part.text.encode()))


def _kept(opened: OpenedFile, form: Form, data: bytes) -> Path | None:
    """Return the file that keeps what was drawn out of another, by its hash and the version."""
    if opened.kept is None or not form.is_kept:
        return None
    versions = f"{READING_VERSION}/{form.version}"
    stamp = f"{form.name}/{versions}/{opened.reading.stamp}/".encode()
    return opened.kept / f"{hashlib.sha256(stamp + data).hexdigest()}.json"


def _read_kept(path: Path) -> tuple[Part, ...] | None:
    try:
        rows = json.loads(path.read_text("utf-8"))
        return tuple(
            Part(text, metadata, own, Format(kind), problem, read_notes(notes), *others)
            for text, metadata, own, kind, problem, notes, *others in rows
        )
    except (OSError, ValueError, TypeError):
        return None


def _keep(path: Path, parts: tuple[Part, ...]) -> None:
    """Keep parts in the cache, whose files can be deleted at any time; a full disk is no harm."""
    with suppress(OSError, ValueError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        text = json.dumps(parts, ensure_ascii=False, default=str)
        safe_files.replace(path, [text.encode()], safe_files.PRIVATE)
