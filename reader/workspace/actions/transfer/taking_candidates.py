"""Taking in candidates that were found elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from reader.annotations import Link
from reader.duplicates import KINDS
from reader.errors import CorpusError
from reader.exchange import CandidateItem
from reader.text import numbered
from reader.workspace.analyses.reading.kept_candidates import keep_candidates, kept_candidates

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace


def take_candidates(workspace: Workspace, candidates: Iterable[CandidateItem]) -> str:
    """Keep the candidates that hold and that nobody has judged; return what was done, in words.

    Raises:
        StoreError: where they can't be written.
    """
    judged = {frozenset((known.a, known.b)) for known in workspace.store.all(Link)}
    kept = {frozenset((one.a, one.b)): one for one in kept_candidates(workspace.annotations)}
    left_out: Counter[str] = Counter()
    taken = 0
    sha = cache(lambda document: _sha(workspace, document))
    here = _documents(workspace.entries)
    for found in candidates:
        one = replace(found, a=here.get(found.a, ""), b=here.get(found.b, ""))
        pair = frozenset((one.a, one.b))
        if not (one.a and one.b) or one.a == one.b:
            left_out["with a document that is not here"] += 1
        elif (sha(one.a), sha(one.b)) != (one.sha_a, one.sha_b):
            left_out["with a document that has changed since"] += 1
        elif one.kind not in KINDS:
            left_out["of a kind that is not known"] += 1
        elif pair in judged:
            left_out["judged already"] += 1
        else:
            kept[pair] = one
            taken += 1
    keep_candidates(workspace.annotations, tuple(kept.values()))
    message = f"{numbered(taken, 'candidate')} taken"
    reasons = [f"{count:,} {reason}" for reason, count in left_out.items()]
    return f"{message}, {left_out.total():,} left out: {', '.join(reasons)}" if reasons else message


def _documents(ids: Collection[str]) -> Mapping[str, str]:
    """Return documents by their ids, and by those of their records where these are of one only.

    An engine that was given a file by itself knows no more of them.
    """
    records: dict[str, str] = {}
    for id_ in ids:
        record = id_.partition("#")[2]
        records[record] = "" if record in records else id_
    return records | {id_: id_ for id_ in ids}


def _sha(workspace: Workspace, document: str) -> str:
    try:
        return workspace.document(document).sha256
    except CorpusError:
        return ""
