"""The words of a text as the recogniser sees them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

_TITLE = "Adm|Brig|Capt|Cmdr|Col|Cpl|Dr|Ft|Gen|Gov|Hon|Lt|Maj|Messrs|Mr|Mrs|Ms|Mt|Prof|Pvt|Rep|Rev"
_MARK = r"[\u0300-\u036f]"
_LETTERS = rf"[^\W\d_]+(?:{_MARK}+[^\W\d_]*)*"
# The full stop belongs to an abbreviation that a name follows, or in mid-sentence.
# The first form is most words; it leaves out what the others would look for in vain.
_WORD = re.compile(
    rf"""[A-Za-z][a-z]*(?=[\ ,\n])
    | (?:[^\W\d_]{_MARK}*\.){{2,}}
    | (?=[A-Z])\b(?:{_TITLE}|Sen|Sgt|St|Supt|[A-Z])\.(?=\s\S)
    | (?=[CIJLNS])\b(?:Co|Corp|Inc|Jr|Ltd|No|Sr)\.(?=[,;:]|\s[a-z0-9])
    | {_LETTERS}(?:['’](?![sS]\b){_LETTERS}|[0-9]+)*
    | ['’][sS]\b
    | [0-9]+(?:[.,][0-9]+)*
    | [^\w\s]|\w""",
    re.VERBOSE,
)
_ENDS_SENTENCE = frozenset([".", "!", "?", "…"])
# What opens a sentence leaves it open for the word after it.
_BEFORE_SENTENCE = _ENDS_SENTENCE | frozenset("\"'“‘«([*_#")
_LINE_END = re.compile("\n")


@dataclass(frozen=True)
class TokenisedText:
    """The words of a text, punctuation included.

    Four lists of one length: their texts, where they start and end (code points), and whether
    they stand where a sentence opens.
    """

    texts: list[str]
    starts: list[int]
    ends: list[int]
    opens: list[bool]

    @cached_property
    def headlines(self) -> list[bool]:
        """Tell for each word whether it stands in a headline that capitalises every word."""
        flags: list[bool] = []
        for start, stop in self._lines():
            flags += [_is_headline(self.texts[start:stop])] * (stop - start)
        return flags

    def _lines(self) -> Iterator[tuple[int, int]]:
        """Yield the start and end of each sentence, in words."""
        start = 0
        for at, opens in enumerate(self.opens):
            if opens and at > start and not self.opens[at - 1]:
                yield start, at
                start = at
        yield start, len(self.texts)


def _is_headline(line: Sequence[str]) -> bool:
    """Tell whether (nearly) all the words of a sentence begin with a capital, as in a headline."""
    long = [text for text in line if len(text) > 3 and text[0].isalpha()]
    if len(long) < 4:
        return len(long) > 1 and all(map(str.isupper, long))
    return line[-1] != "." and sum([text[0].isupper() for text in long]) > 0.8 * len(long)


def split(text: str) -> TokenisedText:
    """Return the words of ``text``. A hyphen and a possessive ``'s`` are words of their own."""
    texts: list[str] = _WORD.findall(text)
    starts, ends, end = [], [], 0
    # Nothing but blanks lies between words: to look for each takes half the time of its match.
    for word in texts:
        start = text.index(word, end)
        end = start + len(word)
        starts.append(start)
        ends.append(end)
    opens = [False] * (len(texts) + 1)
    opens[0] = True
    for line_end in _LINE_END.finditer(text):
        opens[bisect_left(starts, line_end.start())] = True
    for at in [at for at, word in enumerate(texts) if word in _BEFORE_SENTENCE]:
        opens[at + 1] |= opens[at] or texts[at] in _ENDS_SENTENCE
    return TokenisedText(texts, starts, ends, opens[:-1])


def within(words: TokenisedText, start: int, end: int) -> tuple[int, int]:
    """Return the numbers of the first word and of the one after the last in ``[start, end)``."""
    return bisect_right(words.ends, start), bisect_left(words.starts, end)
