"""The wording of offers to subscribe, as pages make them where their readers must pay."""

from __future__ import annotations

import re

from reader.lazy import lazy_re

# The page says that the rest is for those who pay.
PAID = lazy_re(
    r"(?:subscribe|register|log ?in|sign (?:in|up))\b.{0,30} (?:to|and) (?:continue|keep|read|"
    r"access|unlock|view)|to (?:continue|keep) reading|(?:already|become) a (?:subscriber|member)|"
    r"(?:article|story|content|page)\b.{0,40} (?:for|to) (?:\w+ )?(?:subscribers|members)|"
    r"(?:artikel|inhalt|beitrag|text)\b.{0,40} abonnent|um weiterzulesen|\babo\b.{0,30}lesen|"
    r"réservée? aux abonnés|abonnez-vous|déjà abonné|pour lire la suite|"
    r"(?:artículo|contenido|nota)\b.{0,40} suscriptor|ya (?:es|eres) suscriptor|"
    r"suscr[ií]b(?:ete|ase)|para seguir leyendo|"
    r"riservat[oa] agli abbonati|sei già abbonat[oa]|per continuare a leggere|"
    r"je m['’]abonne|(?:om|word abonnee om) verder te lezen|exclusivo para assinantes|"
    r"para continuar (?:lendo|a ler)|předplaťte si|(?:chcete|abyste mohli) číst dál|"
    r"aby czytać dalej|för att läsa vidare|for at læse videre|for å lese videre|"
    r"jatkaaksesi lukemista|az olvasáshoz fizessen elő|okumaya devam etmek için|"
    r"чтобы (?:читать дальше|продолжить чтение)|(?:доступ\w* )?только (?:для подписчиков|"
    r"подписчикам)|щоб читати далі|για να συνεχίσετε την ανάγνωση|続きを読むには|会員限定記事|"
    r"登录后(?:阅读|查看)全文",
    re.IGNORECASE,
)
# Without one of these it does not, and most lines have none.
_STEMS = (
    *("subscri", "register", "log in", "login", "sign in", "sign up", "reading", "member", "abonn"),
    *("lesen", "lire la suite", "suscri", "suscrí", "leyendo", "abbonat", "a leggere"),
    *("te lezen", "assinantes", "para continuar", "předplaťte", "číst dál", "czytać dalej"),
    *("läsa vidare", "læse videre", "lese videre", "lukemista", "fizessen elő", "okumaya devam"),
    *("чтобы", "только", "читати далі", "ανάγνωση", "続きを読", "会員限定", "登录后"),
)
# A sentence that reports what was said or read, and when, may be on a wall and is not of one.
REPORTED = lazy_re(
    r"\b(?:said|told|sagten?|teilten?|erklärten?|a (?:dit|déclaré|annoncé)|dijo|"
    r"on (?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"am (?:mon|diens|donners|frei|sams|sonn)tag|am mittwoch|"
    r"(?:lun|mar|mercre|jeu|vendre|same)di|el (?:lunes|martes|miércoles|jueves|viernes))\b",
    re.IGNORECASE,
)
_OFFERED = lazy_re(
    r"(?:get|enjoy|unlock) (?:unlimited|full|instant|unrestricted) (?:\w+ )?access"
    r"(?:\W*$| (?:for|from) | to (?:all )?(?:our|the|this|every) )|"
    r"(?:start|begin|try) (?:your|a|our) (?:free|\d+[ -](?:day|week|month))\b.{0,20}"
    r"\b(?:trial|month|subscription)\W*$|(?:jetzt )?weiterlesen mit\b|"
    r"czytaj dalej z\b|fortsätt läsa genom att bli\b|lees verder met\b|"
    r"jetzt .{0,40}\btesten\b|.{0,30}\bbereits ein abo\b|"
    r"il vous reste \d+.{0,20} à (?:lire|découvrir)|abbonati\b|profitez de notre offre|"
    r"accédez à tous|lee sin límites|assine\b",
    re.IGNORECASE,
)
# A letter by mail, and what bids a reader to order it. Of 290 such lines of the dumps of
# ../shared/bench/cleaning (dev) two are an article's.
_LETTERS = (
    *("newsletter", "nieuwsbrief", "nyhetsbrev", "nyhedsbrev", "boletín", "boletim"),
    *("lettre d'info", "lettre d’info", "infolettre", "uutiskirje", "hírlev", "zpravodaj"),
    *("рассылк", "e-mail", "email", "inbox", "postfach", "posta", "correo", "courriel"),
    *("inkorg", "indbakke", "innboks", "skrzynk"),
)
_ORDERED = lazy_re(
    r"(?:.{0,40}[?!:] )?(?:(?:jetzt|mit unserem .{0,20}newsletter) )?"
    r"(?:get|receive|sign up|subscribe|join|abonnier(?:en sie|e)|bestell(?:en sie|e)|"
    r"melden? (?:sie sich|dich)|(?:erhalten|bekommen) sie|recevez|inscrivez-vous|iscriviti|ricevi|"
    r"recib[ea]|suscr[ií]b[ea](?:te|se)|apúntate|inscríbete|receba|inscreva-se|cadastre-se|"
    r"ontvang|(?:schrijf|meld|abonneer) je|anmäl dig|prenumerera|(?:til)?meld deg|tilmeld dig|få|"
    r"zapisz się|otrzymuj|tilaa|iratkozz|přihlaste se|подпишитесь|получайте)\b",
    re.IGNORECASE,
)
_LONGEST = 160  # characters of an offer


def is_offer(text: str) -> bool:
    """Tell whether a line offers a subscription or letter, or asks whether its reader has one."""
    if len(text) > _LONGEST:
        return False
    low = text.lower()
    is_paid = any(map(low.__contains__, _STEMS)) and PAID.search(text)
    is_letter = _ORDERED.match(text) and any(map(low.__contains__, _LETTERS))
    return bool(is_paid or is_letter or _OFFERED.match(text)) and not REPORTED.search(text)
