"""The JSON Schema of the export, and the check of a file against it.

Only the keywords that our own schema uses are known here; the tests compare the verdict with that
of a full validator.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

_TYPES: Mapping[str, Callable[[object], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "null": lambda value: value is None,
}


def schema_text() -> str:
    """Return the JSON Schema (2020-12) of the export, as it is printed."""
    return (Path(__file__).parent / "schema.json").read_text("utf-8")


def faults(value: object) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a decoded export: where (a JSON pointer, RFC 6901) and what."""
    return _faults(_schema(), value, "")


@cache
def _schema() -> Mapping[str, Any]:
    schema: dict[str, Any] = json.loads(schema_text())
    return schema


def _faults(schema: Mapping[str, Any], value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        yield from _faults(_schema()["$defs"][name], value, pointer)
    allowed = schema.get("enum", [schema["const"]] if "const" in schema else [])
    if allowed and not any(value == one and type(value) is type(one) for one in allowed):
        yield pointer, f"{_short(value)} is not {_either(allowed)}"
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(_TYPES[name](value) for name in types):
        yield pointer, f"{_short(value)} is no {' or '.join(types)}"
    elif isinstance(value, dict):
        yield from _object_faults(schema, value, pointer)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _faults(schema.get("items", {}), item, f"{pointer}/{index}")
    elif isinstance(value, str):
        if len(value) < schema.get("minLength", 0):
            yield pointer, "it is empty"
        elif "pattern" in schema and not re.fullmatch(schema["pattern"], value):
            yield pointer, f"{_short(value)} is not of the form {schema['pattern']}"
    elif isinstance(value, int) and value < schema.get("minimum", value):
        yield pointer, f"{value} is less than {schema['minimum']}"


def _object_faults(
    schema: Mapping[str, Any], value: Mapping[str, object], pointer: str
) -> Iterator[tuple[str, str]]:
    for key in schema.get("required", []):
        if key not in value:
            yield pointer, f"“{key}” is missing"
    properties = schema.get("properties", {})
    for key, item in value.items():
        place = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
        if key in properties:
            yield from _faults(properties[key], item, place)
        elif schema.get("additionalProperties") is False:
            yield place, "there is no such key in this format"


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _either(values: list[object]) -> str:
    return " or ".join(json.dumps(value) for value in values)
