"""What differs between two sentences that say the same."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reader.duplicates.values import Change, ChangeKind, PairStatus
from reader.text import Span, folded, words
from reader.text.diff import Opcode, diff

_QUOTATION = re.compile(r'“[^”\n]*”?|"[^"\n]*"?|«[^»\n]*»?|「[^」\n]*」?|„[^“”\n]*[“”]?')
_DATE = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august"
    r"|(?:sept|octo|novem|decem)(?:em)?ber|yesterday|today|tomorrow|\d{4}-\d\d-\d\d",
)
_SPEECH = re.compile(
    r"\b(?:(?:has|have|had)\s+)?(?P<verb>said|says|told|tells|stated|states|added|adds|noted|notes"
    r"|announced|claimed|claims|insisted|insists|confirmed|declared|argued|warned)\b",
    re.IGNORECASE,
)
_NO_SPEAKER = frozenset(["a", "an", "the", "who", "that", "which", "and", "but", "he", "she", "it"])


_WEIGHT = (ChangeKind.DATE, ChangeKind.NUMBER, ChangeKind.NAME)
_SHORT = 6
"""In a changed stretch of up to so many words one look finds the name or number."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Two texts with the names and quotations in them."""

    a: str
    b: str
    names_a: tuple[Span, ...]
    names_b: tuple[Span, ...]
    quotations_a: tuple[Span, ...]
    quotations_b: tuple[Span, ...]

    @classmethod
    def of(cls, a: str, b: str, names_a: Sequence[Span], names_b: Sequence[Span]) -> Sides:
        """Return the two texts with their quotations found."""
        names = tuple(sorted(names_a)), tuple(sorted(names_b))
        return cls(a, b, *names, _quotations(a), _quotations(b))


@dataclass(frozen=True, slots=True)
class _ChangedSide:
    """The words of a sentence."""

    text: str
    sentence: Span
    words: list[Span]
    folded: list[str]
    quoted: list[bool]
    names: tuple[Span, ...]

    def named(self, place: int) -> bool:
        """Tell whether a word belongs to a name: by its capital where no names are known."""
        word = self.words[place]
        if self.names:
            return any(name.overlaps(word) for name in self.names)
        return place > 0 and self.text[word.start].isupper()

    def span(self, start: int, end: int) -> Span | None:
        """Return where the words from ``start`` to ``end`` stand."""
        return Span(self.words[start].start, self.words[end - 1].end) if start < end else None


def difference(sides: Sides, a: Span, b: Span) -> tuple[PairStatus, tuple[Change, ...]]:
    """Return how the sentence ``b`` came from ``a``, and what differs, in the order of the text."""
    one = _side(sides.a, a, sides.names_a, sides.quotations_a)
    other = _side(sides.b, b, sides.names_b, sides.quotations_b)
    steps = diff(one.folded, other.folded, island=0)
    if _is_quoted(one, other, steps):
        status = PairStatus.QUOTED
    else:
        status = PairStatus.EDITED if _is_light(one, other) else PairStatus.REWORDED
    return status, _changes(one, other)


def _changes(one: _ChangedSide, other: _ChangedSide) -> tuple[Change, ...]:
    """Return what differs.

    Where many words were put in the place of others, the names, numbers and dates that only one
    side has are changes of their own beside that one.
    """
    steps = diff(one.folded, other.folded)
    found = [*_speaker(one, other), *_quote_marks(one, other, steps)]
    speakers = [change for change in found if change.kind is ChangeKind.SPEAKER]
    for step in steps:
        if step.tag != "equal":
            found += [
                change
                for change in _worded(one, other, step)
                if not any(_within(change, speaker) for speaker in speakers)
            ]
    return tuple(sorted(found, key=_place))


def _is_light(one: _ChangedSide, other: _ChangedSide) -> bool:
    """Tell whether only a few words of a sentence were changed, and none moved elsewhere."""
    mended_a, mended_b = _mended(one.folded), _mended(other.folded)
    steps = diff(mended_a, mended_b, island=0)
    changed = [step for step in steps if step.tag != "equal"]
    size = max(len(mended_a), len(mended_b), 1)
    kept = sum(step.a_end - step.a_start for step in steps if step.tag == "equal")
    gone = Counter(word for step in changed for word in mended_a[step.a_start : step.a_end])
    come = Counter(word for step in changed for word in mended_b[step.b_start : step.b_end])
    moved = (gone & come).total()
    return moved < 2 and len(changed) <= max(2, size // 15) and kept >= 0.7 * size


def _is_quoted(one: _ChangedSide, other: _ChangedSide, steps: list[Opcode]) -> bool:
    """Tell whether both sentences hold most of one quotation, in frames of their own."""
    quoted = min(sum(one.quoted), sum(other.quoted))
    if not quoted:
        return False
    kept = sum(
        one.quoted[step.a_start + offset] and other.quoted[step.b_start + offset]
        for step in steps
        if step.tag == "equal"
        for offset in range(step.a_end - step.a_start)
    )
    frame, other_frame = (
        Counter(w for w, q in zip(side.folded, side.quoted, strict=True) if not q)
        for side in (one, other)
    )
    return kept >= max(5, 0.7 * quoted) and frame != other_frame


def _side(
    text: str, sentence: Span, names: tuple[Span, ...], quotations: tuple[Span, ...]
) -> _ChangedSide:
    found = words(text, sentence.start, sentence.end)
    quotations = _within_reach(quotations, sentence)
    return _ChangedSide(
        text,
        sentence,
        found,
        [folded(word.of(text)) for word in found],
        [any(one.covers(word) for one in quotations) for word in found],
        _within_reach(names, sentence),
    )


def _within_reach(spans: tuple[Span, ...], sentence: Span) -> tuple[Span, ...]:
    """Return those of ``spans``, which are in order and apart, that touch a sentence."""
    first = bisect_right(spans, sentence.start, key=lambda span: span.end)
    last = bisect_left(spans, sentence.end, key=lambda span: span.start)
    return spans[first:last]


def _quotations(text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in _QUOTATION.finditer(text))


def _mended(found: list[str]) -> list[str]:
    """Join a possessive that lost its apostrophe: ``moscow s`` is ``moscow's``."""
    mended: list[str] = []
    for word in found:
        if word == "s" and mended:
            mended[-1] += "'s"
        else:
            mended.append(word)
    return mended


def _worded(a: _ChangedSide, b: _ChangedSide, step: Opcode) -> Iterator[Change]:
    """Yield the changes of a changed stretch."""
    span_a, span_b = a.span(step.a_start, step.a_end), b.span(step.b_start, step.b_end)
    matter_a = list(_matters(a, b, range(step.a_start, step.a_end)))
    matter_b = list(_matters(b, a, range(step.b_start, step.b_end)))
    kinds = {kind for kind, _ in (*matter_a, *matter_b)}
    if max(step.a_end - step.a_start, step.b_end - step.b_start) <= _SHORT:
        weightiest = next((kind for kind in _WEIGHT if kind in kinds), ChangeKind.WORD)
        yield Change(weightiest, span_a, span_b)
        return
    yield Change(ChangeKind.WORD, span_a, span_b)
    yield from (Change(kind, a.span(*places), None) for kind, places in _runs(matter_a))
    yield from (Change(kind, None, b.span(*places)) for kind, places in _runs(matter_b))


def _matters(
    side: _ChangedSide, other: _ChangedSide, places: range
) -> Iterator[tuple[ChangeKind, int]]:
    """Yield the dates, numbers and names that the other sentence does not have as often."""
    mine, theirs = Counter(map(_bare, side.folded)), Counter(map(_bare, other.folded))
    for place in places:
        word = _bare(side.folded[place])
        if mine[word] > theirs[word]:
            if _DATE.match(word):
                yield ChangeKind.DATE, place
            elif word[0].isdigit():
                yield ChangeKind.NUMBER, place
            elif side.named(place):
                yield ChangeKind.NAME, place


def _runs(found: list[tuple[ChangeKind, int]]) -> Iterator[tuple[ChangeKind, tuple[int, int]]]:
    """Join words of one kind that follow each other."""
    for (kind, _), group in groupby(
        enumerate(found), key=lambda entry: (entry[1][0], entry[1][1] - entry[0])
    ):
        places = [place for _, (_, place) in group]
        yield kind, (places[0], places[-1] + 1)


def _bare(word: str) -> str:
    return word.removesuffix("'s")


def _quote_marks(a: _ChangedSide, b: _ChangedSide, steps: list[Opcode]) -> Iterator[Change]:
    """Yield the stretches that are quoted in one sentence and not in the other."""
    for step in steps:
        if step.tag != "equal":
            continue
        start: int | None = None
        length = step.a_end - step.a_start
        for offset in range(length + 1):
            differs = offset < length and (
                a.quoted[step.a_start + offset] != b.quoted[step.b_start + offset]
            )
            if differs and start is None:
                start = offset
            elif not differs and start is not None:
                yield Change(
                    ChangeKind.QUOTE,
                    a.span(step.a_start + start, step.a_start + offset),
                    b.span(step.b_start + start, step.b_start + offset),
                )
                start = None


def _speaker(a: _ChangedSide, b: _ChangedSide) -> Iterator[Change]:
    """Yield a change where both sentences say who said it, and it is not the same one."""
    one, other = _said_by(a), _said_by(b)
    if one and other and _who(a, one) and _who(b, other) and _who(a, one) != _who(b, other):
        yield Change(ChangeKind.SPEAKER, one, other)


def _who(side: _ChangedSide, span: Span) -> set[str]:
    found = {folded(word.of(side.text)) for word in words(side.text, span.start, span.end)}
    return found - _NO_SPEAKER


def _said_by(side: _ChangedSide) -> Span | None:
    """Return who is said to speak: the words from the last mark or quotation up to the verb."""
    for match in _SPEECH.finditer(side.text, side.sentence.start, side.sentence.end):
        before = [word for word in side.words if word.end <= match.start()]
        quoted = dict(zip(side.words, side.quoted, strict=True))
        taken: list[Span] = []
        for word in reversed(before):
            between = side.text[word.end : taken[-1].start if taken else match.start()]
            if quoted[word] or between.strip() or len(taken) == 8:
                break
            taken.append(word)
        if taken and not quoted.get(taken[0], False):
            return Span(taken[-1].start, taken[0].end)
    return None


def _within(change: Change, speaker: Change) -> bool:
    return (change.a is None or (speaker.a is not None and speaker.a.covers(change.a))) and (
        change.b is None or (speaker.b is not None and speaker.b.covers(change.b))
    )


def _place(change: Change) -> tuple[int, int]:
    return (change.a.start if change.a else -1, change.b.start if change.b else -1)
