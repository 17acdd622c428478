"""Choosing a tag: by its key at once, or by typing its name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reader.annotations import Tag
from reader.ui.colors import badge_style
from reader.ui.commands import command
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.actions.codebook_editing import new_tag
from reader.workspace.analyses.finding import has_words

# What the keys give back for a choice by name.
PICK = "pick"


class TagKeys(ModalScreen[Tag | str | None]):
    """Shows the keys of all tags, and takes the next key; gives PICK for a choice by name."""

    BINDINGS = [
        command("tag.pick", "T,enter", "pick", "By name", "Choose a tag by its name, or make one"),
        command("app.cancel", "escape", "dismiss(None)", "Cancel", "Leave it as it is"),
    ]

    def __init__(self, tags: Sequence[Tag]) -> None:
        super().__init__()
        self._tags = tags

    def compose(self) -> ComposeResult:
        """Lay out the keys in a bar over the footer."""
        text = Text(overflow="fold")
        for tag in self._tags:
            if tag.key:
                text.append(f" {tag.key} ", badge_style(tag.color))
                text.append(f" {tag.name}   ")
        text.append(" T ", "reverse")
        text.append(" by name, or a new one")
        yield Static(text, id="tag-keys")

    def on_key(self, event: events.Key) -> None:
        """Choose the tag whose key this is; any other key lets go."""
        for tag in self._tags:
            if tag.key and event.character == tag.key:
                event.stop()
                self.dismiss(tag)

    def action_pick(self) -> None:
        """Choose by name instead."""
        self.dismiss(PICK)


class TagPicker(ModalScreen[Tag | str | None]):
    """Chooses a tag by typing a part of its name; gives the name itself for a new tag."""

    BINDINGS = [
        command("list.down", "down,ctrl+n", "step(1)", "Down", "Go to the next tag"),
        command("list.up", "up,ctrl+p", "step(-1)", "Up", "Go to the previous tag"),
        command("app.cancel", "escape", "dismiss(None)", "Cancel", "Leave it as it is"),
    ]

    def __init__(self, tags: Sequence[Tag]) -> None:
        super().__init__()
        self._tags = tags
        self._shown: list[Tag] = []

    def compose(self) -> ComposeResult:
        """Lay out the words typed over the tags that have them."""
        with Vertical(classes="dialog"):
            yield Static("Tag", classes="dialog--title")
            yield Input(placeholder="a part of its name, or a new name")
            yield OptionList()
            yield Static("Enter takes the marked tag, or makes a new one", classes="dialog--hint")

    def on_mount(self) -> None:
        """Show all tags at first."""
        self.query_one(OptionList).can_focus = False
        self._narrow("")

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Show the tags that have what was typed."""
        self._narrow(event.value.strip())

    def _narrow(self, typed: str) -> None:
        words = typed.split()
        self._shown = [tag for tag in self._tags if has_words(tag.name, words)]
        options = [Option(_line(tag)) for tag in self._shown]
        if typed and all(tag.name.casefold() != typed.casefold() for tag in self._tags):
            options.append(Option(Text.assemble("new tag “", (typed, "bold"), "”")))
        options_list = self.query_one(OptionList)
        options_list.clear_options()
        options_list.add_options(options)
        options_list.highlighted = 0 if options else None

    def action_step(self, by: int) -> None:
        """Mark the next tag, or the one before."""
        options = self.query_one(OptionList)
        if options.option_count:
            options.highlighted = ((options.highlighted or 0) + by) % options.option_count

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def take(self) -> None:
        """Give back the marked tag, or the new name."""
        marked = self.query_one(OptionList).highlighted
        typed = self.query_one(Input).value.strip()
        if marked is not None and marked < len(self._shown):
            self.dismiss(self._shown[marked])
        elif typed:
            self.dismiss(typed)


async def chosen_tag(screen: ReaderScreen) -> Tag | None:
    """Ask for a tag, by its key or its name; make the one that is named anew."""
    tag = await screen.app.push_screen_wait(TagKeys(screen.store.tags()))
    if tag == PICK:
        tag = await screen.app.push_screen_wait(TagPicker(screen.store.tags()))
        if isinstance(tag, str):
            tag = screen.attempt(partial(new_tag, screen.store, tag))
    return tag if isinstance(tag, Tag) else None


def _line(tag: Tag) -> Text:
    return Text.assemble(
        (f" {tag.key or ' '} ", badge_style(tag.color)), f" {tag.name}  ", (tag.description, "dim")
    )
