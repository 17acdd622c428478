"""The entities of a whole corpus: the mentions of all its articles, joined and corrected."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from reader import entities
from reader.entities import Entity, NameCorrection, Type
from reader.text import has_words
from reader.workspace.analyses.names.mentions import EntityNames, settled_names

# The corpus-wide name for a family and a name of one article, where it is another one.
Joined = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True, eq=False)
class CorpusEntity:
    """One thing that the articles of a corpus speak of.

    ``surfaces`` are the words that stand for it, with how often, the commonest first; ``documents``
    how often each document mentions it. ``forms`` are the names that corrections of it are kept
    for: its own, and those that articles by themselves give to it and to nothing else. ``first``
    and ``last`` are the days of the earliest and the latest article, in ISO 8601, empty where none
    is known.
    """

    name: str
    type: Type
    surfaces: Mapping[str, int]
    documents: Mapping[str, int]
    forms: tuple[str, ...]
    first: str
    last: str

    @property
    def count(self) -> int:
        """The number of mentions in the corpus."""
        return sum(self.surfaces.values())

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other names that it goes by, the commonest first."""
        return tuple(surface for surface in self.surfaces if surface != self.name)


class EntityIndex:
    """The entities of a corpus at one moment, the most mentioned first.

    ``dates`` are the days (ISO 8601) of its documents, empty where none is known, and ``span`` is
    the first of them and the last.
    """

    def __init__(
        self,
        found: Sequence[CorpusEntity] = (),
        joined: Mapping[str, Joined] | None = None,
        dates: Mapping[str, str] | None = None,
    ) -> None:
        self.entities = tuple(sorted(found, key=lambda one: (-one.count, one.name, one.type)))
        self.dates = dates or {}
        days = [day for day in self.dates.values() if day]
        self.span = (min(days, default=""), max(days, default=""))
        self._joined = joined or {}
        self._named: dict[tuple[str, str], CorpusEntity] = {}
        self._mentioned: dict[str, list[CorpusEntity]] = defaultdict(list)
        for one in self.entities:
            self._named[_FAMILIES[one.type], one.name] = one
            for document in one.documents:
                self._mentioned[document].append(one)

    def of(self, document: str) -> list[CorpusEntity]:
        """Return the entities that a document mentions, the most frequent first."""
        found = self._mentioned.get(document, [])
        return sorted(found, key=lambda one: -one.documents[document])

    def joined(self, document: str) -> Joined:
        """Return the corpus-wide names for those names of a document that have another one."""
        return self._joined.get(document, {})

    def named(self, kind: Type, name: str) -> CorpusEntity | None:
        """Return the entity of a name, rather one of this type or of one akin to it."""
        known = self._named.get((kind.family, name))
        return known or next((one for one in self.entities if one.name == name), None)

    def find(self, words: str) -> list[CorpusEntity]:
        """Return the entities that words mean.

        Those of exactly this name, in any case; else those with all words in one of their names.
        """
        from reader.text import fold  # nothing is searched at the start

        wanted = fold(words).split()
        whole = " ".join(wanted)
        exact = [one for one in self.entities if fold(one.name) == whole]
        return exact or [one for one in self.entities if _is_called(one, wanted)]

    def documents(self, words: str, *, prefix: bool = False) -> set[str]:
        """Return the documents that mention an entity with words as ``having`` takes them."""
        return {d for one in self.having(words, prefix=prefix) for d in one.documents}

    def having(self, words: str, *, prefix: bool = False) -> list[CorpusEntity]:
        """Return the entities with words in a row in one of their names.

        With ``prefix`` the last word may be the beginning of one.
        """
        from reader.text import Wording

        wording = Wording(words, prefix=prefix)
        named = zip(self.entities, self._names, strict=True)
        return [one for one, names in named if wording.occurs_in(names)]

    @cached_property
    def _names(self) -> list[str]:
        """All names of each entity, folded, in one line."""
        from reader.text import fold

        return [fold(" · ".join((one.name, *one.surfaces))) for one in self.entities]


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
    said: Sequence[NameCorrection],
) -> EntityIndex:
    """Join the mentions of documents to entities of the corpus, as corrections say.

    Corrections are applied before joining, so that names are joined by what they are, and after it,
    so that they win over it.
    """
    changed = settled_names({name for counts in names.values() for name in counts}, said)
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
    changed = settled_names({name for rows in renamed.values() for name, _, _ in rows}, said)
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
    typed = {correction.entity for correction in said if correction.type}
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
    name: str,
    tally: _Tally,
    owners: Mapping[str, int],
    dates: Mapping[str, str],
    typed: Set[str],
) -> CorpusEntity:
    """Return an entity as it was counted; those named in ``typed`` have the type a person said."""
    days = [date for document in tally.documents if (date := dates[document])]
    ((commonest, _),) = tally.types.most_common(1)
    said = not typed.isdisjoint(tally.forms)
    return CorpusEntity(
        name,
        commonest if said else entities.type_of(name, tally.types),
        dict(tally.surfaces.most_common()),
        dict(tally.documents),
        (name, *(form for form in tally.forms if form != name and owners[form] == 1)),
        min(days, default=""),
        max(days, default=""),
    )


def _key(name: EntityNames) -> tuple[str, str]:
    return _FAMILIES[name.type], name.entity


_FAMILIES = {kind: kind.family for kind in Type}  # asked for once for each name of each document


def _is_called(entity: CorpusEntity, words: Sequence[str]) -> bool:
    return any(has_words(name, words) for name in (entity.name, *entity.surfaces))
