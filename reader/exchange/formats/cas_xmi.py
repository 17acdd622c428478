"""A UIMA CAS in XMI (XML Metadata Interchange), one for each document, in a ZIP."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reader.exchange.losses import joined
from reader.exchange.shared import cas
from reader.exchange.shared.cas import read, zipped_cas
from reader.exchange.shared.passage_order import by_document
from reader.exchange.shared.safe_xml import plain, unheld_by_xml
from reader.exchange.values import Bundle

__all__ = ["HOLDS", "further_losses", "read", "write"]


HOLDS = cas.HOLDS


def further_losses(bundle: Bundle) -> Counter[str]:
    """Count what is lost of the sorts of things that ``HOLDS`` names."""
    return joined(bundle, by_author=True, untagged=True) + unheld_by_xml(_archive_texts(bundle))


def write(bundle: Bundle) -> Iterator[bytes]:
    """Yield an archive with a CAS in XMI for each document that has a text."""
    return zipped_cas(bundle, ".xmi", lambda one: str(one.to_xmi()), plain)


def _archive_texts(bundle: Bundle) -> Iterator[str]:
    """Yield the texts that the archive holds, and what people wrote on them."""
    for document in bundle.documents:
        if document.path in bundle.texts:
            yield from (document.path, document.title or "", document.note)
    for path, passages in by_document(bundle).items():
        yield bundle.texts[path]
        for passage in passages:
            yield from (passage.note, passage.author, *passage.tags)
