"""Corrections of the recogniser by a person, each one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterable

from reader.annotations import Correction, Store
from reader.entities import NameVerdict, Type
from reader.workspace.cache.entity_index import CorpusEntity


def wrong_type(store: Store, entity: CorpusEntity, kind: Type) -> None:
    """Say of what type an entity is."""
    _say(store, f"“{entity.name}” is {kind}", _typed(entity, kind))


def not_an_entity(store: Store, entity: CorpusEntity) -> None:
    """Say that there is no such thing: nothing mentions it any more."""
    _say(
        store,
        f"“{entity.name}” is no entity",
        (Correction(verdict=NameVerdict.NOT_AN_ENTITY, entity=form) for form in entity.forms),
    )


def same_as(store: Store, entity: CorpusEntity, other: CorpusEntity) -> None:
    """Say that an entity is another one, whose name it gets, and whose type where it must."""
    retyped = [] if entity.type.family == other.type.family else _typed(entity, other.type)
    _say(store, f"“{entity.name}” is “{other.name}”", [*retyped, *_renamed(entity, other.name)])


def other_than(store: Store, entity: CorpusEntity, other: CorpusEntity) -> None:
    """Say that two entities are two, however much alike their names are."""
    apart = Correction(verdict=NameVerdict.OTHER_THAN, entity=entity.name, other=other.name)
    _say(store, f"“{entity.name}” is another than “{other.name}”", [apart])


def not_the_same(store: Store, entity: CorpusEntity, surface: str) -> None:
    """Say that the mentions of an entity that are written ``surface`` are of something else."""
    _say(
        store,
        f"“{surface}” is not “{entity.name}”",
        (
            Correction(verdict=NameVerdict.NOT_THE_SAME, entity=form, surface=surface)
            for form in entity.forms
        ),
    )


def _typed(entity: CorpusEntity, kind: Type) -> list[Correction]:
    """Return the correction that gives an entity another type, and keeps its forms together."""
    typed = [
        Correction(verdict=NameVerdict.WRONG_TYPE, entity=form, type=kind.value)
        for form in entity.forms
    ]
    return typed + _renamed(entity, entity.name)


def _renamed(entity: CorpusEntity, name: str) -> list[Correction]:
    return [
        Correction(verdict=NameVerdict.SAME_AS, entity=form, other=name)
        for form in entity.forms
        if form != name
    ]


def _say(store: Store, name: str, corrections: Iterable[Correction]) -> None:
    with store.step(name) as step:
        for correction in corrections:
            step.put(correction)
