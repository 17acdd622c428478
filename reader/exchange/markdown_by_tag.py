"""Passages as Markdown by tag, in the order of the codebook."""

from __future__ import annotations

from reader.exchange.formats import Written
from reader.exchange.losses import unheld
from reader.exchange.markdown_notes import by_tag
from reader.exchange.values import Bundle


def write(bundle: Bundle) -> Written:
    """Return the passages under each of their tags."""
    holds = ("notes", "passages without a tag", "descriptions of tags")
    return Written.of("\n".join(by_tag(bundle)).encode() + b"\n", unheld(bundle, holds))
