"""Strokes on the text of two versions: tags and changes, painted row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual.color import Color, ColorParseError

from reader.text import Excerpt, Span
from reader.ui.article.view import TaggedSpan
from reader.ui.article.view.cells import CellRow, cells, is_plain
from reader.ui.article.view.layers import Layer


def layer_of(passages: Iterable[TaggedSpan], excerpt: Excerpt) -> Layer[TaggedSpan]:
    """Return passages of a source where an excerpt shows them."""
    shown = (
        (excerpt.from_source(Span(passage.start, passage.end)), passage) for passage in passages
    )
    return Layer(
        TaggedSpan(span.start, span.end, passage.badges, passage.key)
        for span, passage in shown
        if span is not None
    )


def painted(
    text: str, row: CellRow, style: Style, strokes: Sequence[tuple[Span, Style]]
) -> Iterator[Segment]:
    """Yield a row of text with strokes drawn on it, the last on top."""
    edges = {row.start, row.end}
    for span, _ in strokes:
        edges.update(min(max(edge, row.start), row.end) for edge in (span.start, span.end))
    plain = is_plain(text, row.start, row.end)
    line = [] if plain else cells(text, row.start, row.end)
    for start, end in pairwise(sorted(edges)):
        drawn = sum(
            (stroke for span, stroke in strokes if span.start <= start < span.end), start=style
        )
        inside = (cell.shown for cell in line if start <= cell.start < end)
        shown = text[start:end] if plain else "".join(inside)
        if shown:
            yield Segment(shown, drawn)


def padded(segments: Iterable[Segment], width: int, base: Style) -> list[Segment]:
    """Return segments filled up to a width."""
    found = list(segments)
    left = width - sum(segment.cell_length for segment in found)
    return [*found, Segment(" " * left, base)] if left > 0 else found


def color_of(name: str) -> Color | None:
    """Return a colour by its name or code; None where there is none of it."""
    try:
        return Color.parse(name)
    except ColorParseError:
        return None
