"""The statements of the versions of a story: who says what, and who something else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reader.duplicates import Change, PairStatus, Trait
from reader.text import Span, sentences

if TYPE_CHECKING:
    from reader.workspace.cache.comparison import Comparison
    from reader.workspace.workspace import Workspace

# Statements of a version are looked for in the first one and in so many that are closest to it: in
# a large story the others say what one of these says.
_CLOSEST = 8
_CLOSENESS = {said: rank for rank, said in enumerate(PairStatus)}


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of versions in sentences that are aligned, directly or by way of others.

    ``text`` is how the earliest of them puts it; ``said`` holds, for each version that says it, how
    its wording stands to that one, ``places`` where it does in its source. ``against`` are those
    that have another name, number, date or speaker in it.
    """

    text: str
    said: Mapping[str, PairStatus]
    places: Mapping[str, tuple[Span, ...]]
    against: frozenset[str] = frozenset()


def statements(
    workspace: Workspace,
    documents: Sequence[str],
    cancelled: Callable[[], bool] = lambda: False,
    told_of: Callable[[int, int], object] = lambda _done, _total: None,
) -> tuple[Statement, ...]:
    """Return the statements of versions, in the order of the first one, then those that others add.

    A sentence says what the sentences say that it is aligned with in the version which has it
    closest; one that is aligned with none is a statement of its own. Aligns many pairs of versions,
    so that a worker should ask; stops early once ``cancelled``, and says of how many versions how
    many are compared.
    """
    found: list[_Found] = []
    sentences = [sentences_of(workspace, document) for document in documents]
    made_by: dict[tuple[int, int], list[int]] = {}
    for here, document in enumerate(documents):
        told_of(here, len(documents))
        aligned: dict[int, list[tuple[int, int, int, bool]]] = defaultdict(list)
        for earlier in _peers(workspace, documents, here):
            if cancelled():
                return ()
            comparison = workspace.duplicates.compare(documents[earlier], document)
            against_of = _against(comparison)
            for pair in comparison.alignment.pairs:
                against = any(map(against_of, pair.changes))
                closeness = _CLOSENESS[pair.status]
                for one in _within(sentences[earlier], pair.a):
                    for other in _within(sentences[here], pair.b):
                        aligned[other].append((closeness, earlier, one, against))
        for number, span in enumerate(sentences[here]):
            made_by[here, number] = made = []
            closest = min(aligned[number], default=None)
            if closest is None:
                made.append(len(found))
                found.append(_Found(text_of(workspace, document, span), {}, {}, set()))
                found[-1].add(document, span, 0)
            for closeness, earlier, one, against in aligned[number]:
                # What contradicts the first version is told, though another one puts it closer.
                if closest is not None and (earlier == closest[1] or (against and not earlier)):
                    for statement in made_by[earlier, one]:
                        own = _CLOSENESS[found[statement].said[documents[earlier]]]
                        found[statement].add(document, span, max(closeness, own))
                        if against or documents[earlier] in found[statement].against:
                            found[statement].against.add(document)
                        made.append(statement)
    return tuple(Statement(one.text, one.said, one.places, frozenset(one.against)) for one in found)


class _Found(NamedTuple):
    """A statement while its versions are gathered."""

    text: str
    said: dict[str, PairStatus]
    places: dict[str, tuple[Span, ...]]
    against: set[str]

    def add(self, document: str, span: Span, closeness: int) -> None:
        """Note that a version makes the statement, in its closest wording."""
        known = _CLOSENESS[self.said.get(document, PairStatus.DROPPED)]
        self.said[document] = tuple(PairStatus)[min(known, closeness)]
        places = self.places.get(document, ())
        self.places[document] = places if span in places else (*places, span)


def text_of(workspace: Workspace, document: str, span: Span) -> str:
    """Return the text that a cleaned article shows of a stretch of its source."""
    story = workspace.article(document).story
    return (story.from_source(span) or Span(0, 0)).of(story.text)


def sentences_of(workspace: Workspace, document: str) -> list[Span]:
    """Return the sentences of a document's story, in its source."""
    story = workspace.article(document).story
    return [story.to_source(span) for span in sentences(story.text)]


def _against(comparison: Comparison) -> Callable[[Change], bool]:
    """Return a test of changes that contradict: what a machine has misread is none of them."""
    if comparison.candidate.evidence.trait is not Trait.NOISE:
        return lambda change: change.contradicts
    told = {(one.span_a, one.span_b) for one in comparison.evidence.contradicted}
    return lambda change: (change.a, change.b) in told


def _within(sentences: Sequence[Span], span: Span | None) -> list[int]:
    """Return the numbers of the sentences that a stretch holds, or lies in, for the most part."""
    if span is None:
        return []
    first = bisect_right(sentences, span.start, key=lambda one: one.end)
    last = bisect_left(sentences, span.end, key=lambda one: one.start)
    return [
        first + number
        for number, one in enumerate(sentences[first:last])
        if 2 * (min(one.end, span.end) - max(one.start, span.start)) > min(len(one), len(span))
    ]


def _peers(workspace: Workspace, documents: Sequence[str], here: int) -> list[int]:
    """Return the earlier versions that a version is compared with."""
    if here <= _CLOSEST:
        return list(range(here))
    name = documents[here]
    scores = {c.other_end(name): c.score for c in workspace.duplicates.pairs_of(name)}
    closest = sorted(range(1, here), key=lambda n: -scores.get(documents[n], 0.0))
    return [0, *sorted(closest[: _CLOSEST - 1])]
