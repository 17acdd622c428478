"""The layout of a flow in rows, wrapped as far as it has been looked at."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from rich.cells import cell_len

from reader.cleaning import Role
from reader.ui.article.view.cells import CellRow, column_of, index_at, is_plain, wrapped
from reader.ui.article.view.flow import Flow, FlowPart
from reader.ui.article.view.tables import shift_of

_BAR = "▎ "
_START = attrgetter("start")
# How much is wrapped in one go, in plain characters (a few milliseconds), and how many of them take
# as long as one that needs a closer look.
_SLICE = 400_000
_EFFORT = 80  # plain characters that one with wide or joined ones costs


class LaidOutLine(NamedTuple):
    """A row on the screen: its part, its number there (below 0 in the gap above), its text."""

    part: int
    number: int
    row: CellRow | None


def lead(part: FlowPart, *, first: bool) -> str:
    """Return the lead of a row of a part: a bar, a bullet, or the blanks below it."""
    match part.role:
        case Role.QUOTATION | Role.POST:
            return _BAR
        case Role.LIST_ITEM:
            bullet = "• " if first and part.first else "  "
            return "  " * min(part.level, 4) + bullet
        case _:
            return ""


class TextLayout:
    """A flow in rows of at most ``measure`` columns.

    Parts are wrapped when they are first asked for, and until then have an estimated height. What
    stands below them moves only with ``settle``, which takes the line that must keep its place.
    """

    def __init__(self, flow: Flow, measure: int) -> None:
        self.flow = flow
        self.measure = measure
        self._rows: list[list[CellRow] | None] = [None] * len(flow.parts)
        self._heights = [part.gap + self._estimate(part) for part in flow.parts]
        self._tops = [0, *accumulate(self._heights)]
        self._stale = False
        self._next = 0  # the first part that may not be wrapped yet

    @property
    def height(self) -> int:
        """The number of rows, as far as is known."""
        return self._tops[-1]

    @property
    def is_settled(self) -> bool:
        """Tell whether all parts have been wrapped."""
        return self._next == len(self._rows)

    def line(self, y: int) -> LaidOutLine:
        """Return the line in row ``y``, from 0 to below ``height``; wraps its part."""
        number = bisect_right(self._tops, y) - 1
        within = y - self._tops[number] - self.flow.parts[number].gap
        rows = self._wrapped(number)
        return LaidOutLine(number, within, rows[within] if 0 <= within < len(rows) else None)

    def y_of(self, line: LaidOutLine) -> int:
        """Return the present row of a line."""
        part = self.flow.parts[line.part]
        within = min(line.number + part.gap, self._heights[line.part] - 1)
        return self._tops[line.part] + within

    def line_of(self, index: int) -> LaidOutLine:
        """Return the line that shows ``index``; wraps its part."""
        number = self.flow.part_of(index)
        rows = self._wrapped(number)
        within = max(0, bisect_right(rows, index, key=_START) - 1)
        return LaidOutLine(number, within, rows[within])

    def column_of(self, line: LaidOutLine, index: int) -> int:
        """Return the column of ``index`` in its line, what leads the line included."""
        if line.row is None:
            return 0
        stops = self.flow.parts[line.part].stops
        return self._indent(line) + column_of(self.flow.text, line.row, index, stops)

    def index_at(self, line: LaidOutLine, column: int) -> int:
        """Return the index that a column of a line shows: beside the text, the line's end."""
        if line.row is None:
            part = self.flow.parts[line.part]
            return part.start if line.number < 0 else part.end
        stops = self.flow.parts[line.part].stops
        index = index_at(self.flow.text, line.row, column - self._indent(line), stops)
        return index if index < line.row.end else self.end_of(line)

    def start_of(self, line: LaidOutLine) -> int:
        """Return the first index of a line."""
        return line.row.start if line.row else self.flow.parts[line.part].start

    def end_of(self, line: LaidOutLine) -> int:
        """Return the last index of a line: behind its text, unless the next line begins there."""
        if line.row is None:
            return self.flow.parts[line.part].end
        rows = self._wrapped(line.part)
        if line.number + 1 < len(rows):
            following = rows[line.number + 1].start
        elif line.part + 1 < len(self.flow.parts):
            following = self.flow.parts[line.part + 1].start
        else:
            return line.row.end
        if following > line.row.end or line.row.end == line.row.start:
            return line.row.end
        last = column_of(self.flow.text, line.row, line.row.end) - 1
        return index_at(self.flow.text, line.row, last)

    def shift(self, line: LaidOutLine, caret: int) -> int:
        """Return the columns by which a line is scrolled: of a wide table, with the caret."""
        stops = self.flow.parts[line.part].stops
        if not stops:
            return 0
        here = self.line_of(caret)
        if self.flow.parts[here.part].stops != stops:
            return 0
        return shift_of(stops, self.column_of(here, caret), self.measure)

    def text_row(self, y: int, direction: int) -> int:
        """Return ``y``, or where it is empty the next row of text up (-1) or down (1)."""
        while self.line(y).number < 0:
            y += direction
        return y

    def step(self, y: int, by: int) -> int:
        """Return the row of text that lies ``by`` rows of text below ``y`` (above, below 0)."""
        direction = 1 if by > 0 else -1
        for _ in range(abs(by)):
            if not 0 <= y + direction < self.height:
                break
            y = self.text_row(y + direction, direction)
        return y

    def settle(self, above: int, below: int, keep: LaidOutLine) -> int:
        """Wrap the parts up to so many rows above and below a line; return its new number."""
        self._wrapped(keep.part)
        within = keep.number + self.flow.parts[keep.part].gap
        rest, part = below - self._heights[keep.part] + within, keep.part + 1
        while rest > 0 and part < len(self._rows):
            self._wrapped(part)
            rest, part = rest - self._heights[part], part + 1
        rest, part = above - within, keep.part - 1
        while rest > 0 and part >= 0:
            self._wrapped(part)
            rest, part = rest - self._heights[part], part - 1
        self._measure()
        return self.y_of(keep)

    def settle_more(self) -> None:
        """Wrap some more of what nobody has looked at; the lines move with the next ``settle``."""
        effort = _SLICE
        while effort > 0 and self._next < len(self._rows):
            if self._rows[self._next] is None:
                self._wrapped(self._next)
                part = self.flow.parts[self._next]
                plain = is_plain(self.flow.text, part.start, part.end)
                effort -= (part.end - part.start) * (1 if plain else _EFFORT)
            effort -= 10
            self._next += 1

    def _estimate(self, part: FlowPart) -> int:
        """Guess the rows that a part takes, from its length and its first character."""
        if part.stops:
            return 1
        length = part.end - part.start
        wide = length and self.flow.text[part.start + length // 2] >= "\u3000"
        return length * (2 if wide else 1) // self.measure + 1

    def _indent(self, line: LaidOutLine) -> int:
        return cell_len(lead(self.flow.parts[line.part], first=line.number == 0))

    def _wrapped(self, number: int) -> list[CellRow]:
        rows = self._rows[number]
        if rows is None:
            part = self.flow.parts[number]
            width = max(2, self.measure - cell_len(lead(part, first=True)))
            rows = (
                [CellRow(part.start, part.end)]
                if part.stops
                else wrapped(self.flow.text, part.start, part.end, width)
            )
            self._rows[number] = rows
            if self._heights[number] != part.gap + len(rows):
                self._heights[number] = part.gap + len(rows)
                self._stale = True
        return rows

    def _measure(self) -> None:
        if self._stale:
            self._tops = [0, *accumulate(self._heights)]
            self._stale = False
