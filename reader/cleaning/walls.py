"""Pages that are no article: walls against robots, and pages that are not there."""

from __future__ import annotations

import re

from reader.cleaning.article import Article
from reader.text import words

# What such a page says is short; an article about one is not.
_MOST_WORDS = 120
_ASKS = re.compile(
    r"checking (?:your|if the site) |just a moment|verif\w+ (?:that )?you(?:'re| are) (?:a )?human|"
    r"(?:are you|you are|you're) (?:not )?a (?:human|robot)|unusual traffic|complete the captcha|"
    r"enable (?:javascript|cookies|scripts)|turn on scripts and cookies|access denied|"
    r"sind sie ein (?:mensch|roboter)|êtes-vous un (?:humain|robot)",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"(?:error )?404\b|(?:page|article) (?:was |is |could )?not (?:be )?found|"
    r"(?:page|article) (?:you .{0,60})?(?:does ?n[o'’]t|no longer) exists?|"
    r"seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|"
    r"страница не найдена",
    re.IGNORECASE,
)
_BEGINNING = 200


def no_article(article: Article) -> str:
    """Return why a page that could be fetched is no article; empty where it may be one."""
    text = article.excerpt.text
    start = f"{article.title.text if article.title else ''}\n{text[:_BEGINNING]}"
    if len(words(text[:5_000])) > _MOST_WORDS:
        return ""
    if len(_ASKS.findall(f"{start}\n{text}")) > 1:
        return "no article: the site asked for a person"
    return "no article: the page was not found" if _GONE.search(start) else ""
