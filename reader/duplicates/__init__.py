"""Candidates for duplicates with scores, kinds and evidence; clusters; alignment of passages."""

from importlib import import_module
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from reader.duplicates.alignment import align
    from reader.duplicates.clusters import clusters
    from reader.duplicates.index import VERSION, Index
    from reader.duplicates.scoring import score

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

# The screen begins with the values alone; the rest is loaded when it is called for.
_LATE = {
    "VERSION": "index",
    "Index": "index",
    "align": "alignment",
    "clusters": "clusters",
    "score": "scoring",
}


def __getattr__(name: str) -> object:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
    globals()[name] = value
    return value
