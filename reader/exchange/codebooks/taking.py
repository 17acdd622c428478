"""Tags that a file names, as a codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reader.errors import FormatError
from reader.exchange.shared.refi_qda import COLOR
from reader.exchange.values import Bundle, TagItem, distinct_tags, loose_parents


def tag_from_texts(texts: Mapping[str, str], place: str) -> TagItem:
    """Return the tag that texts say, by the names of columns; ``place`` is its line for messages.

    Raises FormatError for a tag without a name, and for what is no colour.
    """
    name, parent = (" ".join(texts.get(one, "").split()) for one in ("tag", "parent"))
    color, key, description = (
        texts.get(one, "").strip() for one in ("color", "key", "description")
    )
    if not name:
        raise FormatError("a tag has no name", place=place)
    if color and not COLOR.fullmatch(color):
        raise FormatError(f"“{color}” is no colour", place=place, remedy="#rrggbb, or nothing")
    return TagItem(name=name, parent=parent or None, description=description, color=color, key=key)


def codebook_bundle(found: Sequence[TagItem], place: str) -> Bundle:
    """Return the bundle of tags, made different by their names; ``place`` is their file's name.

    Raises FormatError for a parent that is not there or above itself.
    """
    names, left_out = distinct_tags([tag.name for tag in found])
    tags = tuple(replace(tag, name=name) for tag, name in zip(found, names, strict=True))
    for index, why in loose_parents(tags):
        raise FormatError(f"the parent of “{names[index]}” can't be: {why}", place=place)
    return Bundle(tags=tags, left_out=left_out)
