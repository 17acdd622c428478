"""Pages that are no article: walls, errors of servers, pages that are not there or empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reader.cleaning.article import Article
from reader.cleaning.wording.subscriptions import PAID, REPORTED
from reader.lazy import lazy_re
from reader.text import found_words

NO_ARTICLE = "no article: "
# What such a page says is short; an article about one is not.
_MOST_WORDS, _MOST_NAMED = 120, 200  # the latter with a title that says so
_READ, _ENOUGH_READ, _BEGINNING = 5_000, 1_500, 200  # characters of the text
_HEAD = 50_000  # characters of the source
# The site asks for a person: one of these is sure, two of the others are.
_BARRED = lazy_re(
    r"verif\w+ (?:that )?you(?:'re| are) (?:a )?human|confirm (?:that )?you(?:'re| are) a human|"
    r"complete the captcha|enable js and disable any ad ?blocker|"
    r"review the security of your connection|verifying (?:your browser|you are (?:a )?human)|"
    r"checking your browser before|unusual traffic from your (?:computer )?network|"
    r"incapsula incident id|sucuri website firewall|reference #\d+\.[\da-f]+\.\d+|"
    r"you(?:'re| are) not a (?:ro)?bot\b|\b(?:вы|а) не робот|"
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
    r"turn on scripts and cookies|don't have permission to access|unusual activity from your|"
    r"you have been blocked|you are unable to access|security service to protect itself|"
    r"zugriff (?:wurde )?verweigert|ungewöhnliche\w? (?:datenverkehr|zugriffe)|accès (?:refusé|"
    r"interdit)|trafic inhabituel|acceso (?:denegado|restringido)|tráfico inusual|"
    r"aktivieren sie (?:javascript|cookies)|activez? (?:le )?(?:javascript|les cookies)|"
    r"(?:active|habilite) (?:el )?(?:javascript|las cookies)",
    re.IGNORECASE,
)
# The page only sends its reader to another one, or was kept before its text came.
_LEADS = lazy_re(
    r"(?:being|be|are|not) (?:automatically )?redirected|redirecting (?:you )?to|"
    r"(?:document|object|page) (?:has )?(?:been )?moved (?:permanently|here|to)|"
    r"weitergeleitet|\bredirigée?s?\b|\bredirigid[oa]s?\b",
    re.IGNORECASE,
)
_LOADING = lazy_re(
    r"\W*+(?:loading|please wait|wird geladen|chargement|cargando|загрузка|)\W*+", re.IGNORECASE
)
# The page tells nothing but that it needs scripts, or a subscription.
_SCRIPTS = lazy_re(
    r"(?:enable|activate|turn on|requires?|needs?|without|support) (?:java)?scripts?\b|"
    r"javascript (?:is|appears to be|seems to be) (?:disabled|off|not|required)|"
    r"javascript\b.{0,30}(?:aktivier|einschalt|deaktiviert|désactivé|deshabilitad|desactivad)|"
    r"(?:aktivier\w+|activ(?:ez|er|e|ar)|habilit(?:e|ar)) .{0,15}javascript",
    re.IGNORECASE,
)
_SENTENCE = lazy_re(r"(?<=[.!?])\s+|\n+")
_REST = 30  # words beside what such a page says
_CONSENT = lazy_re(r"(?:we value your privacy|before you continue)\b", re.IGNORECASE)
# What a page that is not there says in languages other than English.
_NOT_FOUND = "|".join(
    (
        r"seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)",
        r"página (?:no encontrada|não encontrada)|pàgina no trobada|pagina non trovata",
        r"pagina (?:is |werd )?niet gevonden|pagina nu (?:a fost găsită|există)",
        r"sidan (?:hittades inte|kunde inte hittas|finns inte)|fant ikke siden",
        r"siden (?:blev ikke fundet|kunne ikke findes|findes ikke|ble ikke funnet|finnes ikke)",
        r"(?:article|page|story|content) is no longer available",
        r"(?:seite|artikel|beitrag|inhalt) ist (?:leider )?nicht mehr (?:verfügbar|vorhanden)",
        r"(?:page|article|contenu) n['’]est plus (?:disponible|accessible)",
        r"(?:página|artículo|contenido) ya no está disponible",
        r"(?:página|artigo|conteúdo) (?:já )?não está mais disponível",
        r"(?:pagina|articolo|contenuto) non è più disponibile|artikel is niet meer beschikbaar",
        r"sivua ei (?:löydy|löytynyt)|(?:az )?oldal nem található|lehte ei leitud",
        r"nie znaleziono strony|strona nie (?:została znaleziona|istnieje)",
        r"stránka (?:nenalezena|nebyla nalezena|sa nenašla|nebola nájdená|neexistuje)",
        r"stranica nije (?:pronađena|nađena)|strani ni mogoče najti",
        r"lapa nav atrasta|puslapis nerastas|sayfa bulunamadı|η σελίδα δεν βρέθηκε",
        r"страница не найдена|сторінк[ау] не знайден[ао]|страницата не (?:е|беше) намерена",
        r"страница није пронађена|không tìm thấy trang|halaman tidak (?:ditemukan|dijumpai)",
        r"(?:お探しの)?ページ[がは](?:見つかりません(?:でした)?|存在しません)",
        r"(?:页面|頁面|网页|網頁)(?:不存在|未找到|找不到|没有找到)",
        r"(?:找不到|未找到|没有找到)(?:该|此|您要的)?(?:页面|頁面|网页|網頁)",
        r"페이지를 찾을 수 없습니다|الصفحة (?:غير موجودة|لم يتم العثور عليها)",
        r"لم يتم العثور على الصفحة|صفحه (?:مورد نظر )?(?:یافت|پیدا) نشد",
        r"(?:הדף|העמוד) לא נמצא|(?:पृष्ठ|पेज) नहीं मिला|ไม่พบหน้า\S*",
    )
)
_GONE = lazy_re(
    r"(?:page|article) (?:was |is |could )?not (?:be )?found|(?:page|article) can['’]t be found|"
    r"requested (?:url|page|resource|address)\b.{0,100}\bnot (?:be )?found|"
    r"(?:page|article) (?:you .{0,60})?(?:does ?n[o'’]t|no longer) exists?|"
    rf"{_NOT_FOUND}",
    re.IGNORECASE,
)
# A title that is the answer of a server (RFC 9110, section 15): its code beside what says so.
_ERROR = lazy_re(
    r"(?:https?|error|fehler|erreur|status)\W{1,3}(?:error\W{1,3})?(?P<code>[45]\d\d)\b|"
    r"(?P<first>[45]\d\d)\W{0,4}(?:$|[|–-]|(?:error|page|not found|gone|forbidden|unauthorized|"
    r"bad |internal server|service |gateway|too many requests|unavailable))",
    re.IGNORECASE,
)
# A title, or the part of one beside the name of the site, that says no more than this.
_NAMED = lazy_re(
    r"\W*(?:(?:oops|sorry)\W+)?(?:"
    r"(?P<gone>(?:(?:(?:that|this|the) )?(?:page|file|article|document|site) )?"
    r"(?:was |is )?(?:not found|(?:can['’]t|can ?not|could not) be found)|"
    r"(?:we )?(?:can['’]t|can ?not|could ?n[o'’]t) find (?:that|this|the|your) page|"
    rf"{_NOT_FOUND})|"
    r"(?P<barred>(?:are you a|i['’]m not a) robot|robot check|security check|access denied|"
    r"attention required|just a moment|human verification|you have been blocked|"
    r"pardon our interruption|(?:vercel )?security checkpoint)|"
    r"(?P<moved>redirecting|moved permanently|(?:object|document) moved|weiterleitung|"
    r"redirection)|"
    r"(?P<error>forbidden|bad gateway|bad request|(?:internal )?server error|unauthorized|"
    r"(?:service|site) (?:temporarily )?unavailable|too many requests|request unsuccessful|"
    r"gateway time-?out))\W*",
    re.IGNORECASE,
)
_PAGE_TITLE = lazy_re(r"<title\b[^<>]*>(?P<title>[^<]{1,300})", re.IGNORECASE)
# A site says its own name behind a sign, and speaks to whom it keeps out.
_SITE = lazy_re(r"\s[|·–—-]\s")
_ADDRESSED = lazy_re(
    r"\b(?:you|your|we|us|our|please|sorry|sie|ihre?|wir|bitte|vous|votre|nous|veuillez)\b",
    re.IGNORECASE,
)
# What others say to each other in a story is said to no reader.
_QUOTED = lazy_re(r"[\"“„«][^\"“”„«»]{1,500}[\"“”»]")
_LONG_TITLE, _LONG, _ENOUGH = 6, 12, 2  # words of a title and of a paragraph, and paragraphs
_MISSING = ("404", "410")
_WHY = {
    "gone": "the page was not found",
    "barred": "the site asked for a person",
    "error": "the site answered with an error",
    "moved": "the page only leads to another one",
}


def no_article(article: Article) -> str:
    """Return the reason that a fetched page is no article; empty where it may be one."""
    title = article.title.text if article.title else ""
    text = article.excerpt.text
    if len(found_words(text[:_ENOUGH_READ])) > _MOST_NAMED:  # as of most articles
        return ""
    words = len(found_words(text[:_READ]))
    if words > _MOST_NAMED:
        return ""
    paragraphs = article.body.text.split("\n\n")
    asking = [each for each in paragraphs if not _tells_story(each)]
    others = len(paragraphs) - len(asking)
    titles = (title, _page_title(article.source))
    why = _named(titles)
    if why and not others:
        return f"{NO_ARTICLE}{why}"
    if words > _MOST_WORDS:
        return ""
    error = next(filter(None, map(_ERROR.match, titles)), None)
    if not error and others >= _ENOUGH and _is_headline(title):
        return ""
    start = "\n".join((*titles, text[:_BEGINNING]))
    tells = others >= (1 if _is_headline(title) else _ENOUGH) and not why
    tells = tells and not _ADDRESSED.search(_QUOTED.sub("", text))
    gone = not tells and _GONE.search(start)
    if gone or (error and (error["code"] or error["first"]) in _MISSING):
        return f"{NO_ARTICLE}{_WHY['gone']}"
    if error:
        return f"{NO_ARTICLE}{_WHY['error']}"
    why = _asked_for(title, asking, text)
    if not why and _LOADING.fullmatch(article.body.text):
        why = "there is no text in it"
    return f"{NO_ARTICLE}{why}" if why else ""


def _asked_for(title: str, asking: Sequence[str], text: str) -> str:
    """Return what a site asked for instead of showing an article; empty where for nothing."""
    sentences = (each for part in (title, *asking) for each in _SENTENCE.split(part))
    asked = "\n".join(each for each in sentences if not REPORTED.search(each))
    if _BARRED.search(asked) or len(_ASKS.findall(asked)) > 1:
        return _WHY["barred"]
    whole = f"{title}\n{text[:_READ]}"
    if _says_mostly(_LEADS, whole):
        return _WHY["moved"]
    if _says_mostly(_SCRIPTS, whole):
        return "the page needs scripts"
    if _says_mostly(PAID, whole):
        return "the site asked for a subscription"
    return "the site asked for consent" if _CONSENT.match(title) else ""


def _page_title(source: str) -> str:
    """Return the title that a page has for the browser; its heading may say less."""
    found = _PAGE_TITLE.search(source[:_HEAD])
    if found is None:
        return ""
    from html import unescape  # the names of all characters, for some pages only

    return unescape(found["title"]).strip()


def _named(titles: Iterable[str]) -> str:
    """Return the reason that a title gives by saying so and nothing else, save the site's name."""
    parts = (part for title in titles for part in _SITE.split(title))
    match = next(filter(None, map(_NAMED.fullmatch, parts)), None)
    return _WHY[match.lastgroup] if match and match.lastgroup else ""


def _says_mostly(wall: re.Pattern[str], text: str) -> bool:
    """Tell whether a text has sentences of a kind of wall, and little else."""
    sentences = _SENTENCE.split(text)
    rest = [each for each in sentences if not wall.search(each) or REPORTED.search(each)]
    return len(rest) < len(sentences) and len(found_words("\n".join(rest))) < _REST


def _tells_story(paragraph: str) -> bool:
    """Tell whether a paragraph is of a story, told to nobody in person."""
    return len(found_words(paragraph)) >= _LONG and not _ADDRESSED.search(
        _QUOTED.sub("", paragraph)
    )


def _is_headline(title: str) -> bool:
    return len(found_words(title)) >= _LONG_TITLE and not _SITE.search(title)
