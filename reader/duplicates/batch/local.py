"""The engine of one process, for what fits into memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from reader.duplicates.batch import steps
from reader.duplicates.batch.record_file import read, same_id


def candidates(path: Path) -> Iterator[dict[str, object]]:
    """Yield a row for each pair of the records in ``path``.

    Raises:
        CorpusError: where the file, or a record in it, can't be read.
    """
    packed: dict[str, bytes] = {}
    shas: dict[str, str] = {}
    for record in read(path):
        if record.id in packed:
            raise same_id(path, record.id)
        packed[record.id], shas[record.id] = steps.signed(record), steps.sha(record)
    parts = [[*packed][at : at + steps.AT_ONCE] for at in range(0, len(packed), steps.AT_ONCE)]
    codes: Counter[int] = Counter()
    for part in parts:
        for keys in steps.counted([packed[document] for document in part]):
            codes.update(keys.tolist())
    counts = steps.Counts(len(packed), ((code, n) for code, n in codes.items() if n > 1))
    pairs = _near_pairs(packed, parts, counts)
    for at in range(0, len(pairs), steps.AT_ONCE):
        some = pairs[at : at + steps.AT_ONCE]
        found = steps.scored([(packed[a], packed[b]) for a, b in some], counts)
        for (a, b), pair in zip(some, found, strict=True):
            if pair:
                yield steps.row(pair, shas[a], shas[b], "local")


def _near_pairs(
    packed: Mapping[str, bytes], parts: Sequence[Sequence[str]], counts: steps.Counts
) -> list[tuple[str, str]]:
    """Return the pairs of documents that share enough keys, in order."""
    groups: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for part in parts:
        held = steps.votes_of([packed[document] for document in part], counts)
        for document, (keys, votes) in zip(part, held, strict=True):
            for key, vote in zip(keys.tolist(), votes.tolist(), strict=True):
                groups[key].append((document, vote))
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for holders in groups.values():
        for document, other, vote in steps.pairs_of(holders):
            sums[document][other] += vote
    near = (
        (document, other)
        for document, others in sums.items()
        for other in steps.nearest_of((vote, other) for other, vote in others.items())
    )
    return sorted({(min(pair), max(pair)) for pair in near})
