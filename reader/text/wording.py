"""Words in a row as a search means them, found in texts however they are written there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from reader.text.folding import LINE_HYPHEN, FoldedText, fold
from reader.text.spans import Span

# Marks go on with a word: those of Latin, Hebrew and Arabic letters, the vowels of Indian scripts.
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963"
    "\u0981-\u0dff"
)
_LETTER = rf"(?:[^\W_]|[{_MARKS}])"
# Scripts without blanks have no ends of words: Thai, Lao, Myanmar, Khmer, kana and Han.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
_BROKEN = re.compile(rf"{_LETTER}+(?:{LINE_HYPHEN}{_LETTER}+)+")


@dataclass(frozen=True, slots=True)
class Wording:
    """Words in a row: what stands between them in a text may be any blanks.

    ``text`` is as it was typed. It is folded as texts are; with ``exact`` neither is, but small
    letters still find capitals, unless ``strict``. Words are whole words; ``prefix`` lets the last
    one be the beginning of a word, ``parts`` lets them stand within words.
    """

    text: str
    exact: bool = False
    strict: bool = False
    prefix: bool = False
    parts: bool = False

    def spans(self, text: str) -> list[Span]:
        """Return where the words stand in a text, in order, without overlaps."""
        folded = FoldedText(text, self.exact)
        return [folded.to_source(span) for span in self.in_folded(folded.text)]

    def in_folded(self, folded: str) -> list[Span]:
        """Return where the words stand in a folded text (an exactly folded one if ``exact``)."""
        return [Span(*place) for place in self.places_in(folded)]

    def places_in(self, folded: str) -> list[tuple[int, int]]:
        """Return starts and ends of ``in_folded``: of a common word there are a million."""
        pattern = _patterns(self)[LINE_HYPHEN in folded]
        return [match.span() for match in pattern.finditer(folded)]

    def occurs_in(self, folded: str) -> bool:
        """Tell whether the words stand in a folded text (an exactly folded one if ``exact``)."""
        return _patterns(self)[LINE_HYPHEN in folded].search(folded) is not None

    def among(self, folded: Mapping[str, str]) -> set[str]:
        """Return the keys of the folded texts that the words stand in; of very many, quickly."""
        plain, broken = (pattern.search for pattern in _patterns(self))
        return {
            key
            for key, text in folded.items()
            if (broken if LINE_HYPHEN in text else plain)(text) is not None
        }

    @property
    def tokens(self) -> list[str]:
        """The words as ``indexed_text`` has them; every text with the words has all of these."""
        return _spaced(fold(" ".join(self.text.split()))).split()

    @property
    def is_token(self) -> bool:
        """Tell whether it is found wherever its only token is."""
        return not (self.exact or self.parts) and self.tokens == [fold(self.text.strip())]


def indexed_text(folded: str) -> str:
    """Return a folded text as tokens between blanks; a word broken at a line end is whole, too."""
    broken = " ".join(_BROKEN.findall(folded)) if LINE_HYPHEN in folded else ""
    plain = f"{folded.replace(LINE_HYPHEN, '')} {broken}"
    return plain if plain.isascii() else _UNSPACED.sub(r" \g<0> ", plain)


def _spaced(folded: str) -> str:
    """Return a folded text with a blank for all that is no letter, mark or digit."""
    return "".join(
        one if unicodedata.category(one)[0] in "LMN" else " "
        for one in _UNSPACED.sub(r" \g<0> ", folded)
    )


@lru_cache(maxsize=256)
def _patterns(wording: Wording) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds words in a folded text, and in one with hyphens at line ends."""
    folded = FoldedText(" ".join(wording.text.split()), wording.exact).text
    small = wording.exact and not wording.strict and wording.text == wording.text.lower()
    flags = re.IGNORECASE if small else re.NOFLAG
    if not folded.strip():
        return re.compile("(?!)"), re.compile("(?!)")
    begins = not wording.parts and _is_letter(folded[0])
    end = "" if wording.parts or not _is_letter(folded[-1]) else rf"(?!{_LETTER})"
    if wording.prefix:
        end = f"{_LETTER}*" if end else ""
    first, *rest = folded.split()
    # A pattern that begins with letters is found far faster than one that begins by looking back.
    begin = re.escape(first)
    if begins:
        begin += rf"(?<![^\W_]{begin})(?<![{_MARKS}]{begin})"
    plain = r"\s+".join([begin, *map(re.escape, rest)]) + end
    broken = r"\s+".join(map(_breakable, folded.split())) + end
    if begins:
        broken = rf"(?<![^\W_])(?<![{_MARKS}]){broken}"
    return re.compile(plain, flags), re.compile(broken, flags)


def _breakable(word: str) -> str:
    """Return the pattern of a word that may be broken at a line end, at its hyphens and between."""
    return f"{LINE_HYPHEN}?".join(
        f"[-{LINE_HYPHEN}]" if one == "-" else re.escape(one) for one in word
    )


def _is_letter(character: str) -> bool:
    return re.fullmatch(_LETTER, character) is not None and not _UNSPACED.match(character)
