"""Marks: places of articles kept under letters, to go back to."""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding

from reader.text import one_line
from reader.ui.article.article_part import ArticlePart
from reader.ui.shared.commands import key_of, part_command
from reader.ui.shared.dialogs.choosing import KeyChoice

_LETTERS = string.ascii_letters
# Where one was before one went to a mark.
_BEFORE = "'"
_LONGEST = 40  # characters


class PlaceMarks(ArticlePart):
    """Keeps places under letters, as long as the corpus is there, and goes to them."""

    COMMANDS: ClassVar[Sequence[Binding]] = [
        part_command(
            "go.set-mark",
            "grave_accent",
            "marks.ask_mark",
            "Set mark",
            "Keep this place under a letter",
        ),
        part_command(
            "go.to-mark",
            "apostrophe",
            "marks.ask_place",
            "To mark",
            "Go to the place kept under a letter; twice, back to where that was asked",
        ),
    ]

    def ask_mark(self) -> None:
        """Ask for a letter, and keep the place at the caret under it."""
        asked = KeyChoice("Keep this place under a letter", self._kept(), others=_LETTERS)
        self.screen.app.push_screen(asked, self._keep_chosen)

    def ask_place(self) -> None:
        """Ask for a letter, and go to its place."""
        kept = self._kept(_BEFORE)
        if kept:
            self.screen.app.push_screen(KeyChoice("Go to a mark", kept), self._go)
        else:
            self.screen.say(
                f"No mark is set: {key_of('go.set-mark')} and a letter set one", is_miss=True
            )

    def keep_before(self) -> None:
        """Keep the place at the caret as the one to go back to."""
        self._keep(_BEFORE)

    def _keep_chosen(self, letter: str | None) -> None:
        if letter is not None:
            self._keep(letter)
            self.screen.say(f"mark {letter} set; {key_of('go.to-mark')} and {letter} go to it")

    def _keep(self, letter: str) -> None:
        state = self.workspace.view_state
        state.keep(f"mark {letter}", [self.document, str(self.view.caret)])
        self.in_thread(state.save, "marks")

    def _go(self, letter: str | None) -> None:
        place = self._place(letter or "")
        if place is None:
            return
        self.keep_before()
        document, offset = place
        if document == self.document:
            self.view.caret = offset
        elif document in self.workspace.entries:
            self.screen.navigator.open_article(document, at=offset)
        else:
            self.screen.say(f"{one_line(document)} is no longer in the folder")

    def _kept(self, more: str = "") -> dict[str, str]:
        """Return the letters that have a place, each with the title of its article."""
        kept = {}
        for letter in f"{_LETTERS}{more}":
            if (place := self._place(letter)) is not None:
                summary = self.workspace.summaries.get(place[0])
                title = one_line((summary.title if summary is not None else "") or place[0])
                cut = f"{title[: _LONGEST - 1]}…" if len(title) > _LONGEST else title
                kept[letter] = "back" if letter == _BEFORE else cut
        return kept

    def _place(self, letter: str) -> tuple[str, int] | None:
        """Return the document and the offset that are kept under a letter."""
        match self.workspace.view_state.texts(f"mark {letter}"):
            case [str(document), str(offset)] if offset.isdecimal():
                return document, int(offset)
            case _:
                return None
