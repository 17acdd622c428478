"""The layout of two versions in rows: side by side, or one above the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reader.duplicates import PairStatus
from reader.ui.article.view.cells import CellRow, wrapped
from reader.ui.compare.view.facing import Facing

# Columns for the cursor, three signs of a row, and a blank.
MARGIN = 5
GUTTER = 2  # columns, as all below
BETWEEN = 3
_WIDEST = 92
_NARROWEST = 10
# From so many columns on the versions stand beside each other.
SIDE_BY_SIDE = 100


class FacingLine(NamedTuple):
    """A line on the screen: of which row, whether its first, and what of ``a`` and ``b``.

    Where both are None it is the gap above a paragraph.
    """

    row: int
    first: bool
    a: CellRow | None
    b: CellRow | None


class FacingLayout:
    """The lines of two versions for a width; ``side`` is the one shown of what is the same in both.

    One above the other, what is word for word the same is shown once, unless ``both`` says that
    a row must show both sides.
    """

    def __init__(
        self,
        rows: Sequence[Facing],
        texts: tuple[str, str],
        width: int,
        *,
        side: int = 0,
        both: Callable[[Facing], bool] = lambda _: False,
    ) -> None:
        self.rows = rows
        self.beside = width >= SIDE_BY_SIDE
        self.measure = _measure(width, self.beside)
        self.lines: list[FacingLine] = []
        self._tops: list[int] = []
        for number, row in enumerate(rows):
            if row.paragraph:
                self.lines.append(FacingLine(number, False, None, None))
            self._tops.append(len(self.lines))
            once = not self.beside and row.status is PairStatus.VERBATIM and not both(row)
            shown = _faced(row, texts, self.measure, side if once else None)
            if row.folded:
                shown = [(None, None)]
            if not self.beside:
                shown = [*((a, None) for a, _ in shown if a), *((None, b) for _, b in shown if b)]
                shown = shown or [(None, None)]
            self.lines += (FacingLine(number, not n, a, b) for n, (a, b) in enumerate(shown))

    def top(self, row: int) -> int:
        """Return the first line of a row."""
        return self._tops[row]

    def height(self, row: int) -> int:
        """Return the number of lines of a row."""
        bottom = self._tops[row + 1] if row + 1 < len(self._tops) else len(self.lines)
        while bottom > self._tops[row] + 1 and self.lines[bottom - 1].row != row:
            bottom -= 1
        return bottom - self._tops[row]

    def row_at(self, line: int) -> int:
        """Return the row that a line belongs to, or the last one above it."""
        return max(0, bisect_right(self._tops, line) - 1)


def _measure(width: int, beside: bool) -> int:
    if beside:
        return max(_NARROWEST, min(_WIDEST, (width - MARGIN - 2 * GUTTER - BETWEEN) // 2))
    return max(_NARROWEST, min(_WIDEST, width - MARGIN - 2 * GUTTER))


def _faced(
    row: Facing, texts: tuple[str, str], width: int, only: int | None
) -> list[tuple[CellRow | None, CellRow | None]]:
    """Return the wrapped sentences of a row, line by line; of one side only where it is said."""
    sides: list[list[CellRow]] = []
    for number, text in enumerate(texts):
        span = row.side(number)
        hidden = only not in (None, number) or (row.again and number == 0)
        sides.append(wrapped(text, span.start, span.end, width) if span and not hidden else [])
    height = max(1, *map(len, sides))
    a, b = ([*side, *[None] * (height - len(side))] for side in sides)
    return list(zip(a, b, strict=True))
