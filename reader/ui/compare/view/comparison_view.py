"""Two versions of a story on one canvas, scrolled and walked through together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from reader.duplicates import Alignment, ChangeKind, PairStatus
from reader.text import Excerpt, Span
from reader.ui.article.view import TaggedSpan
from reader.ui.article.view.layers import Layer
from reader.ui.compare.view.facing import FOLDED, Facing, facings, folded, stops
from reader.ui.compare.view.facing_layout import FacingLayout
from reader.ui.compare.view.facing_painter import FacingPainter
from reader.ui.shared.commands import command
from reader.ui.shared.row_view import RowView

# What stands on a background of its own.
_SET_OFF = frozenset({"cursor", "name", "number", "date", "speaker"})
_NOTHING = Excerpt.whole("")


class ComparisonView(RowView, can_focus=True):
    """Two versions facing each other, with a cursor on one row and one side in use.

    Give it two excerpts and their alignment with ``show``, and set what is tagged in them with
    ``tag``; all spans count in the sources of the excerpts.
    """

    COMPONENT_CLASSES = {
        *(f"comparison--{status}" for status in PairStatus),
        *(f"comparison--{kind}" for kind in ChangeKind),
        "comparison--cursor",
        "comparison--matters",
        "comparison--frame",
        "comparison--side",
    }
    BINDINGS = [
        command("move.down", "j,down", "step(1)", "Down", "To the next row"),
        command("move.up", "k,up", "step(-1)", "Up", "To the row above"),
        command("move.page-down", "pagedown,space,ctrl+d", "page(1)", "Page down", "One page down"),
        command("move.page-up", "pageup,ctrl+u", "page(-1)", "Page up", "One page up"),
        command("move.start", "home,g", "end(0)", "Start", "To the first row"),
        command("move.end", "end,G", "end(-1)", "End", "To the last row"),
        command("find.next", "n", "change(1)", "Next", "The next change that matters", footer=True),
        command("find.previous", "N", "change(-1)", "Previous", "The change before that matters"),
        command(
            "find.next-difference",
            "right_square_bracket",
            "difference(1)",
            "Difference",
            "The next difference of any kind",
        ),
        command(
            "find.previous-difference",
            "left_square_bracket",
            "difference(-1)",
            "Difference before",
            "The difference before, of any kind",
        ),
        command(
            "find.next-contradiction",
            "exclamation_mark",
            "contradiction(1)",
            "Contradiction",
            "The next sentence where the versions contradict each other",
            footer=True,
        ),
        command("view.fold", "z", "fold", "Fold", "Fold what is the same, or open it", footer=True),
    ]

    cursor: reactive[int] = reactive(0)
    side: reactive[int] = reactive(0, init=False)
    """The version in use: 0 for the first, 1 for the second."""

    @dataclass
    class RowMoved(Message):
        """The cursor stands on another row."""

        view: ComparisonView

    @dataclass
    class NothingThere(Message):
        """Something was asked for that there is nothing of, as ``said``."""

        view: ComparisonView
        said: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._excerpts = (_NOTHING, _NOTHING)
        self._all: list[Facing] = []
        self._rows: list[Facing] = []
        self._stops: list[int] = []
        self._differences: list[int] = []
        self._folds = False
        self._opened: set[Span] = set()
        self._tagged: tuple[Layer[TaggedSpan], Layer[TaggedSpan]] = (Layer(), Layer())
        self._layout = FacingLayout([], ("", ""), 80)
        self._painter = self._new_painter(("", ""))
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._looks: dict[str, Style] = {}

    # What callers ask and say

    def show(self, a: Excerpt, b: Excerpt, alignment: Alignment) -> None:
        """Show two versions from their beginning, with nothing tagged."""
        self._excerpts = (a, b)
        self._all = facings(alignment, a, b)
        self._opened = set()
        self._fold()
        self._tagged = (Layer(), Layer())
        self.set_reactive(ComparisonView.cursor, 0)
        self._arrange()
        self.scroll_to(y=0, animate=False, force=True)
        self.post_message(self.RowMoved(self))

    def tag(self, a: Iterable[TaggedSpan], b: Iterable[TaggedSpan]) -> None:
        """Take the passages of both versions, in offsets of their sources."""
        self._tagged = (_shown_in(self._excerpts[0], a), _shown_in(self._excerpts[1], b))
        self._arrange()

    @property
    def rows(self) -> Sequence[Facing]:
        """The facing sentences, in order."""
        return self._rows

    @property
    def current(self) -> Facing | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    @property
    def texts(self) -> tuple[str, str]:
        """The two texts that the rows count in."""
        return self._excerpts[0].text, self._excerpts[1].text

    @property
    def place(self) -> int | None:
        """The place of the current row in the source of the version in use; None where it lacks."""
        span = self.current.side(self.side) if self.current else None
        return self._excerpts[self.side].to_source(span).start if span else None

    def go_to(self, side: int, offset: int) -> None:
        """Put the cursor on the row that holds an offset of a version's source, or the next."""
        span = self._excerpts[side].from_source(Span(offset, offset + 1))
        for number, row in enumerate(self._rows):
            here = row.side(side)
            if span is not None and here is not None and here.end > span.start:
                self.cursor = number
                return

    @property
    def changes(self) -> tuple[int, int]:
        """The count of changes that matter, and the number of the one that the cursor is at."""
        return len(self._stops), bisect_right(self._stops, self.cursor)

    @property
    def differences(self) -> tuple[int, int]:
        """The count of differences of any kind, and the number of the one reached."""
        return len(self._differences), bisect_right(self._differences, self.cursor)

    def _fold(self) -> None:
        """Make the rows of what is folded now."""
        self._rows = folded(self._all, self._opened) if self._folds else self._all
        self._stops = list(stops(self._rows))
        self._differences = list(stops(self._rows, every=True))

    # What keys do

    def action_step(self, by: int) -> None:
        """Go some rows down, or up."""
        self.cursor += by

    def action_page(self, by: int) -> None:
        """Go a page down, or up."""
        if self._rows:
            page = max(1, self.scrollable_content_region.height - 2)
            line = self._layout.top(self.cursor) + by * page
            row = self._layout.row_at(max(0, line))
            self.cursor = row if row != self.cursor else row + by

    def action_end(self, row: int) -> None:
        """Go to the first row (0), or the last (-1)."""
        self.cursor = row % max(1, len(self._rows))

    def action_change(self, by: int) -> None:
        """Go to the next change that matters, or the one before."""
        self._walk(self._stops, by)
        if not self._stops:
            self._miss("No change matters: ] and [ walk all differences")

    def action_difference(self, by: int) -> None:
        """Go to the next difference of any kind, or the one before."""
        self._walk(self._differences, by)
        if not self._differences:
            self._miss("They differ nowhere")

    def action_contradiction(self, by: int) -> None:
        """Go to the next contradiction, or the one before, round the ends."""
        places = [number for number, row in enumerate(self._rows) if row.contradicts]
        if places:
            beyond = bisect_right(places, self.cursor)
            at = beyond if by > 0 else bisect_left(places, self.cursor) - 1
            self.cursor = places[at % len(places)]
        else:
            self._miss("They contradict each other nowhere")

    def _miss(self, message: str) -> None:
        self.post_message(self.NothingThere(self, message))

    def _walk(self, rows: Sequence[int], by: int) -> None:
        beyond = bisect_right(rows, self.cursor)
        place = beyond if by > 0 else bisect_left(rows, self.cursor) - 1
        if 0 <= place < len(rows):
            self.cursor = rows[place]

    def action_fold(self) -> None:
        """Open the folded stretch under the cursor; elsewhere fold all of them, or open all."""
        here = self.current
        if not any(row.folded for row in folded(self._all, ())):
            self._miss(f"Fewer than {FOLDED} sentences after each other are the same")
            return
        if here is not None and here.folded and here.a is not None:
            self._opened.add(here.a)
        else:
            self._folds, self._opened = not self._folds, set()
        self._fold()
        if here is not None:
            places = (n for n, row in enumerate(self._rows) if _reaches(row, here))
            self.set_reactive(ComparisonView.cursor, next(places, 0))
        self._arrange()
        self.post_message(self.RowMoved(self))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, len(self._rows) - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        """Keep the row under the cursor in sight."""
        self._reveal()
        for row in (before, now):
            if row < len(self._rows):
                self.refresh_lines(self._layout.top(row), self._layout.height(row))
        self.post_message(self.RowMoved(self))

    def watch_side(self) -> None:
        """Show the other version of what is the same in both."""
        self._arrange()
        self.post_message(self.RowMoved(self))

    def on_click(self, event: events.Click) -> None:
        """Go to the row that was clicked, on its side."""
        line = int(self.scroll_offset.y) + event.y
        if 0 <= line < len(self._layout.lines):
            self.cursor = self._layout.row_at(line)
            if self._layout.beside:
                self.side = int(event.x > self.size.width // 2)

    # FacingLayout

    def on_resize(self) -> None:
        """Wrap the texts anew."""
        self._arrange()

    def notify_style_update(self) -> None:
        """Forget the colours of the theme before."""
        super().notify_style_update()
        self._strips.clear()
        self._looks.clear()
        self._painter = self._new_painter(self.texts)

    def _arrange(self) -> None:
        width = self.scrollable_content_region.width
        self._strips.clear()
        if width:
            self._layout = FacingLayout(
                self._rows, self.texts, width, side=self.side, both=self._has_tags_behind
            )
            self._painter = self._new_painter(self.texts)
            self.virtual_size = Size(width, len(self._layout.lines))
            self._reveal()
        self.refresh()

    def _new_painter(self, texts: tuple[str, str]) -> FacingPainter:
        dark = self.app.current_theme.dark
        return FacingPainter(self._component, self._layout, texts, self._tagged, dark=dark)

    def _has_tags_behind(self, row: Facing) -> bool:
        """Tell whether the side that is not in use has something tagged in a row."""
        span = row.side(1 - self.side)
        return span is not None and any(self._tagged[1 - self.side].over(span.start, span.end))

    def _reveal(self) -> None:
        if self._rows and self.cursor < len(self._rows):
            top, height = self._layout.top(self.cursor), self._layout.height(self.cursor)
            self.scroll_to_region(
                Region(0, max(0, top - 1), 1, height + 2), animate=False, immediate=True, force=True
            )

    # Painting

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window."""
        number = int(self.scroll_offset.y) + y
        width = self.scrollable_content_region.width
        if number >= len(self._layout.lines):
            return Strip.blank(width, self.rich_style)
        line = self._layout.lines[number]
        key = (number, line.row == self.cursor)
        if key not in self._strips:
            base = self.rich_style
            self._strips[key] = self._painter.strip(line, width, base, here=key[1])
        return self._strips[key]

    def _component(self, name: str) -> Style:
        """Return the letters of a component class, on a background only where it sets one off."""
        if name not in self._looks:
            style = self.get_component_rich_style(f"comparison--{name}")
            letters = style.without_color + Style(color=style.color)
            background = Style(bgcolor=style.bgcolor if name in _SET_OFF else None)
            self._looks[name] = letters + background
        return self._looks[name]


def _shown_in(excerpt: Excerpt, passages: Iterable[TaggedSpan]) -> Layer[TaggedSpan]:
    """Return passages of a source where an excerpt shows them."""
    passages = list(passages)
    spans = excerpt.from_sources((passage.start, passage.end) for passage in passages)
    return Layer(
        replace(passage, start=span.start, end=span.end)
        for span, passage in zip(spans, passages, strict=True)
        if span is not None
    )


def _reaches(row: Facing, other: Facing) -> bool:
    """Tell whether a row holds another one, or comes after it."""
    if row.a is not None and other.a is not None:
        return row.a.end >= other.a.end
    return row.b is not None and other.b is not None and row.b.end >= other.b.end
