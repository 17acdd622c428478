"""Records of a JSON Lines file, as the engines read them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reader.errors import CorpusError


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
        """Return the record that has ``fields``, whatever else they are."""
        found = (fields.get(name) for name in cls._fields)
        return cls(*("" if value is None else str(value) for value in found))


def read(path: Path) -> Iterator[BatchRecord]:
    """Yield the records of a JSON Lines file: ``id`` and ``text``, perhaps the other fields.

    Raises:
        CorpusError: where a line is no such record.
    """
    if path.suffix == ".parquet":
        raise CorpusError(
            "the local engine reads JSON Lines only",
            place=str(path),
            remedy="Choose --engine duckdb or spark",
        )
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _record(line, f"{path}:{number}")


def _record(line: str, place: str) -> BatchRecord:
    try:
        fields = json.loads(line)
        if isinstance(fields["text"], str) and fields["id"] is not None:
            return BatchRecord.of(fields)
    except (ValueError, KeyError, TypeError):
        pass
    raise CorpusError(
        "it is no record with id and text", place=place, remedy="Leave the line out or mend it"
    )
