"""The lines of a letterhead by their words: kinds of releases, who sends them, and their day."""

from __future__ import annotations

import re

from reader.cleaning.wording.line_wording import ends_sentence, units
from reader.text.dates.written_dates import Dated, day_of

LONGEST = 240  # characters of a line of a letterhead
# Errors and omissions excepted.
EXCEPTED = r"e ?& ?(?:o ?e|e ?o)\b"
# What may stand before the kind; a transcript may be of any sort: "Rush transcript".
_SORT = (
    r"(?:joint |for immediate |official |doorstop |radio |television |tv |hearing |interview |"
    r"press |proof |media & investor )*"
)
_ANY_SORT = r"(?:[^\W\d_][\w'’-]* |(?-i:(?:[A-Z][\w'’-]* ){2,3}))?"
KIND = re.compile(
    rf"\W*(?:{EXCEPTED}\W*)?(?:{_SORT}"
    r"(?:(?:media|press|news) (?:release|statement|advisory|conference|briefing|alert|notice|note)|"
    r"release|statement|interview|doorstop|speech|address|(?:back|media back)grounder|"
    r"(?:ministerial|opening|public|written) statement|fact ?sheet|public notice|opinion piece|"
    r"(?:un[a-z]+ )?proof(?: copy| only)?|"
    r"(?:presse|medien)(?:mitteilung|information|erklärung)|communiqué(?: de presse)?|"
    r"comunicado(?: de prensa)?|comunicato stampa|pressemeddelelse|pressemelding|pressmeddelande|"
    r"nota de prensa|persbericht|komunikat prasowy|informacja prasowa|"
    r"пресс-релиз|comunicado de imprensa|"
    r"tisková zpráva|(?:lehdistö)?tiedote|sajtóközlemény|basın bülteni|δελτίο τύπου|بيان صحفي|"
    r"(?:プレス|ニュース)リリース|報道(?:発表|関係者各位)(?:資料)?|新闻稿|新聞稿|보도자료)s?|"
    r"entretien|entrevista|intervista|interview-transkript|intervju|vraaggesprek|wywiad|интервью|"
    r"conférence de presse|conferenza stampa|rueda de prensa|pressekonferenz|persconferentie|"
    r"(?:transkript(?:ion)?|wortprotokoll|transcription|transcripción|transcrição|trascrizione|"
    r"стенограмма)(?: (?:de|da|do|du|der|des|d['’]|von|van) ?.{1,60}| [^\W\d_]+)?|"
    rf"{_ANY_SORT}{_SORT}transcripts?(?: of .{{1,60}})?)"
    r"(?: (?:by|with|no?\.?|nr\.?|n[°º]|number) .{1,60})?"
    rf"(?:\W+{EXCEPTED})?\W*(?:for immediate release)?\W*|embargoed until .{{1,40}}",
    re.IGNORECASE,
)
# A statement whose line says who makes it and on what is the headline of itself.
STATEMENT = re.compile(
    r"(?:joint |official |press |media |news |public )*(?:statement|speech|address|remarks) "
    r"by .{3,80}? (?:on|about|regarding|concerning|following|after) (?!\d|[^\W\d_]+day\b).{3,140}",
    re.IGNORECASE,
)
# What was said where or to whom, as a transcript has it over the list of its subjects.
OCCASION = re.compile(
    r"(?:transcript of (?:an? |the )?)?"
    r"(?:joint |doorstop |radio |television |tv |press |media |news )*"
    r"(?:interview|doorstop|conference|speech|address|remarks)"
    r"(?: (?:with|at|in|to|on) |\s*[,:|–—-]\s*)[^.!?]{3,120}",
    re.IGNORECASE,
)
# The name of who sends a release before its kind, in one line; and the code of a document.
_SENDER = re.compile(r"(?P<sender>[^.,:;!?]{3,40}?)\s+[-–—|]\s+(?P<kind>.+)")
_CODE = re.compile(r"[A-Z]{1,6}(?:/[A-Z]{1,6})*(?:/\d{1,6})+(?:/[A-Z]{1,4})?")
# What a release says in two columns of one line; and what stands before the day in such a line.
_COLUMNS = re.compile(r"\s{3,}|\t")
_BEFORE_DAY = re.compile(
    r"\W*\b(?:vom|du|del|dd|of|on|from|dated|från|fra|av|van|z dnia)?\W*$", re.I
)
# Names and offices as a letterhead has them: nothing in it is a verb's. A title before many words
# without a comma begins a headline: "Senator Brink Announces New Lock".
_HONORIFIC = re.compile(
    r"(?:the )?(?:rt\.? |right )?hon(?:ou?rable|\.)?\b|"
    r"(?:senator\b|sen\.)(?! (?!the\b|hon\b|for\b)[^\s,]+(?: (?!minister\b|mp\b)[^\s,]+){3,}$)",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:(?:the|federal|state|shadow|assistant|acting|deputy|prime|first|chief|cabinet|parliamentary|"
    r"former|special)[ -])*"
    r"(?:minister|premier|treasurer|senator|mayor|governor|president|secretary|attorney[- ]general|"
    r"spokes(?:man|woman|person)|member|leader|commissioner|ombudsman|office|department|ministry)"
    r"(?: (?:for|of|to|on|in) .*|$)|"
    r"(?:[^\W\d_]*minister(?:in)?|(?:la |le )?ministre|ministr[oa]) "
    r"(?:für|van|voor|der|des|de|del|du|d['’]).*",
    re.IGNORECASE,
)
_LETTERS_AFTER = re.compile(r"\b(?:MP|MLA|MLC|MEP|MHA|MSP|AM|AO|OAM|CBE|OBE|QC|KC|Sen)\b\W*$")
_PRESS_OFFICE = re.compile(
    r"(?:bureau|office|department) of (?:(?:public|media|press|external) (?:affairs|relations)|"
    r"communications?)(?:, [^.!?]{3,60})?|"
    r"(?:press|media) (?:office|bureau)(?: (?:of|for) [^.!?:]{3,60})?|"
    r"office of the press secretary|bureau de la communication|"
    r"(?:biuro prasowe|zespół prasowy|tiskov[ýé] [^\W\d_]+|sajtóiroda|пресс-служба|"
    r"pressestelle|pressedienst|service de presse|"
    r"ufficio stampa|(?:gabinete|oficina) de (?:prensa|imprensa|comunicación)|"
    r"persdienst|presstjänst)(?: [^.!?:]{3,60})?",
    re.IGNORECASE,
)
_BODY_OF_PEOPLE = re.compile(
    r"minist(?:erstwo|erstvo) .{3,80}|"
    r"(?:the )?(?:[^\W\d_][\w.]* ){0,4}"
    r"(?:board|council|ministry|department|office|commission|authority|agency|university|party|"
    r"association|union|institute|society|committee|bureau|embassy)"
    r"(?: (?:of|for) (?:[^\W\d_]+ ?){1,4})?|"
    r"(?:[^\W\d_]+- und )?(?:[^\W\d_]+)?(?:ministerium|verwaltung|amt) (?:für|der|des) .{3,80}|"
    r"(?:le |el |il |o |het )?minist(?:ère|erio|ero|ério|erie) (?:d|van|voor).{3,80}",
    re.IGNORECASE,
)
_BODY_IN_ASIA = re.compile(
    r"中华人民共和国\w{2,12}|国务院\w{2,20}|[\u4e00-\u9fff]{2,8}(?:人民政府|公安[局厅])|"
    r"株式会社[\w・\s]{1,20}|"
    r"[\w・\s]{1,20}(?:局|省|庁|課|市役所|委員会|協会|財団|大学|株式会社)"
)
# Words that a headline has and the name of a place or person has not.
SMALL = frozenset(
    "a an and as at by for from in into of on or over the to up with für för para pour voor".split()  # noqa: SIM905
)
# They, those that names have, too, and offices that are written small.
_PARTICLES = SMALL | frozenset(
    """d da das de dei del della der des di die do dos du e el en et het l la las le les los og och
    per und van von y ministère ministerie ministerio ministero ministério
    ministre ministra""".split()  # noqa: SIM905
)
_SHORT_NAME = 3  # words, at most


def is_of_letterhead(text: str) -> bool:
    """Tell whether a line names the kind of a release, or who sends it with their office."""
    if len(text) > LONGEST or STATEMENT.fullmatch(text):
        return False
    if marks_release(text) or _BODY_IN_ASIA.fullmatch(text):
        return True
    if OCCASION.fullmatch(text) or (ends_sentence(text) and not text.endswith(".")):
        return False
    return is_named(text) and bool(
        _HONORIFIC.match(text)
        or _OFFICE.match(text)
        or _LETTERS_AFTER.search(text)
        or _BODY_OF_PEOPLE.fullmatch(text)
    )


def marks_release(text: str) -> bool:
    """Tell whether a line makes a head that of a release, wherever it stands in it."""
    return names_kind(text) or bool(
        _CODE.fullmatch(text) or _PRESS_OFFICE.fullmatch(text) or _is_sender(text)
    )


def names_kind(text: str) -> bool:
    """Tell whether a line or a column of it names the kind of a release, alone or with its day."""
    return any(
        KIND.fullmatch(column) or ((day := day_of(column)) and _is_kind_of(column, day))
        for column in _COLUMNS.split(text[:LONGEST])
    )


def _is_kind_of(text: str, day: Dated) -> bool:
    before, after = text[: day.start], text[day.end :]
    return bool(KIND.fullmatch(_BEFORE_DAY.sub("", before) + after))


def _is_sender(text: str) -> bool:
    """Tell whether a line names who sends a release, and its kind."""
    match = _SENDER.fullmatch(text)
    return bool(
        match
        and units(match["sender"]) <= _SHORT_NAME
        and is_named(match["sender"])
        and names_kind(match["kind"])
    )


def says_day(text: str) -> bool:
    """Tell whether a line says the day, and little beside it."""
    day = day_of(text)
    return day is not None and units(text[: day.start] + text[day.end :]) <= _SHORT_NAME


def is_named(text: str) -> bool:
    """Tell whether all words but small ones are capitalised, as those of names and offices are."""
    words = re.findall(r"[^\W\d_]+", text)
    most = 9 if text.isupper() else 24  # a headline may be in capitals, too
    return 0 < len(words) <= most and all(word[0].isupper() or word in _PARTICLES for word in words)


def is_name_or_place(text: str) -> bool:
    """Tell whether a line may be no more than a person's name, or where something was said."""
    words = re.findall(r"[^\W\d_]+", text)
    if not is_named(text) or any(word.lower() in SMALL - {"of", "and"} for word in words):
        return False
    return len(words) <= (6 if "," in text else 3)
