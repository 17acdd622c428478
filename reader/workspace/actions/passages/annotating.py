"""Actions of a person on a corpus, each one step that can be undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotations import (
    Anchor,
    AnchoredRecord,
    DocumentState,
    Link,
    Passage,
    Status,
    Step,
    Store,
    Tag,
    Verdict,
    link_between,
)
from reader.text import Span

if TYPE_CHECKING:
    from reader.annotations import Finding
    from reader.corpus import Document


def standing(store: Store, document: Document) -> list[Passage]:
    """Return the passages of a document by position, without those whose text has gone."""
    return [
        passage
        for passage in store.passages(document.id)
        if passage.anchor.sha256 == document.sha256 and holds_quote(passage, document)
    ]


def holds_quote(passage: AnchoredRecord, document: Document) -> bool:
    """Tell whether the words of a passage stand at its place in a document."""
    anchor = passage.anchor
    length = anchor.end - anchor.start
    return length == len(anchor.quote) and document.source.startswith(anchor.quote, anchor.start)


def find(store: Store, document: Document) -> list[Finding]:
    """Return the present places of a document's passages that have left those they were set at."""
    ids = {passage.id for passage in standing(store, document)}
    if len(ids) == store.count(document.id):
        return []
    from reader.annotations import find_passages

    found = find_passages(store, document.id, document.source, document.sha256)
    return [one for one in found if one.passage.id not in ids]


def follow(store: Store, document: Document, findings: Sequence[Finding]) -> None:
    """Set passages where their text has gone; orphans stay as they are. No step to undo."""
    if findings and not store.read_only:
        from reader.annotations import settle_passages

        settle_passages(store, findings, document.source, document.sha256)


def place(store: Store, document: Document, orphan: Finding) -> None:
    """Set an orphan at its best guess, for a person has said so."""
    from reader.annotations import accept_guess

    accept_guess(store, orphan, document.source, document.sha256)


def passage_on(store: Store, document: Document, span: Span) -> Passage | None:
    """Return the passage of a document that covers exactly ``span``, if there is one."""
    return passages_on(store, document, [span])[0]


def passages_on(store: Store, document: Document, spans: Sequence[Span]) -> list[Passage | None]:
    """Return the passage that covers exactly each of ``spans``, in their order; None for none."""
    found: dict[Span, Passage] = {}
    for passage in standing(store, document):
        found.setdefault(passage.anchor.span, passage)
    return [found.get(span) for span in spans]


def toggle_tags(
    store: Store, document: Document, spans: Sequence[Span], *tags: Tag
) -> Sequence[Tag]:
    """Put each of ``tags`` on spans of a document, or take it off where all of them have it.

    It is one step. A passage that is left with neither tag nor note is removed; tags that are only
    planned are added to the codebook. Returns the tags that were put on.
    """
    passages = passages_on(store, document, spans)
    on = tags_to_set(tags, [passage.tags if passage else () for passage in passages])
    places = f"{len(spans)} places" if len(spans) > 1 else ""
    with keeping(store, document), store.step(toggled_in_words(tags, on, places)) as step:
        add_planned(store, step, *tags)
        for span, there in zip(spans, passages, strict=True):
            passage = there or Passage(document=document.id, anchor=anchor_on(document, span))
            left = toggled(passage.tags, tags, on)
            if not left and not passage.note:
                step.delete(passage)
            elif left != passage.tags:
                step.put(replace(passage, tags=left))
    return on


def tags_to_set(tags: Sequence[Tag], held: Collection[Collection[str]]) -> Sequence[Tag]:
    """Return those of ``tags`` that are to be set: all but those that each of ``held`` has."""
    return [tag for tag in tags if not all(tag.id in ids for ids in held)]


def toggled(ids: Sequence[str], tags: Sequence[Tag], on: Sequence[Tag]) -> tuple[str, ...]:
    """Return the ids of tags with those that are put ``on``, without the others of ``tags``."""
    off = {tag.id for tag in tags} - {tag.id for tag in on}
    return tuple(dict.fromkeys(id_ for id_ in (*ids, *(tag.id for tag in on)) if id_ not in off))


def toggled_in_words(tags: Sequence[Tag], on: Sequence[Tag], where: str = "") -> str:
    """Return the changes of tags in words: ``claim set on 2 places, quote taken off 2 places``."""
    set_, off = (
        ", ".join(tag.name for tag in tags if (tag in on) is is_on) for is_on in (True, False)
    )
    parts = (
        set_ and f"{set_} set" + (f" on {where}" if where else ""),
        off and f"{off} taken off" + (f" {where}" if where else ""),
    )
    return ", ".join(filter(None, parts))


def tag_places(
    store: Store, places: Iterable[tuple[Document, Sequence[Span]]], tag: Tag, name: str
) -> int:
    """Put a tag on spans of many documents, as one step that is called ``name``.

    Returns how many spans it was put on: those that have it already are left as they are.
    """
    count = 0
    with ExitStack() as kept, store.step(name) as step:
        add_planned(store, step, tag)
        for document, spans in places:
            kept.enter_context(keeping(store, document))
            passages_at = {p.anchor.span: p for p in standing(store, document)}
            for span in spans:
                passage = passages_at.get(span) or Passage(
                    document=document.id, anchor=anchor_on(document, span)
                )
                if tag.id not in passage.tags:
                    step.put(replace(passage, tags=(*passage.tags, tag.id)))
                    count += 1
    return count


def add_planned(store: Store, step: Step, *tags: Tag) -> None:
    """Add tags to the codebook that are not in it yet, in the step that puts them on."""
    for tag in tags:
        if store.get(Tag, tag.id) is None:
            step.put(tag)


def note(store: Store, document: Document, span: Span, text: str) -> None:
    """Set the note of the passage on ``span``; without tags, an empty note removes it."""
    passage = passage_on(store, document, span)
    with keeping(store, document), store.step("note") as step:
        if passage is None:
            if text:
                step.put(Passage(document=document.id, anchor=anchor_on(document, span), note=text))
        elif text or passage.tags:
            step.put(replace(passage, note=text))
        else:
            step.delete(passage)


def remove(store: Store, *passages: Passage) -> None:
    """Remove passages with their tags and notes, in one step."""
    one = len(passages) == 1
    what = passage_named(store, passages[0]) if one else f"{len(passages)} passages"
    with store.step(f"remove {what}") as step:
        for passage in passages:
            step.delete(passage)


def passage_named(store: Store, passage: Passage) -> str:
    """Return the name of a passage in a message: by its tags, or as a note."""
    return ", ".join(tag.name for tag in store.some(Tag, passage.tags)) or "note"


def passages_in(store: Store, document: Document, span: Span) -> list[Passage]:
    """Return the passages of a document that lie within ``span``, by position."""
    return [p for p in standing(store, document) if span.covers(p.anchor.span)]


def move_edges(store: Store, document: Document, passage: Passage, span: Span) -> Passage:
    """Set a passage on another span of its document; it keeps its tags, its note and its id."""
    with keeping(store, document), store.step("move the edges of a passage") as step:
        return step.put(replace(passage, anchor=anchor_on(document, span)))


def set_status(store: Store, documents: Iterable[str], status: Status) -> None:
    """Set the reading status of documents."""
    with store.step(f"mark {status}") as step:
        for document in documents:
            step.put(replace(state_of(store, document), status=status))


def set_document_note(store: Store, document: str, text: str) -> None:
    """Set the note on a document itself."""
    with store.step("note on the document") as step:
        step.put(replace(state_of(store, document), note=text))


def remember_place(store: Store, document: str, sha256: str, place: int) -> None:
    """Keep the last place read in a document; this is no step of its own to undo."""
    state = state_of(store, document)
    changed = replace(state, place=place, sha256=sha256, status=read_status(state))
    if changed != state:
        store.put(changed)


def read_status(state: DocumentState) -> Status:
    """Return the status of a document that has been opened to read."""
    return Status.READING if state.status is Status.UNREAD else state.status


def state_of(store: Store, document: str) -> DocumentState:
    """Return the record of a document, or its first state."""
    return store.state(document) or DocumentState(document=document)


def joined_note(note: str, notes: Iterable[str]) -> str:
    """Return a note with those that it does not hold yet."""
    for one in notes:
        if one not in note:
            note = "\n\n".join(filter(None, (note, one)))
    return note


def link(
    store: Store,
    a: str,
    b: str,
    kind: str,
    *,
    verdict: Verdict = Verdict.ACCEPTED,
    note: str = "",
    evidence: str = "",
) -> Link:
    """Link two documents, or change the link that they have."""
    before = link_between(store, a, b) or Link(a=a, b=b, kind=kind)
    changed = replace(before, kind=kind, verdict=verdict, note=note, evidence=evidence)
    name = f"link as {kind}" if verdict is Verdict.ACCEPTED else "reject a link"
    with store.step(name) as step:
        return step.put(changed)


def unlink(store: Store, linked: Link) -> None:
    """Remove a link: the two documents are neither linked nor kept apart any more."""
    with store.step("remove a link") as step:
        step.delete(linked)


def anchor_on(document: Document, span: Span) -> Anchor:
    """Return the anchor of a span of a document."""
    return Anchor.of(document.source, document.sha256, span.start, span.end)


@contextmanager
def keeping(store: Store, *documents: Document) -> Iterator[None]:
    """Keep the texts of documents that anchors are set in, even where a step can't be saved yet."""
    try:
        yield
    finally:
        store.keep_texts((document.sha256, document.source) for document in documents)
