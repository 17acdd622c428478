"""Clusters: which documents tell one story."""

from __future__ import annotations

from collections.abc import Iterable

from reader.duplicates.values import Candidate, Cluster

STRONG = 0.9
"""From this score on a candidate that nobody judged joins two documents."""


def clusters(
    candidates: Iterable[Candidate],
    accepted: Iterable[tuple[str, str]] = (),
    rejected: Iterable[tuple[str, str]] = (),
    strong: float = STRONG,
) -> tuple[Cluster, ...]:
    """Join documents by accepted links and strong candidates; the largest cluster first.

    A candidate joins two groups only where no rejected pair would come together by it. Each
    cluster names its weakest candidate, None where accepted links alone hold it.
    """
    groups: dict[str, set[str]] = {}
    weakest: dict[str, Candidate] = {}
    apart = {frozenset(pair) for pair in rejected}

    def join(a: str, b: str, by: Candidate | None) -> None:
        one, other = groups.setdefault(a, {a}), groups.setdefault(b, {b})
        if one is other:
            return
        if by is not None and any(frozenset((x, y)) in apart for x in one for y in other):
            return
        one |= other
        for document in other:
            groups[document] = one
        if by is not None:
            weakest[a] = weakest[b] = by

    for a, b in accepted:
        join(a, b, None)
    for candidate in sorted(candidates, key=lambda one: (-one.score, one.a, one.b)):
        if candidate.score >= strong and frozenset((candidate.a, candidate.b)) not in apart:
            join(candidate.a, candidate.b, candidate)
    distinct = {id(group): group for group in groups.values() if len(group) > 1}
    found = [
        Cluster(
            tuple(sorted(group)),
            min(
                (weakest[one] for one in group if one in weakest),
                key=lambda c: c.score,
                default=None,
            ),
        )
        for group in distinct.values()
    ]
    return tuple(sorted(found, key=lambda c: (-len(c.documents), c.documents)))
