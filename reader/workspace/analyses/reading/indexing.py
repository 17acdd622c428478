"""The entry of a document in the index for searching it."""

from __future__ import annotations

from reader.cleaning import Article
from reader.corpus import Document
from reader.text import FoldedText, fold
from reader.text.languages.language import guessed_language
from reader.workspace.cache.document_summary import DocumentSummary
from reader.workspace.cache.index_tokens import index_tokens
from reader.workspace.cache.text_index import IndexedText, packed


def indexed_document(
    document: Document, article: Article, summary: DocumentSummary, stamp: str
) -> IndexedText:
    """Return a document with its article as the index keeps them."""
    excerpt = article.excerpt
    folded = FoldedText(excerpt.with_line_ends).text
    head = fold(head_of(summary, document.id))
    language = document.declared.language[:2].lower() or guessed_language(excerpt.text)
    tokens = index_tokens(head, folded)
    return IndexedText(document.id, stamp, language, head, folded, tokens, packed(excerpt))


def head_of(summary: DocumentSummary, document: str) -> str:
    """Return the searched head of a document: all of it besides its article."""
    return " · ".join((summary.title, summary.source, summary.byline, document))
