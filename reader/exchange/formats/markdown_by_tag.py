"""Passages as Markdown by tag, in the order of the codebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reader.exchange.formats.markdown_notes import by_tag
from reader.exchange.losses import line_breaks
from reader.exchange.values import Bundle

HOLDS = ("notes", "passages without a tag", "descriptions of tags")


def further_losses(bundle: Bundle) -> Counter[str]:
    """Count what is lost of the sorts of things that ``HOLDS`` names."""
    described = line_breaks("descriptions of tags", (tag.description for tag in bundle.tags))
    return line_breaks("notes", (one.note for one in bundle.passages)) + described


def write(bundle: Bundle) -> Iterator[bytes]:
    """Yield the passages under each of their tags."""
    for line in by_tag(bundle):
        yield f"{line}\n".encode()
