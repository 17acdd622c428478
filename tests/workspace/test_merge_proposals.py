"""Names that may be of one thing: what is proposed, and what is not."""

from __future__ import annotations

from array import array

import pytest

from reader.entities import Type
from reader.workspace.analyses.names.merge_proposals import Resemblance, merge_proposals
from reader.workspace.cache.entity_index import CorpusEntity, DocumentCounts

STORY_OF = {"a": "harbor", "b": "harbor", "c": "budget"}


def entity(name: str, kind: Type, documents: str, count: int = 2) -> CorpusEntity:
    """An entity that each of the documents mentions so often."""
    numbers = array("I", [*range(len(documents)), *[count] * len(documents)])
    found = DocumentCounts(documents, numbers)
    return CorpusEntity(name, kind, {name: count * len(documents)}, found, (name,), "", "")


def proposed(
    *entities: CorpusEntity, rejected: frozenset[frozenset[str]] = frozenset()
) -> list[tuple[str, str, Resemblance]]:
    by_count = sorted(entities, key=lambda one: -one.count)
    found = merge_proposals(by_count, lambda one: STORY_OF.get(one, one), rejected)
    return [(one.entity.name, one.other.name, one.resemblance) for one in found]


@pytest.mark.parametrize(
    ("one", "other", "way"),
    [
        (
            entity("Selby", Type.ORG, "a"),
            entity("Selby", Type.LOC, "abc"),
            Resemblance.TYPES,
        ),
        (
            entity("Marsh", Type.PER, "b"),
            entity("Helen Marsh", Type.PER, "a"),
            Resemblance.SHORTER,
        ),
        (
            entity("Harbor Board", Type.ORG, "b"),
            entity("Selby Harbor Board", Type.ORG, "a"),
            Resemblance.SHORTER,
        ),
        *(
            (entity(one, Type.PER, document, 1), entity(other, Type.PER, "a"), Resemblance.SPELLING)
            for one, document, other in (
                ("Ilse Brand", "b", "Ilse Brandt"),
                ("AlQasim", "c", "Al-Qasim"),
                ("Muhammad el-Tayib", "c", "Mohamed El-Tayyeb"),
                ("Mohammed", "b", "Muhammad"),
            )
        ),
        # the better name is the commoner one, unless it has signs in it that no name has
        (
            entity("Veltair Regal Airways", Type.ORG, "a", 1),
            entity("Veltair", Type.ORG, "ab"),
            Resemblance.SHORTER,
        ),
        (
            entity("Veltus Corp <VLTS", Type.ORG, "a", 3),
            entity("Veltus Corp", Type.ORG, "a", 1),
            Resemblance.SHORTER,
        ),
    ],
)
def test_what_may_be_one_thing_is_proposed(
    one: CorpusEntity, other: CorpusEntity, way: Resemblance
) -> None:
    assert proposed(one, other) == [(one.name, other.name, way)]
    assert proposed(one, other, rejected=frozenset([frozenset((one.name, other.name))])) == []


@pytest.mark.parametrize(
    "entities",
    [
        # another story; a name of two people; a given name; short names; other things
        [entity("Marsh", Type.PER, "c"), entity("Helen Marsh", Type.PER, "a")],
        [entity(n, Type.PER, "a") for n in ("Marsh", "Helen Marsh", "Ada Marsh")],
        [entity("Marsh", Type.PER, "bc"), entity("Helen Marsh", Type.PER, "a")],
        [entity("Helen", Type.PER, "a"), entity("Helen Marsh", Type.PER, "b")],
        [entity("Mario Lunden", Type.PER, "b"), entity("Maria Lunden", Type.PER, "c")],
        [entity("Mohammed", Type.PER, "b"), entity("Muhammad", Type.PER, "c")],
        [entity("Iran", Type.LOC, "a"), entity("Iraq", Type.LOC, "b")],
        [entity("Marsh", Type.LOC, "a"), entity("Helen Marsh", Type.PER, "a")],
        [entity("12 May 2023", Type.DATE, "a"), entity("12 May 2024", Type.DATE, "a")],
    ],
)
def test_what_is_not_one_thing_is_not_proposed(entities: list[CorpusEntity]) -> None:
    assert proposed(*entities) == []
