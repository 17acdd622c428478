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

    names = [name(words, kind) for words, kind in surfaces]
    return _resolved(names, [kind for _, kind in surfaces], dict.fromkeys(_SHORTER, _always))


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


def join(articles: Iterable[Sequence[Entity]]) -> tuple[dict[Entity, str], ...]:
    """Join the entities of articles over the corpus.

    Return for each article the corpus-wide name of each of its entities. A surname follows a full
    name, and an acronym its expansion, only where the corpus has one thing that it may stand for,
    an article that has both, and few articles that have it alone. Given names never do.
    """
    listed = [tuple(article) for article in articles]
    everything = [entity for article in listed for entity in article]
    names = iter(
        _resolved(
            [entity.name for entity in everything],
            [entity.type for entity in everything],
            {kind: _used(kind, everything) for kind in _SHORTER},
        )
    )
    return tuple({entity: next(names) for entity in article} for article in listed)


def _used(kind: Type, everything: Sequence[Entity]) -> Follows:
    """Return a test of whether the entities of articles use a shorter name for a fuller one."""
    having: Counter[Words] = Counter()
    aliases: dict[Words, set[Words]] = defaultdict(set)
    for entity in everything:
        if entity.type is kind:
            words = _folded(entity.name)
            having[words] += 1
            aliases[words].update(map(_folded, entity.aliases))

    def used(words: Words, fuller: Words, doubt: int) -> bool:
        usual = doubt == _USUAL and words in aliases[fuller]
        return doubt == _SURE or (usual and having[words] <= _ALONE * having[fuller])

    return used


def _resolved(
    names: Sequence[str], kinds: Sequence[Type], follows: Mapping[Type, Follows]
) -> list[str]:
    """Return the name of the entity that each of ``names`` stands for among all of them."""
    counts: dict[Type, Counter[str]] = defaultdict(Counter)
    for name, kind in zip(names, kinds, strict=True):
        counts[kind][name] += 1
    chosen = {
        kind: _fullest(counted, _SHORTER.get(kind, _nothing_shorter), follows.get(kind, _always))
        for kind, counted in counts.items()
        if kind not in {Type.DATE, Type.MONEY}
    }
    return [
        chosen[kind][name] if kind in chosen else name
        for name, kind in zip(names, kinds, strict=True)
    ]


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
