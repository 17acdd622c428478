"""The place and the agency that a report begins with: *LONDON (Reuters) - *."""

from __future__ import annotations

import re

from reader.text import Span

# A day or a country behind the place.
_TOLD = r"(?:,\s[^()\u2013\u2014]{2,25}?)?"
# A place in capitals, or one with an agency behind it, then a dash and a sentence; or a place of
# two words in capitals alone.
_DATELINE = re.compile(
    rf"(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{{1,29}}(?<! ){_TOLD}(?:\s*\([^()]{{2,25}}\))?"
    rf"|[A-ZÀ-Þ][\w.'’ -]{{1,29}}{_TOLD}\s*\([^()]{{2,25}}\))"
    r"\s+(?:[\u2013\u2014]|--?)\s+(?=[^\w\s]?[A-ZÀ-Þ])"
    r"|(?:[A-Z]{3,},\s)?[A-Z]{2,}(?:\s[A-Z]{2,})+:?\s+(?=[A-Z][a-z])"
)


def dateline(text: str, sentence: Span) -> Span | None:
    """Return the dateline at the start of a sentence, without the blank behind it, or None."""
    match = _DATELINE.match(text, sentence.start, sentence.end)
    return Span(match.start(), match.start() + len(match[0].rstrip())) if match else None
