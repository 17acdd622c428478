"""Keyword in context: words under each other, what stands before them ending there."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.text import visible
from reader.ui.shared.lists.virtual_list import cell
from reader.workspace.overviews.contexts import Context


def words_in_context(
    context: Context, room: int, left: int, style: Style, strong: Style
) -> list[Segment]:
    """Return words, ``strong``, from column ``left`` of ``room`` on, between what is around them.

    What stands before them gives way at its beginning, the words and what follows at their end.
    """
    left = max(1, left)
    before = ending(visible(context.before), left)
    match = visible(context.match)
    size = min(cell_len(match), max(1, room - left))
    return [
        Segment(f"{' ' * (left - cell_len(before))}{before}", style),
        Segment(match, strong) if cell_len(match) == size else cell(match, size, strong),
        cell(context.after, max(0, room - left - size), style),
    ]


def ending(text: str, size: int) -> str:
    """Return the end of a text in at most ``size`` columns, behind an ellipsis where it is cut."""
    if cell_len(text) <= size:
        return text
    while text and cell_len(text) >= size:
        text = text[1:]
    return f"…{text}"[:size]
