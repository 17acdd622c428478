"""Count what a format has no place for, so that no export loses anything in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import TypeVar

from reader.exchange.values import Bundle, PassageItem

P = TypeVar("P", bound=PassageItem)


def unheld(bundle: Bundle, holds: Collection[str]) -> Counter[str]:
    """Return how many things of each sort are in a bundle, of those that a format does not hold.

    ``holds`` names the sorts that it does, in the words that a person is told: ``links``,
    ``notes``, ``passages without a tag``, ``tags of documents``, ``notes of documents``,
    ``statuses of documents``, ``parents of tags``, ``descriptions of tags``,
    ``colours of tags``, ``keys of tags``, ``authors of passages``, ``times of passages``,
    ``saved views``, ``corrections of names``, ``suggestions of other tools``.
    """
    found = Counter(
        {
            "links": len(bundle.links),
            "notes": sum(bool(passage.note) for passage in bundle.passages),
            "passages without a tag": sum(not passage.tags for passage in bundle.passages),
            "tags of documents": sum(len(document.tags) for document in bundle.documents),
            "notes of documents": sum(bool(document.note) for document in bundle.documents),
            "statuses of documents": sum(
                document.status != "unread" for document in bundle.documents
            ),
            "parents of tags": sum(tag.parent is not None for tag in bundle.tags),
            "descriptions of tags": sum(bool(tag.description) for tag in bundle.tags),
            "colours of tags": sum(bool(tag.color) for tag in bundle.tags),
            "keys of tags": sum(bool(tag.key) for tag in bundle.tags),
            "authors of passages": sum(bool(passage.author) for passage in bundle.passages),
            "times of passages": sum(bool(passage.created) for passage in bundle.passages),
            "saved views": len(bundle.views),
            "corrections of names": len(bundle.corrections),
            "suggestions of other tools": sum(each.answer == "open" for each in bundle.suggested),
        }
    )
    return Counter({sort: count for sort, count in found.items() if sort not in holds and count})


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
