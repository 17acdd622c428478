"""Texts made from one form: the same sentences with another day, thing or name put in."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reader.duplicates.decision import (
    FILLED_NAMED,
    REFILLED_MOST,
    REFILLED_NOUNS,
    REFILLED_SENTENCES,
    REFILLED_TIMES,
    REFILLED_TOLD,
)
from reader.duplicates.ragged_arrays import Flags, flags_at, owners, share, within
from reader.duplicates.score.shared_words import PairSide, RunningWords, Shared
from reader.duplicates.signatures.word_codes import beside_months, day_names, months, number_words


def refilled(shared: Shared) -> Flags:
    """Tell the pairs that are one form about two things, shape ``(n_pairs,)``.

    They have as many sentences, nearly all words are the same, and in both a sentence has another
    day (with its month) beside another thing, or another name stands wherever one of them is named.
    The other sentences tell of nobody: a copy in which somebody corrected a day or a name keeps
    more names and numbers than a form has.
    """
    texts, short, long = shared.of.texts, shared.short.of, shared.long.of
    worth = texts.sentences[short] == texts.sentences[long]
    worth &= texts.sentences[short] >= REFILLED_SENTENCES
    one, other = _Renewed.of(shared.short, worth), _Renewed.of(shared.long, worth)
    anew = (one.dated & other.dated) | (one.renamed & other.renamed)
    return anew & one.few & other.few & one.plain & other.plain


class _Renewed(NamedTuple):
    """One side of pairs by what it has in the place of the other one's, each ``(n_pairs,)``.

    ``few`` tells that few words are other ones, in few sentences, ``plain`` that the sentences
    without one have few names and numbers; ``dated`` that a sentence has another day and another
    thing, ``renamed`` that another name stands more than once.
    """

    few: Flags
    plain: Flags
    dated: Flags
    renamed: Flags

    @classmethod
    def of(cls, side: PairSide, pairs: Flags) -> _Renewed:
        """Measure those of the ``pairs`` that are worth it."""
        size, sentences = len(side.of), len(side.sentences)
        few = side.lacking <= REFILLED_MOST * side.texts.words[side.of]
        few &= pairs & (side.lacking > 0)
        _, pair, sentence, other, codes, numbers, marked, counts = RunningWords.of(side, few)
        day = numbers & beside_months(codes, sentence)
        thing = other & ~numbers & ~within(codes, months()) & ~within(codes, number_words())
        capitals = np.bincount(pair[marked], minlength=size)
        nouns = share(capitals, np.bincount(pair, minlength=size)) > REFILLED_NOUNS
        named = marked & ~within(codes, day_names())
        facts = numbers | (named & ~nouns[pair])
        renewed = flags_at(sentence[other], sentences)
        kept = np.bincount(pair[facts & ~renewed[sentence]], minlength=size)
        dated = flags_at(sentence[day & other], sentences) & flags_at(sentence[thing], sentences)
        often = thing & (counts >= REFILLED_TIMES)
        beside = often.copy()  # names of several signs, where no word has a capital
        beside[:1] = False
        beside[1:] &= often[:-1] & (sentence[1:] == sentence[:-1])
        told = side.texts.sentences[side.of]
        few &= np.bincount(owners(told)[renewed], minlength=size) <= REFILLED_TOLD * told
        return cls(
            few,
            kept <= FILLED_NAMED * told,
            flags_at(pair[dated[sentence]], size),
            flags_at(pair[often & (marked | beside)], size),
        )
