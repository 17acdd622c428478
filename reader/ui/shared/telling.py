"""Report the progress of work in a thread, and end it where nobody waits for it any more."""

from __future__ import annotations

from collections.abc import Callable

from textual.worker import get_current_worker

from reader.ui.shared.screen import ReaderScreen
from reader.workspace.analyses.progress import Progress

# The group of the work that changes annotations in a thread: nothing else may meanwhile.
TAKING = "taking"
# Progress is told after so many things, at the least,
_BEAT = 50
# and so often on the whole.
_BEATS = 200


class Stopped(Exception):  # noqa: N818
    """Ends work that nobody waits for any more."""


def teller(screen: ReaderScreen, work: str, total: int) -> Callable[[int], None]:
    """Return a function that tells the progress of its thread; it raises Stopped.

    The screen's first line shows it.
    """
    worker, call = get_current_worker(), screen.app.call_from_thread
    beat = max(_BEAT, total // _BEATS)

    def tell(done: int) -> None:
        if worker.is_cancelled:
            raise Stopped
        if not done % beat or done >= total:
            call(screen.head_line.progress, Progress(work, min(done, total), total))

    return tell
