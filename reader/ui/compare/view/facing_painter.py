"""The lines of two facing versions as they are drawn: margins, signs, tags and changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.duplicates import Change, ChangeKind, PairStatus
from reader.ui.article.view import TaggedSpan
from reader.ui.article.view.cells import CellRow
from reader.ui.article.view.layers import Layer
from reader.ui.article.view.strokes import Stroke, pieces
from reader.ui.compare.view.facing import SIGNS
from reader.ui.compare.view.facing_layout import BETWEEN, FacingLayout, FacingLine
from reader.ui.shared.colors import letter_style, tint_style


class FacingPainter:
    """Draws the lines of a layout; ``look`` gives the style of a part by its name."""

    def __init__(
        self,
        look: Callable[[str], Style],
        layout: FacingLayout,
        texts: tuple[str, str],
        tagged: tuple[Layer[TaggedSpan], Layer[TaggedSpan]],
        *,
        dark: bool,
    ) -> None:
        self._dark = dark
        self._look, self._layout, self._texts, self._tagged = look, layout, texts, tagged

    def strip(self, line: FacingLine, width: int, base: Style, *, here: bool) -> Strip:
        """Draw a line, over ``base``; ``here`` tells that the cursor is on its row."""
        if here and line != FacingLine(line.row, False, None, None):
            base += Style(bgcolor=self._look("cursor").bgcolor)
        segments = [*self._margin(line, base, here)]
        row = self._layout.rows[line.row]
        if row.folded and line.first:
            label = f"▸ {row.folded:,} sentences word for word the same"
            segments.append(Segment(label, base + self._look("frame")))
            return Strip(segments).adjust_cell_length(width, base)
        measure = self._layout.measure
        if self._layout.beside:
            segments += _padded(self._side(line, 0, base), measure + 2, base)
            segments.append(Segment(f" {'│':<{BETWEEN - 1}}", base + self._look("frame")))
            segments += _padded(self._side(line, 1, base), measure + 2, base)
        else:
            shown = 0 if line.a else 1
            once = self._layout.rows[line.row].status is PairStatus.VERBATIM
            letter = "AB"[shown] if line.first or (shown and self._begins(line)) else " "
            side = base + self._look("side")
            segments.append(Segment(f"{' ' if once else letter} ", side))
            segments += _padded(self._side(line, shown, base), measure + 2, base)
        return Strip(segments).adjust_cell_length(width, base)

    def _begins(self, line: FacingLine) -> bool:
        """Tell whether a line of ``b`` is the first of its sentence."""
        span = self._layout.rows[line.row].b
        return span is not None and line.b is not None and line.b.start == span.start

    def _margin(self, line: FacingLine, base: Style, here: bool) -> Iterator[Segment]:
        row = self._layout.rows[line.row]
        bar = "▌" if here and (line.a or line.b or line.first) else " "
        yield Segment(bar, base + self._look("side"))
        if not line.first:
            yield Segment("    ", base)
            return
        sign = SIGNS[row.status] + ("↕" if row.moved else " ")
        yield Segment(sign, base + self._look(row.status))
        mark = "! " if row.contradicts else "· " if row.matters and not row.is_alone else "  "
        yield Segment(mark, base + self._look("matters"))

    def _side(self, line: FacingLine, side: int, base: Style) -> Iterator[Segment]:
        """Yield the gutter and the text of one side of a line."""
        row = self._layout.rows[line.row]
        shown = line.b if side else line.a
        if shown is None:
            if side == 0 and row.again and line.first and self._layout.beside:
                yield Segment("  〃", base + self._look("frame"))
            return
        passages = list(self._tagged[side].over(shown.start, max(shown.end, shown.start + 1)))
        yield self._badge(passages, shown, base)
        style = base + self._look(row.status)
        strokes = [
            Stroke(passage.start, passage.end, self._tint(next(passage.lanes()).color, style))
            for passage in passages
        ]
        for change in sorted(row.changes, key=_height):
            span = change.b if side else change.a
            if span is not None and not row.is_alone:
                strokes.append(Stroke(span.start, span.end, self._look(change.kind)))
        for text, styles in pieces(self._texts[side], shown, strokes):
            yield Segment(text, sum(styles, start=style))

    def _tint(self, color: str, style: Style) -> Style:
        return tint_style(color, style, dark=self._dark)

    def _badge(self, passages: Sequence[TaggedSpan], shown: CellRow, base: Style) -> Segment:
        """Return the two columns before a text: a tag's letter where its passage begins."""
        if not passages:
            return Segment("  ", base)
        first = passages[0]
        badge = next(first.lanes())
        letter = badge.letter if first.start >= shown.start else "┃"
        more = "+" if len(passages) > 1 or len(first.badges) > 1 else " "
        return Segment(f"{letter[:1]}{more}", base + letter_style(badge.color) + Style(bold=True))


def _padded(segments: Iterable[Segment], width: int, base: Style) -> list[Segment]:
    """Return segments filled up to a width."""
    found = list(segments)
    left = width - sum(segment.cell_length for segment in found)
    return [*found, Segment(" " * left, base)] if left > 0 else found


def _height(change: Change) -> int:
    """Return the height of a change: names and numbers over the words and quotations."""
    return {ChangeKind.WORD: 0, ChangeKind.QUOTE: 1}.get(change.kind, 2)
