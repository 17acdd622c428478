"""Candidates and links of stories whose documents are letters, for the tests of what joins them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

from reader.annotations import Link
from reader.duplicates import Candidate, Evidence, Kind
from reader.workspace.analyses.stories.verdicts import Ruling

EVIDENCE = Evidence(0, 0, 0, False, 0, 0, None, "")


def candidate(ends: str, score: float = 0.8, kind: Kind = Kind.EDITED) -> Candidate:
    return Candidate(ends[0], ends[1], kind, score, EVIDENCE)


def all_pairs(documents: str, score: float = 0.8) -> list[Candidate]:
    return [candidate(a + b, score) for a, b in combinations(documents, 2)]


def after(links: Iterable[Link], ruling: Ruling) -> list[Link]:
    """Return the links after a ruling, as the store keeps them."""
    known = {frozenset((one.a, one.b)): one for one in links if one not in ruling.removed}
    for one in ruling.put:
        known[frozenset((one.a, one.b))] = replace(one, id="".join(sorted((one.a, one.b))))
    return list(known.values())
