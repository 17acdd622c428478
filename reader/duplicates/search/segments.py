"""The parts that an index is made of, as those of a search engine: once made they never change."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from io import BytesIO
from itertools import accumulate
from typing import NamedTuple
from uuid import uuid4
from zipfile import BadZipFile

import numpy as np

from reader.duplicates.ragged_arrays import Numbers, codes_in, groups_of, keys, owners
from reader.duplicates.search.postings import MOST, KeyCounts, Postings, PostingsRun
from reader.duplicates.signatures.signature import Signature
from reader.duplicates.signatures.signature_arrays import Texts
from reader.duplicates.values import SIGNATURE_VERSION, VERSION

# So many words are enough for one segment, which then takes some 60 megabytes. While it is joined
# or written there are up to four times as many; finding pairs in many segments takes hardly longer.
_WORDS = 1 << 22
_VERSION = f"{VERSION}.{SIGNATURE_VERSION}"


class Held(NamedTuple):
    """The postings of sampled shingles, grams and words."""

    shingles: Postings
    grams: Postings
    words: Postings

    @classmethod
    def of(cls, segments: Sequence[Segment]) -> Held:
        """Return the articles of some segments, numbered through."""
        numbered = [*zip(firsts(segments), segments, strict=False)]
        return cls(
            *(
                Postings([(at, one.runs[sort]) for at, one in numbered if len(one.runs[sort].keys)])
                for sort in range(3)
            )
        )


class HeldCounts(NamedTuple):
    """How many documents hold each sampled shingle, gram and word."""

    shingles: KeyCounts
    grams: KeyCounts
    words: KeyCounts

    @classmethod
    def of(cls, held: Held) -> HeldCounts:
        """Count what is held."""
        return cls(*map(KeyCounts.of, held))


@dataclass(frozen=True)
class Segment:
    """Some articles of an index, and which of them hold which keys (as in ``Held``).

    By its ``name``, which no other one has, a cache knows it again.
    """

    texts: Texts
    runs: tuple[PostingsRun, PostingsRun, PostingsRun]
    name: str = field(default_factory=lambda: uuid4().hex)

    def __len__(self) -> int:
        return len(self.texts)

    @classmethod
    def of(cls, signatures: Sequence[Signature]) -> Segment:
        """Return the segment of some articles, at least one."""
        texts = Texts.of(signatures)
        shingles = texts.counted_shingles()
        return cls(
            texts,
            (
                PostingsRun.of(keys(codes_in(shingles), groups_of(shingles))),
                PostingsRun.of(keys(texts.grams, owners(texts.sampled))),
                PostingsRun.of(keys(texts.codes, owners(texts.distinct))),
            ),
        )

    def with_next(self, other: Segment) -> Segment:
        """Return the articles of this segment and then those of another one as one segment."""
        shingles, grams, words = (
            one.with_next(more, len(self)) for one, more in zip(self.runs, other.runs, strict=True)
        )
        return Segment(Texts.joined([self.texts, other.texts]), (shingles, grams, words))

    def take(self, places: Numbers) -> Segment:
        """Return the articles at some places, in their order."""
        shingles, grams, words = (run.take(places, len(self)) for run in self.runs)
        return Segment(self.texts.take(places), (shingles, grams, words))

    def without_holders(self) -> Segment:
        """Return the texts of this segment alone."""
        none = PostingsRun.of(np.zeros(0, np.uint64))
        return replace(self, runs=(none, none, none))

    @property
    def is_full(self) -> bool:
        """Tell whether no segment that is much the same size could be joined to this one."""
        return 2 * len(self) > MOST or 2 * len(self.texts.sequence) > _WORDS

    def takes(self, other: Segment) -> bool:
        """Tell whether another segment should be joined to this one.

        It should when it is not much smaller, so that each article is moved a few times only (as in
        a log-structured merge tree: O'Neil and others, 1996), unless they are too large for one.
        """
        words = len(self.texts.sequence) + len(other.texts.sequence)
        return len(self) < 2 * len(other) and len(self) + len(other) <= MOST and words <= _WORDS

    def dump(self) -> bytes:
        """Return the segment as bytes, to be loaded by the same version of this module."""
        ids = np.frombuffer(json.dumps(self.texts.ids.tolist()).encode(), np.uint8)
        texts = {one.name: getattr(self.texts, one.name) for one in fields(Texts)}
        runs = {
            f"{sort} {name}": array
            for sort, run in enumerate(self.runs)
            for name, array in run._asdict().items()
        }
        file = BytesIO()
        np.savez(file, **{**texts, **runs, "ids": ids, "version": np.array(_VERSION)})
        return file.getvalue()

    @classmethod
    def load(cls, state: bytes, name: str) -> Segment:
        """Return the value that ``dump`` gave; ValueError where it can't be read (any longer)."""
        try:
            with np.load(BytesIO(state)) as arrays:
                if arrays["version"] != _VERSION:
                    raise ValueError("it is of another version")
                ids = np.array(json.loads(arrays["ids"].tobytes()), object)
                texts = {one.name: arrays[one.name] for one in fields(Texts)} | {"ids": ids}
                shingles, grams, words = (
                    PostingsRun(*(arrays[f"{sort} {name}"] for name in PostingsRun._fields))
                    for sort in range(3)
                )
        except (BadZipFile, EOFError, KeyError, OSError, ValueError) as error:
            raise ValueError(f"a part of the index can't be read: {error}") from error
        return cls(Texts(**texts), (shingles, grams, words), name)


def firsts(parts: Sequence[Segment]) -> list[int]:
    """Return the number of the first article of each segment, and last how many there are."""
    return [*accumulate((len(part) for part in parts), initial=0)]
