"""What tells that two texts of one form are about different things: other names, or another day.

Where both are about the same things on the same day, other figures are an update of one report.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reader.duplicates.decision import SLOTS, UPDATE_NAMES
from reader.duplicates.ragged_arrays import Codes, Flags, Numbers, flags_at, within
from reader.duplicates.score.shared_words import PairSide, RunningWords, Shared
from reader.duplicates.signatures.word_codes import (
    beside_months,
    day_names,
    number_words,
    weeks,
    word_codes,
)

# The signs that a day of the week stands behind in Chinese, and before in Japanese.
_BEHIND, _BEFORE = ("期", "周", "拜"), ("曜",)


def other_subject(shared: Shared, worth: Flags) -> tuple[Flags, Flags, Flags]:
    """Tell which pairs ``worth`` it differ in subject or in words, and which are weekly issues.

    Another one have those in which either text has other names in its first sentence or mostly, or
    is about another day; other words those in which many are other ones that are no numbers; issues
    of a weekly piece speak of the week, and have other words. Each has shape ``(n_pairs,)``.
    """
    one, other = _Subject.of(shared.short, worth), _Subject.of(shared.long, worth)
    names = (one.first & other.first) | (one.mostly & other.mostly)
    day = (one.date & other.date) | (one.day & other.day)
    return names | day, one.things & other.things, one.weekly & other.weekly


class _Subject(NamedTuple):
    """One side of pairs by what the other one lacks of it, each ``(n_pairs,)``.

    ``first`` are names in the first sentence (whoever is quoted at its end, and never again, is not
    its subject), ``mostly`` most names, ``date`` the number of a day, ``day`` all the days of the
    week and months that it has, unless what happened and who speaks of it stayed word for word: the
    next day's update of one event. ``weekly`` is what speaks of a week, and has other words.
    """

    first: Flags
    mostly: Flags
    date: Flags
    day: Flags
    things: Flags
    weekly: Flags

    @classmethod
    def of(cls, side: PairSide, pairs: Flags) -> _Subject:
        """Measure those of the ``pairs`` that are worth it."""
        size, found = len(side.of), RunningWords.of(side, pairs)
        at, pair, sentence, other, codes, numbers, marked, counts = found
        days = within(codes, day_names())
        words = ~numbers & ~days & ~within(codes, number_words())
        names = words & (marked | ~side.texts.cased[side.of][pair])

        def having(chosen: Flags) -> Flags:
            return flags_at(pair[chosen], size)

        lead = np.full(size, len(side.sentences))
        np.minimum.at(lead, pair, sentence)
        first = names & (sentence == lead[pair])
        last = np.full(size, -1)
        np.maximum.at(last, pair[first & ~other], at[first & ~other])
        about = (at < last[pair]) | (last[pair] < 0) | (counts > 1)
        changed = flags_at(sentence[other], len(side.sentences))[sentence]
        speakers = names & ~changed & (sentence > lead[pair])
        goes_on = ~having(changed & (sentence == lead[pair]))
        goes_on &= np.bincount(pair[speakers], minlength=size) >= UPDATE_NAMES
        named, renamed = (np.bincount(pair[one], minlength=size) for one in (names, names & other))
        return cls(
            having(first & other & about),
            2 * renamed > named,
            having(other & _beside_days(codes, numbers, sentence)),
            having(days & other) & ~having(days & ~other) & ~goes_on,
            np.bincount(pair[words & other], minlength=size) >= SLOTS,
            having(words & other) & having(within(codes, weeks())),
        )


def _beside_days(codes: Codes, numbers: Flags, sentence: Numbers) -> Flags:
    """Tell the running words that are the number of a day, ``(n_words,)``."""
    found = numbers & beside_months(codes, sentence)
    found[1:] |= within(codes[:-1], word_codes(*_BEHIND))
    found[:-1] |= within(codes[1:], word_codes(*_BEFORE))
    return found
