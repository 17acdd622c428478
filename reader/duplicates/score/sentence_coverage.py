"""The sentences of a text that another one has too, word for word or in other words."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reader.duplicates.ragged_arrays import (
    Floats,
    Numbers,
    codes_in,
    ends,
    flags_at,
    groups_of,
    in_both,
    keys,
    leads,
    members,
    ordered,
    owners,
    share,
    total,
)
from reader.duplicates.score.shared_words import Shared

# From this overlap on two sentences say the same.
_CLOSE = 0.3
# From this overlap on, in words of one weight, they are counted as edited or reworded: the count is
# the same in each corpus (chosen to give on the benchmark what the other overlap gives).
_NEAR = 0.3
# A word in more sentences than this brings none of them together.
_HOLDERS = 8


class SentenceCoverage(NamedTuple):
    """The sentences of the short text of each pair that the long one has, shape ``(n_pairs,)``.

    ``share`` is their share, by weight, ``order`` the share of them in the same order; so many are
    ``verbatim`` the same, and so many ``close``, whatever corpus they stand in.
    """

    share: Floats
    order: Floats
    verbatim: Numbers
    close: Numbers


def sentence_coverage(shared: Shared) -> SentenceCoverage:
    """Measure the share of the short text's sentences that the long one has too."""
    of, short, long, size = shared.of, shared.short, shared.long, len(shared.short.of)
    sentence, other, dice, plain = _alike(shared)
    near = flags_at(sentence[plain >= _NEAR], len(short.sentences))
    close = dice >= _CLOSE
    sentence, other, dice = sentence[close], other[close], dice[close]
    # The best one for each sentence, the first where two are as good.
    order = np.lexsort((other, -dice, sentence))
    order = order[leads(sentence[order])]
    best, place = sentence[order], other[order]
    mass = of.sentence_mass[short.sentences]
    pair_short = owners(of.texts.sentences[short.of])
    pair_long = owners(of.texts.sentences[long.of])
    told = flags_at(best, len(mass))
    same, _ = in_both(
        keys(pair_short, of.sentence_hash[short.sentences]),
        keys(pair_long, of.sentence_hash[long.sentences]),
    )
    pair = pair_short[best]
    follows = pair[1:] == pair[:-1]
    steps = np.bincount(pair[1:][follows], minlength=size)
    rising = np.bincount(pair[1:][follows & (place[1:] > place[:-1])], minlength=size)
    return SentenceCoverage(
        share(total(pair_short, mass * told, size), total(pair_short, mass, size)),
        np.where(steps > 1, share(rising, steps), 0.5),
        np.bincount(pair_short[same], minlength=size),
        np.bincount(pair_short[near & ~same], minlength=size),
    )


def _alike(shared: Shared) -> tuple[Numbers, Numbers, Floats, Floats]:
    """Return sentences of both sides that share words, and how much of them (Dice), in order.

    Last comes how much that is if all words weigh the same. All are of shape ``(n_alike,)``.
    """
    of, short, long = shared.of, shared.short, shared.long
    theirs = long.keys_at(long.shared)
    holders = np.bincount(groups_of(theirs), minlength=len(short.distinct))
    mine = short.keys_at(short.places((holders > 0) & (holders <= _HOLDERS)))
    word = groups_of(mine)
    often = holders[word]
    those = codes_in(theirs)[members(ends(holders)[word], often)].astype(np.int64)
    bits = len(long.sentences).bit_length()
    meeting = np.repeat(codes_in(mine).astype(np.int64) << bits, often) | those
    order = ordered(meeting)
    meeting = meeting[order]
    begins = leads(meeting)
    weight = np.repeat(of.weights[short.distinct[word]], often)[order]
    met = meeting[begins]
    sentence, other = met >> bits, met & ((1 << bits) - 1)
    number = np.cumsum(begins) - 1
    mass = total(number, weight, len(met))
    both_masses = of.sentence_mass[short.sentences[sentence]].astype(np.float64)
    both_masses += of.sentence_mass[long.sentences[other]]
    words = of.texts.lengths[short.sentences[sentence]].astype(np.float64)
    words += of.texts.lengths[long.sentences[other]]
    plain = share(2 * np.bincount(number, minlength=len(met)), words)
    return sentence, other, share(2 * mass, both_masses), plain
