"""Figures as a table: tags down, what they are counted by across, with bars."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.text import one_line
from reader.ui.shared.bars import BARS
from reader.ui.shared.commands import command
from reader.ui.shared.lists.virtual_list import NARROW, VirtualList, cell
from reader.workspace.overviews.tag_figures import FigureTable

_BAR = 10  # columns, as all below
_COLUMN, _WIDEST = 7, 14
_NAME = 26
_STORIES = 9


class FigureGrid(VirtualList[tuple[str, str, int]]):
    """One row a tag; the cursor stands on a cell, and on the total at the left end."""

    header_height = 1
    COMPONENT_CLASSES = {"figures--cell", "figures--bar"}
    BINDINGS = [
        command("list.open", "enter", "open", "Passages", "Its passages", footer=True),
        command("figure.right", "right,l", "across(1)", "Right", "Go to the next column"),
        command("figure.left", "left,h", "across(-1)", "Left", "Go to the column before"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.table: FigureTable | None = None
        self.column = 0

    def show_table(self, table: FigureTable) -> None:
        """Show other figures."""
        self.table = table
        self.column = min(self.column, len(table.columns))
        self.show(table.rows)
        self.refresh()

    def action_across(self, by: int) -> None:
        """Go some columns to the right, or to the left."""
        if self.table is not None:
            self.column = max(0, min(len(self.table.columns), self.column + by))
            self.refresh()

    def chosen(self) -> tuple[str, frozenset[str]] | None:
        """Return the name of the cell of the cursor, and the ids of its passages."""
        if self.table is None or self.current is None:
            return None
        tag, name, _ = self.current
        if self.column == 0:
            return name, self.table.totals.get(tag, frozenset())
        column = self.table.columns[self.column - 1]
        label = self.table.labels[self.column - 1]
        return f"{name}, {label}", self.table.cells.get((tag, column), frozenset())

    # -- drawing -----------------------------------------------------------------------------

    def draw_header(self, width: int) -> list[list[Segment]]:
        """Draw the names of the columns."""
        style = self.get_component_rich_style("list--header")
        counts = f"{'all':>7}{'stories' if self._has_stories else '':>{self._stories_width()}}"
        all_ = cell(counts, 9 + self._stories_width() + _bar_width(width), style)
        head = [cell(" tag", self._name_width(), style), all_]
        size = self._column_width()
        for number in self._window(width):
            label = one_line(self._labels[number])
            head.append(cell(" " * max(0, size - 2 - cell_len(label)) + label, size, style))
        rest = width - sum(one.cell_length for one in head)
        return [[*head, Segment(" " * max(0, rest), style)]]

    def draw(self, item: tuple[str, str, int], width: int, style: Style) -> list[list[Segment]]:
        """Draw the numbers of a tag."""
        table = self.table
        if table is None:
            return [[]]
        tag, name, depth = item
        is_here = self.current is not None and self.current[0] == tag
        here = style + self.get_component_rich_style("figures--cell")
        bar = self.toned("figures--bar", style)
        total = table.passages.get(tag, 0)
        most = max(table.passages.values(), default=1)
        stories = f"{table.stories[tag]:>{_STORIES},}" if table.stories is not None else ""
        room = _bar_width(width)
        filled = "█" * -(-total * room // most) if total else ""
        count = here if is_here and self.column == 0 else style
        line = [
            cell(f" {'  ' * depth}{one_line(name)}", self._name_width(), style),
            Segment(f"{total:>7,}", count),
            Segment(stories, style),
            cell(f" {filled}", room + 2, bar),
        ]
        highest = max(table.counts.values(), default=1)
        size = self._column_width()
        for number in self._window(width):
            value = table.count(tag, table.columns[number])
            on = here if is_here and self.column == number + 1 else style
            line.append(
                Segment(f"{value or '·':>{size - 2}}" if value else f"{'·':>{size - 2}}", on)
            )
            sign = BARS[-(-value * (len(BARS) - 1) // highest)] if value else " "
            line.append(Segment(f"{sign} ", bar))
        return [line]

    @property
    def _labels(self) -> Sequence[str]:
        return self.table.labels if self.table else ()

    def _name_width(self) -> int:
        rows = self.table.rows if self.table else ()
        longest = max((cell_len(name) + 2 * depth for _, name, depth in rows), default=0)
        return min(_NAME, max(8, longest + 3))

    @property
    def _has_stories(self) -> bool:
        return self.table is not None and self.table.stories is not None

    def _stories_width(self) -> int:
        return _STORIES if self._has_stories else 0

    def _column_width(self) -> int:
        """Return the width of a column."""
        longest = max((cell_len(label) for label in self._labels), default=0)
        return max(_COLUMN, min(_WIDEST, longest + 3))

    def _window(self, width: int) -> range:
        """Return the columns that are seen: that of the cursor is among them."""
        count = len(self.table.columns) if self.table else 0
        taken = self._name_width() + 9 + self._stories_width() + _bar_width(width)
        fits = max(1, (width - taken) // self._column_width())
        first = max(0, min(self.column - fits // 2 - 1, count - fits))
        return range(first, min(count, first + fits))


def _bar_width(width: int) -> int:
    """Return the columns of the bars of totals; in a narrow window the numbers come first."""
    return _BAR if width >= NARROW else 0
