"""Files of a corpus, each one document: what can be read, and reading it."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress

from reader.corpus.decoding import decoded
from reader.corpus.document import Document, Entry
from reader.corpus.fields import declared
from reader.corpus.forms import MOST_BYTES, form_of
from reader.corpus.forms.several_texts import note_several_texts, note_titled_texts
from reader.corpus.heads import NO_HEAD, head_of
from reader.corpus.notes import ReadingNote
from reader.corpus.page_record import page_record
from reader.corpus.reading import AS_THEY_STAND, Reading
from reader.corpus.sidecars import beginning, read_sidecar
from reader.corpus.walking import holds_records
from reader.errors import CorpusError
from reader.lazy import lazy_re
from reader.text import Format

# The largest file, and the longest record, that is loaded: a hundred novels.
SIZE_LIMIT = 64 * 2**20
_FRONT_MATTER = lazy_re(r"\ufeff?(?:---|\+\+\+|;;;)[ \t]*\r?\n")
_UNPRINTABLE = lazy_re("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def printable(name: str) -> str:
    """Return ``name`` with ``\\x1b`` for each control character and byte that is no UTF-8."""
    if name.isprintable():
        return name
    with suppress(UnicodeError):  # the locale may know fewer characters than names have
        name = os.fsencode(name).decode("utf-8", "surrogateescape")
    return _UNPRINTABLE.sub(lambda match: f"\\x{ord(match[0]) & 0xFF:02x}", name)


def megabytes(size: int) -> str:
    """Return a size in bytes as a person says it."""
    return f"{size >> 20} MB"


def fault(document: str, file: str, status: os.stat_result | OSError) -> CorpusError | None:
    """Return the reason that a file can't be read, as far as its status tells."""
    if isinstance(status, OSError):
        return unreadable(document, status)
    if stat.S_ISDIR(status.st_mode):  # it comes here only where it can't be listed
        return _forbidden(document)
    if not stat.S_ISREG(status.st_mode):
        remedy = "Copy what it holds into a regular file"
        return CorpusError("not a regular file", place=document, remedy=remedy)
    if not status.st_size:
        return _empty(document)
    # Most files are small: their names are not looked at for it.
    if status.st_size > SIZE_LIMIT and status.st_size > (most := _most_bytes(file, status)):
        remedy = "Split it into smaller files, or into JSON Lines with one article a line"
        return CorpusError(f"larger than {megabytes(most)}", place=document, remedy=remedy)
    if not status.st_mode & 0o444 and not os.access(file, os.R_OK):
        return _forbidden(document)
    return None


def _most_bytes(file: str, status: os.stat_result) -> int:
    """Return the bytes that a file may have; one that is streamed may have all of its own."""
    form = form_of(file)
    if form.is_streamed if form else holds_records(file):
        return status.st_size
    return MOST_BYTES if form else SIZE_LIMIT


def _forbidden(document: str) -> CorpusError:
    return unreadable(document, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def unreadable(document: str, error: OSError) -> CorpusError:
    """Return the message to a person on an error of the operating system."""
    reason = (error.strerror or str(error)).lower()
    remedy = "Check that it is still there and that you may read it"
    return CorpusError(f"can't be read ({reason})", place=document, remedy=remedy)


def read_file(entry: Entry, reading: Reading = AS_THEY_STAND) -> Document:
    """Read the document that a file holds.

    Raises:
        CorpusError: where the file holds no text.
        OSError: where it can't be read.
    """
    with open(entry.file, "rb") as stream:
        return document_in(stream.read(SIZE_LIMIT), entry, reading, beginning)


def document_in(
    data: bytes, entry: Entry, reading: Reading, beside: Callable[[str], bytes]
) -> Document:
    """Return the document in the bytes of a text file or a page.

    ``beside`` reads another file by its path, or raises OSError.

    Raises:
        CorpusError: where they hold no text.
    """
    content = decoded(data, reading.encoding)
    if content is None:
        remedy = "Keep only text here, or save it as text in UTF-8"
        raise CorpusError("not text but binary data", place=entry.id, remedy=remedy)
    if not content.text.strip():
        raise _empty(entry.id)
    is_page = entry.format is Format.HTML or content.text.lstrip()[:1] == "<"
    # Of a page, only front matter is a head: it is the source of a site.
    head = NO_HEAD if is_page and not _FRONT_MATTER.match(content.text) else head_of(content.text)
    several = note_several_texts(content.text[head.size :], is_page=is_page)
    if not (several or head.fields):
        several = note_titled_texts(content.text, is_page=is_page)
    sidecar, broken = read_sidecar(entry.file, beside)
    if head.broken:
        unread = f"The head of the file is broken: {', '.join(head.broken)} can't be read."
        broken = (*broken, ReadingNote(unread))
    metadata = {**(page_record(content.text) if is_page else {}), **head.fields, **sidecar}
    return Document(
        entry.id,
        content.text,
        entry.format,
        metadata,
        content.encoding,
        (*content.notes, *several, *broken),
        declared(metadata, reading.names),
        head.size,
    )


def _empty(document: str) -> CorpusError:
    return CorpusError("empty", place=document, remedy="Put text into it, or remove it")
