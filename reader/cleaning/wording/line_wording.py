"""The words that tell a page's furniture, and how much of a line is running text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reader.text.ascii_runs import LETTERS_AND_DIGITS, ascii_runs

_UNITS = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+"
)
# The letters and marks of Chinese and Japanese, which set no blanks between words.
UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
# Where a sentence ends, with what may close after it, and the mark of a footnote.
_SENTENCE_END = re.compile(
    r"(?:[.!?…。！？؟۔।:;][\"'”’»)\]]*|[^\W\d][.!?…][\"”’»)]?(?:[\d⁰¹²³⁴-⁹]{1,2}|\[\d{1,3}\]|\*{1,3}))$"
)
_FURNITURE = re.compile(
    r"""^(?:advertisement|ad|accept.{0,20}cookies?|all\srights\sreserved.*|comments?|copy\slink|email|
    facebook|follow(?:\sus|\son)?\b.{0,40}|listen|load\smore|log\s?in|menu|more\sfrom.{0,40}|most\s(?:read|popular|viewed)|
    newsletters?|next|previous|podcasts?|print|privacy.{0,25}|read\s(?:more|next|also|full).{0,60}|recommended.{0,30}|related.{0,30}|
    reply|save|search.{0,15}|see\s(?:also|more).{0,60}|share.{0,30}|show\smore|sign\s(?:in|up).{0,40}|skip\sto.{0,40}|sponsored.{0,20}|
    subscribe.{0,60}|tags?:?|terms.{0,25}|top\sstories|trending.{0,15}|tweet|twitter|up\snext|view\s(?:all|more|comments).{0,30}|
    watch.{0,40}|whatsapp|
    首页|登录|登陆|注册|更多|分享|评论|广告|ホーム|ログイン|로그인|الرئيسية|تسجيل\sالدخول|اقرأ\sالمزيد|
    главная|войти|реклама|поделиться|читать\sдалее|startseite|anmelden|anzeige|teilen|
    accueil|se\sconnecter|partager|publicité|inicio|iniciar\ssesión|compartir|publicidad|(?:©|copyright|\(c\)).{0,200})$""",
    re.IGNORECASE | re.VERBOSE,
)
# What a site says of its own cookies; an article about them speaks of others.
_ASKS_CONSENT = re.compile(
    r"\b(?:we\suse|wir\s(?:verwenden|nutzen|setzen)|nous\sutilisons|utilizamos|usamos|utilizziamo|"
    r"usiamo|(?:we|wij)\sgebruiken|vi\s(?:använder|bruger|bruker)|käytämme|używamy|používáme|"
    r"χρησιμοποιούμε|мы\sиспользуем|kullanıyoruz)\b[^.]{0,40}\b(?:cookies?|куки)\b(?!\W*\?)|"
    r"\b(?:we\sand\sour|wir\sund\sunsere|nous\set\snos)\s\d+\spart(?:ners?|enaires)\b|"
    r"\b(?:einwilligung\sjederzeit\swiderrufen|withdraw\syour\sconsent\sat\sany\stime)\b",
    re.IGNORECASE,
)
# Without one of these it asks for none, and most lines have none.
_CONSENT_STEMS = ("cookie", "куки", "partner", "partenaire", "einwilligung", "consent")
# The labels of the parts of a recipe.
RECIPE_PARTS = re.compile(
    r"ingredients|steps|method|directions|instructions|zutaten|zubereitung|ingrédients|préparation|"
    r"ingredientes|preparación|ingredienti|preparazione|procedimento",
    re.IGNORECASE,
)
_FOLD = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"))

# A headline has so many words, or it is taken for a label.
SHORTEST_TITLE = 3
# Words of notices and appeals: two of them in a line that is not long tell it.
NOTICES = frozenset(
    """cookie cookies privacy subscribe newsletter newsletters reserved copyright advertise
    advertising advertisement advertisements unsubscribe inbox login""".split()  # noqa: SIM905
)


@lru_cache(maxsize=1024)  # a line is counted several times over
def units(text: str) -> int:
    """Return the words of a text; scripts without blanks count two characters as a word."""
    if text.isascii():
        return len(ascii_runs(text, LETTERS_AND_DIGITS))
    found = _UNITS.findall(text)
    unspaced = sum(len(each) == 1 and ord(each) > 0xE00 for each in found)
    return len(found) - unspaced // 2


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends as a sentence does."""
    return bool(_SENTENCE_END.search(text[-8:]))


def is_furniture(text: str) -> bool:
    """Tell whether a line is a page's menu, button or notice by its words."""
    return len(text) < 250 and bool(_FURNITURE.match(text))


def asks_consent(text: str) -> bool:
    """Tell whether a line asks for consent to the cookies of a site or to its partners."""
    low = text.lower()
    return any(map(low.__contains__, _CONSENT_STEMS)) and bool(_ASKS_CONSENT.search(text))


@lru_cache(maxsize=1024)  # and compared
def same(text: str) -> str:
    """Return a line as it is compared: one case, one kind of quotation mark, single blanks."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        for mark, plain in _FOLD:
            text = text.replace(mark, plain)
    return " ".join(text.casefold().split())
