"""Settling where people differ: what one, or all of them, have marked becomes passages of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import replace

from reader.annotations import Anchor, Passage, Step, Store, Tag
from reader.corpus import Document
from reader.text import Span
from reader.workspace.actions.annotating import keeping, standing
from reader.workspace.actions.codebook_editing import next_color
from reader.workspace.analyses.agreement import Mark
from reader.workspace.analyses.disputes import Dispute
from reader.workspace.workspace import Workspace

Notes = Mapping[tuple[str, int, int], str]
"""The notes on spans of documents."""


def settle(
    workspace: Workspace, dispute: Dispute, marks: Iterable[Mark], notes: Notes, name: str
) -> None:
    """Let what ``marks`` say stand on a stretch, and nothing else of what anybody marked there.

    It is one step called ``name``.

    Raises:
        CorpusError: where the document can't be read.
    """
    document = workspace.document(dispute.document)
    store = workspace.store
    wanted = frozenset(marks)
    with keeping(store, document), store.step(name) as step:
        _Settling(store, step, notes).apply(document, wanted, dispute.all_marks - wanted)


def take_agreed(workspace: Workspace, marks: Iterable[Mark], notes: Notes, name: str) -> int:
    """Take over what all agree on, as one step called ``name``; return how many marks are new.

    Raises:
        CorpusError: where a document can't be read.
    """
    by_document: dict[str, set[Mark]] = {}
    for mark in marks:
        by_document.setdefault(mark.document, set()).add(mark)
    store = workspace.store
    count = 0
    with ExitStack() as kept, store.step(name) as step:
        settling = _Settling(store, step, notes)
        for path, own in sorted(by_document.items()):
            document = workspace.document(path)
            missing = frozenset(own - marks_here(store, document))
            if missing:
                kept.enter_context(keeping(store, document))
                settling.apply(document, missing, frozenset())
                count += len(missing)
    return count


def marks_here(store: Store, document: Document) -> set[Mark]:
    """Return what is marked in a document in our own file."""
    names = {tag.id: tag.name for tag in store.tags()}
    return {
        Mark(document.id, passage.anchor.start, passage.anchor.end, names[tag])
        for passage in standing(store, document)
        for tag in passage.tags
        if tag in names
    }


class _Settling:
    """One step in which marks become passages; a tag that is not there yet is made in it."""

    def __init__(self, store: Store, step: Step, notes: Notes) -> None:
        self._store, self._step, self._notes = store, step, notes
        self._tags = store.tags()
        self._ids = {tag.name: tag.id for tag in self._tags}

    def apply(self, document: Document, wanted: frozenset[Mark], unwanted: frozenset[Mark]) -> None:
        """Put the tags of wanted marks on their spans, and take those of the others off."""
        passages = {Span(p.anchor.start, p.anchor.end): p for p in standing(self._store, document)}
        on: dict[Span, list[str]] = {}
        off: dict[Span, set[str]] = {}
        for mark in sorted(wanted):
            on.setdefault(Span(mark.start, mark.end), []).append(self._id(mark.tag))
        for mark in unwanted:
            if mark.tag in self._ids:
                off.setdefault(Span(mark.start, mark.end), set()).add(self._ids[mark.tag])
        for span in sorted({*on, *off}):
            passage = passages.get(span) or Passage(
                document=document.id,
                anchor=Anchor.of(document.source, document.sha256, span.start, span.end),
            )
            kept = [tag for tag in passage.tags if tag not in off.get(span, ())]
            given = tuple(dict.fromkeys((*kept, *on.get(span, ()))))
            if given == passage.tags:
                continue
            if given:
                said = self._notes.get((document.id, span.start, span.end), "")
                self._step.put(replace(passage, tags=given, note=passage.note or said))
            else:
                self._step.delete(passage)

    def _id(self, name: str) -> str:
        if name not in self._ids:
            position = max((tag.position for tag in self._tags), default=-1) + 1
            made = Tag(name=name, color=next_color(self._tags), position=position)
            self._tags.append(self._step.put(made))
            self._ids[name] = self._tags[-1].id
        return self._ids[name]
