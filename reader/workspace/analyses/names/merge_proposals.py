"""Proposals to take two names for one thing, for a person to accept or reject."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import combinations
from typing import TypeAlias

from reader.entities import Type
from reader.text import fold
from reader.workspace.analyses.names.mentions import NAMING
from reader.workspace.cache.entity_index import CorpusEntity

# The two names of a proposal; one, where they are written alike.
Names: TypeAlias = frozenset[str]
# Shorter names differ by a letter because they are other names: Iran and Iraq.
_LETTERS = 6
# A name of more things of one kind than this is no name that tells anything.
_ALIKE = 12
# Names from other scripts differ most in vowels and doubled letters: Muhammad and Mohamed.
# The first letter and a vowel at the end tell names apart: Maria and Mario.
_SAME_SOUNDS = str.maketrans({"y": "i", "q": "k", "o": "u", "e": "i"})
_INNER_VOWELS = re.compile(r"(?<=[^\W\d_])[aiu]+(?=[^\W\d_])")
_DOUBLED = re.compile(r"(.)\1+")
_MARKUP = re.compile(r"[^\w\s.,'’&()/+-]")


class Resemblance(StrEnum):
    """The ways in which two names may be of one thing."""

    TYPES = "two types"
    SHORTER = "shorter name"
    SPELLING = "two spellings"


@dataclass(frozen=True, slots=True)
class MergeProposal:
    """A proposal that ``entity`` is ``other``, whose name is the better one.

    ``stories`` is the number of stories that mention both.
    """

    entity: CorpusEntity
    other: CorpusEntity
    resemblance: Resemblance
    stories: int = 0

    @property
    def way_round(self) -> tuple[tuple[str, Type], ...]:
        """The names and types of the one that goes and of the one that stays."""
        return tuple((one.name, one.type) for one in (self.entity, self.other))

    @property
    def turned(self) -> MergeProposal:
        """The proposal that the other name goes."""
        return replace(self, entity=self.other, other=self.entity)


def merge_proposals(
    entities: Sequence[CorpusEntity],
    story_of: Callable[[str], object],
    rejected: Collection[Names] = (),
) -> list[MergeProposal]:
    """Return the names that may be of one thing, those with the most mentions first.

    ``story_of`` gives the story that a document tells, the document itself where it is the only
    one. Those that a person has ``rejected`` are left out.
    """
    named = [one for one in entities if one.type in NAMING]
    stories = {one: frozenset(map(story_of, one.documents)) for one in named}
    found: dict[Names, MergeProposal] = {}
    for way, resembling in _WAYS.items():
        for pair in resembling(named, stories):
            names = frozenset(one.name for one in pair)
            if names not in found and names not in rejected:  # many pairs come again and again
                entity, other = sorted(pair, key=partial(_worth, way))
                shared = len(stories[entity] & stories[other])
                found[names] = MergeProposal(entity, other, way, shared)
    return sorted(found.values(), key=lambda one: (-one.entity.count, one.entity.name))


def _worth(way: Resemblance, entity: CorpusEntity) -> tuple[bool, int, int, int]:
    """Return a key that the better of two names has more of.

    It is free of signs that stand in no name, and the commoner one: a surname alone is worth less.
    """
    words = len(entity.name.split())
    fullness = words if way is Resemblance.SHORTER and entity.type is Type.PER else 0
    return not _MARKUP.search(entity.name), fullness, entity.count, words


_Stories: TypeAlias = Mapping[CorpusEntity, frozenset[object]]
_Pairs: TypeAlias = Iterator[tuple[CorpusEntity, CorpusEntity]]


def _of_two_types(entities: Sequence[CorpusEntity], _: _Stories) -> _Pairs:
    alike: dict[str, list[CorpusEntity]] = defaultdict(list)
    for one in entities:
        alike[fold(one.name)].append(one)
    for same in alike.values():
        most, *others = same  # they come by their counts
        for other in others:
            if other.type.family != most.type.family:
                yield other, most


def _shorter(entities: Sequence[CorpusEntity], stories: _Stories) -> _Pairs:
    """Yield people and organisations with the only fuller name that all their stories mention."""
    words = {one: tuple(fold(one.name).split()) for one in entities}
    fuller: dict[tuple[str, ...], list[CorpusEntity]] = defaultdict(list)
    for one in entities:
        parts = words[one] if one.type in {Type.PER, Type.ORG} else ()
        for cut in range(1, len(parts)):
            fuller[parts[cut:]].append(one)
            if one.type is not Type.PER:  # given names are of many
                fuller[parts[:cut]].append(one)
    for one in entities:
        owners = [
            other
            for other in fuller.get(words[one], ())
            if other.type is one.type and stories[one] <= stories[other]
        ]
        if len(owners) == 1:
            yield one, owners[0]


def _spelled_otherwise(entities: Sequence[CorpusEntity], stories: _Stories) -> _Pairs:
    """Yield names of one story, or of several words, that are spelled almost alike.

    They differ by blanks, hyphens or a letter, or those of people by vowels and doubled letters.
    """
    near: dict[str, list[CorpusEntity]] = defaultdict(list)
    letters: dict[CorpusEntity, str] = {}
    for one in entities:
        letters[one] = "".join(filter(str.isalpha, fold(one.name)))
        if len(letters[one]) >= _LETTERS and not any(map(str.isdigit, one.name)):
            for form in _without_a_letter(letters[one]):
                near[form].append(one)
            if one.type is Type.PER:
                near[_sounds(one)].append(one)
    for form, same in near.items():
        for one, other in combinations(same[:_ALIKE], 2):
            if one.type.family != other.type.family or fold(one.name) == fold(other.name):
                continue
            sounds = form.split()  # of several words of a person's name
            is_sure = letters[one] == letters[other] or len(sounds) > 1
            if is_sure or stories[one] & stories[other]:
                yield other, one


def _without_a_letter(text: str) -> set[str]:
    """Return a text, and it without each of its letters but the first: one more or another one."""
    return {text, *(f"{text[:at]}{text[at + 1 :]}" for at in range(1, len(text)))}


def _sounds(entity: CorpusEntity) -> str:
    """Return the sounds of a person's name that all its spellings have in common."""
    text = _DOUBLED.sub(r"\1", fold(entity.name).translate(_SAME_SOUNDS))
    return _DOUBLED.sub(r"\1", _INNER_VOWELS.sub("", text))


_WAYS: Mapping[Resemblance, Callable[[Sequence[CorpusEntity], _Stories], _Pairs]] = {
    Resemblance.TYPES: _of_two_types,
    Resemblance.SHORTER: _shorter,
    Resemblance.SPELLING: _spelled_otherwise,
}
