"""Texts in the room that there is: beside each other in few rows, or without their middle."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.text import Text

# So many characters of a name are looked at for each column: few have more marks on them.
_MARKED = 4


def packed(parts: Iterable[Text], gap: int, width: int) -> list[Text]:
    """Return rows of texts with ``gap`` columns between them; none is parted by a row's end."""
    rows: list[list[Text]] = [[]]
    for part in parts:
        if sum(each.cell_len + gap for each in rows[-1]) + part.cell_len > width and rows[-1]:
            rows.append([])
        rows[-1].append(part)
    return [Text(" " * gap).join(row) for row in rows]


def shortened(name: str, width: int) -> str:
    """Return a name in so many columns at most: with both its ends, for many begin alike."""
    if cell_len(name) <= width:
        return name
    behind = max(1, (width - 1) // 2)
    places = range(max(0, len(name) - _MARKED * behind), len(name) + 1)
    end = next(name[at:] for at in places if cell_len(name[at:]) <= behind)
    return f"{set_cell_size(name, max(0, width - 1 - cell_len(end)))}…{end}"
