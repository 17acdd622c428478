"""The words of a text with what stands between them, as dates are looked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.text.spans import Span

_GAP, _YEAR_GAP = re.compile(r"[\s.]*$"), re.compile(r"[\s.,]*$")
_LONGEST_GAP = 4  # characters between the parts of a date

_LINKS = frozenset(["de", "of", "del", "den", "le", "el", "il", "o", "van"])
ORDINAL_ENDS = frozenset("st nd rd th er º ª e o".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class DateRow:
    """The words of a text with their places, as the parts of a date are looked for."""

    text: str
    places: Sequence[Span]
    words: Sequence[str]

    def gap(self, at: int) -> str:
        """Return the text between a word and the one before it."""
        return self.text[self.places[at - 1].end : self.places[at].start]

    def joined(self, at: int, pattern: re.Pattern[str] = _GAP) -> bool:
        """Tell whether a word stands right after the one before it."""
        if not 0 < at < len(self.words):
            return bool(pattern.match("\n"))
        gap = self.gap(at)
        return len(gap) <= _LONGEST_GAP and bool(pattern.match(gap))

    def following(self, at: int) -> str:
        """Return a word that stands right after the one before it, or nothing."""
        return self.words[at] if 0 < at < len(self.words) and self.joined(at) else ""

    def preceding(self, at: int) -> str:
        """Return the word that another one stands right after, or nothing."""
        return self.words[at - 1] if self.following(at) else ""

    def number(self, at: int, most: int) -> int | None:
        """Return the number from 1 to ``most`` that a word is, or None."""
        word = self.words[at] if 0 <= at < len(self.words) else ""
        return int(word) if word.isdecimal() and len(word) <= 4 and 1 <= int(word) <= most else None

    def day(self, at: int) -> tuple[int, int, int | None]:
        """Return the start, the end and the day of a date whose month is a word."""
        back = at - 1
        while back > 0 and self.joined(back + 1) and self.words[back] in _LINKS | ORDINAL_ENDS:
            back -= 1
        day = self.number(back, 31) if back >= 0 and self.joined(back + 1) else None
        if day is not None:
            return back, at + 1, day
        end = at + 1
        day = self.number(end, 31) if self.joined(end) else None
        if day is None or len(self.words[end]) > 2:
            return at, end, None
        end += 1
        if end < len(self.words) and self.places[end - 1].end == self.places[end].start:
            end += self.words[end] in ORDINAL_ENDS
        return at, end, day

    def year(self, at: int) -> tuple[int, int | None]:
        """Return the end of the year that follows at a word, and the year; ``at`` and None."""
        ahead, count = at, len(self.words)
        while ahead < count and self.joined(ahead) and self.words[ahead] in _LINKS:
            ahead += 1
        if ahead < count and self.joined(ahead, _YEAR_GAP) and len(self.words[ahead]) == 4:
            year = self.number(ahead, 2100)
            if year and year >= 1000:
                return ahead + 1, year
        return at, None
