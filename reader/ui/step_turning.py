"""Taking steps back, and making them again."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App

from reader.annotations import StepSummary, Store, StoreChange, Tell
from reader.errors import ReaderError
from reader.ui.shared.screen import ReaderScreen, open_screens

Turn = Callable[[Tell], StepSummary | None]


class StepTurning:
    """Takes steps back or makes them again, tells them by name, and shows where they were.

    One that was made elsewhere is asked about first, and one of very many changes is turned in a
    thread, under a dialog that tells how far that is.
    """

    def __init__(
        self,
        app: App[None],
        store: Store,
        say: Callable[[str], None],
        say_error: Callable[[ReaderError], None],
    ) -> None:
        self._app, self._store, self._say, self._say_error = app, store, say, say_error
        self._last = store.undoable

    def annotations_changed(self, change: StoreChange) -> None:
        """Take note of a step that was made from the screen in use.

        The last one is none after another was taken back, nor where no step was made.
        """
        step = self._store.undoable
        is_new = step != self._last and self._store.redoable is None
        if change.own and is_new and step is not None:
            for screen in open_screens(self._app)[-1:]:
                screen.made.add(step)
        self._last = step

    def turn(self, words: tuple[str, str], ahead: StepSummary | None, turn: Turn) -> None:
        """Turn the step that is ``ahead``; ``words`` say what is, and what was done to it."""
        from reader.ui.shared.overlays import waiting_dialog  # nothing that every start needs

        doing, done = words
        screen = self._app.screen
        if ahead is None:
            self._say(f"Nothing is left to be {done.lower()}")
        elif isinstance(screen, ReaderScreen) and not self._agrees(screen, ahead):
            return
        elif ahead.changes > waiting_dialog.MANY:

            def act(tell: Tell) -> int:
                turn(tell)
                return ahead.changes

            title = f"{doing}: {ahead.name}"
            waiting_dialog.wait_for(self._app, title, act, lambda _: self._turned(done, ahead))
        else:
            try:
                step = turn(lambda *_: None) or ahead
            except ReaderError as error:
                self._say_error(error)
            else:
                self._turned(done, step)

    def _agrees(self, screen: ReaderScreen, step: StepSummary) -> bool:
        """Ask before a step is turned that is not of the document at hand, unless made from here.

        One on the codebook alone has no place.
        """
        is_here = not step.documents or screen.document_at_hand in step.documents
        if is_here or step in screen.made or step == screen.agreed:
            return True
        screen.agreed = step
        title = screen.workspace.summaries.title(step.documents[0])
        self._say(f"That is elsewhere, once more does it: {step.name} in “{title}”")
        return False

    def _turned(self, done: str, step: StepSummary) -> None:
        where = f" in {step.documents[0]}" if len(step.documents) == 1 else ""
        where = f" in {len(step.documents):,} documents" if len(step.documents) > 1 else where
        if isinstance(self._app.screen, ReaderScreen):
            self._app.screen.step_turned(step)
            self._app.screen.agreed = None
        self._say(f"{done}: {step.name}{where}")
