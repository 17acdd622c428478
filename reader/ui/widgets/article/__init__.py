"""The reading view."""

from reader.ui.widgets.article.marks import Badge, Mark, TaggedSpan
from reader.ui.widgets.article.view import ArticleView

__all__ = ["ArticleView", "Badge", "Mark", "TaggedSpan"]
