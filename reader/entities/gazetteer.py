"""What is known of names before reading: countries, places, organisations, first names, titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

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


class Entry(NamedTuple):
    """A name of the lists: what it names, the name that thing is known by, the list it is in."""

    type: Type
    name: str
    section: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Lists of names and of the words that tell what a name is.

    ``phrases`` and ``cities`` hold whole names, their words joined by blanks; ``longest`` tells for
    the first word of a phrase how many words the longest such phrase has.
    The other sets hold single words, capitalised as they stand in a name.
    """

    phrases: dict[str, Entry]
    cities: frozenset[str]
    longest: dict[str, int]
    given: frozenset[str]
    surnames: frozenset[str]
    titles: frozenset[str]
    nonames: frozenset[str]  # in capitals, but no names: GDP
    common: frozenset[str]  # words of the language that are rarely names, in small letters
    nicknames: dict[str, tuple[str, ...]]  # of first names, all in small letters
    heads: dict[str, Type]  # the word that makes a name one of an organisation, a law, a place …


@cache
def gazetteer() -> Gazetteer:
    """Return the lists that come with the package, read once."""
    folder = files("reader.entities") / "data"
    known = dict(_sections((folder / "known.txt").read_text("utf-8")))
    lists = dict(_sections((folder / "lists.txt").read_text("utf-8")))
    phrases: dict[str, Entry] = {}
    for section, kind in _TYPES.items():
        for line in known[section]:
            name, others, demonyms = (line + "||").split("|")[:3]
            name = name.strip()
            entry = Entry(kind, name, section)
            phrases |= dict.fromkeys([name, *_listed(others)], entry)
            phrases |= dict.fromkeys(_listed(demonyms), Entry(Type.NORP, name, "people"))
    spaced = {" ".join(_WORD.findall(phrase)): value for phrase, value in phrases.items()}
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
        for word in _listed(",".join(known[section]))
    }
    return Gazetteer(
        spaced,
        frozenset(lists["city"]),
        longest,
        frozenset(" ".join(lists["given"]).split()),
        frozenset(" ".join(lists["surname"]).split()),
        frozenset(_listed(",".join(known["title"]))),
        frozenset(_listed(",".join(known["noname"]))),
        frozenset(" ".join(lists["common"]).split()),
        {
            name.strip(): tuple(_listed(others))
            for name, _, others in (line.lower().partition("|") for line in known["nickname"])
        },
        heads,
    )


# As words.py cuts names into words, less what never stands in the lists.
_WORD = re.compile(r"(?:[^\W\d_]\.)+|[^\W_]+(?:['’](?![sS]\b)[^\W_]+)*\.?|['’][sS]\b|[^\w\s]")


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the name and the lines of each section of a list file (``[name]`` opens one)."""
    for part in re.split(r"^\[", text, flags=re.M)[1:]:
        name, _, body = part.partition("]\n")
        yield name, body.splitlines()


def _listed(text: str) -> list[str]:
    return [part for part in (part.strip() for part in text.split(",")) if part]
