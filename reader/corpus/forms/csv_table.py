"""Tables: CSV and TSV with a row of names, one article a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from reader.corpus.forms.form import Part, part_of, text_in
from reader.corpus.forms.packed import unpacked
from reader.corpus.reading import Reading

_SNIFFED = 4096
_MARKS = ",;\t|"
_LONGEST_FIELD = 64 * 2**20


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the article of each row; a row of other length than the names is still read."""
    found = text_in(unpacked(data), reading)
    text = found.text
    mark = _mark(text[:_SNIFFED])
    csv.field_size_limit(_LONGEST_FIELD)
    rows = csv.reader(StringIO(text, newline=""), delimiter=mark)
    names = [name.strip() for name in next(rows, [])]
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        said = {name: cell for name, cell in zip(names, row, strict=False) if name}
        own = next(
            (said[name].strip() for name in names if name.lower() == "id" and name in said), ""
        )
        yield part_of(said, reading, own)._replace(notes=found.notes)


def _mark(start: str) -> str:
    """Return what stands between the names of the first row."""
    names = start.partition("\n")[0]
    return max(_MARKS, key=names.count)
