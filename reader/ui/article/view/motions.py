"""Ways to move in a text, and its units: pure functions of a place, in code points."""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.text import Span, cluster_at, cluster_before, sentences, words

Motion = Callable[[str, int], int]
Unit = Callable[[str, int], Span]

# The object that a mention is: the view knows where it stands, the text alone doesn't.
NAME = "n"
# The objects around the caret, each by the key that is pressed for it.
OBJECTS = {"w": "word", "s": "sentence", "p": "paragraph", "q": "quotation", NAME: "name"}
# What advice says of them, the keys first: ``w word, s sentence`` and so on.
OBJECTS_IN_WORDS = ", ".join(f"{key} {name}" for key, name in OBJECTS.items())

# How far is looked at first and at most for a word, and at most for a sentence.
_WINDOW = 256
_FARTHEST = _WINDOW * 4**4
_LONGEST = 20_000  # characters on either side
_NUMBER = re.compile(r"[\d.]{1,8}")  # of a heading or an item
_INK = re.compile(r"\S")
# A quotation between its marks, for each kind of marks; an apostrophe closes nothing.
_QUOTATIONS = (
    re.compile("“[^“”]*”"),
    re.compile("„[^„“”]*[“”]"),
    re.compile("«[^«»]*»"),
    re.compile("»[^«»]*«"),
    re.compile(r'"[^"]*"'),
    re.compile(r"‘[^‘]*?’(?!\w)"),
    re.compile("「[^「」]*」"),
)


def right(text: str, index: int) -> int:
    """Return the start of the next character."""
    return cluster_at(text, index).end


def left(text: str, index: int) -> int:
    """Return the start of the character before."""
    return cluster_before(text, index).start


def start(_text: str, _index: int) -> int:
    """Return the start of the text."""
    return 0


def end(text: str, _index: int) -> int:
    """Return the end of the text."""
    return len(text)


def next_word(text: str, index: int) -> int:
    """Return the start of the next word."""
    # From the start of a word, so that the rest of one is not taken for another.
    first = previous_word(text, index)
    reach = _WINDOW
    while True:
        stop = min(len(text), index + reach)
        for word in words(text, first, stop):
            if word.start > index:
                return word.start
        if stop == len(text) or reach == _FARTHEST:
            return stop
        reach *= 4


def previous_word(text: str, index: int) -> int:
    """Return the start of this word, or of the one before where it begins here."""
    reach = _WINDOW
    while True:
        first = max(0, index - reach)
        found = words(text, first, index)
        # The first may have been cut in two by the window.
        whole = found if first == 0 else found[1:]
        if whole:
            return whole[-1].start
        if first == 0 or reach == _FARTHEST:
            return first
        reach *= 4


def word_at(text: str, index: int) -> Span:
    """Return the word at ``index``, or the one character where there is none."""
    first = previous_word(text, min(len(text), index + 1))
    reach = _WINDOW
    while True:
        stop = min(len(text), index + reach)
        for word in words(text, first, stop):
            if word.start <= index < word.end and (word.end < stop or stop == len(text)):
                return word
        if stop == len(text) or reach == _FARTHEST or text[stop - 1].isspace():
            return cluster_at(text, index)
        reach *= 4


def sentence_at(text: str, index: int) -> Span:
    """Return the sentence at ``index``; between two, the one that follows."""
    found = _sentences(text, index)
    following = (span for span in found if index < span.end)
    return next(following, found[-1] if found else Span(index, index))


def next_sentence(text: str, index: int) -> int:
    """Return the start of the next sentence."""
    for span in _sentences(text, index):
        if span.start > index:
            return span.start
    following = next_paragraph(text, index)
    return following if following > index else len(text)


def previous_sentence(text: str, index: int) -> int:
    """Return the start of this sentence, or of the one before where it begins here."""
    starts = [span.start for span in _sentences(text, index) if span.start < index]
    if starts:
        return starts[-1]
    before = _ink_before(text, index)
    starts = [span.start for span in _sentences(text, before) if span.start < index]
    return starts[-1] if starts else 0


def paragraph_at(text: str, index: int) -> Span:
    """Return the paragraph at ``index``: the lines around it up to a blank one."""
    line = _line(text, index)
    if not _has_ink(text, line):
        ink = ink_at(text, line.end)
        if ink == len(text):
            return Span(index, index)
        line = _line(text, ink)
    first, last = line.start, line.end
    while first > 0 and _has_ink(text, above := _line(text, first - 1)):
        first = above.start
    while last < len(text) and _has_ink(text, below := _line(text, last + 1)):
        last = below.end
    return Span(first, last)


def quotation_at(text: str, index: int) -> Span:
    """Return the quotation around ``index`` with its marks; nothing at ``index`` without one.

    Of quotations in each other it is the inner one.
    """
    around = paragraph_at(text, index)
    found = (
        Span(*match.span())
        for form in _QUOTATIONS
        for match in form.finditer(text, around.start, around.end)
    )
    here = (span for span in found if span.start <= index < span.end)
    return min(here, key=len, default=Span(index, index))


def ink_at(text: str, index: int) -> int:
    """Return the first character from ``index`` on that is no blank (the end if there is none)."""
    ink = _INK.search(text, index)
    return ink.start() if ink else len(text)


def next_paragraph(text: str, index: int) -> int:
    """Return the start of the next paragraph."""
    here = paragraph_at(text, index)
    if here.start > index:
        return here.start
    following = ink_at(text, here.end)
    return paragraph_at(text, following).start if following < len(text) else following


def previous_paragraph(text: str, index: int) -> int:
    """Return the start of this paragraph, or of the one before where it begins here."""
    here = paragraph_at(text, index).start
    return here if here < index else paragraph_at(text, _ink_before(text, index)).start


def edge_moved(text: str, span: Span, by: int, *, at_start: bool) -> Span:
    """Return ``span`` with one edge a word further out (``by`` 1) or in (-1)."""
    edge = span.start if at_start else span.end
    first, stop = max(0, edge - _FARTHEST), min(len(text), edge + _FARTHEST)
    found = words(text, first, stop)
    # What the window may have cut in two is no word.
    whole = found[first > 0 : len(found) - (stop < len(text))]
    if at_start:
        places = [word.start for word in whole if word.start < span.end]
    else:
        places = [word.end for word in whole if word.end > span.start]
    forward = (by > 0) != at_start
    ahead = [place for place in places if (place > edge if forward else place < edge)]
    if not ahead:
        return span
    moved = min(ahead) if forward else max(ahead)
    return Span(moved, span.end) if at_start else Span(span.start, moved)


def grown(selected: Span | None, unit: Unit, text: str, index: int, times: int) -> Span | None:
    """Return a selection grown by the units that follow it, or begun at ``index``."""
    span = selected
    for _ in range(times):
        following = unit(text, ink_at(text, span.end) if span else index)
        span = Span(span.start, max(span.end, following.end)) if span else following
    return span


MOTIONS: dict[str, Motion] = {
    "left": left,
    "right": right,
    "word": next_word,
    "word_back": previous_word,
    "sentence": next_sentence,
    "sentence_back": previous_sentence,
    "paragraph": next_paragraph,
    "paragraph_back": previous_paragraph,
    "start": start,
    "end": end,
}
UNITS: dict[str, Unit] = {"w": word_at, "s": sentence_at, "p": paragraph_at, "q": quotation_at}


def _sentences(text: str, index: int) -> list[Span]:
    """Return the sentences of the paragraph at ``index``, or of the stretch around it."""
    around = paragraph_at(text, index)
    first = max(around.start, index - _LONGEST)
    last = min(around.end, index + _LONGEST)
    if first > around.start:
        first = text.find(" ", first, index) + 1 or first
    found = [span.shifted(first) for span in sentences(text[first:last])]
    if len(found) > 1 and found[0].start == around.start and _NUMBER.fullmatch(found[0].of(text)):
        # The number of a heading or of an item belongs to what it numbers.
        found[:2] = [Span(found[0].start, found[1].end)]
    return found


def _ink_before(text: str, index: int) -> int:
    """Return the last character before ``index`` that is no blank (0 where there is none)."""
    stop = index
    while stop > 0:
        first = max(0, stop - _WINDOW)
        stripped = text[first:stop].rstrip()
        if stripped:
            return first + len(stripped) - 1
        stop = first
    return 0


def _line(text: str, index: int) -> Span:
    first = text.rfind("\n", 0, index) + 1
    last = text.find("\n", index)
    return Span(first, len(text) if last < 0 else last)


def _has_ink(text: str, span: Span) -> bool:
    return _INK.search(text, span.start, span.end) is not None
