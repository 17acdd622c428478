"""Sidecars: files beside a document, of its name, that say what it is and are no text."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Set
from typing import Any

from reader.corpus.decoding import decoded
from reader.corpus.fields import field_of, is_mere_description, text_key, unfolded
from reader.corpus.forms import Part
from reader.corpus.heads import parsed
from reader.corpus.notes import ReadingNote
from reader.text import one_line

# Their endings: in the place of that of the document, and behind it.
_INSTEAD = (".meta.json", ".metadata.json", ".yml", ".yaml", ".json")
_BEHIND = (".meta.json", ".json", ".yml", ".yaml")
_LONGEST = 2**20  # bytes


def is_sidecar(
    name: str, names: Set[str], endings: Iterable[str], content: Callable[[], bytes]
) -> bool:
    """Tell whether a file is the sidecar of one of ``names`` beside it with one of ``endings``.

    A file of JSON that holds an article of its own is none: its ``content`` tells, or raises
    OSError.
    """
    end = next((end for end in _INSTEAD if name.endswith(end)), None)
    if end is None:
        return False
    stem = name[: -len(end)]
    is_beside = any(f"{stem}{kind}" in names for kind in endings if kind != end) or (
        stem in names and end in _BEHIND and stem.endswith(tuple(endings))
    )
    if not is_beside or end != ".json":
        return is_beside
    try:
        return _metadata(content()) is not None
    except OSError:
        return False


def beginning(path: str) -> bytes:
    """Return the bytes of a file, as many as a sidecar may have. Raises OSError."""
    with open(path, "rb") as stream:
        return stream.read(_LONGEST)


def read_sidecar(
    path: str, read: Callable[[str], bytes]
) -> tuple[Mapping[str, Any], tuple[ReadingNote, ...]]:
    """Return the fields in a sidecar of a document, and notes on those that have none.

    ``read`` reads the file at a path, or raises OSError.
    """
    stem, ending = os.path.splitext(path)
    broken: tuple[str, ...] = ()
    for end in (*_INSTEAD, *(ending + end for end in _BEHIND)):
        try:
            data = read(stem + end)
        except OSError:
            continue
        is_json = end in (".json", f"{ending}.json")
        metadata = _metadata(data) if is_json else _fields(data)
        if metadata is None:
            broken += () if is_json else (stem + end,)
        elif any(field_of(key) for key in metadata):
            return metadata, ()
    names = (one_line(os.path.basename(each)) for each in broken)
    return {}, tuple(
        ReadingNote(f"{name} beside it holds no fields that can be read.") for name in names
    )


def with_sidecar(part: Part, path: str, read: Callable[[str], bytes]) -> Part:
    """Return a document of a file with what its sidecar says of it, see ``read_sidecar``."""
    fields, notes = read_sidecar(path, read)
    return part._replace(metadata={**part.metadata, **fields}, notes=part.notes + notes)


def _metadata(data: bytes) -> Mapping[str, Any] | None:
    """Return the fields of a JSON object, if it has no more of an article than a description."""
    content = decoded(data) if len(data) < _LONGEST else None
    metadata = _json(content.text) if content else None
    key = text_key(unfolded(metadata, {}), {}) if metadata else None
    return metadata if key is None or is_mere_description(key, {}) else None


def _fields(data: bytes) -> Mapping[str, Any] | None:
    """Return the fields in JSON, whose values stay what they are, or in YAML."""
    content = decoded(data)
    metadata = _json(content.text) if content else None
    return metadata if metadata is not None or not content else parsed(content.text)


def _json(text: str) -> Mapping[str, Any] | None:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return fields if isinstance(fields, dict) else None
