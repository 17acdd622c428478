"""Reasons for and against pairs, found while they are looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from reader.duplicates import Candidate, NamedEvidence
from reader.errors import ReaderError
from reader.workspace import Workspace

# So many pairs of a list are looked at closely.
_REASONED = 24


class PairReasons:
    """The reasons for pairs: in figures from the beginning, by name once they are compared."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[tuple[str, str], NamedEvidence] = {}

    def of(self, candidate: Candidate, room: int) -> str:
        """Return the reasons known by now, by name and in figures; names and all in ``room``."""
        known = self._known.get((candidate.a, candidate.b), NamedEvidence())
        return candidate.evidence.with_names(known.in_room(room))

    def find(self, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
        """Compare the first pairs that were not compared yet, and yield each when it is."""
        for one in islice(candidates, _REASONED):
            if (one.a, one.b) in self._known:
                continue
            try:
                found = self._workspace.duplicates.compare(one.a, one.b)
            except ReaderError:
                continue
            self._known[one.a, one.b] = found.evidence
            yield one
