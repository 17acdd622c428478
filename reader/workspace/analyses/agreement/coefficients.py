"""Agreement of people on the same documents: Cohen, Krippendorff, F1, Rand.

All measures are of one tag at a time, since passages overlap: a character, or a sentence, either
has the tag or has not. A measure is None where it is not defined, as where nobody has used a tag.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import comb
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.text import Span, sentences


class Mark(NamedTuple):
    """A tag on a span of a document, in code points of its text; "" for a passage without one."""

    document: str
    start: int
    end: int
    tag: str

    @property
    def span(self) -> Span:
        """The stretch of the text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotator:
    """The work of one person: the documents, the marks in them, and the links between them.

    ``documents`` are those that the person has judged, also where nothing was marked in them.
    ``notes`` are those on spans of documents, ``kinds`` those of the links, by their two documents.
    """

    name: str
    documents: frozenset[str]
    marks: frozenset[Mark]
    notes: Mapping[tuple[str, Span], str] = field(default_factory=dict)
    kinds: Mapping[frozenset[str], str] = field(default_factory=dict)

    @property
    def links(self) -> list[tuple[str, str]]:
        """The pairs of documents that are linked, each pair in the order of their names."""
        return [(min(pair), max(pair)) for pair in self.kinds]


@dataclass(frozen=True, slots=True, kw_only=True)
class TagAgreement:
    """The agreement on one tag: how many passages each has, and the measures.

    ``kappa`` is Cohen's, of two people; ``alpha`` is Krippendorff's for nominal values; ``f1`` is
    the mean over all pairs of people, of spans that are the same, or share a character.
    """

    tag: str
    passages: tuple[int, ...]
    kappa_characters: float | None
    kappa_sentences: float | None
    alpha_characters: float | None
    alpha_sentences: float | None
    f1_exact: float | None
    f1_overlapping: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The agreement of people: on how much text, on each tag, and on stories.

    ``stories`` is the adjusted Rand index of the stories that their links make, the mean over all
    pairs of people.
    """

    annotators: tuple[str, ...]
    documents: int
    characters: int
    sentences: int
    tags: tuple[TagAgreement, ...]
    stories: float | None


def agreement(annotators: Sequence[Annotator], texts: Mapping[str, str]) -> Agreement:
    """Return the agreement of people on the documents that at least two of them have judged.

    ``texts`` holds the text of each of these.
    """
    judged = Counter(document for one in annotators for document in one.documents)
    shared = sorted(document for document, count in judged.items() if count > 1)
    cut = {document: sentences(texts[document]) for document in shared}
    names = sorted({mark.tag for one in annotators for mark in one.marks} - {""})
    return Agreement(
        annotators=tuple(one.name for one in annotators),
        documents=len(shared),
        characters=sum(len(texts[document]) for document in shared),
        sentences=sum(map(len, cut.values())),
        tags=tuple(_of_tag(name, annotators, shared, texts, cut) for name in names),
        stories=_mean(_stories(one, other) for one, other in combinations(annotators, 2)),
    )


def cohens_kappa(both: int, first: int, second: int, neither: int) -> float | None:
    """Return Cohen's kappa of two people from how often both, one alone, or neither said yes."""
    total = both + first + second + neither
    if not total:
        return None
    one, other = both + first, both + second
    chance = (one * other + (total - one) * (total - other)) / total**2
    return None if chance == 1 else ((both + neither) / total - chance) / (1 - chance)


def krippendorffs_alpha(units: Mapping[tuple[int, int], int]) -> float | None:
    """Return Krippendorff's alpha for two nominal values.

    ``units`` counts units by how many people have judged them (two at least) and how many of these
    have said yes.
    """
    yes = sum(count * agreeing for (_, agreeing), count in units.items())
    no = sum(count * (people - agreeing) for (people, agreeing), count in units.items())
    if not yes or not no:
        return None
    apart = sum(
        count * 2 * agreeing * (people - agreeing) / (people - 1)
        for (people, agreeing), count in units.items()
    )
    return 1 - apart * (yes + no - 1) / (2 * yes * no)


def adjusted_rand(one: Mapping[str, str], other: Mapping[str, str]) -> float:
    """Return the adjusted Rand index of two ways to put the same things into groups."""
    pairs = sum(comb(count, 2) for count in Counter((one[k], other[k]) for k in one).values())
    in_one = sum(comb(count, 2) for count in Counter(one.values()).values())
    in_other = sum(comb(count, 2) for count in Counter(other[k] for k in one).values())
    expected = in_one * in_other / comb(len(one), 2) if len(one) > 1 else 0
    most = (in_one + in_other) / 2
    return 1.0 if most == expected else (pairs - expected) / (most - expected)


def span_f1(one: Iterable[Mark], other: Iterable[Mark], *, exact: bool) -> float | None:
    """Return the F1 of two people's marks: those that are the same, or share a character."""
    here, there = set(one), set(other)
    if not here and not there:
        return None
    if exact:
        return 2 * len(here & there) / (len(here) + len(there))
    found, given = _met(here, there), _met(there, here)
    if not found or not given:
        return 0.0
    precision, recall = found / len(here), given / len(there)
    return 2 * precision * recall / (precision + recall)


def _met(marks: set[Mark], others: set[Mark]) -> int:
    """Return the number of marks that meet one of the others of their document and tag."""
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for mark in others:
        spans.setdefault((mark.document, mark.tag), []).append((mark.start, mark.end))
    return sum(
        any(
            start < mark.end and mark.start < end
            for start, end in spans.get((mark.document, mark.tag), ())
        )
        for mark in marks
    )


def _of_tag(
    tag: str,
    annotators: Sequence[Annotator],
    shared: Sequence[str],
    texts: Mapping[str, str],
    cut: Mapping[str, list[Span]],
) -> TagAgreement:
    marks: list[dict[str, list[Span]]] = []
    for one in annotators:
        by_document: dict[str, list[Span]] = {}
        for mark in one.marks:
            if mark.tag == tag:
                by_document.setdefault(mark.document, []).append(mark.span)
        marks.append(by_document)
    characters = _units(
        annotators, marks, shared, lambda _, span: (span.start, span.end), lambda d: len(texts[d])
    )
    in_sentences = _units(annotators, marks, shared, _covered(cut), lambda d: len(cut[d]))
    return TagAgreement(
        tag=tag,
        passages=tuple(sum(map(len, one.values())) for one in marks),
        kappa_characters=cohens_kappa(*map(int, characters[1])) if len(annotators) == 2 else None,
        kappa_sentences=cohens_kappa(*map(int, in_sentences[1])) if len(annotators) == 2 else None,
        alpha_characters=krippendorffs_alpha(characters[0]),
        alpha_sentences=krippendorffs_alpha(in_sentences[0]),
        f1_exact=_pairs_f1(tag, annotators, exact=True),
        f1_overlapping=_pairs_f1(tag, annotators, exact=False),
    )


# Which units of a document, characters or sentences, a span covers: the first, and that after it.
_Cover = Callable[[str, Span], tuple[int, int]]


def _units(
    annotators: Sequence[Annotator],
    marks: Sequence[Mapping[str, Sequence[Span]]],
    shared: Sequence[str],
    cover: _Cover,
    size: Callable[[str], int],
) -> tuple[Counter[tuple[int, int]], NDArray[np.int64]]:
    """Return the number of units that so many people judge, so many with yes, and a table.

    The table, shape ``(4,)``, counts for the first two people: both say yes, the first alone, the
    second alone, neither.
    """
    units: Counter[tuple[int, int]] = Counter()
    table = np.zeros(4, dtype=np.int64)
    for document in shared:
        people = [at for at, one in enumerate(annotators) if document in one.documents]
        marked = np.zeros((len(people), size(document)), dtype=np.bool_)
        for row, at in zip(marked, people, strict=True):
            for span in marks[at].get(document, ()):
                first, after = cover(document, span)
                row[first:after] = True
        counts = np.bincount(marked.sum(axis=0), minlength=1)
        units.update({(len(people), yes): int(count) for yes, count in enumerate(counts)})
        if people[:2] == [0, 1]:
            table += _table(marked[0], marked[1])
    return units, table


def _table(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> list[int]:
    both = int((one & other).sum())
    first, second = int(one.sum()) - both, int(other.sum()) - both
    return [both, first, second, len(one) - both - first - second]


def _covered(cut: Mapping[str, list[Span]]) -> _Cover:
    """Return the sentences that share a character with a span of a document."""

    def cover(document: str, span: Span) -> tuple[int, int]:
        spans = cut[document]
        first = bisect_right(spans, span.start, key=lambda each: each.end)
        return first, bisect_left(spans, span.end, lo=first, key=lambda each: each.start)

    return cover


def _pairs_f1(tag: str, annotators: Sequence[Annotator], *, exact: bool) -> float | None:
    def of(one: Annotator, other: Annotator) -> float | None:
        here, there = (
            {
                mark
                for mark in each.marks
                if mark.tag == tag and mark.document in one.documents & other.documents
            }
            for each in (one, other)
        )
        return span_f1(here, there, exact=exact)

    return _mean(of(one, other) for one, other in combinations(annotators, 2))


def _stories(one: Annotator, other: Annotator) -> float | None:
    """Return the adjusted Rand index of two people's stories; None where neither has a link."""
    if not one.links and not other.links:
        return None
    linked = {end for each in (one, other) for ends in each.links for end in ends}
    documents = sorted(one.documents | other.documents | linked)
    return adjusted_rand(_grouped(documents, one.links), _grouped(documents, other.links))


def _grouped(documents: Iterable[str], links: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each document the name of the group that links put it into."""
    groups = {document: [document] for document in documents}
    for a, b in links:
        one, other = groups[a], groups[b]
        if one is not other:
            one += other
            groups.update(dict.fromkeys(other, one))
    return {document: group[0] for document, group in groups.items()}


def _mean(values: Iterable[float | None]) -> float | None:
    defined = [value for value in values if value is not None]
    return sum(defined) / len(defined) if defined else None
