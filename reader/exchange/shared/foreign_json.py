"""Read JSON and JSON Lines that other tools write, and say where they can't be taken."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from reader.errors import FormatError
from reader.exchange.shared.utf8_text import utf8_text
from reader.text import json_line, numbered
from reader.text.surrogates import lone_surrogates, without_lone_surrogates

# Nested objects and lists; what reads JSON goes deeper, what checks it against a schema hardly.
_DEEPEST = 200
_TOKEN = re.compile(
    r'(?P<key>"(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}\[\]]'
    r"|(?P<odd>NaN|-?Infinity|\d{4301,})",  # more digits than Python takes
    re.DOTALL,
)
_NAMED = 3  # places that are told of one fault
_LONGEST_LABEL = 1000  # as the schema of the JSON of our own has it


def parsed(data: bytes, place: str, **hooks: Any) -> Any:
    """Return the value in a JSON file; ``hooks`` are those of ``json.loads``.

    Raises:
        FormatError: where it is no JSON, says two things under one key or is nested too deep, with
            line and column.
    """
    text = utf8_text(data, place)
    return _loaded(text, place, **hooks)


def _loaded(text: str, place: str, line: int = 0, **hooks: Any) -> Any:
    """Return the value of a whole file, or of one ``line`` of it."""
    try:
        return json.loads(
            without_lone_surrogates(text),
            object_pairs_hook=_without_doubles,
            parse_constant=_no_number,
            **hooks,
        )
    except json.JSONDecodeError as error:
        raise FormatError(
            f"this is no valid JSON: {error.msg}",
            place=f"{place}:{line or error.lineno}:{error.colno}",
            remedy="Export it again, or mend this line",
        ) from error
    except (ValueError, RecursionError) as error:
        raise not_taken(error, place_of_fault(text, place, line)) from error


def place_of_fault(text: str, place: str, line: int = 0) -> str:
    """Return the place of what can't be taken in JSON of sound syntax: file, line and column.

    That is a key that is there twice, what is no number, or where it is nested too deep.
    """
    open_ones: list[set[str] | None] = []
    for match in _TOKEN.finditer(text):
        token, keys = match[0], open_ones[-1] if open_ones else None
        if token in "{[":
            open_ones.append(set() if token == "{" else None)
        elif token in "}]":
            del open_ones[-1:]
        is_double = bool(match["key"]) and keys is not None and match["key"] in keys
        if is_double or match["odd"] or len(open_ones) > _DEEPEST:
            number = line or text.count("\n", 0, match.start()) + 1
            before = text.rfind("\n", 0, match.start())
            return f"{place}:{number}:{match.start() - before}"
        if match["key"] and keys is not None:
            keys.add(match["key"])
    return f"{place}:{line}" if line else place


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return the object of ``pairs``; of two values for one key, neither can be trusted."""
    result = dict(pairs)
    if len(result) < len(pairs):
        double = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise NotTakenError(f"the key {json_line(double)} is there twice in one object")
    return result


def _no_number(name: str) -> object:
    raise NotTakenError(f"{name} is no JSON")


def told_halves(data: bytes, place: str) -> Iterator[str]:
    """Yield, in words, the lines of JSON that name halves of characters, read as U+FFFD."""
    text = utf8_text(data, place)
    if places := list(lone_surrogates(text)):
        lines = dict.fromkeys(text.count("\n", 0, at) + 1 for at in places[:_NAMED])
        where = ", ".join(map(str, lines)) + (", …" if len(places) > _NAMED else "")
        halves = numbered(len(places), "half of a character", "halves of characters")
        yield f"{halves}, now U+FFFD: line {where}"


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
        fields = one if isinstance(one, dict) else {}
        first, last = (str(fields.get(name, "?")) for name in (start, end))
        kinds = fields.get(kind) or ""
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
    start: object,
    end: object,
    text: str,
    place: str,
    placeless: list[str],
    *,
    is_sought: bool = False,
) -> tuple[int, int] | None:
    """Return two offsets as a span of a text.

    One that is empty, turned round or beyond the text is none, and is told in ``placeless``; where
    its words ``is_sought``, it may be beyond, and else it is of no length.

    Raises FormatError where they are no whole numbers.
    """
    what = no_span(json.dumps(start), json.dumps(end), text)
    if (
        not isinstance(start, int)
        or not isinstance(end, int)
        or isinstance(start, bool)
        or isinstance(end, bool)
    ):
        raise refused(what, place)
    if 0 <= start < end and (end <= len(text) or is_sought):
        return start, end
    if is_sought:
        return 0, 0
    placeless.append(f"{place}: {what}")
    return None


def no_span(start: object, end: object, text: str) -> str:
    """Return the fault of offsets that are no span of a text, in words."""
    written = f"{str(start)[:20]} to {str(end)[:20]}"
    return f"{written} is no span of the text, which has {len(text):,} characters"


def percent(*scores: object) -> int:
    """Return the first score from 0 to 1 in percent, 0 where there is none."""
    shares = (one for one in scores if isinstance(one, int | float) and 0 <= one <= 1)
    return round(100 * next(shares, 0))
