"""The rows of a table in CSV, also where a quotation mark is never closed."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from reader.corpus.notes import ReadingNote


class CsvRow(NamedTuple):
    """A row of a table, the number of its last line, and notes on what was done with it."""

    cells: list[str]
    line: int
    notes: tuple[ReadingNote, ...] = ()


class CsvRows(Iterator[CsvRow]):
    """Yield rows as ``csv.reader`` does; a mark that nothing closes takes in no rows below it.

    ``above`` is the number of lines over them. The first row tells how many cells all have.
    Without ``quoted`` cells quotation marks are text.
    """

    def __init__(self, lines: Iterator[str], mark: str, above: int, *, quoted: bool = True) -> None:
        self._reader = csv.reader if quoted else partial(csv.reader, quoting=csv.QUOTE_NONE)
        self._line = above
        self._lines = lines
        self._mark = mark
        self._width = 0
        self._taken: list[str] = []  # lines of the last row
        self._back: deque[str] = deque()  # lines that are read again

    def __next__(self) -> CsvRow:
        self._taken.clear()
        notes: tuple[ReadingNote, ...] = ()
        row = next(self._reader(self._source(), delimiter=self._mark))
        if len(self._taken) > 1 and (fault := self._fault()):
            told = f"Line {self._line + 1} opens a quotation mark that nothing closes: "
            if self._are_rows(self._taken[1:]):
                self._back.extendleft(reversed(self._taken[1:]))
                del self._taken[1:]
                row = next(csv.reader([self._taken[0].rstrip("\r\n")], delimiter=self._mark))
                notes = (ReadingNote(f"{told}its text was ended with the line."),)
            elif fault == "unexpected end of data":
                notes = (ReadingNote(f"{told}all that follows is in this text."),)
        self._line += len(self._taken)
        self._width = self._width or len(row)
        return CsvRow(row, self._line, notes)

    def _source(self) -> Iterator[str]:
        while (line := self._back.popleft() if self._back else next(self._lines, None)) is not None:
            self._taken.append(line)
            yield line

    def _fault(self) -> str:
        """Return what a strict reader says of the last row; most that it says harms nothing."""
        try:
            next(csv.reader(self._taken, delimiter=self._mark, strict=True))
        except csv.Error as error:
            return str(error)
        return ""

    def _are_rows(self, lines: Sequence[str]) -> bool:
        """Tell whether lines are rows and no prose, where a blank stands behind a comma."""
        alone = (next(csv.reader([line], delimiter=self._mark), []) for line in lines)
        return self._width > 1 and all(
            len(row) == self._width and not any(cell[:1] == " " for cell in row[1:])
            for row in filter(None, alone)
        )
