"""A codebook as CSV: the columns of Taguette, then colour and key."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from reader.errors import FormatError
from reader.exchange.codebooks.taking import codebook_bundle, tag_from_texts
from reader.exchange.shared.spreadsheets import as_given, csv_bytes
from reader.exchange.values import Bundle, TagCount, TagItem

# Taguette 1.4 writes the first four; it reads ``tag``, ``name`` or ``path``, and ``description``.
COLUMNS = ("tag", "parent", "description", "number of highlights", "color", "key")
_NAMES = ("tag", "name", "path")
_LONGEST_FIELD = 128 * 1024  # characters; Python's own limit
_SEPARATORS = ",;\t"  # spreadsheets of half of Europe write the second


def write_codebook_csv(tags: Sequence[TagItem], counts: Mapping[str, TagCount]) -> bytes:
    """Return tags, in their order, with the number of passages of each by its name."""
    passages = {name: count.passages for name, count in counts.items()}
    rows = (
        (tag.name, tag.parent, tag.description, passages.get(tag.name, 0), tag.color, tag.key)
        for tag in tags
    )
    return csv_bytes(COLUMNS, rows)


def read_codebook_csv(data: bytes, place: str) -> Bundle:
    """Return the bundle of the tags in a file; ``place`` is its name for messages.

    Raises FormatError, with the line, for what is no codebook, and for a parent that is not there
    or above itself.
    """
    csv.field_size_limit(_LONGEST_FIELD)  # of the process: what reads articles allows more
    try:
        text = data.decode("utf-8-sig")
        head = text.partition("\n")[0]
        separator = max(_SEPARATORS, key=head.count)
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=separator))
    except (UnicodeDecodeError, csv.Error) as error:
        raise FormatError(f"it is no CSV in UTF-8 ({error})", place=place) from error
    column = next((name for name in _NAMES if rows and name in rows[0]), None)
    if column is None:
        raise FormatError(
            "it has no tags", place=place, remedy="The first line names the columns, tag among them"
        )
    found = []
    every = [cell for row in rows for cell in row.values() if isinstance(cell, str)]
    given = as_given(every)
    for number, row in enumerate(rows, 2):
        texts = {
            k: given(v).replace("\r\n", "\n")
            for k, v in row.items()
            if isinstance(k, str) and v is not None
        }
        found.append(tag_from_texts({**texts, "tag": texts.get(column, "")}, f"{place}:{number}"))
    return codebook_bundle(found, place)
