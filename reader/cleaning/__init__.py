"""Which characters of a source are the article, and what they are."""

from reader.cleaning.article import Article, Block, Field, Role, Run, Shown, Style
from reader.cleaning.clean import VERSION, clean
from reader.cleaning.repairs import repaired

__all__ = [
    "VERSION",
    "Article",
    "Block",
    "Field",
    "Role",
    "Run",
    "Shown",
    "Style",
    "clean",
    "repaired",
]
