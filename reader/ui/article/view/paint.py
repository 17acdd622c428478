"""The colours of an article: what a row looks like, layer upon layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.cleaning import Role
from reader.cleaning import Style as Markup
from reader.text import Span
from reader.ui.article.view.cells import CellRow
from reader.ui.article.view.flow import Flow, StyledSpan
from reader.ui.article.view.layers import Bar, Layer, bars
from reader.ui.article.view.marks import MarkedSpan, TaggedSpan
from reader.ui.article.view.strokes import Stroke, pieces
from reader.ui.article.view.text_layout import LaidOutLine, lead
from reader.ui.shared.colors import letter_style, tint_style

LANES = 3  # columns of bars beside the text
# Beside the lanes: the sign of a note, and a blank.
GUTTER = LANES + 2
_MORE = "…"
_NOTE = "✎"

_ROLES = {
    Role.TITLE: "title",
    Role.STANDFIRST: "standfirst",
    Role.HEADING: "heading",
    Role.QUOTATION: "quotation",
    Role.POST: "post",
    **dict.fromkeys((Role.SECTION, Role.BYLINE, Role.DATE, Role.SOURCE), "meta"),
}
_MARKUP = {
    Markup.STRONG: "strong",
    Markup.EMPHASIS: "emphasis",
    Markup.CODE: "code",
    Markup.LINK: "link",
    Markup.STRUCK: "struck",
}
# What must be legible even on text that stands back.
_PLAIN = frozenset({"hit", "current", "selection", "caret"})
_TAGGED = ("passages", "suggestions")  # layers
MENTIONS = ("name", "per", "org", "loc", "norp", "date", "money", "law", "event", "product")
_OTHERS = ("lead", "dimmed", "suggested", "hand", "hit", "current", "selection", "caret")
COMPONENTS = frozenset(
    f"article--{name}" for name in (*_ROLES.values(), *_MARKUP.values(), *MENTIONS, *_OTHERS)
)


class Paint(NamedTuple):
    """One thing that decides how text is drawn: a component class, or the colour of a tag."""

    name: str
    is_tint: bool = False


class RowMarks(NamedTuple):
    """Marks of a row that move with the caret, in indexes of the flow.

    ``caret`` is the character under it, ``hand`` what the row shows of the passage at hand,
    ``shift`` how many columns of it are scrolled away.
    """

    selected: Span | None = None
    caret: Span | None = None
    hand: Span | None = None
    shift: int = 0


NO_MARKS = RowMarks()


class Palette:
    """The styles of one theme, mixed when they are first asked for.

    ``component`` gives the style of a component class of the view, ``base`` is that of its text.
    """

    def __init__(self, component: Callable[[str], Style], base: Style, *, dark: bool) -> None:
        self.base = base
        self._dark = dark
        self._component = component
        self._mixed: dict[tuple[Paint, ...], Style] = {}
        self._badges: dict[str, Style] = {}

    def style(self, *paints: Paint) -> Style:
        """Return the style of text drawn with ``paints``, the last one on top."""
        if paints not in self._mixed:
            self._mixed[paints] = self._mix(paints)
        return self._mixed[paints]

    def badge(self, color: str) -> Style:
        """Return the style of a letter or bar in the gutter."""
        if color not in self._badges:
            self._badges[color] = self.base + letter_style(color) + Style(bold=True)
        return self._badges[color]

    def _mix(self, paints: Iterable[Paint]) -> Style:
        style = self.base
        for paint in paints:
            if paint.is_tint:
                style += tint_style(paint.name, self.base, dark=self._dark)
                continue
            style += self._component(f"article--{paint.name}")
            if paint.name in _PLAIN:
                style += Style(dim=False)
        return style


class TextLayers:
    """The layers drawn on the text of an article, each in offsets of the source."""

    def __init__(self) -> None:
        self.mentions: Layer[MarkedSpan] = Layer()
        self.dimmed: Layer[MarkedSpan] = Layer()
        self.hits: Layer[MarkedSpan] = Layer()
        self.passages: Layer[TaggedSpan] = Layer()
        self.suggestions: Layer[TaggedSpan] = Layer()
        self.bars: Layer[Bar] = Layer()

    def put(self, name: str, layer: Layer[Any]) -> None:
        """Take another layer of a name, and lay out the bars in the gutter where it has some."""
        setattr(self, name, layer)
        if name in _TAGGED:
            self.bars = Layer(bars((*self.passages.marks, *self.suggestions.marks)))


class Painter:
    """Makes the strips of a flow.

    ``hidden`` is what is dimmed: the article leaves it out. The ``title`` is the strongest thing
    on the page, in the source too: names in it are not set off.
    """

    def __init__(
        self,
        flow: Flow,
        palette: Palette,
        layers: TextLayers,
        hidden: Iterable[Span] = (),
        title: Span | None = None,
    ) -> None:
        self._title = title
        self._flow = flow
        self._palette = palette
        self._layers = layers
        self._styles: Layer[StyledSpan] = Layer(flow.styles)
        self._hidden: Layer[Span] = Layer(hidden)

    def strip(
        self, line: LaidOutLine | None, width: int, margin: int, marks: RowMarks = NO_MARKS
    ) -> Strip:
        """Return a row of the screen, ``width`` columns wide, with its gutter behind the margin."""
        base = self._palette.base
        if line is None:
            return Strip.blank(width, base)
        segments = [Segment(" " * margin, base), *self._gutter(line)]
        if line.row is not None:
            part = self._flow.parts[line.part]
            head = lead(part, first=line.number == 0)
            segments.append(Segment(head, self._palette.style(Paint("lead"))))
            strokes = list(self._strokes(line.row, part.role, marks))
            shown = [
                Segment(text, self._palette.style(*paints))
                for text, paints in pieces(self._flow.text, line.row, strokes, part.stops)
            ]
            if marks.caret is not None and marks.caret.start == line.row.end:
                shown.append(Segment(" ", self._palette.style(Paint("caret"))))
            if part.stops:
                shown = list(self._in_sight(shown, marks.shift, width - margin - GUTTER - 1))
                if marks.shift:
                    segments[-2] = Segment("‹", self._palette.style(Paint("lead")))
            segments += shown
        row = Strip(Segment.simplify(filter(itemgetter(0), segments)))
        return row.adjust_cell_length(width, base)

    def faint(self, text: str) -> Segment:
        """Return words that stand where text will."""
        return Segment(text, self._palette.style(Paint("dimmed")))

    def _in_sight(self, segments: Sequence[Segment], first: int, columns: int) -> Iterator[Segment]:
        """Yield the visible part of a row of a table, with a sign where it goes on."""
        whole = Strip(segments)
        yield from whole.crop(first, first + columns)
        if whole.cell_length > first + columns:
            yield Segment("›", self._palette.style(Paint("lead")))

    def _strokes(self, row: CellRow, role: Role | None, marks: RowMarks) -> Iterator[Stroke[Paint]]:
        """Yield the strokes of a row, the lowest layer first."""
        source = self._flow.source_span(row.start, row.end)
        yield from self._strokes_of_text(row, role)
        yield from self._strokes_of_mentions(row, role, source)
        yield from self._strokes_of_annotations(row, source)
        if marks.hand is not None:
            yield Stroke(marks.hand.start, marks.hand.end, Paint("hand"))
        for hit in self._layers.hits.over(source.start, source.end):
            name = "current" if hit.kind == "current" else "hit"
            yield from self._on_source(row, hit, Paint(name))
        if marks.selected is not None:
            yield Stroke(marks.selected.start, marks.selected.end, Paint("selection"))
        if marks.caret is not None and row.start <= marks.caret.start < row.end:
            yield Stroke(marks.caret.start, marks.caret.end, Paint("caret"))

    def _strokes_of_text(self, row: CellRow, role: Role | None) -> Iterator[Stroke[Paint]]:
        """Yield the strokes of headings, of the title and of markup."""
        if role in _ROLES:
            yield Stroke(row.start, row.end, Paint(_ROLES[role]))
        if self._title is not None:
            yield from self._on_source(row, self._title, Paint("title"))
        for run in self._styles.over(row.start, row.end):
            for flag in run.style:
                yield Stroke(run.start, run.end, Paint(_MARKUP[flag]))

    def _strokes_of_mentions(
        self, row: CellRow, role: Role | None, source: Span
    ) -> Iterator[Stroke[Paint]]:
        """Yield the strokes of mentions; those in the title are not set off."""
        title = self._title
        for mark in self._layers.mentions.over(source.start, source.end):
            named = Span(mark.start, mark.end)
            is_titled = role is Role.TITLE or (title is not None and title.overlaps(named))
            if not is_titled and (kind := mark.kind.lower()) in MENTIONS:
                yield from self._on_source(row, mark, Paint(kind))

    def _strokes_of_annotations(self, row: CellRow, source: Span) -> Iterator[Stroke[Paint]]:
        """Yield the strokes of what is dimmed, of passages and of suggestions."""
        layers = self._layers
        for layer in (layers.dimmed, self._hidden):
            for hidden in layer.over(source.start, source.end):
                yield from self._on_source(row, hidden, Paint("dimmed"))
        tagged = layers.passages.over(source.start, source.end)
        # The innermost comes last: its background is the one that is seen.
        for passage in sorted(tagged, key=lambda passage: passage.start - passage.end):
            tint = passage.badges[0].color if passage.badges else ""
            yield from self._on_source(row, passage, Paint(tint, is_tint=True))
        for suggested in layers.suggestions.over(source.start, source.end):
            yield from self._on_source(row, suggested, Paint("suggested"))

    def _on_source(
        self, row: CellRow, mark: MarkedSpan | TaggedSpan | Span, paint: Paint
    ) -> Iterator[Stroke[Paint]]:
        """Yield the stroke of a stretch of the source, where the row shows any of it."""
        shown = self._flow.shown(mark.start, mark.end)
        if shown and shown.overlaps(Span(*row)):
            yield Stroke(shown.start, shown.end, paint)

    def _gutter(self, line: LaidOutLine) -> Iterable[Segment]:
        """Return the columns beside a row: a letter where a passage begins, then a bar.

        The last two lanes say how many more there are, where they are too many; behind the lanes
        stands a sign where a passage with a note begins.
        """
        blank, bars = Segment(" ", self._palette.base), list(self._bars(line))
        if not bars:
            return [Segment(" " * (GUTTER - 1), self._palette.base), blank]
        columns = dict.fromkeys(range(GUTTER), blank)
        crowded = 0
        for bar, begins in bars:
            free = (lane for lane in (bar.lane, *range(LANES)) if lane < LANES)
            lane = next((lane for lane in free if columns[lane] is blank), None)
            if lane is None:
                crowded += 1
            else:
                sign = bar.badge.letter if begins else bar.badge.bar
                columns[lane] = Segment(sign, self._palette.badge(bar.badge.color))
            if begins and bar.has_note:
                columns[LANES] = Segment(_NOTE, self._palette.base)
        if crowded:
            number = str(crowded + 2) if crowded < 8 else _MORE
            for lane, sign in ((LANES - 2, "+"), (LANES - 1, number)):
                columns[lane] = Segment(sign, self._palette.base + Style(reverse=True))
        return columns.values()

    def _bars(self, line: LaidOutLine) -> Iterator[tuple[Bar, bool]]:
        """Yield the bars beside a row, and whether they begin there."""
        if line.row is None:
            place = self._flow.offset(self._flow.parts[line.part].start)
            above = self._layers.bars.over(place, place + 1)
            yield from ((bar, False) for bar in above if bar.start < place)
            return
        start, end = line.row
        source = self._flow.source_span(start, end)
        bars = list(self._layers.bars.over(source.start, max(source.end, source.start + 1)))
        if bars:
            before = self._flow.source_span(start - 1, start).end if start else 0
            yield from ((bar, bar.start >= before) for bar in bars)
