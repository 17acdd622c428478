"""Who is who: which mentions speak of the same thing, and what it is called."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from reader.entities.gazetteer import Gazetteer
from reader.entities.mention import Entity, Mention, Type

_COMPANY_ENDS = frozenset(
    ["inc", "inc.", "corp", "corp.", "co", "co.", "ltd", "ltd.", "plc", "llc", "limited"]
)


def canonical(surfaces: Sequence[tuple[str, Type]], known: Gazetteer) -> list[str]:
    """Return for each mention of one article (its words, its type) the name of its entity."""
    names = [known_name(surface, kind, known) or surface for surface, kind in surfaces]
    people = _people(names, [kind for _, kind in surfaces])
    orgs = _organisations(names, [kind for _, kind in surfaces])
    return [
        people.get(name, name)
        if kind is Type.PER
        else orgs.get(name, name)
        if kind is Type.ORG
        else name
        for name, (_, kind) in zip(names, surfaces, strict=True)
    ]


def known_name(surface: str, kind: Type, known: Gazetteer) -> str | None:
    """Return the name that the lists give a thing of this kind, None if they don't know it."""
    for form in (surface, surface.title(), surface.upper()):
        entry = known.phrases.get(form)
        if entry is not None and _family(entry.type) == _family(kind):
            return entry.name
    return None


def entities(text: str, mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    """Group the mentions of one article by the thing they speak of, in order of appearance.

    A country and its people are one entity, a place. Aliases are the other names it goes by in
    ``text``, the commonest first.
    """
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[_family(mention.type), mention.entity].append(mention)
    result = []
    for (_, name), group in groups.items():
        kinds = Counter(mention.type for mention in group)
        kind = Type.LOC if Type.LOC in kinds else kinds.most_common(1)[0][0]
        surfaces = Counter(" ".join(text[m.start : m.end].split()) for m in group)
        del surfaces[name]
        aliases = tuple(surface for surface, _ in surfaces.most_common())
        result.append(Entity(name, kind, aliases, tuple(group)))
    return tuple(result)


def join(articles: Iterable[Sequence[Entity]]) -> tuple[dict[Entity, str], ...]:
    """Join the entities of articles over the corpus.

    Return for each article the corpus-wide name of each of its entities. A surname alone follows
    a full name only where one person of the corpus has it; else it stays what it is.
    """
    listed = [tuple(article) for article in articles]
    everyone = [entity.name for article in listed for entity in article if entity.type is Type.PER]
    people = _people(everyone, [Type.PER] * len(everyone))
    return tuple(
        {
            entity: people.get(entity.name, entity.name) if entity.type is Type.PER else entity.name
            for entity in article
        }
        for article in listed
    )


def _family(kind: Type) -> str:
    """Return what types one entity may have: a country is a place, its people a group."""
    return "place" if kind in {Type.LOC, Type.NORP} else kind.value


def folded(name: str) -> str:
    """Return a name as names are compared: without accents, dots and case."""
    bare = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(c for c in bare if not unicodedata.combining(c)).replace(".", "").casefold()


def _people(names: Sequence[str], kinds: Sequence[Type]) -> dict[str, str]:
    """Return the fullest name of each person that is named."""
    counts = Counter(name for name, kind in zip(names, kinds, strict=True) if kind is Type.PER)
    full = {name: folded(name).split() for name in counts}
    # The fullest first, so that each shorter name finds the longer one that it stands for.
    ordered = sorted(counts, key=lambda name: (-len(full[name]), -counts[name], name))
    chosen: dict[str, str] = {}
    for name in ordered:
        fits = {chosen[other] for other in chosen if _shortens(full[name], full[other])}
        chosen[name] = fits.pop() if len(fits) == 1 else name
    return chosen


def _shortens(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether a person's name may be a shorter form of a longer one."""
    if len(short) == 1:
        return len(long) > 1 and short[0] in {long[-1], long[0]}
    if short[-1] != long[-1]:
        return False
    first, other = short[0], long[0]
    return first == other or (min(len(first), len(other)) == 1 and first[0] == other[0])


def _organisations(names: Sequence[str], kinds: Sequence[Type]) -> dict[str, str]:
    """Return the fullest name of each organisation that is named."""
    counts = Counter(name for name, kind in zip(names, kinds, strict=True) if kind is Type.ORG)
    chosen: dict[str, str] = {}
    for name in sorted(counts, key=lambda name: (-len(name), name)):
        fits = {chosen[other] for other in chosen if _abbreviates(name, other)}
        chosen[name] = fits.pop() if len(fits) == 1 else name
    return chosen


def _abbreviates(short: str, long: str) -> bool:
    """Tell whether an organisation's name is a shorter form of a longer one."""
    parts = folded(long).split()
    own = folded(short).split()
    if not short or len(own) >= len(parts):
        return False
    if short.isupper() and len(own) == 1:
        initials = "".join(part[0] for part in parts if part not in {"of", "the", "and", "for"})
        return folded(short) == initials
    if parts[: len(own)] == own and all(part in _COMPANY_ENDS for part in parts[len(own) :]):
        return True
    return len(own) > 1 and parts[-len(own) :] == own
