"""Tables as aligned columns: where those of each end, and which are in sight."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len

from reader.cleaning import Role
from reader.text import visible

if TYPE_CHECKING:
    from reader.ui.article.view.flow import FlowPart

_BETWEEN = 2


def with_stops(text: str, parts: Sequence[FlowPart]) -> list[FlowPart]:
    """Return the parts, each row of a table with the columns where those of its table end.

    Rows that stand together are a table's.
    """
    return [
        part
        for role, group in groupby(parts, lambda part: part.role)
        for part in (_aligned(text, list(group)) if role is Role.TABLE_ROW else group)
    ]


def _aligned(text: str, rows: Sequence[FlowPart]) -> Iterator[FlowPart]:
    widths = [
        [cell_len(visible(cell)) for cell in text[row.start : row.end].split("\t")] for row in rows
    ]
    columns = zip_longest(*widths, fillvalue=0)
    stops = tuple(accumulate(max(column) + _BETWEEN for column in columns))
    return (replace(row, stops=stops) for row in rows)


def shift_of(stops: Sequence[int], column: int, measure: int) -> int:
    """Return how many columns of a table are scrolled away so that the cell at one is in sight.

    Scrolled are whole columns of the table, and as few as will do.
    """
    if stops[-1] - _BETWEEN <= measure:
        return 0
    starts = (0, *stops[:-1])
    number = bisect_right(starts, column) - 1
    end = stops[number] - _BETWEEN
    return next((start for start in starts[:number] if end - start <= measure), starts[number])
