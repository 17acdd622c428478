"""Small screens that ask for one of a few things by a key, or of many by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reader.text import fold, one_line
from reader.ui.shared.commands import command
from reader.ui.shared.dialogs.dialog import FOUND_KEYS, Dialog
from reader.ui.shared.packing import packed

T = TypeVar("T")

# More names than this can't be looked through: typing narrows them.
_SHOWN = 100
_GAP = 3  # columns


class KeyChoice(Dialog[str | None]):
    """Shows choices, each with a key, and takes the next key.

    The keys of ``others`` are taken too.
    """

    BINDINGS = [command("app.cancel", "escape", "dismiss(None)", "Cancel", "Leave it as it is")]

    def __init__(self, question: str, choices: Mapping[str, str], *, others: str = "") -> None:
        super().__init__()
        self._question, self._choices, self._others = question, choices, others

    def compose(self) -> ComposeResult:
        """Lay out the keys in a bar over the footer."""
        yield Static(id="key-choice")

    def on_resize(self) -> None:
        """Show as many choices in a row as have room."""
        question = Text(one_line(self._question), "bold")
        choices = [
            Text.assemble((f" {key} ", "reverse"), f" {label}")
            for key, label in self._choices.items()
        ]
        rows = [question, *packed(choices, _GAP, self.size.width - 2)]
        self.query_one("#key-choice", Static).update(Text("\n").join(rows))

    def on_key(self, event: events.Key) -> None:
        """Give back the key of a choice."""
        if event.character and (
            event.character in self._choices or event.character in self._others
        ):
            event.stop()
            self.dismiss(event.character)


def _named(name: str, about: str) -> Text:
    return Text.assemble(one_line(name), (f"  {one_line(about)}", "dim"))


class NamePicker(Dialog[str | None]):
    """Chooses a name by typing a part of it; ``find`` gives the names that fit what was typed.

    ``draw`` gives the line of a name and of what is said of it.
    """

    BINDINGS = [
        *FOUND_KEYS,
        command("app.cancel", "escape", "dismiss(None)", "Cancel", "Leave it as it is"),
    ]

    def __init__(
        self,
        question: str,
        find: Callable[[str], Sequence[tuple[str, str]]],
        draw: Callable[[str, str], Text] = _named,
    ) -> None:
        super().__init__()
        self._question, self._find, self._draw = question, find, draw
        self._shown: Sequence[tuple[str, str]] = ()

    @property
    def marked(self) -> str | None:
        """The name that is marked."""
        place = self.query_one(OptionList).highlighted
        return None if place is None else self._shown[place][0]

    def compose(self) -> ComposeResult:
        """Lay out the words typed over the names that have them."""
        with Vertical(classes="dialog"):
            yield Static(one_line(self._question), classes="dialog--title", markup=False)
            yield Input(placeholder="a part of its name")
            yield OptionList()

    def on_mount(self) -> None:
        """Show the first names."""
        self.query_one(OptionList).can_focus = False
        self._narrow("")

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Show the names that have what was typed."""
        self._narrow(event.value)

    def _narrow(self, typed: str) -> None:
        self._shown = self._find(typed)[:_SHOWN]
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(Option(self._draw(*shown)) for shown in self._shown)
        if not self._shown:
            listed.add_option(Option("Nothing has these words", disabled=True))
        listed.highlighted = 0 if self._shown else None

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def take(self) -> None:
        """Give back the marked name."""
        if (marked := self.marked) is not None:
            self.dismiss(marked)


def with_words(names: Sequence[tuple[str, str]], typed: str) -> Sequence[tuple[str, str]]:
    """Return the names that have all words typed, or of which something else has them."""
    return nearest(names, typed, lambda one: one)


def nearest(items: Iterable[T], typed: str, words_of: Callable[[T], Sequence[str]]) -> list[T]:
    """Return the items that have all words typed, the nearest first, else in their order.

    ``words_of`` gives an item's texts, its name first. The one with just that name is the nearest;
    then come those whose name begins with the words, has them at the beginning of a word, or
    within; then those that have them in the second text, and so on.
    """
    words, whole = fold(typed).split(), fold(typed.strip())
    starts = [re.compile(rf"(?<!\w){re.escape(word)}") for word in words]

    def rank(name: str, *others: str) -> int | None:
        if name == whole:
            return 0
        ranks = []
        for word, start in zip(words, starts, strict=True):
            if word in name:
                at = start.search(name)
                ranks.append(3 if at is None else 2 if at.start() else 1)
            else:
                ranks.append(next((n for n, text in enumerate(others, 4) if word in text), 0))
        return max(ranks, default=1) if all(ranks) else None

    ranked = [(rank(*map(fold, words_of(one))), one) for one in items]
    found = [(at, one) for at, one in ranked if at is not None]
    return [one for _, one in sorted(found, key=lambda each: each[0])]
