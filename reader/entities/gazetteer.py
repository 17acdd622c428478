"""What is known of names before reading: countries, places, organisations, first names, titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

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


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Lists of names and of the words that tell what a name is.

    ``phrases`` maps a name, its words joined by blanks, to its type and the name it is known by;
    ``longest`` tells for the first word of a phrase how many words the longest such phrase has.
    The other sets hold single words, capitalised as they stand in a name.
    """

    phrases: dict[str, tuple[Type, str]]
    longest: dict[str, int]
    given: frozenset[str]
    surnames: frozenset[str]
    titles: frozenset[str]
    heads: dict[str, Type]  # the word that makes a name one of an organisation, a law, a place …


@cache
def gazetteer() -> Gazetteer:
    """Return the lists that come with the package, read once."""
    folder = files("reader.entities") / "data"
    known = dict(_sections((folder / "known.txt").read_text("utf-8")))
    lists = dict(_sections((folder / "lists.txt").read_text("utf-8")))
    phrases = {city: (Type.LOC, city) for city in ",".join(lists["city"]).split(",")}
    for section, kind in _TYPES.items():
        for line in known[section]:
            name, others, demonyms = (line + "||").split("|")[:3]
            name = name.strip()
            phrases[name] = (kind, name)
            phrases.update((other, (kind, name)) for other in _listed(others))
            phrases.update((demonym, (Type.NORP, name)) for demonym in _listed(demonyms))
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
        longest,
        frozenset(" ".join(lists["given"]).split()),
        frozenset(" ".join(lists["surname"]).split()),
        frozenset(_listed(",".join(known["title"]))),
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
