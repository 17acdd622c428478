"""Candidates for duplicates with scores, kinds and evidence; alignment of passages."""

from typing import TYPE_CHECKING

from reader.duplicates.decision import JOINING, LISTED, LOOSE, STRONG
from reader.duplicates.values import (
    VERSION,
    Alignment,
    Candidate,
    Change,
    ChangeKind,
    Contradiction,
    Evidence,
    Kind,
    NamedEvidence,
    Pair,
    PairStatus,
    Trait,
    Version,
)
from reader.lazy import lazy_names

if TYPE_CHECKING:
    from reader.duplicates.align.alignment import align_texts
    from reader.duplicates.align.named_evidence import named_evidence
    from reader.duplicates.align.passage_mapping import Confidence, counterparts
    from reader.duplicates.align.quick_alignment import align_quickly
    from reader.duplicates.batch import Engine, candidates
    from reader.duplicates.score.scoring import score_pair
    from reader.duplicates.search.candidate_index import CandidateIndex
    from reader.duplicates.search.segments import Segment
    from reader.duplicates.search.signature import Signature

__all__ = [
    "JOINING",
    "LISTED",
    "LOOSE",
    "STRONG",
    "VERSION",
    "Alignment",
    "Candidate",
    "CandidateIndex",
    "Change",
    "ChangeKind",
    "Confidence",
    "Contradiction",
    "Engine",
    "Evidence",
    "Kind",
    "NamedEvidence",
    "Pair",
    "PairStatus",
    "Segment",
    "Signature",
    "Trait",
    "Version",
    "align_quickly",
    "align_texts",
    "candidates",
    "counterparts",
    "named_evidence",
    "score_pair",
]

# The screen begins with the values alone; the rest is loaded when it is called for.
__getattr__ = lazy_names(
    __name__,
    {
        "Engine": "batch",
        "CandidateIndex": "search.candidate_index",
        "align_texts": "align.alignment",
        "Confidence": "align.passage_mapping",
        "align_quickly": "align.quick_alignment",
        "counterparts": "align.passage_mapping",
        "named_evidence": "align.named_evidence",
        "candidates": "batch",
        "score_pair": "score.scoring",
        "Segment": "search.segments",
        "Signature": "search.signature",
    },
)
