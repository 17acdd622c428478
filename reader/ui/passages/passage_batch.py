"""Actions on the passages that are marked, or on the one at hand: each one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from reader.annotations import Passage, Tag
from reader.text import numbered
from reader.ui.passages.passage_rows_list import PassageList
from reader.ui.shared.dialogs.questions import NoteEditor
from reader.ui.shared.overlays.export_dialog import ExportingScreen
from reader.ui.shared.overlays.tag_choice import PICK, Picked, TagKeys, TagPicker, picked_tags
from reader.ui.shared.overlays.waiting_dialog import do_many
from reader.workspace.actions.passages.passage_editing import (
    add_tags,
    remove_passages,
    set_notes,
    take_tag_off,
)


class PassageBatchScreen(ExportingScreen):
    """A screen that tags, notes and removes passages, one or many; it declares their keys.

    ``codebook`` holds the tags there are.
    """

    ON_ROWS = frozenset({"tag", "pick", "untag", "note", "remove"})
    codebook: Sequence[Tag] = ()

    @property
    def listed(self) -> PassageList:
        """The passages."""
        return self.query_one(PassageList)

    def chosen(self) -> Sequence[str]:
        """Return the ids of the passages that an action is meant for; say so where none is."""
        chosen = self.listed.chosen()
        if not chosen:
            self.say(self.listed.why_none_chosen())
        return chosen

    def _do(self, chosen: Sequence[str], action: Callable[[], int], done: str) -> None:
        def report(count: int) -> None:
            what = f"{done} on {numbered(count, 'passage')}"
            self.say(f"{what}; u takes it back" if count else f"Nothing to do: {done} already")

        do_many(self, done, len(chosen), action, report)

    def action_tag(self) -> None:
        """Put a tag on by its key."""
        chosen = self.chosen()
        if chosen:
            self.ask_change(TagKeys(self.codebook), partial(self._take_key, chosen))

    def _take_key(self, chosen: Sequence[str], tag: Tag | str | None) -> None:
        if isinstance(tag, Tag):
            self._do(chosen, partial(add_tags, self.store, chosen, [tag]), f"{tag.name} set")
        elif tag == PICK:
            self._pick(chosen)

    def action_pick(self) -> None:
        """Put a tag on by its name."""
        chosen = self.chosen()
        if chosen:
            self._pick(chosen)

    def _pick(self, chosen: Sequence[str]) -> None:
        passages = [self.store.get(Passage, key) for key in chosen]
        has = set.intersection(*(set(one.tags if one else ()) for one in passages))
        take = partial(self._take_names, chosen)
        self.ask_change(TagPicker(self.codebook, has), take)

    def _take_names(self, chosen: Sequence[str], picked: Picked | None) -> None:
        tags = picked_tags(self, picked)
        if tags:
            names = ", ".join(tag.name for tag in tags)
            self._do(chosen, partial(add_tags, self.store, chosen, tags), f"{names} set")

    def action_untag(self) -> None:
        """Take a tag off, one that some of them have."""
        chosen = self.chosen()
        had = {tag for one in self.store.some(Passage, chosen) for tag in one.tags}
        tags = [tag for tag in self.codebook if tag.id in had]
        if chosen and not tags:
            self.say("No tag is there to be taken off")
        elif len(tags) == 1:
            self._take_off(chosen, tags[0])
        elif chosen:
            self.ask_change(TagKeys(self.codebook, tags), partial(self._take_off, chosen))

    def _take_off(self, chosen: Sequence[str], tag: Tag | str | None) -> None:
        if isinstance(tag, Tag):
            self._do(
                chosen, partial(take_tag_off, self.store, chosen, tag), f"{tag.name} taken off"
            )

    def action_note(self) -> None:
        """Write a note on the passage, or one that is added to all those marked."""
        chosen = self.chosen()
        if not chosen:
            return
        only = self.store.get(Passage, chosen[0]) if len(chosen) == 1 else None
        before = only.note if only else ""
        title = "Note" if only else f"Note to add to {len(chosen):,} passages"
        keep = partial(self._keep_note, chosen, before)
        self.ask_change(NoteEditor(title, before), keep)

    def _keep_note(self, chosen: Sequence[str], before: str, text: str | None) -> None:
        if text is not None and text != before:
            self._do(chosen, partial(set_notes, self.store, chosen, text), "Note set")

    def action_remove(self) -> None:
        """Remove the passages."""
        chosen = self.chosen()
        if chosen:
            remove = partial(remove_passages, self.store, chosen)

            def report(count: int) -> None:
                self.say(f"{numbered(count, 'passage')} removed; u takes it back")

            do_many(self, "Removing", len(chosen), remove, report)
