"""The context of a passage in its cleaned article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations import Glance
from reader.errors import ReaderError
from reader.text import Excerpt
from reader.workspace.analyses.contexts import contexts

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace


def context_of(workspace: Workspace, glance: Glance) -> tuple[str, str, str] | None:
    """Return what stands before a passage, its words, and what stands after, as a reader sees it.

    One in what the article leaves out stands in its source. None where the text has changed since
    it was set, or can't be read.
    """
    try:
        document = workspace.document(glance.document)
        if document.sha256 != glance.sha256:
            return None
        article = workspace.article(glance.document).excerpt
    except ReaderError:
        return None
    for excerpt in (article, Excerpt.whole(document.source)):
        for found in contexts(glance.document, excerpt, [(glance.start, glance.end)]):
            return found.before, found.match, found.after
    return None
