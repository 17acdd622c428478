"""Tables: CSV and TSV, one article a row below a row of names, or below none."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import chain, islice, zip_longest

from reader.corpus.dates import iso_date
from reader.corpus.fields import field_of, text_key
from reader.corpus.forms.form import Part, part_of, text_in
from reader.corpus.forms.packed import unpacked
from reader.corpus.notes import ReadingNote
from reader.corpus.reading import Reading
from reader.text import one_line

_SNIFFED = 4096  # characters
_MARKS = ",;\t|"
_TOLD = re.compile(r"sep=(?P<mark>.)\r?\n", re.IGNORECASE)  # as Excel writes it
_SHOWN = 80  # characters of what is left out
_LONGEST_FIELD = 64 * 2**20  # characters
# Tables of GDELT have no row of names: columns of ours by the number of all, from its codebooks
# (Event 1.0 and 2.0, Global Knowledge Graph 2.1).
_NAMELESS = {
    58: {1: "sqldate", 57: "url"},
    61: {1: "sqldate", 60: "url"},
    27: {0: "id", 1: "date", 3: "source", 4: "url"},
}
_ADDRESS = ("http://", "https://")
# In words: a cell that names no column, and the mean of a column of texts in so many first rows.
_NO_NAME, _TEXT, _FIRST_ROWS = 8, 12, 50


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the article of each row; a row of other length than the names is still read."""
    found = text_in(unpacked(data), reading)
    text = found.text
    told = _TOLD.match(text)
    text = text[told.end() :] if told else text
    mark = told["mark"] if told else _mark(text[:_SNIFFED])
    csv.field_size_limit(_LONGEST_FIELD)
    rows: Iterator[list[str]] = csv.reader(StringIO(text, newline=""), delimiter=mark)
    names = [name.strip() for name in next(rows, [])]
    if _is_nameless(names):
        first = [names, *islice(rows, _FIRST_ROWS)]
        if len(names) > 1 and len(set(map(len, filter(None, first)))) > 1:  # lines of prose
            rows = ([line] for line in text.splitlines())
            first = list(islice(rows, _FIRST_ROWS))
        names = _guessed_names(first)
        rows = chain(first, rows)
    for cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        row, notes = _fitted(cells, names, mark, reading)
        said = {name: cell for name, cell in zip(names, row, strict=False) if name}
        own = next(
            (said[name].strip() for name in names if name.lower() == "id" and name in said), ""
        )
        yield part_of(said, reading, own)._replace(notes=notes).decoded_as(found)


def _fitted(
    row: list[str], names: Sequence[str], mark: str, reading: Reading
) -> tuple[list[str], tuple[ReadingNote, ...]]:
    """Return a row with as many cells as names, and what was done for that.

    A text with a mark that was not quoted has become several cells: they are joined again, where
    days and addresses then stand in their columns.
    """
    row = row.copy()
    while len(row) > len(names) and not row[-1].strip():
        row.pop()
    surplus = len(row) - len(names)
    if surplus <= 0:
        return row, ()
    told = f"Its row has {len(row)} cells below {len(names)} names: "
    key = text_key(dict.fromkeys(filter(None, names), "x"), reading.names)
    if key is not None and key in names:
        at = names.index(key)
        end = at + surplus + 1
        joined = [*row[:at], mark.join(row[at:end]), *row[end:]]
        if all(map(_fits, names, joined)):
            return joined, (ReadingNote(f'{told}cells were joined to one for "{key}".'),)
    left = one_line(mark.join(row[len(names) :])[:_SHOWN])
    return row, (ReadingNote(f"{told}the others were left out, which begin: {left}"),)


def _fits(name: str, cell: str) -> bool:
    """Tell whether a cell may stand in a column of days or addresses; it may in any other."""
    field = field_of(name)
    if not cell.strip() or field not in ("date", "url"):
        return True
    return bool(iso_date(cell)) if field == "date" else cell.strip().startswith(_ADDRESS)


def _mark(start: str) -> str:
    """Return the mark between the names of the first row."""
    names = start.partition("\n")[0]
    return max(_MARKS, key=names.count)


def _is_nameless(first: Sequence[str]) -> bool:
    """Tell whether the first row is one of the articles already."""
    is_one = any(cell.startswith(_ADDRESS) or len(cell.split()) > _NO_NAME for cell in first)
    return is_one and not any(map(field_of, first))


def _guessed_names(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return names for the columns of a table that has none: its text, days and addresses.

    The others are called by their numbers, from 1.
    """
    width = max(map(len, rows), default=0)
    if width in _NAMELESS:
        return [_NAMELESS[width].get(number, str(number + 1)) for number in range(width)]
    columns = list(zip_longest(*rows, fillvalue=""))
    words = [sum(len(cell.split()) for cell in column) / len(column) for column in columns]
    longest = words.index(max(words))
    names: list[str] = []
    for number, column in enumerate(columns):
        cells = [cell for cell in column if cell]
        if number == longest and words[number] >= _TEXT:
            name = "text"
        elif all(cell.startswith(_ADDRESS) for cell in cells):
            name = "url"
        else:
            name = "date" if all(map(iso_date, cells)) else str(number + 1)
        names.append(str(number + 1) if name in names or not cells else name)
    return names
