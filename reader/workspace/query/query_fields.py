"""The fields that a query can ask for, and what their values may be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reader.annotations import Status

_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


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
    "kind": QueryField(
        "the kind of a version of it",
        ("exact", "same-page", "edited", "reworded", "quoting", "same-event"),
    ),
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
_CLOSES = "0000-12-28"  # the end of a year, and the last day that each month has
_ALIKE = 0.7  # from 0 to 1: as many letters of a mistaken name must be those of a field


def field_meant(name: str) -> str | None:
    """Return the field that a mistaken name comes nearest to, by what it means or is spelt like."""
    from difflib import get_close_matches

    return _FIELD_MEANT.get(name) or next(iter(get_close_matches(name, FIELDS, 1, _ALIKE)), None)


def days_of(value: str) -> tuple[str, str] | None:
    """Return the first and the last day of a date or a range, in the form of its parts.

    An open end is empty: ``2022-05..`` gives ``2022-05`` and nothing. None stands for what is no
    date, and for a range that ends before it begins.
    """
    first, dots, last = value.partition("..")
    last = last if dots else first
    ends = (first, last)
    if not any(ends) or any(end and not _is_in_calendar(end) for end in ends):
        return None
    return ends if first[: len(last)] <= last[: len(first)] else None


def _is_in_calendar(value: str) -> bool:
    """Tell whether a value is a year, month or day that there is: no 30th of February."""
    if not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + "0000-01-01"[len(value) :])
    except ValueError:
        return False
    return True


def is_between(day: str, ends: tuple[str, str]) -> bool:
    """Tell whether a day (ISO 8601) lies between two days, months or years, both included.

    So does a month or year that is all that is known, if the whole of it lies there.
    """
    first, last = ends
    begins, closes = (day + whole[len(day) :] for whole in ("0000-01-01", _CLOSES))
    return bool(day) and begins[: len(first)] >= first and (not last or closes[: len(last)] <= last)
