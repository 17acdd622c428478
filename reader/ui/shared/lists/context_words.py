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
    match = visible(context.match)
    size = min(cell_len(match), max(1, room - left))
    return [
        Segment(_ending(visible(context.before), left), style),
        Segment(match, strong) if cell_len(match) == size else cell(match, size, strong),
        cell(context.after, max(0, room - left - size), style),
    ]


def _ending(text: str, size: int) -> str:
    """Return the end of a text, set to the right of ``size`` columns."""
    while cell_len(text) > size:
        text = text[1:]
    return " " * (size - cell_len(text)) + text
