"""Taking steps back, and making them again."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App

from reader.annotations import StepSummary, Tell
from reader.errors import ReaderError
from reader.ui.shared.screen import ReaderScreen

Turn = Callable[[Tell], StepSummary | None]


class StepTurning:
    """Takes steps back or makes them again, tells them by name, and shows where they were.

    One of very many changes is turned in a thread, under a dialog that tells how far that is.
    """

    def __init__(
        self, app: App[None], say: Callable[[str], None], say_error: Callable[[ReaderError], None]
    ) -> None:
        self._app, self._say, self._say_error = app, say, say_error

    def turn(self, words: tuple[str, str], ahead: StepSummary | None, turn: Turn) -> None:
        """Turn the step that is ``ahead``; ``words`` say what is, and what was done to it."""
        from reader.ui.shared.overlays import waiting_dialog  # nothing that every start needs

        doing, done = words
        screen = self._app.screen
        if ahead is None:
            self._say(f"{done}: nothing is left")
        elif isinstance(screen, ReaderScreen) and not screen.agrees(ahead):
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

    def _turned(self, done: str, step: StepSummary) -> None:
        where = f" in {step.documents[0]}" if len(step.documents) == 1 else ""
        where = f" in {len(step.documents):,} documents" if len(step.documents) > 1 else where
        if isinstance(self._app.screen, ReaderScreen):
            self._app.screen.step_turned(step)
        self._say(f"{done}: {step.name}{where}")
