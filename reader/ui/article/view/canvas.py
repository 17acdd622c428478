"""An article on a canvas of rows: shown, scrolled, and drawn on in layers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer

from reader.cleaning import Article, Shown
from reader.text import Excerpt, Span, cluster_at, one_line
from reader.ui.article.view.cells import CellRow
from reader.ui.article.view.flow import Flow
from reader.ui.article.view.layers import Layer
from reader.ui.article.view.marks import MarkedSpan, TaggedSpan
from reader.ui.article.view.paint import COMPONENTS, GUTTER, Painter, Palette, RowMarks, TextLayers
from reader.ui.article.view.tables import is_wide
from reader.ui.article.view.text_layout import LaidOutLine, TextLayout
from reader.ui.shared.row_view import RowView

Mark = TypeVar("Mark", MarkedSpan, TaggedSpan)

# Columns of text, where nothing else is set: longer rows are hard to read.
_MEASURE = 92
_NARROWEST = 10  # columns
# Rows kept in sight above and below the caret, and from one page to the next.
_CONTEXT = 2
_MOST_STRIPS = 4_000  # rows kept drawn
# A text up to this long is wrapped at once; of a longer one what is in sight, and the rest bit by
# bit, with pauses (in seconds) in which keys come through and a window may change its size again.
_SHORT = 100_000
_PAUSE = 0.05  # seconds between two portions


class _Page(NamedTuple):
    """The state that all rows on the screen share.

    The text stands in the middle of the ``width``, ``margin`` columns from the left; ``top`` is the
    first row, ``caret`` the character under the caret, in its ``caret_line``.
    """

    width: int
    margin: int
    top: int
    caret: Span
    caret_line: LaidOutLine


class DrawnLayer(Generic[Mark]):
    """The marks of one of a canvas's layers, in their order; set, they are drawn at once."""

    def __set_name__(self, owner: type[ArticleCanvas], name: str) -> None:
        self._name = name

    def __get__(self, canvas: ArticleCanvas, owner: type[ArticleCanvas]) -> Sequence[Mark]:
        marks: Sequence[Mark] = getattr(canvas._layers, self._name).marks
        return marks

    def __set__(self, canvas: ArticleCanvas, marks: Iterable[Mark]) -> None:
        canvas._layers.put(self._name, Layer(marks))
        canvas.layer_changed()


class ArticleCanvas(RowView):
    """Shows an article, or more of its source, and draws layers of marks, a selection and a caret.

    All places that callers see are offsets of the source. Within, they are indexes of the flow that
    is shown. Setting a layer wraps nothing anew.
    """

    COMPONENT_CLASSES = set(COMPONENTS)

    reading: reactive[Shown] = reactive(Shown.ARTICLE, init=False)
    """How much of the source is shown, with dimmed what the article leaves out."""

    measure: reactive[int] = reactive(_MEASURE, init=False)
    """The most columns that a row of text takes."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        self._strips: dict[tuple[int, int, int, int, RowMarks], Strip] = {}
        self._painter: Painter | None = None
        self._page_drawn: _Page | None = None
        super().__init__(id=id)
        self._layers = TextLayers()
        self._article = Article("", ())
        self._flow = Flow.of_article(self._article)
        self._layout = TextLayout(self._flow, self.measure)
        self._settling: Timer | None = None
        self._blank = ""
        self._shift = 0
        self._caret = 0
        self._selected: Span | None = None
        self._hand: Span | None = None

    @property
    def article(self) -> Article:
        """The article on show."""
        return self._article

    def say_blank(self, text: str) -> None:
        """Set the text that stands in place of the article while it is waited for."""
        self._blank = one_line(text)
        self.refresh()

    def show(self, article: Article, place: int = 0, flow: Flow | None = None) -> None:
        """Show another article from about ``place`` on; all layers are emptied.

        ``flow`` is that of its clean reading, where that was made beforehand. Of an article that
        shows nothing the whole source is shown.
        """
        self._blank = ""
        self._article = article
        self._layers = TextLayers()
        self.set_reactive(ArticleCanvas.reading, self.validate_reading(Shown.ARTICLE))
        is_clean = self.reading is Shown.ARTICLE
        self._flow = flow if flow is not None and is_clean else self._make_flow()
        self._caret = self._flow.nearest(self._flow.index(place))
        self._selected = self._hand = None
        self._arrange(self._caret, self._inner(0))

    def validate_reading(self, reading: Shown) -> Shown:
        """Stay with the source where the article shows nothing."""
        return reading if any(self._article.shown()) else Shown.SOURCE

    def watch_reading(self) -> None:
        """Show the other text, with the same place where it was on the screen."""
        index, row = self._held()
        offset, caret = self._flow.offset(index), self._flow.offset(self._caret)
        self._flow = self._make_flow()
        self._hand = None
        self._caret = self._flow.nearest(self._flow.index(caret))
        self._arrange(self._flow.nearest(self._flow.index(offset)), row)

    @property
    def excerpt(self) -> Excerpt:
        """The text that is shown."""
        return self._flow.excerpt

    # Layers

    mentions = DrawnLayer[MarkedSpan]()
    """The spans that are drawn as names, dates and amounts, by type."""

    passages = DrawnLayer[TaggedSpan]()
    """The spans that are drawn as tagged, with their tags in the gutter."""

    suggestions = DrawnLayer[TaggedSpan]()
    """The spans that another tool would tag, drawn in a look of their own."""

    dimmed = DrawnLayer[MarkedSpan]()
    """The spans that stand back: the reader knows them already."""

    hits = DrawnLayer[MarkedSpan]()
    """The hits of a search; the one of kind ``current`` stands out."""

    def layer_changed(self) -> None:
        """Draw other marks than before."""
        self._repaint()

    # Places

    @property
    def place(self) -> int:
        """The offset of the caret; of the first line on the screen where that is out of sight."""
        return self._flow.offset(self._held()[0])

    @property
    def progress(self) -> float:
        """The share of the text up to the caret's row, or to the first one in sight, from 0 to 1.

        What is merely seen is not read: a large screen may show nearly all at once.
        """
        index = self._layout.end_of(self._layout.line_of(self._held()[0]))
        return index / len(self._flow.text) if self._flow.text else 1.0

    @property
    def has_wide_table(self) -> bool:
        """Tell whether a table in sight is wider than the text."""
        rows = (round(self.scroll_y), round(self.scroll_y) + self._rows - 1)
        first, last = (self._layout.line(self._clamped(row)).part for row in rows)
        seen = self._flow.parts[first : last + 1]
        return any(is_wide(part.stops, self._layout.measure) for part in seen)

    # Layout and scrolling

    @property
    def _rows(self) -> int:
        """The number of rows of the screen."""
        return max(1, self.scrollable_content_region.height)

    @property
    def _page(self) -> int:
        """The number of rows by which a page key goes on."""
        return max(1, self._rows - _CONTEXT)

    @property
    def _left(self) -> int:
        """The column where the text begins."""
        return self._see_page().margin + GUTTER

    def watch_measure(self) -> None:
        """Wrap the text anew, and keep the place."""
        if self.is_mounted and self.virtual_size:
            self._arrange(*self._held())

    def on_resize(self, event: events.Resize) -> None:
        """Wrap the text anew where the width has changed, and keep the place."""
        if self._measure() != self._layout.measure or not self.virtual_size:
            self._arrange(*self._held())
        else:
            self._steady()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Make sure that all that comes into sight is wrapped."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._steady()

    def _make_flow(self) -> Flow:
        return Flow.of_article(self._article, self.reading)

    def _measure(self) -> int:
        width = self.scrollable_content_region.width
        return max(_NARROWEST, min(self.measure, width - GUTTER - 1))

    def _held(self) -> tuple[int, int]:
        """Return the line that must keep its place when rows change, and its row."""
        row = self._layout.y_of(self._layout.line_of(self._caret)) - round(self.scroll_y)
        return (self._caret, row) if 0 <= row < self._rows else (self._top_index(), 0)

    def _top_index(self) -> int:
        return self._layout.start_of(self._layout.line(self._clamped(round(self.scroll_y))))

    def _arrange(self, index: int, row: int) -> None:
        """Wrap the flow for the width there is, with ``index`` in a row of the screen."""
        if self._settling is not None:
            self._settling.stop()
        self._layout = TextLayout(self._flow, self._measure())
        self._painter = None
        self._repaint()
        if not self.scrollable_content_region.width:
            return
        if len(self._flow.text) <= _SHORT:
            self._layout.settle_more()
        self._put(index, row)
        if not self._layout.is_settled:
            self._settling = self.set_interval(_PAUSE, self._settle_more)

    def _settle_more(self) -> None:
        """Wrap the parts out of sight, a little at a time."""
        self._layout.settle_more()
        if self._layout.is_settled and self._settling is not None:
            self._settling.stop()
            self._settling = None
            self._steady()

    def _steady(self) -> None:
        """Wrap the parts in sight and near it; the first line stays in place."""
        top = self._layout.line(self._clamped(round(self.scroll_y)))
        self._scroll_to_row(self._layout.settle(self._rows, 2 * self._rows, top))

    def _put(self, index: int, row: int) -> None:
        """Scroll so that ``index`` stands in a row of the screen."""
        line = self._layout.line_of(index)
        self._scroll_to_row(self._layout.settle(2 * self._rows, 2 * self._rows, line) - row)

    def _reveal(self, index: int) -> None:
        """Scroll as little as brings ``index`` into sight."""
        line = self._layout.line_of(index)
        top = self._layout.line(self._clamped(round(self.scroll_y)))
        first = self._layout.settle(self._rows, 2 * self._rows, top)
        row = self._layout.y_of(line) - first
        wanted = self._inner(row)
        if row != wanted:
            self._put(index, wanted)
        else:
            self._scroll_to_row(first)

    def clear_below(self, start: int, end: int, rows: int) -> None:
        """Scroll so that a stretch of the source, or how it begins, stands above the last rows."""
        first, last = (self._layout.line_of(self._flow.index(place)) for place in (start, end))
        top, bottom = self._layout.y_of(first), self._layout.y_of(last)
        least = self._rows - 1 - rows
        if bottom - round(self.scroll_y) > least:
            self._put(self._flow.index(start), max(0, least - (bottom - top)))

    def _turn(self, by: int) -> None:
        """Scroll by so many rows, counted as they are once they have been wrapped."""
        top = self._layout.line(self._clamped(round(self.scroll_y)))
        reach = abs(by) + self._rows
        y = self._layout.settle(reach, reach, top) + by
        self._scroll_to_row(max(0, y))

    def _inner(self, row: int) -> int:
        """Return the row of the screen next to ``row`` that has some rows in sight around it."""
        context = min(_CONTEXT, (self._rows - 1) // 2)
        return min(max(row, context), self._rows - 1 - context)

    def _scroll_to_row(self, y: int) -> None:
        size = Size(self.scrollable_content_region.width, self._layout.height)
        if size != self.virtual_size:
            self.virtual_size = size
            self.refresh()
        if y != self.scroll_y:
            self.scroll_to(y=y, animate=False, force=True)

    def _clamped(self, y: int) -> int:
        return max(0, min(y, self._layout.height - 1))

    # Painting

    def notify_style_update(self) -> None:
        """Forget the colours of the theme before."""
        super().notify_style_update()
        self._painter = None
        self._strips.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return rows of the screen; what they have in common is looked up once."""
        self._page_drawn = self._see_page()
        try:
            return super().render_lines(crop)
        finally:
            self._page_drawn = None

    def render_line(self, y: int) -> Strip:
        """Return a row of the screen."""
        page = self._page_drawn or self._see_page()
        painter = self._get_painter()
        if self._blank:
            blank = f"{' ' * (page.margin + GUTTER)}{self._blank}" if y == 0 else ""
            return Strip([painter.faint(blank)]).adjust_cell_length(page.width, self.rich_style)
        row = page.top + y
        if row >= self._layout.height:
            return painter.strip(None, page.width, page.margin)
        line = self._layout.line(row)
        marks = RowMarks(
            _within(self._selected, line.row),
            page.caret if line[:2] == page.caret_line[:2] else None,
            _within(self._hand, line.row),
            self._layout.shift(line, self._caret),
        )
        key = (line.part, line.number, page.width, page.margin, marks)
        if key not in self._strips:
            if len(self._strips) > _MOST_STRIPS:
                self._strips.clear()
            self._strips[key] = painter.strip(line, page.width, page.margin, marks)
        return self._strips[key]

    def _see_page(self) -> _Page:
        width = self.scrollable_content_region.width
        margin = max(0, (width - GUTTER - self._layout.measure - 1) // 2)
        caret = cluster_at(self._flow.text, self._caret)
        return _Page(width, margin, round(self.scroll_y), caret, self._layout.line_of(self._caret))

    def _repaint(self) -> None:
        self._strips.clear()
        self.refresh()

    def _repaint_between(self, index: int, other: int) -> None:
        """Draw the rows from one index to another again; all where a table scrolls sideways."""
        shift = self._layout.shift(self._layout.line_of(self._caret), self._caret)
        if shift != self._shift:
            self._shift = shift
            self.refresh()
        first, last = sorted((index, other))
        top = self._layout.y_of(self._layout.line_of(first))
        bottom = self._layout.y_of(self._layout.line_of(last))
        first_row = max(top, round(self.scroll_y))
        last_row = min(bottom, round(self.scroll_y) + self._rows)
        if first_row <= last_row:
            self.refresh_lines(first_row, last_row - first_row + 1)

    def _get_painter(self) -> Painter:
        if self._painter is None:
            dims = self.reading is not Shown.ARTICLE and any(self._article.shown())
            hidden = self._article.hidden() if dims else ()
            field = self._article.title
            title = Span(field.start, field.end) if field is not None else None
            palette = Palette(self._component, self.rich_style, dark=self.app.current_theme.dark)
            self._painter = Painter(self._flow, palette, self._layers, hidden, title)
        return self._painter

    def _component(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)


def _within(span: Span | None, row: CellRow | None) -> Span | None:
    """Return the part of a span in a row; None for nothing."""
    if span is None or row is None or not span.overlaps(Span(*row)):
        return None
    return Span(max(span.start, row.start), min(span.end, row.end))
