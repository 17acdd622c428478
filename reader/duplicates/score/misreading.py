"""The words that a machine has misread in one of two texts, told by their letters and their place.

A scanner, or a wrong encoding, leaves most letters of a word as they are, and the words beside it;
whoever rewords a text puts other letters there. One number or day in the place of another one is
never a misreading, however alike their letters, and names alone don't tell one.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.duplicates.decision import NOISE_LACKING, NOISE_MISREAD, NOISE_PLAIN, NOISE_WORDS
from reader.duplicates.ragged_arrays import (
    Codes,
    Flags,
    Floats,
    Numbers,
    ends,
    members,
    ordered,
    share,
    within,
)
from reader.duplicates.score.shared_words import PairSide, Shared
from reader.duplicates.signatures.signature_arrays import PROPER
from reader.duplicates.signatures.word_codes import day_names, number_words

# So many letters tell a word from others, and so many words make a share.
_LEAST_LETTERS, _LEAST_WORDS = 3, 3
# A word that was misread has so few other letters: more from so many letters on.
_LONG, _FEW, _MORE = 6, 2, 3
# A word that more unknown ones stand beside marks no place.
_MANY = 40


class Misreading(NamedTuple):
    """Words misread in pairs of texts, on the side that has more words of its own.

    ``lacking`` is the share of running words that the other text lacks, ``misread`` the part of
    these that stands in the place of a word of nearly the same letters. ``altered`` tells where a
    number word or day stands in the place of another one. All have shape ``(n_pairs,)``.
    """

    lacking: Floats
    misread: Floats
    altered: Flags

    @property
    def is_noise(self) -> Flags:
        """Tell the pairs that differ by the mistakes of a machine, shape ``(n_pairs,)``."""
        found = (self.lacking >= NOISE_WORDS) & (self.misread >= NOISE_MISREAD)
        return found & ~self.altered


def misreading(shared: Shared) -> Misreading:
    """Measure pairs of texts."""
    lacks, lacks_long = (
        share(side.lacking, side.texts.words[side.of]) for side in (shared.short, shared.long)
    )
    least, most = np.minimum(lacks, lacks_long), np.maximum(lacks, lacks_long)
    worth = (most >= NOISE_WORDS) & (least <= NOISE_LACKING)
    short, long = _Unknown.of(shared.short, worth), _Unknown.of(shared.long, worth)
    near_short, near_long = np.zeros(len(short.pair), bool), np.zeros(len(long.pair), bool)
    named_short, named_long = near_short.copy(), near_long.copy()
    altered = np.zeros(len(least), bool)
    for mine, theirs in ((short.left, long.left), (short.right, long.right)):
        one, other = _meeting(mine, theirs)
        near = _is_near(short.letters[one], long.letters[other])
        near_short[one[near]] = True
        near_long[other[near]] = True
        names = short.proper[one] & long.proper[other]
        named_short[one[names]] = True
        named_long[other[names]] = True
        altered[short.pair[one[short.telling[one] & long.telling[other]]]] = True
    shares = short.share(near_short, named_short), long.share(near_long, named_long)
    return Misreading(most, np.where(lacks >= lacks_long, *shares), altered)


class _Unknown(NamedTuple):
    """The running words of one side that the other lacks, with the known ones beside them.

    ``left`` and ``right`` are these by how a shared word is known (``PairSide``), -1 where there is
    none; ``proper`` tells the words with the capital letter of a name, ``telling`` those that are a
    number or a day. ``size`` is the number of pairs, all else has shape ``(n_words,)``.
    """

    size: int
    pair: Numbers
    codes: Codes
    letters: Codes
    proper: Flags
    telling: Flags
    left: Numbers
    right: Numbers

    @classmethod
    def of(cls, side: PairSide, pairs: Flags) -> _Unknown:
        """Return the words of some pairs."""
        at = np.flatnonzero((side.word < 0) & pairs[side.of_word])
        entry = side.distinct[side.running[at]]
        codes = side.texts.codes[entry]
        return cls(
            len(pairs),
            side.of_word[at],
            codes,
            side.texts.letters[entry],
            side.texts.marks[entry] & PROPER > 0,
            within(codes, day_names()) | within(codes, number_words()),
            _neighbour_words(side, at, -1),
            _neighbour_words(side, at, 1),
        )

    def share(self, near: Flags, named: Flags) -> Floats:
        """Return the share of ``near`` ones among the words that can be told, shape ``(n_pairs,)``.

        Names in the place of others (``named``) tell nothing on their own.
        """
        size, pair = self.size, self.pair
        comparable = (_count(self.letters) >= _LEAST_LETTERS) & (self.codes & 1 == 0)
        comparable &= (self.left >= 0) | (self.right >= 0)
        all_ = np.bincount(pair[comparable], minlength=size)
        found = np.bincount(pair[comparable & near], minlength=size)
        enough = all_ >= _LEAST_WORDS
        enough &= np.bincount(pair[comparable & near & ~named], minlength=size) >= NOISE_PLAIN
        shares: Floats = np.where(enough, share(found, all_), 0.0)
        return shares


def _neighbour_words(side: PairSide, at: Numbers, step: int) -> Numbers:
    """Return the shared words beside places, in their shape; -1 where a text has none."""
    there = np.clip(at + step, 0, max(0, len(side.word) - 1))
    same = (there != at) & (side.of_word[there] == side.of_word[at])
    return np.where(same, side.word[there], -1)


def _meeting(mine: Numbers, theirs: Numbers) -> tuple[Numbers, Numbers]:
    """Return the places in two arrays that hold the same shared word, each ``(n_meeting,)``."""
    here, there = np.flatnonzero(mine >= 0), np.flatnonzero(theirs >= 0)
    there = there[ordered(theirs[there])]
    words = mine[here]
    holders = np.bincount(theirs[there], minlength=words.max(initial=0) + 1)
    sizes = np.where(holders > _MANY, 0, holders)[words]
    return np.repeat(here, sizes), there[members(ends(holders)[words], sizes)]


def _is_near(one: Codes, other: Codes) -> Flags:
    """Tell the words that have nearly the same letters, shape ``(n_words,)``."""
    letters = np.minimum(_count(one), _count(other))
    near: Flags = _count(one ^ other) <= np.where(letters < _LONG, _FEW, _MORE)
    return near


def _count(letters: Codes) -> NDArray[Any]:
    """Return the number of letters of each word, shape ``(n_words,)``."""
    low, high = letters & np.uint32(0xFFFF), letters >> np.uint32(16)
    counts: NDArray[Any] = _bits()[low] + _bits()[high]
    return counts


@cache
def _bits() -> NDArray[np.uint8]:
    """Return the number of bits that are set in each number of 16 bits, shape ``(65536,)``."""
    numbers = np.arange(1 << 16, dtype=np.uint32)
    counts = np.zeros(len(numbers), np.uint8)
    for bit in range(16):
        counts += (numbers >> np.uint32(bit) & np.uint32(1)).astype(np.uint8)
    return counts
