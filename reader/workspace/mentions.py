"""What a document mentions."""

from __future__ import annotations

from dataclasses import replace

from reader import entities
from reader.cleaning import Article
from reader.corpus import Document
from reader.entities import Mention
from reader.text import Excerpt, Span
from reader.workspace.card import Card


def mentions_of(
    document: Document, article: Article, *, whole: bool = False
) -> tuple[Mention, ...]:
    """Return what an article mentions, or with ``whole`` its whole source.

    Offsets are those of the source.
    """
    excerpt = Excerpt.whole(article.source) if whole else article.excerpt
    return tuple(
        replace(mention, start=span.start, end=span.end)
        for mention in entities.recognise(
            excerpt.text, date=Card.of(document, article).date or None
        )
        if (span := excerpt.to_source(Span(mention.start, mention.end)))
    )
