"""A UIMA CAS in JSON (CAS JSON 0.4), one for each document, in a ZIP."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reader.exchange.losses import joined
from reader.exchange.shared.cas import HOLDS, read, zipped_cas
from reader.exchange.values import Bundle

__all__ = ["HOLDS", "further_losses", "read", "write"]


def further_losses(bundle: Bundle) -> Counter[str]:
    """Count what is lost of the sorts of things that ``HOLDS`` names."""
    return joined(bundle, by_author=True, untagged=True)


def write(bundle: Bundle) -> Iterator[bytes]:
    """Yield an archive with a CAS in JSON for each document that has a text."""
    return zipped_cas(bundle, ".json", lambda cas: str(cas.to_json()))
