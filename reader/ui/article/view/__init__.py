"""The reading view."""

from reader.ui.article.view.article_view import ArticleView
from reader.ui.article.view.marks import Badge, Mark, TaggedSpan

__all__ = ["ArticleView", "Badge", "Mark", "TaggedSpan"]
