"""The linking of mentions that speak of the same thing to an entity, and its name."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from reader.entities.finding.gazetteer import Gazetteer, gazetteer
from reader.entities.mention import Entity, Mention, Type

_COMPANY_ENDS = frozenset(["inc", "corp", "co", "ltd", "plc", "llc", "limited", "group"])
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
_LINKS = frozenset(["of", "the", "and", "for", "on", "in", "&"])
# Letters that Unicode doesn't take apart into a plain one and an accent.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "ß": "ss", "’": "'"})

Words: TypeAlias = tuple[str, ...]
# How doubtful a shorter name is: one may use it anywhere, where it was said, within an article.
_SURE, _USUAL, _LOCAL = range(3)
# What else a thing may be called, given the words of its name: how doubtful, and the words.
Shorter = Callable[[Words], Iterator[tuple[int, Words]]]
# Whether a name stands for a fuller one, whose shorter name it is with so much doubt.
Follows = Callable[[Words, Words, int], bool]
# So many articles may have a short name alone for each that has the full one.
#
# With more, as "Python" beside "Monty Python", it most often stands for something else.
_ALONE = 4


def canonical(surfaces: Sequence[tuple[str, Type]], lists: Gazetteer) -> list[str]:
    """Return for each mention of one article (its words, its type) the name of its entity."""
    people = [_folded(words) for words, kind in surfaces if kind is Type.PER]
    surnames = {words[-1:] for words in people if len(words) > 1}

    def name(words: str, kind: Type) -> str:
        # The Mueller of an article is whoever it names in full, not the one that everybody knows.
        named_here = kind is Type.PER and _folded(words) in surnames
        return words if named_here else listed_name(words, kind, lists) or words

    names = [(kind, name(words, kind)) for words, kind in surfaces]
    counts: dict[Type, Counter[str]] = defaultdict(Counter)
    for kind, one in names:
        counts[kind][one] += 1
    chosen = _chosen(counts, {})
    return [chosen[kind][one] if kind in chosen else one for kind, one in names]


def listed_name(words: str, kind: Type, lists: Gazetteer) -> str | None:
    """Return the name that the lists give a thing of this kind, None if they don't know it."""
    for form in (words, words.title(), words.upper()):
        entry = lists.phrases.get(form)
        if entry is not None and entry.type.family == kind.family:
            return entry.name
    return None


def entities(text: str, mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    """Group the mentions of one article by the thing they speak of, in order of appearance.

    Aliases are the other names it goes by in ``text``, the commonest first.
    """
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[mention.type.family, mention.entity].append(mention)
    result = []
    for (_, name), group in groups.items():
        kind = type_of(name, Counter(mention.type for mention in group))
        written = Counter(" ".join(text[m.start : m.end].split()) for m in group)
        del written[name]
        aliases = tuple(words for words, _ in written.most_common())
        result.append(Entity(name, kind, aliases, tuple(group)))
    return tuple(result)


def type_of(name: str, counts: Mapping[Type, int]) -> Type:
    """Return the type of an entity that is mentioned as each type so often.

    A country and its people are one entity, a place, also where only the people are named.
    """
    entry = gazetteer().phrases.get(name)
    country = Type.NORP in counts and entry is not None and entry.type is Type.LOC
    return Type.LOC if country or Type.LOC in counts else max(counts, key=counts.__getitem__)


def join(entities: Iterable[Entity]) -> dict[tuple[Type, str], str]:
    """Join the entities of all articles of a corpus, given one after the other.

    Return the corpus-wide name for each type and name of which that is another one. A surname
    follows a full name, and an acronym its expansion, only where the corpus has one thing that it
    may stand for, an article that has both, and few articles that have it alone. Given names never
    do.
    """
    counts: dict[Type, Counter[str]] = defaultdict(Counter)
    used = {kind: _Usage() for kind in _SHORTER}
    for entity in entities:
        counts[entity.type][entity.name] += 1
        if entity.type in used:
            used[entity.type].add(entity)
    chosen = _chosen(counts, {kind: usage.follows for kind, usage in used.items()})
    return {
        (kind, name): full
        for kind, names in chosen.items()
        for name, full in names.items()
        if name != full
    }


class _Usage:
    """The use that articles make of shorter names for fuller ones."""

    def __init__(self) -> None:
        self._having: Counter[Words] = Counter()
        self._aliases: dict[Words, set[Words]] = defaultdict(set)

    def add(self, entity: Entity) -> None:
        """Take in an entity of an article."""
        words = _folded(entity.name)
        self._having[words] += 1
        if entity.aliases:
            self._aliases[words].update(map(_folded, entity.aliases))

    def follows(self, words: Words, fuller: Words, doubt: int) -> bool:
        """Tell whether a shorter name stands for a fuller one."""
        usual = doubt == _USUAL and words in self._aliases.get(fuller, ())
        rare = self._having[words] <= _ALONE * self._having[fuller]
        return doubt == _SURE or (usual and rare)


def _chosen(
    counts: Mapping[Type, Counter[str]], follows: Mapping[Type, Follows]
) -> dict[Type, dict[str, str]]:
    """Return the name of the entity that each name stands for among all of its type."""
    return {
        kind: _fullest(counted, _SHORTER.get(kind, _nothing_shorter), follows.get(kind, _always))
        for kind, counted in counts.items()
        if kind not in {Type.DATE, Type.MONEY}
    }


def _fullest(counts: Counter[str], shorter: Shorter, follows: Follows) -> dict[str, str]:
    """Return for each name the fullest one that it surely stands for.

    Names that differ in accents, dots or case are one; the commonest spelling stands for them.
    """
    spellings: dict[Words, list[str]] = defaultdict(list)
    for name, _ in counts.most_common():
        spellings[_folded(name)].append(name)
    full: dict[Words, Words] = {}
    # For each form the names that have it, and how doubtful a form of them it is.
    forms: dict[Words, dict[Words, int]] = defaultdict(dict)
    for words in sorted(spellings, key=lambda words: (-len(words), words)):
        owners = forms.get(words, {})
        least = min(owners.values(), default=_SURE)
        candidates = {full[owner] for owner, doubt in owners.items() if doubt == least}
        one = candidates.pop() if len(candidates) == 1 else words
        full[words] = one if follows(words, one, least) else words
        for doubt, form in shorter(words):
            forms[form].setdefault(words, doubt)
    return {name: spellings[full[words]][0] for words, names in spellings.items() for name in names}


def _always(*_: object) -> bool:
    return True


@lru_cache(maxsize=1 << 17)
def _folded(name: str) -> Words:
    """Return the words of a name as names are compared: without accents, dots and case."""
    bare = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    letters = "".join(c for c in bare if not unicodedata.combining(c) and c != ".")
    return tuple(letters.split()) or (name,)


def _nothing_shorter(_: Words) -> Iterator[tuple[int, Words]]:
    return iter(())


def _shorter_people(words: Words) -> Iterator[tuple[int, Words]]:
    """Yield the shorter names of a person: without middle names, by initial, by surname …"""
    names = [word for word in words if word not in _SUFFIXES]
    if len(names) < 2:
        return
    first, last = names[0], names[-1]
    nicknames = gazetteer().nicknames.get(first, ())
    for called in (first, *nicknames, first[0]):
        if called != first or len(names) > 2 or len(names) < len(words):
            yield _SURE, (called, last)
    yield _USUAL, (last,)
    yield _LOCAL, (first,)


def _shorter_organisations(words: Words) -> Iterator[tuple[int, Words]]:
    """Yield the shorter names of an organisation: without "Inc.", by its initials, by its end."""
    if len(words) < 2:
        return
    if words[-1] in _COMPANY_ENDS:
        yield _USUAL if words[-1] == "group" else _SURE, words[:-1]
    yield _USUAL, ("".join(word[0] for word in words if word not in _LINKS),)
    for start in range(1, len(words) - 1):
        if words[start] not in _LINKS:
            yield _LOCAL, words[start:]


_SHORTER: Mapping[Type, Shorter] = {Type.PER: _shorter_people, Type.ORG: _shorter_organisations}
