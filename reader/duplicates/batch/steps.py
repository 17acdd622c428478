"""The steps of every engine: the signature of a text, the pairs of a group, the score of a pair.

Pure functions of numbers, bytes and text, so that an engine is only a way to bring groups together.
Votes are whole numbers: their sum does not depend on the order of adding.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from enum import IntEnum
from heapq import nsmallest
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.duplicates.batch.record_file import BatchRecord
from reader.duplicates.decision import LISTED
from reader.duplicates.ragged_arrays import (
    Codes,
    Keys,
    Numbers,
    codes_in,
    groups_of,
    in_both,
    keys,
    ordered,
    owners,
)
from reader.duplicates.score.scoring import scores
from reader.duplicates.search.nearest import BACKGROUND, STEPS, families, first_steps
from reader.duplicates.signatures.signature import Signature
from reader.duplicates.signatures.signature_arrays import Texts, weighed_pairs
from reader.duplicates.values import SIGNATURE_VERSION, Version

# So many votes make two documents worth scoring.
VOTES = 500_000
# So many documents near each one are scored.
NEAREST = 10
# So many documents or pairs are worked on at once.
AT_ONCE = 500
_UNIT = 1_000_000  # whole numbers that sum alike in any order, of a worth of 1


class KeyKind(IntEnum):
    """The sort of thing a key is of; it stands in the key above the 32 bits of the code."""

    SHINGLE = 0
    GRAM = 1
    WORD = 2


class Votes(NamedTuple):
    """Keys of a document, and its vote for whoever else has each; both of shape ``(n_keys,)``."""

    keys: Keys
    votes: Numbers


class Counts:
    """Document frequencies of the words, shingles and grams that two documents have."""

    def __init__(self, documents: int, counted: Iterable[tuple[int, int]]) -> None:
        self._documents = documents
        table = np.fromiter(counted, np.dtype((np.uint64, 2)))
        table = table[np.argsort(table[:, 0])]
        # Whatever is sought has a place: that of a key beyond all others, at the latest.
        self._keys = np.append(table[:, 0], np.iinfo(np.uint64).max)
        self._counts = np.append(table[:, 1], 1).astype(np.int64)

    def __len__(self) -> int:
        return self._documents

    def words(self, codes: Codes) -> Numbers:
        """Return the document frequency of each word, shape ``(n_words,)``."""
        return self.of(KeyKind.WORD, codes)

    def shingles(self, codes: Codes) -> Numbers:
        """Return the document frequency of each sampled shingle, shape ``(n_shingles,)``."""
        return self.of(KeyKind.SHINGLE, codes)

    def grams(self, codes: Codes) -> Numbers:
        """Return the document frequency of each gram, shape ``(n_grams,)``."""
        return self.of(KeyKind.GRAM, codes)

    def of(self, sort: KeyKind, codes: Codes) -> Numbers:
        """Return the document frequency of each code of a sort, shape ``(n_codes,)``."""
        wanted = keys(np.full(len(codes), sort), codes)
        at = np.searchsorted(self._keys, wanted)
        return np.where(self._keys[at] == wanted, self._counts[at], 1)


def signed(record: BatchRecord) -> bytes:
    """Return the signature of a record's text as bytes."""
    names, hidden = tuple(record.names.splitlines()), float(record.hidden or 0)
    version = Version(record.id, record.text, record.title, record.date, names, hidden)
    return Signature.of(version).pack()


def counted(packed: Sequence[bytes]) -> list[Keys]:
    """Return the words, shingles and grams of each signature, to be counted over the corpus.

    Each array has the shape ``(n_keys,)``.
    """
    texts = Texts.of([Signature.unpack(one) for one in packed])
    shingles = texts.counted_shingles()
    text = [groups_of(shingles), owners(texts.sampled), owners(texts.distinct)]
    codes = _sorted([codes_in(shingles), texts.grams, texts.codes])
    return _each(len(packed), np.concatenate(text), codes)


def votes_of(packed: Sequence[bytes], counts: Counts) -> list[Votes]:
    """Return the keys that each document is grouped by: those that a few others hold too.

    Those that it does not vote by, since others of its keys are rarer, have a vote of 0.
    """
    texts = Texts.of([Signature.unpack(one) for one in packed])
    held_words = counts.words(texts.codes)
    found = families(texts, held_words)
    voters = np.concatenate([family.text for family in found])
    held = np.concatenate(
        [counts.of(sort, one.codes) for sort, one in zip(KeyKind, found, strict=True)]
    )
    voting = first_steps(voters, held)
    worth = np.zeros(len(voters), np.int64)
    worth[voting] = np.rint(_UNIT * np.concatenate([family.worth for family in found])[voting])
    # What is rare in one text may be one of many words in another: it is found by all of them.
    shingles, grams, rarest = found
    owner, passages = owners(texts.distinct), len(voters) - len(rarest.text)
    rare, _ = in_both(keys(owner, texts.codes), keys(rarest.text, rarest.codes))
    of_words = np.zeros(len(owner), np.int64)
    of_words[rare] = worth[passages:]
    text = np.concatenate([voters[:passages], owner])
    held = np.concatenate([held[:passages], held_words])
    codes = _sorted([shingles.codes, grams.codes, texts.codes])
    rarity = np.log(max(BACKGROUND, len(counts) + 1) / held)
    rarity[passages:] **= 2
    votes = np.rint(np.concatenate([worth[:passages], of_words]) * rarity).astype(np.int64)
    shared = (held > 1) & (held <= STEPS)
    columns = (_each(len(packed), text[shared], column[shared]) for column in (codes, votes))
    return [*map(Votes, *columns)]


def _sorted(codes: Sequence[Codes]) -> Keys:
    """Return shingles, grams and words as keys, one after the other, shape ``(n_codes,)``."""
    return keys(np.repeat(np.array(KeyKind), [len(some) for some in codes]), np.concatenate(codes))


def _each(size: int, text: Numbers, values: NDArray[Any]) -> list[NDArray[Any]]:
    """Return the values of each of ``size`` texts, shape ``(n_values_of_text,)`` each."""
    ends = np.cumsum(np.bincount(text, minlength=size))
    return np.split(values[ordered(text)], ends[:-1])


def pairs_of(holders: Iterable[tuple[str, int]]) -> Iterator[tuple[str, str, int]]:
    """Yield the votes that the holders of a key give each other: who, for whom, and how much.

    ``holders`` are the ids of documents with the vote of each.
    """
    held = [*holders]
    for document, vote in held:
        if vote:
            yield from ((document, other, vote) for other, _ in held if other != document)


def nearest_of(votes: Iterable[tuple[int, str]]) -> list[str]:
    """Return the documents that one shares most with, from those that it shares something with."""
    enough = ((-vote, other) for vote, other in votes if vote >= VOTES)
    return [other for _, other in nsmallest(NEAREST, enough)]


def scored(pairs: Sequence[tuple[bytes, bytes]], counts: Counts) -> list[str]:
    """Return a pair's kind, score, evidence and dates as JSON, nothing where it is unlikely."""
    if not pairs:
        return []
    signed = [sorted(map(Signature.unpack, pair), key=lambda one: one.id) for pair in pairs]
    documents = {one.id: one for pair in signed for one in pair}
    place = {id_: number for number, id_ in enumerate(documents)}
    a, b = np.array([[place[one.id] for one in pair] for pair in signed]).T
    texts = Texts.of(list(documents.values()))
    found = scores(*weighed_pairs(texts, a, b, counts), counts, LISTED)
    written = {
        (one.a, one.b): json.dumps(
            {**asdict(one), "date_a": documents[one.a].date, "date_b": documents[one.b].date},
            ensure_ascii=False,
        )
        for one in found
    }
    return [written.get((a.id, b.id), "") for a, b in signed]


def row(pair: str, sha_a: str, sha_b: str, engine: str) -> dict[str, object]:
    """Return the row written for a pair: enough to tell later whether it still holds."""
    versions = {"signature_version": SIGNATURE_VERSION, "engine": engine}
    return {**json.loads(pair), "sha_a": sha_a, "sha_b": sha_b, **versions}


def sha(record: BatchRecord) -> str:
    """Return the hash by which a stale row is known: of the source, or else of the text."""
    text = record.text.encode("utf-8", "surrogatepass")
    return record.sha256 or hashlib.sha256(text).hexdigest()
