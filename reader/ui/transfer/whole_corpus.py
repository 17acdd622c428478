"""Waiting for the corpus to be whole before annotations leave it, or come into it."""

from __future__ import annotations

from reader.errors import CorpusError
from reader.workspace import Workspace


def check_found(workspace: Workspace) -> None:
    """Raise CorpusError while documents are still being found: the others would be left out."""
    if not workspace.analysis.has_found_all:
        raise CorpusError("the documents are still being found", remedy="Do it again after that")
