"""The number words of languages, and the commonest words beside them, from one table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of a language, in small letters, with their values.

    ``cardinals`` add up, ``scales`` and ``hundred`` multiply what stands before them, ``vague``
    are plurals such as *dozens*. ``article`` are words for one that mostly count nothing,
    ``linker`` those that join parts of a number, ``to`` those between the ends of a range,
    ``share`` those between a part and its whole (*two out of three*). ``compound`` tells that
    numbers are written in one word; of ``signs`` such words are made where each sign is a numeral
    or, below zero, multiplies.
    """

    cardinals: Mapping[str, float]
    hundred: frozenset[str]
    scales: Mapping[str, float]
    ordinals: Mapping[str, float]
    fractions: Mapping[str, float]
    half: frozenset[str]
    article: frozenset[str]
    linker: frozenset[str]
    to: frozenset[str]
    share: frozenset[str]
    vague: Mapping[str, float]
    compound: bool
    signs: Mapping[str, float] = field(default_factory=dict)


def number_words(language: str) -> NumberWords:
    """Return the number words of a language (its ISO 639-1 code)."""
    return _number_words()[language]


@cache
def all_number_words() -> frozenset[str]:
    """Return the cardinal and ordinal words of all languages, without those for an article."""
    return frozenset(
        word
        for table in _number_words().values()
        for word in (*table.cardinals, *table.ordinals)
        if word not in table.article
    )


@cache
def _number_words() -> dict[str, NumberWords]:
    found = {}
    for language, table in _tables().items():
        fields: dict[str, Any] = {
            name: frozenset(value) if isinstance(value, list) else value
            for name, value in table.items()
            if name != "function_words"
        }
        found[language] = NumberWords(**fields)
    return found


@cache
def _tables() -> dict[str, dict[str, Any]]:
    text = files("reader.text.languages").joinpath("number_words.json").read_text("utf-8")
    tables: dict[str, dict[str, Any]] = json.loads(text)
    return tables


@cache
def function_words() -> dict[str, frozenset[str]]:
    """Return the commonest words of each language."""
    return {language: frozenset(table["function_words"]) for language, table in _tables().items()}
