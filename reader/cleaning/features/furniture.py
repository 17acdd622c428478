"""Patterns of a page's furniture where its words alone do not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise, takewhile

from reader.cleaning.article import Role
from reader.cleaning.features.author_boxes import labelled_box, labels_author
from reader.cleaning.features.element_features import path_of
from reader.cleaning.parse.fixed_width import is_item
from reader.cleaning.parse.lines import Element, Line
from reader.cleaning.wording.bylines import is_interface
from reader.cleaning.wording.line_wording import asks_consent, ends_sentence, same, units
from reader.cleaning.wording.pointers import POINTER, points_to_another
from reader.cleaning.wording.subscriptions import is_offer

# What bids a reader to follow, to subscribe, to share, to listen, to log in to comment, or to go on
# below an advertisement or to the next article. Of 600 such lines in ../shared/bench/cleaning (dev)
# five are an article's.
_APPEAL = re.compile(
    r"(?:[^\w\s]{1,3}\s)?(?:(?:follow\s.{1,60}\son|folge\w*\s.{0,60}\s(?:auf|bei)|suivez.{1,60}\ssur|"
    r"s[ií]g[au]e?n?os?\s.{0,40}en|seguici\ssu)\s(?:@|our\s|x\b|twitter|facebook|instagram|telegram|"
    r"tiktok|linkedin|youtube|google|whatsapp|bluesky|threads|mastodon|social).{0,180}|"
    r"(?:join|follow)\sour\s(?:whatsapp|telegram|facebook|discord)\b.{0,120}|"
    r"contact\s.{1,60}\sat\s\S+@\S+\s(?:or\s)?follow\s(?:her|him|them|me)\son\s.{1,60}|"
    r"by\s(?:signing\sup|subscribing|registering)\b.{0,60}\byou\s(?:agree|consent|accept)\b.{0,120}|"
    r"view\sthis\s(?:post|photo|video|reel)\son\s\w+|a\s(?:post|photo|reel|video)\sshared\sby\s.{1,80}(?<!\.)|"
    r"this\saudio\sis\s(?:auto|ai|automatically)[-\s]generated\b.{0,80}|(?:generated|summari[sz]ed)\s(?:by|with)\sai\b.{0,80}|"
    r"this\sis\sa\smodal\swindow\W?|(?:beginning|end)\sof\sdialog\swindow\b.{0,80}|"
    r"posted\sby\s.{1,80}blogthis!.{0,80}|original-content\svon\s?:\s.{1,120}|report\san?\s(?:typo|error|mistake)\W?|what(?:['’]s|\sis)\syour\sreaction\W?|"
    r"(?:please\s)?subscribe\s(?:now\s|today\s|here\s)?(?:to|for)\s(?!keep|continue|read).{1,160}|"
    r"to\s(?:view|read|see)\b.{1,60},\s(?:please\s)?subscribe\b.{0,120}|"
    r"for\sthe\slatest\s.{1,80}\bdownload\s.{1,80}\bapps?\b.{0,60}|"
    r"(?:(?:nachfolge|vorgänger|nächster\s|vorheriger\s)(?:beitrag|artikel)|"
    r"(?:next|previous)\s(?:post|article|story))(?:\s?:.{1,200})?|"
    r"(?:\w.{1,40}\?\s)?sign\sup\s(?:to|for)\s(?:our|the)\s.{0,60}\bnewsletters?\b.{0,120}|"
    r"you(?:['’]ve|\shave)\s(?:read|used)\s.{1,30}\bfree\s(?:articles|stories)\b.{0,60}|"
    r"(?:already|not\syet)\sa\s(?:subscriber|member)\?.{0,40}|sie\smöchten\sweiterlesen\?.{0,160}|"
    r"(?:déjà|pas\sencore)\sabonnée?\s?\?.{0,40}|abonnez-vous\s(?:pour|dès|à\spartir)\s.{0,120}|"
    r"(?:einstellungen|impressum|datenschutz(?:erklärung)?)(?:\s[·|•]\s(?:einstellungen|impressum|"
    r"datenschutz(?:erklärung)?)){1,3}|(?:lese(?:zeit|dauer)|reading\stime|temps\sde\slecture|"
    r"tiempo\sde\slectura|tempo\sd[ei]\s(?:lettura|leitura)|leestijd|czas\sczytania|l[äæe]se?tid|lukuaika|"
    r"okuma\ssüresi|doba\sčtení|olvasási\sidő|время\sчтения|час\sчитання|waktu\sbaca|thời\sgian\sđọc)"
    r"\W{1,3}(?:ca\.?\s)?\d{1,3}\s(?:min\w*|dk|мин\w*|хв\w*|perc|menit|phút)\.?|\d{1,3}[\s-]min(?:ut\w*)?\.?\s(?:read|de\slecture|di\slettura|lesezeit)|"
    r"jetzt\s(?:kostenlos\s)?testen|printed\sfrom\s[\w.-]+\.\w{2,10}\b\W?|"
    r"(?:(?:video|audio)\splayer\sis\sloading|sponsored\s?:|分享到\W|免责声明\s?[:：]|저작권자)\s?.{1,160}|"
    r"comments\sare\s(?:now\s)?closed\W?|kommentarfunktion\sist\s.{1,60}|"
    r"wa[rs]\s(?:der|dieser|this)\s(?:artikel|beitrag|article|page)\s(?:nützlich|hilfreich|helpful|useful)\W?(?:\s(?:yes|ja)\W{1,3}(?:no|nein))?|"
    r"(?:\(button\)\s.{1,60}){1,6}|scroll\sto\scontinue(?:\swith\scontent)?|"
    r"(?:(?:printer[\s-]friendly|print)\sversion|e-?mail\sthis\sstory|druckversion|version\simprimable|"
    r"versi(?:ón\spara\simprimir|one\sstampabile)|версия\sдля\sпечати|отправить\sдругу|(?:jump|skip)\sto\srecipe|"
    r"print\s(?:this\s)?recipe|zum\srezept(?:\sspringen)?|rezept\sdrucken|aller\sà\sla\srecette|ir\sa\sla\sreceta|"
    r"vai\salla\sricetta|imprimir|imprimer|stampa)(?:(?:\s?[|·•]\s?|\s|(?=[A-Z]))(?:printer-friendly\sversion|"
    r"e-?mail\sthis\sstory|отправить\sдругу|print(?:\srecipe)?|drucken|imprim(?:er|ir)|stampa))*|"
    r"share\s(?:this\s(?:story|article|post|page)|(?:this\s)?(?:on|via)\s\w+)|"
    r"(?:partage[rz]|compartir|condividi|teilen|delen|udostępnij|compartilhar)\s(?:sur|en|su|auf|op|na|no|via)\s\w+|"
    r"(?:escuchar|écouter|ascolta(?:re)?)\s(?:este\s|cet\s|l['’]\s?)?arti(?:cle|colo)|escuchar\s(?:el\s|este\s)?artículo|"
    r"artikel\s(?:an)?hören|(?:seite|artikel)\sdrucken|réagir|"
    r"(?:last\schange\sof\sthis\spage|letzte\sänderung\s(?:dieser|der)\sseite)\b.{0,60}|"
    r"(?:the\s)?(?:article|story)\scontinues\s(?:below|after)\b.{0,60}|"
    r"your\sbrowser\s(?:does\snot|doesn['’]t)\ssupport\b.{0,80}|"
    r"(?:\d{1,2}:\d\d\s?/\s?\d{1,2}:\d\d\s?)?listen\sto\s(?:this|the)\s(?:article|story).{0,40}|"
    r"(?:you\s(?:must|have\sto|need\sto)\sbe\s|please\s|du\smusst\s|sie\smüssen\s)?"
    r"(?:log(?:ged)?\sin|eingeloggt|angemeldet)\s.{0,40}\b(?:comment|kommentar).{0,60})",
    re.IGNORECASE,
)
# What a page says that needs scripts: beside a text no part of it, alone a wall.
_ENABLING = re.compile(
    r"please\senable\s(?:javascript|cookies)\b.{0,80}|"
    r"bitte\s(?:aktivieren|schalten)\s.{0,30}\bjavascript\b.{0,80}|"
    r"veuillez\sactiver\sjavascript\b.{0,80}|"
    r"(?:por\sfavor,?\s)?(?:active|habilite)\s(?:el\s)?javascript\b.{0,80}",
    re.IGNORECASE,
)
# What a blog says below an entry: when it was published, and under which topics.
_FILED = re.compile(
    r"(?:this\s(?:entry|post|article)\swas\s(?:posted|published)|"
    r"(?:der|dieser)\s(?:beitrag|artikel|eintrag)\swurde\b.{0,60}\s(?:veröffentlicht|publiziert))\b"
    r".{1,30}\b(?:filed\sunder|posted\sin|in|unter)\s.{1,200}|"
    r"(?:tags|tagged(?:\swith)?|filed\sunder|schlagw[oö]rter|mots[-\s]clés|etiquetas|tagy|tagi|etiketler|теги|метки)"
    r"\s?:\s.{1,200}(?<![.;])$",
    re.IGNORECASE,
)
# What stands over the links to the parts of an article.
_CONTENTS = re.compile(
    r"(?:inhalt(?:sverzeichnis|sübersicht)?|(?:table\sof\s)?contents|on\sthis\spage|sommaire|"
    r"table\sdes\smatières|[ií]ndice(?:\sde\scontenidos)?|sommario|inhoud(?:sopgave)?|spis\streści)\W*",
    re.IGNORECASE,
)
# What stands alone where a page puts an advertisement.
_ADVERTISEMENT = re.compile(
    r"advertisements?(?:\s[-–—]\s(?:continue\sreading|scroll\sto\scontinue)(?:\sbelow)?)?|"
    r"reklama|werbung|anzeige|publicité|publicidad|publicidade|pubblicità|advertentie|annons|реклама|广告|廣告",
    re.IGNORECASE,
)
_ADVERTISED = 50  # characters of such a line
# What the controls of players and galleries say.
_CONTROL = re.compile(
    r"(?:(?:un)?mute|pause|play(?:\s(?:video|audio))?|replay|volume|settings|(?:exit\s)?full\s?screen|loading\W*|"
    r"playback\s(?:speed|rate)|captions(?:\soff)?|chapters|picture[\s-]in[\s-]picture|seek\sto\slive|"
    r"skip\s(?:back|forward|ad|backwards?|forwards?)(?:\s\d+\ss(?:ec(?:onds?)?)?)?|remaining\stime|current\stime|"
    r"(?:stream\stype\s|duration\s|(?:current|remaining)\stime\s)?-?\d{1,2}(?::\d\d){1,2}(?:\s?/\s?(?:duration\s)?\d{1,2}(?::\d\d){1,2})?|"
    r"\d(?:[.,]\d{1,2})?x|previous(?:\s(?:slide|image|photo))?|next(?:\s(?:slide|image|photo))?|close|zoom(?:\s(?:in|out))?|"
    r"(?:view|open|show|hide)\s(?:gallery|captions?|all\sphotos|slideshow|fullscreen|image\sin\sfullscreen)(?::?\s\d{1,3}\s\w+)?|"
    r"abspielen|vollbild|stumm(?:schalten)?|lautstärke|einstellungen|zurück|weiter|vorheriges|nächstes|schließen|"
    r"précédent|suivant|plein\sécran|lecture|anterior|siguiente|reproducir|pantalla\scompleta)",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"(?:(?:image|photo|picture|slide|bild|foto|diapositive|imagen)\s)?(?P<number>\d{1,3})\s?"
    r"(?:/|of|von|de|di|sur|van)\s?(?P<all>\d{1,3})",
    re.IGNORECASE,
)
_ALONE = 40  # characters of a pointer that is no more than that
_CONTROL_LENGTH, _CAPTIONS = 40, 4  # characters; lines from one counter to the next
_OTHERS = re.compile(
    r"(?:latest|recent|related|popular|more|other)\s(?:posts|news|stories|articles|headlines)|"
    r"most\s(?:read|popular|viewed)|you\s(?:may|might)\salso\slike|recommended(?:\sfor\syou)?",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:\d{1,3}\s?/\s?\d{1,3}\s)?(?:"  # of a gallery
    r"(?:©|\(c\)|copyright\b(?=.*(?:\d{4}|©|\(c\)|reserved))).{0,140}|.{3,200}\((?:photo|image|credit)\b.{0,120}\)|"
    r"(?:file\s)?(?:photo(?:graph)?|image|picture|illustration|credit)s?\s*"
    r"(?::|/|©|by\b|credit|courtesy|via\b).{1,140}|"
    r"(?:(?:titel|beitrags)?bild(?:er|quellen?|nachweise?|rechte|credits?)?|fotos?|abb\.|abbildung(?:en)?|"
    r"illustrationen|crédits?(?:\sphotos?)?|im[aá]gen(?:es)?|immagin[ei]|afbeelding|beeld|fot\.|"
    r"zdjęci[ae]|фото)(?:\s\d{1,2})?\s*[:/©].{1,140})",
    re.IGNORECASE,
)
# The rights of a site, with its year.
_SITES = re.compile(r"(?:©|\(C\))\s?(?:19|20)\d\d\b")
_CREDITED = re.compile(r"\b(?:image|photo|picture)\s(?:credit|by|courtesy)\b|©", re.IGNORECASE)
_CREDIT_STARTS, _GALLERY_STARTS = frozenset("©(cCpPiIfFbBtTaAzZфФ"), frozenset("0123456789")
_SHORTEST_CAPTION, _VARIES = 24, 10  # characters, the second as a difference
# How an embedded post ends: — Name (@handle) May 19, 2022
_SIGNED = re.compile(r"[—–-]\s?.{1,60}\(@\w{1,20}\).{0,40}")
_POST_LENGTH = 280  # characters of a post, as on Twitter
_PROSE, _WALL = 10, 30  # words: of a line of prose, and of the prose of a page that is no wall
_LABEL, _BUTTON = 100, 40  # characters of a line in a list, and of the words of buttons
_MENU, _SHORTEST_SENTENCE = 0.8, 6  # what is a link's of a line in a menu; words of a sentence


def ruled(lines: Sequence[Line]) -> list[Role | None]:
    """Return the role of each line that a rule is sure to hide, None for the others."""
    roles: list[Role | None] = [None] * len(lines)
    for index, line in enumerate(lines):
        text = line.text
        if line.role is Role.CAPTION or _is_credit(text):
            roles[index] = Role.CAPTION
        if len(text) < 250 and (points_to_another(text) or _APPEAL.fullmatch(text)):
            roles[index] = Role.TEASER
        elif len(text) < 250 and asks_consent(text):
            roles[index] = Role.BOILERPLATE
        if len(text) < _LABEL and ("©" in text or "(C)" in text) and _SITES.search(text):
            roles[index] = roles[index] or Role.BOILERPLATE
        if is_advertisement(line):
            roles[index] = Role.BOILERPLATE
        if labels_author(line):
            boxed = labelled_box(lines, index)
            is_titled = line.role is Role.HEADING and index + 1 < len(lines) and not boxed
            roles[index] = None if is_titled else Role.BOILERPLATE
            for below in boxed:
                roles[below] = Role.BOILERPLATE
        heads_parts = len(text) < 40 and _CONTENTS.fullmatch(text) and _is_over_link(lines, index)
        if _is_button(line) or heads_parts or _FILED.match(text):
            roles[index] = Role.BOILERPLATE
        may_point = len(text) < (250 if line.linked else _ALONE)
        if may_point and (pointer := POINTER.match(text)):
            _pointer(lines, roles, index, pointer.end())
        if len(text) >= _SHORTEST_CAPTION:
            _doubled_caption(lines, roles, index)
    for index in _offers(lines):
        roles[index] = Role.TEASER
    _controls(lines, roles)
    _gallery(lines, roles)
    return roles


def is_advertisement(line: Line) -> bool:
    """Tell whether a line says no more than that an advertisement stands there."""
    is_label = len(line.text) < _ADVERTISED and line.level != 1
    return is_label and bool(_ADVERTISEMENT.fullmatch(line.text))


def _pointer(lines: Sequence[Line], roles: list[Role | None], index: int, end: int) -> None:
    """Hide a line that begins, up to ``end``, with a pointer to another article, where it is one.

    Of one that is no more than that, the same lines above and below are teasers, too.
    """
    line = lines[index]
    if 0 < line.linked < 1 and _leads_on(line, end):
        roles[index] = Role.TEASER
    if _is_pointer(line):
        roles[index] = Role.TEASER
        for below in _pointed_at(lines, index):
            roles[below] = Role.TEASER
        around = lines[max(0, index - 1) : index + 2 : 2]
        if len(around) == 2 and same(around[0].text) == same(around[1].text):
            roles[index - 1] = roles[index + 1] = Role.TEASER


def _pointed_at(lines: Sequence[Line], label: int) -> Iterator[int]:
    """Yield the lines below a label that are links, or of the list that begins with one.

    Those from the next such label on are left to it: a page may have thousands.
    """
    if lines[label].within is None:  # in a dump nothing tells links, so a list is of them
        yield from takewhile(lambda index: _is_listed(lines[index]), range(label + 1, len(lines)))
    if not _is_over_link(lines, label):
        return
    group = _list_around(lines[label + 1])
    for index in range(label + 1, len(lines)):
        line = lines[index]
        is_in = group is not None and group in path_of(line.within)
        if line.linked < _MENU and not is_in:
            return
        yield index
        is_label = _is_pointer(line) and _is_over_link(lines, index)
        if is_label and (not is_in or _list_around(lines[index + 1]) is group):
            return


def _is_listed(line: Line) -> bool:
    """Tell whether a line is an item of a list that may be a headline."""
    return is_item(line) and not ends_sentence(line.text) and not _is_pointer(line)


def _is_pointer(line: Line) -> bool:
    return len(line.text) < _ALONE and bool(POINTER.fullmatch(line.text))


def _is_over_link(lines: Sequence[Line], index: int) -> bool:
    return index + 1 < len(lines) and lines[index + 1].linked >= _MENU


def _list_around(line: Line) -> Element | None:
    return next((each for each in path_of(line.within) if each.tag in ("ul", "ol")), None)


def _is_button(line: Line) -> bool:
    """Tell whether a line of a page says no more than its buttons and menus do."""
    return (
        line.within is not None
        and line.role in (None, Role.PARAGRAPH)
        and line.cell is None
        and len(line.text) < _BUTTON
        and not ends_sentence(line.text)
        and any(map(str.isalpha, line.text))
        and is_interface(line.text)
    )


def _leads_on(line: Line, pointer: int) -> bool:
    """Tell whether all is a link behind so many characters that point to another article."""
    return round(line.linked * len(line.text)) >= len(line.text[pointer:].rstrip(" ."))


def _controls(lines: Sequence[Line], roles: list[Role | None]) -> None:
    """Find the controls of players and galleries: some in a row, one of them a word."""
    said = [
        len(line.text) < _CONTROL_LENGTH and not line.cell and _is_control(line.text)
        for line in lines
    ]
    for control, run in groupby(range(len(lines)), said.__getitem__):
        members = list(run)
        if control and len(members) > 1 and any(lines[i].text[:3].isalpha() for i in members):
            for index in members:
                roles[index] = Role.BOILERPLATE


@lru_cache(maxsize=4096)  # the pages of a site have their menus in common
def _is_control(text: str) -> bool:
    return bool(_CONTROL.fullmatch(text) or _COUNTER.fullmatch(text))


def _gallery(lines: Sequence[Line], roles: list[Role | None]) -> None:
    """Find the counters of a gallery, and the captions behind each of them."""
    counted = [
        (index, int(match["number"]), match["all"], line.within.around)
        for index, line in enumerate(lines)
        if line.within and len(line.text) < _CONTROL_LENGTH
        if (match := _COUNTER.fullmatch(line.text))
    ]
    for (index, number, *gallery), (after, following, *same_gallery) in pairwise(counted):
        size = after - index
        if following != number + 1 or gallery != same_gallery or size > _CAPTIONS:
            continue
        for counter in (index, after):
            roles[counter] = Role.BOILERPLATE
            for caption in range(counter + 1, min(counter + size, len(lines))):
                within = gallery[-1] in path_of(lines[caption].within)
                if within and len(lines[caption].text) <= _POST_LENGTH:
                    roles[caption] = roles[caption] or Role.CAPTION


def others_below(lines: Sequence[Line]) -> int:
    """Return the line that names a list of other articles, as "Latest Posts"; else their number."""
    named = (i for i, line in enumerate(lines) if i and _OTHERS.fullmatch(line.text))
    return next(named, len(lines))


def menus(lines: Sequence[Line]) -> set[int]:
    """Return the lines of menus: links, and all else but headings and sentences.

    A list of the article's parts is one, too.
    """
    return {
        index
        for index, line in enumerate(lines)
        if line.place == "nav"
        and line.role is not Role.HEADING
        and (
            line.linked >= _MENU
            or units(line.text) < _SHORTEST_SENTENCE
            or not ends_sentence(line.text)
        )
    }


def _offers(lines: Sequence[Line]) -> set[int]:
    """Return the lines that offer a subscription, or ask for scripts, beside a text.

    A page of no other lines is a wall.
    """
    found = {
        index
        for index, line in enumerate(lines)
        if is_offer(line.text) or _ENABLING.fullmatch(line.text)
    }
    prose = (units(each.text) for i, each in enumerate(lines) if i not in found)
    return found if found and sum(size for size in prose if size >= _PROSE) >= _WALL else set()


def listed_below(lines: Sequence[Line]) -> range:
    """Return the lines of a list of other articles that ends the page, with the one over it."""
    first = others_below(lines)
    listed = all(len(line.text) < _LABEL and not ends_sentence(line.text) for line in lines[first:])
    return range(first if listed else len(lines), len(lines))


def _is_credit(text: str) -> bool:
    return (
        len(text) < 160
        and (
            text[0] in _CREDIT_STARTS or "(" in text or (text[0] in _GALLERY_STARTS and "/" in text)
        )
        and bool(_CREDIT.fullmatch(text))
    )


def posts(lines: Sequence[Line]) -> set[int]:
    """Return the lines that are embedded posts: those of a quotation that ends with a signature.

    Outside of quotations it is from the signature back, as far as a post goes.
    """
    found: set[int] = set()
    for index, line in enumerate(lines):
        if _SIGNED.fullmatch(line.text):
            quotation = quotation_around(line)
            length, first = 0, index
            while first and (
                length + len(lines[first - 1].text) <= _POST_LENGTH
                if quotation is None
                else quotation_around(lines[first - 1]) is quotation
            ):
                first -= 1
                length += len(lines[first].text)
            found.update(range(first, index + 1))
    return found


def quotation_around(line: Line) -> Element | None:
    """Return the quotation of an HTML page that a line stands in, if it does."""
    return next((each for each in path_of(line.within) if each.tag == "blockquote"), None)


def _doubled_caption(lines: Sequence[Line], roles: list[Role | None], index: int) -> None:
    """Find a caption that stands twice, as text and as the picture's alt text, with its credit.

    Of a paragraph that stands twice in a row, with no credit below it, only the copy is hidden.
    """
    text = lines[index].text
    for other in (index + 1, index + 2):
        # The two may differ in their quotation marks and case, so hardly in their length.
        if (
            other < len(lines)
            and abs(len(lines[other].text) - len(text)) <= _VARIES
            and same(lines[other].text) == same(text)
            and units(text) >= 12
        ):
            between = lines[index + 1 : other]
            if all(units(line.text) <= 8 and line.text[-1] != ":" for line in between):
                below = lines[other + 1].text if other + 1 < len(lines) else ""
                is_copy = not between and ends_sentence(text) and not (below and _is_credit(below))
                is_copy = is_copy and not _CREDITED.search(text)
                first = other if is_copy and roles[index] is None else index
                roles[first : other + 1] = [Role.CAPTION] * (other + 1 - first)
