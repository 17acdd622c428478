"""The changes between two sentences that say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import chain

from reader.duplicates.align.datelines import dateline
from reader.duplicates.align.entity_names import is_other_person, is_possessive
from reader.duplicates.align.fact_pairs import Beside, FactPair, fact_pairs
from reader.duplicates.align.facts import Fact, fact_span, may_be_year
from reader.duplicates.align.qualifiers import qualifiers
from reader.duplicates.align.sentence_words import ComparedTexts, SentenceWords
from reader.duplicates.align.speakers import other_speaker
from reader.duplicates.values import Change, ChangeKind, PairStatus
from reader.text import Span
from reader.text.diff import Opcode, diff
from reader.text.numbers.clock_times import CLOCKED
from reader.text.numbers.quantity import Quantity

# An editor leaves so much of a sentence.
_LIGHT = 0.7
# What was changed so many words away says nothing of a name or number.
_REACH = 100
# Two sentences hold one quotation where they share so much of it, and so many words.
_QUOTED, _LEAST_QUOTED = 0.7, 5


def difference(sides: ComparedTexts, a: Span, b: Span) -> tuple[PairStatus, tuple[Change, ...]]:
    """Return the changes that make the sentence ``a`` into ``b``, in the order of the text."""
    one, other = sides.words_a(a), sides.words_b(b)
    steps = diff(one.compared, other.compared, island=0)
    if _is_quoted(one, other, steps):
        status = PairStatus.QUOTED
    else:
        status = PairStatus.EDITED if _is_light(one, other) else PairStatus.REWORDED
    beside = Beside(partial(sides.beside_a, a), partial(sides.beside_b, b))
    found = (_changes(*both, beside) for both in _changed_ranges(sides, one, other, steps))
    lines = dateline(sides.a, a), dateline(sides.b, b)
    changes = (_plain_in_dateline(change, *lines) for change in chain.from_iterable(found))
    return status, tuple(sorted(changes, key=_place))


def _plain_in_dateline(change: Change, line_a: Span | None, line_b: Span | None) -> Change:
    """Return a change; what the dateline of one sentence alone says is no part of what is told."""
    alone_a = change.b is None and change.a and line_a and line_a.covers(change.a)
    alone_b = change.a is None and change.b and line_b and line_b.covers(change.b)
    return replace(change, kind=ChangeKind.WORD) if alone_a or alone_b else change


def _changed_ranges(
    sides: ComparedTexts, one: SentenceWords, other: SentenceWords, steps: list[Opcode]
) -> Iterator[tuple[SentenceWords, SentenceWords]]:
    """Yield two sentences; of very long ones the stretches around what was changed in them."""
    start_a = start_b = 0
    for tag, a, end_a, b, end_b in steps:
        is_long = tag == "equal" and end_a - a > 2 * _REACH
        if is_long and one.quoted[a:end_a] == other.quoted[b:end_b]:
            mine, theirs = one.span(start_a, a + _REACH), other.span(start_b, b + _REACH)
            assert mine and theirs
            yield sides.words_a(mine), sides.words_b(theirs)
            start_a, start_b = end_a - _REACH, end_b - _REACH
    if not start_a:
        yield one, other
        return
    mine, theirs = one.places[start_a], other.places[start_b]
    yield (
        sides.words_a(Span(mine.start, one.sentence.end)),
        sides.words_b(Span(theirs.start, other.sentence.end)),
    )


def _changes(one: SentenceWords, other: SentenceWords, beside: Beside) -> Iterator[Change]:
    """Yield the changes, in no order.

    Names, numbers and dates are told by what they mean, each on its own; what else was changed is
    a change of words.
    """
    steps = diff(one.compared, other.compared)
    found = [*_speaker(one, other), *_quote_marks(one, other, steps)]
    speakers = [change for change in found if change.kind is ChangeKind.SPEAKER]
    pairs = fact_pairs(one, other, steps, beside)
    differing = [pair for pair in pairs if not pair.same]
    changes = [
        Change(
            _kind(one, pair), _span(one, pair.a), _span(other, pair.b), _is_sure(one, other, pair)
        )
        for pair in differing
    ]
    told_a = _word_places(pair.a for pair in differing if pair.a)
    told_b = _word_places(pair.b for pair in differing if pair.b)
    for turning in qualifiers(one, other, steps):
        mine, theirs = turning.a or (0, 0), turning.b or (0, 0)
        changes.append(Change(turning.kind, one.span(*mine), other.span(*theirs)))
        told_a.update(range(*mine))
        told_b.update(range(*theirs))
    changes += [
        change
        for step in steps
        if step.tag != "equal"
        for change in _worded(one, other, step, told_a, told_b)
    ]
    yield from found
    yield from (
        change
        for change in changes
        if change.kind is ChangeKind.NUMBER
        or not any(_within(change, speaker) for speaker in speakers)
    )


def _kind(side: SentenceWords, pair: FactPair) -> ChangeKind:
    """Return the kind of facts that differ: years and times are no numbers."""
    fact = pair.a or pair.b
    assert fact is not None
    both = (pair.a, pair.b)
    are_years = all(one and may_be_year(one, side.language) for one in both)
    are_times = all(one and _is_time_of_day(one) for one in both)
    return ChangeKind.DATE if are_years or are_times else fact.kind


def _is_time_of_day(fact: Fact) -> bool:
    return isinstance(fact.value, Quantity) and fact.value.unit == CLOCKED


def _is_sure(one: SentenceWords, other: SentenceWords, pair: FactPair) -> bool:
    """Tell whether two names have one part in what is said: an owner is put for an owner."""
    if pair.a is None or pair.b is None or pair.a.kind is not ChangeKind.NAME:
        return True
    last_words = one.word(pair.a.end - 1), other.word(pair.b.end - 1)
    return len(set(map(is_possessive, last_words))) == 1


def _span(side: SentenceWords, fact: Fact | None) -> Span | None:
    return fact_span(side, fact) if fact else None


def _worded(
    a: SentenceWords, b: SentenceWords, step: Opcode, told_a: set[int], told_b: set[int]
) -> Iterator[Change]:
    """Yield the changed words that names, numbers and dates do not tell already."""
    start_a, end_a = _trimmed(step.a_start, step.a_end, told_a)
    start_b, end_b = _trimmed(step.b_start, step.b_end, told_b)
    span_a, span_b = a.span(start_a, end_a), b.span(start_b, end_b)
    if span_a or span_b:
        is_name = is_other_person(a.plain[start_a:end_a], b.plain[start_b:end_b])
        yield Change(ChangeKind.NAME if is_name else ChangeKind.WORD, span_a, span_b)


def _word_places(facts: Iterator[Fact]) -> set[int]:
    return {at for fact in facts for at in range(fact.start, fact.end)}


def _trimmed(start: int, end: int, places: set[int]) -> tuple[int, int]:
    """Return a stretch without the words at its ends that are told already."""
    while start < end and start in places:
        start += 1
    while start < end and end - 1 in places:
        end -= 1
    return start, end


def _is_light(one: SentenceWords, other: SentenceWords) -> bool:
    """Tell whether only a few words of a sentence were changed, and none moved elsewhere."""
    mended_a, mended_b = _mended(one.compared), _mended(other.compared)
    steps = diff(mended_a, mended_b, island=0)
    changed = [step for step in steps if step.tag != "equal"]
    size = max(len(mended_a), len(mended_b), 1)
    kept = sum(step.a_end - step.a_start for step in steps if step.tag == "equal")
    gone = Counter(word for step in changed for word in mended_a[step.a_start : step.a_end])
    come = Counter(word for step in changed for word in mended_b[step.b_start : step.b_end])
    moved = (gone & come).total()
    return moved < 2 and len(changed) <= max(2, size // 15) and kept >= _LIGHT * size


def _is_quoted(one: SentenceWords, other: SentenceWords, steps: list[Opcode]) -> bool:
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
        Counter(w for w, q in zip(side.plain, side.quoted, strict=True) if not q)
        for side in (one, other)
    )
    return kept >= max(_LEAST_QUOTED, _QUOTED * quoted) and frame != other_frame


def _mended(found: list[str]) -> list[str]:
    """Join a possessive that lost its apostrophe: ``moscow s`` is ``moscow's``."""
    mended: list[str] = []
    for word in found:
        if word == "s" and mended:
            mended[-1] += "'s"
        else:
            mended.append(word)
    return mended


def _quote_marks(a: SentenceWords, b: SentenceWords, steps: list[Opcode]) -> Iterator[Change]:
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


def _speaker(a: SentenceWords, b: SentenceWords) -> Iterator[Change]:
    """Yield a change where both sentences say who said it, and it is not the same one."""
    found = other_speaker(a, b)
    if found:
        yield Change(ChangeKind.SPEAKER, a.span(*found.a), b.span(*found.b), found.sure)


def _within(change: Change, speaker: Change) -> bool:
    return (change.a is None or (speaker.a is not None and speaker.a.covers(change.a))) and (
        change.b is None or (speaker.b is not None and speaker.b.covers(change.b))
    )


def _place(change: Change) -> tuple[int, int]:
    return (change.a.start if change.a else -1, change.b.start if change.b else -1)
