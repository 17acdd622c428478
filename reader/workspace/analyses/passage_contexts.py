"""The context of a passage in its cleaned article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations import Glance
from reader.errors import ReaderError
from reader.workspace.analyses.contexts import contexts

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace


def context_of(workspace: Workspace, glance: Glance) -> tuple[str, str, str] | None:
    """Return what stands before a passage, its words, and what stands after, as a reader sees it.

    None where its text has changed since it was set, or can't be read.
    """
    try:
        document = workspace.document(glance.document)
        if document.sha256 != glance.sha256:
            return None
        excerpt = workspace.article(glance.document).excerpt
    except ReaderError:
        return None
    found = contexts(glance.document, excerpt, [(glance.start, glance.end)])
    return (found[0].before, found[0].match, found[0].after) if found else None
