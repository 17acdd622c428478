"""JSON Lines that are packed: read as JSON values one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reader.corpus.decoding import Decoded, decoded
from reader.corpus.forms import json_file
from reader.corpus.forms.form import Part, text_in
from reader.corpus.forms.packed import (
    CUT_BEHIND,
    CutOffError,
    TooLargeError,
    unpacked,
    unpacked_lines,
)
from reader.corpus.reading import Reading


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the record of each line; a broken line is a part with its problem."""
    number = 0
    try:
        for number, found in enumerate(_rows(data, reading), start=1):
            yield from _records(number, found, replace(reading, encoding=""))
    except CutOffError:
        yield Part("", {}, str(number + 1), problem=CUT_BEHIND)


def _records(number: int, found: Decoded, reading: Reading) -> Iterator[Part]:
    """Yield the record of a line, or its problem."""
    if not found.text.strip():
        return
    try:
        for part in json_file.parts(found.text.encode(), reading):
            yield part.decoded_as(found)
    except ValueError as error:
        yield Part("", {}, str(number), problem=f"line {number}: {error}")


def _rows(data: bytes, reading: Reading) -> Iterator[Decoded]:
    """Yield the lines; of a file that is too large to be had at once each is decoded alone.

    Raises CutOffError behind the last whole line, where the end is missing.
    """
    cut = None
    try:
        whole = text_in(unpacked(data), reading)
    except TooLargeError:
        for line in unpacked_lines(data):
            yield decoded(line, reading.encoding) or Decoded(line.decode("utf-8", "replace"))
        return
    except CutOffError as error:
        cut = error
        whole = text_in(error.found.rpartition(b"\n")[0], reading)
    for row in whole.text.split("\n"):
        yield whole._replace(text=row)
    if cut:
        raise cut
