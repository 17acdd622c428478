"""The JSON of our own: everything that was annotated, one item a line, in a stable order."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import fields
from itertools import islice
from typing import Any

from reader.errors import FormatError
from reader.exchange.losses import EVERYTHING
from reader.exchange.shared.foreign_json import (
    NotTakenError,
    is_time,
    not_taken,
    parsed,
    place_of_fault,
)
from reader.exchange.shared.row_parts import row_parts
from reader.exchange.shared.schema import faults
from reader.exchange.shared.utf8_text import utf8_text
from reader.exchange.values import ITEMS, Bundle, DocumentItem, Item, PassageItem, loose_parents
from reader.text import json_line

_FAULTS_SHOWN = 5  # faults named in a message
# What a document says only where it has some.
_ABSENT = frozenset({"tags", "url", "length"})

HOLDS = EVERYTHING


def write(bundle: Bundle) -> Iterator[bytes]:
    """Yield the annotations as JSON that the schema describes, in UTF-8."""
    yield (
        '{\n  "format": "article-reader",\n  "version": 1,\n'
        f'  "exported": {json_line(bundle.exported)},\n  "corpus": {json_line(bundle.corpus)}'
    ).encode()
    documents = sorted(bundle.documents, key=lambda item: item.path)
    passages = sorted(bundle.passages, key=_in_texts)
    suggested = sorted(bundle.suggested, key=_in_texts)
    links = sorted(bundle.links, key=lambda item: (item.a, item.b, item.id))
    # By their ids they are in the order of time: of two that disagree the later one counts.
    corrections = sorted(bundle.corrections, key=lambda item: item.id)
    lists: tuple[tuple[str, Sequence[Item], bool], ...] = (
        ("tags", bundle.tags, True),
        ("documents", documents, True),
        ("passages", passages, True),
        ("links", links, True),
        ("corrections", corrections, False),
        ("suggested", suggested, False),
        ("views", bundle.views, False),
    )
    for name, items, is_asked_for in lists:
        if items or is_asked_for:
            yield from _list(f',\n  "{name}": [', items)
    yield b"\n}\n"


def _in_texts(item: PassageItem) -> tuple[str, int, int, str]:
    return item.document, item.start, item.end, item.id


def read(data: bytes, place: str) -> Bundle:
    """Return the annotations in an export; ``place`` is the name of the file for messages.

    Raises FormatError, with the line or the JSON pointer, for what is no such export or does not
    fit together.
    """
    value = _export(data, place)
    try:
        _refuse(faults(value), place)
    except ValueError as error:  # in the words of the validator's parts
        is_name = isinstance(error, UnicodeError)
        why = "a name in it is no Unicode" if is_name else "it is nested too deep"
        at = place if is_name else place_of_fault(utf8_text(data, place), place)
        raise not_taken(NotTakenError(why), at) from error
    items: dict[str, Any] = {
        name: tuple(_item(kind, found) for found in value.get(name, ()))
        for name, kind in ITEMS.items()
    }
    bundle = Bundle(corpus=value["corpus"], exported=value["exported"], **items)
    _refuse(_loose_ends(bundle), place)
    return bundle


def _list(head: str, items: Sequence[Item]) -> Iterator[bytes]:
    if not items:
        return iter([f"{head}]".encode()])
    keys = _keys(items[0])
    rows = (f"    {json_line(_object(item, keys))}" for item in items)
    return row_parts(f"{head}\n", rows, ",\n", "\n  ]")


def _object(item: Item, keys: Iterable[str]) -> dict[str, object]:
    found = {name: getattr(item, name) for name in keys}
    if isinstance(item, DocumentItem):
        found = {name: value for name, value in found.items() if value or name not in _ABSENT}
    return found


def _keys(item: Item) -> list[str]:
    """Return the keys of an item: its own, then those that every item carries."""
    names = [spec.name for spec in fields(item)]
    common = len(fields(Item))
    return names[common:] + names[:common]


def _item(kind: type[Item], found: dict[str, Any]) -> Item:
    """Return the item of an object that the schema allows; its lists are tuples."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in found.items()
    }
    return kind(**values)


def _export(data: bytes, place: str) -> dict[str, Any]:
    """Return the JSON object in ``data``; what it holds is not yet checked."""
    value = parsed(data, place, parse_float=_number)
    if not isinstance(value, dict) or value.get("format") != "article-reader":
        remedy = "Of another tool, name its --format; ours is made by `reader export --format json`"
        if isinstance(value, dict) and {"meta", "tags", "passages"} <= value.keys():
            export = f"reader export CORPUS --annotations {shlex.quote(place)}"
            remedy = f"It is an annotation file: {export} | reader import CORPUS -"
        raise FormatError("this is no export of reader", place=place, remedy=remedy)
    if value.get("version") != 1:
        raise FormatError(
            f"its version is {json_line(value.get('version'))}, and this program knows version 1",
            place=f"{place}#/version",
            remedy="Update reader",
        )
    return value


def _number(text: str) -> float:
    """Return a number; one like 1.0 is an integer to JSON Schema, and so to Python."""
    number = float(text)
    return int(number) if number.is_integer() else number


def _loose_ends(bundle: Bundle) -> Iterator[tuple[str, str]]:
    """Yield the faults that a schema can't find: doubles, ids of nothing, wrong lengths."""
    yield from _doubles("tags", "name", (tag.name for tag in bundle.tags))
    yield from _doubles("documents", "path", (document.path for document in bundle.documents))
    for name in ITEMS:
        yield from _doubles(name, "id", (item.id for item in getattr(bundle, name)))
        for index, item in enumerate(getattr(bundle, name)):
            for when in ("created", "modified"):
                if (said := getattr(item, when)) and not is_time(said):
                    yield f"/{name}/{index}/{when}", f"{json_line(said)} is no time"
    yield from ((f"/tags/{n}/parent", why) for n, why in loose_parents(bundle.tags))
    names = {tag.name for tag in bundle.tags}
    paths = {document.path for document in bundle.documents}
    for index, document in enumerate(bundle.documents):
        for number, tag in enumerate(document.tags):
            if tag not in names:
                yield f"/documents/{index}/tags/{number}", f"{json_line(tag)} is not in tags"
    for name, spans in (("passages", bundle.passages), ("suggested", bundle.suggested)):
        yield from _loose_spans(name, spans, names, paths)
    for index, link in enumerate(bundle.links):
        for end, path in (("a", link.a), ("b", link.b)):
            if path not in paths:
                yield f"/links/{index}/{end}", f"{json_line(path)} is not in documents"
        if link.a == link.b:
            yield f"/links/{index}/b", f"{json_line(link.b)} is linked to itself"


def _loose_spans(
    items: str, passages: Iterable[PassageItem], names: Set[str], paths: Set[str]
) -> Iterator[tuple[str, str]]:
    for index, passage in enumerate(passages):
        pointer = f"/{items}/{index}"
        if passage.document not in paths:
            yield f"{pointer}/document", f"{json_line(passage.document)} is not in documents"
        for number, tag in enumerate(passage.tags):
            if tag not in names:
                yield f"{pointer}/tags/{number}", f"{json_line(tag)} is not in tags"
        if len(passage.quote) != passage.end - passage.start:
            yield (
                f"{pointer}/quote",
                f"it has {len(passage.quote)} code points, and start and end"
                f" are {passage.end - passage.start} apart",
            )


def _doubles(items: str, key: str, values: Iterable[str]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value and value in seen:
            yield f"/{items}/{index}/{key}", f"{json_line(value)} is there twice"
        seen.add(value)


def _refuse(found: Iterator[tuple[str, str]], place: str) -> None:
    """Raise a FormatError that names the first faults, if there are any."""
    first = list(islice(found, _FAULTS_SHOWN))
    if first:
        rest = [f"{pointer or '/'}: {message}" for pointer, message in first[1:]]
        pointer, message = first[0]
        raise FormatError(
            "; also ".join([message, *rest]),
            place=f"{place}#{pointer}",
            remedy="Nothing was imported. `reader export --schema` prints what is wanted",
        )
