"""A UIMA CAS in XMI (XML Metadata Interchange), one for each document, in a ZIP."""

from __future__ import annotations

from reader.exchange.cas import read, written
from reader.exchange.formats import Written
from reader.exchange.values import Bundle

__all__ = ["read", "write"]


def write(bundle: Bundle) -> Written:
    """Return an archive with a CAS in XMI for each document that has a text."""
    return written(bundle, ".xmi", lambda cas: str(cas.to_xmi()))
