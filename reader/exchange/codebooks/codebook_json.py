"""A codebook as JSON, a line a tag: what reader's own list of tags says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reader.errors import FormatError
from reader.exchange.codebooks.taking import codebook_bundle, tag_from_texts
from reader.exchange.shared.foreign_json import objects, told_halves
from reader.exchange.values import Bundle, TagCount, TagItem
from reader.text import json_line

_TEXTS = ("tag", "key", "color", "parent", "description", "id")


def write_codebook_json(tags: Sequence[TagItem], counts: Mapping[str, TagCount]) -> bytes:
    """Return tags, in their order, with the use of each by its name."""
    return "".join(f"{line}\n" for line in _lines(tags, counts)).encode()


def _lines(tags: Sequence[TagItem], counts: Mapping[str, TagCount]) -> Iterator[str]:
    for tag in tags:
        count = counts.get(tag.name, TagCount())
        yield json_line(
            {
                "tag": tag.name,
                "key": tag.key,
                "color": tag.color,
                "parent": tag.parent,
                "description": tag.description,
                "passages": count.passages,
                "documents": count.documents,
                "id": tag.id,
            }
        )


def read_codebook_json(data: bytes, place: str) -> Bundle:
    """Return the bundle of the tags in a file; ``place`` is its name for messages.

    Raises FormatError, with the line, for what is no codebook, and for a parent that is not there
    or above itself.
    """
    found = [_tag(row, where) for where, row in objects(data, place)]
    if not found:
        raise FormatError("it has no tags", place=place, remedy='A line a tag: {"tag": "claim"}')
    bundle = codebook_bundle(found, place)
    return replace(bundle, left_out=(*bundle.left_out, *told_halves(data, place)))


def _tag(row: dict[str, Any], place: str) -> TagItem:
    texts = {key: row.get(key) or "" for key in _TEXTS}
    for key, text in texts.items():
        if not isinstance(text, str):
            raise FormatError(f"the {key} of a tag is no text", place=place)
    return replace(tag_from_texts(texts, place), id=texts["id"].strip())
