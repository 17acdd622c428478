"""The queue: candidates that nobody has judged yet, best first, and how far this has come."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from reader.annotations import Link, Verdict
from reader.duplicates import Candidate

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

_LINES = 4_000
"""So many characters of an article fill what a screen shows of its opening."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The candidates still to be judged, best first, and what became of the others.

    A candidate that was skipped comes again after all that were not.
    """

    waiting: tuple[Candidate, ...]
    accepted: int
    rejected: int
    skipped: int

    @property
    def judged(self) -> int:
        """How many candidates have a verdict."""
        return self.accepted + self.rejected


@dataclass(frozen=True, slots=True)
class Opening:
    """What a person sees of a document while judging: title, source, date, and the first lines."""

    title: str
    source: str
    date: str
    lines: str


def queue(
    candidates: Iterable[Candidate],
    links: Iterable[Link],
    skipped: Collection[tuple[str, str]] = (),
) -> Queue:
    """Return the candidates whose documents have no link of either verdict.

    ``skipped`` holds the pairs of ids that were put off, the first of them first.
    """
    verdicts = {ends: k.verdict for k in links for ends in ((k.a, k.b), (k.b, k.a))}
    turn = {pair: number for number, pair in enumerate(skipped)}
    counts = dict.fromkeys(Verdict, 0)
    waiting: list[Candidate] = []
    later: list[Candidate] = []
    for candidate in sorted(candidates, key=attrgetter("score"), reverse=True):
        pair = (candidate.a, candidate.b)
        verdict = verdicts.get(pair)
        if verdict is not None:
            counts[verdict] += 1
        else:
            (later if pair in turn else waiting).append(candidate)
    later.sort(key=lambda candidate: turn[candidate.a, candidate.b])
    return Queue((*waiting, *later), counts[Verdict.ACCEPTED], counts[Verdict.REJECTED], len(later))


def opening(workspace: Workspace, document: str) -> Opening:
    """Return how a document opens; reads and cleans it, so that a worker should ask.

    Raises:
        CorpusError: where it can't be read.
    """
    body = workspace.article(document).body.text
    card = workspace.card(document)
    return Opening(card.title, card.source, card.date, body[:_LINES])
