"""Documents: the files of a corpus and the records of its JSON Lines files."""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from reader.corpus.dates import iso_date
from reader.corpus.fields import NOTHING, Declared
from reader.corpus.notes import ReadingNote
from reader.text import Format, Span, one_line


class Entry(NamedTuple):
    """A document as the scan of a corpus finds it, before its text is read.

    ``id`` is the path relative to the corpus with ``/`` between its parts, and ``#`` and the
    record's id for a record of a JSON Lines file; bytes of a file name that can't be printed stand
    in it as ``\\x1b``. ``file`` is the path to open. ``offset`` and ``size`` are the bytes of the
    file that hold the document, ``mtime`` is the file's, in nanoseconds. ``record`` tells a record
    from a file, and ``checksum`` is the CRC-32 of its line. ``problem`` says why the document can't
    be read, where the scan could see that. ``form`` names the form of its file where that is no
    plain text and no JSON Lines; ``offset`` is then the document's number among those of the file,
    or the byte it begins at in one that is streamed.
    ``encoding`` is the one that a user has chosen for its file.
    """

    # No frozen data class, and no Path: a scan makes 100,000 of these, in half the time.
    id: str
    file: str
    format: Format
    offset: int = 0
    size: int = 0
    mtime: int = 0
    record: bool = False
    problem: str | None = None
    checksum: int = 0
    form: str = ""
    encoding: str = ""

    @property
    def path(self) -> Path:
        """The file to open."""
        return Path(self.file)

    @property
    def stamp(self) -> str:
        """A value that differs between two scans when the document may have changed between them.

        A record keeps its stamp when other records of its file are added, changed or removed.
        """
        changed = self.checksum if self.record else self.mtime
        return f"{self.size}:{changed}:{self.problem or ''}{self.encoding}"


def stamp_of_file(status: os.stat_result) -> str:
    """Return the beginning of the stamp of a document that is the whole of a file."""
    return f"{status.st_size}:{status.st_mtime_ns}:"


@dataclass(frozen=True)
class Document:
    """One document of a corpus: its decoded text, and what its file says of it.

    ``source`` is the text that all offsets count in, in code points; its line ends are those of the
    file, and it holds no lone surrogates. ``metadata`` holds the other keys of its record, its head
    or a file beside it, and ``declared`` what they say of it. The first ``head`` code points
    are front matter, and no text. ``encoding`` is the one it was decoded with, and ``notes``
    say what a user should know of that.
    """

    id: str
    source: str
    format: Format = Format.TEXT
    metadata: Mapping[str, Any] = field(default_factory=dict)
    encoding: str = "utf-8"
    notes: tuple[ReadingNote, ...] = ()
    declared: Declared = NOTHING
    head: int = 0

    @property
    def made(self) -> str:
        """The day on which its file was made (ISO 8601), by the properties that some forms have."""
        return iso_date(self.metadata.get("made"))

    @property
    def named(self) -> str:
        """The title that the properties of its file have, in one line."""
        return one_line(str(self.metadata.get("named") or ""))

    @property
    def made_by(self) -> str:
        """The author that the properties of its file have, in one line."""
        return one_line(str(self.metadata.get("made_by") or ""))

    @property
    def printed(self) -> str:
        """The day that is printed on each of its pages (ISO 8601), which its text leaves out."""
        return iso_date(self.metadata.get("printed"))

    def page_at(self, offset: int) -> int | None:
        """Return the page that a character stands on, from 1; None where there are no pages.

        ``pages`` of the metadata tells where each begins, as forms with pages give it.
        """
        pages = self.metadata.get("pages")
        if not isinstance(pages, list) or not all(type(start) is int for start in pages):
            return None
        return bisect_right(pages, offset) or None

    def pages_on(self, span: Span) -> str:
        """Return the page that a span stands on, or its first and last; empty without pages."""
        first, last = self.page_at(span.start), self.page_at(max(span.start, span.end - 1))
        return f"{first}–{last}" if first and last and first != last else str(first or "")

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the source in UTF-8, in hexadecimal: what an anchor was set in."""
        return hashlib.sha256(self.source.encode()).hexdigest()
