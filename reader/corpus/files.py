"""Files of a corpus, each one document: what can be read, and reading it."""

from __future__ import annotations

import errno
import os
import re
import stat

from reader.corpus.decoding import decoded
from reader.corpus.document import Document, Entry
from reader.corpus.walking import holds_records
from reader.errors import CorpusError

# The largest file, and the longest record, that is loaded: a hundred novels.
SIZE_LIMIT = 64 * 2**20
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def printable(name: str) -> str:
    """Return ``name`` with ``\\x1b`` for each control character and byte that is no UTF-8."""
    if name.isprintable():
        return name
    return _UNPRINTABLE.sub(lambda match: f"\\x{ord(match[0]) & 0xFF:02x}", name)


def megabytes(size: int) -> str:
    """Return a size in bytes as a person says it."""
    return f"{size >> 20} MB"


def fault(document: str, file: str, status: os.stat_result | OSError) -> CorpusError | None:
    """Return why a file can't be read, as far as its status tells."""
    if isinstance(status, OSError):
        return unreadable(document, status)
    if not stat.S_ISREG(status.st_mode):
        remedy = "Copy what it holds into a regular file"
        return CorpusError("not a regular file", place=document, remedy=remedy)
    if not status.st_size:
        return _empty(document)
    if status.st_size > SIZE_LIMIT and not holds_records(file):
        remedy = "Split it into smaller files, or into JSON Lines with one article a line"
        return CorpusError(f"larger than {megabytes(SIZE_LIMIT)}", place=document, remedy=remedy)
    if not status.st_mode & 0o444 and not os.access(file, os.R_OK):
        return unreadable(document, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))
    return None


def unreadable(document: str, error: OSError) -> CorpusError:
    """Return what a person is told of an error of the operating system."""
    reason = (error.strerror or str(error)).lower()
    remedy = "Check that it is still there and that you may read it"
    return CorpusError(f"can't be read ({reason})", place=document, remedy=remedy)


def read_file(entry: Entry) -> Document:
    """Read the document that a file holds.

    Raises:
        CorpusError: where the file holds no text.
        OSError: where it can't be read.
    """
    with open(entry.file, "rb") as stream:
        content = decoded(stream.read(SIZE_LIMIT))
    if content is None:
        remedy = "Keep only text here, or save it as text in UTF-8"
        raise CorpusError("not text but binary data", place=entry.id, remedy=remedy)
    if not content.text.strip():
        raise _empty(entry.id)
    return Document(entry.id, content.text, entry.format, {}, content.encoding, content.notes)


def _empty(document: str) -> CorpusError:
    return CorpusError("empty", place=document, remedy="Put text into it, or remove it")
