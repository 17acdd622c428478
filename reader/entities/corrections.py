"""Corrections of the recogniser by a person, and mentions with them applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reader.entities.mention import Mention, Type


class NameVerdict(StrEnum):
    """The fault that a person finds with an entity."""

    WRONG_TYPE = "wrong-type"
    NOT_AN_ENTITY = "not-an-entity"
    SAME_AS = "same-as"
    NOT_THE_SAME = "not-the-same"
    OTHER_THAN = "other-than"


@dataclass(frozen=True, slots=True)
class NameCorrection:
    """A person's verdict on an entity, valid through the whole corpus.

    ``entity`` is its name. ``type`` is the right type (for ``WRONG_TYPE``). ``other`` is the name
    of the entity that it is the same as (``SAME_AS``), or that the mentions written ``surface``
    get because they speak of something else (``NOT_THE_SAME``; without it, ``surface`` itself).
    What is the same as another gets its ``type``, too, where one is given.
    Where ``surface`` is given, only the mentions written like that are meant; where ``was`` is,
    only those of its family of types: a place and a person may have one name. ``OTHER_THAN``
    changes no mention: it says that two names are not to be taken for one.
    """

    verdict: NameVerdict
    entity: str
    type: Type | None = None
    other: str | None = None
    surface: str | None = None
    was: Type | None = None


def corrected(
    text: str, mentions: Sequence[Mention], corrections: Iterable[NameCorrection]
) -> tuple[Mention, ...]:
    """Return the mentions of ``text`` with the corrections applied in order, the last one wins."""
    result = list(mentions)
    for correction in corrections:
        result = [
            changed
            for mention in result
            if (changed := _applied(text, mention, correction)) is not None
        ]
    return tuple(result)


def _meant(text: str, mention: Mention, correction: NameCorrection) -> bool:
    if mention.entity != correction.entity:
        return False
    if correction.was is not None and correction.was.family != mention.type.family:
        return False
    surface = " ".join(text[mention.start : mention.end].split())
    return correction.surface is None or correction.surface == surface


def _applied(text: str, mention: Mention, correction: NameCorrection) -> Mention | None:
    if not _meant(text, mention, correction):
        return mention
    match correction.verdict:
        case NameVerdict.NOT_AN_ENTITY:
            return None
        case NameVerdict.WRONG_TYPE:
            return replace(mention, type=correction.type or mention.type)
        case NameVerdict.SAME_AS:
            name, kind = correction.other or mention.entity, correction.type or mention.type
            return replace(mention, entity=name, type=kind)
        case NameVerdict.NOT_THE_SAME:
            return replace(mention, entity=correction.other or correction.surface or mention.entity)
        case NameVerdict.OTHER_THAN:
            return mention
