"""The reading view."""

from reader.ui.article.view.article_view import ArticleView
from reader.ui.article.view.caret_place import NOTHING
from reader.ui.article.view.flow import Flow
from reader.ui.article.view.marks import Badge, MarkedSpan, TaggedSpan
from reader.ui.article.view.motions import OBJECTS
