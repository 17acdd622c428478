"""The application: one opened corpus in a terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import PurePath
from typing import Any

from textual import events, on, work
from textual.app import App
from textual.command import Provider
from textual.driver import Driver
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Input

from reader.errors import ReaderError, StoreError
from reader.last_frame import LAST_FRAME
from reader.resources import styles_folder
from reader.settings import Settings, save
from reader.text import numbered
from reader.ui import screens
from reader.ui.annotation_follower import AnnotationFollower
from reader.ui.everywhere import EVERYWHERE
from reader.ui.first_frame import hold_last_frame
from reader.ui.kept_styles import KeptStyles
from reader.ui.key_gate import KeyGate
from reader.ui.leaving import Leaving
from reader.ui.navigation import ScreenNavigator
from reader.ui.offered_commands import choices, explained, offered
from reader.ui.shared.alerts import Alert, AlertQueue
from reader.ui.shared.commands import Command, choose_keys, key_of
from reader.ui.shared.navigator import Navigator
from reader.ui.shared.screen import ReaderScreen, open_screens
from reader.ui.step_turning import StepTurning
from reader.ui.terminal import on_end, outliving, terminal_door
from reader.ui.themes import DEFAULT, own_themes, users_themes, wrong_theme
from reader.workspace import Workspace

# Changes that other instances and programs make to the annotations are taken in this often, in
# seconds.
_POLL = 1.0
# Some may wait for the process of a recogniser; what a key asks for must find one that is free.
_THREADS = 32


def _palette() -> type[Provider]:
    from reader.ui.palette import CommandProvider

    return CommandProvider


def _styles(*names: str) -> list[str | PurePath]:
    """Return the paths of style sheets with these names; of all if none is named."""
    paths = sorted(styles_folder().glob("*.tcss"))
    return [str(path) for path in paths if not names or path.stem in names]


class ReaderApp(App[None]):
    """Reads one corpus: a list of documents, and the article that was opened from it."""

    TITLE = "reader"
    COMMANDS = {_palette}
    BINDINGS = [*EVERYWHERE]

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings,
        document: str | None = None,
        *,
        is_tour: bool = False,
        offers_tour: bool = False,
        warning: str = "",
    ) -> None:
        """Make the app for a corpus; one that is a single ``document`` needs no list.

        The ``warning`` is told at the beginning. Where ``goes_on`` is set in the end, the app was
        left for the tour, or the tour for what was open before it.
        """
        # Those of other screens are parsed when the first of these opens.
        super().__init__(css_path=_styles() if document else _styles("base", "corpus"))
        self.stylesheet = KeptStyles(variables=self.get_css_variables())
        self._lone = document
        self.workspace = workspace
        self.navigator: Navigator = ScreenNavigator(self)
        self.settings = settings
        self._store = workspace.store
        self._door = terminal_door(self._is_dark, in_256=self._draws_in_256)
        self._threads = ThreadPoolExecutor(_THREADS)
        self._leaving = Leaving(self, workspace, self._save_as)
        self._turning = StepTurning(self, self._store, self.say, self.say_error)
        self.goes_on = False
        self._is_tour = is_tour
        self.offers_tour = offers_tour
        self._warning = warning
        self.typed = KeyGate(self)
        self._alerts = AlertQueue(self._show_alert)
        for theme in own_themes():
            self.register_theme(theme)
        for theme in users_themes(settings) if settings.themes else ():
            self.register_theme(theme)
        chosen = settings.theme or DEFAULT
        if (error := wrong_theme(settings, self.available_themes)) is not None:
            if "theme" not in settings.of_team:
                raise error
            chosen, left_out = DEFAULT, f"{error}. It is left out"
            self.settings = settings.changed("theme", "")
            self._warning = "\n".join(filter(None, (self._warning, left_out)))
        if self.available_themes[chosen].ansi:
            self.theme = chosen
        else:  # told to nobody: all style sheets would be parsed a second time
            self.set_reactive(App.theme, chosen)
            self.stylesheet.set_variables(self.get_css_variables())
        if settings.keys:
            from reader.ui.key_places import key_places
            from reader.ui.shared.keymap import check

            check(settings, key_places(type(self)))

    def get_default_screen(self) -> Screen[None]:
        """Begin with the list, or with the one document that there is."""
        if self._lone is not None:
            return screens.ArticleScreen(self._lone, [self._lone])
        return screens.CorpusScreen()

    def push_screen(self, *screen: Any, **how: Any) -> Any:
        """Open a screen, with its styles."""
        for path in _styles():
            if not self.stylesheet.has_source(str(path)):
                self.stylesheet.read(path)
        return super().push_screen(*screen, **how)

    def on_mount(self) -> None:
        """Take up the settings, and pass on what the opening of the annotations has to tell."""
        self._choose_keys()
        asyncio.get_running_loop().set_default_executor(self._threads)
        self._follower = AnnotationFollower(
            self, self._store, self.say, self._error_text, self.workspace.drafts
        )
        self._store.subscribe(self._turning.annotations_changed)
        self._store.subscribe(self._follower.changed)
        self._store.tell_refusals(self._follower.refused)
        self._follower.tell_notices()
        if self._store.read_only:
            self.call_after_refresh(self.say, self._why_read_only())
        elif self.workspace.is_kept_elsewhere:
            message = (
                f"This folder can't be written: annotations go to {self.workspace.annotations}"
            )
            self.call_after_refresh(self.say, message)
        self.set_interval(_POLL, self._follower.poll)
        self.call_after_refresh(self._tell_drafts)
        if LAST_FRAME.is_drawn:
            self.run_worker(hold_last_frame(self, self.workspace), group="frame")
        if warnings := list(filter(None, (self._warning, *self.workspace.notes))):
            self.notify("\n".join(warnings), severity="warning")
        if self._is_tour:
            from reader.ui.tour import Tour

            self.call_after_refresh(Tour(self, self._store).start)
        if not self.is_headless:
            on_end(self._leaving.at_signal)

    def _choose_keys(self) -> None:
        self.set_keymap(self.settings.keys)
        choose_keys(self.settings.keys)

    def get_driver_class(self) -> type[Driver]:
        """Draw with a driver that a terminal which goes away doesn't hold up."""
        return outliving(super().get_driver_class())

    def get_theme(self, theme_name: str) -> Theme | None:
        """Return a theme: it is asked for with each line drawn, and Textual copies all for that."""
        return self._registered_themes.get(theme_name)

    def _draws_in_256(self) -> bool:
        """Tell whether the terminal has 256 colours only; without a terminal there is no limit."""
        return self.console.color_system == "256" and not self.is_headless

    def _is_dark(self) -> bool | None:
        """Tell whether a theme of the terminal's own colours is dark; None for other themes."""
        theme = self.current_theme
        return theme.dark if theme.ansi else None

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters of all that is drawn; the last one makes it fit for the terminal."""
        return [*super().get_line_filters(), self._door]

    @on(Driver.SignalResume)
    def _draw_anew(self) -> None:
        """Draw the screen again after ``fg``: the terminal has kept nothing of it."""
        self.refresh(layout=True)

    async def on_event(self, event: events.Event) -> None:
        """Let keys pass one by one; make blanks of line breaks pasted into a field of one line."""
        if isinstance(event, (events.Key, events.Paste)) and not self.typed.admits(event):
            return
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._alerts.key_pressed()
            if isinstance(self.screen, ReaderScreen):
                self.screen.key_pressed()
        if isinstance(event, events.Paste) and isinstance(self.focused, Input):
            event.text = " ".join(event.text.split())
        await super().on_event(event)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a message that needs a person in a line of the screen; a hint as an event.

        It is never taken for ``markup``: names and faults may have brackets.
        """
        if severity == "information":
            self.say(message)
        else:
            self._alerts.tell(Alert(message, is_error=severity == "error"))

    @property
    def alert(self) -> Alert | None:
        """The message that needs a person, until a key is pressed."""
        return self._alerts.shown

    def _show_alert(self, alert: Alert | None) -> None:
        for screen in open_screens(self):
            screen.show_alert(alert)

    def on_unmount(self) -> None:
        """Abandon the threads at work when the app is left: they would be waited for."""
        self.typed.close()
        self.workspace.recogniser.close()
        self._threads.shutdown(wait=False, cancel_futures=True)
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))

    def say_error(self, error: ReaderError) -> None:
        """Tell a failure, and the key that saves annotations in another place.

        No dialog opens here: it would take the keys of somebody who is still typing. That nothing
        can be changed is no news: it is told beside the text, and not over it.
        """
        is_told_beside = self._store.read_only and isinstance(self.screen, ReaderScreen)
        if isinstance(error, StoreError) and is_told_beside:
            self.say(self._why_read_only())
        else:
            self.notify(self._error_text(error), severity="error")

    def _error_text(self, error: ReaderError) -> str:
        """Return a failure in words, with the key that saves annotations in another place."""
        message = str(error)
        if isinstance(error, StoreError):
            message = f"{message}: {key_of('app.save-as')}"
            if unsaved := self._store.unsaved:
                message += f". Until then only on the screen: {numbered(unsaved, 'change')}"
        return message

    def _why_read_only(self) -> str:
        """Return the reason that annotations can't be changed, with the key of the remedy."""
        name, why = self._store.path.name, self._store.read_only
        return f"{name} can only be read: {why}. {key_of('app.save-as')} goes on in another file"

    def ignore_text(self) -> None:
        """Ignore what is typed on after a key that was refused."""
        self.typed.ignore_text()

    def say(self, message: str) -> None:
        """Tell an event on the screen that is open by now."""
        if isinstance(self.screen, ReaderScreen):
            self.screen.say(message)

    # -- what keys do ------------------------------------------------------------------------

    def action_leave(self) -> None:
        """Leave the screen; from the list, leave the app."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.goes_on = self._is_tour
            self._leaving.ask()

    def action_help_quit(self) -> None:
        """Tell the key that leaves, to those who press the one that ends other programs."""
        self.say(f"{key_of('app.quit')} leaves reader")

    async def action_quit(self) -> None:
        """Leave the app from anywhere; notes that are being written stay as drafts."""
        self._leaving.keep_drafts()
        self.goes_on = False
        self._leaving.ask()

    @work(exit_on_error=False, group="drafts")
    async def _tell_drafts(self) -> None:
        """Show the notice of drafts left when the app ended last, when documents are known."""
        first = self.screen_stack[0]
        if isinstance(first, ReaderScreen):
            await first.opened()
        if notice := await asyncio.to_thread(self._leaving.drafts_notice):
            self.say(notice)

    def action_undo(self) -> None:
        """Take back the last step."""
        self._turning.turn(("Undoing", "Undone"), self._store.undoable, self._store.undo)

    def action_redo(self) -> None:
        """Make the last undone step again."""
        self._turning.turn(("Doing again", "Done again"), self._store.redoable, self._store.redo)

    def action_help(self) -> None:
        """Show all keys of this screen."""
        commands = explained(self.screen, self.settings.keys)
        self.push_screen(screens.HelpScreen(commands, self.settings.place))

    def action_menu(self) -> None:
        """Show the commands of the moment, to choose from."""
        here = choices(self.screen, self.settings.keys)
        self.push_screen(screens.CommandMenu(here), self._run_chosen)

    async def _run_chosen(self, chosen: Command | None) -> None:
        if chosen is not None:
            await self.run_action(chosen.action, chosen.node)

    def action_settings(self) -> None:
        """Change the settings."""
        from reader.ui.key_places import key_places

        below = self.screen
        self.push_screen(
            screens.SettingsScreen(
                lambda: offered(below, self.settings.keys), partial(key_places, type(self))
            )
        )

    def change_setting(self, key: str, value: object) -> None:
        """Write a setting to the user's file, and let it hold at once. Raises SettingsError."""
        save(self.settings.path, key, value)
        self.settings = self.settings.changed(key, value)
        self._choose_keys()
        if key == "theme":
            self.theme = str(value)
        if key == "names":  # what was kept for this corpus gives way
            self.workspace.view_state.keep("names", "")
        for screen in open_screens(self):
            screen.settings_changed()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave keys to a screen that asks for one, but that of leaving at once."""
        asks = getattr(self.screen, "TAKES_KEYS", False)  # no dialog is needed at the start
        if asks and action in {"tour", "suspend_process"}:
            return False
        return super().check_action(action, parameters)

    def action_tour(self) -> None:
        """Switch to the corpus of the tour, or from it back to the one before."""
        self._leaving.keep_drafts()
        self.goes_on = True
        self._leaving.ask()

    def action_change_theme(self) -> None:
        """Choose the colours, which are kept for the next start."""
        self.push_screen(screens.ThemePicker(self.available_themes, self.theme), self._keep_theme)

    def _keep_theme(self, theme: str | None) -> None:
        if theme is None:
            return
        try:
            self.change_setting("theme", theme)
        except ReaderError as error:
            self.say_error(error)

    def action_queue(self) -> None:
        """Go through the stories to be decided, from that of the document at hand on."""
        screen = self.screen
        self.navigator.open_queue(
            screen.document_at_hand if isinstance(screen, ReaderScreen) else None
        )

    def action_entities(self) -> None:
        """List the names that the corpus mentions."""
        self.navigator.open_entities(None)

    def action_codebook(self) -> None:
        """Show the codebook, at the tag of the passage at hand where there is one."""
        screen = self.screen
        self.navigator.open_codebook(
            screen.tag_at_hand if isinstance(screen, ReaderScreen) else None
        )

    def action_disputes(self) -> None:
        """Ask for the work of several people, and show where they differ."""
        if isinstance(self.screen, ReaderScreen):
            from reader.ui.agreement.annotators_question import ask_annotators

            self.run_worker(ask_annotators(self.screen), group="dialog")

    def action_passages(self) -> None:
        """List all passages of the corpus."""
        self.navigator.open_passages()

    def action_search_corpus(self) -> None:
        """Search all documents for words."""
        self.navigator.open_search()

    @work(group="dialog")
    async def action_save_as(self) -> None:
        """Ask for another annotation file, and go on there."""
        await self._save_as()

    async def _save_as(self) -> None:
        from reader.ui.shared.dialogs.questions import ask_file

        suggested = self.workspace.free_annotations()
        path = await ask_file(self, "Save the annotations from now on to", str(suggested))
        if path is None:
            return
        try:
            self._store.save_as(path)
        except ReaderError as error:
            self.say_error(error)
        else:
            self._follower.tell_access()
            self.say(f"From now on annotations are saved in {self._store.path.absolute()}")

    def action_export(self) -> None:
        """List the formats to export in."""
        self.navigator.open_export()

    def action_import(self) -> None:
        """Take in a file of annotations."""
        self.navigator.open_import()

    def action_report(self) -> None:
        """Write a report on what the screen shows; while one is made, give it up."""
        at_work = [one for one in self.workers if one.group == "report" and one.is_running]
        for worker in at_work:
            worker.cancel()
        if at_work:
            self.say("The report was given up: nothing is written")
        elif isinstance(self.screen, ReaderScreen):
            from reader.ui.transfer.reporting import ask_report

            self.run_worker(ask_report(self.screen), group="dialog")
