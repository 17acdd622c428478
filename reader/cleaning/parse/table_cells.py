"""The places of cells in the tables of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from reader.cleaning.parse.lines import TableCell

_MOST_SPANNED = 100  # columns of one cell


class CellCounter:
    """Counts the rows and columns of the tables that are open, as a browser lays them out."""

    def __init__(self) -> None:
        self._tables = 0
        self._open: list[_Table] = []

    def opened(self, tag: str, attributes: Mapping[str, str]) -> TableCell | None:
        """Take in the start of an element; return the place of a cell, else None."""
        if tag == "table":
            self._tables += 1
            self._open.append(_Table(self._tables))
        elif tag == "tr" and self._open:
            self._open[-1].start_row()
        elif tag in ("td", "th") and self._open:
            across, down = (_spanned(attributes, name) for name in ("colspan", "rowspan"))
            return self._open[-1].add_cell(across, down, is_head=tag == "th")
        return None

    def closed(self, tag: str) -> None:
        """Take in the end of an element."""
        if tag == "table" and self._open:
            self._open.pop()


class _Table:
    def __init__(self, number: int) -> None:
        self._number = number
        self._row = 0
        self._column = 0
        self._taken = Counter[int]()  # for so many rows more a cell from above takes a column

    def start_row(self) -> None:
        self._row += 1
        self._column = 0
        self._taken -= Counter(dict.fromkeys(self._taken, 1))

    def add_cell(self, across: int, down: int, *, is_head: bool) -> TableCell:
        while self._taken[self._column]:
            self._column += 1
        first = self._column
        self._column += across
        if down > 1:
            self._taken.update(dict.fromkeys(range(first, self._column), down))
        return TableCell(self._number, self._row, first, is_head)


def _spanned(attributes: Mapping[str, str], name: str) -> int:
    written = attributes.get(name, "")[:4]
    return min(int(written), _MOST_SPANNED) or 1 if written.isdecimal() else 1
