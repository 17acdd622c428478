"""Passages as Markdown by tag, in the order of the codebook."""

from __future__ import annotations

from collections.abc import Iterator

from reader.exchange.formats.markdown_notes import by_tag
from reader.exchange.values import Bundle

HOLDS = ("notes", "passages without a tag", "descriptions of tags")


def write(bundle: Bundle) -> Iterator[bytes]:
    """Yield the passages under each of their tags."""
    for line in by_tag(bundle):
        yield f"{line}\n".encode()
