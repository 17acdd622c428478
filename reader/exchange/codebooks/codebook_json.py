"""A codebook as JSON, a line a tag: what reader's own list of tags says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from reader.errors import FormatError
from reader.exchange.codebooks.taking import codebook_bundle
from reader.exchange.shared.refi_qda import COLOR
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
    found = []
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            found.append(_tag(line, f"{place}:{number}"))
    if not found:
        raise FormatError("it has no tags", place=place, remedy='A line a tag: {"tag": "claim"}')
    return codebook_bundle(found, place)


def _tag(line: bytes, place: str) -> TagItem:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise FormatError("it is no line of JSON", place=place) from error
    if not isinstance(row, dict):
        raise FormatError("it is no tag", place=place, remedy='A line a tag: {"tag": "claim"}')
    texts = {key: row.get(key) or "" for key in _TEXTS}
    for key, text in texts.items():
        if not isinstance(text, str):
            raise FormatError(f"the {key} of a tag is no text", place=place)
    name = " ".join(texts["tag"].split())
    if not name:
        raise FormatError("a tag has no name", place=place)
    if texts["color"] and not COLOR.fullmatch(texts["color"]):
        raise FormatError(f"“{texts['color']}” is no colour", place=place, remedy="#rrggbb")
    return TagItem(
        name=name,
        parent=" ".join(texts["parent"].split()) or None,
        description=texts["description"].strip(),
        color=texts["color"],
        key=texts["key"].strip(),
        id=texts["id"].strip(),
    )
