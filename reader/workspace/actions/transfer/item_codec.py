"""Records of the annotation file as items of an export, and back.

A record names its tags by their ids, an item by their names, and an item has the anchor of its
passage among its own fields. ``names`` are those of tags by their ids, ``ids`` the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotations import (
    Anchor,
    DocumentState,
    Link,
    Passage,
    Status,
    SuggestedPassage,
    SuggestionAnswer,
    Verdict,
)
from reader.authored import converted
from reader.exchange import DocumentItem, LinkItem, PassageItem, SuggestedPassageItem

if TYPE_CHECKING:
    from reader.workspace.cache.document_summary import DocumentSummary


def _names_of(tags: tuple[str, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names[tag] for tag in tags if tag in names)


def _ids_of(tags: tuple[str, ...], ids: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(ids[tag] for tag in tags)


def passage_item(passage: Passage, names: Mapping[str, str]) -> PassageItem:
    """Return the item of a passage."""
    return converted(PassageItem, passage, passage.anchor, tags=_names_of(passage.tags, names))


def passage_of(item: PassageItem, ids: Mapping[str, str]) -> Passage:
    """Return the passage of an item."""
    tags = _ids_of(item.tags, ids)
    return converted(Passage, item, anchor=converted(Anchor, item), tags=tags)


def suggested_item(record: SuggestedPassage, names: Mapping[str, str]) -> SuggestedPassageItem:
    """Return the item of a suggestion."""
    tags, answer = _names_of(record.tags, names), str(record.answer)
    return converted(SuggestedPassageItem, record, record.anchor, tags=tags, answer=answer)


def suggested_of(item: SuggestedPassageItem, ids: Mapping[str, str]) -> SuggestedPassage:
    """Return the suggestion of an item."""
    anchor, answer = converted(Anchor, item), SuggestionAnswer(item.answer)
    tags = _ids_of(item.tags, ids)
    return converted(SuggestedPassage, item, anchor=anchor, tags=tags, answer=answer)


def document_item(
    state: DocumentState, names: Mapping[str, str], summary: DocumentSummary | None, sha256: str
) -> DocumentItem:
    """Return the item of a document; ``sha256`` is that of its source without a ``summary``."""
    item = converted(
        DocumentItem, state, path=state.document, tags=_names_of(state.tags, names), sha256=sha256
    )
    if summary is None:
        return item
    return replace(
        item,
        sha256=summary.sha256,
        title=summary.title or None,
        byline=summary.byline or None,
        date=summary.date or None,
        source=summary.source or None,
        url=summary.url,
        length=summary.length,
    )


def state_of_item(item: DocumentItem, ids: Mapping[str, str], here: DocumentState) -> DocumentState:
    """Return the state of a document of an item; the place read last stays as it is ``here``."""
    return converted(
        DocumentState,
        item,
        id=here.id or item.id,
        document=item.path,
        status=Status(item.status),
        tags=_ids_of(item.tags, ids),
        place=here.place,
    )


def link_item(link: Link) -> LinkItem:
    """Return the item of a link."""
    return converted(LinkItem, link)


def link_of(item: LinkItem, here: Link | None) -> Link:
    """Return the link of an item; one of these documents that is ``here`` keeps its id."""
    key = here.id if here else item.id
    return converted(Link, item, id=key, verdict=Verdict(item.verdict))
