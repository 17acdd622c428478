"""Candidates for duplicates with scores, kinds and evidence; clusters; alignment of passages."""

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
    "Alignment",
    "Candidate",
    "Change",
    "ChangeKind",
    "Cluster",
    "Evidence",
    "Kind",
    "Pair",
    "Status",
    "Version",
]
