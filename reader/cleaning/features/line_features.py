"""Features of a line of a page by itself: its shape, its words, its marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import fsum, log1p
from typing import NamedTuple

from reader.cleaning.parse.lines import Line
from reader.cleaning.wording.bylines import OPENERS, is_byline
from reader.cleaning.wording.line_wording import NOTICES, ends_sentence, is_furniture
from reader.text.ascii_runs import LETTERS, ascii_runs
from reader.text.dates.months import SHORT_MONTHS

# A line of so many words is read as running text, a shorter one as a label.
LONG = 8
_LABEL = 60  # the looks of lines that are no longer are kept
_READ = 600  # of a long line only so much is looked at for its words and marks
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Scripts without blanks between words: two characters count as a word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_ENDS = {
    **dict.fromkeys(".。।۔", 1),
    **dict.fromkeys("!?！？؟", 2),
    **dict.fromkeys(":：", 3),
    **dict.fromkeys(",;，、", 4),
    "…": 5,
    **dict.fromkeys("\"'”’»", 6),
    ")": 7,
    "]": 7,
}
_SENTENCE_ENDS = frozenset((1, 2, 5, 6))
_SENTENCE = re.compile(r"[.!?][\"”’)]*\s+[A-Z\"“‘(]|[。！？]")
_MARK = re.compile(r"[|•·›»→/@#]")
_DIGITS = re.compile(r"\d+")
_MONTH = rf"(?:{'|'.join(SHORT_MONTHS)})[a-z]*"
_DATED = re.compile(
    rf"\b{_MONTH}\.?\s+\d{{1,2}}\b|\b\d{{1,2}}\s+{_MONTH}\b|\b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b"
    r"|\b(?:19|20)\d\d-\d\d-\d\d|\b\d{1,2}:\d\d\s*[ap]m\b"
    r"|\b\d+\s*(?:min(?:ute)?s?|h(?:ou)?rs?|h|d|days?|weeks?|months?|years?|yrs?)\s+ago\b",
    re.IGNORECASE,
)
# What running text cannot do without, and what comments and appeals are full of.
_FUNCTION = frozenset(
    """the of and to a in that is was for on with as it by at from be are his her he she they their
    has had have were will would this an which who been but not or its""".split()  # noqa: SIM905
)
_ADDRESS = frozenset(
    "i i'm i've my me you your you're we our us i'll don't".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True, eq=False)
class LineWords:
    """The weight of each word for something (log odds), as training found it.

    ``short`` and ``long`` say that a line of that size is running text; ``past``, that a short line
    comes after the article. Two words that follow each other in a short line are one more, ``a_b``.
    """

    short: Mapping[str, float]
    long: Mapping[str, float]
    past: Mapping[str, float]


class Look(NamedTuple):  # one is made for each line: this takes a quarter of a dataclass's time
    """The features of a line by itself: numbers first, as the line model sees them.

    ``score`` is how much its words speak for running text (see ``LineWords``), in all, on average
    and at the least; ``past`` how much they say that the article is over. ``weight`` says how much
    it looks like running text, below zero where it does not. ``copies`` counts the lines of the
    page that say the same, ``alike`` those that differ in their numbers alone, as far as it
    matters.
    """

    size: int
    log_size: float
    length: int
    end: int
    start: int
    capitals: float
    function: float
    address: float
    score: float
    mean_score: float
    least_score: float
    past: float
    furniture: bool
    notices: int
    digits: float
    marks: int
    sentences: int
    dated: bool
    byline: bool
    quotes: bool
    density: float
    is_long: bool
    commas: int
    rights: bool
    upper: bool
    weight: float
    copies: int
    alike: int
    words: frozenset[str]
    stems: frozenset[str]  # the beginnings of its longer words
    masked: str  # its text, each number as 0


# So many of the fields of a look are numbers.
NUMBERS = Look._fields.index("words")


def look_at(lines: Sequence[Line], words: LineWords) -> list[Look]:
    """Return the look of each line."""
    copies = Counter(line.text for line in lines)
    copies.subtract(line.text for line, below in pairwise(lines) if _is_again(line, below))
    looks = {
        text: _look(text, words) if len(text) > _LABEL else _label(text, words) for text in copies
    }
    alike: Counter[str] = Counter()
    for text, look in looks.items():
        alike[look.masked] += copies[text]
    for text, look in looks.items():
        if alike[look.masked] > 1:
            looks[text] = _repeated(look, copies[text], alike[look.masked])
    return [looks[line.text] for line in lines]


def _is_again(line: Line, below: Line) -> bool:
    """Tell whether a paragraph stands twice in a row, which furniture never does."""
    return len(line.text) > _LABEL and line.text == below.text and ends_sentence(line.text)


def words_of(text: str) -> list[str]:
    """Return the words of a line that are looked at, in small letters."""
    return list(map(str.lower, _words_in(text[:_READ])))


def _words_in(head: str) -> list[str]:
    if head.isascii() and "'" not in head:
        return ascii_runs(head, LETTERS)
    return _WORD.findall(head)


def scored(words: Sequence[str]) -> frozenset[str]:
    """Return the words of a line that may be scored; of a short one, also each two in a row."""
    if len(words) >= LONG:
        return frozenset(words)
    return frozenset((*words, *map("_".join, pairwise(words))))


def _look(text: str, words: LineWords) -> Look:
    """Return the look of a line that stands once in its page."""
    head = text[:_READ]
    # Most lines of a menu are letters and blanks: there is nothing else to look for.
    lettered = head.replace(" ", "").isalpha()
    found = head.split() if lettered else _words_in(head)
    small = list(map(str.lower, found))
    count = len(found) or 1
    size = _size(text, len(found))
    end = _ENDS.get(text[-1], 9 if text[-1].isdigit() else 8)
    own = frozenset(small)
    notices = len(own & NOTICES)
    furniture = size < 30 and is_furniture(text)
    long = len(found) >= LONG
    scores = scored(small)
    worth = _scores_of(words.long if long else words.short, scores)
    score = fsum(worth)  # whatever the order of the set
    masked = text if lettered and len(text) <= _READ else _DIGITS.sub("0", text)
    numbered = masked != text
    digits = sum(map(len, _DIGITS.findall(head))) if numbered else 0
    marks, sentences, commas, quotes = (0, 0, 0, False) if lettered else _signs(head, end)
    return Look(
        size=size,
        log_size=log1p(size),
        length=len(text),
        end=end,
        start=_start(text[0]),
        capitals=sum([word[0].isupper() for word in found[:40]]) / min(40, count),
        function=sum(map(_FUNCTION.__contains__, small)) / count,
        address=sum(map(_ADDRESS.__contains__, small)) / count,
        score=score,
        mean_score=score / (len(worth) or 1),
        least_score=min(worth, default=0.0),
        past=0.0 if long else fsum(_scores_of(words.past, scores)),
        furniture=furniture,
        notices=notices,
        digits=digits / len(head),
        marks=marks,
        sentences=sentences,
        dated=numbered and size < 30 and bool(_DATED.search(head)),
        byline=size < 15 and _is_byline(head, own),
        quotes=quotes,
        density=max(1, len(own)) / len(text),
        is_long=len(text) > _READ,
        commas=commas,
        rights="©" in text,
        upper=text.isupper(),
        weight=_weight(size, end, furniture or notices > 1),
        copies=1,
        alike=1,
        words=own,
        stems=frozenset([word[:6] for word in own if len(word) > 4]),
        masked=masked,
    )


def _size(text: str, found: int) -> int:
    """Return the words of a line, from those ``found`` in what is read of it."""
    size = found if len(text) <= _READ else found * len(text) // _READ
    return size if text.isascii() else size + len(_UNSPACED.findall(text)) // 2


def _signs(head: str, end: int) -> tuple[int, int, int, bool]:
    """Return the marks, sentences and commas of a line, and whether it quotes."""
    sentences = len(_SENTENCE.findall(head)) + (end in (1, 2))
    return len(_MARK.findall(head)), sentences, head.count(","), '"' in head or "“" in head


def _is_byline(head: str, words: Set[str]) -> bool:
    return (not words.isdisjoint(OPENERS) or "By" in head) and is_byline(head)


_label = lru_cache(maxsize=4096)(_look)  # the pages of a site have their menus in common


def _repeated(look: Look, copies: int, alike: int) -> Look:
    """Return the look of a line that its page repeats."""
    weight = -1.5 if copies > 1 and look.size < 30 and look.weight > -2.0 else look.weight
    return look._replace(weight=weight, copies=min(5, copies), alike=min(20, alike))


def _scores_of(scores: Mapping[str, float], words: Iterable[str]) -> list[float]:
    return [score for score in map(scores.get, words) if score is not None]


def _weight(size: int, end: int, furniture: bool) -> float:
    if furniture:
        return -2.0
    if (size >= LONG and end in _SENTENCE_ENDS) or size >= 25:
        return min(size, 40) / 10
    return -1.0


def _start(first: str) -> int:
    if first.isupper():
        return 1
    if first.isalpha():
        return 2
    return 3 if first.isdigit() else 4 if first in "\"'“‘«„" else 5 if first in "•*-–·▪" else 6
