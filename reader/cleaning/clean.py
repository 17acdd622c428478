"""The face of cleaning: from a source to the article in it."""

from __future__ import annotations

from reader.cleaning.article import Article
from reader.text import Format

# Changes whenever the same source gives another article: part of every cache key.
VERSION = "132"


def clean(
    source: str,
    format: Format = Format.TEXT,  # noqa: A002 (the word that fits)
    head: int = 0,
) -> Article:
    """Find the article in ``source``, and what each of its lines is.

    ``format`` says how the source is written as far as its name tells; a ``TEXT`` that holds
    Markdown or HTML is read as such. The first ``head`` code points are front matter: no text.
    Any text gives an article, an empty one without blocks.
    """
    from reader.cleaning.features.line_models import shipped
    from reader.cleaning.pipeline import article

    return article(source, format, shipped(), head)
