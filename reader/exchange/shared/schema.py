"""The JSON Schema of the export, and the check of a file against it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator, ValidationError

_VALUE_SHOWN = 40  # characters


def schema_text() -> str:
    """Return the JSON Schema (2020-12) of the export, as it is printed."""
    return (Path(__file__).parent / "schema.json").read_text("utf-8")


def faults(value: object) -> Iterator[tuple[str, str]]:
    """Yield the faults of a decoded export: a JSON pointer (RFC 6901) and a message of each.

    Raises:
        ValueError: where the validator can't take the value (too deep, a key with half a surrogate
            pair).
    """
    for error in _validator().iter_errors(value):
        pointer = "".join(f"/{_escaped(str(step))}" for step in error.instance_path)
        if error.kind.name == "additionalProperties":
            for key in error.kind.as_dict()["unexpected"]:
                yield f"{pointer}/{_escaped(key)}", "there is no such key in this format"
        else:
            yield pointer, _message(error)


@cache
def _validator() -> Draft202012Validator:
    from jsonschema_rs import Draft202012Validator  # for imports only

    return Draft202012Validator(json.loads(schema_text()))


def _message(error: ValidationError) -> str:
    details, value = error.kind.as_dict(), _short(error.instance)
    match error.kind.name:
        case "const":
            return f"{value} is not {json.dumps(details['expected_value'])}"
        case "enum":
            return f"{value} is not {' or '.join(json.dumps(one) for one in details['options'])}"
        case "type":
            return f"{value} is no {' or '.join(details['types'])}"
        case "required":
            return f"“{details['property']}” is missing"
        case "minLength" | "minItems":
            return "it is empty"
        case "pattern":
            return f"{value} is not of the form {details['pattern']}"
        case "minimum":
            return f"{value} is less than {details['limit']}"
        case "maximum":
            return f"{value} is more than {details['limit']:,}"
        case "maxLength":
            return f"it has more than {details['limit']:,} characters"
        case _:  # a keyword that the schema has got since
            return error.message


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _VALUE_SHOWN else f"{text[:_VALUE_SHOWN]}…"
