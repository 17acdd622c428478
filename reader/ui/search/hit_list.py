"""Hits under each other: what stands before them ends where they begin."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.text import one_line
from reader.ui.shared.lists.context_words import words_in_context
from reader.ui.shared.lists.virtual_list import VirtualList, cell, date_cell
from reader.workspace.overviews.contexts import Context
from reader.workspace.query.concordance import HitLine


class HitList(VirtualList[HitLine]):
    """Hits, one a row: date and source of the article, how many equal ones, the words in context.

    What was found in a note stands behind the words that it is on. Dates have a column where
    ``shows_dates`` says so.

    ``about`` tells date and source of a document, ``context`` what is shown around a hit; both are
    asked for the rows that are drawn only.
    """

    COMPONENT_CLASSES = {"contexts--match"}

    def __init__(
        self, about: Callable[[str], tuple[str, str]], context: Callable[[HitLine], Context]
    ) -> None:
        super().__init__()
        self._about, self._around = about, context
        self.shows_dates = False

    def draw(self, item: HitLine, width: int, style: Style) -> list[list[Segment]]:
        """Draw a hit."""
        faint = self.toned("list--faint", style)
        date, source = self._about(item.document)
        copies = f"+{len(item.copies):,}" if item.copies else ""
        cells = [date_cell(date, faint)] if self.shows_dates and width >= 70 else []
        if width >= 100:
            cells.append(cell(f" {source}", width // 8, faint))
        cells.append(cell(f"{copies:>4}", 6, faint))
        room = width - sum(cell_len(one.text) for one in cells)
        note = f"  ✎ {one_line(item.note.text)}" if item.note else ""
        noted = min(cell_len(note) + 1, room // 2) if note else 0
        room -= noted
        left = room // 4 if note else room // 2 - 4
        strong = self.toned("contexts--match", style)
        words = words_in_context(self._around(item), room, left, style, strong)
        return [[*cells, *words, cell(note, noted, faint)]]
