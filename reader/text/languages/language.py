"""The language of a text, by its script and its commonest words.

``guessed_language`` tells many languages, or none. ``language_of`` always gives one of the eighteen
that have tables of number words: what compare reads numbers with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from reader.lazy import lazy_re
from reader.text.languages.number_words import function_words, number_words
from reader.text.word_tables import word_table

# Scripts that tell a language by themselves where so many of the letters are of one, out of 1.
_COMPARED_SCRIPTS = (
    ("ja", lazy_re("[\u3040-\u30ff]"), 0.15),
    ("zh", lazy_re("[\u3400-\u9fff]"), 0.33),
    ("fa", lazy_re("[پچژگکی]"), 0.03),
    ("ar", lazy_re("[\u0600-\u06ff]"), 0.33),
    ("ru", lazy_re("[\u0400-\u04ff]"), 0.33),
    ("hi", lazy_re("[\u0900-\u097f]"), 0.33),
    ("el", lazy_re("[\u0370-\u03ff]"), 0.33),
    ("ko", lazy_re("[\uac00-\ud7af]"), 0.33),
)

# Languages that write no blanks between words, and Chinese numerals.
UNSPACED = frozenset(["ja", "zh"])
# Letters that a short text of a language has, and hardly one of another.
_LETTERS = {
    "de": lazy_re("[ßäöü]"), "fr": lazy_re(r"[èêçœâ]|\wée?s?$"), "es": lazy_re("[ñ¿]"),
    "it": lazy_re("[àòì]$"), "pt": lazy_re("[ãõ]"), "nl": lazy_re("ij|aa|oe"),
    "sv": lazy_re("[åäö]"), "pl": lazy_re("[ąęłśżźćń]"), "tr": lazy_re("[ışğ]"),
}  # fmt: skip
# So many words are enough to tell the language of a text.
_SAMPLE = 400
# A text is told by its beginning: so many words of it.
_ENOUGH = 400
# Fewer of the words below than this share of a text do not tell its language.
_SHARE = 0.08

# Scripts that one language of the news is written in, or a few that letters of their own tell.
_SCRIPTS = (
    ("ja", lazy_re("[\u3040-\u30ff]")),
    ("ko", lazy_re("[\uac00-\ud7af]")),
    ("zh", lazy_re("[\u4e00-\u9fff]")),
    ("th", lazy_re("[\u0e00-\u0e7f]")),
    ("hi", lazy_re("[\u0900-\u097f]")),
    ("el", lazy_re("[\u0370-\u03ff]")),
    ("he", lazy_re("[\u0590-\u05ff]")),
    ("fa", lazy_re("[پچژگ]")),
    ("ar", lazy_re("[\u0600-\u06ff]")),
    ("uk", lazy_re("[іїєґ]")),
)
# Where all of those stand; a Latin text has but its quotation marks beyond them.
_ANY_SCRIPT = lazy_re("[\u0370-\u1fff\u3040-\ud7af]")
_LETTER = lazy_re(r"[^\W\d_]")
# Of the letters of a text in another script at least this share is written in it.
_MANY = 0.2
_FEW = 0.01  # letters of their own, of Persian and Ukrainian

# The commonest words that are not those of a neighbour too.
_WORDS = word_table("reader.text", "commonest")
_OF_WORD: dict[str, tuple[str, ...]] = {}
for _language, _commonest in _WORDS.items():
    for _word in _commonest:
        _OF_WORD[_word] = (*_OF_WORD.get(_word, ()), _language)
_AROUND = "\"'“”‘’«».,;:!?()"  # marks that stand beside a word


@lru_cache(maxsize=1)  # of a document that is read, index and names ask in turn
def guessed_language(text: str) -> str:
    """Return the language of a text (ISO 639-1), empty where it can't be told."""
    words = text[: _ENOUGH * 12].lower().split()[:_ENOUGH]
    counts: Counter[str] = Counter()
    found = Counter(_OF_WORD.get(word.strip(_AROUND)) for word in words)
    for languages, times in found.items():
        for language in languages or ():
            counts[language] += times
    start = " ".join(words)
    is_other = not start.isascii() and _ANY_SCRIPT.search(start)
    if is_other and (letters := len(_LETTER.findall(start))):
        for language, script in _SCRIPTS:
            share = _FEW if language in {"fa", "uk"} else _MANY
            if len(script.findall(start)) / letters >= share:
                return language
    ((language, count),) = counts.most_common(1) or [("", 0)]
    return language if count >= _SHARE * len(words) else ""


def language_of(words: Iterable[str]) -> str:
    """Return the likeliest language of folded words, one of those with number words.

    English is the answer where nothing speaks for another one.
    """
    found = [word for _, word in zip(range(_SAMPLE), words, strict=False)]
    letters = sum(map(len, found)) or 1
    joined = "".join(found)
    for language, script, share in _COMPARED_SCRIPTS:
        if len(script.findall(joined)) > share * letters:
            return language
    counted = Counter(found)
    scores = {
        language: sum(counted[word] for word in common | _long_numbers(language))
        + sum(map(bool, map(_LETTERS[language].search, found)) if language in _LETTERS else ())
        for language, common in function_words().items()
    }
    return max(scores, key=lambda language: (scores[language], language == "en"))


@cache
def _long_numbers(language: str) -> frozenset[str]:
    """Return the number words of a language that hardly mean anything in another one."""
    return frozenset(word for word in number_words(language).cardinals if len(word) > 4)


def is_function_word(word: str, language: str) -> bool:
    """Tell whether a folded word is one of the commonest of a language."""
    return word in function_words()[language]
