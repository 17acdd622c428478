"""Join the mentions of all articles of a corpus to its entities, corrected."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from reader import entities
from reader.entities import Entity, NameCorrection, Type
from reader.workspace.analyses.names.mentions import NAMING, settled_names
from reader.workspace.cache.entity_index import (
    FAMILIES,
    CorpusEntity,
    DocumentCounts,
    EntityIndex,
)
from reader.workspace.cache.mention_codec import EntityNames


@dataclass(slots=True)
class _Tally:
    """The counts of one entity while an index is made.

    ``places`` are those of the documents that mention it, and ``numbers`` how often they do.
    """

    types: Counter[Type] = field(default_factory=Counter)
    surfaces: Counter[str] = field(default_factory=Counter)
    places: array[int] = field(default_factory=lambda: array("I"))
    numbers: array[int] = field(default_factory=lambda: array("I"))
    forms: dict[str, None] = field(default_factory=dict)

    def add(self, place: int, name: EntityNames, count: int, form: str) -> None:
        """Take in a name of a document; documents come in order."""
        self.types[name.type] += count
        self.surfaces[name.surface] += count
        self.forms[form] = None
        if self.places and self.places[-1] == place:
            self.numbers[-1] += count
        else:
            self.places.append(place)
            self.numbers.append(count)


# The names of each document, with how often they stand there.
Names: TypeAlias = Mapping[str, Iterable[tuple[EntityNames, int]]]


def indexed(
    names: Names, dates: Mapping[str, str], corrections: Sequence[NameCorrection]
) -> EntityIndex:
    """Join the mentions of documents to entities of the corpus, as corrections say.

    Corrections are applied before joining, so that names are joined by what they are, and after it,
    so that they win over it. The documents are gone through several times, and little is kept of
    each: there are millions of names.
    """
    documents = sorted(names)
    changed = settled_names((name for one in documents for name, _ in names[one]), corrections)

    def corrected(document: str) -> list[tuple[EntityNames, int]]:
        rows = names[document]
        if not changed:
            return list(rows)
        found = ((changed.get(name, name), count) for name, count in rows)
        return [(name, count) for name, count in found if name]

    joined = _joined(documents, corrected)

    def renamed(document: str) -> Iterator[tuple[EntityNames, int, str]]:
        here = joined.get(document, {})
        for name, count in corrected(document):
            entity = here.get(_key(name)) if here else None
            yield name._replace(entity=entity) if entity else name, count, name.entity

    changed_again = settled_names((n for one in documents for n, _, _ in renamed(one)), corrections)
    tallies: dict[tuple[str, str], _Tally] = defaultdict(_Tally)
    for place, document in enumerate(documents):
        for name, count, form in renamed(document):
            settled = changed_again.get(name, name)
            if settled is not None:
                tallies[_key(settled)].add(place, settled, count, form)
    owners = Counter(form for tally in tallies.values() for form in tally.forms)
    typed = {(FAMILIES[one.type], one.entity) for one in corrections if one.type}
    counts = partial(DocumentCounts, documents)
    found = []
    for key in [*tallies]:
        tally = tallies.pop(key)  # what is counted goes as the entities come
        documents_of = counts(tally.places + tally.numbers)
        found.append(_entity(key, tally, owners, documents_of, dates, typed=typed))
    return EntityIndex(found, joined.items(), dates)


def _joined(
    documents: Sequence[str], rows_of: Callable[[str], list[tuple[EntityNames, int]]]
) -> dict[str, dict[tuple[str, str], str]]:
    """Return the longer names of entities that documents call by shorter ones.

    They are by the document, the family of the type and the shorter name.
    """
    longer = entities.join(one for document in documents for one in _entities(rows_of(document)))
    shorter = {name for _, name in longer}
    joined = {}
    for document in documents:
        rows = [row for row in rows_of(document) if row[0].entity in shorter]
        here = {
            (one.type.family, one.name): longer[one.type, one.name]
            for one in _entities(rows)
            if (one.type, one.name) in longer
        }
        if here:
            joined[document] = here
    return joined


def _entities(rows: Iterable[tuple[EntityNames, int]]) -> Iterator[Entity]:
    """Yield the entities of a document; where they stand doesn't matter for who they are."""
    named: dict[tuple[str, str], list[tuple[EntityNames, int]]] = defaultdict(list)
    for row in rows:
        if row[0].type in NAMING:  # days and amounts are what they are
            named[_key(row[0])].append(row)
    for (_, entity), same in named.items():
        kinds: dict[Type, int] = {}
        for name, count in same:
            kinds[name.type] = kinds.get(name.type, 0) + count
        aliases = tuple(dict.fromkeys(name.surface for name, _ in same if name.surface != entity))
        yield Entity(entity, entities.type_of(entity, kinds), aliases, ())


def _entity(
    key: tuple[str, str],
    tally: _Tally,
    owners: Mapping[str, int],
    documents: DocumentCounts,
    dates: Mapping[str, str],
    *,
    typed: Set[tuple[str, str]],
) -> CorpusEntity:
    """Return an entity as it was counted; those named in ``typed`` have the type a person said."""
    days = [date for document in documents if (date := dates[document])]
    ((commonest, _),) = tally.types.most_common(1)
    family, name = key
    is_typed = not typed.isdisjoint((family, form) for form in tally.forms)
    return CorpusEntity(
        name,
        commonest if is_typed else entities.type_of(name, tally.types),
        dict(tally.surfaces.most_common()),
        documents,
        (name, *(form for form in tally.forms if form != name and owners[form] == 1)),
        min(days, default=""),
        max(days, default=""),
    )


def _key(name: EntityNames) -> tuple[str, str]:
    return FAMILIES[name.type], name.entity
