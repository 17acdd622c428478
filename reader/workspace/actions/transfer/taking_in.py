"""The one step that carries out the plan of an import, and its report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.annotations import AnchoredRecord
from reader.errors import CorpusError
from reader.text import numbered
from reader.workspace.actions.transfer.import_plan import ImportPlan
from reader.workspace.actions.transfer.tag_differences import TagDifference
from reader.workspace.actions.transfer.taking_candidates import take_candidates

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The changes that an import made, in words, and its losses: each thing by its name.

    ``is_step`` tells that it can be taken back: one that changed no annotation leaves no step.
    """

    done: str
    left_out: tuple[str, ...] = ()
    is_step: bool = False


def carry_out(
    workspace: Workspace,
    plan: ImportPlan,
    accepted: Collection[TagDifference] = (),
    tell: Callable[[int], object] = lambda _: None,
) -> ImportReport:
    """Carry out a plan as one step, with the changes of tags that were ``accepted``.

    ``tell`` is told how many records were taken; what it raises ends the import, and nothing is
    changed.

    Raises:
        StoreError: where it can't be saved.
    """
    if plan.candidates:
        return ImportReport(take_candidates(workspace, plan.candidates))
    changed = len(plan.records) + len(accepted)
    with workspace.store.step(f"import of {numbered(changed, 'record')}") as step:
        for tag in plan.replaced:
            step.delete(tag)
        for number, record in enumerate(plan.records):
            tell(number)
            if record.revision:
                step.adopt(record)
            else:  # of a tool that does not say who made it, and when
                step.put(record)
        for one in accepted:
            step.put(one.theirs)
    _keep_texts(workspace, (one for one in plan.records if isinstance(one, AnchoredRecord)))
    done = plan.in_words()
    if accepted:
        done.append(f"{numbered(len(accepted), 'tag')} changed as in the file")
    is_step = bool(plan.records or plan.replaced or accepted)
    return ImportReport("; ".join(done), plan.left_out, is_step)


def _keep_texts(workspace: Workspace, passages: Iterable[AnchoredRecord]) -> None:
    """Keep the sources that passages were set in, as is done where a person sets one."""
    hashes: dict[str, set[str]] = {}
    for passage in passages:
        hashes.setdefault(passage.document, set()).add(passage.anchor.sha256)
    found = []
    for path, known in hashes.items():
        with suppress(CorpusError):
            document = workspace.document(path)
            if document.sha256 in known:
                found.append((document.sha256, document.source))
    workspace.store.keep_texts(found)
