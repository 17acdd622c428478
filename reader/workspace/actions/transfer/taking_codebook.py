"""A codebook from a file, taken into the store as one step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from reader.annotations import Tag
from reader.exchange import Bundle, TagItem
from reader.text import numbered
from reader.workspace.actions.codebook.codebook_editing import tag_named
from reader.workspace.actions.codebook.codebook_exchange import is_unused
from reader.workspace.actions.transfer.exchanging import plan_import
from reader.workspace.actions.transfer.importing import (
    ImportPlan,
    TagDifference,
    carry_out,
    told_replaced,
)
from reader.workspace.codebook_reading import usable_key
from reader.workspace.workspace import Workspace


def plan_codebook(workspace: Workspace, tags: Sequence[TagItem]) -> ImportPlan:
    """Return the plan of the import of a codebook, by the names of its tags: see ``plan_import``.

    New tags come last. The tags that reader starts with go where nobody has used or changed them;
    of those that are in the file, too, what it does not say stays.
    """
    here = workspace.store.tags()
    known = [tag_named(here, tag.name) for tag in tags]
    pairs = list(zip(tags, known, strict=True))
    names = {tag.name: ours.name for tag, ours in pairs if ours is not None}
    gives_way = is_unused(workspace.store)
    wanted = [
        replace(
            _filled(tag, ours if gives_way else None),
            name=names.get(tag.name, tag.name),
            parent=tag.parent and names.get(tag.parent, tag.parent),
        )
        for tag, ours in pairs
    ]
    bundle = Bundle(corpus="", exported="", tags=tuple(wanted))
    return plan_import(workspace, bundle, gives_way=gives_way)


def take_codebook(
    workspace: Workspace, plan: ImportPlan, accepted: Collection[TagDifference] = ()
) -> str:
    """Do what a plan says, as one step; return what was done, in words."""
    here = {tag.id for tag in workspace.store.tags()}
    new = sum(isinstance(one, Tag) and one.id not in here for one in plan.records)
    carry_out(workspace, plan, accepted)
    done = f"{numbered(plan.tags, 'tag')} in the file, {new:,} of them new"
    return f"{done}; {told_replaced(plan)}" if plan.replaced else done


def _filled(tag: TagItem, ours: Tag | None) -> TagItem:
    """Return a tag of no id but that of ``ours``, which says what the file does not."""
    key = usable_key(tag.key)
    if ours is None:
        return replace(tag, id="", key=key)
    return replace(
        tag,
        id=ours.id,
        color=tag.color or ours.color,
        key=key or ours.key,
        description=tag.description or ours.description,
    )
