"""Writing a report from any screen: asked for a file, made while the screen is used on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.ui.shared.dialogs.choosing import KeyChoice
from reader.ui.shared.overlays.export_dialog import Target, ask_target
from reader.ui.shared.screen import ReaderScreen

if TYPE_CHECKING:
    from reader.workspace.overviews.report_model import ReportScope


async def ask_report(screen: ReaderScreen) -> None:
    """Ask for the file of a report on what a screen shows, and let it be made.

    Where it may be about several things, ask about which: each by the letter that it begins with.
    """
    from reader.reports import REPORT_WRITERS

    scopes = {scope.in_words()[0]: scope for scope in screen.report_scopes()}
    key: str | None = next(iter(scopes))
    if len(scopes) > 1:
        choices = {letter: scope.in_words() for letter, scope in scopes.items()}
        key = await screen.app.push_screen_wait(KeyChoice("Write a report on", choices))
    if key is None:
        return
    scope = scopes[key]
    question = f"Write a report on {scope.in_words()} to"
    target = await ask_target(screen, question, scope.file_name(screen.workspace), REPORT_WRITERS)
    if target is not None:
        screen.say("The report is being made; go on meanwhile")
        make = partial(_make, screen, scope, target)
        screen.app.run_worker(
            make, group="report", thread=True, exclusive=True, exit_on_error=False
        )


def _make(screen: ReaderScreen, scope: ReportScope, target: Target) -> None:
    """Make a report and write it, in a thread; whichever screen is open says so."""
    from reader.reports import REPORT_WRITERS
    from reader.workspace.actions.transfer.writing_out import write_output
    from reader.workspace.overviews.report_model import make_report

    worker, call, workspace = get_current_worker(), screen.app.call_from_thread, screen.workspace
    reader = screen.reader

    def tell(what: str) -> None:
        if not worker.is_cancelled:
            call(reader.say, f"Report: {what} …")

    try:
        report = make_report(workspace, scope, lambda: worker.is_cancelled, tell)
        if worker.is_cancelled:
            return
        data = REPORT_WRITERS[target.ending](report)
        warning = write_output(workspace, target.path, [data], replace=target.replace)
    except ReaderError as error:
        call(reader.say_error, error)
        return
    call(screen.warn, warning)
    unfinished = f", {report.unfinished}" if report.unfinished else ""
    call(reader.say, f"Written to {target.path}{unfinished}")
