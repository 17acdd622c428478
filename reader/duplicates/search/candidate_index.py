"""The index of a corpus in which candidates are found."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence, Set
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from itertools import chain, count
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from reader.duplicates.decision import LISTED
from reader.duplicates.ragged_arrays import (
    Codes,
    Keys,
    Numbers,
    codes_in,
    distinct,
    groups_of,
    keys,
    parts,
)
from reader.duplicates.score.scoring import scores
from reader.duplicates.search.nearest import families, nearest
from reader.duplicates.search.segments import Held, HeldCounts, Segment, firsts
from reader.duplicates.signatures.frequencies import SMALL
from reader.duplicates.signatures.signature import Signature
from reader.duplicates.signatures.signature_arrays import (
    Texts,
    WeightedTexts,
    joined,
    weighed,
    weighed_pairs,
)
from reader.duplicates.values import Candidate, Version
from reader.processes import give_back_memory

T = TypeVar("T", Texts, WeightedTexts)

# So many articles near each one are scored when the whole corpus is.
_PER_ARTICLE = 10
# So many articles are taken into a segment together, or those with so many words.
_SIGNED_AT_ONCE, _WORDS_SIGNED = 4096, 1 << 20
# Texts of so many words are worked on together in a thread, of pairs twice so many.
_WORDS_AT_ONCE = 1 << 17


class CandidateIndex:
    """The articles of a corpus, found by what they share: shingles, grams and rare words.

    It grows article by article; an id that is added again is replaced. It is made of ``segments``,
    from which it can be made again. 100,000 articles of 330 words take half a gigabyte.
    """

    def __init__(self, segments: Iterable[Segment] = ()) -> None:
        self._segments: list[Segment] = []
        self._numbers: dict[str, int] = {}
        self._fresh: dict[str, Signature] = {}  # in no segment yet
        self._words_signed = 0
        self._removed: list[int] = []  # still in a segment
        self._counts: HeldCounts | None = None
        self._hold(segments)

    def __len__(self) -> int:
        return len(self._numbers) + len(self._fresh)

    def __contains__(self, document: object) -> bool:
        return document in self._numbers or document in self._fresh

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The parts of the index; most of them stay the same while a large index grows."""
        self._settle()
        return tuple(self._segments)

    def add(self, version: Version) -> None:
        """Take a version in."""
        self.add_signature(Signature.of(version))

    def add_signature(self, signed: Signature) -> None:
        """Take a version in of which the signature is made already, in another process maybe."""
        self.remove(signed.id)
        self._fresh[signed.id] = signed
        self._words_signed += len(signed.words)
        if len(self._fresh) == _SIGNED_AT_ONCE or self._words_signed > _WORDS_SIGNED:
            self._settle()

    def remove(self, document: str) -> None:
        """Remove a version; one that is not there is no error."""
        self._fresh.pop(document, None)
        if document in self._numbers:
            self._removed.append(self._numbers.pop(document))

    def pairs(
        self, least: float = LISTED, documents: Set[str] | None = None, *, at_last: bool = False
    ) -> list[Candidate]:
        """Return the candidates of the whole corpus that score ``least`` or more, best first.

        With ``documents`` only those that these make, with each other or with any other one. All
        cores are at work: NumPy lets other threads go on. ``at_last`` nothing can be asked of the
        index any more, which takes a quarter less memory.
        """
        self._counted()
        chosen = self._numbers if documents is None else self._numbers.keys() & documents
        numbers = np.array(sorted(self._numbers[document] for document in chosen), np.int64)
        lengths = np.concatenate(
            [np.zeros(0, np.int64), *(segment.texts.words for segment in self._segments)]
        )
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            near = threads.map(self._near_each, parts(numbers, lengths[numbers], _WORDS_AT_ONCE))
            pairs = distinct(np.concatenate([np.zeros(0, np.uint64), *near]))
            if at_last:
                self._held = Held.of(())
                self._segments = [segment.without_holders() for segment in self._segments]
                give_back_memory()
            every: list[WeightedTexts] = []
            if documents is None and len(self) >= SMALL:
                every = [self._weighed(segment.texts, threads) for segment in self._segments]
            costs = lengths[groups_of(pairs)] + lengths[codes_in(pairs)]
            some = parts(pairs, costs, 2 * _WORDS_AT_ONCE)
            found = [*chain.from_iterable(threads.map(partial(self._scored, every, least), some))]
        return sorted(found, key=lambda one: (-one.score, one.a, one.b))

    def words(self, codes: Codes) -> Numbers:
        """Return the document frequency of each word, shape ``(n_words,)``."""
        return self._counted().words.find(codes)

    def shingles(self, codes: Codes) -> Numbers:
        """Return the document frequency of each sampled shingle, shape ``(n_shingles,)``."""
        return self._counted().shingles.find(codes)

    def grams(self, codes: Codes) -> Numbers:
        """Return the document frequency of each gram, shape ``(n_grams,)``."""
        return self._counted().grams.find(codes)

    def _near_each(self, numbers: Numbers) -> Keys:
        """Return the pairs of some articles and those near them as keys, shape ``(n_pairs,)``."""
        texts = self._texts(numbers)
        keyed = families(texts, self.words(texts.codes))
        place, near = nearest(keyed, numbers, self._held, len(self), _PER_ARTICLE)
        own = numbers[place]
        return keys(np.minimum(own, near), np.maximum(own, near))

    def _weighed(self, texts: Texts, threads: Executor) -> WeightedTexts:
        """Return the texts of a segment with the weights of their words."""

        def weigh(places: Numbers) -> list[NDArray[Any]]:
            return weighed(texts.take(places), self).arrays()

        some = parts(np.arange(len(texts)), texts.words, _WORDS_AT_ONCE)
        return WeightedTexts(texts, *joined(threads.map(weigh, some)))

    def _scored(self, every: Sequence[WeightedTexts], least: float, pairs: Keys) -> list[Candidate]:
        """Return the candidates of ``pairs`` that score ``least`` or more.

        ``every`` has the weighed texts of each segment; of none, those of the pairs are weighed.
        """
        sides = groups_of(pairs), groups_of(pairs << np.uint64(32))
        numbers, at = np.unique(np.concatenate(sides), return_inverse=True)
        a, b = np.split(at, 2)
        known = WeightedTexts.joined(self._taken(every, numbers)) if every else None
        texts = known.texts if known else self._texts(numbers)
        first = texts.ids[a] < texts.ids[b]
        a, b = np.where(first, (a, b), (b, a))
        if known is None:
            known, a, b = weighed_pairs(texts, a, b, self)
        return [*scores(known, a, b, self, least)]

    def _texts(self, numbers: Numbers) -> Texts:
        """Return the texts of articles by their numbers, at least one."""
        return Texts.joined(self._taken([one.texts for one in self._segments], numbers))

    def _taken(self, every: Sequence[T], numbers: Numbers) -> list[T]:
        """Return the texts (or documents) of ``numbers``, which are in order, from each segment."""
        cuts = np.searchsorted(numbers, self._firsts).tolist()
        return [
            part.take(numbers[start:stop] - first)
            for part, first, start, stop in zip(every, self._firsts, cuts, cuts[1:], strict=False)
            if start < stop
        ]

    def _counted(self) -> HeldCounts:
        """Return the document frequencies, once the documents added and removed are settled."""
        self._settle()
        if self._counts is None:
            self._counts = HeldCounts.of(self._held)
        return self._counts

    def _settle(self) -> None:
        """Write the documents added and removed into the segments."""
        if self._removed:
            stays = np.ones(self._firsts[-1], bool)
            stays[self._removed] = False
            self._removed = []
            each = zip(self._segments, np.split(stays, self._firsts[1:-1]), strict=True)
            kept = [part if all_.all() else part.take(np.flatnonzero(all_)) for part, all_ in each]
            self._segments, self._numbers = [], {}
            self._hold([part for part in kept if len(part)])
        if self._fresh:
            fresh = Segment.of([*self._fresh.values()])
            self._fresh, self._words_signed = {}, 0
            self._hold([fresh])

    def _hold(self, segments: Iterable[Segment]) -> None:
        """Take segments in, and number their articles after those that are there already."""
        for segment in segments:
            self._numbers.update(zip(segment.texts.ids, count(len(self._numbers)), strict=False))
            self._segments.append(segment)
            while len(self._segments) > 1 and self._segments[-2].takes(self._segments[-1]):
                self._segments[-2:] = [self._segments[-2].with_next(self._segments[-1])]
        self._firsts = firsts(self._segments)
        self._held, self._counts = Held.of(self._segments), None
