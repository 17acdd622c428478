"""Following the annotations: what this app, other instances and other programs change in them."""

from __future__ import annotations

from collections.abc import Callable
from threading import get_ident

from textual.app import App

from reader.annotations import DraftStore, Store, StoreChange
from reader.errors import ReaderError
from reader.ui.shared.screen import open_screens
from reader.ui.shared.telling import TAKING
from reader.workspace.rescuing import unsaved_drafts


class AnnotationFollower:
    """Tells the screens of an app of changes, and ``say`` of what the person should know.

    It is made in the thread of the app. ``told`` gives a failure in words, as keys tell it. Of
    ``drafts`` those go whose notes could not be saved, once they are.
    """

    def __init__(
        self,
        app: App[None],
        store: Store,
        say: Callable[[str], None],
        describe: Callable[[ReaderError], str],
        drafts: DraftStore,
    ) -> None:
        self._app, self._store, self._say, self._in_words = app, store, say, describe
        self._thread = get_ident()
        self._drafts = drafts
        self._trouble = ""
        self._told = 0
        self._told_access = store.read_only, store.unsaved
        self._had_unsaved = False

    def changed(self, change: StoreChange) -> None:
        """Let all screens that are open show a change; any thread may ask."""
        if get_ident() != self._thread:  # an import works in a thread
            self._app.call_from_thread(self.changed, change)
            return
        self._drop_saved_drafts()
        for screen in open_screens(self._app):
            screen.annotations_changed(change)
        self.tell_access()

    def refused(self, error: ReaderError) -> None:
        """Tell that the disk has refused a change, which stands nonetheless, from any thread."""
        if get_ident() != self._thread:
            self._app.call_from_thread(self.refused, error)
            return
        self._had_unsaved, self._trouble = True, str(error)
        self._app.notify(self._in_words(error), severity="error")
        self.tell_access()

    def poll(self) -> None:
        """Take in what others have changed."""
        if any(worker.group == TAKING and worker.is_running for worker in self._app.workers):
            return
        before, unsaved = self._store.read_only, self._store.unsaved
        try:
            self._store.poll()
        except ReaderError as error:
            # What lasts is told once, not every second.
            if str(error) != self._trouble:
                self._trouble = str(error)
                self._app.notify(self._in_words(error), severity="error")
            return
        self._trouble = ""
        self._drop_saved_drafts()
        self.tell_notices()
        self.tell_access()
        if unsaved and not self._store.unsaved:
            self._say("There is room again: all changes are saved now")
        if before and not self._store.read_only:
            self._say("The other one has closed: what you do is saved now")

    def tell_access(self) -> None:
        """Show on every screen whether annotations can be changed, and what is not saved, anew."""
        access = self._store.read_only, self._store.unsaved
        if access == self._told_access:
            return
        self._told_access = access
        for screen in open_screens(self._app):
            screen.show_access()

    def _drop_saved_drafts(self) -> None:
        if self._had_unsaved and self._store.is_saved:
            unsaved_drafts(self._store, self._drafts)
            self._had_unsaved = False

    def tell_notices(self) -> None:
        """Pass on what the store has to tell: repairs, backups, what others have changed."""
        notices = self._store.notices[self._told :]
        if notices:
            self._app.notify("\n".join(notices), severity="warning")
        self._told = len(self._store.notices)
