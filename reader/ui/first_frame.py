"""The last frame of the first screen: kept at the end, shown at the next start while it loads."""

from __future__ import annotations

import asyncio
from time import monotonic

from rich.segment import Segment
from textual.app import App
from textual.strip import Strip

from reader.last_frame import LAST_FRAME, TO_THE_EDGE
from reader.ui.shared.screen import ReaderScreen
from reader.workspace import Workspace

# A frame of the last time stands no longer than this, in seconds, after there is a new one.
_PATIENCE = 0.5
_LOOK = 0.02  # seconds between two looks


def keep_first_frame(app: App[None], workspace: Workspace) -> None:
    """Keep the first screen as it is, to be drawn at the next start before all is loaded.

    While documents are read it is not kept: it would tell how far that was.
    """
    screen = app.screen_stack[0]
    is_whole = workspace.progress.is_over and not app.is_headless and screen.size == app.size
    if is_whole and isinstance(screen, ReaderScreen):
        # Textual has no public way to what it draws but as a picture.
        strips = [*screen._compositor.render_strips(), Strip.blank(1, screen.rich_style)]
        *lines, blank = (_going_on(strip).render(app.console) for strip in strips)
        end = screen.status_line.region.y
        LAST_FRAME.keep(lines[:end], blank, lines[end:])


def _going_on(line: Strip) -> Strip:
    """Return a line that goes on as it ends where the terminal is wider."""
    segments = list(line)
    return Strip([*(Segment(TO_THE_EDGE, last.style) for last in segments[-1:]), *segments])


async def hold_last_frame(app: App[None], workspace: Workspace) -> None:
    """Draw nothing over a frame of the last time until the first screen knows as much."""
    first = app.screen_stack[0]
    end = monotonic() + _PATIENCE
    with app.batch_update():
        while monotonic() < end and not (
            workspace.progress.is_over and isinstance(first, ReaderScreen) and not first.is_opening
        ):
            await asyncio.sleep(_LOOK)
    first.check_idle()  # the end of a batch is told to the app alone
