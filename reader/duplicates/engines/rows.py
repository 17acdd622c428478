"""Records of a JSON Lines or Parquet file, as the engines read them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from reader.duplicates.values import Version
from reader.errors import CorpusError


def read(path: Path) -> Iterator[Version]:
    """Yield the records of a JSON Lines file: ``id`` and ``text``, perhaps ``title``, ``date``.

    Raises:
        CorpusError: where a line is no such record.
    """
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _record(line, f"{path}:{number}")


def _record(line: str, place: str) -> Version:
    try:
        fields = json.loads(line)
        found = Version(
            str(fields["id"]), fields["text"], fields.get("title") or "", fields.get("date")
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(
            "it is no record with id and text", place=place, remedy="Leave the line out or mend it"
        ) from error
    if not isinstance(found.text, str):
        raise CorpusError("its text is no text", place=place, remedy="Leave the line out")
    return found
