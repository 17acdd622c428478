"""Candidates as `reader duplicates --engine` writes them, one a line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from reader.errors import FormatError
from reader.exchange.losses import EVERYTHING
from reader.exchange.values import Bundle, CandidateItem
from reader.text import json_line
from reader.text.surrogates import without_lone_surrogates

_NUMBER = (int, float)
_TYPES: Mapping[str, type | tuple[type, ...]] = MappingProxyType(
    {**dict.fromkeys(("a", "b", "kind", "sha_a", "sha_b"), str), "score": _NUMBER, "evidence": dict}
)
_EVIDENCE: Mapping[str, type | tuple[type, ...]] = MappingProxyType(
    {
        "share_a": _NUMBER,
        "share_b": _NUMBER,
        "longest": int,
        "same_title": bool,
        "names": int,
        "numbers": int,
        "days": (int, type(None)),
        "summary": str,
    }
)

# They are links that nobody has made yet. What it lacks of passages and links goes with these.
HOLDS = EVERYTHING - {
    "links",
    "tags of documents",
    "notes of documents",
    "statuses of documents",
    "tags that are on nothing",
    "saved views",
    "corrections of names",
    "suggestions of other tools",
}


def further_losses(bundle: Bundle) -> Counter[str]:
    """Count what is lost of the sorts of things that ``HOLDS`` names."""
    return Counter({"passages": len(bundle.passages)})


def read(data: bytes, place: str) -> Bundle:
    """Return the candidates in a file; ``place`` is its name for messages.

    Raises FormatError, with the line, for what is no such row.
    """
    return Bundle(candidates=tuple(_rows(data, place)))


def write(bundle: Bundle) -> Iterator[bytes]:
    """Yield the candidates, as ``read`` takes them."""
    names = [spec.name for spec in fields(CandidateItem)]
    for one in bundle.candidates:
        yield f"{json_line({name: getattr(one, name) for name in names})}\n".encode()


def _rows(data: bytes, place: str) -> Iterator[CandidateItem]:
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            try:
                row = json.loads(without_lone_surrogates(line.decode()))
            except ValueError:
                row = None
            if not _fits(row, _TYPES) or not _fits(row["evidence"], _EVIDENCE):
                raise FormatError(
                    "it is no candidate with both hashes and its evidence",
                    place=f"{place}:{number}",
                    remedy="Write the file with: reader duplicates CORPUS --engine local",
                )
            yield CandidateItem(
                **{name: row[name] for name in _TYPES if name != "evidence"},
                evidence={name: row["evidence"][name] for name in _EVIDENCE},
            )


def _fits(value: Any, types: Mapping[str, type | tuple[type, ...]]) -> bool:
    """Tell whether a decoded value is an object with (at least) such fields."""
    return (
        isinstance(value, dict)
        and all(isinstance(value.get(name), kind) for name, kind in types.items())
        and 0 <= value.get("score", 0) <= 1
    )
