"""Read JSON and JSON Lines that other tools write, and say where they can't be taken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from reader.errors import FormatError
from reader.exchange.shared.utf8_text import utf8_text
from reader.text.surrogates import without_lone_surrogates

_LONGEST_LABEL = 1000  # as the schema of the JSON of our own has it


def parsed(data: bytes, place: str, **hooks: Any) -> Any:
    """Return the value in a JSON file; ``hooks`` are those of ``json.loads``.

    Raises:
        FormatError: where it is no JSON, with line and column.
    """
    text = utf8_text(data, place)
    return _loaded(text, place, **hooks)


def _loaded(text: str, place: str, line: int = 0, **hooks: Any) -> Any:
    """Return the value of a whole file, or of one ``line`` of it."""
    try:
        return json.loads(without_lone_surrogates(text), **hooks)
    except json.JSONDecodeError as error:
        raise FormatError(
            f"this is no valid JSON: {error.msg}",
            place=f"{place}:{line or error.lineno}:{error.colno}",
            remedy="Export it again, or mend this line",
        ) from error
    except (ValueError, RecursionError) as error:
        raise not_taken(error, f"{place}:{line}" if line else place) from error


def refused(what: str, place: str) -> FormatError:
    """Return the fault of a file that is not what its format asks for."""
    return FormatError(what, place=place, remedy="Nothing was imported")


class NotTakenError(ValueError):  # as ``json`` raises, so that both are told with their place
    """Faults of a value in JSON that are none of its syntax."""


def not_taken(error: Exception, place: str) -> FormatError:
    """Return the fault of JSON that is valid and can't be taken."""
    if isinstance(error, NotTakenError):
        why = str(error)
    else:  # of ``json`` itself nothing else is a ValueError
        is_deep = isinstance(error, RecursionError)
        why = "it is nested too deep" if is_deep else "a number in it has too many digits"
    return FormatError(f"this JSON can't be taken: {why}", place=place, remedy="Export it again")


def objects(data: bytes, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the object of each line with its place, ``file:line``; blank lines are passed over.

    Raises FormatError for what is no UTF-8 or no JSON object.
    """
    for number, row in enumerate(utf8_text(data, place).split("\n"), 1):
        if not row.strip():
            continue
        value, where = _loaded(row, place, number), f"{place}:{number}"
        if not isinstance(value, dict):
            raise FormatError(
                "this line is no JSON object", place=where, remedy="One object a line is wanted"
            )
        yield where, value


def relations(value: object, kind: str, start: str, end: str) -> Iterator[tuple[str, str, str]]:
    """Yield relations between passages: the kind, and the ids of both ends.

    ``kind``, ``start`` and ``end`` are the names that their tool has for these.
    """
    for one in value if isinstance(value, list) else ():
        known = one if isinstance(one, dict) else {}
        first, last = (str(known.get(name, "?")) for name in (start, end))
        kinds = known.get(kind) or ""
        yield ", ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds), first, last


def field(value: dict[str, Any], name: str, kind: type | tuple[type, ...], place: str) -> Any:
    """Return a field of an object, of the kind that it must be of.

    Raises FormatError where it is missing or something else; true and false are no numbers.
    """
    found = value.get(name)
    if not isinstance(found, kind) or (isinstance(found, bool) and kind is not bool):
        state = "is missing" if name not in value else f"is {json.dumps(found)[:40]}"
        raise refused(f"“{name}” {state}", place)
    return found


def label(value: object, place: str) -> str:
    """Return the name of a tag.

    Raises FormatError for what is no text, for blanks alone, and for what is too long for a name.
    """
    if not isinstance(value, str) or not value.strip():
        raise refused(f"{json.dumps(value)[:40]} is no label", place)
    if len(value) > _LONGEST_LABEL:
        raise refused(f"a label has {len(value):,} characters: {json.dumps(value)[:40]}…", place)
    return value


def is_time(text: str) -> bool:
    """Tell whether a text is a time in ISO 8601, with the day."""
    return "T" in text and bool(utc_time(text))


def utc_time(text: str) -> str:
    """Return a time in ISO 8601 as one of UTC, which it is where it names no zone; "" for none."""
    try:
        time = datetime.fromisoformat(text)
        time = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return ""
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def passage_span(
    start: object, end: object, text: str, place: str, *, is_sought: bool = False
) -> tuple[int, int]:
    """Return two offsets as a span of a text.

    Raises FormatError where they are no numbers, empty, turned round or beyond the text; where its
    words ``is_sought``, it may be beyond.
    """
    if (
        not isinstance(start, int)
        or not isinstance(end, int)
        or isinstance(start, bool)
        or isinstance(end, bool)
        or not 0 <= start < end
        or (end > len(text) and not is_sought)
    ):
        raise refused(
            f"{json.dumps(start)[:20]} to {json.dumps(end)[:20]} is no span of the text,"
            f" which has {len(text):,} characters",
            place,
        )
    return start, end


def percent(*scores: object) -> int:
    """Return the first score from 0 to 1 in percent, 0 where there is none."""
    known = (one for one in scores if isinstance(one, int | float) and 0 <= one <= 1)
    return round(100 * next(known, 0))
