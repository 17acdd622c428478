"""Pages that are no article: walls, errors of servers, pages that are not there or empty."""

from __future__ import annotations

import re

from reader.cleaning.article import Article
from reader.lazy import lazy_re
from reader.text import found_words

NO_ARTICLE = "no article: "
# What such a page says is short; an article about one is not.
_MOST_WORDS = 120
_READ, _BEGINNING = 5_000, 200  # characters of the text
# The site asks for a person: one of these is sure, two of the others are.
_BARRED = lazy_re(
    r"verif\w+ (?:that )?you(?:'re| are) (?:a )?human|confirm (?:that )?you(?:'re| are) a human|"
    r"complete the captcha|enable js and disable any ad ?blocker|"
    r"review the security of your connection|"
    r"sind sie ein (?:mensch|roboter)|dass sie (?:kein roboter|ein mensch) sind|"
    r"ich bin kein roboter|êtes-vous un (?:humain|robot)|vous (?:êtes un (?:être )?humain|"
    r"n['’]êtes pas un robot)|je ne suis pas un robot|(?:que|si) (?:usted )?(?:es|eres) (?:un )?"
    r"(?:ser )?human|(?:es usted|eres|no soy|no es) un robot",
    re.IGNORECASE,
)
_ASKS = lazy_re(
    r"checking (?:your|if the site) |just a moment|attention required|pardon our interruption|"
    r"(?:are you|you are|you're) (?:not )?a (?:human|robot)|unusual traffic|access denied|"
    r"access to this page has been denied|enable (?:javascript|cookies|scripts)|"
    r"turn on scripts and cookies|don't have permission to access|"
    r"zugriff (?:wurde )?verweigert|ungewöhnliche\w? (?:datenverkehr|zugriffe)|accès (?:refusé|"
    r"interdit)|trafic inhabituel|acceso (?:denegado|restringido)|tráfico inusual|"
    r"aktivieren sie (?:javascript|cookies)|activez? (?:le )?(?:javascript|les cookies)|"
    r"(?:active|habilite) (?:el )?(?:javascript|las cookies)",
    re.IGNORECASE,
)
# The page tells nothing but that it needs scripts, or a subscription.
_SCRIPTS = lazy_re(
    r"(?:enable|activate|turn on|requires?|needs?|without|support) (?:java)?scripts?\b|"
    r"javascript (?:is|appears to be|seems to be) (?:disabled|off|not|required)|"
    r"javascript\b.{0,30}(?:aktivier|einschalt|deaktiviert|désactivé|deshabilitad|desactivad)|"
    r"(?:aktivier\w+|activ(?:ez|er|e|ar)|habilit(?:e|ar)) .{0,15}javascript",
    re.IGNORECASE,
)
_PAID = lazy_re(
    r"(?:subscribe|register|log ?in|sign (?:in|up))\b.{0,30} (?:to|and) (?:continue|keep|read|"
    r"access|unlock|view)|to (?:continue|keep) reading|(?:already|become) a (?:subscriber|member)|"
    r"(?:article|story|content|page)\b.{0,40} (?:for|to) (?:\w+ )?(?:subscribers|members)|"
    r"(?:artikel|inhalt|beitrag|text)\b.{0,40} abonnent|um weiterzulesen|\babo\b.{0,30}lesen|"
    r"réservée? aux abonnés|abonnez-vous|déjà abonné|pour lire la suite|"
    r"(?:artículo|contenido|nota)\b.{0,40} suscriptor|ya (?:es|eres) suscriptor|"
    r"suscr[ií]b(?:ete|ase)|para seguir leyendo",
    re.IGNORECASE,
)
_SENTENCE = lazy_re(r"(?<=[.!?])\s+|\n+")
_REST = 30  # words beside what such a page says
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
    if len(found_words(text[:_READ])) > _MOST_WORDS:
        return ""
    start = f"{title}\n{text[:_BEGINNING]}"
    error = _ERROR.match(title)
    if not error and _tells(title, article):
        return ""
    if (error and (error["code"] or error["first"]) in _MISSING) or _GONE.search(start):
        return f"{NO_ARTICLE}the page was not found"
    if error:
        return f"{NO_ARTICLE}the site answered with an error"
    whole = f"{title}\n{text[:_READ]}"
    if _BARRED.search(whole) or len(_ASKS.findall(whole)) > 1:
        return f"{NO_ARTICLE}the site asked for a person"
    if _says_mostly(_SCRIPTS, whole):
        return f"{NO_ARTICLE}the page needs scripts"
    if _says_mostly(_PAID, whole):
        return f"{NO_ARTICLE}the site asked for a subscription"
    if _CONSENT.match(title):
        return f"{NO_ARTICLE}the site asked for consent"
    return "" if article.body.text.strip() else f"{NO_ARTICLE}there is no text in it"


def _says_mostly(wall: re.Pattern[str], text: str) -> bool:
    """Tell whether a text has sentences of a kind of wall, and little else."""
    sentences = _SENTENCE.split(text)
    rest = [sentence for sentence in sentences if not wall.search(sentence)]
    return len(rest) < len(sentences) and len(found_words("\n".join(rest))) < _REST


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
