"""The codebook: tags made, named, coloured, described, moved, merged and removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.annotations import PALETTE, DocumentState, Passage, StoreChange, Tag
from reader.text import numbered, one_line
from reader.ui.codebook.choices import ColorChoice, TagKeyCapture
from reader.ui.codebook.codebook_files import export_codebook, import_codebook
from reader.ui.codebook.codebook_list import CodebookList
from reader.ui.shared.colors import badge_style
from reader.ui.shared.commands import command, edit, key_of, undoable
from reader.ui.shared.dialogs.choosing import KeyChoice, NamePicker
from reader.ui.shared.dialogs.questions import NoteEditor, Question
from reader.ui.shared.overlays.export_dialog import ExportingScreen
from reader.ui.shared.overlays.tag_choice import fitting_tags, name_room, tag_row
from reader.ui.shared.overlays.waiting_dialog import do_many
from reader.workspace.actions.codebook.codebook_editing import (
    describe_tag,
    key_holder,
    merge_tags,
    move_tag,
    new_tag,
    parent_to_nest,
    recolor_tag,
    remove_tag,
    rename_tag,
    set_parent,
    set_tag_key,
    tag_named,
    tagged,
    unnest_tag,
)
from reader.workspace.analyses.passages.tag_tree import (
    TagUse,
    path_of,
    tag_tree,
    uses,
    with_children,
)
from reader.workspace.analyses.progress import Progress
from reader.workspace.analyses.stories.story_names import StoryNames, story_names
from reader.workspace.codebook_reading import check_text
from reader.workspace.query.syntax import quoted_value


class CodebookScreen(ExportingScreen):
    """All tags as a tree; what is done to one is seen everywhere at once."""

    WIDGETS = (CodebookList,)
    ON_ROWS = frozenset(
        {"rename", "recolor", "key", "describe", "nest", "unnest", "move", "merge", "remove"}
    )
    BINDINGS = [
        command("codebook.export", "E", "export", "Export", "Write the codebook to a file"),
        edit("codebook.import", "I", "import", "Import", "Take in a codebook from a file"),
        edit("codebook.add", "a", "add", "Add", "Add a tag", footer=True),
        edit("codebook.rename", "r", "rename", "Rename", "Rename the tag", footer=True),
        edit("codebook.color", "c", "recolor", "Colour", "Change its colour", footer=True),
        edit("codebook.key", "t", "key", "Key", "Change the key that tags with it", footer=True),
        edit(
            "codebook.describe",
            "d,e",
            "describe",
            "Describe",
            "Say what it is for, with an example",
            footer=True,
        ),
        edit(
            "codebook.nest",
            "greater_than_sign",
            "nest",
            "Nest",
            "Put it below the tag before it",
            footer=True,
        ),
        edit(
            "codebook.unnest",
            "less_than_sign",
            "unnest",
            "Out",
            "Put it beside the tag that it is below",
            footer=True,
        ),
        edit("codebook.up", "K,shift+up", "move(-1)", "Move up", "Move it up; the digits follow"),
        edit(
            "codebook.down",
            "J,shift+down",
            "move(1)",
            "Move down",
            "Move it down; the digits follow",
            footer=True,
        ),
        edit("codebook.merge", "M", "merge", "Merge", "Merge it into another tag", footer=True),
        edit("codebook.remove", "x", "remove", "Remove", "Remove the tag", footer=True),
        command("app.close", "escape", "app.leave", "Back", "Back to where one was"),
    ]

    def __init__(self, tag: str | None = None) -> None:
        """Make the screen, with the cursor on a tag of this id where there is one."""
        super().__init__()
        self._first = tag
        self._uses: dict[str, TagUse] | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the tags over what is said of the one under the cursor."""
        yield CodebookList()
        yield Static(id="tag-about", markup=False)

    def on_mount(self) -> None:
        """Show the tags, then count what has them."""
        self.listed.focus()
        self._show_tags(self._first)
        self._count()

    @property
    def listed(self) -> CodebookList:
        """The tags."""
        return self.query_one(CodebookList)

    @property
    def tag(self) -> Tag | None:
        """The tag under the cursor."""
        return self.listed.current.tag if self.listed.current else None

    def annotations_changed(self, change: StoreChange) -> None:
        """Show the tags as they are now, here or elsewhere changed."""
        if "tags" in change.tables:
            self._show_tags()
        if change.tables & {"passages", "documents", "links"}:
            self._count()

    def analysis_changed(self, progress: Progress) -> None:
        """Count the stories when they are known."""
        super().analysis_changed(progress)
        if progress.is_over:
            self._count()

    def _show_tags(self, stay: str | None = None) -> None:
        """Show the tags; the cursor stays on its own, or on the tag ``stay``."""
        listed = self.listed
        stay = stay or (self.tag.id if self.tag else None)
        nodes, cursor = tag_tree(self.store.tags()), listed.cursor
        listed.show(nodes)
        listed.say_blank("No tags: a makes one")
        listed.cursor = next((n for n, node in enumerate(nodes) if node.tag.id == stay), cursor)
        self._show_where()
        self._show_about()

    def _show_where(self) -> None:
        tags = [node.tag for node in self.listed.items]
        described = sum(bool(tag.description) for tag in tags)
        parts = ["Codebook", numbered(len(tags), "tag")]
        if self._uses is not None:
            parts.append(numbered(len(self.store.rows(Passage)), "passage"))
        self.head_line.show(*parts, f"{described} with a description")

    def on_resize(self) -> None:
        """Show below the list what the width has cut."""
        self.call_after_refresh(self._show_about)

    @on(CodebookList.Moved)
    def _show_about(self) -> None:
        tag, about = self.tag, Text(overflow="fold")
        if tag is not None:
            tags = {one.id: one for one in self.store.tags()}
            about.append(f" {one_line(tag.key) or ' '} ", badge_style(tag.color))
            about.append(f" {one_line(' › '.join(path_of(tag, tags)))}", "bold")
            lines = [one_line(line) for line in tag.description.split("\n")]
            about.append("\n" + ("\n".join(lines) if tag.description else "No description: d"))
        below = self.query_one("#tag-about", Static)
        below.update(about)
        below.display = not self.listed.tells_all  # nothing stands there twice

    @work(thread=True, group="count", exclusive=True, exit_on_error=False)
    def _count(self) -> None:
        """Count passages, documents and stories of each tag."""
        worker, index = get_current_worker(), self.workspace.passages
        for _ in index.build():
            pass
        if worker.is_cancelled:
            return
        counted = uses(index.all().values(), self.store.all(DocumentState))
        is_over = self.workspace.progress.is_over
        stories = story_names(self.workspace.duplicates.stories()) if is_over else None
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_uses, counted, stories)

    def _show_uses(self, counted: dict[str, TagUse], stories: StoryNames | None) -> None:
        self._uses = counted
        self.listed.show_uses(counted, stories)
        self._show_where()

    # -- what keys do ------------------------------------------------------------------------

    def _done(self, action: Callable[[], object], message: str) -> None:
        """Do something that may be refused, and say what was done."""
        if self.done(action):
            self.say(undoable(message))

    def _done_with_passages(
        self, title: str, tag: Tag, action: Callable[[], object], done: str, stay: str | None = None
    ) -> None:
        """Do something that changes all passages with a tag, and say what was done."""

        def report(_: int) -> None:
            self._show_tags(stay)
            self.say(undoable(done))

        count = len(tagged(self.store, Passage, tag))
        do_many(self, title, count, lambda: (action(), count)[1], report)

    @on(CodebookList.Opened)
    def open_passages(self) -> None:
        """List the passages that have the tag, or one below it; else the documents that have it."""
        if self.tag is None:
            return
        query = f"tag:{quoted_value(self.tag.name)}"
        meant = with_children(self.store.tags(), [self.tag.id])
        found = [use for tag, use in (self._uses or {}).items() if tag in meant]
        if found and not any(use.passages for use in found):
            self.navigator.filter_list(query)
            self.reader.say("No passage has the tag: these are the articles that have it")
        else:
            self.navigator.open_passages(query)

    def action_add(self) -> None:
        """Ask for the name of a new tag, and add it after the tag under the cursor."""
        here = self.tag
        parent = here.parent if here else None
        where = next((node.tag for node in self.listed.items if node.tag.id == parent), None)
        below = f" below “{where.name}”" if where else ""
        self.ask_change(Question(f"New tag{below}", check=check_text), partial(self._add, where))

    def _add(self, parent: Tag | None, name: str | None) -> None:
        if not name:
            return
        if (holder := tag_named(self.store.tags(), name)) is not None:
            self._show_tags(holder.id)
            self.say(f"“{holder.name}” is here already, under the cursor")
            return
        added = self.attempt(lambda: new_tag(self.store, name, parent=parent))
        # What the disk has refused stands here, too: it is saved when there is room.
        if (namesake := tag_named(self.store.tags(), name)) is not None:
            self._show_tags(namesake.id)
        if added is not None:
            key = f", key {added.key}" if added.key else ""
            describe = f"{key_of('codebook.describe')} describes it"
            self.say(undoable(f"“{added.name}” added{key}; {describe}"))

    def action_rename(self) -> None:
        """Ask for another name."""
        if self.tag is not None:
            self._ask_name(self.tag, self.tag.name)

    def _ask_name(self, tag: Tag, name: str) -> None:
        asked = Question(f"Rename “{tag.name}” to", name, check_text)
        self.ask_change(asked, partial(self._rename, tag))

    def _rename(self, tag: Tag, name: str | None) -> None:
        if not name or name == tag.name:
            return
        holder = tag_named(self.store.tags(), name)
        if holder is None or holder.id == tag.id:
            rename = partial(rename_tag, self.store, tag, name)
            self._done(rename, f"“{tag.name}” is now “{name}”")
            return
        count = numbered(len(tagged(self.store, Passage, tag)), "passage")
        choices = {"m": f"merge “{tag.name}” and its {count} into it", "r": "choose another name"}
        asked = KeyChoice(f"There is a tag “{holder.name}” already", choices)
        self.ask_change(asked, partial(self._settle_name, tag, holder, name))

    def _settle_name(self, tag: Tag, holder: Tag, name: str, key: str | None) -> None:
        if key == "m":
            self._merge(tag, holder.name)
        elif key == "r":
            self._ask_name(tag, name)

    def action_recolor(self) -> None:
        """Ask for another colour."""
        if self.tag is not None:
            worn: dict[str, list[str]] = {}
            for node in self.listed.items:
                worn.setdefault(node.tag.color.lower(), []).append(node.tag.name)
            keep = partial(self._recolor, self.tag)
            self.ask_change(ColorChoice(f"Colour of “{self.tag.name}”", worn), keep)

    def _recolor(self, tag: Tag, name: str | None) -> None:
        if name is not None:
            recolor = partial(recolor_tag, self.store, tag, PALETTE[name])
            self._done(recolor, f"“{tag.name}” is {name} now")

    def action_key(self) -> None:
        """Ask for another key; who has it already is said before it is taken."""
        if self.tag is not None:
            taken = {node.tag.key: node.tag.name for node in self.listed.items if node.tag.key}
            self.ask_change(TagKeyCapture(self.tag, taken), partial(self._key, self.tag))

    def _key(self, tag: Tag, key: str | None) -> None:
        if key is not None and key != tag.key:
            holder = key_holder(self.store, key) if key else None
            taken = f", taken from “{holder.name}”" if holder else ""
            done = f"“{tag.name}” has {f'the key {key}' if key else 'no key'} now{taken}"
            self._done(partial(set_tag_key, self.store, tag, key), done)

    def action_describe(self) -> None:
        """Edit the description."""
        if self.tag is not None:
            title = f"What “{self.tag.name}” is for; an example below it"
            keep = partial(self._describe, self.tag)
            self.ask_change(NoteEditor(title, self.tag.description), keep)

    def _describe(self, tag: Tag, text: str | None) -> None:
        if text is not None and text != tag.description:
            self._done(partial(describe_tag, self.store, tag, text), f"“{tag.name}” described")

    def action_nest(self) -> None:
        """Put the tag below the one before it."""
        tag = self.tag
        if tag is not None:
            parent = parent_to_nest(self.store, tag)
            if parent is None:
                self.say(
                    f"Nothing stands before “{tag.name}” that it could come below", is_miss=True
                )
            else:
                nest = partial(set_parent, self.store, tag, parent)
                self._done(nest, f"“{tag.name}” is below “{parent.name}” now")

    def action_unnest(self) -> None:
        """Put the tag beside its parent."""
        tag = self.tag
        if tag is not None and tag.parent is None:
            self.say(f"“{tag.name}” is at the top already")
        elif tag is not None:
            self._done(partial(unnest_tag, self.store, tag), f"“{tag.name}” moved out")

    def action_move(self, by: int) -> None:
        """Move the tag among those beside it."""
        tag = self.tag
        if tag is not None:
            moved = self.attempt(partial(move_tag, self.store, tag, by))
            if moved is False:
                self.say(f"“{tag.name}” is the {'last' if by > 0 else 'first'} one here")
            elif moved:
                self.say(undoable(f"“{tag.name}” moved"))

    def action_merge(self) -> None:
        """Ask for the tag that this one is merged into."""
        tag = self.tag
        if tag is None:
            return
        tags = {node.tag.id: node.tag for node in self.listed.items}
        others = {node.tag.name: node for node in self.listed.items if node.tag.id != tag.id}

        def find(typed: str) -> Sequence[tuple[str, str]]:
            return [(one.tag.name, "") for one in fitting_tags(others.values(), tags, typed)]

        count = len(tagged(self.store, Passage, tag))
        room = name_room(others.values())
        picker = NamePicker(
            f"Merge “{tag.name}” and its {numbered(count, 'passage')} into",
            find,
            lambda name, _: tag_row(others[name], tags, room=room),
        )
        self.ask_change(picker, partial(self._merge, tag))

    def _merge(self, tag: Tag, name: str | None) -> None:
        into = next((one for one in self.store.tags() if one.name == name), None)
        if into is not None:
            merge = partial(merge_tags, self.store, tag, into)
            done = f"“{tag.name}” merged into “{into.name}”"
            self._done_with_passages(f"Merging “{tag.name}”", tag, merge, done, into.id)

    def action_remove(self) -> None:
        """Remove the tag; where passages have it, ask what becomes of them."""
        tag = self.tag
        if tag is None:
            return
        passages = tagged(self.store, Passage, tag)
        if not passages:
            self._remove(tag, "k")
            return
        alone = sum(len(set(one.tags)) == 1 for one in passages)
        choices = {
            "k": f"keep the {numbered(len(passages), 'passage')}, without the tag",
            "x": f"remove those without another tag, with their notes: {alone:,}",
        }
        self.ask_change(KeyChoice(f"Remove “{tag.name}” and", choices), partial(self._remove, tag))

    def _remove(self, tag: Tag, key: str | None) -> None:
        if key is not None:
            remove = partial(remove_tag, self.store, tag, with_passages=key == "x")
            done = f"“{tag.name}” removed"
            self._done_with_passages(f"Removing “{tag.name}”", tag, remove, done)

    def action_export(self) -> None:
        """Write the codebook to a file."""
        self.run_worker(export_codebook(self), group="dialog")

    def action_import(self) -> None:
        """Take in the codebook in a file."""
        self.run_worker(import_codebook(self), group="dialog")
