"""Features that tell a copy from another report of the same form: names and numbers."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from reader.duplicates.decision import (
    COPY,
    EVENT_FACTS,
    FILLED_FACTS,
    FILLED_NAMED,
    FILLED_VERBATIM,
    FORM_DAYS,
    FORM_EQUAL,
    FORM_FACTS,
    FORM_FIGURES,
    FORM_FRAME,
    FORM_KEPT,
    FORM_LEAST,
    FORM_SERIES,
    FORM_TOLD,
    FORM_VERBATIM,
    FORM_WHOLE,
    FORM_YEAR,
    FORM_YEARLY,
    HOUSE_MOST,
    HOUSE_REST,
    HOUSE_RUN,
    HOUSE_TAIL,
    SLOT_WORDS,
    SLOTS,
    SLOTS_EMPTY,
    SLOTS_MOST,
    WEEKLY_FRAME,
    WEEKLY_KEPT,
    YEAR,
)
from reader.duplicates.ragged_arrays import (
    Codes,
    Flags,
    Floats,
    Numbers,
    flags_at,
    share,
    total,
    within,
)
from reader.duplicates.score.other_subject import other_subject
from reader.duplicates.score.refilled import refilled
from reader.duplicates.score.shared_words import PairSide, Shared
from reader.duplicates.signatures.signature_arrays import PROPER
from reader.duplicates.signatures.word_codes import number_words, word_codes
from reader.text.dates.months import MONTHS, WEEKDAYS

# Names with a capital letter that are no names of anybody.
_CALENDAR = (*WEEKDAYS["en"], *WEEKDAYS["de"], *MONTHS["en"], *MONTHS["de"])


class PairForm(NamedTuple):
    """The shares of names and numbers, and of other words, that pairs of texts have in common.

    All arrays have shape ``(n_pairs,)``. ``facts`` are the names and numbers (distinct words) of
    the text that has fewer, ``figures`` the numbers of the one that has fewer; ``renumbered`` tells
    that both have numbers, if only in words, and none that is the same. ``frame`` is the share of
    the short text's other words that the long one has. ``house`` tells that the two share nothing
    but an end that is about neither, ``filled`` that they differ in slots with other words in them,
    and in nothing else, ``refilled`` that they differ in what they are about alone, ``about`` that
    names or a day tell that they are about different things, ``things`` that they differ in many
    words that are no numbers, ``weekly`` that both speak of a week and have other words.
    """

    facts: Numbers
    facts_shared: Numbers
    figures: Numbers
    figures_shared: Numbers
    renumbered: Flags
    frame: Floats
    house: Flags
    filled: Flags
    refilled: Flags
    about: Flags
    things: Flags
    weekly: Flags

    def is_same_form(
        self, days: Numbers, coverage: Floats, verbatim: Numbers, sentences: Numbers
    ) -> Flags:
        """Tell the pairs of one form, with other names and numbers, shape ``(n_pairs,)``.

        ``days`` lie between their dates, -1 where one is unknown; ``coverage`` is the share of the
        short text's ``sentences`` that the long one has in this order, so many of them ``verbatim``
        the same. Shape ``(n_pairs,)``, all. Numbers alone tell where names are no help, as where
        all nouns have capitals, or no word has. Where only what fills its slots differs, a form was
        filled in anew unless they share what it names: somebody who rewords a text keeps that. Nor
        does an editor put other names and other numbers into most sentences, and change no word.
        """
        same = share(verbatim, sentences)
        form = (self.frame >= FORM_FRAME) & (coverage >= FORM_TOLD)
        enough = self.facts >= FORM_LEAST
        others = self.facts_shared <= FORM_FACTS * self.facts
        series = (
            (self.figures >= FORM_FIGURES)
            & (self.figures_shared <= FORM_SERIES * self.figures)
            & (days >= FORM_DAYS)
        )
        figures = (
            (self.figures >= FORM_LEAST)
            & (self.figures_shared <= FORM_FACTS * self.figures)
            & (same <= FORM_VERBATIM)
            & (coverage >= FORM_WHOLE)
        )
        other = self.facts_shared <= FILLED_FACTS * self.facts
        few = self.facts <= FILLED_NAMED * sentences
        filled = self.filled & (other | few) & (self.about | self.things)
        in_frame = (
            (enough & self.about)
            & (self.frame >= FORM_EQUAL)
            & (self.facts_shared <= FORM_KEPT * self.facts)
            & (self.figures_shared < self.figures)
            & (self.facts_shared - self.figures_shared < self.facts - self.figures)
        )
        anew = enough & ((others | figures) & self.about | series)
        anew |= (same <= FILLED_VERBATIM) & (filled | in_frame)
        anew |= self.refilled & (coverage >= FORM_WHOLE)
        found: Flags = form & anew | self._is_later(days, coverage, same, few)
        return found

    def _is_later(self, days: Numbers, coverage: Floats, same: Floats, few: Flags) -> Flags:
        """Tell the later pieces of a series in one frame by the days between, ``(n_pairs,)``.

        Either each number is another one, however few there are: days later in other sentences,
        weeks or a year later however much is the ``same``, word for word. Or a year or weeks later
        it is about others. Or whole weeks later it speaks of its week, and keeps no number or has
        ``few`` names and numbers, or has other words and another number in nearly the same frame.
        """
        whole = coverage >= FORM_WHOLE
        weeks = (days > 0) & (days % 7 == 0)
        years = (days >= FORM_YEAR) & (np.abs(days - np.rint(days / YEAR) * YEAR) <= FORM_YEARLY)
        least = np.where((same <= FILLED_VERBATIM) | weeks, FORM_DAYS, FORM_YEAR)
        later = self.renumbered & (days >= least)
        later |= self.about & (years | weeks & (same <= WEEKLY_KEPT))
        issue = (
            self.weekly
            & (self.frame >= FORM_FRAME)
            & (few | (self.figures_shared == 0))
            & (same <= WEEKLY_KEPT)
        )
        issue |= (
            (self.weekly | self.things)
            & ((self.frame >= WEEKLY_FRAME) & whole)
            & (self.figures_shared < self.figures)
            & (same <= FILLED_VERBATIM)
        )
        found: Flags = (self.frame >= FORM_EQUAL) & whole & later | weeks & (same > 0) & issue
        return found

    def is_thin(self, copy: Floats) -> Flags:
        """Tell the pairs with too few shared names and numbers for one event, shape ``(n_pairs,)``.

        ``copy`` says how likely one was made from the other, shape ``(n_pairs,)``.
        """
        return (copy < COPY) & (self.facts_shared < EVENT_FACTS)


def form_of(shared: Shared, short_at: Numbers, long_at: Numbers) -> PairForm:
    """Measure pairs of texts.

    ``short_at`` and ``long_at`` are where shared words begin that are three in a row, among the
    running words of either side.
    """
    of_short, of_long = _WordSorts.of(shared, shared.short), _WordSorts.of(shared, shared.long)
    in_both = flags_at(shared.at_short[shared.inside], len(shared.short.distinct))
    others = of_short.others
    frame = share(of_short.counted(others & in_both), of_short.counted(others))
    figures = np.minimum(of_short.counted(of_short.numbers), of_long.counted(of_long.numbers))
    figures_shared = of_short.counted(of_short.numbers & in_both)
    worded = np.minimum(of_short.counted(of_short.worded), of_long.counted(of_long.worded))
    worded_shared = of_short.counted(of_short.worded & in_both)
    return PairForm(
        np.minimum(of_short.counted(of_short.facts), of_long.counted(of_long.facts)),
        of_short.counted(of_short.facts & in_both),
        figures,
        figures_shared,
        np.where(figures > 0, figures_shared == 0, (worded > 0) & (worded_shared == 0)),
        frame,
        _house(shared, short_at, long_at),
        _filled(shared, short_at, long_at),
        refilled(shared),
        *other_subject(shared, frame >= FORM_FRAME),
    )


class _WordSorts(NamedTuple):
    """The distinct words of one side of pairs by their sort; ``worded`` are numbers in words."""

    side: PairSide
    facts: Flags
    numbers: Flags
    worded: Flags
    others: Flags

    @classmethod
    def of(cls, shared: Shared, side: PairSide) -> _WordSorts:
        texts = shared.of.texts
        inside = texts.counts[side.distinct] > 0
        codes = texts.codes[side.distinct]
        numbers = inside & (codes & 1 > 0)
        proper = inside & (texts.marks[side.distinct] & PROPER > 0) & ~within(codes, _calendar())
        facts = numbers | proper
        worded = inside & within(codes, number_words())
        return cls(side, facts, numbers, worded, inside & ~facts)

    def counted(self, of_words: Flags) -> Numbers:
        """Return the number of marked words of each pair, shape ``(n_pairs,)``."""
        return np.bincount(self.side.pair[of_words], minlength=len(self.side.of))


def _filled(shared: Shared, short_at: Numbers, long_at: Numbers) -> Flags:
    """Mark pairs that differ only between the runs of words they share, shape ``(n_pairs,)``.

    An editor changes single words, and adds and leaves out others.
    """
    short, long = _Slots.of(shared.short, short_at), _Slots.of(shared.long, long_at)
    count = np.minimum(short.total, long.total)
    words = np.minimum(short.words, long.words) >= SLOT_WORDS * np.maximum(short.total, long.total)
    most = np.maximum(short.share, long.share) <= SLOTS_MOST
    few = short.empty + long.empty <= SLOTS_EMPTY * count
    found: Flags = (count >= SLOTS) & words & most & few
    return found


class _Slots(NamedTuple):
    """The slots between the shared runs of one side, so many ``empty``, and the words in them.

    ``share`` is the share of the text that they are.
    """

    total: Numbers
    empty: Numbers
    words: Floats
    share: Floats

    @classmethod
    def of(cls, side: PairSide, at: Numbers) -> _Slots:
        size, at = len(side.of), np.sort(at)
        pair, steps = side.of_word[at], np.diff(at)
        ends = (pair[1:] == pair[:-1]) & (steps > 1)
        pair, words = pair[1:][ends], np.maximum(0, steps[ends] - 3)
        filling = total(pair, words, size)
        return cls(
            np.bincount(pair, minlength=size),
            np.bincount(pair[words == 0], minlength=size),
            filling,
            share(filling, side.texts.words[side.of]),
        )


def _house(shared: Shared, short_at: Numbers, long_at: Numbers) -> Flags:
    """Mark pairs that share only an end about neither of them, shape ``(n_pairs,)``."""
    short, long = _Tail.of(shared.short, short_at), _Tail.of(shared.long, long_at)
    in_short, in_long = short.before(), long.before()
    weights = shared.of.weights
    at_short = shared.at_short[shared.inside]
    at_long = shared.at_long[shared.inside]
    again = in_short[at_short] & in_long[at_long]
    size = len(shared.short.of)
    squares = weights[shared.short.distinct[at_short]] ** 2
    common = total(shared.short.pair[at_short], squares * again, size)
    masses = [
        total(side.side.pair, weights[side.side.distinct] ** 2 * before, size)
        for side, before in ((short, in_short), (long, in_long))
    ]
    rest: Flags = common < HOUSE_REST * np.minimum(*masses)
    return short.shares & long.shares & (short.share < HOUSE_MOST) & rest


class _Tail(NamedTuple):
    """The end of each text of one side that the other has too.

    ``begins`` is where it begins among the running words, ``share`` how much of the text it is.
    """

    side: PairSide
    begins: Numbers
    shares: Flags
    share: Floats

    @classmethod
    def of(cls, side: PairSide, at: Numbers) -> _Tail:
        size = len(side.of)
        words = side.texts.words[side.of]
        stops = np.cumsum(words)
        begins = stops.copy()
        if not len(at):
            return cls(side, begins, np.zeros(size, bool), np.zeros(size))
        at = np.sort(at)
        first = np.ones(len(at), bool)
        first[1:] = (at[1:] != at[:-1] + 1) | (side.of_word[at[1:]] != side.of_word[at[:-1]])
        lengths = np.bincount(np.cumsum(first) - 1) + 2
        starts, long = at[first], lengths >= HOUSE_RUN
        pair = side.of_word[starts[long]]
        np.minimum.at(begins, pair, starts[long])
        covered = np.bincount(pair, lengths[long], minlength=size)
        tail = stops - begins
        return cls(side, begins, covered >= np.maximum(1, HOUSE_TAIL * tail), share(tail, words))

    def before(self) -> Flags:
        """Tell the distinct words before the shared end, shape ``(n_words,)``."""
        side = self.side
        before = np.arange(len(side.running)) < self.begins[side.of_word]
        return flags_at(side.running[before], len(side.distinct))


@cache
def _calendar() -> Codes:
    """Return the sorted codes of words of the calendar, shape ``(n_codes,)``."""
    return word_codes(*_CALENDAR)
