"""A list that draws only the rows that are seen, so that 100,000 weigh no more than ten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import ClassVar, Generic, Self, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from reader.text import visible
from reader.ui.shared.commands import command
from reader.ui.shared.row_view import RowView

Item = TypeVar("Item")

_MOST_KEPT = 1_000  # rows kept drawn

# In fewer columns a row has its sign and its title: what else is known stands below, or not.
NARROW = 60


class VirtualList(RowView, Generic[Item], can_focus=True):
    """Rows of ``row_height`` lines under ``header_height`` fixed ones, with a cursor on one row.

    A list of one kind says how a row is drawn (``draw``) and, where it has one, its header.
    Actions ``ON_ROWS`` are not offered where it is empty.
    """

    ON_ROWS: ClassVar[frozenset[str]] = frozenset({"open", "mark", "range", "mark_all"})
    COMPONENT_CLASSES = {"list--cursor", "list--header", "list--faint", "list--problem"}
    BINDINGS = [
        command("list.open", "enter,l,right", "open", "Open", "Open what stands here", footer=True),
        command("list.down", "down,j", "step(1)", "Down", "Go to the next row"),
        command("list.up", "up,k", "step(-1)", "Up", "Go to the previous row"),
        command(
            "list.page-down", "pagedown,ctrl+d,space", "page(1)", "Page down", "Go a page down"
        ),
        command("list.page-up", "pageup,ctrl+u", "page(-1)", "Page up", "Go a page up"),
        command("list.first", "home,g", "end(0)", "First", "Go to the first row"),
        command("list.last", "end,G", "end(-1)", "Last", "Go to the last row"),
    ]
    row_height = 1
    header_height = 0

    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass
    class Opened(Message):
        """The row under the cursor was chosen."""

        list: VirtualList[object]

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

        list: VirtualList[object]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        self._rows: dict[int, list[Strip]] = {}
        self._drawn_for = 0, Style()
        super().__init__(id=id)
        self._items: Sequence[Item] = ()
        self._blank = ""
        self._tones: dict[tuple[str, Style], Style] = {}

    def toned(self, name: str, style: Style) -> Style:
        """Return ``style`` with the letters of a component class, on its own background."""
        tone = self._tones.get((name, style))
        if tone is None:
            component = self.get_component_rich_style(name)
            tone = style + component.without_color + Style(color=component.color)
            self._tones[name, style] = tone
        return tone

    def notify_style_update(self) -> None:
        """Drop the rows drawn for another theme."""
        self._tones = {}
        self._rows.clear()
        super().notify_style_update()

    def draw(self, item: Item, width: int, style: Style) -> list[list[Segment]]:
        """Return the lines of a row, each as segments that need not fill ``width``."""
        raise NotImplementedError

    def draw_header(self, width: int) -> list[list[Segment]]:
        """Return the fixed lines above the rows."""
        raise NotImplementedError

    @property
    def items(self) -> Sequence[Item]:
        """The items that the rows show, in their order."""
        return self._items

    @property
    def seen(self) -> Sequence[Item]:
        """The items of the rows in the window."""
        first = int(self.scroll_offset.y) // self.row_height
        count = (self.size.height - self.header_height) // self.row_height
        return self._items[first : first + max(0, count)]

    @property
    def below(self) -> int:
        """The number of rows below the window."""
        first = int(self.scroll_offset.y) // self.row_height
        return max(0, len(self._items) - first - len(self.seen))

    @property
    def current(self) -> Item | None:
        """The item that the cursor stands on."""
        return self._items[self.cursor] if self.cursor < len(self._items) else None

    def say_blank(self, text: str) -> None:
        """Set the text in place of rows while they are waited for, or where there are none."""
        if text != self._blank:
            self._blank = text
            self.refresh()

    def show(self, items: Sequence[Item]) -> None:
        """Show other rows; the cursor stays on its item, at its height, where it is there still."""
        current, line = self.current, self.cursor * self.row_height - int(self.scroll_offset.y)
        self._take(items)
        self._measure()
        if current is not None and current in items:
            self.cursor = items.index(current)
            top = self.cursor * self.row_height - line
            self.scroll_to(y=top, animate=False, immediate=True)
        else:
            self.cursor = self.validate_cursor(self.cursor)
        self.refresh()

    def extend(self, items: Sequence[Item]) -> None:
        """Add rows at the end."""
        first = not self._items
        self._take([*self._items, *items])
        self._measure()
        self.refresh()
        if first and items:
            self.post_message(self.Moved(self))  # type: ignore[arg-type]  # for any kind of item

    def _take(self, items: Sequence[Item]) -> None:
        """Take other items; what can be done with rows comes with the first and goes with them."""
        comes_or_goes = bool(items) != bool(self._items)
        self._items = items
        if comes_or_goes:
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what is done with rows where there are none."""
        if action in self.ON_ROWS and not self._items:
            return False
        return super().check_action(action, parameters)

    def go_to(self, item: Item) -> None:
        """Put the cursor on an item, if it is there."""
        if item in self._items:
            self.cursor = self._items.index(item)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, len(self._items) - 1))

    def on_resize(self) -> None:
        """Keep the cursor in view where fewer rows have room than before."""
        self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll as far as it takes to see the row under the cursor."""
        # A row lies under the header by as many lines as the window is shorter for it.
        row = Region(0, self.cursor * self.row_height, 1, self.row_height + self.header_height)
        self.scroll_to_region(row, animate=False, immediate=True)

    def watch_cursor(self, before: int, now: int) -> None:
        """Keep the cursor in view; only two rows are drawn anew, and those that come into sight."""
        self.show_cursor()
        self.refresh_row(before)
        self.refresh_row(now)
        self.post_message(self.Moved(self))  # type: ignore[arg-type]  # for any kind of item

    def refresh(self, *regions: Region, **how: bool) -> Self:
        """Draw lines anew; all rows, unless some are named: one that scrolls stays as it is."""
        if not regions:
            self._rows.clear()
        return super().refresh(*regions, **how)

    def refresh_row(self, number: int) -> None:
        """Draw one row anew."""
        self._rows.pop(number, None)
        y = number * self.row_height - int(self.scroll_offset.y) + self.header_height
        self.refresh(Region(0, y, self.size.width, self.row_height))

    def action_step(self, by: int) -> None:
        """Go some rows down, or up."""
        self.cursor += by
        self.show_cursor()  # it may stay on the last row, and that be scrolled out of sight

    def action_page(self, by: int) -> None:
        """Go some pages down, or up."""
        rows = (self.size.height - self.header_height) // self.row_height
        self.cursor += by * max(1, rows - 1)

    def action_end(self, place: int) -> None:
        """Go to the first row (0) or the last (-1)."""
        self.cursor = place % max(1, len(self._items))

    def action_open(self) -> None:
        """Choose the row under the cursor."""
        if self.current is not None:
            self.post_message(self.Opened(self))  # type: ignore[arg-type]  # for any kind of item

    def on_click(self, event: events.Click) -> None:
        """Go to the row that was clicked; the second click chooses it."""
        row = self._row_at(event.y)
        if row is not None:
            self.cursor = row
            if event.chain > 1:
                self.action_open()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines of the window; their style and width, which take time, are found once."""
        drawn_for = self.scrollable_content_region.width, self.rich_style
        if drawn_for != self._drawn_for or len(self._rows) > _MOST_KEPT:
            self._rows.clear()
            self._drawn_for = drawn_for
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window."""
        width, style = self._drawn_for
        if y < self.header_height:
            return Strip(self.draw_header(width)[y]).adjust_cell_length(width, style)
        row = self._row_at(y)
        if row is None:
            # A blank before it, and one behind, where ``cell`` puts the sign of what is cut.
            room = max(1, width - 2)
            blank = () if self._items else Text(self._blank).wrap(self.app.console, room)
            if y - self.header_height >= len(blank):
                return Strip.blank(width, style)
            line = f" {blank[y - self.header_height].plain}"
            return Strip([cell(line, width, self.toned("list--faint", style))])
        if row not in self._rows:
            if row == self.cursor:
                style += self.get_component_rich_style("list--cursor")
            drawn = self.draw(self._items[row], width, style)
            self._rows[row] = [
                Strip(filter(itemgetter(0), line)).adjust_cell_length(width, style)  # none is empty
                for line in drawn
            ]
        return self._rows[row][
            (int(self.scroll_offset.y) + y - self.header_height) % self.row_height
        ]

    def _row_at(self, y: int) -> int | None:
        """Return the number of the row at a line of the window."""
        row = (int(self.scroll_offset.y) + y - self.header_height) // self.row_height
        return row if y >= self.header_height and row < len(self._items) else None

    def _set_row_height(self, lines: int) -> None:
        if lines != self.row_height:
            self.row_height = lines
            self._measure()
            self.refresh()

    def _measure(self) -> None:
        self.virtual_size = Size(0, len(self._items) * self.row_height + self.header_height)


def cell(text: str, size: int, style: Style) -> Segment:
    """Return a text set into ``size`` columns, made harmless; a longer one ends in ``…``."""
    text = visible(text)
    length = cell_len(text)
    if length >= size > 2 or length > size:
        text = _cut(text, size - 1) if size > 1 else ""
    return Segment(set_cell_size(text, size), style)


def _cut(text: str, size: int) -> str:
    """Return the beginning of a text that ends in ``…``, and in one only, in ``size`` columns."""
    return set_cell_size(f"{set_cell_size(text, size - 1).rstrip('…')}…", size)


def date_cell(date: str, style: Style) -> Segment:
    """Return a day in a column of its own, with room before it for the mark of a guessed one."""
    return cell(f"{date:>11}", 13, style)


def fitted(parts: Sequence[tuple[str, Style]], size: int, style: Style) -> list[Segment]:
    """Return texts set into ``size`` columns, made harmless; the longest is cut to fit.

    What lies beside the longest (a sign, a count) keeps its place.
    """
    shown = [(visible(text), its) for text, its in parts]
    widths = [cell_len(text) for text, _ in shown]
    longest = widths.index(max(widths)) if widths else 0
    line: list[Segment] = []
    left = size
    for number, (text, its) in enumerate(shown):
        room = left
        if number == longest:
            room = max(0, left - sum(widths[number + 1 :]))
        if widths[number] > room:
            text = _cut(text, room) if room > 1 else set_cell_size(text, room)  # noqa: PLW2901
        line.append(Segment(text, its))
        left -= min(widths[number], room)
    line.append(Segment(" " * left, style))
    return line
