"""The context of a passage in its cleaned article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations import Glance
from reader.cleaning import Article
from reader.errors import ReaderError
from reader.text import Excerpt, Span
from reader.workspace.overviews.contexts import contexts

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace


def shown_quote(workspace: Workspace, document: str, span: Span, quote: str) -> str:
    """Return the words of a passage as ``quote_in`` does; ``quote`` where they can't be read."""
    try:
        article = workspace.article(document)
    except ReaderError:
        return quote
    return quote_in(article, span, quote)


def pages_of(workspace: Workspace, document: str, span: Span, quote: str) -> str:
    """Return the pages that a passage stands on; empty where it has none, or is not there."""
    try:
        whole = workspace.document(document)
    except ReaderError:
        return ""
    return whole.pages_on(span) if span.of(whole.source) == quote else ""


def quote_in(article: Article, span: Span, quote: str) -> str:
    """Return the words of a passage as its article shows them, markup and entities resolved.

    It is ``quote``, which its anchor keeps, where the span does not hold that any more.
    """
    return article.shown_text(span) if span.of(article.source) == quote else quote


def context_of(workspace: Workspace, glance: Glance) -> tuple[str, str, str] | None:
    """Return a passage with the words before and after it, as a reader sees them.

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
