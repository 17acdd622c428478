"""Actions of a person on the codebook, each one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from reader.annotations import DocumentState, Passage, Step, Store, SuggestedPassage, Tag, uuid7
from reader.errors import ReaderError
from reader.text import name_form, numbered
from reader.workspace.analyses.passages.tag_tree import tag_tree, with_children
from reader.workspace.codebook_reading import check_key, check_text, key_for, next_color

T = TypeVar("T", Passage, DocumentState, SuggestedPassage)


def new_tag(
    store: Store,
    name: str,
    *,
    color: str = "",
    key: str = "",
    description: str = "",
    parent: Tag | None = None,
) -> Tag:
    """Add a tag at the end of the codebook, or of those below ``parent``: see ``planned_tag``.

    Raises:
        ReaderError: where the name or the key is taken, or can't be one.
    """
    check_text(description)
    tags = store.tags()
    planned = planned_tag(tags, name, color=color, key=key)
    with store.step(f"new tag “{planned.name}”") as step:
        above = parent.id if parent else None
        added = step.put(replace(planned, description=description, parent=above))
        arrange(step, [*tags, added], [*tags, added])
    return store.get(Tag, added.id) or added


def planned_tag(tags: Sequence[Tag], name: str, *, color: str = "", key: str = "") -> Tag:
    """Return a tag for the end of a codebook that is not there yet: what puts it on adds it.

    Without a colour it takes the first that the fewest tags have, without a key the first letter of
    its name that is free, small ones first.

    Raises:
        ReaderError: where the name or the key is taken, or can't be one.
    """
    name = _free_name(tags, name)
    return Tag(
        id=uuid7(),
        name=name,
        color=color or next_color(tag.color for tag in tags),
        key=_free_key(tags, key) if key else key_for({tag.key for tag in tags}, name),
        position=max((tag.position for tag in tags), default=-1) + 1,
    )


def rename_tag(store: Store, tag: Tag, name: str) -> None:
    """Give a tag another name.

    Raises:
        ReaderError: where another tag has it.
    """
    name = _free_name([one for one in store.tags() if one.id != tag.id], name)
    _put(store, f"rename “{tag.name}” to “{name}”", replace(tag, name=name))


def recolor_tag(store: Store, tag: Tag, color: str) -> None:
    """Give a tag another colour (``#rrggbb``)."""
    _put(store, f"colour of “{tag.name}”", replace(tag, color=color))


def describe_tag(store: Store, tag: Tag, text: str) -> None:
    """Set the description of a tag, with an example where there is one.

    Raises:
        ReaderError: where it has control characters.
    """
    check_text(text)
    _put(store, f"description of “{tag.name}”", replace(tag, description=text.strip()))


def tag_named(tags: Iterable[Tag], name: str) -> Tag | None:
    """Return the tag of a name, in any case and with any blanks."""
    form = name_form(name)
    return next((tag for tag in tags if name_form(tag.name) == form), None)


def key_holder(store: Store, key: str) -> Tag | None:
    """Return the tag that has a key."""
    return next((tag for tag in store.tags() if tag.key == key), None)


def set_tag_key(store: Store, tag: Tag, key: str) -> Tag | None:
    """Give a tag another key (none where it is empty); return the tag that it was taken from.

    Raises:
        ReaderError: for what can't be a key.
    """
    if key:
        check_key(key)
    holder = key_holder(store, key) if key else None
    if key == tag.key:
        return None
    with store.step(f"key of “{tag.name}”") as step:
        if holder is not None:
            step.put(replace(holder, key=""))
        step.put(replace(tag, key=key))
    return holder


def move_tag(store: Store, tag: Tag, by: int) -> bool:
    """Move a tag with all below it by places among those of its parent; tell whether it moved."""
    tags = store.tags()
    siblings = [one for one in tags if one.parent == tag.parent]
    here = next(number for number, one in enumerate(siblings) if one.id == tag.id)
    there = max(0, min(len(siblings) - 1, here + by))
    if there == here:
        return False
    siblings.insert(there, siblings.pop(here))
    ranks = {one.id: rank for rank, one in enumerate(siblings)}
    with store.step(f"move “{tag.name}”") as step:
        arrange(step, tags, sorted(tags, key=lambda one: ranks.get(one.id, -1)))
    return True


def set_parent(store: Store, tag: Tag, parent: Tag | None) -> None:
    """Put a tag, with all below it, below another one, or at the top.

    Raises:
        ReaderError: where the other one is the tag itself or lies below it.
    """
    tags = store.tags()
    if parent is not None and parent.id in with_children(tags, [tag.id]):
        raise ReaderError(f"“{parent.name}” lies below “{tag.name}”")
    moved = replace(tag, parent=parent.id if parent else None)
    where = f"below “{parent.name}”" if parent else "at the top"
    with store.step(f"“{tag.name}” {where}") as step:
        arrange(step, tags, [moved if one.id == tag.id else one for one in tags])


def parent_to_nest(store: Store, tag: Tag) -> Tag | None:
    """Return the tag that another would come below: the one before it of the same parent."""
    siblings = [one for one in store.tags() if one.parent == tag.parent]
    here = next((number for number, one in enumerate(siblings) if one.id == tag.id), 0)
    return siblings[here - 1] if here else None


def unnest_tag(store: Store, tag: Tag) -> bool:
    """Put a tag beside its parent, after it; tell whether it had one."""
    tags = store.tags()
    parent = next((one for one in tags if one.id == tag.parent), None)
    if parent is None:
        return False
    moved = replace(tag, parent=parent.parent)
    rest = [one for one in tags if one.id != tag.id]
    rest.insert(rest.index(parent) + 1, moved)
    with store.step(f"“{tag.name}” beside “{parent.name}”") as step:
        arrange(step, tags, rest)
    return True


def merge_tags(store: Store, tag: Tag, into: Tag) -> int:
    """Merge a tag into another one, as one step; return the number of passages it was on.

    The passages keep their ids, authors, times and notes; documents with the tag, and suggestions
    of it, get the other one too. The description of ``into`` tells of the merge. What lay below
    ``tag`` lies below ``into``.
    """
    tags = store.tags()
    passages = tagged(store, Passage, tag)
    others = _tagged_otherwise(store, tag)
    below = with_children(tags, [tag.id])
    if into.id in below:
        into = replace(into, parent=tag.parent)
    remark = f"Merged from “{tag.name}” ({numbered(len(passages), 'passage')})"
    note = f"{remark}: {tag.description}" if tag.description else remark
    description = f"{into.description}\n{note}" if into.description else note
    with store.step(f"merge “{tag.name}” into “{into.name}”") as step:
        for record in (*passages, *others):
            own = (into.id if one == tag.id else one for one in record.tags)
            step.put(replace(record, tags=tuple(dict.fromkeys(own))))
        into = replace(into, description=description)
        described = [into if one.id == into.id else one for one in tags]
        _drop(step, tag, tags, described, into.id)
    return len(passages)


def remove_tag(store: Store, tag: Tag, *, with_passages: bool) -> int:
    """Remove a tag from the codebook and from its passages, as one step; return their number.

    ``with_passages`` removes those that have no other tag, with their notes; otherwise they stay.
    Documents with the tag lose it, and suggestions that have no other go. What lay below the tag
    takes its place.
    """
    tags = store.tags()
    passages = tagged(store, Passage, tag)
    others = _tagged_otherwise(store, tag)
    with store.step(f"remove the tag “{tag.name}”") as step:
        for record in (*passages, *others):
            own = tuple(one for one in record.tags if one != tag.id)
            is_lost = with_passages or isinstance(record, SuggestedPassage)
            if is_lost and not own and not isinstance(record, DocumentState):
                step.delete(record)
            else:
                step.put(replace(record, tags=own))
        _drop(step, tag, tags, tags, tag.parent)
    return len(passages)


def _drop(
    step: Step, tag: Tag, stored: Sequence[Tag], tags: Iterable[Tag], above: str | None
) -> None:
    """Delete one of ``tags``; what lay below it comes below ``above``."""
    others = (one for one in tags if one.id != tag.id)
    left = [replace(one, parent=above) if one.parent == tag.id else one for one in others]
    step.delete(tag)
    arrange(step, stored, left)


def tagged(store: Store, kind: type[T], tag: Tag) -> list[T]:
    """Return the records of a kind that have a tag, oldest first."""
    name = f'"{tag.id}"'.encode("ascii", "backslashreplace")
    keys = sorted(key for key, line in store.rows(kind).lines.items() if name in line)
    return [record for record in store.some(kind, keys) if tag.id in record.tags]


def _tagged_otherwise(store: Store, tag: Tag) -> list[DocumentState | SuggestedPassage]:
    """Return the documents with a tag, and the suggestions of it."""
    return [*tagged(store, DocumentState, tag), *tagged(store, SuggestedPassage, tag)]


def arrange(step: Step, stored: Sequence[Tag], wanted: Sequence[Tag]) -> None:
    """Put the tags that differ from ``stored`` once ``wanted`` is numbered in tree order.

    ``wanted`` has the tags of one parent in their order.
    """
    stored_by_id = {tag.id: tag for tag in stored}
    ranked = [replace(tag, position=rank) for rank, tag in enumerate(wanted)]
    for position, node in enumerate(tag_tree(ranked)):
        tag = replace(node.tag, position=position)
        if tag != stored_by_id.get(tag.id):
            step.put(tag)


def _put(store: Store, name: str, tag: Tag) -> None:
    if tag != store.get(Tag, tag.id):
        with store.step(name) as step:
            step.put(tag)


def _free_name(tags: Sequence[Tag], name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise ReaderError("a tag needs a name")
    check_text(name)
    if (found := tag_named(tags, name)) is not None:
        raise ReaderError(
            f"there is a tag “{found.name}” already", remedy="Merge them, or choose another"
        )
    return name


def _free_key(tags: Sequence[Tag], key: str) -> str:
    check_key(key)
    holder = next((tag for tag in tags if tag.key == key), None)
    if holder is not None:
        raise ReaderError(f"“{key}” is the key of “{holder.name}”", remedy="Choose another")
    return key
