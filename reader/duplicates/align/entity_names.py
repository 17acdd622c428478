"""The comparison of two names of an entity: short and full, in capitals, inflected, by initials."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from reader.duplicates.align.countries import country_of
from reader.text.languages.number_words import number_words
from reader.text.tokens import comparable, plainly_spelled
from reader.text.word_tables import keys_of_words, word_table

_IN_NAMES = word_table("reader.duplicates.align", "in names")
# Words of a name that its initials leave out.
_SMALL = frozenset(_IN_NAMES["small"])
TITLES = frozenset(_IN_NAMES["titles"])

# The states of the USA, as news has them short.
_STATES = keys_of_words("reader.duplicates.align", "states")
# Words before the name of a place that make it another one's: *York* and *New York*.
_OTHER_PLACE = frozenset(_IN_NAMES["other place"])
# Acronyms have at most so many letters.
_LONGEST = 8
_ROMAN_WORDS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX"
# The numerals that follow the names of kings and wars.
_ROMAN = {word: str(value) for value, word in enumerate(_ROMAN_WORDS.split(), 1)}
_POSSESSIVE = re.compile(r"'s?$")
# An article or preposition before a name: *l'UE*, *d'Arras*, *dell'Adige*.
_ELIDED = re.compile(r"(?:[ld]|(?:de|a|ne|su)ll)['’](?=\w)", re.IGNORECASE)
# The titles of women, and those of men.
_OF_WOMEN = "mrs ms miss frau madame mme señora signora senhora mevrouw"
_OF_MEN = "mr herr monsieur señor signor senhor meneer"
_SEXES = dict.fromkeys(_OF_WOMEN.split(), "f") | dict.fromkeys(_OF_MEN.split(), "m")
# Cities by the name that they had, or have in another language.
_OTHER_NAMES = {
    "kiev": "kyiv", "kharkov": "kharkiv", "odessa": "odesa", "lvov": "lviv", "peking": "beijing",
    "bombay": "mumbai", "calcutta": "kolkata", "madras": "chennai", "rangoon": "yangon",
    "saigon": "hochiminhcity",
}  # fmt: skip
# Languages that write several nouns as one word.
_COMPOUNDS = frozenset(["de", "nl", "sv"])
# The parts of a compound have at least so many letters.
_PART = 4
# Languages that write only the first word of a long name with a capital letter.
_SMALL_LETTERS = frozenset(["fr", "es", "it", "pt"])


def same_entity(a: Sequence[str], b: Sequence[str], language: str) -> bool:
    """Tell whether two names, each as the words that it stands there as, are of one entity."""
    one, other = _bare(a, language), _bare(b, language)
    if not one or not other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < len(long) and long[0] in _OTHER_PLACE and long[0] not in short:
        return False
    if all(any(_same_word(word, their, language) for their in long) for word in short):
        return True
    if "".join(one) == "".join(other):  # A K Verma, AK Verma
        return True
    return (
        _is_acronym(a, b, language)
        or _is_acronym(b, a, language)
        or _is_one_country(one, other)
        or (len(one) == len(other) and all(map(_is_of_one_place, one, other)))
        or _is_one_state(one, other)
        or (len(short) == 1 < len(long) and _is_beginning(short[0], long[0]))
    )


def _bare(words: Sequence[str], language: str) -> list[str]:
    """Return the words that tell a name from another one."""
    found = [_POSSESSIVE.sub("", plainly_spelled(comparable(_full(word)))) for word in words]
    if len(words) > 1 and (number := _number_of(words[-1], language)):
        found[-1] = number
    bare = [word for word in found if word and word not in TITLES]
    return [word for word in bare if word not in _SMALL] or bare


def _number_of(word: str, language: str) -> str:
    """Return the number that ends a name (*II*, *Two*, *2*) in figures, or nothing."""
    if word in _ROMAN:
        return _ROMAN[word]
    value = number_words(language).cardinals.get(comparable(word))
    return f"{value:g}" if value is not None else ""


def _same_word(a: str, b: str, language: str) -> bool:
    if (
        _OTHER_NAMES.get(a, a) == _OTHER_NAMES.get(b, b)
        or _ascii(a) == _ascii(b)
        or a.translate(_UMLAUTS) == b.translate(_UMLAUTS)
    ):
        return True
    if a.replace("isation", "ization") == b:
        return True
    if a.isalpha() is not b.isalpha() and a.translate(_MISREAD) == b.translate(_MISREAD):
        return True
    short, long = sorted((a, b), key=len)
    if language in ("de", "sv", "nl") and len(short) > 3 and long in (short + "s", short + "n"):
        return True
    if language == "ru" and len(short) > 3:
        stem = len(short) - (2 if len(short) > 4 else 1)
        return short[:stem] == long[:stem] and len(long) - stem <= 3
    if language == "ar":
        return len(short) > 2 and long.endswith(short) and long[: -len(short)] in ("و", "ب", "ل")
    return False


def _ascii(word: str) -> str:
    """Return a word without the accents of its letters."""
    plain = word.replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("æ", "ae")
    return "".join(
        letter
        for letter in unicodedata.normalize("NFD", plain)
        if not unicodedata.combining(letter)
    )


# Letters as keyboards without umlauts write them (*Mueller*).
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ß": "ss"})


# Figures in words as a scanner misreads letters (*Ve1mar*).
_MISREAD = str.maketrans("015", "ols")


def _full(word: str) -> str:
    """Return a word without the article that is joined with it."""
    found = _ELIDED.match(word)
    return word[found.end() :] if found else word


def is_other_person(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether a title of a man stands in the place of one of a woman, or the other way."""
    return len(a) == len(b) == 1 and {_SEXES.get(word) for word in (*a, *b)} == {"f", "m"}


def spelled_out(
    acronym: Sequence[str], words: Sequence[str], language: str
) -> tuple[int, int] | None:
    """Return the place of ``words`` (as they stand there) that spell an acronym out, or None.

    The first letters of the words must be its letters; small words may stand between. A compound
    may give several of them: *EZB*, *Europäische Zentralbank*.
    """
    letters = comparable(_letters(acronym))
    if not letters:
        return None
    found = _spelled_out(letters, words, language, compounds=False)
    if found is None and len(letters) > 2 and language in _COMPOUNDS:
        found = _spelled_out(letters, words, language, compounds=True)
    return found


def _spelled_out(
    letters: str, words: Sequence[str], language: str, *, compounds: bool
) -> tuple[int, int] | None:
    words = list(map(_full, words))
    small = language in _SMALL_LETTERS
    for start, first in enumerate(words):
        at, left = start, letters
        while left and at < len(words) and at - start < 3 * len(letters):
            word = comparable(words[at])
            if (words[at][0].isupper() or (small and at > start)) and word[0] == left[0]:
                left = _beyond(word, left) if compounds else left[1:]
            elif at == start or word not in _SMALL:
                break
            at += 1
        if not left and first[0].isupper() and (compounds or at - start > 1):
            return start, at
    return None


def _beyond(compound: str, letters: str) -> str:
    """Return the letters of an acronym that a compound does not have, a part of it for each."""
    at = 0
    for number, letter in enumerate(letters):
        at = compound.find(letter, at)
        if at < 0:
            return letters[number:]
        at += _PART
    return ""


def _letters(name: Sequence[str]) -> str:
    """Return the letters of an acronym; nothing of another name."""
    letters = "".join(
        _POSSESSIVE.sub("", _full(word)) for word in name if comparable(word) != "the"
    )
    letters = letters.replace(".", "")
    return letters if 2 <= len(letters) <= _LONGEST and letters.isupper() else ""


def _is_acronym(short: Sequence[str], long: Sequence[str], language: str) -> bool:
    """Tell whether the capitals of ``short`` begin the words of ``long``, or what they are of."""
    letters = _letters(short)
    if not letters:
        return False
    if language in _COMPOUNDS and spelled_out(short, long, language) == (0, len(long)):
        return True
    if len(long) < 2:
        return False
    folded = comparable(letters)
    words = [comparable(word) for word in long]
    initials = "".join(word[0] for word in words)
    main = "".join(word[0] for word in words if word not in _SMALL)
    bare = initials[1:] if words[0] == "the" else main
    # The organisation of the ONU is mostly left unsaid.
    return folded in (initials, main, bare) or (folded[0] in "oо" and folded[1:] == main)


def _is_beginning(short: str, word: str) -> bool:
    """Tell whether a name of one word is the beginning of a longer one (*Fed*)."""
    return 3 <= len(short) <= 4 and word.startswith(short) and len(word) >= 2 * len(short) - 1


def _is_one_state(a: Sequence[str], b: Sequence[str]) -> bool:
    states = [_STATES.get("".join(name).replace(".", "")) for name in (a, b)]
    return states[0] is not None and states[0] == states[1]


def _is_one_country(a: Sequence[str], b: Sequence[str]) -> bool:
    code = country_of(a)
    return code is not None and code == country_of(b)


def _is_of_one_place(a: str, b: str) -> bool:
    """Tell whether two words of a name are one: *EU*, *European*."""
    return a == b or _is_one_country([a], [b])


def is_possessive(word: str) -> bool:
    """Tell whether a word names an owner (*NATO's*)."""
    return word.endswith(("'s", "’s", "s'", "s’"))
