"""Actions on the passages that are marked, or on the one at hand: each one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding

from reader.annotations import Passage, Tag
from reader.text import numbered
from reader.ui.passages.passage_rows_list import PassageList
from reader.ui.shared.commands import part_edit, undoable
from reader.ui.shared.dialogs.questions import NoteEditor
from reader.ui.shared.overlays.tag_choice import TagKeys, ask_tags
from reader.ui.shared.overlays.waiting_dialog import do_many
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.actions.passages.passage_editing import (
    add_tags,
    remove_passages,
    set_notes,
    take_tag_off,
)


class PassageBatch:
    """Tags, notes and removes the passages that are marked, or the one at hand, of ``rows``."""

    COMMANDS: ClassVar[Sequence[Binding]] = [
        part_edit(
            "passage.tag", "t", "passages.tag", "Tag", "Put a tag on those marked", footer=True
        ),
        part_edit(
            "passage.pick",
            "T",
            "passages.tag(True)",
            "Tag by name",
            "Put a tag on them by its name",
        ),
        part_edit(
            "passage.untag", "minus", "passages.untag", "Untag", "Take a tag off them", footer=True
        ),
        part_edit(
            "passage.note", "e", "passages.note", "Note", "A note on those marked", footer=True
        ),
        part_edit(
            "passage.remove", "x", "passages.remove", "Remove", "Remove those marked", footer=True
        ),
    ]

    def __init__(self, screen: ReaderScreen, rows: Callable[[], PassageList]) -> None:
        self._screen, self._store, self._rows = screen, screen.store, rows

    def chosen(self) -> Sequence[str]:
        """Return the ids of the passages that an action is meant for; say so where none is."""
        return self._rows().chosen_or_told(self._screen.say)

    def _do(self, chosen: Sequence[str], action: Callable[[], int], done: str) -> None:
        def report(count: int) -> None:
            what = undoable(f"{done} on {numbered(count, 'passage')}")
            self._screen.say(what if count else f"Nothing to do: {done} already")

        do_many(self._screen, done, len(chosen), action, report)

    def tag(self, by_name: bool = False) -> None:
        """Put tags on, by a key or ``by_name``."""
        if chosen := self.chosen():
            found = (self._store.get(Passage, key) for key in chosen)
            had = (one.tags if one else () for one in found)
            ask_tags(self._screen, partial(self._tag, chosen), had, by_name=by_name)

    def _tag(self, chosen: Sequence[str], tags: Sequence[Tag]) -> None:
        names = ", ".join(tag.name for tag in tags)
        self._do(chosen, partial(add_tags, self._store, chosen, tags), f"{names} set")

    def untag(self) -> None:
        """Take a tag off, one that some of them have."""
        chosen = self.chosen()
        had = {tag for one in self._store.some(Passage, chosen) for tag in one.tags}
        tags = [tag for tag in self._store.tags() if tag.id in had]
        if chosen and not tags:
            self._screen.say("No tag is there to be taken off", is_miss=True)
        elif len(tags) == 1:
            self._take_off(chosen, tags[0])
        elif chosen:
            take = partial(self._take_off, chosen)
            self._screen.ask_change(TagKeys(self._store.tags(), tags), take)

    def _take_off(self, chosen: Sequence[str], tag: Tag | str | None) -> None:
        if isinstance(tag, Tag):
            take = partial(take_tag_off, self._store, chosen, tag)
            self._do(chosen, take, f"{tag.name} taken off")

    def note(self) -> None:
        """Write a note on the passage, or one that is added to all those marked."""
        chosen = self.chosen()
        if not chosen:
            return
        only = self._store.get(Passage, chosen[0]) if len(chosen) == 1 else None
        before = only.note if only else ""
        title = "Note" if only else f"Note to add to {len(chosen):,} passages"
        keep = partial(self._keep_note, chosen, before)
        self._screen.ask_change(NoteEditor(title, before), keep)

    def _keep_note(self, chosen: Sequence[str], before: str, text: str | None) -> None:
        if text is not None and text != before:
            self._do(chosen, partial(set_notes, self._store, chosen, text), "Note set")

    def remove(self) -> None:
        """Remove the passages."""
        chosen = self.chosen()
        if chosen:
            remove = partial(remove_passages, self._store, chosen)

            def report(count: int) -> None:
                self._screen.say(undoable(f"{numbered(count, 'passage')} removed"))

            do_many(self._screen, "Removing", len(chosen), remove, report)
