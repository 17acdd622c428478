"""The words of a text as the recogniser sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ABBREVIATION = (
    "Adm|Brig|Capt|Cmdr|Co|Col|Corp|Cpl|Dr|Ft|Gen|Gov|Hon|Inc|Jr|Lt|Ltd|Maj|Messrs|Mr|Mrs|Ms|Mt"
    "|No|Prof|Pvt|Rep|Rev|Sen|Sgt|Sr|St|Supt"
)
_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_WORD = re.compile(
    rf"""(?:{_LETTER}\.){{2,}}          # U.S.
    | \b(?:{_ABBREVIATION}|[A-Z])\.(?=\s)  # Gen., J.
    | (?:{_LETTER})+(?:['’](?![sS]\b)(?:{_LETTER})+|[0-9]+)*   # O'Brien, F16
    | ['’][sS]\b
    | [0-9]+(?:[.,][0-9]+)*
    | [^\w\s]|\w""",
    re.VERBOSE,
)
_ENDS_SENTENCE = frozenset([".", "!", "?", "…"])
_OPENS = frozenset("\"'“‘«([*_#")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, punctuation included.

    Four lists of one length: their texts, where they start and end (code points), and whether
    they stand where a sentence opens.
    """

    texts: list[str]
    starts: list[int]
    ends: list[int]
    opens: list[bool]


def split(text: str) -> Words:
    """Return the words of ``text``. A hyphen and a possessive ``'s`` are words of their own."""
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    opens: list[bool] = []
    fresh, last = True, 0
    for match in _WORD.finditer(text):
        word, start = match[0], match.start()
        if not fresh and "\n" in text[last:start]:
            fresh = True
        last = match.end()
        texts.append(word)
        starts.append(start)
        ends.append(last)
        opens.append(fresh)
        if word in _ENDS_SENTENCE:
            fresh = True
        elif fresh and word not in _OPENS:
            fresh = False
    return Words(texts, starts, ends, opens)
