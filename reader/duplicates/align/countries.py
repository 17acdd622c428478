"""The country that a word stands for: its name, or what is of it (*Russia*, *Russian*)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from reader.text.tokens import plainly_spelled
from reader.text.word_tables import keys_of_words

# Short names of countries, and of their union, that are no abbreviation of the full one.
_SHORT = keys_of_words("reader.duplicates.align", "countries")
# Beginnings of the words for what is of a country, where its name does not begin them.
_PEOPLE = keys_of_words("reader.duplicates.align", "of countries")
_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "ru", "ar", "zh", "ja", "hi", "pl")

# So many letters of a beginning tell a country, and so many may follow.
_LEAST, _REST = 4, 5
# What a name loses where an ending follows: *Russi-a*, *German-y*, *Росс-ия*.
_ENDS = re.compile(r"(?:land|ey|en|[aeiouy]+|[аеияй]+)$")
# Endings of what is of a country.
_OF = re.compile(
    r"(?:n|i?ans?|eans?|is?|ese|esi|ish|i?sche?[nmrs]?|ai?se?s?|oise?s?|iens?|iennes?|ains?|aines?"
    r"|i?an[oaie]s?|ense|es|esas?|en[oa]s?|s|se|e|er|i?sk[at]?|n?s"
    r"|(?:ии|ии|ию|ией)|(?:ий|ан|ян)?ск(?:ий|ая|ое|ие|ого|ой|ую|им|ими|их|ом))$"
)


def country_of(words: Sequence[str]) -> str | None:
    """Return the code of the country that folded words name, or that is meant by one; or None."""
    joined = "".join(words).replace("-", "").replace(".", "")
    joined = plainly_spelled(joined)
    code = _names().get(joined)
    if code is not None or len(words) != 1:
        return code
    word = _ascii(joined)
    for size in range(len(word), _LEAST - 1, -1):
        head, rest = word[:size], word[size:]
        if len(rest) <= _REST and head in _peoples():
            return _peoples()[head]
        if _OF.match(rest) and head in _stems():
            return _stems()[head]
    return None


def _ascii(word: str) -> str:
    """Return a word without the accents of its letters, those of Cyrillic kept."""
    if "а" <= word[:1] <= "я":
        return word
    plain = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@cache
def _names() -> Mapping[str, str]:
    """Return the codes of countries by their names in small letters, without blanks."""
    from babel import Locale

    names: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2:
                names["".join(re.findall(r"\w+", plainly_spelled(name.casefold())))] = code
    return names | dict(_SHORT)


@cache
def _stems() -> Mapping[str, str]:
    """Return the codes of countries by the beginnings of their names that tell one from others."""
    found: dict[str, set[str]] = {}
    for name, code in _names().items():
        stem = _ENDS.sub("", _ascii(name))
        if len(stem) >= _LEAST:
            found.setdefault(stem, set()).add(code)
    return {stem: codes.pop() for stem, codes in found.items() if len(codes) == 1}


@cache
def _peoples() -> Mapping[str, str]:
    return {_ascii(head): code for head, code in _PEOPLE.items()}
