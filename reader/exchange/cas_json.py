"""A UIMA CAS in JSON (CAS JSON 0.4), one for each document, in a ZIP."""

from __future__ import annotations

from reader.exchange.cas import read, written
from reader.exchange.formats import Written
from reader.exchange.values import Bundle

__all__ = ["read", "write"]


def write(bundle: Bundle) -> Written:
    """Return an archive with a CAS in JSON for each document that has a text."""
    return written(bundle, ".json", lambda cas: str(cas.to_json()))
