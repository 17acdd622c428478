"""Candidates that were found elsewhere: they hold as long as their documents stay as they were.

They are kept in a file beside the annotation file, not in it: nobody has said anything yet.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from reader import safe_files
from reader.duplicates import Candidate, Evidence, Kind
from reader.errors import FormatError, StoreError
from reader.text import one_line
from reader.workspace.cache.document_summary import DocumentSummaries

if TYPE_CHECKING:
    from reader.exchange import CandidateItem


def kept_candidates(annotations: Path) -> tuple[CandidateItem, ...]:
    """Return the candidates kept beside an annotation file; none where that can't be read.

    It can be imported again.
    """
    path = _file(annotations)
    try:
        data = safe_files.read_file(path)
    except OSError:
        return ()
    from reader.exchange import FORMATS  # not loaded at the start of most corpora

    read = FORMATS["candidates"].read
    assert read is not None
    try:
        return read(data, str(path)).candidates
    except FormatError:
        return ()


def unchanged_candidates(
    annotations: Path, summaries: DocumentSummaries
) -> tuple[list[Candidate], list[str]]:
    """Return the candidates kept beside an annotation file whose documents are as they were.

    ``summaries`` are those of the corpus. Behind them come the documents of the others that are
    still to be read, those of the best candidates first.
    """
    kept = kept_candidates(annotations)

    def unchanged(document: str, sha: str) -> bool:
        return document in summaries and summaries[document].sha256 == sha

    found = [
        Candidate(
            one.a,
            one.b,
            Kind(one.kind),
            one.score,
            Evidence(**{**one.evidence, "summary": one_line(one.evidence["summary"])}),
        )
        for one in kept
        if unchanged(one.a, one.sha_a) and unchanged(one.b, one.sha_b)
    ]
    ends = chain.from_iterable((one.a, one.b) for one in sorted(kept, key=lambda one: -one.score))
    return found, [end for end in dict.fromkeys(ends) if end not in summaries]


def keep_candidates(annotations: Path, candidates: tuple[CandidateItem, ...]) -> None:
    """Write candidates beside an annotation file, in the place of those that were kept.

    Raises:
        StoreError: where they can't be written.
    """
    from reader.exchange import FORMATS, Bundle

    path = _file(annotations)
    bundle = Bundle(candidates=candidates)
    try:
        safe_files.make_folder(path.parent)
        mode = safe_files.mode_of(annotations) or safe_files.PRIVATE
        safe_files.replace(path, [FORMATS["candidates"].write(bundle).data], mode)
    except OSError as error:
        raise StoreError(
            f"the candidates can't be kept ({error.strerror})", place=str(path)
        ) from error


def _file(annotations: Path) -> Path:
    return annotations.with_name(f"{annotations.name}.candidates")
