"""Which characters of a source are the article, and what they are."""

from reader.cleaning.article import Article, Block, Field, Role, Run, Shown, Style

__all__ = ["Article", "Block", "Field", "Role", "Run", "Shown", "Style"]
