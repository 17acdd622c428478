"""Loading an article: all that takes its time, in the thread of a worker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.annotations import Draft, Finding
from reader.cleaning import Article, repaired
from reader.corpus import Document
from reader.ui.article.view import Flow
from reader.workspace import DocumentSummary, Workspace
from reader.workspace.actions.passages.annotating import find


class LoadedArticle(NamedTuple):
    """An article as it was loaded: ``flow`` is its clean reading to be shown.

    ``findings`` say where each passage on the document stands in its text; ``drafts`` are those of
    notes on places of it, the latest first.
    """

    source: Document
    summary: DocumentSummary
    article: Article
    flow: Flow
    findings: Sequence[Finding]
    drafts: Sequence[Draft]


def load(workspace: Workspace, document: str, *, mends: bool) -> LoadedArticle:
    """Read and clean a document; what copying broke in it is mended where that is asked for.

    Raises:
        ReaderError: where the document can't be read.
    """
    article = workspace.article(document)
    if mends:
        article = repaired(article)
    source = workspace.document(document)
    findings = find(workspace.store, source)
    drafts = [
        draft
        for draft in workspace.drafts.all()
        if (draft.document, draft.sha256) == (document, source.sha256) and draft.end
    ]
    flow = Flow.of_article(article)
    return LoadedArticle(source, workspace.summary(document), article, flow, findings, drafts)
