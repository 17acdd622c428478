"""Count what a format has no place for, so that no export loses anything in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

from reader.exchange.values import Bundle, PassageItem

P = TypeVar("P", bound=PassageItem)


_COUNTS: Mapping[str, Callable[[Bundle], int]] = {
    "links": lambda bundle: len(bundle.links),
    "notes": lambda bundle: sum(bool(one.note) for one in bundle.passages),
    "passages without a tag": lambda bundle: sum(not one.tags for one in bundle.passages),
    "tags of documents": lambda bundle: sum(len(one.tags) for one in bundle.documents),
    "notes of documents": lambda bundle: sum(bool(one.note) for one in bundle.documents),
    "statuses of documents": lambda bundle: sum(one.status != "unread" for one in bundle.documents),
    "parents of tags": lambda bundle: sum(tag.parent is not None for tag in bundle.tags),
    "descriptions of tags": lambda bundle: sum(bool(tag.description) for tag in bundle.tags),
    "colours of tags": lambda bundle: sum(bool(tag.color) for tag in bundle.tags),
    "keys of tags": lambda bundle: sum(bool(tag.key) for tag in bundle.tags),
    "authors of passages": lambda bundle: sum(bool(one.author) for one in bundle.passages),
    "times of passages": lambda bundle: sum(bool(one.created) for one in bundle.passages),
    "saved views": lambda bundle: len(bundle.views),
    "corrections of names": lambda bundle: len(bundle.corrections),
    "suggestions of other tools": lambda bundle: sum(
        one.answer == "open" for one in bundle.suggested
    ),
}
"""How many of each sort of thing are in a bundle, by the words that a person is told."""

EVERYTHING = frozenset(_COUNTS)
"""What a format holds that loses nothing."""


def unheld(bundle: Bundle, holds: Collection[str]) -> Counter[str]:
    """Return the number of things of each sort in a bundle that a format does not hold.

    ``holds`` names the sorts that it does.
    """
    found = {sort: count(bundle) for sort, count in _COUNTS.items() if sort not in holds}
    return Counter({sort: count for sort, count in found.items() if count})


def in_order(passages: Collection[P]) -> list[P]:
    """Return passages in the order of their document: by place, the longer one first."""
    return sorted(passages, key=lambda each: (each.document, each.start, -each.end, each.id))


def by_document(bundle: Bundle) -> dict[str, list[PassageItem]]:
    """Return the passages of each document of a bundle, in order; those without texts are out."""
    return of_documents(bundle.texts, bundle.passages)


def of_documents(documents: Iterable[str], passages: Collection[P]) -> dict[str, list[P]]:
    """Return the passages of each of some documents, in order."""
    found: dict[str, list[P]] = {path: [] for path in documents}
    for passage in in_order(passages):
        if passage.document in found:
            found[passage.document].append(passage)
    return found


def without_overlaps(passages: list[PassageItem]) -> tuple[list[PassageItem], int]:
    """Return the passages of one document that do not overlap, the first of each, and the others'
    number.
    """
    kept: list[PassageItem] = []
    for passage in passages:
        if not kept or passage.start >= kept[-1].end:
            kept.append(passage)
    return kept, len(passages) - len(kept)
