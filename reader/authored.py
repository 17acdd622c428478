"""The fields that records of the annotation file and items of an export have in common."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any, TypeVar, cast

Made = TypeVar("Made")

CONTEXT = 64  # code points of the text on either side of a quote, to find it again


@dataclass(frozen=True, slots=True, kw_only=True)
class Authored:
    """An id, an author, two times and a number of changes.

    ``id`` is a UUIDv7, ``created`` and ``modified`` are UTC times in ISO 8601, and ``revision``
    counts the changes from 1.
    """

    id: str = ""
    author: str = ""
    created: str = ""
    modified: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TagFields(Authored):
    """A tag of the codebook; ``parent`` is the tag that it belongs under.

    A record gives its id, an item of an export its name.
    """

    name: str
    color: str = ""
    key: str = ""
    description: str = ""
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFields(Authored):
    """A link between two documents, given by their paths: its kind, and what spoke for it."""

    a: str
    b: str
    kind: str
    note: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionFields(Authored):
    """A correction of the recogniser by a person, for the whole corpus.

    ``verdict`` is ``wrong-type``, ``not-an-entity``, ``same-as``, ``not-the-same`` or
    ``other-than``; ``entity`` is the name that is meant, ``was`` its type. ``type``, ``other`` and
    ``surface`` say what it is instead: see ``reader.entities.NameCorrection``.
    """

    verdict: str
    entity: str
    type: str | None = None
    other: str | None = None
    surface: str | None = None
    was: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedViewFields(Authored):
    """A query saved under a name; ``where`` is ``list``, ``search`` or ``passages``."""

    name: str
    query: str
    where: str = ""


def converted(kind: type[Made], *sources: Any, **others: Any) -> Made:
    """Return a ``kind`` of the fields that it shares by name with dataclass instances.

    ``others`` are the values of fields that are named or meant otherwise there.
    """
    names = _shared(cast(type, kind), *map(type, sources))
    shared = {
        name: getattr(source, name)
        for source, own in zip(sources, names, strict=True)
        for name in own
    }
    return kind(**(shared | others))


@cache
def _shared(kind: type, *sources: type) -> tuple[tuple[str, ...], ...]:
    """Return the names of the fields of each source that ``kind`` has, too."""
    wanted = {field.name for field in fields(kind)}
    return tuple(
        tuple(field.name for field in fields(source) if field.name in wanted) for source in sources
    )
