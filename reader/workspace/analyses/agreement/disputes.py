"""Stretches that people have marked differently, to be settled one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from reader.text import Span
from reader.workspace.analyses.agreement.annotators import together
from reader.workspace.analyses.agreement.coefficients import Annotator, Mark


@dataclass(frozen=True, slots=True)
class Dispute:
    """A stretch of a document on which people differ, and what each has marked there.

    ``sides`` holds the marks of each person in their order; None for who has not judged the
    document. ``notes`` holds those of each person, and the spans that they are on.
    """

    document: str
    start: int
    end: int
    sides: tuple[frozenset[Mark] | None, ...]
    notes: tuple[tuple[tuple[Span, str], ...], ...]

    @property
    def everybody(self) -> range:
        """The numbers of all people."""
        return range(len(self.sides))

    def marks_of(self, people: Iterable[int]) -> frozenset[Mark]:
        """Return the marks of people, by their numbers."""
        return frozenset().union(*(self.sides[one] or () for one in people))

    def notes_of(self, people: Iterable[int]) -> list[tuple[Span, str]]:
        """Return the notes of people, by their numbers, each once, with its span."""
        return list(dict.fromkeys(chain.from_iterable(self.notes[one] for one in people)))


@dataclass(frozen=True, slots=True)
class LinkDispute:
    """Two documents that some have linked and others not, or as something else.

    ``sides`` holds the kind of link of each person in their order, "" for none; None for who has
    not judged both documents.
    """

    a: str
    b: str
    sides: tuple[str | None, ...]

    @property
    def kind(self) -> str:
        """The kind of the first link among them."""
        return next(filter(None, self.sides))


def agreed_links(people: Sequence[Annotator]) -> dict[tuple[str, str], str]:
    """Return the kinds of the links that all have set who have judged both documents."""
    found = {pair: _sides(pair, people) for pair in _linked(people)}
    return {
        pair: kinds[0]
        for pair, sides in found.items()
        if len(kinds := [one for one in sides if one is not None]) > 1 and len(set(kinds)) == 1
    }


def link_disputes(people: Sequence[Annotator]) -> tuple[LinkDispute, ...]:
    """Return the pairs of documents that people differ on, in the order of their names."""
    found = (LinkDispute(*pair, _sides(pair, people)) for pair in _linked(people))
    return tuple(one for one in found if len(set(one.sides) - {None}) > 1)


def _linked(people: Sequence[Annotator]) -> list[tuple[str, str]]:
    return sorted({pair for one in people for pair in one.links})


def _sides(pair: tuple[str, str], people: Sequence[Annotator]) -> tuple[str | None, ...]:
    ends = frozenset(pair)
    return tuple(one.kinds.get(ends, "" if ends <= one.documents else None) for one in people)


def agreed(people: Sequence[Annotator]) -> frozenset[Mark]:
    """Return the marks that all have set who have judged their document, two people at least.

    Those on a span of which people say different things in their notes are none.
    """
    judged = Counter(document for one in people for document in one.documents)
    found = Counter(mark for one in people for mark in one.marks)
    notes = together(chain.from_iterable(one.notes.items() for one in people))
    return frozenset(
        mark
        for mark, count in found.items()
        if count == judged[mark.document] > 1 and len(notes.get((mark.document, mark.span), ())) < 2
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
    return tuple(_dispute(group, people) for group in _overlapping_groups(open_marks))


def _overlapping_groups(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
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
    spans = sorted({mark.span for mark in group})
    return Dispute(
        document=document,
        start=group[0].start,
        end=max(mark.end for mark in group),
        sides=tuple(
            frozenset(group) & one.marks if document in one.documents else None for one in people
        ),
        notes=tuple(
            tuple((span, note) for span in spans if (note := one.notes.get((document, span))))
            for one in people
        ),
    )
