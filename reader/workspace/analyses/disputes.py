"""Where people differ in what they have marked, to be settled one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.workspace.analyses.agreement import Annotator, Mark


@dataclass(frozen=True, slots=True)
class Dispute:
    """A stretch of a document on which people differ, and what each has marked there.

    ``sides`` holds the marks of each person in their order; None for who has not judged the
    document.
    """

    document: str
    start: int
    end: int
    sides: tuple[frozenset[Mark] | None, ...]

    @property
    def all_marks(self) -> frozenset[Mark]:
        """What any of them has marked."""
        return frozenset().union(*(side for side in self.sides if side))


def agreed(people: Sequence[Annotator]) -> frozenset[Mark]:
    """Return the marks that all have set who have judged their document, two people at least."""
    judged = Counter(document for one in people for document in one.documents)
    found = Counter(mark for one in people for mark in one.marks)
    return frozenset(
        mark
        for mark, count in found.items()
        if count == judged[mark.document] and judged[mark.document] > 1
    )


def disputes(people: Sequence[Annotator]) -> tuple[Dispute, ...]:
    """Return the stretches on which people differ, by document and place.

    Marks that overlap, of any tag, belong to one stretch. Only documents count that two people at
    least have judged.
    """
    judged = Counter(document for one in people for document in one.documents)
    settled = agreed(people)
    open_marks = sorted(
        {mark for one in people for mark in one.marks if judged[mark.document] > 1} - settled
    )
    return tuple(_dispute(group, people) for group in _stretches(open_marks))


def _stretches(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Yield sorted marks in groups of one document that overlap."""
    group: list[Mark] = []
    end = 0
    for mark in marks:
        if group and (mark.document != group[0].document or mark.start >= end):
            yield group
            group = []
        end = max(end, mark.end) if group else mark.end
        group.append(mark)
    if group:
        yield group


def _dispute(group: Sequence[Mark], people: Sequence[Annotator]) -> Dispute:
    document = group[0].document
    return Dispute(
        document=document,
        start=group[0].start,
        end=max(mark.end for mark in group),
        sides=tuple(
            frozenset(group) & one.marks if document in one.documents else None for one in people
        ),
    )
