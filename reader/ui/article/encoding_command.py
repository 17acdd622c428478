"""The command that reads the document in another encoding."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding

from reader.corpus import offered_name
from reader.errors import ReaderError
from reader.text import numbered
from reader.ui.article.article_part import ArticlePart
from reader.ui.shared.commands import key_of, part_edit
from reader.ui.shared.dialogs.choosing import NamePicker, with_words
from reader.workspace.actions.choosing_encoding import GUESS, choose_encoding, offered_encodings


class EncodingCommand(ArticlePart):
    """Shows the document in the encodings that it may be in, and reads it in the one chosen."""

    COMMANDS: ClassVar[Sequence[Binding]] = [
        part_edit(
            "document.encoding",
            "f8",
            "encoding.ask",
            "Encoding",
            "Read its file in another encoding, where letters look wrong",
        )
    ]

    def ask(self) -> None:
        """Ask for an encoding, with some of the document as it would be read."""
        offered = self.screen.attempt(lambda: offered_encodings(self.workspace, self.document))
        if offered is not None:
            now = self.source.encoding
            question = f"Read it as (now: {offered_name(now) or now})"
            picker = NamePicker(question, partial(_called, offered))
            self.screen.app.push_screen(picker, self._chosen)

    def _chosen(self, name: str | None) -> None:
        if name is not None:
            self.in_thread(partial(self._read_in, self.document, name), "encoding")

    def _read_in(self, document: str, name: str) -> None:
        try:
            changes, moved = choose_encoding(self.workspace, document, name)
        except (ReaderError, OSError) as error:
            fault = error if isinstance(error, ReaderError) else ReaderError(str(error))
            self.call(self.screen.reader.say_error, fault)
            return
        self.call(self.screen.tell_corpus_changed, changes)
        with_it = f"; {numbered(moved, 'passage')} went with it" if moved else ""
        # It is a setting, and no step that u takes back.
        done, back = (
            f"Read as {name}, from now on",
            f"{key_of('document.encoding')}, not {key_of('app.undo')}, takes it back",
        )
        if name == GUESS:
            done, back = "Its encoding is guessed again", ""
        self.call(self.screen.say, "; ".join(filter(None, (f"{done}{with_it}", back))))


def _called(offered: Sequence[tuple[str, str]], typed: str) -> Sequence[tuple[str, str]]:
    """Return the encodings whose names have what was typed, the one that it is a name of first."""
    name = offered_name(typed)
    found = with_words(offered, typed.replace("-", " ").replace("_", " "))
    first = [one for one in offered if one[0] == name]
    return [*first, *(one for one in found if one[0] != name)]
