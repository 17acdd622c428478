"""The names in a byline."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.cleaning.wording.labels import labelled_names
from reader.text import Span
from reader.text.ascii_runs import LETTERS, ascii_runs
from reader.text.dates.months import MONTHS, SHORT_MONTHS, WEEKDAYS

_LABELS = ("authors", "author", "words", "text", "interview")
_PREPOSITIONS = ("by", "author", "autor", "autorin", "autoren", "auteur", "autore", "автор")
# These stand within names too ("Ida von Moen"), so behind other words they need a reason.
_PARTICLES = ("von", "par", "por", "di", "door", "af", "av")
_WRITTEN = (
    "veröffentlicht",
    "eingestellt",
    "geschrieben",
    "verfasst",
    "erstellt",
    "gepostet",
    "publié",
    "écrit",
    "publicado",
    "escrito",
    "pubblicato",
    "scritto",
    "geplaatst",
    "kolumne",
    "artikel",
    "beitrag",
    "text",
    "interview",
    "gespräch",
    "entretien",
    "recueillis",
    "intervista",
    "entrevista",
)
# The words that begin a byline, in small letters; a line with neither them nor "By" is none.
OPENERS = frozenset((*_LABELS, *_PREPOSITIONS, *_PARTICLES))
# Whose the names are: "Von unserem Korrespondenten Bo Lind".
_OUR = (
    r"(?:(?i:unsere[mnr]|dem|der)\s[^\W\d_]*(?i:redakteur|korrespondent|reporter|mitarbeiter|autor)"
    r"(?:in|en|innen)?\s)?"
)
# What may stand before the names: "By", "Written by", "Posted on May 19, 2022 by", "ByAnn Lee".
_BY = re.compile(
    rf"(?:^|.{{0,80}}?\W)(?:(?i:{'|'.join(_LABELS)})\s*:\s*"
    rf"|(?i:{'|'.join(_PREPOSITIONS)})(?:\s*:\s*|\s+)|By(?=[A-Z]))"
    rf"|(?:^|.{{0,80}}?(?:[\d|:·•–]\s*|(?i:\b(?:{'|'.join(_WRITTEN)})\s)))"
    rf"(?i:{'|'.join(_PARTICLES)})(?:\s*:\s*|\s+){_OUR}"
)
_LETTERED = re.compile(r"[^\W\d_]+")  # the openers are such words, whatever stands beside them
_SIGNATURE = re.compile(
    r"(?i:(?:(?:written|posted|story|words|reported)\s+)?by(?:\s*:\s*|\s+)|authors?\s*:\s*"
    r"|(?:words|text|autor(?:in|en|innen)?|auteure?s?|autore|interview|von|por|par)\s*:\s*"
    r"|(?:(?:text|interview|ein(?:e)?\s\w+|geschrieben|veröffentlicht|verfasst|erstellt|gespeichert|"
    r"publié|écrit|escrito|publicado|scritto)\s)?von\s|(?:publié\s|écrit\s)?par\s|"
    r"(?:por|door|di|av|af)\s)"
    rf"{_OUR}(?![a-zß-öø-ÿ\d_])|By(?=[A-Z])"
)
_TITLED = r"(?:(?:Dr|Prof|Sir|Rev)\.?[ ])?"
_PARTICLE = r"(?:(?:de|da|di|la|le|el|al|bin|ibn|van|von|der|den|dos|del)[ ])"
# A word of a name begins with a capital, or has no case at all.
_PART = r"[^\W\d_a-zß-öø-ÿ](?:[^\W\d_]|['’.-](?=[^\W\d_]))*\.?"
_NAME = rf"{_TITLED}{_PART}(?:[ ]{_PARTICLE}{{0,2}}{_PART}){{0,3}}"
# After a comma one word alone is an outlet, not a name: "By Ann Lee, CNN".
_NAMES = re.compile(
    rf"{_NAME}(?:(?:,[ ](?=[^\s,]+[ ][^\W\d_a-z])|,?[ ](?:and|und|et|y)[ ]|[ ]&[ ]){_NAME}){{0,5}}"
)
_SPACES = "\u00a0\u202f\u2009"
# What one is, beside the name: "Ann Lee Senior Writer", "Ann Lee, News Editor", "Bo LiReporter".
_OFFICE = re.compile(
    r"(?P<after>,\s+(?:[^\s,]+\s){0,4}|,?\s*\b(?:(?i:senior|staff|contributing|associate|assistant|managing|"
    r"deputy|chief|special|executive|digital|general|print|guest|news|freelance)\s)*)"
    r"(?i:writers?|editors?|reporters?|correspondents?|contributors?|columnist|critic|journalist|analyst|"
    r"officer|director|producer|author|photographer|specialist|staff|(?:co-)?founder|ceo|coo|cto|"
    r"(?:chef)?redakteur(?:in)?|korrespondent(?:in)?|reporterin|journalistin|volontär(?:in)?|autorin)\b"
)
# May is a name, too.
_MONTHS = "|".join(name for name in (*MONTHS["en"], "sept", *SHORT_MONTHS) if name != "may")
# Words with a capital that stand beside a name but are none.
_OTHER = re.compile(
    r",?(?<=\S)\s*\b(?:(?i:(?:ein\s|\d+\s)?kommentare?|comments?|image|avatar|technology|for\smailonline|"
    r"veröffentlicht|publiée?|publicado|pubblicato|gepubliceerd|aktualisiert|photographs?|"
    r"ph\.?d|mph|m\.?d|dvm|reviewed|former|originally|updated|published|posted|modified|follow|"
    rf"share|min|minutes?|(?:{_MONTHS})(?=\W*$)|{'|'.join(WEEKDAYS['en'])})\b|"
    r"May\s\d|[Ff]or\s[A-Z]|at\s[A-Z]|(?:of|in)\s).*"
)
# What a reader is told of the time that reading takes, after the names.
_READING = re.compile(
    r"\s(?:temps\sde\slecture|lesezeit|leestijd|lästid|læsetid|lesetid|lukuaika|"
    r"tiempo\sde\slectura|tempo\sd[ie]\slett?ura|lettura\sdi|leitura\sde|czas\sczytania|doba\sčtení|"
    r"время\sчтения)\b",
    re.IGNORECASE,
)
# The link to where the author posts, before the name; and what is the name of a site.
_ACCOUNT = re.compile(
    r"(?i:twitter|facebook|instagram|linkedin|mastodon|bluesky)\s"
    r"(?i:account|profile?|page|konto|seite|compte|cuenta)\s(?=\S)"
)
_ADDRESS = re.compile(r"\w\.(?:com|org|net|info)$", re.IGNORECASE)
# A word that has lost the blank before it: "Ann LeightonWriter", but not "Ann MacLean".
_GLUED = re.compile(
    rf"(?<=[a-z])(?=(?:{'|'.join(map(str.title, SHORT_MONTHS))}|Updated|Published)\w*\b)"
    r"|(?<=[a-zß-öø-ÿ]{3})(?=[A-Z][a-z]{3})"
)
# What follows the last comma: an outlet or half an office, or letters after a name.
_TAIL = re.compile(r"(?:,\s[^\s,]+)+$")
# In a script without cases any words may look like names, but a point ends a sentence.
_SAYS = re.compile(r"[가-힣\u3040-\u30ff\u3400-\u9fff][.!?。！？]")
# What parts a line: "May 19, 2022 · Ann Lee".
_PARTS = re.compile(r"\s[|•·–—-]\s+|^&\s")


# What stands before the names where the markup says that they are the authors'.
_SAID = re.compile(
    r"\W*(?:(?:written|posted|published|story|words|reported|text|interview|fotos?|photos?|"
    rf"an?|ein(?:e|en)?|un|{'|'.join(_WRITTEN)})\s+)*"
    rf"(?:{'|'.join((*_PREPOSITIONS, *_PARTICLES))}|authors?|autor(?:en|in|innen|es)?|auteure?s?|"
    r"autore|text|words|interview|gespeichert\svon|bilder?|της|του|των|theo(?=.*[ăđơưạ-ỹ]))\b(?!-\w)\s*:?\s*",
    re.IGNORECASE,
)
# There one word with a colon is a label, whatever it says; who edited a text has not written it.
_LABEL = re.compile(r"[^\W\d][^\s:：]{1,24}\s?(?::\s+|：\s*)(?=\S)")
_EDITED = re.compile(r"(?:责任编辑|責任編輯|责编|責編|编辑|編輯|編集|校对|校對|편집)\s?[:：]")
_ENDS_NAMES = re.compile(
    r"\s*(?:[|•·@(/\[:]|(?<![^\W_])\d|\s[–—-]\s|\b(?:am|on)\b|\b(?:published|updated|aktualisiert)\b|"
    r"\s(?:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun)[,.]?\s*(?:\d|$)|$)",
    re.IGNORECASE,
)
_LONGEST_HANDLE = 40  # characters
_HANDLE = re.compile(r"\s+\(?@\w+\)?$")
# What stands in the place of an author's name by itself; and words that no name has in it.
NO_NAMES = frozenset(
    """admin administrator author editor publisher root unknown user webmaster""".split()  # noqa: SIM905
)
_NOBODY = NO_NAMES | frozenset(
    """anonymous autor autoren authors gast guest redaktion redaktor share staff teilen
    wordpressadmin datum date publiziert
    veröffentlicht posted published aktualisierung aktualisiert interview kommentare kommentar
    archiv about profil anzahl beitrag beiträge recent posts post neueste weitere zum für ein eine
    datenschutzerklärung
    moderator mehr alle this the our your wir sie und datenschutz impressum presse kontakt
    forum galerie diese seite letzte änderung symbolbild symbolfoto archivbild
    eingestellt""".split()  # noqa: SIM905
)

# What consists of these words alone, as menus, buttons and notes beside a byline do, is no name.
_INTERFACE = frozenset(
    """accept account accueil agree all alle article articles by click clicking close
    agb datenschutz
    comment comments contact continue continuing cookies copyright email evening facebook follow
    foto fotos home impressum instagram lesezeit le link linkedin links locator login logo mehr
    menu menü minutes more morning navigation new newsletter news night open our photo photos
    print privacy publicado publié published read reading register reply report search see share
    sign social store subscribe suche teilen time to tweet twitter up us video view views webcam
    whatsapp wir you your youtube wegen ici hier here sport sports politics culture business opinion
    world weather photograph photographs photography photographer advertorial sponsored
    reklama in aktion eingestellt von
    drukuj udostępnij paylaş yazdır εκτύπωση печать распечатать подписаться поделиться вконтакте
    打印 分享 评论 收藏 印刷 印刷する シェア シェアする 保存 기사 입력 수정 공유 인쇄 댓글 구독
    طباعة مشاركة""".split()  # noqa: SIM905
) | frozenset(WEEKDAYS["en"])
# A name that has one of these words in it is that of a body of people or of an outlet.
_BODIES = frozenset(
    """agency association authority commission committee council department federation foundation
    government institute ministry nations office police university
    feuerwehr ministerium polizei polizeipräsidium pressestelle universität
    gendarmerie ministère préfecture université ayuntamiento comune gabinete ministerio
    ministero policía polizia questura universidad università komenda ministerstwo policja
    chronicle gazette herald tribune zeitung dagblad bladet tidningen gazzetta diario jornal
    courrier kurier""".split()  # noqa: SIM905
)


def is_body(name: str) -> bool:
    """Tell whether what may be a name is that of a body of people or of an outlet."""
    return not _BODIES.isdisjoint(name.lower().split())


def is_interface(text: str) -> bool:
    """Tell whether a text consists of the words of menus, buttons and notes alone."""
    return _INTERFACE.issuperset(re.findall(r"\w+", text.lower()))


def is_full_name(text: str) -> bool:
    """Tell whether what may be a name has two words at least, none of them a label's."""
    words = text.lower().split()
    return len(words) > 1 and _NOBODY.isdisjoint(words)


def without_label(text: str) -> str:
    """Return a declared author without the label before, and the handle behind the name."""
    if behind := labelled_names(text):
        return behind.of(text)
    label = _SAID.match(text)
    bare = _HANDLE.sub("", text[label.end() :] if label else text).partition(" | ")[0].strip()
    return bare or text


def signed_names(text: str) -> str:
    """Return the names in the text of an element that its page says is the authors'; "" if none.

    There a single word may be a name, as that of a blog's writer, and labels go before it.
    """
    for space in _SPACES:
        text = text.replace(space, " ")
    if behind := labelled_names(text):
        return behind.of(text)
    if _EDITED.match(text):
        return ""
    while label := _SAID.match(text) or _LABEL.match(text):
        text = text[label.end() :].lstrip(" |")
    end = _ENDS_NAMES.search(text)
    text = text[: end.start() if end else None].strip(" ,;.-–—»›")
    span = _names_at(text, 0)
    found = span.of(text) if span else ""
    if is_full_name(found):
        return found
    alone = 1 < len(text) <= _LONGEST_HANDLE and text.count(" ") <= 2
    is_none = not _NOBODY.isdisjoint(text.lower().split()) or is_interface(text)
    return text if alone and not is_none else ""


def is_byline(text: str) -> bool:
    """Tell whether a line says of itself that it names an author."""
    plain, start = _opened(text)
    return bool(start and _NAMES.match(plain, start))


@lru_cache(maxsize=64)  # a line is asked several things in a row
def _opened(text: str) -> tuple[str, int]:
    """Return a line with plain blanks, and where what it says after "By" begins, or 0."""
    plain = text
    if not text.isascii():
        for space in _SPACES:
            plain = plain.replace(space, " ")
    words = ascii_runs(plain, LETTERS) if plain.isascii() else _LETTERED.findall(plain)
    opens = "By" in plain or not OPENERS.isdisjoint(map(str.lower, words))
    by = _BY.match(plain) if opens else None
    return plain, by.end() if by else 0


def is_label(text: str) -> bool:
    """Tell whether a line is no more than the label of the authors' names below it."""
    return bool(_SAID.fullmatch(text))


def is_signature(text: str) -> bool:
    """Tell whether a line begins as the authors' line does, with "By" or the like."""
    return bool(_SIGNATURE.match(text))


def names(text: str) -> Span | None:
    """Return the spans of the names in a byline, None where it holds none.

    A line of nothing but names is a byline too, so callers say which lines may be one.
    """
    plain, start = _opened(text)
    found = _names_at(plain, start)
    if start or (found and " " in found.of(plain)):
        return found
    # No word says which part of the line is the name.
    for part in _PARTS.finditer(plain):
        named = _names_at(plain, part.end())
        if named and " " in named.of(plain):
            return named
    return found


def _names_at(text: str, start: int) -> Span | None:
    """Return the names that begin at ``start``, without what stands beside them."""
    account = _ACCOUNT.match(text, start)
    start = account.end() if account else start
    reading = _READING.search(text, start)
    match = _NAMES.match(text, start, reading.start() if reading else len(text))
    if not match:
        return None
    found = _OTHER.sub("", match[0])
    glued = next(
        (each.start() for each in _GLUED.finditer(found) if " " in found[: each.start()]), None
    )
    found = found[:glued]
    office = _OFFICE.search(found)
    # One word with an office is a name as it stands: "News Staff".
    if office and (office["after"].startswith(",") or " " in found[: office.start()]):
        found = found[: office.start()]
    found = _TAIL.sub("", found).removesuffix("'s").removesuffix("’s").rstrip(" ,.-")
    end = start + len(found)
    is_name = len(found) > 2 and not is_interface(found) and not _ADDRESS.search(found)
    return Span(start, end) if is_name and not _SAYS.search(text, start, end + 1) else None
