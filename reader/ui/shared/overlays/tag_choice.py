"""Choosing a tag: by its key at once, or several by typing parts of their names."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reader.annotations import Tag
from reader.corpus import Document
from reader.errors import ReaderError
from reader.text import Span, fold, has_words, one_line
from reader.ui.shared.colors import badge_style
from reader.ui.shared.commands import command, edit, undoable
from reader.ui.shared.dialogs.choosing import nearest
from reader.ui.shared.dialogs.dialog import FOUND_KEYS, Dialog
from reader.ui.shared.packing import shortened
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.actions.codebook.codebook_editing import planned_tag
from reader.workspace.actions.passages.annotating import tag_places
from reader.workspace.analyses.passages.tag_tree import TagNode, path_of, tag_tree

# What the keys give back for a choice by name.
PICK = "pick"
# What goes on to a comma, without the quotation marks that all of it may stand in.
_PART = re.compile(r"""\s*(?:["“”„]([^"“”„]*)["“”„]\s*|([^,]*)),""")
_GAP = 3  # columns
_LEAST = 30  # columns of a tag with its keys, where many are shown
_NAME = 24  # columns that names are filled up to
_BESIDE = 2  # rows of the panel beside the tags: its border, and what is told last


class TagKeys(Dialog[Tag | str | None]):
    """Shows digits and keys of all tags, and takes the next key; gives PICK for a choice by name.

    With ``among`` only these are shown and taken, each by the digit and key that it has. A key
    that several tags have, as imported ones may, leaves these to be chosen from by digits.
    """

    BINDINGS = [
        edit("tag.pick", "T,enter", "pick", "By name", "Choose a tag by its name, or make one"),
        command("app.cancel", "escape", "dismiss(None)", "Cancel", "Leave it as it is"),
    ]

    def __init__(self, tags: Sequence[Tag], among: Sequence[Tag] | None = None) -> None:
        super().__init__()
        meant = {tag.id for tag in (tags if among is None else among)}
        self._tags = {tag.id: tag for tag in tags}
        self._tag_nodes = [node for node in tag_tree(tags) if node.tag.id in meant]
        self._takes_names = among is None
        self._missed = ""

    def compose(self) -> ComposeResult:
        """Lay out the keys in columns over the footer."""
        with VerticalScroll(id="tag-keys"):
            yield Static(id="tag-columns")

    def on_resize(self) -> None:
        """Lay the columns out for the width, with the names of parents where that is not high."""
        width = self.size.width - 4  # beside the scroll bar
        shown = columns([_keyed(node, width, self._tags) for node in self._tag_nodes], width)
        if shown.plain.count("\n") >= self.size.height // 3:
            rows = self.size.height - _BESIDE
            shown = fitted(
                lambda each: [_keyed(node, each) for node in self._tag_nodes], width, rows
            )
        if self._takes_names:
            shown.append("\n").append(" T ", "reverse").append(" by name, several, or a new one")
        if self._missed:
            between = _GAP * " " if self._takes_names else "\n"
            shown.append(f"{between}No tag has the key {self._missed}")
        self.query_one("#tag-columns", Static).update(shown)

    def on_key(self, event: events.Key) -> None:
        """Choose the tag whose digit or key this is."""
        pressed = event.character
        if not pressed or not event.is_printable:  # Escape and Enter are no tag's
            return
        meant = [node for node in self._tag_nodes if pressed == node.digit]
        meant = meant or [node for node in self._tag_nodes if pressed == node.tag.key]
        if meant:
            event.stop()
        elif pressed != "T":
            self._missed = one_line(pressed)
            self.on_resize()
        if len(meant) == 1:
            self.dismiss(meant[0].tag)
        elif meant:
            self._tag_nodes = [
                replace(node, digit=str(number)) for number, node in enumerate(meant[:9], 1)
            ]
            self.on_resize()

    def action_pick(self) -> None:
        """Choose by name instead."""
        if self._takes_names:
            self.dismiss(PICK)


class Picked(NamedTuple):
    """Tags that were picked, and the names of new ones."""

    tags: tuple[Tag, ...]
    names: tuple[str, ...] = ()


class TagPicker(Dialog[Picked | None]):
    """Chooses tags by parts of their names, descriptions and parents; or names for new ones.

    ``has`` are the ids of tags that are there already; they are shown as such. Commas part what is
    typed for several tags, where it does not stand in the name of one, or in quotation marks.
    """

    BINDINGS = [
        *FOUND_KEYS,
        command("tag.mark", "tab", "mark", "Mark", "Take this one too, and go on"),
        command("app.cancel", "escape", "dismiss(None)", "Cancel", "Leave it as it is"),
    ]

    def __init__(self, tags: Sequence[Tag], has: Collection[str] = ()) -> None:
        super().__init__()
        self._tags = {tag.id: tag for tag in tags}
        self._tag_nodes = tag_tree(tags)
        self._has = has
        self._shown: list[TagNode] = []
        self._marked: dict[str, Tag] = {}

    def compose(self) -> ComposeResult:
        """Lay out the words typed over the tags that have them."""
        with Vertical(classes="dialog"):
            yield Static("Tag", classes="dialog--title")
            yield Input(placeholder="a part of a name or description, or a new name")
            yield OptionList()
            yield Static(
                'New names make tags · comma, or Tab: one more · "a, b" is one name',
                classes="dialog--hint",
            )

    def on_mount(self) -> None:
        """Show all tags at first."""
        self.query_one(OptionList).can_focus = False
        self._narrow()

    @on(Input.Changed)
    def narrow(self) -> None:
        """Show the tags that have what was typed."""
        self._narrow()

    def _narrow(self, at: int = 0) -> None:
        *before, typed = self._typed()
        meant = self._meant(before)
        marked = self._marked.keys() | {tag.id for tag in meant.tags}
        self._shown = fitting_tags(self._tag_nodes, self._tags, typed)
        room = name_room(self._shown)
        options = [Option(self._line(node, marked, room)) for node in self._shown]
        if typed and all(fold(tag.name) != fold(typed) for tag in self._tags.values()):
            options.append(Option(_new(typed)))
        taken = {node.tag.id for node in self._shown}
        said = [self._line(one, marked) for one in self._tag_nodes if one.tag.id in marked - taken]
        said += [_new(name, "+ ") for name in meant.names]
        options += [Option(line, disabled=True) for line in said]
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(options)
        last = len(options) - len(said) - 1
        listed.highlighted = min(at, last) if last >= 0 else None

    def _typed(self) -> list[str]:
        """Return the typed words of each tag; the last is still being typed."""
        typed = self.query_one(Input).value.strip()
        if any(has_words(tag.name, typed.split()) for tag in self._tags.values()):
            return [typed]
        *before, last = parted_names(typed)
        return [*filter(None, before), last]

    def _meant(self, typed: Iterable[str]) -> Picked:
        """Return the first tag that fits each of what was typed, as new names what fits none."""
        tags, names = {}, {}
        for one in typed:
            fitting = fitting_tags(self._tag_nodes, self._tags, one)
            tag = next((node.tag for node in fitting), None)
            if tag is None:
                names[fold(one)] = one
            else:
                tags[tag.id] = tag
        return Picked(tuple(tags.values()), tuple(names.values()))

    def _line(self, node: TagNode, marked: Collection[str], room: int = 0) -> Text:
        tag = node.tag
        sign = "+" if tag.id in marked else "✓" if tag.id in self._has else " "
        if tag.id in marked and tag.id in self._has:
            sign = "-"
        return tag_row(node, self._tags, f"{sign} ", room)

    def action_mark(self) -> None:
        """Take the tag too, or no more, and go on to the next."""
        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self._shown):
            tag = self._shown[at].tag
            if self._marked.pop(tag.id, None) is None:
                self._marked[tag.id] = tag
            *before, typed = self._typed()
            if typed:
                self.query_one(Input).value = "".join(f"{one}, " for one in before)
            else:
                self._narrow(at + 1)

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def take(self) -> None:
        """Give back what is marked and named; and the tag of the cursor, or the new name.

        Where others are meant, and nothing is typed for one more, the cursor means nothing.
        """
        at = self.query_one(OptionList).highlighted
        *before, typed = self._typed()
        meant = self._meant(before)
        tags, names = {**self._marked, **{tag.id: tag for tag in meant.tags}}, list(meant.names)
        if typed or not (tags or names):
            if at is not None and at < len(self._shown):
                tags[self._shown[at].tag.id] = self._shown[at].tag
            elif typed:
                names.append(typed)
        if tags or names:
            self.dismiss(Picked(tuple(tags.values()), tuple(names)))


def parted_names(typed: str) -> list[str]:
    """Return the parts between commas; one in quotation marks may have some of its own."""
    parts = _PART.findall(f"{typed},")
    return [" ".join((quoted or plain).split()) for quoted, plain in parts]


def picked_tags(screen: ReaderScreen, picked: Picked | None) -> list[Tag]:
    """Return the tags that were picked; those that are named anew are only planned yet."""
    if picked is None:
        return []
    new: list[Tag] = []
    for name in picked.names:
        planned = screen.attempt(partial(planned_tag, [*screen.store.tags(), *new], name))
        new += [] if planned is None else [planned]
    return [*picked.tags, *new]


def ask_tags(
    screen: ReaderScreen,
    take: Callable[[list[Tag]], object],
    had: Iterable[Collection[str]],
    *,
    by_name: bool = False,
) -> None:
    """Ask for tags by a key, or ``by_name``, and let ``take`` have those that were chosen.

    ``had`` are the ids of the tags of each thing that they are for.
    """

    def named(picked: Picked | None) -> None:
        if tags := picked_tags(screen, picked):
            take(tags)

    def keyed(tag: Tag | str | None) -> None:
        if isinstance(tag, Tag):
            take([tag])
        elif tag == PICK:
            has = set.intersection(*map(set, had))
            screen.ask_change(TagPicker(screen.store.tags(), has), named)

    if by_name:
        keyed(PICK)
    else:
        # Pushed at once, not from a worker: the key that follows is meant for it already.
        screen.ask_change(TagKeys(screen.store.tags()), keyed)


async def chosen_tag(screen: ReaderScreen) -> Tag | None:
    """Ask for a tag, by its key or its name; one that is named anew is only planned yet."""
    if not screen.is_writable():
        return None
    tag = await screen.app.push_screen_wait(TagKeys(screen.store.tags()))
    if tag == PICK:
        picked = await screen.app.push_screen_wait(TagPicker(screen.store.tags()))
        return next(iter(picked_tags(screen, picked)), None)
    return tag if isinstance(tag, Tag) else None


async def tag_found(
    screen: ReaderScreen,
    find: Callable[[], Sequence[tuple[Document, Sequence[Span]]]],
    tag: Tag,
    step: str,
    report: Callable[[int], str],
) -> None:
    """Put a tag on the places that ``find`` gives in a thread, as one step, while keys are served.

    ``report`` says in words on how many it was put. It goes on when the screen is left.
    """
    try:
        places = await asyncio.to_thread(find)
        for document, _ in places:
            screen.store.keep_text(document.sha256, document.source)  # takes the disk's time
            await asyncio.sleep(0)
        count = tag_places(screen.store, places, tag, step)
    except ReaderError as error:
        screen.reader.say_error(error)
    else:
        screen.reader.say(undoable(f"{tag.name} on {report(count)}"))


def fitting_tags(nodes: Iterable[TagNode], tags: Mapping[str, Tag], typed: str) -> list[TagNode]:
    """Return the tags with what was typed, the nearest first: in name, description, parents."""
    return nearest(
        nodes,
        typed,
        lambda one: (one.tag.name, one.tag.description, *path_of(one.tag, tags)[-2::-1]),
    )


def name_room(nodes: Iterable[TagNode]) -> int:
    """Return the columns that the names of tags take above each other; long ones go beyond."""
    return min(_NAME, max((cell_len(node.tag.name) for node in nodes), default=0))


def tag_row(node: TagNode, tags: Mapping[str, Tag], sign: str = "", room: int = 0) -> Text:
    """Return a tag as it is chosen from others: digit, key, name, parents and description.

    What follows the name stands ``room`` columns behind its beginning, or right behind a long one.
    """
    tag = node.tag
    line = Text(f"{sign}{node.digit or ' '} ", no_wrap=True, overflow="ellipsis")
    line.append(f" {one_line(tag.key) or ' '} ", badge_style(tag.color))
    name = one_line(tag.name)
    line.append(f" {name}{' ' * (room - cell_len(name))}  ")
    # Its own name stays whole where there is no room for those of its parents.
    *parents, _ = path_of(tag, tags)
    above = " ".join(f"‹ {one_line(name)}" for name in reversed(parents))
    return line.append("  ".join(filter(None, (above, one_line(tag.description)))), "dim")


def _new(name: str, sign: str = "") -> Text:
    return Text.assemble(f"{sign}new tag “", (one_line(name), "bold"), "”")


def fitted(cells_in: Callable[[int], Sequence[Text]], width: int, rows: int) -> Text:
    """Return texts in columns, and not in more than ``rows`` where that can be.

    ``cells_in`` gives the texts in so many columns at most: long ones lack their middles where all
    are seen at once only so.
    """
    shown = columns(cells_in(width), width)
    for count in range(2, width // (_LEAST + _GAP) + 1):
        if shown.plain.count("\n") < rows:
            break
        shown = columns(cells_in(width // count - _GAP), width)
    return shown


def columns(cells: Sequence[Text], width: int) -> Text:
    """Return texts in as many columns as have room, down and then to the right; none is broken."""
    for count in range(min(len(cells), width // _GAP), 0, -1):
        height = -(-len(cells) // count)
        parts = [cells[start : start + height] for start in range(0, len(cells), height)]
        sizes = [max(one.cell_len for one in part) + _GAP for part in parts]
        if sum(sizes) - _GAP <= width:
            break
    else:
        height, sizes = len(cells), [width]
    lines = []
    for row in range(height):
        line = Text(no_wrap=True)
        for one, size in zip(cells[row::height], sizes, strict=False):
            line.append_text(one).append(" " * (size - one.cell_len))
        line.rstrip()
        lines.append(line)
    return Text("\n", no_wrap=True, overflow="ellipsis").join(lines)


def _keyed(node: TagNode, width: int, tags: Mapping[str, Tag] = MappingProxyType({})) -> Text:
    """Return the digit, the key and the name of a tag; one beyond the width lacks its middle.

    The name of its parent stands behind it, where that is among ``tags``.
    """
    text = Text(no_wrap=True)
    text.append(f"{node.digit or ' '} ", "dim")
    text.append(f" {one_line(node.tag.key) or ' '} ", badge_style(node.tag.color))
    text.append(f" {shortened(one_line(node.tag.name), width - text.cell_len - 1)}")
    if parent := tags.get(node.tag.parent or ""):
        text.append(f" ‹ {one_line(parent.name)}", "dim")
    return text
