"""Records as rows of TinyDB (JSON objects), and rows as lines of the file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import TypeAlias, TypeVar, cast, get_type_hints

from reader.annotations.records import TABLES, Anchor, AnchoredRecord, Record, Tag, is_tag_key
from reader.text.surrogates import without_lone_surrogates

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"
Row: TypeAlias = dict[str, JSON]
R = TypeVar("R", bound=Record)

_DECODER = json.JSONDecoder()
_TABLE_OF = {kind: name for name, kind in TABLES.items()}
# The largest number in a record: what every program that reads JSON takes exactly (RFC 8259).
LARGEST = 2**53 - 1
_COMMON = ("author", "created", "modified", "revision")
_ANCHOR = ("start", "end", "quote", "prefix", "suffix", "sha256")
_anchor_values = attrgetter(*_ANCHOR)


def table_of(kind: type[Record]) -> str:
    """Return the name of the table that holds records of ``kind``."""
    return _TABLE_OF[kind]


def encode(record: Record, before: Row | None = None) -> Row:
    """Return the row of ``record``; keys of ``before`` that this version doesn't know stay."""
    names, values = _names(cast(type, type(record)))
    row: Row = dict(zip(names, values(record), strict=True))
    if isinstance(record, AnchoredRecord):
        row["anchor"] = dict(zip(_ANCHOR, _anchor_values(record.anchor), strict=True))
        row["tags"] = list(record.tags)
    if before is not None and not before.keys() <= row.keys():
        row |= {name: value for name, value in before.items() if name not in row}
    return row


def decode(kind: type[R], key: str, row: JSON) -> R:
    """Return the record that ``row`` holds. Raises ValueError where it is none.

    A tag's key that no keyboard gives, or that stands for something else, is none.
    """
    if not isinstance(row, dict):
        raise ValueError("is no object")
    values: dict[str, object] = {"id": key}
    for name, convert, required in _fields(cast(type, kind)):
        if name in row:
            try:
                values[name] = convert(row[name])
            except (TypeError, ValueError, KeyError) as error:
                raise ValueError(f"has an unusable {name}") from error
        elif required:
            raise ValueError(f"has no {name}")
    if kind is Tag and not is_tag_key(cast(str, values.get("key", ""))):
        values["key"] = ""
    return kind(**values)  # type: ignore[arg-type]  # converted field by field above


def fault_of(kind: type[Record], key: str, row: JSON) -> str:
    """Return the reason that ``row`` holds no record; empty where it does."""
    try:
        decode(kind, key, row)
    except ValueError as error:
        return str(error)
    return ""


def faults(kind: type[Record], lines: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the id of each line that holds no record of ``kind``, and the reason."""
    for key, line in lines.items():
        if plain_record(kind, line) is None and (fault := fault_of(kind, key, load(line))):
            yield key, fault


def plain_record(kind: type[Record], line: bytes) -> re.Match[bytes] | None:
    """Return the raw values, by the names of fields, of a line just as ``dump`` writes a record.

    Those of texts have no quotation marks around them. None for other lines, which may be sound all
    the same: nothing is decoded.
    """
    found = _plain_line(cast(type, kind)).fullmatch(line)
    if found and issubclass(kind, AnchoredRecord) and int(found["start"]) > int(found["end"]):
        return None
    return found


def dump(row: JSON) -> bytes:
    """Return ``row`` as one line of ASCII JSON, which plain TinyDB reads on every platform."""
    return json.dumps(row).encode("ascii")


def load(line: bytes) -> JSON:
    """Return the value that ``dump`` was given; None for no JSON, or where it nests too deep.

    U+FFFD stands for half of a character, which nothing can write.
    """
    try:
        text = without_lone_surrogates(line.decode())
        row, end = _DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return cast(JSON, row) if end == len(text) else None


@cache
def _names(kind: type) -> tuple[tuple[str, ...], Callable[[Record], tuple[JSON, ...]]]:
    """Return the fields of a row in the order of the file, and what gets their values.

    Those that all records have are last.
    """
    own = (spec.name for spec in fields(kind) if spec.name not in {"id", *_COMMON})
    names = (*own, *_COMMON)
    return names, attrgetter(*names)


_CHARACTERS = rb"[ !#-\[\]-~]*+"
_ESCAPE = rb'\\(?:u[0-9a-f]{4}|["\\/bfnrt])'
_TEXT = rb"%b(?:%b%b)*+" % (_CHARACTERS, _ESCAPE, _CHARACTERS)
_STRING = b'"%b"' % _TEXT
_NUMBER = rb"(?:0|[1-9]\d{0,14}+)"  # without the few above 10^15 that are sound
_PLAIN: dict[object, bytes] = {
    str: _TEXT,
    int: _NUMBER,
    str | None: rb"(?:null|%b)" % _STRING,
    tuple[str, ...]: rb"\[(?:%b(?:, %b)*+)?\]" % (_STRING, _STRING),
}


@cache
def _plain_line(kind: type) -> re.Pattern[bytes]:
    """Return the pattern of lines as ``dump`` writes those records that have usual values."""
    hints = get_type_hints(kind)
    return re.compile(_plain_object({name: hints[name] for name in _names(kind)[0]}))


def _plain_object(hints: dict[str, object]) -> bytes:
    parts = []
    for name, hint in hints.items():
        if hint is Anchor:
            own = get_type_hints(Anchor)
            value = _plain_object({each: own[each] for each in _ANCHOR})
        elif isinstance(hint, type) and issubclass(hint, StrEnum):
            value = b"|".join(re.escape(json.dumps(each.value)).encode() for each in hint)
        else:
            value = _PLAIN[hint]
        quote = b'"' if hint is str else b""
        parts.append(b'"%b": %b(?P<%b>%b)%b' % (name.encode(), quote, name.encode(), value, quote))
    return rb"\{%b\}" % b", ".join(parts)


Converter: TypeAlias = Callable[[JSON], object]


@cache
def _fields(kind: type) -> list[tuple[str, Converter, bool]]:
    """Return name, check and whether it must be there of each field but the id."""
    hints = get_type_hints(kind)
    return [
        (field.name, _converter(hints[field.name]), field.default is MISSING)
        for field in fields(kind)
        if field.name != "id"
    ]


def _converter(hint: object) -> Converter:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return cast(Converter, hint)
    converters: dict[object, Converter] = {
        str: _text,
        int: _number,
        str | None: lambda value: None if value is None else _text(value),
        tuple[str, ...]: _texts,
        Anchor: _anchor,
    }
    return converters[hint]


def _text(value: JSON) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: JSON) -> int:
    if type(value) is not int:
        raise TypeError
    if abs(value) > LARGEST:
        raise ValueError
    return value


def _texts(value: JSON) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(map(_text, value))


def _anchor(value: JSON) -> Anchor:
    if not isinstance(value, dict):
        raise TypeError
    start, end = _number(value["start"]), _number(value["end"])
    if not 0 <= start <= end:
        raise ValueError
    quote, prefix, suffix, sha256 = (_text(value[name]) for name in _ANCHOR[2:])
    return Anchor(start, end, quote, prefix, suffix, sha256)
