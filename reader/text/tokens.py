"""Words: what is counted and compared, in any script."""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.lazy import lazy_pattern
from reader.text.spans import Span

# Scripts that write no blanks between words are counted by character, as in UAX 29 without a
# dictionary; a word elsewhere may hold apostrophes, hyphens and the dots of an abbreviation.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = lazy_pattern(
    rf"[{_UNSPACED}]\p{{M}}*"
    rf"|\p{{N}}+(?:[.,:]\p{{N}}+)*"
    rf"|[[\p{{L}}\p{{M}}\p{{N}}_]--[{_UNSPACED}]]+(?:['’][[\p{{L}}\p{{M}}]--[{_UNSPACED}]]+)*"
)

# What the pattern above finds in text that has none of its special cases, three times as fast.
_PLAIN = re.compile(r"\d+(?:[.,:]\d+)*|\w+(?:['’][^\W\d_]+)*")
_SPECIAL = lazy_pattern(rf"[\p{{M}}{_UNSPACED}]")
# No Latin letter or punctuation mark is one of them, and most texts have nothing else.
_UNUSUAL = re.compile("[\u0300-\u1fff\u20d0-\U0010ffff]")


def words(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the words of ``text[start:end]`` as spans of ``text``.

    A number with its separators is one word, as is a word with an apostrophe in it; scripts
    without blanks give one word a character. Punctuation and symbols are no words.
    """
    stop = len(text) if end is None else end
    return [Span(*match.span()) for match in _WORD.finditer(text, start, stop)]


def folded(word: str) -> str:
    """Return a word as it is compared: case folded, with one kind of apostrophe."""
    return word.casefold().replace("’", "'")


def found_words(text: str) -> list[str]:
    """Return the words of ``text`` as they stand there, where their places do not matter."""
    return word_finder(text)(text)


def word_finder(text: str) -> Callable[[str], list[str]]:
    """Return what does the work of ``found_words`` for ``text`` and for each part of it."""
    special = _UNUSUAL.search(text) and _SPECIAL.search(text)
    return (_WORD if special else _PLAIN).findall
