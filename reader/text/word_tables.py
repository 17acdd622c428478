"""Tables of words, which lie as ``words.json`` in the package that they are for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def word_table(package: str, name: str) -> Mapping[str, tuple[str, ...]]:
    """Return a table of a package: the words or phrases of each key."""
    return {key: tuple(words) for key, words in _tables(package)[name].items()}


def keys_of_words(package: str, name: str) -> Mapping[str, str]:
    """Return the same table by its words: the key of each."""
    return {word: key for key, words in word_table(package, name).items() for word in words}


@cache
def _tables(package: str) -> dict[str, dict[str, list[str]]]:
    tables: dict[str, dict[str, list[str]]]
    tables = json.loads(files(package).joinpath("words.json").read_text("utf-8"))
    return tables
