"""Words that the two documents of each pair share, in place and in order."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.duplicates.ragged_arrays import (
    Codes,
    Flags,
    Numbers,
    both,
    distinct,
    ends,
    groups_of,
    keys,
    members,
    owners,
    shingles,
)
from reader.duplicates.signatures.signature_arrays import PROPER, WeightedTexts


class Shared:
    """The words that the documents of each pair share.

    ``one`` and ``other`` are their places among all distinct words, ``at_short`` and ``at_long``
    those among the ones of either side, ``pair`` is the pair of each; ``inside`` tells which stand
    in both running texts (not in a title alone). All have shape ``(n_shared,)``.
    """

    def __init__(self, of: WeightedTexts, short: Numbers, long: Numbers) -> None:
        texts = of.texts
        self.of, self.short, self.long = of, PairSide(of, short), PairSide(of, long)
        self.at_short, self.at_long = both(self.short.keys, self.long.keys)
        self.one, self.other = self.short.distinct[self.at_short], self.long.distinct[self.at_long]
        self.pair = self.short.pair[self.at_short]
        self.weight = of.weights[self.one].astype(np.float64)
        self.inside: Flags = (texts.counts[self.one] > 0) & (texts.counts[self.other] > 0)
        at_short, at_long = self.at_short[self.inside], self.at_long[self.inside]
        self.short.know(at_short, at_short)
        self.long.know(at_long, at_short)

    def grams(self) -> Numbers:
        """Return the number of grams that each pair shares, shape ``(n_pairs,)``."""
        grams = self.short.grams()
        found, _ = both(grams, self.long.grams())
        return np.bincount(groups_of(grams[found]), minlength=len(self.short.of))


class PairSide:
    """One side of each pair: its distinct words, and its running ones.

    A shared word is known on both sides by its place among the distinct ones of the short side;
    ``word`` gives that for each running word, -1 for one that is not shared; ``shared`` are the
    places of those that are, ``lacking`` is the number of the others, ``(n_pairs,)``.
    """

    def __init__(self, of: WeightedTexts, chosen: Numbers) -> None:
        texts = self.texts = of.texts
        self.of = chosen
        sizes = texts.distinct[chosen]
        self.distinct = members(texts.distinct_at[chosen], sizes)
        self.pair = owners(sizes)
        self.keys = keys(self.pair, texts.codes[self.distinct])
        words = texts.words[chosen]
        self.running = texts.sequence[members(texts.word_at[chosen], words)] + np.repeat(
            ends(sizes)[:-1], words
        )
        self.of_word = owners(words)
        self.sentences = members(texts.sentence_at[chosen], texts.sentences[chosen])
        self.of_sentence = owners(texts.lengths[self.sentences])

    def know(self, words: Numbers, names: Numbers) -> None:
        """Set which of the distinct words are shared, and their numbers among those shared."""
        known = np.full(len(self.distinct), -1)
        known[words] = names
        self.word: Numbers = known[self.running]
        self.shared: Numbers = np.flatnonzero(self.word >= 0)
        self.lacking = np.bincount(self.of_word[self.word < 0], minlength=len(self.of))

    def places(self, marks: Flags) -> Numbers:
        """Return the places of the running words that ``marks`` has, shape ``(n_marked,)``."""
        places: Numbers = self.shared[marks[self.word[self.shared]]]
        return places

    def grams(self) -> NDArray[np.uint64]:
        """Return the keys (pair and code) of the grams, shape ``(n_grams,)``."""
        sizes = self.texts.sampled[self.of]
        found = members(self.texts.gram_at[self.of], sizes)
        return keys(owners(sizes), self.texts.grams[found])

    def shingles(self) -> tuple[Numbers, NDArray[np.uint64]]:
        """Return the starts and the keys of shingles of the other side, each ``(n_shared,)``."""
        known, pair = self.word >= 0, self.of_word
        at = np.flatnonzero(known[:-2] & known[1:-1] & known[2:] & (pair[:-2] == pair[2:]))
        codes: Codes = self.texts.codes[self.distinct]
        a, b, c = (codes[self.running[at + step]] for step in range(3))
        return at, keys(pair[at], shingles(a, b, c))

    def keys_at(self, places: Numbers) -> NDArray[np.uint64]:
        """Return the distinct keys (word, sentence) at ``places``, sorted, shape ``(n_keys,)``."""
        return distinct(keys(self.word[places], self.of_sentence[places]))


class RunningWords(NamedTuple):
    """The running words of one side of some pairs, each array of shape ``(n_words,)``.

    ``at`` are their places among those of all pairs, ``pair`` and ``sentence`` what they are of.
    ``other`` tells which the other side lacks, ``numbers`` which are numbers, ``marked`` which have
    the capital letter of a name; ``counts`` says how often each stands in its text.
    """

    at: Numbers
    pair: Numbers
    sentence: Numbers
    other: Flags
    codes: Codes
    numbers: Flags
    marked: Flags
    counts: Numbers

    @classmethod
    def of(cls, side: PairSide, pairs: Flags) -> RunningWords:
        """Return the words of ``pairs``, which has shape ``(n_pairs,)``."""
        at = np.flatnonzero(pairs[side.of_word])
        entry = side.distinct[side.running[at]]
        codes = side.texts.codes[entry]
        return cls(
            *(at, side.of_word[at], side.of_sentence[at], side.word[at] < 0, codes, codes & 1 > 0),
            side.texts.marks[entry] & PROPER > 0,
            side.texts.counts[entry],
        )
