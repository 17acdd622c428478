"""Orphans: passages whose text is gone, with their quotes and likeliest new places."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult

from reader.annotations import Finding, StoreChange
from reader.corpus import Document
from reader.text import one_line
from reader.ui.shared.commands import command, edit, undoable
from reader.ui.shared.lists.virtual_list import VirtualList, cell
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.actions.passages.annotating import find, place, remove


class OrphanList(VirtualList[Finding]):
    """Orphans, two lines each: the words that were set, and the best guess at where they are."""

    row_height = 2

    def __init__(self, source: str) -> None:
        super().__init__()
        self._source = source

    def draw(self, item: Finding, width: int, style: Style) -> list[list[Segment]]:
        """Draw the quote with the note, and the guess."""
        passage = item.passage
        quote = f" “{one_line(passage.anchor.quote)}”  {one_line(passage.note)}"
        guess = "nothing in the text is like it"
        if item.guess is not None:
            guess = f"→ {one_line(item.guess.of(self._source))}"
        faint = self.toned("list--faint", style)
        return [[cell(quote, width, style)], [cell("", 3, style), cell(guess, width - 3, faint)]]


class OrphanScreen(ReaderScreen):
    """Goes through the orphans of one document: each is accepted at its guess, or removed."""

    WIDGETS = (OrphanList,)
    ON_ROWS = frozenset({"accept", "remove"})
    BINDINGS = [
        edit("tag.place", "a", "accept", "Accept", "Set it where it is guessed", footer=True),
        edit("tag.remove", "x", "remove", "Remove", "Remove the passage", footer=True),
        command("app.close", "escape", "app.leave", "Back", "Back to the article"),
    ]

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document

    def compose_body(self) -> ComposeResult:
        """Lay out the orphans under what they belong to."""
        yield OrphanList(self._document.source)

    def on_mount(self) -> None:
        """Show the orphans."""
        self.head_line.show("Lost passages", self.workspace.summaries.title(self._document.id))
        self._list.say_blank("No passage here has lost its text")
        self._list.show(self._orphans())

    def annotations_changed(self, change: StoreChange) -> None:
        """Show those that are left."""
        self._list.show(self._orphans())

    @property
    def _list(self) -> OrphanList:
        return self.query_one(OrphanList)

    def _orphans(self) -> Sequence[Finding]:
        return [finding for finding in find(self.store, self._document) if finding.span is None]

    @on(OrphanList.Opened)
    def open(self) -> None:
        """Go to the guess in the article."""
        orphan = self._list.current
        if orphan is not None and orphan.guess is not None:
            self.navigator.open_article(self._document.id, at=orphan.guess.start)

    def action_accept(self) -> None:
        """Set the orphan at its guess."""
        orphan = self._list.current
        if orphan is not None and orphan.guess is not None:
            self.attempt(partial(place, self.store, self._document, orphan))
            self.say(undoable("Set there"))
        elif orphan is not None:
            self.say("There is no guess: go to the article and tag it there, then remove this one")

    def action_remove(self) -> None:
        """Remove the orphan."""
        orphan = self._list.current
        if orphan is not None:
            self.attempt(partial(remove, self.store, orphan.passage))
            self.say(undoable("Removed"))
