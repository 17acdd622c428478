"""Candidates for duplicates with scores, kinds and evidence; clusters; alignment of passages."""

from typing import TYPE_CHECKING

from reader.duplicates.values import (
    VERSION,
    Alignment,
    Candidate,
    Change,
    ChangeKind,
    Cluster,
    Evidence,
    Kind,
    Pair,
    Status,
    Version,
)
from reader.late import late_names

if TYPE_CHECKING:
    from reader.duplicates.alignment import align
    from reader.duplicates.clustering import clusters
    from reader.duplicates.engines import Engine, candidates
    from reader.duplicates.index import Index
    from reader.duplicates.scoring import score
    from reader.duplicates.segments import Segment
    from reader.duplicates.signature import Signature

__all__ = [
    "VERSION",
    "Alignment",
    "Candidate",
    "Change",
    "ChangeKind",
    "Cluster",
    "Engine",
    "Evidence",
    "Index",
    "Kind",
    "Pair",
    "Segment",
    "Signature",
    "Status",
    "Version",
    "align",
    "candidates",
    "clusters",
    "score",
]

# The screen begins with the values alone; the rest is loaded when it is called for.
__getattr__ = late_names(
    __name__,
    {
        "Engine": "engines",
        "Index": "index",
        "align": "alignment",
        "candidates": "engines",
        "clusters": "clustering",
        "score": "scoring",
        "Segment": "segments",
        "Signature": "signature",
    },
)
