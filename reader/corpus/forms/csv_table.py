"""Tables: CSV and TSV, one article a row below a row of names, or below none."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import chain, islice, zip_longest
from typing import Never

from reader.corpus.dates import has_day_first, in_order, iso_date
from reader.corpus.decoding import Decoded
from reader.corpus.fields import ADDRESS, field_of, text_key
from reader.corpus.forms.csv_rows import CsvRow, CsvRows
from reader.corpus.forms.form import Part, list_in, part_of, text_in
from reader.corpus.forms.packed import (
    CUT_BEHIND,
    CutOffError,
    TooLargeError,
    unpacked,
    unpacked_lines,
)
from reader.corpus.notes import ReadingNote
from reader.corpus.reading import Reading

_SNIFFED = 4096  # characters
_MARKS = ",;\t|"
_IN_SENTENCE = re.compile(r"[,;|](?=[\"”’»]?\s)")
_TOLD = re.compile(r"sep=(?P<mark>.)\r?\n", re.IGNORECASE)  # as Excel writes it
_LONGEST_FIELD = 64 * 2**20  # characters
# Tables of GDELT have no row of names: columns of ours by the number of all, from its codebooks
# (Event 1.0 and 2.0, Global Knowledge Graph 2.1).
_NAMELESS = {
    58: {1: "sqldate", 57: "url"},
    61: {1: "sqldate", 60: "url"},
    27: {0: "id", 1: "date", 3: "source", 4: "url"},
}
# A day in figures, of whatever order, and at most a time or another cell behind it.
_DAY = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}\b.{0,20}$")
# How pandas, Python and databases write a cell that holds nothing.
_EMPTY = frozenset({"", "nan", "NaN", "NaT", "<NA>", "None", "null", "NULL", "[]", "{}"})
# Some of them have the 13th of a month or a later day, and say how quotation marks are meant.
_TELLING = 1000
# In words: a cell and a sentence that name no column.
_NO_NAME, _SAID = 8, 5
# The mean words of a column of texts in so many first rows.
_TEXT, _FIRST_ROWS = 12, 50


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the article of each row; a row of other length than the names is still read.

    Of a packed table that is cut off the whole rows are read, and a problem tells of the rest.
    """
    try:
        yield from _rows(data, reading)
    except CutOffError:
        yield Part("", {}, problem=CUT_BEHIND)


def _rows(data: bytes, reading: Reading) -> Iterator[Part]:
    found, lines = _lines(data, reading)
    start = next(lines, "")
    separator = _TOLD.fullmatch(start)
    start = next(lines, "") if separator else start
    mark = separator["mark"] if separator else _mark(start[:_SNIFFED])
    csv.field_size_limit(_LONGEST_FIELD)
    rows: Iterator[CsvRow] = CsvRows(chain((start,), lines), mark, bool(separator))
    head = next(rows, CsvRow([], 0))
    names = [name.strip() for name in head.cells]
    if _is_nameless(names):
        if not _quotes_cells(_below_told(data, reading, separator), mark):
            rows = CsvRows(
                _below_told(data, reading, separator), mark, bool(separator), quoted=False
            )
            head = next(rows)
        first, rows = _ahead(rows, _FIRST_ROWS)
        first = [head, *first]
        widths = {len(row.cells) for row in first if row.cells}
        if head.notes or len(widths) > 1:  # prose
            again = enumerate(_below_told(data, reading, separator), 1 + bool(separator))
            rows = (CsvRow([line.rstrip("\r\n")], at) for at, line in again)
            first, rows = _ahead(rows, _FIRST_ROWS)
        names = _guessed_names([row.cells for row in first])
        rows = chain(first, rows)
    of_days = [at for at, name in enumerate(names) if field_of(name) == "date"]
    first, rows = _ahead(rows, _TELLING) if of_days else ([], rows)
    orders = {
        names[at]: has_day_first(row.cells[at] for row in first if at < len(row.cells))
        for at in of_days
    }
    for cells, line, told in chain(first, rows):
        if not any(cell.strip() for cell in cells):
            continue
        row, notes = _fitted(cells, names, mark, reading, line)
        named = [(name, cell) for name, cell in zip(names, row, strict=False) if name]
        own = next((cell.strip() for name, cell in named if name.lower() == "id"), "")
        metadata = {
            name: _value(in_order(cell, day_first=orders.get(name))) for name, cell in named
        }
        part = part_of(metadata, reading, own)
        yield part._replace(notes=told + notes).decoded_as(found)


def _ahead(rows: Iterator[CsvRow], number: int) -> tuple[list[CsvRow], Iterator[CsvRow]]:
    """Return the first rows, which tell what columns hold and how, and those below them."""
    first: list[CsvRow] = []
    try:
        first.extend(islice(rows, number))
    except CutOffError as cut:
        return first, _raised(cut)
    return first, rows


def _value(cell: str) -> str | list[object]:
    """Return what a cell holds: a list where it is written as one, empty where it is nothing."""
    return "" if cell.strip() in _EMPTY else list_in(cell.strip()) or cell


def _lines(data: bytes, reading: Reading) -> tuple[Decoded, Iterator[str]]:
    """Return the decoding of a file, and its lines; one that is too large for that is UTF-8.

    Taking them raises CutOffError behind the last whole one, where the end of the file is missing.
    """
    try:
        found = text_in(unpacked(data), reading)
    except TooLargeError:
        encoding = reading.encoding or "utf-8-sig"
        lines = (line.decode(encoding) + "\n" for line in unpacked_lines(data))
        return Decoded("", reading.encoding or "utf-8"), lines
    except CutOffError as cut:
        found = text_in(cut.found.rpartition(b"\n")[0], reading)
        return found, chain(StringIO(found.text, newline=""), _raised(cut))
    return found, iter(StringIO(found.text, newline=""))


def _below_told(data: bytes, reading: Reading, separator: object) -> Iterator[str]:
    """Return the lines of a file, below the one that tells its ``separator`` if one does."""
    return islice(_lines(data, reading)[1], bool(separator), None)


def _quotes_cells(lines: Iterator[str], mark: str) -> bool:
    """Tell whether quotation marks are those of cells, and not of what somebody said."""
    try:
        for _ in islice(csv.reader(lines, delimiter=mark, strict=True), _TELLING):
            pass
    except csv.Error as error:
        return "expected after" not in str(error)
    except CutOffError:
        pass
    return True


def _raised(error: CutOffError) -> Iterator[Never]:
    """Raise an error where a next line is asked for."""
    yield from ()
    raise error


def _fitted(
    row: list[str], names: Sequence[str], mark: str, reading: Reading, line: int
) -> tuple[list[str], tuple[ReadingNote, ...]]:
    """Return a row with as many cells as names, and what was done for that.

    A cell with marks that were not quoted has become several: those of the text are joined again,
    or of another one, where blanks behind the marks and the other columns tell so.
    """
    row = row.copy()
    while len(row) > len(names) and not row[-1].strip():
        row.pop()
    surplus = len(row) - len(names)
    if surplus <= 0:
        return row, ()
    key = text_key(dict.fromkeys(filter(None, names), "x"), reading.names)
    text = names.index(key) if key in names else len(names) - 1

    def joined(at: int) -> list[str]:
        end = at + surplus + 1
        return [*row[:at], mark.join(row[at:end]), *row[end:]]

    fitting = [
        at
        for at in (text, *range(len(names)))
        if all(map(_fits, names, joined(at)))
        # A cell that is a day and nothing else is none of the text's.
        and not any(map(_DAY.match, joined(at)[text].split(mark)))
    ]
    spaced = (at for at in fitting if all(cell[:1] == " " for cell in row[at + 1 :][:surplus]))
    at = next(chain(spaced, fitting, [text]))
    problem = f"Line {line} has {len(row)} cells below {len(names)} names: "
    return joined(at), (ReadingNote(f'{problem}cells were joined to one for "{names[at]}".'),)


def _fits(name: str, cell: str) -> bool:
    """Tell whether a cell may stand in a column of days or addresses; it may in any other."""
    field = field_of(name)
    if cell.strip() in _EMPTY or field not in ("date", "url"):
        return True
    return (
        bool(iso_date(cell) or _DAY.match(cell))
        if field == "date"
        else cell.strip().startswith(ADDRESS)
    )


def _mark(start: str) -> str:
    """Return the mark between the cells of the first row: one that parts names, or a tab.

    A row that is an article already has marks in its sentences, too, before a blank or a quotation.
    """
    row = start.partition("\n")[0]
    naming = [mark for mark in _MARKS if any(map(field_of, row.split(mark)))]
    if not naming and "\t" in row:
        return "\t"
    bare = row if naming else _IN_SENTENCE.sub("", row)
    return max(naming or _MARKS, key=bare.count)


def _is_nameless(first: Sequence[str]) -> bool:
    """Tell whether the first row is one of the articles already."""
    is_one = any(
        cell.startswith(ADDRESS) or len(cell.split()) > (_SAID if _is_statement(cell) else _NO_NAME)
        for cell in first
    )
    return is_one and not any(map(field_of, first))


def _is_statement(cell: str) -> bool:
    """Tell whether a cell ends as a sentence does; a question may name a column of answers."""
    return cell.rstrip('"”’»').endswith((".", "!", "。"))


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
        elif all(cell.startswith(ADDRESS) for cell in cells):
            name = "url"
        else:
            name = "date" if all(map(iso_date, cells)) else str(number + 1)
        names.append(str(number + 1) if name in names or not cells else name)
    return names
