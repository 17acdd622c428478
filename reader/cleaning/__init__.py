"""The cleaning of a source: its characters that are the article, and their roles."""

from reader.cleaning.article import Article, Block, Field, Role, Shown, Style, StyledRun
from reader.cleaning.clean import VERSION, clean
from reader.cleaning.scars import repaired
from reader.cleaning.walls import NO_ARTICLE, no_article
