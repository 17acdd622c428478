"""Actions of a person on many passages at once, each one step that can be undone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from reader.annotations import Passage, Store, Tag
from reader.text import numbered
from reader.workspace.actions.passages.annotating import add_planned


def add_tags(store: Store, passages: Collection[str], tags: Sequence[Tag]) -> int:
    """Put tags on passages, given by their ids; return how many did not have all of them."""
    changed = []
    for one in store.some(Passage, passages):
        missing = tuple(tag.id for tag in tags if tag.id not in one.tags)
        if missing:
            changed.append(replace(one, tags=one.tags + missing))
    names = "”, “".join(tag.name for tag in tags)
    _put(store, f"tag “{names}” {_times(len(changed))}", changed, tags)
    return len(changed)


def take_tag_off(store: Store, passages: Collection[str], tag: Tag) -> int:
    """Take a tag off passages; return how many had it. They stay, also where they had no other."""
    changed = [
        replace(one, tags=tuple(own for own in one.tags if own != tag.id))
        for one in store.some(Passage, passages)
        if tag.id in one.tags
    ]
    _put(store, f"untag “{tag.name}” {_times(len(changed))}", changed)
    return len(changed)


def set_notes(store: Store, passages: Collection[str], text: str) -> int:
    """Set the note of one passage, or add it below those of several; return how many changed."""
    records = store.some(Passage, passages)
    changed = [
        replace(one, note=text if len(records) == 1 or not one.note else f"{one.note}\n{text}")
        for one in records
    ]
    _put(store, f"note {_times(len(changed))}", changed)
    return len(changed)


def remove_passages(store: Store, passages: Collection[str]) -> int:
    """Remove passages with their tags and notes; return how many there were."""
    records = store.some(Passage, passages)
    with store.step(f"remove {numbered(len(records), 'passage')}") as step:
        for one in records:
            step.delete(one)
    return len(records)


def _put(
    store: Store, name: str, passages: Collection[Passage], tags: Collection[Tag] = ()
) -> None:
    if passages:
        with store.step(name) as step:
            add_planned(store, step, *tags)
            for passage in passages:
                step.put(passage)


def _times(count: int) -> str:
    return f"on {numbered(count, 'passage')}"
