"""JSON files: one object, an array of them, or an object around one, as exports write it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from reader.corpus.fields import (
    declared,
    field_of,
    is_mere_description,
    text_key,
    text_of,
    unfolded,
    value_at,
)
from reader.corpus.forms.form import Part, part_of, text_in
from reader.corpus.forms.packed import unpacked
from reader.corpus.reading import Reading
from reader.text.surrogates import without_lone_surrogates

# NaN and the infinities, which Python writes and JSON does not know, are read as null.
_JSON = json.JSONDecoder(parse_constant=lambda _: None)
# Arrays of articles lie no deeper than this.
_DEEPEST = 3
# The keys that arrays of articles usually have in what is around them.
_LISTS = (
    "articles", "items", "results", "entries", "stories", "posts", "documents", "docs", "records",
    "news", "data",
)  # fmt: skip
# So many objects of an array are looked at for a text.
_TRIED = 20
# What our own files say that they are.
_OURS = ("article-reader", "article-reader annotations")
_WORK = "holds what was annotated with reader, and no articles"


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the articles of a JSON file; several values one after the other will do."""
    found = text_in(unpacked(data), reading)
    text = without_lone_surrogates(found.text)
    for value in _values(text):
        if _is_ours(value):
            yield Part("", {}, left_out=_WORK)
            continue
        for metadata, own in _within(value, reading, 0):
            yield part_of(metadata, reading, own).decoded_as(found)


def _values(text: str) -> Iterator[object]:
    at, end = 0, len(text)
    while at < end:
        if text[at].isspace():
            at += 1
            continue
        try:
            value, at = _JSON.raw_decode(text, at)
        except json.JSONDecodeError as error:
            what = error.msg.removesuffix(" at").lower()
            raise ValueError(f"{what} in line {error.lineno}, column {error.colno}") from error
        yield value


def _is_ours(value: object) -> bool:
    """Tell whether a value is an export or an annotation file of ours, whatever its name."""
    if not isinstance(value, dict):
        return False
    meta = value.get("meta")  # of an annotation file: a table of one row
    head = next(iter(meta.values()), None) if isinstance(meta, dict) else value
    return isinstance(head, dict) and head.get("format") in _OURS


def _within(value: object, reading: Reading, depth: int) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Yield the objects that are articles: with a text, or in the longest array of objects."""
    if isinstance(value, list):
        for each in value:
            if isinstance(each, dict):
                yield unfolded(each, reading.names), _own(each)
            elif isinstance(each, str):
                yield {"text": each}, ""
    elif isinstance(value, dict):
        if rows := _rows(value):
            yield from _within(rows, reading, depth)
            return
        metadata = unfolded(value, reading.names)
        inner = _around if _has_text(metadata, reading) else _inner
        if depth < _DEEPEST and (found := inner(metadata, reading)):
            of_feed = _of_feed(metadata)
            for each, key in found:
                for one, own in _within(each, reading, depth + 1):
                    yield {**of_feed, **one}, own or key
        else:
            yield metadata, _own(metadata)


def _rows(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a table that is written by its columns, as pandas does; none of another.

    Each column is an object of the same numbers of rows, and one of them usually has a text.
    """
    columns = list(value.values())
    if not any(field_of(key) == "text" for key in value):
        return []
    if not all(isinstance(each, dict) and each.keys() == columns[0].keys() for each in columns):
        return []
    numbers = list(columns[0]) if all(map(str.isdecimal, columns[0])) else []
    return [{key: column[number] for key, column in value.items()} for number in numbers]


def _of_feed(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a feed (https://jsonfeed.org) says of its items; nothing of another object."""
    if not str(metadata.get("version")).startswith("https://jsonfeed.org/"):
        return {}
    fields = {"source": metadata.get("title"), "language": metadata.get("language")}
    return {name: value for name, value in fields.items() if value}


def _around(metadata: Mapping[str, Any], reading: Reading) -> list[tuple[object, str]]:
    """Return the arrays of articles in an object whose own text is on them, as that of a feed is.

    An article may have arrays too, of its comments or pictures. Two of three signs tell it from
    what is around articles: the key of the array, a text that is a mere description, and longer
    texts in the array.
    """
    names = reading.names
    key = text_key(metadata, names) or ""
    is_description = is_mere_description(key, names)
    length = len(text_of(value_at(metadata, key)))

    def holds_articles(name: str, array: list[dict[str, Any]]) -> bool:
        articles = []
        for each in array[:_TRIED]:
            one = unfolded(each, names)
            inner = text_key(one, names)
            if inner is not None and declared({**one, inner: None}, names).title:
                articles.append((inner, len(text_of(value_at(one, inner)))))
        is_longer = any(
            size > length and not is_mere_description(inner, names) for inner, size in articles
        )
        signs = (name.lower() in _LISTS, is_description, is_longer)
        return 2 * len(articles) > len(array[:_TRIED]) and sum(signs) >= 2

    return [(array, "") for name, array in _arrays(metadata) if holds_articles(name, array)]


def _arrays(metadata: Mapping[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the arrays of objects in an object, with their keys."""
    return [
        (str(key), each)
        for key, each in metadata.items()
        if isinstance(each, list) and each and all(isinstance(one, dict) for one in each)
    ]


def _inner(metadata: Mapping[str, Any], reading: Reading) -> list[tuple[object, str]]:
    """Return the values of an object that hold its articles, with the ids that it has for them."""
    arrays = [array for _, array in _arrays(metadata)]

    def has_texts(array: list[dict[str, Any]]) -> bool:
        return any(_has_text(one, reading) for one in array[:_TRIED])

    longest = max(arrays, key=lambda each: (len(each), has_texts(each)), default=[])
    if has_texts(longest):
        return [(each, "") for each in arrays if _is_like(each[0], longest[0])]
    # Articles by their id or address, as Pocket and others write them.
    objects = {
        key: each
        for key, each in metadata.items()
        if isinstance(each, dict) and _holds(each, reading, 1)
    }
    if objects:
        return [(each, str(key) if len(objects) > 1 else "") for key, each in objects.items()]
    return [(longest, "")] if arrays else []  # what the objects have is told, not what is around


def _is_like(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two objects are of one kind, as articles of two sections are, by their keys."""
    return 2 * len(one.keys() & other.keys()) > len(one.keys() | other.keys())


def _holds(value: dict[str, Any], reading: Reading, depth: int) -> bool:
    if _has_text(value, reading):
        return True
    if depth >= _DEEPEST:
        return False
    for each in value.values():
        one = each[0] if isinstance(each, list) and each else each
        if isinstance(one, dict) and _holds(one, reading, depth + 1):
            return True
    return False


def _has_text(value: Mapping[str, Any], reading: Reading) -> bool:
    return text_key(unfolded(value, reading.names), reading.names) is not None


def _own(metadata: Mapping[str, Any]) -> str:
    own = metadata.get("id")
    return str(own).strip() if type(own) in (str, int) else ""
