"""Texts of one form in which only what they are about was put in anew: the sentences stay."""

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
from reader.duplicates.ragged_arrays import Flags, Floats, Numbers, owners, within
from reader.duplicates.score.other_subject import (
    beside_months,
    day_names,
    months,
    number_words,
)
from reader.duplicates.score.shared_words import PairSide, Shared
from reader.duplicates.signatures.signature_arrays import PROPER


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
        texts, size = side.texts, len(side.of)
        words = np.maximum(1, texts.words[side.of])
        other = side.word < 0
        lacking = np.bincount(side.of_word[other], minlength=size)
        few = pairs & (lacking > 0) & (lacking <= REFILLED_MOST * words)
        at = np.flatnonzero(few[side.of_word])
        pair, sentence, other = side.of_word[at], side.of_sentence[at], other[at]
        entry = side.distinct[side.running[at]]
        codes = texts.codes[entry]
        numbers, calendar = codes & 1 > 0, within(codes, months())
        follows = np.zeros(len(at), bool)
        follows[1:] = sentence[1:] == sentence[:-1]
        day = numbers & beside_months(codes, sentence)
        thing = other & ~numbers & ~calendar & ~within(codes, number_words())
        marked = texts.marks[entry] & PROPER > 0
        nouns = _share(pair, marked, size) > REFILLED_NOUNS
        named = marked & ~within(codes, day_names())
        facts = numbers | (named & ~nouns[pair])
        renewed = np.zeros(len(side.sentences), bool)
        renewed[sentence[other]] = True
        kept = np.bincount(pair[facts & ~renewed[sentence]], minlength=size)
        with_day, with_thing = np.zeros((2, len(side.sentences)), bool)
        with_day[sentence[day & other]] = True
        with_thing[sentence[thing]] = True
        dated = np.zeros(size, bool)
        dated[pair[(with_day & with_thing)[sentence]]] = True
        often = thing & (texts.counts[entry] >= REFILLED_TIMES)
        beside = np.zeros(len(at), bool)  # names of several signs, where no word has a capital
        beside[1:] = often[1:] & often[:-1] & follows[1:]
        renamed = np.zeros(size, bool)
        renamed[pair[often & (marked | beside)]] = True
        told = texts.sentences[side.of]
        few &= np.bincount(owners(told)[renewed], minlength=size) <= REFILLED_TOLD * told
        return cls(few, kept <= FILLED_NAMED * told, dated, renamed)


def _share(pair: Numbers, marked: Flags, size: int) -> Floats:
    """Return the share of marked words of each pair, shape ``(size,)``."""
    shares: Floats = np.bincount(pair[marked], minlength=size) / np.maximum(
        1, np.bincount(pair, minlength=size)
    )
    return shares
