"""The words of a text with what stands between them, as numbers are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from reader.text.numbers.quantity import Quantity, Reading
from reader.text.spans import Span

_BLANKS = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\-‐]*$")
# Blanks, perhaps after the full stop of an abbreviation.
_STOP = re.compile(r"\.?[\s\u00ad\u200b-\u200f\u2060\-‐]*$")
# Marks right before the first word, and how many are looked at.
_MARKS, _MOST_MARKS = re.compile(r"[^\w\s]*$"), 4


class NumberRow:
    """Folded words, and what stands between those that begin and end at some places of a text."""

    def __init__(self, text: str, places: Sequence[Span], words: Sequence[str]) -> None:
        self.words = words
        first = places[0].start if places else 0
        marks = _MARKS.search(text, max(0, first - _MOST_MARKS), first)
        self._gaps = [
            "\n" + (marks[0] if marks else ""),
            *(text[one.end : two.start] for one, two in pairwise(places)),
        ]
        self._following = [
            word if at and _BLANKS.match(self._gaps[at]) else "" for at, word in enumerate(words)
        ]
        end = places[-1].end if places else 0
        self._behind = text[end : end + 2].strip()[:1]

    def gap(self, at: int) -> str:
        """Return the text between a word and the last one; a line break first of all."""
        return self._gaps[at]

    def word(self, at: int) -> str:
        """Return a word that follows another with nothing but blanks between, or nothing."""
        return self._following[at] if at < len(self._following) else ""

    def word_before(self, at: int) -> str:
        """Return the word that another one follows with nothing but blanks between, or nothing."""
        return self.words[at - 1] if self.word(at) else ""

    def word_past_stop(self, at: int) -> str:
        """Return a word that follows another one, perhaps an abbreviation; or nothing."""
        follows = 0 < at < len(self.words) and _STOP.match(self._gaps[at])
        return self.words[at] if follows else ""

    def is_glued(self, at: int) -> bool:
        """Tell whether nothing stands between a word and the one before it."""
        return at < len(self.words) and self._gaps[at] == ""

    def sign_behind(self, at: int) -> str:
        """Return the sign right behind the word before ``at``, or nothing."""
        if 0 < at < len(self.words):
            return self._gaps[at].strip()[:1]
        return self._behind if at else ""

    def quantity(
        self, start: int, end: int, readings: Iterable[Reading], weak: bool = False
    ) -> Quantity:
        """Return the quantity that the words from one on to another are."""
        return Quantity(start, end, frozenset(readings), self.word(end), weak)
