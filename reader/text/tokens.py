"""Words, the units that are counted and compared, in any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from reader.lazy import lazy_pattern, lazy_re
from reader.text.spans import Span

# Scripts that write no blanks between words are counted by character, as in UAX 29 without a
# dictionary; a word elsewhere may hold apostrophes, hyphens and the dots of an abbreviation.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
# Characters that nobody sees: soft hyphens, joiners, marks of direction, variation selectors.
_HIDDEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
_WORD = lazy_pattern(
    rf"[{_UNSPACED}]\p{{M}}*"
    rf"|\p{{Nd}}+(?:[.,:٫٬]\p{{Nd}}+)*"
    rf"|[[\p{{L}}\p{{M}}\p{{N}}_]--[{_UNSPACED}]]+"
    rf"(?:(?:['’]|[{_HIDDEN}]+)[[\p{{L}}\p{{M}}]--[{_UNSPACED}]]+)*"
)

# What the pattern above finds in text that has none of its special cases, four times as fast.
# The first form is most words; it leaves out what the others would look for in vain.
_PLAIN = lazy_re(r"[A-Za-z]+(?=[ ,.\n])|\d+(?:[.,:]\d+)*|\w+(?:['’][^\W\d_]+)*")
_SPECIAL = lazy_pattern(rf"[\p{{M}}{_UNSPACED}]")
# No Latin letter or punctuation mark is one of them, and most texts have nothing else.
_UNUSUAL = lazy_re("[\u0300-\u1fff\u20d0-\U0010ffff]")
# Those, what nobody sees, and the numbers that are no digits (², ½).
_RARE = lazy_re(
    f"[\u0300-\u1fff\u20d0-\U0010ffff{_HIDDEN}\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f]"
)


def words(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the words of ``text[start:end]`` as spans of ``text``.

    A number with its separators is one word, as is a word with an apostrophe in it; scripts
    without blanks give one word a character. Punctuation and symbols are no words.
    """
    stop = len(text) if end is None else end
    pattern = _WORD if _RARE.search(text, start, stop) else _PLAIN
    return [Span(*match.span()) for match in pattern.finditer(text, start, stop)]


def folded(word: str) -> str:
    """Return a word as it is compared: case folded, with one kind of apostrophe."""
    return word.casefold().replace("’", "'")


def found_words(text: str) -> list[str]:
    """Return the words of ``text`` as they stand there, where their places do not matter."""
    return word_finder(text)(text)


def word_finder(text: str) -> Callable[[str], list[str]]:
    """Return a finder that does the work of ``found_words`` for ``text`` and its parts."""
    special = _UNUSUAL.search(text) and _SPECIAL.search(text)
    return (_WORD if special else _PLAIN).findall


# Also the signs for vowels, which most Arabic texts leave out.
_UNSEEN = lazy_re(f"[{_HIDDEN}\u064b-\u0652\u0670]")
_OTHER_DIGIT = lazy_re(r"[^\D0-9]")


def comparable(word: str) -> str:
    """Return a word as it is told from another one: folded, whatever its characters are made of."""
    if word.isascii():
        return word.casefold()
    return folded(spelled(word)) or word


_OPTIONAL = str.maketrans("ёأإآٱى", "еااااي", "ـ")


def plainly_spelled(word: str) -> str:
    """Return a comparable word without the dots of *ё*, the hamza of *أ*, and drawn-out letters."""
    return word if word.isascii() else word.translate(_OPTIONAL)


def spelled(text: str) -> str:
    """Return a text as it is spelt, with as many characters as that takes.

    Composed and decomposed letters, full-width forms and the digits of any script become the same,
    characters that nobody sees are left out.
    """
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0])), plain)


# "two- and three-storey" has no hyphen of a line end. The hyphen comes first: it is quickly found.
LINE_END_HYPHEN = lazy_re(
    r"[-\u2010\u00ad](?<=[^\W\d_].)\s+(?=(?!"
    r"(?:and|or|to|und|oder|bis|bzw|sowie|et|ou|y|e|o|och|eller|en|of)\b)"
    r"[a-zß-öø-ÿа-яё])"
)


def unhyphenated(text: str) -> str:
    """Return a text with the words that line ends have torn made whole (``unem- ployment``)."""
    return LINE_END_HYPHEN.sub("", text)


def is_torn(text: str, start: int, end: int) -> bool:
    """Tell whether what stands between two words is the hyphen of a line end."""
    match = LINE_END_HYPHEN.match(text, start)
    return match is not None and match.end() == end
