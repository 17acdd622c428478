"""The link of two documents, and the documents at its ends."""

from __future__ import annotations

from reader.annotations.records import Link
from reader.annotations.store import Store


def link_between(store: Store, a: str, b: str) -> Link | None:
    """Return the link of two documents, whichever way round it was made."""
    for link in store.links(a):
        if b in (link.a, link.b):
            return link
    return None


def other_end(link: Link, document: str) -> str:
    """Return the document at the other end of a link."""
    return link.b if link.a == document else link.a
