"""The tags of a file that differ from those here: named, and told."""

from __future__ import annotations

import shlex
from collections.abc import Collection
from typing import TYPE_CHECKING

import click

from reader.cli.output import say

if TYPE_CHECKING:
    from reader.workspace.actions.transfer.import_plan import ImportPlan
    from reader.workspace.actions.transfer.tag_differences import TagDifference


def named_differences(plan: ImportPlan, names: Collection[str]) -> list[TagDifference]:
    """Return the differences of tags that are named, as here or in the file; * is all.

    Raises UsageError.
    """
    known = {name for one in plan.differences for name in _names(one)}
    for name in names:
        if name != "*" and name not in known:
            tags = ", ".join(one.tag.name for one in plan.differences) or "no tag"
            raise click.UsageError(f"--theirs {name}: the file differs in {tags}")
    return [one for one in plan.differences if _names(one) & {*names} or "*" in names]


def _names(one: TagDifference) -> set[str]:
    return {one.tag.name, one.theirs.name}


def tell_differences(plan: ImportPlan, taken: Collection[TagDifference]) -> None:
    """Name the tags that differ, and the way to take over those that were not ``taken``."""
    for one in plan.differences:
        kept = "" if one in taken else f" in the file; --theirs {shlex.quote(one.tag.name)}"
        say(f"tag “{one.tag.name}”: {one.in_words()}{kept and f'{kept} takes it over'}")
