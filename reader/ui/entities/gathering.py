"""Gathering the entities of the corpus while the screen is used."""

from __future__ import annotations

from textual import work
from textual.worker import get_current_worker

from reader.annotations import StoreChange
from reader.errors import ReaderError
from reader.ui.shared.beat import Beat
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.analyses.progress import OVER, Progress


class GatheringScreen(ReaderScreen):
    """A screen that shows something of the entities of the corpus."""

    def show_entities(self) -> None:
        """Show the entities as they are known now."""
        raise NotImplementedError

    def show_progress(self, progress: Progress) -> None:
        """Tell the progress of the gathering."""
        if not progress.is_over:
            self.say(str(progress))

    def begin_gathering(self) -> None:
        """Gather the entities, and say so at once: before that is over, nothing is empty."""
        self.show_progress(self._so_far())
        self.gather()

    def _so_far(self) -> Progress:
        readable = sum(not one.problem for one in self.workspace.entries.values())
        return Progress("gathering names", self.workspace.names.gathered, readable)

    @work(thread=True, group="gather", exclusive=True, exit_on_error=False)
    def gather(self) -> None:
        """Find the entities of the corpus, and show them: those found so far now and then."""
        worker, call, end = get_current_worker(), self.app.call_from_thread, OVER
        beat = Beat()
        shown = self.workspace.names.entities
        try:
            found = self.workspace.names.gather(lambda: worker.is_cancelled)
            for _ in found:
                if beat.is_due():
                    if self.workspace.names.entities is not shown:
                        shown = self.workspace.names.entities
                        call(self.show_entities)
                    call(self.show_progress, self._so_far())
        except ReaderError as error:
            end = Progress("gathering names", problem=error.message)
            if not worker.is_cancelled:
                call(self.reader.say_error, error)
        if not worker.is_cancelled:
            call(self.show_entities)
            call(self.show_progress, end)

    def annotations_changed(self, change: StoreChange) -> None:
        """Gather anew where somebody has corrected an entity."""
        if "corrections" in change.tables:
            self.gather()
