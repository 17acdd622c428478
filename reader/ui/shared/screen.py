"""The base of all screens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import work
from textual.app import App, ComposeResult
from textual.screen import ModalScreen, Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from reader.annotations import Draft, StepSummary, Store, StoreChange
from reader.corpus import ScanDifference
from reader.errors import ReaderError
from reader.text import one_line
from reader.ui.shared.alerts import Alert
from reader.ui.shared.lines.head_line import HeadLine
from reader.ui.shared.lines.key_line import KeyLine
from reader.ui.shared.lines.status_line import StatusLine
from reader.ui.shared.lists.virtual_list import VirtualList
from reader.ui.shared.navigator import Host, Navigator
from reader.workspace import Workspace
from reader.workspace.analyses.progress import Progress

if TYPE_CHECKING:
    from reader.workspace.overviews.report_model import ReportScope

Result = TypeVar("Result")

# The folder is looked at again after so many seconds, and so many times as long as a look takes:
# in a large corpus it would slow down the keys.
_WATCH, _REST = 2.0, 30


class ReaderScreen(Screen[None]):
    """A screen over the opened corpus.

    One that shows something only after a while clears ``arrived`` until then: keys wait for it.
    Actions, and parts, ``ON_ROWS`` are not offered where its list is empty. ``COMMON`` are the ids
    of commands that the help begins with, beside those that the footer shows. ``parts`` are the
    objects that answer its part commands, by name. Steps that were ``made`` from what is seen here
    are taken back at once, and so is the one ``agreed`` on, to whose place that leads.
    """

    COMMON: ClassVar[frozenset[str]] = frozenset({"list.down", "list.up"})

    WIDGETS: ClassVar[tuple[type[Widget], ...]] = ()
    """Its widgets that have commands."""

    ON_ROWS: ClassVar[frozenset[str]] = frozenset()

    def __init__(self) -> None:
        super().__init__()
        self.arrived = asyncio.Event()
        self.arrived.set()
        self.parts: Mapping[str, object] = {}
        self.made: set[StepSummary] = set()
        self.agreed: StepSummary | None = None
        self._watch: Timer | None = None

    @property
    def reader(self) -> Host:
        """The application."""
        return cast(Host, self.app)

    @property
    def navigator(self) -> Navigator:
        """The way to other screens."""
        return self.reader.navigator

    @property
    def workspace(self) -> Workspace:
        """The opened corpus."""
        return self.reader.workspace

    @property
    def store(self) -> Store:
        """The annotations on it."""
        return self.workspace.store

    def compose(self) -> ComposeResult:
        """Lay the screen out between its head and the lines of its state and its keys."""
        # Textual sets the class of the width behind the first frame, which then is drawn again.
        points, width = sorted(self.HORIZONTAL_BREAKPOINTS or ()), self.app.size.width
        self.add_class(*[name for least, name in points if least <= width][-1:])
        yield HeadLine()
        yield from self.compose_body()
        yield StatusLine(id="status")
        yield KeyLine()

    def compose_body(self) -> ComposeResult:
        """Lay out what stands between the lines of the screen."""
        raise NotImplementedError

    @property
    def head_line(self) -> HeadLine:
        """The line that says what is shown."""
        return self.query_one(HeadLine)

    @property
    def status_line(self) -> StatusLine:
        """The line that tells how things stand."""
        return self.query_one(StatusLine)

    @property
    def key_line(self) -> KeyLine:
        """The line of keys."""
        return self.query_one(KeyLine)

    @property
    def is_current(self) -> bool:
        """Tell whether it is seen: it is drawn, with what lies over it, only then."""
        return super().is_current and (
            self is self.app.screen or self.app.screen.styles.background.a < 1
        )

    @property
    def tag_at_hand(self) -> str | None:
        """The id of the tag that is at hand here."""
        return None

    @property
    def document_at_hand(self) -> str | None:
        """The id of the document that is at hand here."""
        return None

    def say(self, message: str, *, is_miss: bool = False) -> None:
        """Tell an event, or a remedy, without standing in the way; a miss until the next key."""
        for line in self.query(StatusLine):
            line.say(message, is_miss=is_miss)

    def key_pressed(self) -> None:
        """End what is told of a key before, where it was a miss."""
        for line in self.query(StatusLine):
            line.key_pressed()

    def show_alert(self, alert: Alert | None) -> None:
        """Show an alert that needs a person, or none any more, without covering anything."""
        for line in self.query(StatusLine):
            line.alert(alert)

    @property
    def has_no_rows(self) -> bool:
        """Tell whether the list of this screen is empty."""
        lists = self.query(VirtualList)
        return bool(lists) and not lists.first().items

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what is done with rows where there are none."""
        named = parameters[0] if action == "run" else action  # by its part
        if named in self.ON_ROWS and self.has_no_rows:
            return False
        return super().check_action(action, parameters)

    def action_run(self, part: str, method: str, argument: object = None) -> None:
        """Let a part of the screen do what its command says."""
        call = getattr(self.parts[part], method)
        call() if argument is None else call(argument)

    @property
    def is_opening(self) -> bool:
        """Tell whether keys can't be meant for what is shown here yet: it is still coming."""
        return not self.arrived.is_set()

    async def opened(self) -> None:
        """Wait until keys can be meant for what is shown here."""
        await self.arrived.wait()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell of work that failed in a way that nobody thought of; the rest goes on."""
        if event.state is WorkerState.ERROR:
            self.arrived.set()  # nobody waits for what won't come
            fault = f"A fault in reader, please report it: {event.worker.error!r}"
            self.notify(one_line(fault), severity="error")

    def annotations_changed(self, change: StoreChange) -> None:
        """Show the changes in the annotations, made here or elsewhere."""

    def step_turned(self, step: StepSummary) -> None:
        """Show the place of a step that was taken back, or made again."""

    def settings_changed(self) -> None:
        """Show things as the settings want them now."""

    def analysis_changed(self, progress: Progress) -> None:
        """Show the results of the analysis of the corpus since: summaries, pairs, stories.

        It comes a few times a second while there is work, and once when all is done: a screen fills
        as results come, and calls nothing empty before ``progress.is_over``. Whoever shows it asks
        for ``workspace.progress`` when it opens, too.
        """
        for line in self.query(HeadLine):
            line.progress(progress)

    def on_mount(self) -> None:
        """Say from the beginning how far the analysis of the corpus has come, and what stands."""
        for line in self.query(HeadLine):
            line.progress(self.workspace.progress)
        self.show_alert(self.reader.alert)
        self.show_access()

    def show_access(self) -> None:
        """Show whether annotations can be changed now, or only read, and what is not saved."""
        for line in self.query(HeadLine):
            line.tell_access(self.store.read_only is not None, self.store.unsaved)
        for keys in self.query(KeyLine):
            keys.tell_access(self.store.read_only is not None)

    def on_unmount(self) -> None:
        """Let nobody wait for what was to be shown here."""
        self.arrived.set()

    def action_filter(self) -> None:
        """Show the box that filters the rows of this screen, and go to it."""
        box = self.query_one(Input)
        box.display = True
        box.focus()

    def tell_progress(self) -> None:
        """Tell every open screen how far the analysis of the corpus has come."""
        for screen in open_screens(self.app):
            screen.analysis_changed(self.workspace.progress)

    def corpus_changed(self, changes: ScanDifference) -> None:
        """Show the changes in the folder of the corpus: documents new, changed or gone."""

    def watch_later(self, took: float = 0.0) -> None:
        """Look at the folder of the corpus after a while; a look at it ``took`` so many seconds."""
        if self._watch is not None:
            self._watch.stop()
        self._watch = self.set_timer(max(_WATCH, _REST * took), self.look_again)

    @work(thread=True, exit_on_error=False, group="watch", exclusive=True)
    def look_again(self) -> None:
        """Look whether the folder has changed."""
        start = monotonic()
        found = self.workspace.documents.look_again()
        took = monotonic() - start
        if found:
            self.app.call_from_thread(self.folder_changed, found)
        else:
            self.app.call_from_thread(self.watch_later, took)

    def folder_changed(self, found: ScanDifference) -> None:
        """Show the changes in the folder, where this screen is the one that watches it."""
        self.tell_corpus_changed(found)
        self.watch_later()

    def tell_corpus_changed(self, changes: ScanDifference) -> None:
        """Tell every open screen what has changed in the folder of the corpus."""
        for screen in open_screens(self.app):
            screen.corpus_changed(changes)

    def edit_note(self, title: str, note: str, draft: Draft, keep: Callable[[str], object]) -> None:
        """Edit a note, and ``keep`` it where it has changed; refused where nothing can be changed.

        ``draft`` says for which place drafts of it are kept, until it is saved.
        """
        from reader.ui.shared.dialogs.questions import NoteEditor

        drafts = self.workspace.drafts

        def take(text: str | None) -> None:
            try:
                if text is not None and text != note:
                    keep(text)
            except ReaderError as error:
                self.reader.say_error(error)
                return
            is_refused = text != note and self.store.read_only
            if not (self.store.unsaved or is_refused):
                drafts.drop(draft)

        if self.store.read_only is None:  # a draft that outlives the app is sought here
            self.keep_place()
            save = self.workspace.view_state.save
            self.run_worker(save, thread=True, exit_on_error=False, group="view")
        self.ask_change(NoteEditor(title, note, drafts, draft), take)

    def keep_place(self) -> None:
        """Keep the place that is read, where this screen has one."""

    def ask_change(
        self, dialog: ModalScreen[Result], take: Callable[[Result | None], None]
    ) -> None:
        """Open a dialog whose answer changes annotations, or say at once that they can't be."""
        if self.is_writable():
            self.app.push_screen(dialog, take)

    def is_writable(self) -> bool:
        """Tell whether annotations can be changed, and say so where not.

        What is typed on is then not taken for commands: it was meant for the dialog.
        """
        is_writable = self.done(self.store.require)
        if not is_writable:
            self.reader.ignore_text()
        return is_writable

    def warn(self, warning: str) -> None:
        """Show a warning, unless it is empty."""
        if warning:
            self.notify(warning, severity="warning")

    def report_scopes(self) -> Sequence[ReportScope]:
        """Return the subjects of a report made from here: the whole corpus, if no other."""
        from reader.workspace.overviews.report_model import ReportScope

        return [ReportScope()]

    def attempt(self, action: Callable[[], Result]) -> Result | None:
        """Do something that may be refused; say so where it is, and return None."""
        try:
            return action()
        except ReaderError as error:
            self.reader.say_error(error)
            return None

    def done(self, action: Callable[[], object]) -> bool:
        """Do something that may be refused; tell whether it was done, and say so where not."""
        return self.attempt(lambda: (action(), True)) is not None


def open_screens(app: App[Any]) -> list[ReaderScreen]:
    """Return the screens that can be told of something, the lowest first.

    While the app closes, screens keep their places when they are empty already.
    """
    return [
        screen
        for screen in app.screen_stack
        if isinstance(screen, ReaderScreen) and screen.is_mounted and screen.children
    ]
