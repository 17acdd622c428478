"""Clusters: which documents tell one story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from reader.duplicates.decision import JOINING, LOOSE, STRONG
from reader.duplicates.values import Candidate, Cluster


def clusters(
    candidates: Iterable[Candidate],
    accepted: Iterable[tuple[str, str]] = (),
    rejected: Iterable[tuple[str, str]] = (),
    strong: float = STRONG,
) -> tuple[Cluster, ...]:
    """Join documents by accepted links and strong candidates; the largest cluster first.

    A candidate alone never joins groups: most of the pairs between them must be strong, or several,
    and none rejected, for themselves or for what they are linked with. Each cluster names its
    weakest candidate, None where accepted links alone hold it.
    """
    accepted = list(accepted)
    groups = _Groups(accepted, rejected)
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

    def __init__(
        self, accepted: Iterable[tuple[str, str]], rejected: Iterable[tuple[str, str]]
    ) -> None:
        self._linked: dict[str, list[str]] = {}
        for a, b in accepted:
            one, other = (self._linked.setdefault(end, [end]) for end in (a, b))
            if one is not other:
                one += other
                self._linked.update(dict.fromkeys(other, one))
        self._apart = {frozenset((self._unit(a), self._unit(b))) for a, b in rejected}
        self._groups: dict[str, set[str]] = {}
        self._near: dict[str, set[str]] = defaultdict(set)
        self._weakest: dict[str, Candidate] = {}

    def accept(self, a: str, b: str) -> None:
        """Join two documents that a person has linked.

        What is only likely to belong to one of them stays behind where it must not meet the other.
        """
        one, other = self._group(a), self._group(b)
        if one is not other and self._are_apart(one, other):
            one, other = self._alone(a), self._alone(b)
        self._merge(one, other)

    def note(self, strong: Candidate) -> None:
        """Take a strong candidate into account."""
        if not self._are_apart([strong.a], [strong.b]):
            self._near[strong.a].add(strong.b)
            self._near[strong.b].add(strong.a)

    def join(self, by: Candidate) -> None:
        """Join the groups of a candidate where enough speaks for it."""
        if by.b not in self._near[by.a]:
            return
        one, other = self._group(by.a), self._group(by.b)
        if one is other or self._are_apart(one, other):
            return
        strong = sum(len(self._near[document] & other) for document in one)
        if strong >= JOINING or 2 * strong > len(one) * len(other):
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

    def _are_apart(self, one: Iterable[str], other: Collection[str]) -> bool:
        """Tell whether a person has kept documents of two groups, or their like, apart."""
        return bool(self._apart) and any(
            frozenset((self._unit(x), self._unit(y))) in self._apart for x in one for y in other
        )

    def _unit(self, document: str) -> str:
        """Return the one document that stands for all that are linked with one."""
        return self._linked.get(document, (document,))[0]

    def _alone(self, document: str) -> set[str]:
        """Take a document out of its group, with those of it that it is linked with."""
        group, unit = self._group(document), self._unit(document)
        out = {one for one in group if self._unit(one) == unit}
        group -= out
        self._groups.update(dict.fromkeys(out, out))
        return out

    def _group(self, document: str) -> set[str]:
        return self._groups.setdefault(document, {document})

    def _merge(self, one: set[str], other: set[str]) -> None:
        if one is not other:
            one |= other
            for document in other:
                self._groups[document] = one
