"""Passages as formats write them: in the order of their documents, on words, without overlaps."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TypeVar

from reader.exchange.values import Bundle, PassageItem
from reader.text import Span, snapped, trimmed

P = TypeVar("P", bound=PassageItem)


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


def on_words(passages: Iterable[P]) -> list[P]:
    """Return passages without blanks at their ends, those of blanks alone left out."""
    found = []
    for one in passages:
        quote = one.quote.strip()
        if quote:
            start = one.start + one.quote.index(quote)
            found.append(replace(one, start=start, end=start + len(quote), quote=quote))
    return found


def on_clusters(text: str, passages: Iterable[P]) -> list[P]:
    """Return passages of a text, each as wide as the grapheme clusters that it touches.

    Blanks stay out, even where a mark that follows makes one cluster with them.
    """
    wide = ((one, trimmed(snapped(Span(one.start, one.end), text), text)) for one in passages)
    return [replace(one, start=span.start, end=span.end, quote=span.of(text)) for one, span in wide]
