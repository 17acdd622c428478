"""The fields that a query can ask for, and what their values may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reader.annotations import Status
from reader.duplicates import Kind
from reader.errors import near_names


@dataclass(frozen=True, slots=True)
class QueryField:
    """A field: what it holds, in words, and all of its values where there are but a few."""

    help: str
    values: tuple[str, ...] = ()


# The fields by name; the names of people, places and organisations are written @Name.
FIELDS: Mapping[str, QueryField] = {
    "tag": QueryField("a tag, or one below it"),
    "only": QueryField("a tag, without those below it"),
    "note": QueryField("words of a note"),
    "status": QueryField("how far it is read", tuple(Status)),
    "source": QueryField("words of the source"),
    "author": QueryField("who annotated it"),
    "by": QueryField("words of the byline"),
    "date": QueryField("a day, month or year of the article, or a range: 2022-05..2022-06"),
    "kind": QueryField("the kind of a version of it", tuple(Kind)),
    "story": QueryField("words of a title or path in its story"),
    "has": QueryField(
        "what there is of it",
        (
            *("passage", "tag", "note", "suggestion", "link", "story"),
            *("date", "source", "byline", "problem"),
        ),
    ),
    "is": QueryField(
        "how it stands",
        (
            *("linked", "likely", "undecided", "single", "new", "gone", "marked"),
            *("tagged", "untagged", "noted", "carried"),
        ),
    ),
    "document": QueryField("words of its path"),
    "folder": QueryField("the folder that it lies in, or below"),
    "lang": QueryField("the language, as in en or de"),
}
# Other words that people write for fields.
_MEANT = {
    "tag": "tags code codes label",
    "note": "notes comment memo",
    "status": "state progress",
    "source": "publisher outlet newspaper medium site",
    "author": "annotator coder user",
    "by": "byline writer journalist",
    "date": "day month year published",
    "kind": "type",
    "story": "event cluster",
    "document": "path file filename id doc",
    "folder": "dir directory in",
    "lang": "language",
}
_FIELD_MEANT = {word: field for field, words in _MEANT.items() for word in words.split()}
_ALIKE = 0.7  # from 0 to 1: as many letters of a mistaken name must be those of a field


def field_meant(name: str) -> str | None:
    """Return the field that a mistaken name comes nearest to, by what it means or is spelt like."""
    return _FIELD_MEANT.get(name) or next(iter(near_names(name, FIELDS, _ALIKE)), None)
