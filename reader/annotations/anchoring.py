"""Finding passages again when the text of their article has changed.

The old text, kept with the annotations, is compared with the new one, and each passage goes where
its words have gone. A passage whose place is not certain is an orphan: it is never put somewhere
else because that looks alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from reader.annotations.records import Anchor, AnchoredRecord, Passage
from reader.annotations.word_diff import WordDiff
from reader.text import Span, in_line_feeds, trimmed, with_line_feeds
from reader.text.plain_marks import with_plain_quotes

_SHORT = 4  # words: fewer tell nothing by themselves, what is around them has to
_CONTEXT = 4  # words on each side that are looked at then
_ENOUGH = 5  # of these that must have gone with it
_SHARE = 0.5  # of a passage's words that must still be there
_STRETCH = 1.6  # how much longer it may have become
_SLACK = 3  # words, besides
_TELLING = 6  # words in a row that tell a place
_NEAR = 24  # characters around a quote that do, where the old text was not kept


class Standing(StrEnum):
    """The standing of a passage in the text as it is now."""

    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class Finding:
    """The place of a passage now; for an orphan, ``span`` is None and ``guess`` the likeliest."""

    passage: Passage
    standing: Standing
    span: Span | None = None
    guess: Span | None = None


def reanchor(old: str, new: str, passages: Iterable[Passage]) -> list[Finding]:
    """Return the places in ``new`` of passages of the text ``old``, in the same order.

    Their anchors must be of ``old``; one that isn't is looked for by its quote.
    """
    compared = None if old == new else WordDiff(old, new)
    return [_find(old, new, compared, passage) for passage in passages]


def locate(new: str, passage: Passage) -> Finding:
    """Find a passage whose old text was not kept: by its quote, with what was around it.

    It is found only where that stands once.
    """
    anchor = passage.anchor
    span = quoted(new, anchor)
    if span is None:
        return Finding(passage, Standing.ORPHANED, guess=_guess(anchor.quote, new))
    is_there = span.start == anchor.start
    return Finding(passage, Standing.EXACT if is_there else Standing.MOVED, span)


def quoted(new: str, anchor: Anchor) -> Span | None:
    """Return the place of a quote with what was around it, first at its old place.

    Where it is not there as it is written, it is sought without regard to the kind of line ends.
    """
    return _as_written(new, anchor) or _in_lines(new, anchor, _as_written)


def _in_lines(
    new: str, anchor: Anchor, sought: Callable[[str, Anchor], Span | None]
) -> Span | None:
    """Return the place of a quote that is sought where all lines end with a line feed."""
    around = (anchor.quote, anchor.prefix, anchor.suffix)
    if not any("\r" in text for text in (new, *around)):
        return None
    quote, prefix, suffix = map(with_line_feeds, around)
    lines = in_line_feeds(new)
    span = sought(lines.text, replace(anchor, quote=quote, prefix=prefix, suffix=suffix))
    return lines.to_source(span) if span else None


def _as_written(new: str, anchor: Anchor) -> Span | None:
    span = anchor.span
    if span.of(new) == anchor.quote and new.startswith(anchor.suffix[:_NEAR], span.end):
        return span
    for before, after in ((_NEAR, _NEAR), (_NEAR, 0), (0, _NEAR)):
        lead = anchor.prefix[-before:] if before else ""
        wanted = lead + anchor.quote + anchor.suffix[:after]
        place = new.find(wanted)
        if len(wanted) >= _NEAR and place >= 0 and new.find(wanted, place + 1) < 0:
            start = place + len(lead)
            return Span(start, start + len(anchor.quote))
    return None


def seek(source: str, passage: AnchoredRecord) -> Span | None:
    """Return the one place in ``source`` that holds the quote of a passage, None without one.

    What was around the quote decides where it stands more than once.
    """
    anchor = passage.anchor
    return (
        quoted(source, anchor)
        or _alone(source, anchor)
        or _beside(source, anchor)
        or _in_lines(source, anchor, _alone)
        or _in_lines(source, anchor, _beside)
    )


def _alone(source: str, anchor: Anchor) -> Span | None:
    """Return the place of a quote that stands once in a text."""
    place = source.find(anchor.quote)
    is_alone = place >= 0 and source.find(anchor.quote, place + 1) < 0
    return Span(place, place + len(anchor.quote)) if is_alone and anchor.quote else None


def _beside(source: str, anchor: Anchor) -> Span | None:
    """Return the place of a quote that stands once with all that is said to surround it."""
    if not (anchor.prefix or anchor.suffix):
        return None
    around = f"{anchor.prefix}{anchor.quote}{anchor.suffix}"
    span = _alone(source, replace(anchor, quote=around))
    start = span.start + len(anchor.prefix) if span else 0
    return Span(start, start + len(anchor.quote)) if span and anchor.quote else None


def _find(old: str, new: str, compared: WordDiff | None, passage: Passage) -> Finding:
    anchor = passage.anchor
    span = anchor.span
    if span.of(old) != anchor.quote:
        return Finding(passage, Standing.ORPHANED, guess=_guess(anchor.quote, new))
    if compared is None:
        return Finding(passage, Standing.EXACT, span)
    found, certain = _place(compared, span)
    if found is None or not certain:
        return Finding(passage, Standing.ORPHANED, guess=found or _guess(anchor.quote, new))
    if found.of(new).split() != anchor.quote.split():
        return Finding(passage, Standing.CHANGED, found)
    return Finding(passage, Standing.EXACT if found == span else Standing.MOVED, found)


def _place(compared: WordDiff, span: Span) -> tuple[Span | None, bool]:
    """Return the new place of the words of ``span``, if that is known, and whether it is certain.

    Where all of them are gone, what stands in their place is no more than a guess.
    """
    own = compared.words_in(span)
    if not own:
        return None, False
    new = _unique(compared, own) or _followed(compared, own)
    certain = new is not None or any(compared.to_new[old] >= 0 for old in own)
    if new is None and compared.related:
        new = _replaced(compared, own)
    return None if new is None else _bounded(compared, span, own, new), certain


def _followed(compared: WordDiff, own: range) -> range | None:
    """Return the new words that those of ``own`` have become, if enough of them are still there."""
    core = _core(compared, own)
    if core is None or not compared.related:
        return None
    there = sum(compared.to_new[old] >= 0 for old in core)
    around = min(_CONTEXT, own.start) + min(_CONTEXT, len(compared.old_words) - own.stop)
    if there < _SHARE * len(own) or (
        len(own) <= _SHORT and _context(compared, core) < min(_ENOUGH, around)
    ):
        return None
    new = range(_start(compared, own, core), _stop(compared, own, core))
    return new if len(new) <= _STRETCH * len(own) + _SLACK else None


def _unique(compared: WordDiff, own: range) -> range | None:
    """Return the new place of words, widened until they stand once in each text, if ever."""
    for left, right in ((0, 0), (3, 3), (_TELLING, 0), (0, _TELLING)):
        if left != right and compared.repeats(own):  # of two the same, either may be the one
            break
        wide = compared.widened(own, left, right)
        if len(wide) >= _TELLING:
            place = compared.only_place(wide)
            if place is not None:
                first = place + own.start - wide.start
                return range(first, first + len(own))
    return None


def _core(compared: WordDiff, own: range) -> range | None:
    """Return the old words of ``own`` from the first to the last that went the same way."""
    best: range | None = None
    first = last = -1
    count = most = 0
    for old in own:
        new = compared.to_new[old]
        if new < 0:
            continue
        ahead = new - compared.to_new[last] if count else 0
        if count and not 0 < ahead <= 2 * (old - last) + _SLACK:
            count = 0
        if not count:
            first = old
        count, last = count + 1, old
        if count > most:
            most, best = count, range(first, last + 1)
    return best


def _context(compared: WordDiff, core: range) -> int:
    """Return the number of words beside ``core``, on both sides, that are beside it still."""
    first, last = compared.to_new[core.start], compared.to_new[core.stop - 1]
    return sum(
        compared.to_new[core.start - n] in range(first - n - _SLACK, first)
        for n in range(1, _CONTEXT + 1)
        if core.start - n >= 0
    ) + sum(
        compared.to_new[core.stop - 1 + n] in range(last + 1, last + n + _SLACK + 1)
        for n in range(1, _CONTEXT + 1)
        if core.stop - 1 + n < len(compared.to_new)
    )


def _replaced(compared: WordDiff, own: range) -> range | None:
    """Return the new words in the place of a few that are gone, between neighbours that are not."""
    before = _nearest(compared.to_new, range(own.start - 1, max(-1, own.start - 3), -1))
    after = _nearest(compared.to_new, range(own.stop, min(len(compared.to_new), own.stop + 2)))
    if len(own) > _SHORT or before is None or after is None:
        return None
    left, right = own.start - before - 1, after - own.stop
    new = range(compared.to_new[before] + 1 + left, compared.to_new[after] - right)
    if abs(len(new) - len(own)) > (not left and not right) or not new:
        return None
    near = (
        _context(compared, range(before, before + 1)),
        _context(compared, range(after, after + 1)),
    )
    return new if sum(near) >= 2 * _CONTEXT else None


def _start(compared: WordDiff, own: range, core: range) -> int:
    """Return the first new word of a passage whose ``core`` is known."""
    old, new = core.start, compared.to_new[core.start]
    while old > own.start and compared.agree(old - 1, new - 1):
        old, new = old - 1, new - 1
    nearest = _nearest(compared.to_new, range(old - 1, -1, -1))
    free = new - 1 - (-1 if nearest is None else compared.to_new[nearest])
    left = old - own.start
    beside = (-1 if nearest is None else nearest) == own.start - 1
    return new - _taken(left, free, all_of_them=beside)


def _stop(compared: WordDiff, own: range, core: range) -> int:
    """Return the end of the new words of a passage whose ``core`` is known."""
    old, new = core.stop - 1, compared.to_new[core.stop - 1]
    while old < own.stop - 1 and compared.agree(old + 1, new + 1):
        old, new = old + 1, new + 1
    nearest = _nearest(compared.to_new, range(old + 1, len(compared.to_new)))
    free = (len(compared.to_old) if nearest is None else compared.to_new[nearest]) - new - 1
    left = own.stop - 1 - old
    beside = (len(compared.to_new) if nearest is None else nearest) == own.stop
    return new + 1 + _taken(left, free, all_of_them=beside)


def _taken(gone: int, free: int, *, all_of_them: bool) -> int:
    """Return how many of the ``free`` new words at an end replace the ``gone`` old ones.

    One more is taken where all the free ones lie between the passage and its neighbour.
    """
    if not gone or free <= 0:
        return 0
    return free if all_of_them and free <= gone + 1 else min(free, gone)


def _nearest(to_new: list[int], olds: range) -> int | None:
    return next((old for old in olds if to_new[old] >= 0), None)


def _bounded(compared: WordDiff, span: Span, own: range, new: range) -> Span:
    """Return the new words as a span, with the marks at its ends that ``span`` had there."""
    first, last = compared.old_words[own.start], compared.old_words[own.stop - 1]
    start, end = compared.new_words[new.start].start, compared.new_words[new.stop - 1].end
    if compared.agree(own.start, new.start) and span.start > first.start:
        start += span.start - first.start
    if compared.agree(own.stop - 1, new.stop - 1) and span.end < last.end:
        end -= last.end - span.end
    lead, tail = compared.old[span.start : first.start], compared.old[last.end : span.end]
    if with_plain_quotes(compared.new[max(0, start - len(lead)) : start]) == with_plain_quotes(
        lead
    ):
        start -= len(lead)
    if with_plain_quotes(compared.new[end : end + len(tail)]) == with_plain_quotes(tail):
        end += len(tail)
    return trimmed(Span(start, end), compared.new)


def _guess(quote: str, new: str) -> Span | None:
    """Return the stretch of ``new`` that is most like ``quote``; None where nothing is."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    found = partial_ratio_alignment(quote, new, score_cutoff=60)
    if found is None or len(quote) > len(new):
        return None
    span = trimmed(Span(found.dest_start, found.dest_end), new)
    return span or None
