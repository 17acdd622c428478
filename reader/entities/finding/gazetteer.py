"""The gazetteer: countries, places, organisations, first names, titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from pkgutil import get_data
from typing import NamedTuple

from reader.entities.finding.tokens_of_text import split
from reader.entities.mention import Type

_TYPES = {
    "country": Type.LOC,
    "place": Type.LOC,
    "group": Type.NORP,
    "org": Type.ORG,
    "person": Type.PER,
    "law": Type.LAW,
    "event": Type.EVENT,
    "product": Type.PRODUCT,
}
_MOST_ASKED = 1 << 14  # names that a list was asked for; a cache


class GazetteerEntry(NamedTuple):
    """A name of the lists: what it names, the name that thing is known by, the list it is in."""

    type: Type
    name: str
    section: str


class NameList(dict[str, bool]):
    """A long list of names that is asked whether it holds one, and keeps the answers.

    Made of lines of names that have the same ``KEY`` first letters, a ``|`` before each and after
    the last one: cutting 90,000 names apart would take longer than all the rest of loading.
    """

    KEY = 3
    _KEY = slice(1, 1 + KEY)

    def __init__(self, lines: Iterable[str]) -> None:
        """Read the lines as ``lines`` writes them."""
        super().__init__()
        listed = list(lines)
        # "Al|" is the key of a name that is shorter than a key.
        self._lines = dict(zip(map(itemgetter(self._KEY), listed), listed, strict=True))

    def __missing__(self, name: str) -> bool:
        if len(self) > _MOST_ASKED:
            self.clear()
        closed = f"|{name}|"
        self[name] = is_listed = closed in self._lines.get(closed[self._KEY], "")
        return is_listed

    # To be in the list is to have this answer; nothing of Python is called for one that is kept.
    __contains__ = dict[str, bool].__getitem__  # type: ignore[assignment]

    @classmethod
    def lines(cls, names: Iterable[str]) -> Iterator[str]:
        """Yield the lines of a list of names."""
        for _, group in groupby(sorted(names), key=lambda name: name[: cls.KEY]):
            yield f"|{'|'.join(group)}|"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Lists of names and of the words that tell what a name is.

    ``phrases`` and ``cities`` hold whole names, their words joined by blanks; ``longest`` tells for
    the first word of a phrase how many words the longest such phrase has.
    The other sets hold single words, capitalised as they stand in a name.
    """

    phrases: dict[str, GazetteerEntry]
    cities: NameList
    longest: dict[str, int]
    given: NameList
    surnames: NameList
    titles: frozenset[str]
    nonames: frozenset[str]  # in capitals, but no names: GDP
    common: NameList  # words of the language that are rarely names, in small letters
    nicknames: dict[str, tuple[str, ...]]  # of first names, all in small letters
    heads: dict[str, Type]  # the word that makes a name one of an organisation, a law, a place …


@cache
def gazetteer() -> Gazetteer:
    """Return the lists that come with the package, read once."""
    sections = dict(_sections("known.txt"))
    lists = {name: NameList(lines) for name, lines in _sections("lists.txt")}
    phrases: dict[str, GazetteerEntry] = {}
    for section, kind in _TYPES.items():
        for line in sections[section]:
            name, others, demonyms = (line + "||").split("|")[:3]
            name = name.strip()
            entry = GazetteerEntry(kind, name, section)
            phrases[name] = entry
            if others:
                phrases |= dict.fromkeys(_listed(others), entry)
            if demonyms:
                phrases |= dict.fromkeys(
                    _listed(demonyms), GazetteerEntry(Type.NORP, name, "people")
                )
    spaced = {_spaced(phrase): entry for phrase, entry in phrases.items()}
    longest: dict[str, int] = {}
    for phrase in spaced:
        words = phrase.split(" ")
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    heads = {
        word: kind
        for section, kind in {
            "placeword": Type.LOC,
            "eventword": Type.EVENT,
            "lawword": Type.LAW,
            "orgword": Type.ORG,
        }.items()
        for word in _listed(",".join(sections[section]))
    }
    return Gazetteer(
        spaced,
        lists["city"],
        longest,
        lists["given"],
        lists["surname"],
        frozenset(_listed(",".join(sections["title"]))),
        frozenset(_listed(",".join(sections["noname"]))),
        lists["common"],
        {
            name.strip(): tuple(_listed(others))
            for name, _, others in (line.lower().partition("|") for line in sections["nickname"])
        },
        heads,
    )


def _spaced(phrase: str) -> str:
    """Return the words of a phrase with a blank between them; a full stop ends one."""
    if phrase.replace(" ", "").isalpha():
        return phrase
    return " ".join(split(phrase).texts).replace(" .", ".")


def _sections(name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the name and the lines of each section of a list file (``[name]`` opens one)."""
    text = (get_data("reader.entities", f"data/{name}") or b"").decode()
    for part in f"\n{text}".split("\n[")[1:]:
        section, _, body = part.partition("]\n")
        yield section, body.splitlines()


def _listed(text: str) -> list[str]:
    return [part for part in map(str.strip, text.split(",")) if part]
