"""Candidates for duplicates with scores, kinds and evidence; alignment of passages."""

from typing import TYPE_CHECKING

from reader.duplicates.decision import JOINING, LISTED, LOOSE, STRONG, UNSCORED
from reader.duplicates.values import (
    KINDS,
    SIGNATURE_VERSION,
    UNKNOWN,
    VERSION,
    Alignment,
    Candidate,
    Change,
    ChangeKind,
    Evidence,
    Kind,
    NamedEvidence,
    Pair,
    PairStatus,
    Trait,
    Version,
)
from reader.lazy import lazy_names

# The screen begins with the values alone; the rest is loaded when it is called for.
if TYPE_CHECKING:
    from reader.duplicates.align.alignment import align_texts
    from reader.duplicates.align.named_evidence import named_evidence
    from reader.duplicates.align.passage_mapping import Confidence, counterparts
    from reader.duplicates.align.quick_alignment import align_quickly
    from reader.duplicates.batch import ENGINES, Engine, candidates
    from reader.duplicates.score.scoring import score_pair
    from reader.duplicates.search.candidate_index import CandidateIndex
    from reader.duplicates.search.segments import Segment
    from reader.duplicates.signatures.signature import Signature
else:
    __getattr__ = lazy_names(__name__)
