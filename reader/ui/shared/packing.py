"""Texts beside each other, in as few rows as there is room for."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text


def packed(parts: Iterable[Text], gap: int, width: int) -> list[Text]:
    """Return rows of texts with ``gap`` columns between them; none is parted by a row's end."""
    rows: list[list[Text]] = [[]]
    for part in parts:
        if sum(each.cell_len + gap for each in rows[-1]) + part.cell_len > width and rows[-1]:
            rows.append([])
        rows[-1].append(part)
    return [Text(" " * gap).join(row) for row in rows]
