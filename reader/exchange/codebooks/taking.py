"""Tags that a file names, as a codebook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.errors import FormatError
from reader.exchange.values import Bundle, TagItem, distinct_tags, loose_parents


def codebook_bundle(found: Sequence[TagItem], place: str) -> Bundle:
    """Return the bundle of tags, made different by their names; ``place`` is their file's name.

    Raises FormatError for a parent that is not there or above itself.
    """
    names, left_out = distinct_tags([tag.name for tag in found])
    tags = tuple(replace(tag, name=name) for tag, name in zip(found, names, strict=True))
    for index, why in loose_parents(tags):
        raise FormatError(f"the parent of “{names[index]}” can't be: {why}", place=place)
    return Bundle(tags=tags, left_out=left_out)
