"""What every engine does: the signature of a text, the pairs of a group, the score of a pair.

Pure functions of numbers, bytes and text, so that an engine is only a way to bring groups together.
Votes are whole numbers: their sum does not depend on the order of adding.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import combinations
from typing import NamedTuple

import numpy as np

from reader.duplicates.arrays import Codes, Numbers
from reader.duplicates.documents import Texts, weighed_pairs
from reader.duplicates.engines.rows import Record
from reader.duplicates.nearest import BACKGROUND, families
from reader.duplicates.scoring import scores
from reader.duplicates.signature import SIGNATURE_VERSION, Signature, signature
from reader.duplicates.values import Version

GROUP = 100
"""A key that more documents hold tells nothing (a menu, a set phrase)."""

VOTES = 500_000
"""So many votes make two documents worth scoring."""

LEAST = 0.5
"""Pairs that score less are not worth a look."""

AT_ONCE = 500
"""So many pairs are scored at once."""

_UNIT = 1_000_000


class Key(NamedTuple):
    """What documents are grouped by; ``worth`` is what it counts as a vote, in millionths."""

    code: int
    worth: int
    squared: bool


class Counts:
    """In how many of a corpus's documents each word stands; other things are not counted."""

    def __init__(self, documents: int, words: Iterable[tuple[int, int]]) -> None:
        self._documents = documents
        table = np.fromiter(words, np.dtype((np.int64, 2)))
        table = table[np.argsort(table[:, 0])]
        self._codes, self._counts = table[:, 0].astype(np.uint32), table[:, 1].astype(np.uint32)

    def __len__(self) -> int:
        return self._documents

    def words(self, codes: Codes) -> Numbers:
        """In how many documents each word stands."""
        if not len(self._codes):
            return np.zeros(len(codes), np.int64)
        at = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        return np.where(self._codes[at] == codes, self._counts[at], 0)

    def shingles(self, codes: Codes) -> Numbers | None:  # noqa: ARG002
        """Return None."""
        return None

    def grams(self, codes: Codes) -> Numbers | None:  # noqa: ARG002
        """Return None."""
        return None


def signed(record: Record) -> bytes:
    """Return the signature of a record's text as bytes."""
    hidden = float(record.hidden or 0)
    version = Version(record.id, record.text, record.title, record.date, hidden=hidden)
    return signature(version).pack()


def words_of(packed: bytes) -> list[int]:
    """Return the distinct words of a signature, to be counted over the corpus."""
    found: list[int] = Texts.of([Signature.unpack(packed)]).codes.tolist()
    return found


def keys_of(packed: bytes, counts: Counts) -> list[Key]:
    """Return the keys that a document is grouped by."""
    texts = Texts.of([Signature.unpack(packed)])
    return [
        Key(code | sort << 32, round(_UNIT * worth), family.squared)
        for sort, family in enumerate(families(texts, counts.words(texts.codes)))
        for code, worth in zip(family.codes.tolist(), family.worth.tolist(), strict=True)
    ]


def pairs_of(
    holders: Sequence[tuple[str, int, bool]], counts: Counts
) -> Iterator[tuple[str, str, int]]:
    """Yield each two documents of a group that holds one key, and the votes which that gives.

    ``holders`` are their ids with the worth of the key, and whether rarity counts twice.
    """
    if 1 < len(holders) <= GROUP:
        rarity = math.log(max(BACKGROUND, len(counts) + 1) / len(holders))
        for (a, worth_a, squared), (b, worth_b, _) in combinations(sorted(holders), 2):
            yield a, b, round(max(worth_a, worth_b) * (rarity**2 if squared else rarity))


def scored(pairs: Sequence[tuple[bytes, bytes]], counts: Counts) -> list[str]:
    """Return score, kind and evidence of each pair as JSON, nothing where it is unlikely."""
    if not pairs:
        return []
    signed = [sorted(map(Signature.unpack, pair), key=lambda one: one.id) for pair in pairs]
    documents = {one.id: one for pair in signed for one in pair}
    place = {id_: number for number, id_ in enumerate(documents)}
    a, b = np.array([[place[one.id] for one in pair] for pair in signed]).T
    found = scores(*weighed_pairs(list(documents.values()), a, b, counts), counts, LEAST)
    written = {(one.a, one.b): json.dumps(asdict(one), ensure_ascii=False) for one in found}
    return [written.get((a.id, b.id), "") for a, b in signed]


def row(pair: str, sha_a: str, sha_b: str, engine: str) -> dict[str, object]:
    """Return what is written for a pair: enough to tell later whether it still holds."""
    versions = {"signature_version": SIGNATURE_VERSION, "engine": engine}
    return {**json.loads(pair), "sha_a": sha_a, "sha_b": sha_b, **versions}


def sha(record: Record) -> str:
    """Return the hash by which a stale row is known: of the source, or else of the text."""
    text = record.text.encode("utf-8", "surrogatepass")
    return record.sha256 or hashlib.sha256(text).hexdigest()
