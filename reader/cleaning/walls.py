"""Pages that are no article: walls, errors of servers, pages that are not there or empty."""

from __future__ import annotations

import re

from reader.cleaning.article import Article
from reader.lazy import lazy_re
from reader.text import found_words

NO_ARTICLE = "no article: "
# What such a page says is short; an article about one is not.
_MOST_WORDS = 120
_BEGINNING = 200  # characters of the text
# The site asks for a person: one of these is sure, two of the others are.
_BARRED = lazy_re(
    r"verif\w+ (?:that )?you(?:'re| are) (?:a )?human|confirm (?:that )?you(?:'re| are) a human|"
    r"complete the captcha|enable js and disable any ad ?blocker|"
    r"review the security of your connection|"
    r"sind sie ein (?:mensch|roboter)|êtes-vous un (?:humain|robot)",
    re.IGNORECASE,
)
_ASKS = lazy_re(
    r"checking (?:your|if the site) |just a moment|attention required|pardon our interruption|"
    r"(?:are you|you are|you're) (?:not )?a (?:human|robot)|unusual traffic|access denied|"
    r"access to this page has been denied|enable (?:javascript|cookies|scripts)|"
    r"turn on scripts and cookies|don't have permission to access",
    re.IGNORECASE,
)
_CONSENT = lazy_re(r"(?:we value your privacy|before you continue)\b", re.IGNORECASE)
_GONE = lazy_re(
    r"(?:page|article) (?:was |is |could )?not (?:be )?found|"
    r"(?:page|article) (?:you .{0,60})?(?:does ?n[o'’]t|no longer) exists?|"
    r"seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|"
    r"страница не найдена",
    re.IGNORECASE,
)
# A title that is the answer of a server (RFC 9110, section 15): its code beside what says so.
_ERROR = lazy_re(
    r"(?:https?|error|fehler|erreur|status)\W{1,3}(?:error\W{1,3})?(?P<code>[45]\d\d)\b|"
    r"(?P<first>[45]\d\d)\W{0,4}(?:$|[|–-]|(?:error|page|not found|gone|forbidden|unauthorized|"
    r"bad |internal server|service |gateway|too many requests|unavailable))",
    re.IGNORECASE,
)
# A site says its own name behind a sign, and speaks to whom it keeps out.
_SITE = lazy_re(r"\s[|·–—-]\s")
_ADDRESSED = lazy_re(
    r"\b(?:you|your|we|us|our|please|sorry|sie|ihre?|wir|bitte|vous|votre|nous|veuillez)\b",
    re.IGNORECASE,
)
_LONG_TITLE, _LONG, _ENOUGH = 6, 12, 2  # words of a title and of a paragraph, and paragraphs
_MISSING = ("404", "410")


def no_article(article: Article) -> str:
    """Return the reason that a fetched page is no article; empty where it may be one."""
    title = article.title.text if article.title else ""
    text = article.excerpt.text
    if len(found_words(text[:5_000])) > _MOST_WORDS:
        return ""
    start = f"{title}\n{text[:_BEGINNING]}"
    error = _ERROR.match(title)
    if not error and _tells(title, article):
        return ""
    if (error and (error["code"] or error["first"]) in _MISSING) or _GONE.search(start):
        return f"{NO_ARTICLE}the page was not found"
    if error:
        return f"{NO_ARTICLE}the site answered with an error"
    whole = f"{title}\n{text}"
    if _BARRED.search(whole) or len(_ASKS.findall(whole)) > 1:
        return f"{NO_ARTICLE}the site asked for a person"
    if _CONSENT.match(title):
        return f"{NO_ARTICLE}the site asked for consent"
    return "" if article.body.text.strip() else f"{NO_ARTICLE}there is no text in it"


def _tells(title: str, article: Article) -> bool:
    """Tell whether a page has a headline and paragraphs that tell a story to nobody in person."""
    if len(found_words(title)) < _LONG_TITLE or _SITE.search(title):
        return False
    told = (
        paragraph
        for paragraph in article.body.text.split("\n\n")
        if len(found_words(paragraph)) >= _LONG and not _ADDRESSED.search(paragraph)
    )
    return sum(1 for _ in told) >= _ENOUGH
