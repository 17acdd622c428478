"""Doccano (https://github.com/doccano/doccano): JSONL of a text and its labels, in code points.

Both shapes are read: ``label`` as lists ``[start, end, name]``, and ``entities`` as objects with
``start_offset``, ``end_offset`` and ``label``. The first is written; what we know of the document
goes into ``meta``, which doccano hands back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from reader.exchange.losses import joined
from reader.exchange.shared.foreign_json import (
    field,
    label,
    objects,
    passage_span,
    refused,
    relations,
)
from reader.exchange.shared.passage_order import by_document
from reader.exchange.values import Bundle, DocumentItem, GrowingBundle, PassageItem
from reader.text import json_line

HOLDS: tuple[str, ...] = ()


def further_losses(bundle: Bundle) -> Counter[str]:
    """Count what is lost of the sorts of things that ``HOLDS`` names."""
    return joined(bundle)


def write(bundle: Bundle) -> Iterator[bytes]:
    """Yield a line for each document that has a text."""
    by_path = {document.path: document for document in bundle.documents}
    for path, passages in by_document(bundle).items():
        labels = [[each.start, each.end, tag] for each in passages for tag in each.tags]
        document = by_path.get(path) or DocumentItem(path=path)
        meta = {"document": path, "sha256": document.sha256, "title": document.title}
        row = {"text": bundle.texts[path], "label": labels, "meta": meta}
        yield f"{json_line(row)}\n".encode()


def read(data: bytes, place: str) -> Bundle:
    """Return the labels of a file as passages, a passage for each span.

    Relations and comments, which have no place here, are left out, with how many.
    """
    read_in = GrowingBundle()
    for where, row in objects(data, place):
        text = field(row, "text", str, where)
        path = _own_field(row, "document") or where
        if path in read_in.texts:
            raise refused(f"{json_line(path)} is there twice", where)
        read_in.texts[path] = text
        read_in.relations += relations(row.get("relations"), "type", "from_id", "to_id")
        for name in ("comments", "Comments"):
            value = row.get(name)
            count = len(value) if isinstance(value, list) else bool(value)
            read_in.left_out["comments on whole texts"] += count
        tags_of_it = tuple(dict.fromkeys(_categories(row)))
        read_in.tags.update(dict.fromkeys(tags_of_it))
        sha256 = _own_field(row, "sha256")
        read_in.documents.append(DocumentItem(path=path, sha256=sha256, tags=tags_of_it))
        spans: dict[tuple[int, int], list[str]] = {}
        for start, end, name in _labels(row, where):
            span = passage_span(start, end, text, where, read_in.placeless)
            if span is not None:
                spans.setdefault(span, []).append(name)
                read_in.tags.setdefault(name)
        for (start, end), tags in spans.items():
            unique = tuple(dict.fromkeys(tags))
            read_in.joined += len(tags) - len(unique)
            read_in.passages.append(PassageItem.cut(path, text, start, end, tags=unique))
    return read_in.bundle()


def _own_field(row: dict[str, Any], name: str) -> str:
    """Return the field of a line's document that we wrote, "" where nothing is there."""
    meta = row.get("meta", row.get("metadata"))
    value = meta.get(name) if isinstance(meta, dict) else row.get(name)
    return value if isinstance(value, str) else ""


def _categories(row: dict[str, Any]) -> Iterator[str]:
    """Yield the labels of the text as a whole, which classification gives."""
    for name in ("cats", "label", "labels"):
        value = row.get(name)
        values = [value] if isinstance(value, str) else value if isinstance(value, list) else ()
        yield from (one for one in values if isinstance(one, str) and one)


def _labels(row: dict[str, Any], where: str) -> Iterator[tuple[object, object, str]]:
    value, entities = row.get("label") or row.get("labels") or (), row.get("entities") or ()
    if not isinstance(value, list | tuple | str) or not isinstance(entities, list | tuple):
        raise refused("labels and entities are lists", where)
    for one in () if isinstance(value, str) else value:
        if isinstance(one, str):
            continue  # of the text as a whole
        if not isinstance(one, list) or len(one) != 3 or not isinstance(one[2], str):
            raise refused("a label is a list of start, end and name", where)
        yield one[0], one[1], label(one[2], where)
    for one in entities:
        if not isinstance(one, dict):
            raise refused("an entity is an object", where)
        name = field(one, "label", str, where)
        yield one.get("start_offset"), one.get("end_offset"), label(name, where)
