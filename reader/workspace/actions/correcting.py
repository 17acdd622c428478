"""Corrections of the recogniser by a person, each one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.annotations import Correction, Store
from reader.entities import NameVerdict, Type
from reader.workspace.cache.entity_index import CorpusEntity


def wrong_type(store: Store, entity: CorpusEntity, kind: Type) -> None:
    """Say of what type an entity is, which keeps its forms together."""
    _say(store, f"“{entity.name}” is {kind}", _became(entity, entity.name, kind))


def not_an_entity(store: Store, entity: CorpusEntity) -> None:
    """Say that there is no such thing: nothing mentions it any more."""
    _say(
        store,
        f"“{entity.name}” is no entity",
        (
            Correction(verdict=NameVerdict.NOT_AN_ENTITY, entity=form, was=entity.type.value)
            for form in entity.forms
        ),
    )


def same_as(store: Store, entity: CorpusEntity, other: CorpusEntity) -> None:
    """Say that an entity is another one, whose name it gets, and whose type where it must."""
    kind = None if entity.type.family == other.type.family else other.type
    _say(store, f"“{entity.name}” is “{other.name}”", _became(entity, other.name, kind))


def other_than(store: Store, entity: CorpusEntity, other: CorpusEntity) -> None:
    """Say that two entities are two, however much alike their names are."""
    apart = Correction(verdict=NameVerdict.OTHER_THAN, entity=entity.name, other=other.name)
    _say(store, f"“{entity.name}” is another than “{other.name}”", [apart])


def not_the_same(store: Store, entity: CorpusEntity, surface: str) -> None:
    """Say that the mentions of an entity that are written ``surface`` are of something else."""
    verdict = NameVerdict.NOT_THE_SAME
    _say(
        store,
        f"“{surface}” is not “{entity.name}”",
        (
            Correction(verdict=verdict, entity=form, surface=surface, was=entity.type.value)
            for form in entity.forms
        ),
    )


def _became(entity: CorpusEntity, name: str, kind: Type | None) -> Iterator[Correction]:
    """Yield the corrections that give all forms of an entity a name, and another type if any.

    What has one of its names but is of another type stays as it is.
    """
    right, was = kind.value if kind else None, entity.type.value
    same, wrong = NameVerdict.SAME_AS, NameVerdict.WRONG_TYPE
    for form in entity.forms:
        if form != name:
            yield Correction(verdict=same, entity=form, other=name, type=right, was=was)
        elif right:
            yield Correction(verdict=wrong, entity=form, type=right, was=was)


def _say(store: Store, name: str, corrections: Iterable[Correction]) -> None:
    with store.step(name) as step:
        for correction in corrections:
            step.put(correction)
