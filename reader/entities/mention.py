"""Mentions of people, organisations, places and dates, and the entities they speak of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# Changes whenever the recogniser may find something else: part of every cache key.
VERSION = "11"


class Type(StrEnum):
    """The kind of thing a mention names."""

    PER = "PER"
    ORG = "ORG"
    LOC = "LOC"
    NORP = "NORP"
    DATE = "DATE"
    MONEY = "MONEY"
    LAW = "LAW"
    EVENT = "EVENT"
    PRODUCT = "PRODUCT"

    @property
    def family(self) -> str:
        """The common family of the types of one entity: a country and its people are a place."""
        return "place" if self is Type.LOC or self is Type.NORP else self.value


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name, date or amount in a text, at ``[start, end)`` in code points of that text.

    ``entity`` names what it speaks of, the same for all mentions of one thing: the fullest name
    for a name, the normal form for a date (ISO 8601 date or interval) and an amount (``EUR 4000``).
    """

    start: int
    end: int
    type: Type
    entity: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that mentions speak of: its name, type, and the other names it goes by."""

    name: str
    type: Type
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]
