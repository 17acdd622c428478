"""What every engine does: the signature of a text, the pairs of a group, the score of a pair.

Pure functions of numbers, bytes and text, so that an engine is only a way to bring groups together.
Votes are whole numbers: their sum does not depend on the order of adding.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import NamedTuple

from reader.duplicates.engines.rows import Record
from reader.duplicates.features import weighed_pair
from reader.duplicates.index import families, vocabulary
from reader.duplicates.scoring import score_weighed
from reader.duplicates.signature import SIGNATURE_VERSION, Signature, signature
from reader.duplicates.values import Version

GROUP = 100
"""A key that more documents hold tells nothing (a menu, a set phrase)."""

VOTES = 500_000
"""So many votes make two documents worth scoring."""

LEAST = 0.5
"""Pairs that score less are not worth a look."""

_UNIT = 1_000_000


class Key(NamedTuple):
    """What documents are grouped by; ``worth`` is what it counts as a vote, in millionths."""

    code: int
    worth: int
    squared: bool


@dataclass(frozen=True)
class Counts:
    """In how many of ``documents`` documents each word stands."""

    documents: int
    words: Mapping[int, int]

    def __len__(self) -> int:
        return self.documents

    def shingle(self, code: int) -> int | None:  # noqa: ARG002
        """Return None: shingles are not counted over the whole corpus."""
        return None

    def known_grams(self, signed: Signature) -> int:
        """Return the number of grams, which are not counted over the whole corpus either."""
        return len(signed.grams)


def signed(record: Record) -> bytes:
    """Return the signature of a record's text as bytes."""
    hidden = float(record.hidden or 0)
    version = Version(record.id, record.text, record.title, record.date, hidden=hidden)
    return signature(version).pack()


def words_of(packed: bytes) -> list[int]:
    """Return the distinct words of a signature, to be counted over the corpus."""
    return sorted(vocabulary(Signature.unpack(packed)))


def keys_of(packed: bytes, counts: Counts) -> list[Key]:
    """Return the keys that a document is grouped by."""
    return [
        Key(code, round(_UNIT * family.worth / math.sqrt(len(family.keys))), family.squared)
        for family in families(Signature.unpack(packed), counts.words)
        for code in family.keys
    ]


def pairs_of(
    holders: Sequence[tuple[str, int, bool]], counts: Counts
) -> Iterator[tuple[str, str, int]]:
    """Yield each two documents of a group that holds one key, and the votes which that gives.

    ``holders`` are their ids with the worth of the key, and whether rarity counts twice.
    """
    if 1 < len(holders) <= GROUP:
        rarity = math.log(max(4000, counts.documents + 1) / len(holders))
        for (a, worth_a, squared), (b, worth_b, _) in combinations(sorted(holders), 2):
            yield a, b, round(max(worth_a, worth_b) * (rarity**2 if squared else rarity))


def scored(packed_a: bytes, packed_b: bytes, counts: Counts) -> str:
    """Return the score, kind and evidence of a pair as JSON, nothing where it is unlikely."""
    a, b = sorted((Signature.unpack(packed_a), Signature.unpack(packed_b)), key=lambda s: s.id)
    candidate = score_weighed(*weighed_pair(a, b, counts), counts, LEAST)
    return json.dumps(asdict(candidate), ensure_ascii=False) if candidate else ""


def row(pair: str, sha_a: str, sha_b: str, engine: str) -> dict[str, object]:
    """Return what is written for a pair: enough to tell later whether it still holds."""
    versions = {"signature_version": SIGNATURE_VERSION, "engine": engine}
    return {**json.loads(pair), "sha_a": sha_a, "sha_b": sha_b, **versions}


def sha(record: Record) -> str:
    """Return the hash by which a stale row is known: of the source, or else of the text."""
    text = record.text.encode("utf-8", "surrogatepass")
    return record.sha256 or hashlib.sha256(text).hexdigest()
