"""Work that carries over: where a tagged passage stands in the other versions of its story."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from reader.annotations import Passage
from reader.duplicates import Alignment, Change, Confidence, counterparts
from reader.text import Span
from reader.workspace.actions.passages.annotating import anchor_on, keeping, passage_on, standing
from reader.workspace.overviews.story_versions import linked

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Offer:
    """A place in another version where ``passage`` stands too; ``span`` counts in its source.

    ``against`` are the changes there by which that version contradicts the passage.
    """

    passage: Passage
    document: str
    span: Span
    confidence: Confidence
    against: tuple[Change, ...] = ()


def offers(workspace: Workspace, passage: Passage) -> tuple[Offer, ...]:
    """Return the places of a passage in the versions that its document is linked with.

    Places that have its tags already are left out, as is everything where the source has changed
    under the passage. Aligns the document with each version, so that a worker should ask.
    """
    here = passage.anchor.span
    if here.of(workspace.document(passage.document).source) != passage.anchor.quote:
        return ()
    story = workspace.article(passage.document).story
    found: list[Offer] = []
    for document in linked(workspace, passage.document):
        other = workspace.article(document).story
        alignment = workspace.duplicates.compare(passage.document, document).alignment
        for place in counterparts(story, other, alignment, here):
            against = _against(alignment, here, place.span)
            offer = Offer(passage, document, place.span, place.confidence, against)
            if not _is_there(workspace, offer):
                found.append(offer)
    return tuple(found)


def carry(workspace: Workspace, chosen: Sequence[Offer]) -> list[Passage]:
    """Set a passage at each place offered, with the tags and the note of the first; in one step.

    Each is a passage of its own whose ``origin`` is the first one's id. Where a passage stands at
    exactly the same place already, it takes on the tags instead. Returns them as they are kept.

    Raises:
        StoreError: where they can't be saved.
    """
    times = f" {len(chosen)} times" if len(chosen) > 1 else ""
    name = f"carry over a passage{times}"
    with ExitStack() as kept, workspace.store.step(name) as step:
        for document in {offer.document: None for offer in chosen}:
            kept.enter_context(keeping(workspace.store, workspace.document(document)))
        return [step.put(_carried(workspace, offer)) for offer in chosen]


def _carried(workspace: Workspace, offer: Offer) -> Passage:
    first, document = offer.passage, workspace.document(offer.document)
    here = passage_on(workspace.store, document, offer.span)
    if here is not None:
        tags = tuple(dict.fromkeys((*here.tags, *first.tags)))
        return replace(here, tags=tags, note=here.note or first.note)
    return Passage(
        document=document.id,
        anchor=anchor_on(document, offer.span),
        tags=first.tags,
        note=first.note,
        origin=first.origin or first.id,
    )


def _against(alignment: Alignment, a: Span, b: Span) -> tuple[Change, ...]:
    """Return the changes within two places by which they contradict each other."""
    return tuple(
        change
        for change in chain.from_iterable(pair.changes for pair in alignment.pairs)
        if change.contradicts and change.a and change.a.overlaps(a)
        if change.b and change.b.overlaps(b)
    )


def _is_there(workspace: Workspace, offer: Offer) -> bool:
    """Tell whether a passage with all the tags stands at the place, or at a part of it."""
    return any(
        set(offer.passage.tags) <= set(passage.tags) and offer.span.overlaps(passage.anchor.span)
        for passage in standing(workspace.store, workspace.document(offer.document))
    )
