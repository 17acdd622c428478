"""Tables as aligned columns: where those of each end, and which are in sight."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, zip_longest

from rich.cells import cell_len

from reader.text import visible

_BETWEEN = 2  # columns between two cells


def stops_of(rows: Iterable[str]) -> tuple[int, ...]:
    """Return the ends of the columns of a table, of rows whose cells have tabs between them."""
    widths = ([cell_len(visible(cell)) for cell in row.split("\t")] for row in rows)
    columns = zip_longest(*widths, fillvalue=0)
    return tuple(accumulate(max(column) + _BETWEEN for column in columns))


def is_wide(stops: Sequence[int], measure: int) -> bool:
    """Tell whether a part is of a table that takes more columns than there are."""
    return bool(stops) and stops[-1] - _BETWEEN > measure


def shift_of(stops: Sequence[int], column: int, measure: int) -> int:
    """Return the columns by which a table is scrolled so that the cell at one is in sight.

    Scrolled are whole columns of the table, and as few as will do.
    """
    if not is_wide(stops, measure):
        return 0
    starts = (0, *stops[:-1])
    number = bisect_right(starts, column) - 1
    end = stops[number] - _BETWEEN
    return next((start for start in starts[:number] if end - start <= measure), starts[number])
