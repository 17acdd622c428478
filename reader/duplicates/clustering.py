"""Clusters: which documents tell one story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from reader.duplicates.values import Candidate, Cluster, Kind

STRONG = 0.98
"""From this score on a candidate that nobody judged can join two documents."""

_ENOUGH = 6
"""Two groups become one by so many of the pairs between them, or by more than half of those."""

LOOSE = (Kind.QUOTING, Kind.SAME_EVENT)
"""Kinds that hold two documents together only where a person has said so."""


def clusters(
    candidates: Iterable[Candidate],
    accepted: Iterable[tuple[str, str]] = (),
    rejected: Iterable[tuple[str, str]] = (),
    strong: float = STRONG,
) -> tuple[Cluster, ...]:
    """Join documents by accepted links and strong candidates; the largest cluster first.

    A candidate alone never joins groups: most of the pairs between them must be strong, or several,
    and none rejected. Each cluster names its weakest candidate, None where accepted links alone
    hold it.
    """
    groups = _Groups(frozenset(pair) for pair in rejected)
    best_first = sorted(candidates, key=lambda one: (-one.score, one.a, one.b))
    for candidate in best_first:
        if candidate.score >= strong and candidate.kind not in LOOSE:
            groups.note(candidate)
    for candidate in best_first:
        groups.join(candidate)
    for a, b in accepted:
        groups.accept(a, b)
    return tuple(sorted(groups.clusters(), key=lambda c: (-len(c.documents), c.documents)))


class _Groups:
    """Documents on their way into clusters."""

    def __init__(self, apart: Iterable[frozenset[str]]) -> None:
        self._apart = set(apart)
        self._groups: dict[str, set[str]] = {}
        self._near: dict[str, set[str]] = defaultdict(set)
        self._weakest: dict[str, Candidate] = {}

    def accept(self, a: str, b: str) -> None:
        """Join two documents that a person has linked."""
        self._merge(self._group(a), self._group(b))

    def note(self, strong: Candidate) -> None:
        """Take a strong candidate into account."""
        if frozenset((strong.a, strong.b)) not in self._apart:
            self._near[strong.a].add(strong.b)
            self._near[strong.b].add(strong.a)

    def join(self, by: Candidate) -> None:
        """Join the groups of a candidate where enough speaks for it."""
        if by.b not in self._near[by.a]:
            return
        one, other = self._group(by.a), self._group(by.b)
        if one is other or any(frozenset((x, y)) in self._apart for x in one for y in other):
            return
        strong = sum(len(self._near[document] & other) for document in one)
        if strong >= _ENOUGH or 2 * strong > len(one) * len(other):
            self._merge(one, other)
            # Candidates come best first: a later one is a weaker one.
            self._weakest[by.a] = self._weakest[by.b] = by

    def clusters(self) -> list[Cluster]:
        """Return the groups of two documents and more."""
        distinct = {id(group): group for group in self._groups.values() if len(group) > 1}
        return [
            Cluster(
                tuple(sorted(group)),
                min(
                    (self._weakest[one] for one in group if one in self._weakest),
                    key=lambda candidate: candidate.score,
                    default=None,
                ),
            )
            for group in distinct.values()
        ]

    def _group(self, document: str) -> set[str]:
        return self._groups.setdefault(document, {document})

    def _merge(self, one: set[str], other: set[str]) -> None:
        if one is not other:
            one |= other
            for document in other:
                self._groups[document] = one
