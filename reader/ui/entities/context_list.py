"""Keyword in context: the places that have some words, under each other."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.ui.shared.lists.context_words import words_in_context
from reader.ui.shared.lists.virtual_list import VirtualList, cell, date_cell
from reader.workspace.overviews.contexts import Context


class ContextList(VirtualList[Context]):
    """Words in context, one place a row; ``about`` tells date and title of the document it is in.

    The words stand under each other, what is before them ends there.
    """

    COMPONENT_CLASSES = {"contexts--match"}

    def __init__(self, about: Callable[[str], tuple[str, str]]) -> None:
        super().__init__()
        self._about = about

    def draw(self, item: Context, width: int, style: Style) -> list[list[Segment]]:
        """Draw a place: date, source, what is before, the words, what is after."""
        faint = self.toned("list--faint", style)
        date, title = self._about(item.document)
        cells = [date_cell(date, faint) if width >= 70 else cell("", 1, style)]
        if width >= 100:
            cells += [cell(title, width // 7, faint), cell("", 1, faint)]
        room = width - sum(cell_len(one.text) for one in cells)
        strong = self.toned("contexts--match", style)
        return [[*cells, *words_in_context(item, room, room // 2 - 4, style, strong)]]
