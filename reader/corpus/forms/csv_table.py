"""Tables: CSV and TSV, one article a row below a row of names, or below none."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import chain

from reader.corpus.forms.form import Part, part_of, text_in
from reader.corpus.forms.packed import unpacked
from reader.corpus.reading import Reading

_SNIFFED = 4096
_MARKS = ",;\t|"
_TOLD = re.compile(r"sep=(?P<mark>.)\r?\n", re.IGNORECASE)  # as Excel writes it
_LONGEST_FIELD = 64 * 2**20
# Tables of GDELT have no row of names: columns of ours by the number of all, from its codebooks
# (Event 1.0 and 2.0, Global Knowledge Graph 2.1).
_NAMELESS = {
    58: {1: "sqldate", 57: "url"},
    61: {1: "sqldate", 60: "url"},
    27: {0: "id", 1: "date", 3: "source", 4: "url"},
}
_ADDRESS = ("http://", "https://")


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the article of each row; a row of other length than the names is still read."""
    found = text_in(unpacked(data), reading)
    text = found.text
    told = _TOLD.match(text)
    text = text[told.end() :] if told else text
    mark = told["mark"] if told else _mark(text[:_SNIFFED])
    csv.field_size_limit(_LONGEST_FIELD)
    rows: Iterator[list[str]] = csv.reader(StringIO(text, newline=""), delimiter=mark)
    first = next(rows, [])
    names = [name.strip() for name in first]
    if any(name.startswith(_ADDRESS) for name in names):
        known = _NAMELESS.get(len(names), {})
        names = [known.get(number, str(number + 1)) for number in range(len(names))]
        rows = chain([first], rows)
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        said = {name: cell for name, cell in zip(names, row, strict=False) if name}
        own = next(
            (said[name].strip() for name in names if name.lower() == "id" and name in said), ""
        )
        yield part_of(said, reading, own).decoded_as(found)


def _mark(start: str) -> str:
    """Return what stands between the names of the first row."""
    names = start.partition("\n")[0]
    return max(_MARKS, key=names.count)
