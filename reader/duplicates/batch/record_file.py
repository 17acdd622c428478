"""Records of a JSON Lines file, as the engines read them."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reader.errors import CorpusError
from reader.text import visible

NO_RECORD = "it is no record with id and text"


class BatchRecord(NamedTuple):
    """A record with text for each of its fields, empty for those that it lacks.

    ``names`` are the entities that the text mentions, one a line.
    """

    id: str
    text: str
    title: str
    date: str
    hidden: str
    names: str
    sha256: str

    @classmethod
    def of(cls, fields: dict[str, object]) -> BatchRecord:
        """Return the record that has ``fields``, whatever else they are.

        Raises:
            ValueError: where there is no id or no text.
        """
        if fields.get("id") is None or not isinstance(fields.get("text"), str):
            raise ValueError(NO_RECORD)
        found = (fields.get(name) for name in cls._fields)
        return cls(*("" if value is None else str(value) for value in found))


def read(path: Path) -> Iterator[BatchRecord]:
    """Yield the records of JSON Lines, maybe packed: ``id`` and ``text``, perhaps other fields.

    Raises:
        CorpusError: where a line is no such record, or the file can't be read.
    """
    if path.suffix == ".parquet":
        raise CorpusError(
            "the local engine reads JSON Lines only",
            place=str(path),
            remedy="Choose --engine duckdb or spark",
        )
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _record(line, f"{path}:{number}")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise refused(path, error) from error


def _record(line: str, place: str) -> BatchRecord:
    try:
        return BatchRecord.of(json.loads(line))
    except (ValueError, AttributeError) as error:
        remedy = "Leave the line out or mend it"
        raise CorpusError(NO_RECORD, place=place, remedy=remedy) from error


def same_id(path: Path, id_: str) -> CorpusError:
    """Return what is told of a file in which records have one id: pairs name records by theirs."""
    return CorpusError(
        f"it has several records with the id “{visible(id_)}”",
        place=str(path),
        remedy="Give each an id of its own, or give its folder: there they are numbered",
    )


def refused(path: Path, error: object) -> CorpusError:
    """Return what is told of a file that an engine has given up, in words of its own."""
    said = str(error)
    line = said.partition("\n")[0].rstrip(". ")
    why = NO_RECORD if NO_RECORD in said else line.partition(": ")[2] or line
    return CorpusError(why, place=str(path), remedy="Mend the file, or leave the record out")
