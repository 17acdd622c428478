"""Settling where people differ: what one, or all of them, have marked becomes passages of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import replace

from reader.annotations import (
    Link,
    Passage,
    Step,
    Store,
    SuggestedPassage,
    SuggestionAnswer,
    Tag,
    Verdict,
    link_between,
)
from reader.corpus import Document
from reader.text import Span
from reader.workspace.actions.passages.annotating import anchor_on, keeping, link, standing
from reader.workspace.analyses.agreement.coefficients import Mark
from reader.workspace.analyses.agreement.disputes import Dispute, LinkDispute
from reader.workspace.codebook_reading import next_color
from reader.workspace.workspace import Workspace

_TOOL = "agreement"
"""Stands for the worklist in rejected suggestions."""

Notes = Mapping[tuple[str, int, int], str]
"""The notes on spans of documents."""


def settle(
    workspace: Workspace, dispute: Dispute, marks: Iterable[Mark], notes: Notes, name: str
) -> None:
    """Let what ``marks`` say stand on a stretch, and nothing else of what anybody marked there.

    It is one step called ``name``. Where none of it is to stand, that is kept as suggestions that
    were rejected: nothing in the annotations would tell it from not having been asked.

    Raises:
        CorpusError: where the document can't be read.
    """
    document = workspace.document(dispute.document)
    store = workspace.store
    wanted = frozenset(marks)
    with keeping(store, document), store.step(name) as step:
        settling = _Settling(store, step, notes)
        settling.apply(document, wanted, dispute.all_marks - wanted)
        if wanted:
            settling.ask_again(document, dispute.all_marks)
        else:
            settling.reject(document, dispute.all_marks)


def rejected_here(store: Store, document: str) -> set[Span]:
    """Return the spans of a document on which none of what people marked is to stand."""
    return {
        one.anchor.span
        for one in store.suggested(document)
        if one.tool == _TOOL and one.answer is SuggestionAnswer.REJECTED
    }


def settle_link(store: Store, dispute: LinkDispute, kind: str) -> None:
    """Link two documents as people have, or, without a kind, keep them apart."""
    verdict = Verdict.ACCEPTED if kind else Verdict.REJECTED
    link(store, dispute.a, dispute.b, kind or dispute.kind, verdict=verdict)


def take_agreed(
    workspace: Workspace,
    marks: Iterable[Mark],
    links: Mapping[tuple[str, str], str],
    notes: Notes,
    name: str,
) -> int:
    """Take over what all agree on, as one step called ``name``; return how much of it is new.

    ``links`` are kinds by their documents; two documents that have a verdict here keep it.

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
        for (a, b), kind in links.items():
            if link_between(store, a, b) is None:
                step.put(Link(a=a, b=b, kind=kind))
                count += 1
    return count


def marks_here(store: Store, document: Document) -> set[Mark]:
    """Return the marks on a document in our own file."""
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
        passages = {p.anchor.span: p for p in standing(self._store, document)}
        on: dict[Span, list[str]] = {}
        off: dict[Span, set[str]] = {}
        for mark in sorted(wanted):
            on.setdefault(mark.span, []).append(self._id(mark.tag))
        for mark in unwanted:
            if mark.tag in self._ids:
                off.setdefault(mark.span, set()).add(self._ids[mark.tag])
        for span in sorted({*on, *off}):
            passage = passages.get(span) or Passage(
                document=document.id,
                anchor=anchor_on(document, span),
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

    def reject(self, document: Document, marks: frozenset[Mark]) -> None:
        """Keep that none of some marks is to stand."""
        known = rejected_here(self._store, document.id)
        for span in sorted({mark.span for mark in marks} - known):
            names = sorted(mark.tag for mark in marks if mark.span == span)
            self._step.put(
                SuggestedPassage(
                    document=document.id,
                    anchor=anchor_on(document, span),
                    tags=tuple(self._ids[name] for name in names if name in self._ids),
                    tool=_TOOL,
                    answer=SuggestionAnswer.REJECTED,
                )
            )

    def ask_again(self, document: Document, marks: frozenset[Mark]) -> None:
        """Forget that none of some marks was to stand."""
        spans = {mark.span for mark in marks}
        for one in self._store.suggested(document.id):
            if one.tool == _TOOL and one.anchor.span in spans:
                self._step.delete(one)

    def _id(self, name: str) -> str:
        if name not in self._ids:
            position = max((tag.position for tag in self._tags), default=-1) + 1
            made = Tag(
                name=name, color=next_color(tag.color for tag in self._tags), position=position
            )
            self._tags.append(self._step.put(made))
            self._ids[name] = self._tags[-1].id
        return self._ids[name]
