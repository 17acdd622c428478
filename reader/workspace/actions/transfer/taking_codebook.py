"""A codebook from a file, taken into the store as one step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from reader.annotations import Tag
from reader.exchange import Bundle
from reader.text import numbered
from reader.workspace.actions.codebook.codebook_editing import tag_named
from reader.workspace.actions.codebook.codebook_exchange import is_unused
from reader.workspace.actions.transfer.import_plan import ImportPlan
from reader.workspace.actions.transfer.import_planning import plan_import
from reader.workspace.actions.transfer.tag_differences import TagDifference
from reader.workspace.actions.transfer.taking_in import carry_out
from reader.workspace.workspace import Workspace


def plan_codebook(workspace: Workspace, bundle: Bundle) -> ImportPlan:
    """Return the plan of the import of a codebook: see ``plan_import``.

    New tags come last. The tags that reader starts with go where nobody has used or changed them.
    """
    here, gives_way = workspace.store.tags(), is_unused(workspace.store)
    if not gives_way:
        pairs = [(tag, tag_named(here, tag.name)) for tag in bundle.tags]
        others = [ours for tag, ours in pairs if ours is not None and tag.id not in {"", ours.id}]
        warnings = (f"the GUID of “{ours.name}”: it has another here" for ours in others)
        bundle = replace(bundle, left_out=(*bundle.left_out, *warnings))
    return plan_import(workspace, bundle, gives_way=gives_way)


def take_codebook(
    workspace: Workspace, plan: ImportPlan, accepted: Collection[TagDifference] = ()
) -> str:
    """Carry out a plan as one step; return its report."""
    here = {tag.name for tag in workspace.store.tags()}
    new = sum(isinstance(one, Tag) and one.name not in here for one in plan.records)
    carry_out(workspace, plan, accepted)
    done = f"{numbered(plan.tags, 'tag')} in the file, {new:,} of them new"
    return "; ".join((done, *plan.further_words()))
