"""Documents: the files of a corpus and the records of its JSON Lines files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from reader.text import Format


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as the scan of a corpus finds it, before its text is read.

    ``id`` is the path relative to the corpus with ``/`` between its parts, and ``#`` and the
    record's id for a record of a JSON Lines file. ``offset`` and ``size`` are the bytes of the file
    that hold it, ``mtime`` is the file's, in nanoseconds. ``problem`` says why it can't be read.
    """

    id: str
    path: Path
    format: Format
    offset: int = 0
    size: int = 0
    mtime: int = 0
    record: bool = False
    problem: str | None = None


@dataclass(frozen=True)
class Document:
    """One document of a corpus: its decoded text, and what its file says of it.

    ``source`` is the text that all offsets count in, in code points; its line ends are those of the
    file, and it holds no lone surrogates. ``metadata`` holds the other keys of a JSON Lines record.
    ``encoding`` is the one it was decoded with, and ``notes`` say what a user should know of that.
    """

    id: str
    source: str
    format: Format = Format.TEXT
    metadata: Mapping[str, Any] = field(default_factory=dict)
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the source in UTF-8, in hexadecimal: what an anchor was set in."""
        return hashlib.sha256(self.source.encode()).hexdigest()
