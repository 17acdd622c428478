"""Gathering the entities of the corpus while the screen is used."""

from __future__ import annotations

from collections.abc import Callable

from textual.worker import get_current_worker

from reader.annotations import StoreChange
from reader.errors import ReaderError
from reader.ui.shared.beat import Beat
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.analyses.progress import OVER, Progress


class NameGathering:
    """Gathers the entities of the corpus for a screen.

    ``show`` is called when more of them are known, ``tell`` with the progress. ``is_asked`` says
    whether the query that was noted names one.
    """

    def __init__(
        self,
        screen: ReaderScreen,
        show: Callable[[], object],
        tell: Callable[[Progress], object] | None = None,
    ) -> None:
        self._screen, self._show = screen, show
        self._tell = tell or self._say
        self.is_asked = False

    def begin(self) -> None:
        """Gather the entities, and say so at once: before that is over, nothing is empty."""
        self._tell(self.so_far())
        self.gather()

    def gather(self) -> None:
        """Find the entities of the corpus, and show them: those found so far now and then."""
        self._screen.run_worker(
            self._find, thread=True, group="gather", exclusive=True, exit_on_error=False
        )

    def note(self, query: str) -> None:
        """Take note of a query as it is typed: one that names an entity needs all of them."""
        was_asked, self.is_asked = self.is_asked, "@" in query
        if self.is_asked and not was_asked:
            self.gather()

    def follow(self, change: StoreChange) -> None:
        """Gather anew where somebody has corrected an entity."""
        if "corrections" in change.tables:
            self.gather()

    def so_far(self) -> Progress:
        """Return the progress of the gathering."""
        workspace = self._screen.workspace
        if not workspace.names.gathered:  # all of them may be kept
            return Progress("gathering names")
        readable = sum(not one.problem for one in workspace.entries.values())
        return Progress("gathering names", workspace.names.gathered, readable)

    def _say(self, progress: Progress) -> None:
        if not progress.is_over:
            self._screen.say(str(progress))

    def _find(self) -> None:
        screen, names = self._screen, self._screen.workspace.names
        worker, call, end = get_current_worker(), screen.app.call_from_thread, OVER
        beat = Beat()
        shown = names.entities
        try:
            for _ in names.gather(lambda: worker.is_cancelled):
                if beat.is_due():
                    if names.entities is not shown:
                        shown = names.entities
                        call(self._show)
                    call(self._tell, self.so_far())
        except ReaderError as error:
            end = Progress("gathering names", problem=error.message)
            if not worker.is_cancelled:
                call(screen.reader.say_error, error)
        if not worker.is_cancelled:
            call(self._show)
            call(self._tell, end)
