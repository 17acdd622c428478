"""Strokes on a row of text: what is drawn on which stretch of it, one over the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from reader.ui.article.view.cells import CellRow, cells, is_plain

P = TypeVar("P")


class Stroke(NamedTuple, Generic[P]):
    """A stretch of a text and what it is drawn with."""

    start: int
    end: int
    paint: P


def pieces(
    text: str, row: CellRow, strokes: Sequence[Stroke[P]], stops: Sequence[int] = ()
) -> Iterator[tuple[str, list[P]]]:
    """Yield a row in pieces that look alike: what is shown, and its paints, the last on top."""
    edges = {row.start, row.end}
    for stroke in strokes:
        edges.update(min(max(edge, row.start), row.end) for edge in stroke[:2])
    plain = is_plain(text, row.start, row.end)
    line = [] if plain else cells(text, row.start, row.end, stops)
    for start, end in pairwise(sorted(edges)):
        inside = (cell.shown for cell in line if start <= cell.start < end)
        shown = text[start:end] if plain else "".join(inside)
        if shown:
            yield shown, [stroke.paint for stroke in strokes if stroke.start <= start < stroke.end]
