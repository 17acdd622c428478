"""The versions of a story: which there are, and what is new in one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from reader.annotations import Status, Store, Verdict, link_between, other_end
from reader.duplicates import Alignment, Candidate, ChangeKind, Kind, Pair
from reader.errors import CorpusError
from reader.text import Span, found_words, merged, words
from reader.workspace.analyses.stories.story import StoryVersion, date_order
from reader.workspace.overviews.story_statements import sentences_of

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

_READ = frozenset({Status.READING, Status.DONE})
_FACTS = frozenset(ChangeKind) - {ChangeKind.WORD, ChangeKind.QUOTE}


@dataclass(frozen=True, slots=True)
class Fresh:
    """The additions of a document to versions read before (``read``, in that order).

    ``known`` are the stretches of the source that say what those said already; ``changed`` lie
    within them: names, numbers, dates and speakers that none of those has there. ``words`` counts
    the words of the story, ``new`` those outside ``known`` and those of sentences in which
    something is ``changed``; ``stretches`` are where the sentences stand that are new.
    """

    read: tuple[str, ...]
    known: tuple[Span, ...]
    changed: tuple[Span, ...]
    words: int
    new: int
    stretches: tuple[Span, ...] = ()

    @property
    def share(self) -> float:
        """The share of the story's words that is new (0 to 1)."""
        return self.new / self.words if self.words else 0.0

    @property
    def dimmed(self) -> tuple[Span, ...]:
        """The spans that need not be read again: ``known`` without ``changed``."""
        found: list[Span] = []
        for span in self.known:
            start = span.start
            for hole in self.changed:
                if hole.overlaps(span):
                    found.append(Span(start, hole.start))
                    start = hole.end
            found.append(Span(start, span.end))
        return tuple(span for span in found if span.start < span.end)


@dataclass(frozen=True, slots=True)
class ListedVersion:
    """One version of a story ``beside`` another: the one that speaks for it, or the first.

    ``kind`` says how the two belong together, ``share`` is the share (0 to 1) of this version's
    words that the other one has; ``kind`` is None for the first version. ``in_story`` is its place
    in the story, None where it stands alone.
    """

    document: str
    title: str
    source: str
    date: str
    kind: Kind | None
    share: float
    beside: str = ""
    in_story: StoryVersion | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether a person has still to say whether it belongs here."""
        return self.in_story is not None and self.in_story.is_open


def undecided(versions: Iterable[ListedVersion]) -> int:
    """Return the number of a story's versions that ask to be decided, as the list counts them."""
    return sum(
        one.is_open and one.in_story is not None and not one.in_story.along for one in versions
    )


# -- which versions there are ----------------------------------------------------------------


def versions_of(workspace: Workspace, document: str) -> tuple[str, ...]:
    """Return the readable documents that surely tell the same as one, the earliest first.

    The document itself is among them, and what quotes one of them by a person's word. Those without
    a date come last, as their story has them.
    """
    story = workspace.duplicates.story_with(document)
    found = dict.fromkeys(story.surely_with(document) if story is not None else (document,))
    for one in tuple(found):
        quoting = (k for k in workspace.store.links(one) if k.kind == Kind.QUOTING)
        found |= {other_end(k, one): None for k in quoting if k.verdict is Verdict.ACCEPTED}
    return _by_date(workspace, document, found)


def _by_date(workspace: Workspace, document: str, found: Iterable[str]) -> tuple[str, ...]:
    """Return documents that can be read by date, those without one last and as they stand.

    Where a document itself can't be read, it stands alone.
    """
    dates = {one: workspace.summary(one).date for one in found if _is_readable(workspace, one)}
    ordered = sorted(dates, key=lambda one: (not dates[one], date_order(dates[one])))
    return tuple(ordered) if document in dates else (document,)


def beside(workspace: Workspace, document: str) -> tuple[str, ...]:
    """Return the documents to compare one with, the most alike first.

    These are its versions and its further candidates, without those that were rejected. Versions of
    which nothing is known but that they tell the same come last, in their order.
    """
    scores: dict[str, float] = {}
    for candidate in workspace.duplicates.pairs_of(document):
        other = candidate.other_end(document)
        if _is_open(workspace, document, other):
            scores[other] = _likeness(candidate)
    versions = (one for one in versions_of(workspace, document) if one != document)
    found = dict.fromkeys([*scores, *versions])
    return tuple(sorted(found, key=lambda one: -scores.get(one, 0.0)))


def _likeness(candidate: Candidate) -> float:
    """Return the likeness of two versions, the closest kind first."""
    shared = candidate.evidence.share_a + candidate.evidence.share_b
    return len(Kind) - tuple(Kind).index(candidate.kind) + shared / 4


def linked(workspace: Workspace, document: str) -> tuple[str, ...]:
    """Return the other versions that work on a document may be carried to.

    These are the documents that accepted links lead to, one after the other; where a document has
    no such link, those that surely tell the same.
    """
    reached = [document]
    for one in reached:
        for link in workspace.store.links(one):
            other = other_end(link, one)
            if link.verdict is Verdict.ACCEPTED and other not in reached:
                reached.append(other)
    found = reached if len(reached) > 1 else versions_of(workspace, document)
    return tuple(d for d in found if d != document and _is_open(workspace, document, d))


def story_versions(
    workspace: Workspace, document: str, among: Sequence[str] = ()
) -> tuple[ListedVersion, ...]:
    """Return the versions of a document's story, each beside the one that speaks for it.

    They are those that the list has: linked ones and those still to be decided. ``among`` are the
    versions of a story that it is a guest of, instead of its own.
    """
    story = workspace.duplicates.story_with(document)
    versions = {one.document: one for one in story.versions} if story is not None else {}
    documents = among or tuple(versions) or (document,)
    ordered = _by_date(workspace, document, documents)
    first = documents[0] if documents[0] in ordered else ordered[0]
    others = [one for one in ordered if one != first]
    found = (
        _version(workspace, first, None, 1.0),
        *(_listed(workspace, first, other, versions.get(other)) for other in others),
    )
    return tuple(replace(one, in_story=versions.get(one.document)) for one in found)


def _listed(
    workspace: Workspace, first: str, document: str, version: StoryVersion | None
) -> ListedVersion:
    """Return a version for the list; without a candidate it is compared with ``first``."""
    if version is not None and version.candidate is not None:
        return _version(workspace, document, version.kind, version.share, version.beside)
    return version_against(workspace, first, document)


def version_against(workspace: Workspace, first: str, document: str) -> ListedVersion:
    """Return a version beside the ``first`` one, whichever speaks for it."""
    candidate = workspace.duplicates.compare(first, document).candidate
    link = link_between(workspace.store, first, document)
    kind = candidate.kind if link is None or link.kind not in set(Kind) else Kind(link.kind)
    return _version(workspace, document, kind, candidate.evidence.share_b, first)


def _version(
    workspace: Workspace, document: str, kind: Kind | None, share: float, beside: str = ""
) -> ListedVersion:
    summary = workspace.summary(document)
    return ListedVersion(document, summary.title, summary.source, summary.date, kind, share, beside)


def _is_open(workspace: Workspace, document: str, other: str) -> bool:
    """Tell whether another document can be read, and was not said to be no version of this one."""
    link = link_between(workspace.store, document, other)
    rejected = link is not None and link.verdict is Verdict.REJECTED
    return not rejected and _is_readable(workspace, other)


def _is_readable(workspace: Workspace, document: str) -> bool:
    try:
        workspace.summary(document)
    except CorpusError:
        return False
    return True


# -- what is new -----------------------------------------------------------------------------


def read_before(store: Store, document: str, versions: Iterable[str]) -> tuple[str, ...]:
    """Return the versions whose reading was begun before that of a document, earliest first.

    All that were read count where the document itself was not.
    """
    begun = {
        version: (state.created, state.id)
        for version in (*versions, document)
        if (state := store.state(version)) is not None and state.status in _READ
    }
    here = begun.pop(document, None)
    earlier = [version for version in begun if here is None or begun[version] < here]
    return tuple(sorted(earlier, key=begun.__getitem__))


def fresh(workspace: Workspace, document: str) -> Fresh:
    """Return the statements of a document that the versions read before it did not make.

    Aligns the document with each of them, so that a worker should ask.
    """
    read = read_before(workspace.store, document, versions_of(workspace, document))
    alignments = [workspace.duplicates.compare(document, version).alignment for version in read]
    known, changed = shared_spans(alignments)
    story = workspace.article(document).story
    shown = list(merged(span for each in known if (span := story.from_source(each))))
    total = len(found_words(story.text))
    length = sum(len(words(story.text, span.start, span.end)) for span in shown)
    sentences = sentences_of(workspace, document)
    unsaid = [span for span in sentences if not any(span.overlaps(each) for each in known)]
    amended = [span for span in sentences if any(span.overlaps(each) for each in changed)]
    again = sum(
        len(words(story.text, here.start, here.end))
        for span in merged(amended)
        for each in known
        if span.overlaps(each)
        and (here := story.from_source(Span(max(span.start, each.start), min(span.end, each.end))))
    )
    stretches = tuple(_runs(sentences, [*unsaid, *amended]))
    return Fresh(read, known, changed, total, total - length + again, stretches)


def _runs(sentences: Sequence[Span], chosen: Sequence[Span]) -> Iterator[Span]:
    """Yield the stretches that chosen sentences make, those that follow each other as one."""
    wanted = set(chosen)
    for is_chosen, group in groupby(sentences, wanted.__contains__):
        run = list(group)
        if is_chosen:
            yield Span(run[0].start, run[-1].end)


def shared_spans(alignments: Iterable[Alignment]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the stretches of ``a`` that some ``b`` says too, and what in them is in none of these.

    All alignments are of one text ``a`` with others.
    """
    pairs: dict[Span, list[Pair]] = defaultdict(list)
    for alignment in alignments:
        for pair in alignment.pairs:
            if pair.a is not None and pair.b is not None:
                pairs[pair.a].append(pair)
    closest = [min(map(_facts, found), key=len) for found in pairs.values()]
    return tuple(merged(pairs)), tuple(merged(span for facts in closest for span in facts))


def _facts(pair: Pair) -> list[Span]:
    return [change.a for change in pair.changes if change.kind in _FACTS and change.a is not None]
