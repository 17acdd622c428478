"""Settle disputes: the marks of one annotator, or of all, become passages of ours."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import NamedTuple

from reader.annotations import (
    Link,
    Passage,
    Status,
    Step,
    Store,
    SuggestedPassage,
    SuggestionAnswer,
    Tag,
    Verdict,
    link_between,
)
from reader.authored import converted
from reader.corpus import Document
from reader.exchange import DocumentItem, TagItem
from reader.text import Span
from reader.workspace.actions.passages.annotating import (
    anchor_on,
    joined_note,
    keeping,
    link,
    standing,
    state_of,
)
from reader.workspace.analyses.agreement.annotators import Remarks, link_kind, marks_of
from reader.workspace.analyses.agreement.coefficients import Mark
from reader.workspace.analyses.agreement.disputes import Dispute, LinkDispute
from reader.workspace.codebook_reading import next_color
from reader.workspace.workspace import Workspace

# Stands for the worklist in rejected suggestions, and in the evidence of links.
_TOOL = "agreement"
_SETTLED = f"settled by {_TOOL}"


def settle(
    workspace: Workspace, dispute: Dispute, people: Collection[int], remarks: Remarks, name: str
) -> None:
    """Keep the marks and notes of ``people`` alone on a stretch, by their numbers.

    No other mark or note of anybody compared stays there. It is one step called ``name``. That the
    stretch is settled, and where none of it is to stand, is kept as suggestions that were rejected:
    nothing in the annotations would tell it from not having been asked, or from what was there
    before.

    Raises:
        CorpusError: where the document can't be read.
    """
    document = workspace.document(dispute.document)
    store = workspace.store
    every, wanted = dispute.marks_of(dispute.everybody), dispute.marks_of(people)
    notes = dispute.notes_of(dispute.everybody)
    with keeping(store, document), store.step(name) as step:
        settling = _Settling(store, step, remarks.tags)
        settling.apply(document, wanted, dispute.notes_of(people), every - wanted, notes)
        settling.reject(document, Span(dispute.start, dispute.end), every, none=not wanted)


class StandingMarks(NamedTuple):
    """The marks and notes that stand in a document of ours, and the spans that are settled.

    Those on which no mark is to stand are among them.
    """

    marks: frozenset[Mark]
    notes: Mapping[Span, str]
    settled: frozenset[Span]

    def are_of(self, dispute: Dispute, people: Collection[int]) -> bool:
        """Tell whether the marks and notes of some people on a stretch stand, and no others."""
        marks, notes = dispute.marks_of(people), {*dispute.notes_of(people)}
        return marks == dispute.marks_of(dispute.everybody) & self.marks and notes == {
            (span, note)
            for span, note in dispute.notes_of(dispute.everybody)
            if _framed(note) in _framed(self.notes.get(span, ""))
        }


def standing_here(store: Store, document: Document) -> StandingMarks:
    """Return the answers on a document in our own file."""
    passages = standing(store, document)
    names = {tag.id: tag.name for tag in store.tags()}
    return StandingMarks(
        frozenset(one for passage in passages for one in marks_of(passage, names)),
        {one.anchor.span: one.note for one in passages},
        frozenset(
            one.anchor.span
            for one in store.suggested(document.id)
            if one.tool == _TOOL and one.answer is SuggestionAnswer.REJECTED
        ),
    )


def settle_link(store: Store, dispute: LinkDispute, kind: str, remarks: Remarks) -> None:
    """Link two documents as people have, or, without a kind, keep them apart; with their notes."""
    verdict = Verdict.ACCEPTED if kind else Verdict.REJECTED
    known = link_between(store, dispute.a, dispute.b)
    notes = remarks.on_links.get((frozenset((dispute.a, dispute.b)), kind), ())
    note, evidence = (known.note, known.evidence) if known else ("", "")
    if _SETTLED not in evidence:
        evidence = "; ".join(filter(None, (evidence, _SETTLED)))
    link(
        store,
        dispute.a,
        dispute.b,
        kind or dispute.kind,
        verdict=verdict,
        note=joined_note(note, notes),
        evidence=evidence,
    )


def settled_link(store: Store, dispute: LinkDispute) -> Link | None:
    """Return the link of two documents where their dispute is settled; one from before is not."""
    link = link_between(store, dispute.a, dispute.b)
    return link if link and _SETTLED in link.evidence else None


def take_agreed(
    workspace: Workspace,
    marks: Iterable[Mark],
    links: Mapping[tuple[str, str], str],
    remarks: Remarks,
    name: str,
) -> int:
    """Take over what all agree on, as one step called ``name``; return how much of it is new.

    ``links`` are kinds by their documents, those that were rejected are in ``remarks``; two
    documents that have a verdict here keep it, and so does a document its status. Notes are added
    to those that are here.

    Raises:
        CorpusError: where a document can't be read.
    """
    by_document: dict[str, set[Mark]] = {}
    for mark in marks:
        by_document.setdefault(mark.document, set()).add(mark)
    store = workspace.store
    count = 0
    with ExitStack() as kept, store.step(name) as step:
        settling = _Settling(store, step, remarks.tags)
        for path, own in sorted(by_document.items()):
            document = workspace.document(path)
            here = standing_here(store, document)
            notes = {
                mark.span: told
                for mark in own
                if (told := remarks.notes.get((path, mark.span)))
                and joined_note(note := here.notes.get(mark.span, ""), told) != note
            }
            missing = frozenset(
                mark for mark in own if mark not in here.marks or mark.span in notes
            )
            if missing:
                kept.enter_context(keeping(store, document))
                said = [(span, one) for span, told in notes.items() for one in told]
                settling.apply(document, missing, said)
                count += len(missing)
        count += _take_links(store, step, links, remarks)
        for state in remarks.documents:
            count += state.path in workspace.entries and settling.say(state)
    return count


def _take_links(
    store: Store, step: Step, links: Mapping[tuple[str, str], str], remarks: Remarks
) -> int:
    """Take over links and rejections with their notes; return how many say more than is here."""
    count = 0
    rejected = (converted(Link, one, verdict=Verdict.REJECTED) for one in remarks.rejected)
    for one in (*(Link(a=a, b=b, kind=kind) for (a, b), kind in links.items()), *rejected):
        here = link_between(store, one.a, one.b)
        if here is None or link_kind(here) == link_kind(one):
            notes = remarks.on_links.get((frozenset((one.a, one.b)), link_kind(one)), ())
            added = replace(here or one, note=joined_note(here.note if here else "", notes))
            if added != here:
                step.put(added)
                count += 1
    return count


def _framed(note: str) -> str:
    """Return a note between the blank lines that part joined ones."""
    return f"\n\n{note}\n\n"


def _without(note: str, others: Iterable[str]) -> str:
    """Return a note without those that were joined to it."""
    for one in others:
        note = _framed(note).replace(_framed(one), "\n\n")[2:-2]
    return note


class _Settling:
    """One step in which marks become passages; a tag that is not there yet is made in it."""

    def __init__(self, store: Store, step: Step, theirs: Mapping[str, TagItem]) -> None:
        self._store, self._step, self._theirs = store, step, theirs
        self._tags = store.tags()
        self._ids = {tag.name: tag.id for tag in self._tags}

    def apply(
        self,
        document: Document,
        wanted: frozenset[Mark],
        notes: Sequence[tuple[Span, str]],
        unwanted: frozenset[Mark] = frozenset(),
        unsaid: Sequence[tuple[Span, str]] = (),
    ) -> None:
        """Put wanted tags and notes on their spans, after the others were taken off."""
        passages = {p.anchor.span: p for p in standing(self._store, document)}
        on: dict[Span, list[str]] = {}
        off: dict[Span, set[str]] = {}
        for mark in sorted(wanted):
            on.setdefault(mark.span, []).extend([self._id(mark.tag)] if mark.tag else ())
        for mark in unwanted:
            off.setdefault(mark.span, set()).add(self._ids.get(mark.tag, ""))
        for span in sorted({*on, *off}):
            passage = passages.get(span) or Passage(
                document=document.id, anchor=anchor_on(document, span)
            )
            kept = [tag for tag in passage.tags if tag not in off.get(span, ())]
            given = tuple(dict.fromkeys((*kept, *on.get(span, ()))))
            note = _without(passage.note, [one for at, one in unsaid if at == span])
            note = joined_note(note, [one for at, one in notes if at == span])
            if not given and span not in on:
                if passage.id:
                    self._step.delete(passage)
            elif not passage.id or (given, note) != (passage.tags, passage.note):
                self._step.put(replace(passage, tags=given, note=note))

    def say(self, state: DocumentItem) -> bool:
        """Add the notes that annotators wrote on a document; return whether any was new."""
        here = state_of(self._store, state.path)
        added = replace(
            here,
            status=Status(state.status) if here.status is Status.UNREAD else here.status,
            tags=tuple(dict.fromkeys((*here.tags, *map(self._id, state.tags)))),
            note=joined_note(here.note, (state.note,)),
        )
        if added != here:
            self._step.put(added)
        return added != here

    def reject(
        self, document: Document, stretch: Span, marks: frozenset[Mark], *, none: bool
    ) -> None:
        """Record a stretch as settled; with ``none``, also that none of its marks is right."""
        spans = {mark.span for mark in marks} | {stretch}
        for one in self._store.suggested(document.id):
            if one.tool == _TOOL and one.anchor.span in spans:
                self._step.delete(one)
        for span in sorted(spans if none else {stretch}):
            names = sorted({mark.tag for mark in marks if none and mark.span == span})
            self._step.put(
                SuggestedPassage(
                    document=document.id,
                    anchor=anchor_on(document, span),
                    tags=tuple(self._ids[name] for name in names if name in self._ids),
                    tool=_TOOL,
                    answer=SuggestionAnswer.REJECTED,
                )
            )

    def _id(self, name: str, below: frozenset[str] = frozenset()) -> str:
        """Return the id of a tag, made as people have it; ``below`` are those that it is above."""
        if name not in self._ids:
            theirs = self._theirs.get(name) or TagItem(name=name)
            below |= {name}
            parent = theirs.parent if theirs.parent not in below else None
            above = self._id(parent, below) if parent else None
            made = Tag(
                name=name,
                color=theirs.color or next_color(tag.color for tag in self._tags),
                description=theirs.description,
                parent=above,
                position=max((tag.position for tag in self._tags), default=-1) + 1,
            )
            self._tags.append(self._step.put(made))
            self._ids[name] = self._tags[-1].id
        return self._ids[name]
