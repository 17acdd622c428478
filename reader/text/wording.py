"""Words in a row as a search means them, found in texts however they are written there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from reader.lazy import lazy_re
from reader.text.folding import LINE_HYPHEN, FoldedText, fold, folded_text
from reader.text.spans import Span

# Marks go on with a word: those of Latin, Hebrew and Arabic letters, the vowels of Indian scripts.
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963"
    "\u0981-\u0dff"
)
# Scripts without blanks have no ends of words: Thai, Lao, Myanmar, Khmer, kana and Han.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
# Korean particles are written at the end of their word: what is looked for is its beginning, in
# whole syllables. Folded texts have these as their letters, which vowels and endings go on with.
_HANGUL = "\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff"
_SYLLABLE_END = "(?![\u1160-\u11ff\ud7b0-\ud7ff])"
# A word of letters and digits ends where one of those scripts begins: "NHKの", "2023년에".
_PLAIN = rf"[^\W_{_UNSPACED}{_HANGUL}]"
_LETTER = rf"(?:{_PLAIN}|[{_MARKS}])"
_APART = lazy_re(f"[{_UNSPACED}]|[{_HANGUL}]+")
# A word as it is counted: of scripts without blanks each sign is one.
WORD = lazy_re(rf"(?=\w)[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_KOREAN = lazy_re(f"[{_HANGUL}]")
# The hyphen of a line end whose break has become a blank, and what a text may have in its place.
_PASTED = lazy_re(r"[-\u2010](?<=[^\W\d_].) (?=[^\W\d_])")
_HYPHENED = rf"(?:[-{LINE_HYPHEN}]\s*)?"
_ANY_LETTER = rf"(?:[^\W_]|[{_MARKS}])"
_BROKEN = lazy_re(rf"{_ANY_LETTER}+(?:{LINE_HYPHEN}{_ANY_LETTER}+)+")
# The hyphen of a compound, which a text may not show where a line ended behind it.
_INNER = lazy_re(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_JOINT = lazy_re(rf"({_INNER.pattern}|{LINE_HYPHEN})")


@dataclass(frozen=True, slots=True)
class Wording:
    """Words in a row: what stands between them in a text may be any blanks.

    ``text`` is as it was typed. It is folded as texts are; with ``exact`` neither is. Words are
    whole words; ``prefix`` lets the last one be the beginning of a word, ``parts`` lets them stand
    within words. A word that was copied with the hyphen and the blank of a line end is found whole,
    too, and unless ``exact`` one with a hyphen also where it is written as one.
    """

    text: str
    exact: bool = False
    prefix: bool = False
    parts: bool = False

    def spans(self, text: str) -> list[Span]:
        """Return the spans of the words in a text, in order, without overlaps."""
        folded = folded_text(text, self.exact)
        return [Span(*place) for place in folded.to_sources(self.places_in(folded.text))]

    def places_in(self, folded: str) -> list[tuple[int, int]]:
        """Return the starts and ends of the words in a folded text (exactly folded if ``exact``).

        They are no spans: of a common word there are a million.
        """
        return self.finder.places_in(folded)

    @property
    def alike(self) -> Wording:
        """The wording that finds, in a folded text, at least what this one finds in any."""
        return replace(self, exact=False)

    @property
    def finder(self) -> WordFinder:
        """A pattern of words for folded texts: worth keeping for many."""
        return _finder(self)

    def occurs_in(self, folded: str) -> bool:
        """Tell whether the words stand in a folded text (an exactly folded one if ``exact``)."""
        return self.finder.pattern(folded).search(folded) is not None

    def among(self, folded: Mapping[str, str]) -> set[str]:
        """Return the keys of the folded texts that the words stand in; of very many, quickly."""
        pattern = self.finder.pattern
        return {key for key, text in folded.items() if pattern(text).search(text) is not None}

    @property
    def tokens(self) -> list[tuple[tuple[str, ...], ...]]:
        """The words as ``indexed_text`` has them.

        There are one or two forms of each word, as the tokens that it is made of; every text with
        the words has all tokens of one form of each word.
        """
        found = []
        for word in _typed(self.text).text.split():
            forms = [word.replace(LINE_HYPHEN, " ")]
            if (whole := _JOINT.sub("", word)) != word:
                forms.append(whole)
            if parted := tuple(tuple(form) for one in forms if (form := _spaced(one).split())):
                found.append(parted)
        return found

    @property
    def plain_word(self) -> str:
        """The folded word where it is one of ASCII letters and digits, and a whole one; else ""."""
        word = _typed(self.text).text
        is_plain = word.isascii() and word.isalnum() and not (self.exact or self.parts)
        return word if is_plain else ""

    @property
    def token(self) -> str:
        """The token that it is found wherever that is; empty for other words."""
        token = fold(self.text.strip())
        is_whole = not (self.exact or self.parts or is_beginning(token))
        is_one = is_whole and tuple(self.tokens) == (((token,),),)
        return token if is_one else ""


def indexed_text(folded: str) -> str:
    """Return a folded text as tokens between blanks; a word broken at a line end is whole, too."""
    broken = " ".join(_BROKEN.findall(folded)) if LINE_HYPHEN in folded else ""
    plain = f"{folded.replace(LINE_HYPHEN, '')} {broken}"
    return plain if plain.isascii() else _APART.sub(r" \g<0> ", plain)


def is_beginning(token: str) -> bool:
    """Tell whether a token stands for all that begin with it: a Korean one, with any particle."""
    return _KOREAN.match(token) is not None


def _spaced(folded: str) -> str:
    """Return a folded text with a blank for all that is no letter, mark or digit."""
    return "".join(
        one if unicodedata.category(one)[0] in "LMN" else " "
        for one in _APART.sub(r" \g<0> ", folded)
    )


class WordFinder(NamedTuple):
    """Finds words in folded texts: of ASCII alone, with hyphens at line ends, and all others."""

    in_ascii: re.Pattern[str]
    broken: re.Pattern[str]
    plain: re.Pattern[str]

    def pattern(self, folded: str) -> re.Pattern[str]:
        """Return the pattern of the words."""
        if folded.isascii():
            return self.in_ascii
        return self.broken if LINE_HYPHEN in folded else self.plain

    def places_in(self, folded: str) -> list[tuple[int, int]]:
        """Return the starts and ends of the words in a text."""
        return [match.span() for match in self.pattern(folded).finditer(folded)]

    def count_in(self, folded: str) -> int:
        """Return the number of places of the words in a text, in half the time."""
        return len(self.pattern(folded).findall(folded))


@lru_cache(maxsize=256)
def _finder(wording: Wording) -> WordFinder:
    folded = _typed(wording.text, wording.exact).text
    if not folded.strip():
        return WordFinder(*repeat(lazy_re("(?!)"), 3))
    before = "" if wording.parts else _kind_of(folded[0])
    end = _end_of(folded[-1], wording)
    first, *rest = folded.split()
    # A pattern that begins with letters is found far faster than one that begins by looking back.
    hyphen = "-" if wording.exact else "-?"
    joints = {"-": hyphen, LINE_HYPHEN: _HYPHENED}
    begin, *more = _parts(first, joints)
    unmarked = f"(?<!{before}{begin})" if before else ""
    marked = rf"(?<![{_MARKS}]{begin})" if before == _PLAIN else ""
    whole = ("".join(_parts(word, joints)) for word in rest)
    onward = r"\s+".join(["".join(more), *whole])
    torn = f"[-{LINE_HYPHEN}]{hyphen[1:]}"
    broken = r"\s+".join(_breakable(word, torn) for word in folded.split()) + end
    if before:
        letter = re.escape(folded[0])
        behind = "".join(f"(?<!{one}{letter})" for one in (before, f"[{_MARKS}]"))
        broken = f"{letter}{behind}{broken.removeprefix(letter)}"
    return WordFinder(
        lazy_re(
            begin + unmarked.replace(_PLAIN, r"[^\W_]") + onward + end.replace(_LETTER, r"[^\W_]")
        ),
        lazy_re(broken),
        lazy_re(begin + unmarked + marked + onward + end),
    )


def _typed(text: str, exact: bool = False) -> FoldedText:
    """Return words as they were typed or pasted, folded; a line end after a hyphen is one again."""
    return FoldedText(_PASTED.sub("-\n", " ".join(text.split())), exact)


def _parts(word: str, joints: Mapping[str, str]) -> list[str]:
    """Return the patterns of a word's parts, those of the joints between them as given."""
    parts = enumerate(_JOINT.split(word))
    return [joints[part] if at % 2 else re.escape(part) for at, part in parts]


def _breakable(word: str, hyphen: str) -> str:
    """Return the pattern of a word that may be broken at a line end, at its hyphens and between.

    ``hyphen`` is the pattern of one between two letters.
    """
    forms = {"-": f"[-{LINE_HYPHEN}]", LINE_HYPHEN: _HYPHENED}
    return f"{LINE_HYPHEN}?".join(
        hyphen if _INNER.match(word, at) else forms.get(one, re.escape(one))
        for at, one in enumerate(word)
    )


def _kind_of(character: str) -> str:
    """Return the pattern of the characters that a word goes on with; empty where it has no ends."""
    if _KOREAN.match(character):
        return f"[{_HANGUL}]"
    return _PLAIN if re.fullmatch(_LETTER, character) else ""


def _end_of(last: str, wording: Wording) -> str:
    """Return the pattern of the end of a word, by its last character."""
    kind = _kind_of(last)
    if kind and kind != _PLAIN:
        return f"{_SYLLABLE_END}{kind}*" if wording.prefix and not wording.parts else _SYLLABLE_END
    if not kind or wording.parts:
        return ""
    return f"{_LETTER}*" if wording.prefix else f"(?!{_LETTER})"
