"""Candidates for duplicates with scores, kinds and evidence; clusters; alignment of passages."""

from reader.duplicates.alignment import align
from reader.duplicates.clusters import clusters
from reader.duplicates.index import VERSION, Index
from reader.duplicates.scoring import score
from reader.duplicates.values import (
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

__all__ = [
    "VERSION",
    "Alignment",
    "Candidate",
    "Change",
    "ChangeKind",
    "Cluster",
    "Evidence",
    "Index",
    "Kind",
    "Pair",
    "Status",
    "Version",
    "align",
    "clusters",
    "score",
]
