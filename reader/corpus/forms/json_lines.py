"""JSON Lines that are packed: read as JSON values one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reader.corpus.forms import json_file
from reader.corpus.forms.form import Part, text_in
from reader.corpus.forms.packed import unpacked
from reader.corpus.reading import Reading


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the record of each line; a broken line is a part with its problem."""
    found = text_in(unpacked(data), reading)
    in_utf8 = replace(reading, encoding="")
    for number, row in enumerate(found.text.split("\n"), start=1):
        if not row.strip():
            continue
        try:
            for part in json_file.parts(row.encode(), in_utf8):
                yield part.decoded_as(found)
        except ValueError as error:
            yield Part("", {}, str(number), problem=f"line {number}: {error}")
