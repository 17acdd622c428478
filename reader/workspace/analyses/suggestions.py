"""Candidates that were found elsewhere: suggested, as long as their documents stay as they were.

They are kept in a file beside the annotation file, not in it: nobody has said anything yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader import safe_files
from reader.annotations import Link
from reader.duplicates import Candidate, Evidence, Kind
from reader.errors import CorpusError, FormatError, StoreError
from reader.exchange import FORMATS, Bundle, Suggestion
from reader.text import one_line

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

_KINDS = frozenset(Kind)


def take_suggestions(workspace: Workspace, suggestions: Iterable[Suggestion]) -> str:
    """Keep the suggestions that hold and that nobody has judged; return what was done, in words.

    Raises:
        StoreError: where they can't be written.
    """
    judged = {frozenset((known.a, known.b)) for known in workspace.store.all(Link)}
    kept = {frozenset((one.a, one.b)): one for one in kept_suggestions(workspace)}
    left_out: Counter[str] = Counter()
    taken = 0
    sha = cache(lambda document: _sha(workspace, document))
    for one in suggestions:
        pair = frozenset((one.a, one.b))
        if not {one.a, one.b} <= workspace.entries.keys() or one.a == one.b:
            left_out["with a document that is not here"] += 1
        elif (sha(one.a), sha(one.b)) != (one.sha_a, one.sha_b):
            left_out["with a document that has changed since"] += 1
        elif one.kind not in _KINDS:
            left_out["of a kind that is not known"] += 1
        elif pair in judged:
            left_out["judged already"] += 1
        else:
            kept[pair] = one
            taken += 1
    _write(workspace, tuple(kept.values()))
    said = f"{taken:,} candidates taken as suggestions"
    reasons = [f"{count:,} {reason}" for reason, count in left_out.items()]
    return f"{said}, {left_out.total():,} left out: {', '.join(reasons)}" if reasons else said


def kept_suggestions(workspace: Workspace) -> tuple[Suggestion, ...]:
    """Return what is kept; nothing where that can't be read: it can be imported again."""
    path, read = _file(workspace), FORMATS["candidates"].read
    assert read is not None
    try:
        return read(safe_files.read_file(path), str(path)).suggestions
    except (OSError, FormatError):
        return ()


def suggested(workspace: Workspace) -> list[Candidate]:
    """Return the suggestions that were kept and whose documents are as they were."""
    cards = workspace.cards

    def unchanged(document: str, sha: str) -> bool:
        return document in cards and cards[document].sha256 == sha

    return [
        Candidate(
            one.a,
            one.b,
            Kind(one.kind),
            one.score,
            Evidence(**{**one.evidence, "summary": one_line(one.evidence["summary"])}),
        )
        for one in kept_suggestions(workspace)
        if unchanged(one.a, one.sha_a) and unchanged(one.b, one.sha_b)
    ]


def _sha(workspace: Workspace, document: str) -> str:
    try:
        return workspace.document(document).sha256
    except CorpusError:
        return ""


def _file(workspace: Workspace) -> Path:
    kept = workspace.annotations
    return kept.with_name(f"{kept.name}.candidates")


def _write(workspace: Workspace, suggestions: tuple[Suggestion, ...]) -> None:
    path = _file(workspace)
    bundle = Bundle(corpus="", exported="", suggestions=suggestions)
    try:
        safe_files.make_folder(path.parent)
        mode = safe_files.mode_of(workspace.annotations, safe_files.PRIVATE)
        safe_files.replace(path, [FORMATS["candidates"].write(bundle)], mode)
    except OSError as error:
        raise StoreError(
            f"the suggestions can't be kept ({error.strerror})", place=str(path)
        ) from error
