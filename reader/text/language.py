"""The language of a text, by its script and its commonest words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_SCRIPTS = (
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)

_LETTERS = {
    "de": re.compile("[ßäöü]"), "fr": re.compile(r"[èêçœâ]|\wée?s?$"), "es": re.compile("[ñ¿]"),
    "it": re.compile("[àòì]$"), "pt": re.compile("[ãõ]"), "nl": re.compile("ij|aa|oe"),
    "sv": re.compile("[åäö]"),
}  # fmt: skip
"""Letters that a short text of a language has, and hardly one of another."""

_SAMPLE = 400
"""So many words are enough to tell the language of a text."""


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of a language, in small letters, with their values.

    ``cardinals`` add up, ``scales`` and ``hundred`` multiply what stands before them, ``vague``
    are plurals such as *dozens*. ``article`` are words for one that mostly count nothing,
    ``linker`` those that join parts of a number, ``to`` those between the ends of a range.
    ``compound`` tells that numbers are written in one word.
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
    vague: Mapping[str, float]
    compound: bool


def number_words(language: str) -> NumberWords:
    """Return the number words of a language (its ISO 639-1 code)."""
    return _number_words()[language]


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
    text = files("reader.text").joinpath("number_words.json").read_text("utf-8")
    tables: dict[str, dict[str, Any]] = json.loads(text)
    return tables


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(table["function_words"]) for language, table in _tables().items()}


def language_of(words: Iterable[str]) -> str:
    """Return the likeliest language of folded words: en de fr es it pt nl sv ru ar or zh.

    English is the answer where nothing speaks for another one.
    """
    found = [word for _, word in zip(range(_SAMPLE), words, strict=False)]
    letters = sum(map(len, found)) or 1
    joined = "".join(found)
    for language, script in _SCRIPTS:
        if 3 * len(script.findall(joined)) > letters:
            return language
    counted = Counter(found)
    scores = {
        language: sum(counted[word] for word in common | _long_numbers(language))
        + sum(map(bool, map(_LETTERS[language].search, found)) if language in _LETTERS else ())
        for language, common in _function_words().items()
    }
    return max(scores, key=lambda language: (scores[language], language == "en"))


@cache
def _long_numbers(language: str) -> frozenset[str]:
    """Return the number words of a language that hardly mean anything in another one."""
    return frozenset(word for word in number_words(language).cardinals if len(word) > 4)


def is_function_word(word: str, language: str) -> bool:
    """Tell whether a folded word is one of the commonest of a language."""
    return word in _function_words()[language]
