"""Waiting for a change of very many annotations, beside which nothing else is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, cast

from textual import work
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from reader.annotations import Tell
from reader.errors import ReaderError
from reader.ui.shared.commands import command
from reader.ui.shared.dialogs.dialog import Dialog
from reader.ui.shared.navigator import Host
from reader.ui.shared.screen import ReaderScreen
from reader.ui.shared.telling import TAKING, Stopped

Act: TypeAlias = Callable[[Tell], int]

# Fewer changes than these are made before anybody waits.
MANY = 2_000


def do_many(
    screen: ReaderScreen,
    title: str,
    changes: int,
    action: Callable[[], int],
    report: Callable[[int], object],
) -> None:
    """Run an action that makes ``changes``; of many, in a thread under a dialog that counts them.

    ``report`` is given what ``action`` returns, once that is done.
    """
    if changes <= MANY:
        count = screen.attempt(action)
        if count is not None:
            report(count)
        return

    def act(tell: Tell) -> int:
        with screen.store.watched(lambda done: tell(min(done, changes) - 1, changes)):
            return action()

    wait_for(screen.app, title, act, report)


def wait_for(app: App[Any], title: str, act: Act, report: Callable[[int], object]) -> None:
    """Do something under a ``WaitingDialog``; ``report`` is given the number of changes in the end.

    Where it was stopped or refused, that is told instead.
    """
    host = cast("Host", app)

    def ended(result: int | ReaderError | None) -> None:
        if isinstance(result, ReaderError):
            host.say_error(result)
        elif result is None:
            host.say("Stopped: nothing was changed")
        else:
            report(result)

    app.push_screen(WaitingDialog(title, act), ended)


class WaitingDialog(Dialog[int | ReaderError | None]):
    """Runs ``act`` in a thread, shows the count of changes made, and gives their number.

    ``act`` tells how many of how many are done; what that raises must end it without any change.
    The dialog gives why it was refused instead, or None where it was stopped.
    """

    BINDINGS = [command("app.cancel", "escape", "stop", "Stop", "Leave all as it was")]

    def __init__(self, title: str, act: Act) -> None:
        super().__init__()
        self._title, self._act = title, act
        self._stops = False

    def compose(self) -> ComposeResult:
        """Lay out what is done over how much of it."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="dialog--title", markup=False)
            yield Static("", id="done", classes="dialog--hint", markup=False)

    def on_mount(self) -> None:
        """Begin."""
        self._do()

    @work(thread=True, group=TAKING, exit_on_error=False)
    def _do(self) -> None:
        call, following = self.app.call_from_thread, 0

        def tell(done: int, total: int) -> None:
            nonlocal following
            if self._stops:
                raise Stopped
            if done == total - 1:
                call(self._show, "Saving it")
            elif done >= following:
                call(self._show, f"{done:,} of {total:,}")
                following = done + max(1, total // 100)

        ended: int | ReaderError | None
        try:
            ended = self._act(tell)
        except Stopped:
            ended = None
        except ReaderError as error:
            ended = error
        call(self.dismiss, ended)

    def _show(self, text: str) -> None:
        self.query_one("#done", Static).update(text)

    def action_stop(self) -> None:
        """Stop it: nothing is changed."""
        self._stops = True
