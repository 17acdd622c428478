"""Leaving the app: by a key, by a signal, and without losing what is unsaved or being written."""

from __future__ import annotations

import os
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual.app import App

from reader.errors import ReaderError
from reader.ui import screens
from reader.ui.first_frame import keep_first_frame
from reader.ui.shared.navigator import KeepsDrafts
from reader.ui.shared.screen import open_screens
from reader.ui.terminal import hand_back
from reader.workspace import Workspace
from reader.workspace.rescuing import rescue, unsaved_drafts

# Shells give the number of the signal that ended a process above this.
_SIGNALLED = 128


class Leaving:
    """Leaves an app; ``save_as`` asks for another annotation file, and goes on there."""

    def __init__(
        self, app: App[None], workspace: Workspace, save_as: Callable[[], Awaitable[None]]
    ) -> None:
        self._app, self._workspace, self._save_as = app, workspace, save_as

    def ask(self) -> None:
        """Leave the app; ask first while there is something that the disk has refused."""
        self._app.run_worker(self._leave(), group="dialog", exclusive=True)

    async def _leave(self) -> None:
        store, app = self._workspace.store, self._app
        while store.unsaved:
            question = screens.UnsavedQuestion(store.unsaved, str(store.path))
            answer = await app.push_screen_wait(question)
            if answer == "quit":
                break
            if answer != "save":
                return
            await self._save_as()
        keep_first_frame(app, self._workspace)
        app.exit()

    def at_signal(self, number: int) -> None:
        """End for a signal: keep what is being written, and leave the terminal as it was.

        It ends whatever keeping fails.
        """
        if number == getattr(signal, "SIGHUP", None):
            # Mostly the terminal is gone; who still wrote to it by Textual might wait for ever.
            try:
                rescue(self._workspace.store)
                self._keep()
                self._workspace.close()
            finally:
                hand_back(self._app._driver)
                os._exit(_SIGNALLED + number)
        self._app.exit(return_code=_SIGNALLED + number)
        self._keep()

    def _keep(self) -> None:
        """Keep drafts, where one has read, and the first screen."""
        self.keep_drafts()
        for screen in open_screens(self._app):
            screen.keep_place()
        keep_first_frame(self._app, self._workspace)

    def keep_drafts(self) -> None:
        """Keep the notes that are being written as drafts."""
        for screen in self._app.screen_stack:
            if isinstance(screen, KeepsDrafts):
                screen.keep_draft()

    def drafts_notice(self) -> str:
        """Return the news of what was being written when the app ended last; empty for nothing.

        It is for the thread of a worker: documents are called by their titles, as in the list.
        """
        drafts = unsaved_drafts(self._workspace.store, self._workspace.drafts)
        if not drafts:
            return ""
        notes = "a note" if len(drafts) == 1 else f"{len(drafts):,} notes"
        where = ", ".join(dict.fromkeys(self._named(draft.document) for draft in drafts[:3]))
        return f"A draft of {notes} was kept ({where}): the note's key shows it there"

    def _named(self, document: str) -> str:
        """Return the title of a document, else its name: the draft may be one of a link."""
        with suppress(ReaderError):
            self._workspace.summary(document)  # it may not have been read yet
        return self._workspace.summaries.title(document)
