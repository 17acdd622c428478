"""Changing the settings while the app is used: each change is written and holds at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import cast

from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.keys import format_key
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reader.entities import EMBEDDED, engine
from reader.errors import ReaderError
from reader.settings import NAME_LOOKS, TEAM_FILE, check_setting
from reader.text import one_line
from reader.ui.shared.commands import Command, command, declared
from reader.ui.shared.dialogs.choosing import NamePicker, with_words
from reader.ui.shared.dialogs.dialog import OPTION_KEYS, Dialog
from reader.ui.shared.dialogs.key_capture import KeyCapture
from reader.ui.shared.dialogs.questions import Question
from reader.ui.shared.keymap import Places, collisions
from reader.ui.shared.navigator import Host
from reader.ui.shared.overlays.theme_picker import ThemePicker

_LABELS = {
    "theme": "Theme",
    "measure": "Text width",
    "author": "Author",
    "names": "Names",
    "recogniser": "Recogniser",
    "citation": "Citation",
    "cache": "Cache",
    "keys": "Keys",
}
# Where the values stand, in columns.
_VALUES = 12
_QUESTIONS = {
    "measure": "Text width (measure): 60 to 120 columns",
    "recogniser": "Recogniser, from the next start on: embedded, or spacy:MODEL with a model's"
    " package or folder",
    "cache": "The most that the cache may take up (cache) when a corpus is closed: 500M, 2 GB",
    "citation": "markdown, plain, or a form of your own: {quote} ({title}, {source}, {date}) {url}",
}


class CommandKeyCapture(KeyCapture):
    """Takes the next key as that of a command, and says whose it is already."""

    def __init__(self, given: Command, collisions: Callable[[str], Sequence[str]]) -> None:
        super().__init__(
            f"{given.help} (now {given.keys})", "Press its new key; Escape leaves it as it is"
        )
        self._collisions = collisions

    def take(self, event: events.Key) -> None:
        """Take the key where nobody has it."""
        taken = self._collisions(event.key)
        if taken:
            key, others = format_key(event.key), ", ".join(taken)
            self.refuse(f"{key} is the key of {others}: press another, or Escape")
        else:
            self.dismiss(event.key)


class SettingsScreen(Dialog[None]):
    """Lists the settings with their values; Enter changes one."""

    BINDINGS = [
        command("app.close", "escape,q,f2", "dismiss", "Close", "Go back"),
        *OPTION_KEYS,
    ]

    def __init__(
        self, commands: Callable[[], Sequence[Command]], places: Callable[[], Places]
    ) -> None:
        super().__init__()
        self._commands, self._places = commands, places

    @property
    def _host(self) -> Host:
        return cast(Host, self.app)

    @property
    def _kept(self) -> str:
        """The files that keep settings, in words."""
        kept = f"Kept in {one_line(self._host.settings.place)}"
        return f"{kept}\nA team's: {TEAM_FILE} beside its articles"

    def compose(self) -> ComposeResult:
        """Lay out the settings over the file that keeps them."""
        with Vertical(classes="dialog"):
            yield Static("Settings", classes="dialog--title")
            yield OptionList()
            yield Static(self._kept, classes="dialog--hint", markup=False)

    def on_mount(self) -> None:
        """Show the values."""
        self._draw()

    def _draw(self) -> None:
        options = self.query_one(OptionList)
        marked = options.highlighted or 0
        options.clear_options()
        settings = self._host.settings
        values = {key: one_line(self._current(key)) for key in _LABELS if key != "keys"}
        values["theme"] = self.app.theme
        values["author"] += "" if settings.author else " (your login)"
        values["keys"] = f"{len(settings.keys)} of your own"
        options.add_options(
            Option(
                Text.assemble(
                    f"{label:<{_VALUES}}",
                    (values[key], "bold"),
                    (f"  from {TEAM_FILE}" if key in settings.of_team else "", "dim"),
                ),
                id=key,
            )
            for key, label in _LABELS.items()
        )
        options.highlighted = marked

    def _current(self, key: str) -> str:
        """Return the value in use; of a setting that is empty, the one that stands for it."""
        settings = self._host.settings
        meant = {"author": settings.signature(), "recogniser": EMBEDDED.name}
        return str(getattr(settings, key)) or meant.get(key, "")

    @on(OptionList.OptionSelected)
    def change(self, event: OptionList.OptionSelected) -> None:
        """Change the marked setting."""
        self._change(event.option_id or "")

    @work(group="dialog")
    async def _change(self, key: str) -> None:
        """Ask for the value of a setting, and keep it."""
        settings = self._host.settings
        value: str | int | None
        if key == "theme":
            picker = ThemePicker(self.app.available_themes, self.app.theme)
            value = await self.app.push_screen_wait(picker)
        elif key == "names":
            looks = [
                (look, f"{about} · in use" if look == settings.names else about)
                for look, about in NAME_LOOKS.items()
            ]
            find = partial(with_words, looks)
            value = await self.app.push_screen_wait(NamePicker(_LABELS[key], find))
        elif key == "keys":
            await self._change_key()
            return
        else:
            shown = self._current(key).replace("\n", r"\n")
            asked = _QUESTIONS.get(key, _LABELS[key])
            check = partial(_check, key)
            answer = await self.app.push_screen_wait(Question(asked, shown, check))
            value = None if answer is None else _value(key, answer)
        if value is not None:
            self._keep(key, value)

    async def _change_key(self) -> None:
        """Ask for a command, then for its new key."""
        by_name: dict[str, Command] = {}
        for given in self._every():
            by_name.setdefault(f"{given.name}: {given.help}", given)
        find = partial(with_words, [(name, given.keys) for name, given in by_name.items()])
        question = "Which command? Those of this screen come first"
        name = await self.app.push_screen_wait(NamePicker(question, find, _keyed))
        if name is None:
            return
        given = by_name[name]
        key = await self.app.push_screen_wait(CommandKeyCapture(given, partial(self._taken, given)))
        if key is not None:
            self._keep("keys", {given.id: key})

    def _every(self) -> Iterator[Command]:
        """Yield the commands of the screen below, then those of all others."""
        here = self._commands()
        yield from here
        seen, chosen = {one.id for one in here}, self._host.settings.keys
        for one in declared(node for nodes in self._places().values() for node in nodes):
            if one.id not in seen:
                seen.add(one.id or "")
                yield Command.of(one, chosen, self)

    def _taken(self, given: Command, key: str) -> Sequence[str]:
        changed = {**self._host.settings.keys, given.id: key}
        nodes = (node for nodes in self._places().values() for node in nodes)
        names = {one.id: one.description for one in declared(nodes)}
        names |= {one.id: one.name for one in self._commands()}  # as it is called here
        taken: dict[str, str] = {}
        for _, _, other, place in collisions(changed, self._places()):
            taken.setdefault(names.get(other, other), place)
        return [f"{other} in {place}" for other, place in taken.items()]

    def _keep(self, key: str, value: object) -> None:
        try:
            self._host.change_setting(key, value)
        except ReaderError as error:
            self._tell(one_line(str(error)))
            return
        self._tell(self._kept)
        self._draw()

    def _tell(self, text: str) -> None:
        self.query_one(".dialog--hint", Static).update(text)


def _keyed(name: str, keys: str) -> Text:
    """Return the line of a command: its key first, for its name may be cut."""
    return Text.assemble((f"{keys:<{_VALUES}} ", "bold"), one_line(name))


def _value(key: str, answer: str) -> str | int:
    """Return the value of a setting that was typed."""
    if key == "measure":
        return int(answer) if answer.isdecimal() else answer
    return answer.replace(r"\n", "\n") if key == "citation" else answer


def _check(key: str, answer: str) -> None:
    check_setting(key, _value(key, answer))
    if key == "recogniser":
        engine(answer).close()
