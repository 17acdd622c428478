"""The search for documents that share most with given ones: candidates, not scored yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from reader.duplicates.decision import LEAST_VOTES
from reader.duplicates.ragged_arrays import (
    Codes,
    Floats,
    Keys,
    Numbers,
    codes_in,
    flags_at,
    groups_of,
    keys,
    leads,
    ordered,
    owners,
)
from reader.duplicates.search.segments import Held
from reader.duplicates.signatures.signature_arrays import Texts

# So many of a text's rarest words are looked for.
_RAREST = 64
# So many holders of keys are looked at for one article, those of the rarest keys first.
STEPS = 1000
# What is rare is judged as in a corpus of at least so many documents.
BACKGROUND = 4000
# Votes are whole numbers of such a part: their sum does not depend on the order of adding.
_UNIT = 1 << 14
_VOTE_BITS, _HOLDER_BITS = np.uint64(20), np.uint64(32)


class Family(NamedTuple):
    """Keys of one sort: the text and the code of each, and what it is worth as a vote."""

    text: Numbers
    codes: Codes
    worth: Floats
    squared: bool

    def votes(self, rarity: Floats) -> Floats:
        """Return the worth of shared keys of some rarity, in the same shape."""
        return self.worth * (rarity**2 if self.squared else rarity)


def families(texts: Texts, counts: Numbers) -> tuple[Family, Family, Family]:
    """Return the keys by which texts are looked for: shingles, grams and rare words.

    ``counts`` says in how many documents each distinct word stands. What the families are worth to
    each other was tried on the benchmark.
    """
    shingles, text = texts.counted_shingles(), owners(texts.distinct)
    order = ordered(keys(text, counts))
    place = np.arange(len(order)) - np.repeat(texts.distinct_at[:-1], texts.distinct)
    rarest = np.sort(order[place < _RAREST])

    def family(text: Numbers, codes: Codes, worth: float, squared: bool = False) -> Family:
        sizes = np.bincount(text, minlength=len(texts))
        return Family(text, codes, worth / np.sqrt(sizes[text]), squared)

    return (
        family(groups_of(shingles), codes_in(shingles), 0.1),
        family(owners(texts.sampled), texts.grams, 0.1),
        family(text[rarest], texts.codes[rarest], 0.025, squared=True),
    )


def nearest(
    keyed: Sequence[Family], own: Numbers, held: Held, documents: int, limit: int
) -> tuple[Numbers, Numbers]:
    """Return for each text the numbers of the documents that share most with it, the nearest first.

    Each key that both hold is a vote, which weighs more the fewer hold it. The rarest come first,
    so that what stands everywhere is not even looked at. ``keyed`` are the families of keys of the
    texts, ``own`` is the number of each text itself. Returned are the place of the text and the
    number of the document of each one found, both of shape ``(n_found,)``. At most 4,096 texts can
    be looked for at once: a vote has to fit into 64 bits.
    """
    background = max(BACKGROUND, documents + 1)
    found = [postings.find(family.codes) for postings, family in zip(held, keyed, strict=True)]
    text = np.concatenate([family.text for family in keyed])
    count = np.concatenate([one.counts for one in found])
    chosen = flags_at(first_steps(text, count), len(text))
    votes: list[Keys] = []
    for family, one, mine in zip(
        keyed,
        found,
        np.split(chosen, np.cumsum([len(one.counts) for one in found])[:-1]),
        strict=True,
    ):
        weights = family.votes(np.log(background / np.maximum(one.counts, 1)))
        place, holder = one.holders(mine)
        vote = np.minimum(weights * _UNIT, (1 << int(_VOTE_BITS)) - 1).astype(np.uint64)
        voter = family.text.astype(np.uint64)
        votes.append(
            (voter[place] << (_VOTE_BITS + _HOLDER_BITS))
            | (holder.astype(np.uint64) << _VOTE_BITS)
            | vote[place]
        )
    return _most(np.sort(np.concatenate(votes)), own, limit)


def first_steps(text: Numbers, count: Numbers) -> Numbers:
    """Return the places of the keys whose holders are looked at, shape ``(n_kept,)``.

    ``text`` and ``count`` are the text of each key and the number of its holders, this text
    included.
    """
    useful = np.flatnonzero((count > 1) & (count <= STEPS))
    order = useful[ordered(keys(text[useful], count[useful]))]
    text, count = text[order], count[order]
    before = np.cumsum(count) - count
    begins = np.maximum.accumulate(np.where(leads(text), before, 0))
    return order[before - begins <= STEPS]


def _most(votes: Keys, own: Numbers, limit: int) -> tuple[Numbers, Numbers]:
    """Count the votes; return text and number of those with most, both ``(n_found,)``."""
    pair = votes >> _VOTE_BITS
    starts = np.flatnonzero(leads(pair))
    if not len(starts):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    sums = np.cumsum(votes & np.uint64((1 << int(_VOTE_BITS)) - 1))
    counted = np.diff(sums[np.append(starts[1:], len(votes)) - 1], prepend=np.uint64(0))
    pair = pair[starts]
    text, number = groups_of(pair), codes_in(pair).astype(np.int64)
    enough = (counted >= LEAST_VOTES * _UNIT) & (number != own[text])
    text, number, counted = text[enough], number[enough], counted[enough].astype(np.int64)
    order = ordered(keys(text, counted.max(initial=0) - counted))
    text, number = text[order], number[order]
    place = np.arange(len(text))
    begins = np.maximum.accumulate(np.where(leads(text), place, 0))
    few = place - begins < limit
    return text[few], number[few]
