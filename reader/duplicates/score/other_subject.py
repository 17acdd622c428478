"""What tells that two texts of one form are about different things: other names, or another day.

Where both are about the same things on the same day, other figures are an update of one report.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from reader.duplicates.decision import SLOTS
from reader.duplicates.ragged_arrays import Codes, Flags, Numbers, distinct, within
from reader.duplicates.score.shared_words import PairSide, Shared
from reader.duplicates.signatures.signature import code_of
from reader.duplicates.signatures.signature_arrays import PROPER
from reader.text.dates.months import DAYS, MONTHS
from reader.text.languages.number_words import all_number_words

# A day and its month have at most one word between: "4 de mayo".
_NEAR = 2
# The word for a month behind its number, in Chinese, Japanese and Korean.
_MONTH_SIGNS = ("月", "월")
# The signs that a day of the week stands behind in Chinese, and before in Japanese.
_BEHIND, _BEFORE = ("期", "周", "拜"), ("曜",)


def other_subject(shared: Shared, worth: Flags) -> tuple[Flags, Flags]:
    """Tell which of the pairs that are ``worth`` it have another subject, or other words at all.

    Another one have those in which either text has other names in its first sentence or mostly, or
    is about another day; other words those in which many are other ones that are no numbers. Each
    has shape ``(n_pairs,)``.
    """
    one, other = _Subject.of(shared.short, worth), _Subject.of(shared.long, worth)
    names = (one.first & other.first) | (one.mostly & other.mostly)
    day = (one.date & other.date) | (one.day & other.day)
    return names | day, one.things & other.things


class _Subject(NamedTuple):
    """One side of pairs by what the other one lacks of it, each ``(n_pairs,)``.

    ``first`` are names in the first sentence (whoever is quoted at its end, and never again, is not
    its subject), ``mostly`` most names, ``date`` the number of a day, ``day`` all the days of the
    week and months that it has.
    """

    first: Flags
    mostly: Flags
    date: Flags
    day: Flags
    things: Flags

    @classmethod
    def of(cls, side: PairSide, pairs: Flags) -> _Subject:
        """Measure those of the ``pairs`` that are worth it."""
        texts, size = side.texts, len(side.of)
        at = np.flatnonzero(pairs[side.of_word])
        pair, sentence, other = side.of_word[at], side.of_sentence[at], side.word[at] < 0
        entry = side.distinct[side.running[at]]
        codes = texts.codes[entry]
        numbers, days = codes & 1 > 0, within(codes, day_names())
        words = ~numbers & ~days & ~within(codes, number_words())
        marked = words & (texts.marks[entry] & PROPER > 0)

        def having(chosen: Flags) -> Flags:
            found = np.zeros(size, bool)
            found[pair[chosen]] = True
            return found

        names = np.where(texts.cased[side.of][pair], marked, words)
        lead = np.full(size, len(side.sentences))
        np.minimum.at(lead, pair, sentence)
        first = names & (sentence == lead[pair])
        last = np.full(size, -1)
        np.maximum.at(last, pair[first & ~other], at[first & ~other])
        about = (at < last[pair]) | (last[pair] < 0) | (texts.counts[entry] > 1)
        named, renamed = (np.bincount(pair[one], minlength=size) for one in (names, names & other))
        return cls(
            having(first & other & about),
            2 * renamed > named,
            having(other & _beside_days(codes, numbers, sentence)),
            having(days & other) & ~having(days & ~other),
            np.bincount(pair[words & other], minlength=size) >= SLOTS,
        )


def _beside_days(codes: Codes, numbers: Flags, sentence: Numbers) -> Flags:
    """Tell the running words that are the number of a day, ``(n_words,)``."""
    found = numbers & beside_months(codes, sentence)
    found[1:] |= within(codes[:-1], _codes(*_BEHIND))
    found[:-1] |= within(codes[1:], _codes(*_BEFORE))
    return found


def beside_months(codes: Codes, sentence: Numbers) -> Flags:
    """Tell the running words beside the name of a month in their sentence, ``(n_words,)``."""
    near = within(codes, months())
    follows = sentence[1:] == sentence[:-1]
    for _ in range(_NEAR):
        before, behind = near[:-1] & follows, near[1:] & follows
        near[1:] |= before
        near[:-1] |= behind
    return near


@cache
def months() -> Codes:
    """Return the sorted codes of the names of months, shape ``(n_codes,)``."""
    names = (name for names in MONTHS.values() for name in names)
    return _codes(*names, *_MONTH_SIGNS)


@cache
def day_names() -> Codes:
    """Return the sorted codes of names of months and days of the week, shape ``(n_codes,)``."""
    return _codes(*(name for names in MONTHS.values() for name in names), *DAYS)


@cache
def number_words() -> Codes:
    """Return the sorted codes of number words of all languages, shape ``(n_codes,)``."""
    return _codes(*all_number_words())


def _codes(*words: str) -> Codes:
    return distinct(np.array([code_of(word) for word in words], np.uint32))
