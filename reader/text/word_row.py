"""A row of words with what stands between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.text.spans import Span

_BLANKS = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\-‐]*$")


@dataclass(frozen=True, slots=True)
class WordRow:
    """Folded words, and the places where they stand in a text."""

    text: str
    places: Sequence[Span]
    words: Sequence[str]

    def gap(self, at: int) -> str:
        """Return what stands between a word and the one before it; a line break at the start."""
        return self.text[self.places[at - 1].end : self.places[at].start] if at else "\n"

    def word(self, at: int, gap: re.Pattern[str] = _BLANKS) -> str:
        """Return a word that follows another with nothing but blanks between, or nothing."""
        if 0 < at < len(self.words) and gap.match(self.gap(at)):
            return self.words[at]
        return ""

    def is_glued(self, at: int) -> bool:
        """Tell whether nothing stands between a word and the one before it."""
        return at < len(self.words) and self.gap(at) == ""

    def sign_behind(self, at: int) -> str:
        """Return the sign behind the last word, where ``at`` is behind it; or nothing."""
        if at != len(self.words) or not at:
            return ""
        end = self.places[-1].end
        return self.text[end : end + 2].strip()[:1]
