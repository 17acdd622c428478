"""The mentions of a document as they are cached."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from reader import cleaning
from reader.entities import Engine, Mention, Type

# The layout of the cached rows.
_LAYOUT = "2"


class EntityNames(NamedTuple):
    """The names of an entity in a document: the entity's own, its type, and the words used."""

    entity: str
    type: Type
    surface: str


def cache_key(sha256: str, format: str, date: str) -> str:  # noqa: A002
    """Return the key of a document's cached mentions, besides ``cache_version``."""
    return f"{sha256}:{format}:{date}"


def cache_kind(engine: Engine) -> str:
    """Return the kind under which an engine's mentions are cached, beside those of others."""
    return f"mentions by {engine.name}"


def cache_version(engine: Engine) -> str:
    """Return the version of mentions, which changes when the same document may have others."""
    return f"{cleaning.VERSION}/{engine.version}/{_LAYOUT}"


def encoded_mentions(source: str, mentions: Iterable[Mention]) -> bytes:
    """Return mentions as they are cached: start, end, type, entity and words of each."""
    rows = [(m.start, m.end, m.type, m.entity, surface(source, m)) for m in mentions]
    return json.dumps(rows, ensure_ascii=False).encode()


def decoded_mentions(value: bytes) -> tuple[Mention, ...]:
    """Return the mentions that ``encoded_mentions`` was given."""
    return tuple(Mention(s, e, Type(kind), name) for s, e, kind, name, _ in json.loads(value))


def names_in(value: bytes) -> Counter[EntityNames]:
    """Return the frequency of each name in cached mentions."""
    return Counter(
        EntityNames(name, Type(kind), words) for _, _, kind, name, words in json.loads(value)
    )


def surface(source: str, mention: Mention) -> str:
    """Return the words of a mention, whatever blanks stand between them."""
    return " ".join(source[mention.start : mention.end].split())
