"""Join the mentions of all articles of a corpus to its entities, corrected."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from reader import entities
from reader.entities import Entity, NameCorrection, Type
from reader.workspace.analyses.names.mentions import settled_names
from reader.workspace.cache.entity_index import FAMILIES, CorpusEntity, EntityIndex, Joined
from reader.workspace.cache.mention_codec import EntityNames


@dataclass(slots=True)
class _Tally:
    """The counts of one entity while an index is made."""

    types: Counter[Type] = field(default_factory=Counter)
    surfaces: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)
    forms: dict[str, None] = field(default_factory=dict)


def indexed(
    names: Mapping[str, Mapping[EntityNames, int]],
    dates: Mapping[str, str],
    corrections: Sequence[NameCorrection],
) -> EntityIndex:
    """Join the mentions of documents to entities of the corpus, as corrections say.

    Corrections are applied before joining, so that names are joined by what they are, and after it,
    so that they win over it.
    """
    changed = settled_names({name for counts in names.values() for name in counts}, corrections)
    corrected = {
        document: [
            (settled, count)
            for name, count in counts.items()
            if (settled := changed.get(name, name))
        ]
        for document, counts in names.items()
    }
    joined = _joined(corrected)
    renamed = {
        document: [
            (
                name
                if (entity := joined[document].get(_key(name))) is None
                else name._replace(entity=entity),
                count,
                name.entity,
            )
            for name, count in counts
        ]
        for document, counts in corrected.items()
    }
    changed = settled_names({name for rows in renamed.values() for name, _, _ in rows}, corrections)
    tallies: dict[tuple[str, str], _Tally] = defaultdict(_Tally)
    for document, rows in renamed.items():
        for name, count, form in rows:
            settled = changed.get(name, name)
            if settled is not None:
                tally = tallies[_key(settled)]
                tally.types[settled.type] += count
                tally.surfaces[settled.surface] += count
                tally.documents[document] += count
                tally.forms[form] = None
    owners = Counter(form for tally in tallies.values() for form in tally.forms)
    typed = {correction.entity for correction in corrections if correction.type}
    found = [_entity(name, tally, owners, dates, typed) for (_, name), tally in tallies.items()]
    return EntityIndex(found, joined, dates)


def _joined(documents: Mapping[str, Sequence[tuple[EntityNames, int]]]) -> dict[str, Joined]:
    """Return for each document the corpus-wide names of what it mentions, where they differ."""
    articles: list[list[Entity]] = []
    for rows in documents.values():
        kinds: dict[tuple[str, str], Counter[Type]] = defaultdict(Counter)
        surfaces: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for name, count in rows:
            kinds[_key(name)][name.type] += count
            surfaces[_key(name)][name.surface] = None
        # Where they stand doesn't matter for who they are.
        articles.append(
            [
                Entity(
                    name,
                    entities.type_of(name, kinds[group, name]),
                    tuple(s for s in words if s != name),
                    (),
                )
                for (group, name), words in surfaces.items()
            ]
        )
    return {
        document: {
            (entity.type.family, entity.name): name
            for entity, name in names.items()
            if name != entity.name
        }
        for document, names in zip(documents, entities.join(articles), strict=True)
    }


def _entity(
    name: str, tally: _Tally, owners: Mapping[str, int], dates: Mapping[str, str], typed: Set[str]
) -> CorpusEntity:
    """Return an entity as it was counted; those named in ``typed`` have the type a person said."""
    days = [date for document in tally.documents if (date := dates[document])]
    ((commonest, _),) = tally.types.most_common(1)
    is_typed = not typed.isdisjoint(tally.forms)
    return CorpusEntity(
        name,
        commonest if is_typed else entities.type_of(name, tally.types),
        dict(tally.surfaces.most_common()),
        dict(tally.documents),
        (name, *(form for form in tally.forms if form != name and owners[form] == 1)),
        min(days, default=""),
        max(days, default=""),
    )


def _key(name: EntityNames) -> tuple[str, str]:
    return FAMILIES[name.type], name.entity
