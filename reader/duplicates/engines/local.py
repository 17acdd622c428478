"""The engine of one process, for what fits into memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from reader.duplicates.engines.rows import read
from reader.duplicates.engines.steps import (
    AT_ONCE,
    VOTES,
    Counts,
    keys_of,
    pairs_of,
    row,
    scored,
    sha,
    signed,
    words_of,
)


def candidates(path: Path) -> Iterator[dict[str, object]]:
    """Yield a row for each pair of the records in ``path``."""
    packed: dict[str, bytes] = {}
    shas: dict[str, str] = {}
    words: Counter[int] = Counter()
    for record in read(path):
        packed[record.id], shas[record.id] = signed(record), sha(record)
        words.update(words_of(packed[record.id]))
    counts = Counts(len(packed), words.items())
    groups: dict[int, list[tuple[str, int, bool]]] = defaultdict(list)
    for document, signature in packed.items():
        for key in keys_of(signature, counts):
            groups[key.code].append((document, key.worth, key.squared))
    votes: Counter[tuple[str, str]] = Counter()
    for holders in groups.values():
        for a, b, vote in pairs_of(holders, counts):
            votes[a, b] += vote
    pairs = sorted(pair for pair, vote in votes.items() if vote >= VOTES)
    for at in range(0, len(pairs), AT_ONCE):
        some = pairs[at : at + AT_ONCE]
        found = scored([(packed[a], packed[b]) for a, b in some], counts)
        for (a, b), pair in zip(some, found, strict=True):
            if pair:
                yield row(pair, shas[a], shas[b], "local")
