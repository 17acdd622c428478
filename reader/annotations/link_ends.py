"""The link of two documents, and the documents at its ends."""

from __future__ import annotations

from reader.annotations.records import Link
from reader.annotations.store import Store


def link_between(store: Store, a: str, b: str) -> Link | None:
    """Return the link of two documents, whichever way round it was made."""
    for known in store.links(a):
        if b in (known.a, known.b):
            return known
    return None


def other_end(known: Link, document: str) -> str:
    """Return the document at the other end of a link."""
    return known.b if known.a == document else known.a
