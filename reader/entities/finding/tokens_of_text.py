"""The words of a text as the recogniser sees them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

_TITLE = "Adm|Brig|Capt|Cmdr|Col|Cpl|Dr|Ft|Gen|Gov|Hon|Lt|Maj|Messrs|Mr|Mrs|Ms|Mt|Prof|Pvt|Rep|Rev"
_MARK = r"[\u0300-\u036f]"
_LETTERS = rf"[^\W\d_]+(?:{_MARK}+[^\W\d_]*)*"
# The full stop belongs to an abbreviation that a name follows, or in mid-sentence.
_WORD = re.compile(
    rf"""(?:[^\W\d_]{_MARK}*\.){{2,}}
    | (?=[A-Z])\b(?:{_TITLE}|Sen|Sgt|St|Supt|[A-Z])\.(?=\s\S)
    | (?=[CIJLNS])\b(?:Co|Corp|Inc|Jr|Ltd|No|Sr)\.(?=[,;:]|\s[a-z0-9])
    | {_LETTERS}(?:['’](?![sS]\b){_LETTERS}|[0-9]+)*
    | ['’][sS]\b
    | [0-9]+(?:[.,][0-9]+)*
    | [^\w\s]|\w""",
    re.VERBOSE,
)
_ENDS_SENTENCE = frozenset([".", "!", "?", "…"])
_OPENS = frozenset("\"'“‘«([*_#")


@dataclass(frozen=True, slots=True)
class TokenisedText:
    """The words of a text, punctuation included.

    Four lists of one length: their texts, where they start and end (code points), and whether
    they stand where a sentence opens.
    """

    texts: list[str]
    starts: list[int]
    ends: list[int]
    opens: list[bool]


def split(text: str) -> TokenisedText:
    """Return the words of ``text``. A hyphen and a possessive ``'s`` are words of their own."""
    spans = [match.span() for match in _WORD.finditer(text)]
    texts = [text[start:end] for start, end in spans]
    opens: list[bool] = []
    fresh, last = True, 0
    for word, (start, end) in zip(texts, spans, strict=True):
        if not fresh and start > last and "\n" in text[last:start]:
            fresh = True
        last = end
        opens.append(fresh)
        if fresh:
            fresh = word in _OPENS or word in _ENDS_SENTENCE
        elif word in _ENDS_SENTENCE:
            fresh = True
    return TokenisedText(texts, [start for start, _ in spans], [end for _, end in spans], opens)


def within(words: TokenisedText, start: int, end: int) -> tuple[int, int]:
    """Return the numbers of the first word and of the one after the last in ``[start, end)``."""
    return bisect_right(words.ends, start), bisect_left(words.starts, end)
