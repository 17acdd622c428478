"""Downloads from press databases as text: Nexis, Factiva and ProQuest, by their layouts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from reader.corpus.dates import iso_date, partial_date
from reader.corpus.forms.form import Part, text_in
from reader.corpus.forms.press_marks import (
    ACCESSION,
    ENDS,
    HEAD_WITH_RIGHTS,
    LENGTH,
    NUMBERED,
    PROQUEST_ID,
    PROQUEST_LINK,
)
from reader.corpus.forms.proquest_fields import (
    PROQUEST_ENGLISH,
    PROQUEST_FIELD,
    PROQUEST_PART,
)
from reader.corpus.notes import NoteKind, ReadingNote
from reader.corpus.reading import Reading
from reader.text import Format

# The interfaces are English, German, French, Spanish, Italian and Dutch.
_NUMBERED = re.compile(rf"^[ \t\f]*(?:{NUMBERED})[ \t]*$", re.MULTILINE)
_END = re.compile(rf"^[ \t]*(?:{ENDS})[ \t]*$", re.MULTILINE)
_FACTIVA_END = re.compile(
    rf"^[ \t]*(?:AN\s*Do[ck]umento? [A-Z]\w{{4,40}}|Do[ck]umento? [A-Z](?=\w*\d)\w{{10,40}}"
    rf"|\S{{2,15}} {ACCESSION})[ \t]*$",
    re.MULTILINE,
)
_FACTIVA_START = re.compile(r"^(?=HD(?:[ \t]*$|\t|  ))", re.MULTILINE)
_PROQUEST = re.compile(
    rf"^[ \t]*(?:(?:{PROQUEST_ID}|Publication info|Publication title) ?:|"
    rf"(?:{PROQUEST_LINK})[ \t]*$)",
    re.MULTILINE,
)
_LINK = re.compile(rf"^[ \t]*(?:{PROQUEST_LINK})[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^_{20,}[ \t]*$", re.MULTILINE)
_FIELD = re.compile(
    r"^[ \t]*(?P<name>BYLINE|SECTION|LENGTH|DATELINE|HEADLINE|HIGHLIGHT|LOAD-DATE|LANGUAGE|"
    r"PUBLICATION-TYPE|PUB-TYPE|GRAPHIC|JOURNAL-CODE|SUBJECT|CORRECTION-DATE|URL|DOCUMENT-TYPE|"
    r"Byline|Section|Length|Dateline|Highlight|Load-Date|Language|Graphic|Classification|"
    r"Notes|Subject|Title|Author|Publication title|Publication info|Publication date|"
    r"Publication year|Publisher|Place of publication|Country of publication|"
    r"Publication subject|ISSN|Source type|"
    r"Language of publication|Document type|ProQuest document ID|Document URL|Copyright|"
    r"Last updated|Database|Word count|"
    r"Full text availability|Full text|Abstract|Pages|First page|Links|Location|People|"
    r"Company / organization|Identifier / keyword|Linking Service|"
    r"AUTOR|AUTEUR|RUBRIK|RUBRIQUE|SECCIÓN|RUBRIEK|LÄNGE|LONGUEUR|LONGITUD|LENGTE|"
    r"ÜBERSCHRIFT|SPRACHE|LANGUE|IDIOMA|LENGUAJE|TAAL|UPDATE|GRAFIK|Data di caricamento|"
    r"Ladedatum|Date de chargement|Fecha de carga|DATE-CHARGEMENT|FECHA-CARGA|"
    r"Rubrik|Rubrique|Sección|Sezione|Seção|Länge|Longueur|Longitud|Lunghezza|Extensão|Autor|Autorin|Verfasser|Auteur|Autore):"
    r"[ \t]*(?P<value>.*)$",
    re.MULTILINE,
)
# Fields of other interfaces, by the names that they have in the English one.
_ENGLISH = {
    **dict.fromkeys(("autor", "autorin", "verfasser", "auteur", "autore"), "byline"),
    **dict.fromkeys(("rubrik", "rubrique", "sección", "rubriek", "sezione", "seção"), "section"),
    **dict.fromkeys(("länge", "longueur", "longitud", "lengte", "lunghezza", "extensão"), "length"),
    **dict.fromkeys(("sprache", "langue", "idioma", "lenguaje", "taal"), "language"),
    "überschrift": "headline",
    "grafik": "graphic",
}
_BODY = re.compile(
    r"^[ \t]*(?:Body|Full text:?|FULL TEXT:?|Text|BODY:?|Volltext|Textkörper|Corpo|Corps|Cuerpo)"
    r"[ \t]*$",
    re.MULTILINE,
)
# Fields of Nexis over the body; below its first paragraph such lines are text, as are those that
# only others have.
_OVER_BODY = frozenset({"byline", "section", "length", "dateline"})
_IN_BODY = _OVER_BODY | {
    *("headline", "highlight", "graphic", "correction-date", "title", "author", "abstract"),
    *("location", "people", "pages", "publisher", "links"),
}
# A paragraph that follows a field and its further lines.
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*\S")
_SUMMARY = re.compile(
    r"^[ \t]*(?:HIGHLIGHT|Highlight):\s*"
    r"(?P<text>\S.*(?:\n(?!(?:Body|Text)[ \t]*$|(?i:byline|section|length|dateline):).*\S.*)*)$",
    re.MULTILINE,
)
# What stands below the body: the words on pictures have no name of their own behind them.
_LAST_PART = re.compile(
    r"^[ \t]*(?:Classification[ \t]*$|(?:Graphic[ \t]*\n|GRAPHIC:)\s*\S.*\n(?:.*\S.*\n)*"
    r"\s*(?:Load-Date|LOAD-DATE|Classification|LANGUAGE|\Z))",
    re.MULTILINE,
)
# What stands over the first article of Nexis: who asked for what and got which articles.
_COVER = re.compile(
    r"(?:User Name|Date and Time|Job Number|Client/Matter|Search Terms|Search Type|Narrowed by):.*|"
    r"Documents? \(\d+\)|Content Type\b.*|\S.* -None-|\|?\s*About LexisNexis\b.*|"
    r"(?:\|\s*)?(?:Copyright )?© \d{4} LexisNexis.*"
)
PAGE = re.compile(r"(?:Page|Seite|P[aá]gina) \d+ (?:of|von|sur|de|di|van) \d+", re.IGNORECASE)
_SOURCE_AND_DATE = re.compile(r"(?:Quelle|Source): (?P<source>.+?),? (?:vom|of) \d")
_EDITION = re.compile(r".*\b(?:Edition|Final)")
_COPYRIGHT = re.compile(
    r"[ \t]*(?:Copyright\b|\(c\)|©|All Rights Reserved|Alle Rechte |Tous droits |"
    r"Todos los derechos |Tutti i diritti )",
    re.IGNORECASE,
)
_LENGTH = re.compile(rf"[ \t]*{LENGTH}[ \t]*")
# What an article has but once.
_ONCE = tuple(
    re.compile(each, re.MULTILINE)
    for each in (
        rf"^[ \t]*(?:(?i:length):[ \t]*)?{LENGTH}[ \t]*$",
        HEAD_WITH_RIGHTS,
        r"^[ \t]*(?i:load-date):",
        rf"^[ \t]*(?:{PROQUEST_ID}) ?:",
    )
)
_BY = re.compile(r"(?:by|von|par|por|di|door)\b[: ]\s*", re.IGNORECASE)
_CODE = re.compile(r"[ \t]*(?P<name>[A-Z]{2,3})(?:[ \t]+(?P<value>\S.*))?[ \t]*")
_CODES_WORDS = (
    "HD SE BY CR WC PD ET SN SC ED PG LA CY LP TD CT RF CO IN NS RE IPC IPD PUB AN VOL CLM ART"
)
_CODES = frozenset(_CODES_WORDS.split())
# What stands over the first article of ProQuest, and under the last of it and of Factiva.
_AROUND = re.compile(
    r"\s*(?:Search Summary\b|Bibliography\s+Citation style\b|(?:LINKS\s+)?Terms and Conditions\s|"
    r"Contact (?:us at: |ProQuest\n)|Database copyright |"
    r"(?:Report Information from ProQuest\b|(?:Table of contents|Inhaltsverzeichnis|"
    r"Table des matières|Tabla de contenidos?|Sommario|Inhoudsopgave)\s+1\.\s)"
    r"(?!(?s:.)*(?:ProQuest document ID|Full text):))"
)
_BETWEEN = " \t\n|"  # a field and its value, which may be cells of a table
# What ends the value of a field of ProQuest: a paragraph does, or another label.
_OTHER_FIELD = re.compile(r"\n(?=[ \t]*\n|[^\W\d_][^\n:]{1,40}:[ \t])")
_INFO_DATE = re.compile(
    r"^.*?(\d{1,2} [A-Z][a-z]{2,8} \d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4}).*$", re.S
)
_TITLE_WORDS = 40  # words
_FIELDS_BELOW = 10  # so many lines below the length at the most, the last on copyright
_LONGEST_NAME, _LONGEST_SECTION = 6, 3  # in words
_UNKNOWN = "It comes from a press database in a layout that is not known: all of it is shown"


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the articles of a download, with what their fields say."""
    found = text_in(data, reading)
    for part in articles(found.text):
        yield part.decoded_as(found)


def articles(text: str) -> Iterator[Part]:
    """Yield the articles of the text of a download."""
    found = [
        read(piece)
        for piece, read in _pieces(text.replace("\r\n", "\n"))
        if piece.strip() and not _AROUND.match(piece)
    ]
    if len(found) == 1 and _looks_like_several(text):
        found = [_unknown(text)]
    if len(found) == 1 and found[0].notes:
        several = "It looks like an export of several articles, but its layout is not known"
        note = ReadingNote(f"{several}: all of it is shown, as one document.", NoteKind.UNSPLIT)
        found = [found[0]._replace(notes=(note,))]
    yield from found


def _looks_like_several(text: str) -> bool:
    """Tell whether a text has fields again that an article has once."""
    return any(len(each.findall(text)) > 1 for each in _ONCE)


def _pieces(text: str) -> Iterator[tuple[str, Callable[[str], Part]]]:
    """Yield each article with the function that reads it."""
    if _PROQUEST.search(text):
        read = _proquest
        mark = max(_RULE, _NUMBERED, key=lambda each: len(each.findall(text)))
        if len(_LINK.findall(text)) > len(mark.findall(text)):
            yield from ((piece, read) for piece in _linked(text))
            return
    elif _FACTIVA_END.search(text):
        mark, read = _FACTIVA_END, _factiva
    elif _NUMBERED.search(text):
        mark, read = _NUMBERED, _nexis
    elif _FACTIVA_START.search(text) and not _END.search(text):
        mark, read = _FACTIVA_START, _factiva
    else:
        mark, read = _END, _nexis
    yield from ((piece, read) for piece in mark.split(text))


def _nexis(piece: str) -> Part:
    """Read an article of Nexis: lines of source, date and headline, fields, body, more fields."""
    named = [(_name(match), match) for match in _FIELD.finditer(piece)]
    start = _body_of_nexis(piece, named)
    if not start:
        return _unknown(piece)
    fields = {name: match for name, match in named if match.start() < start or name not in _IN_BODY}
    rows = _head_of_nexis(_SUMMARY.sub("", piece[:start]))
    metadata = {name: match["value"].strip() for name, match in fields.items()}
    head = _said_over_fields(rows, metadata.get("headline", ""))
    ends = [
        m.start()
        for m in (*fields.values(), *_LAST_PART.finditer(piece, start))
        if m.start() > start
    ]
    end = min(ends, default=len(piece))
    summary = _SUMMARY.search(piece, 0, end)
    body = _SUMMARY.sub("", piece[start:end]).strip()
    over = [*head.standfirst, *([summary["text"]] if summary else [])]
    return _part(
        "\n\n".join([*over, body]) if body else "",
        piece,
        title=head.title,
        source=head.source,
        date=head.date,
        byline=metadata.get("byline", ""),
        section=metadata.get("section", "").partition(";")[0],
        language=metadata.get("language", ""),
        url=metadata.get("url", ""),
        length=metadata.get("length", ""),
    )


class _Head(NamedTuple):
    """The title, source and day in the lines over the fields, and what stands below the title."""

    title: str = ""
    source: str = ""
    date: str = ""
    standfirst: Sequence[str] = ()


def _said_over_fields(rows: list[str], headline: str) -> _Head:
    """Return what the lines over the fields say; a ``headline`` is that of a field."""
    head = [row for row, _ in groupby(filter(None, rows))]
    dates = [iso_date(row) or partial_date(row) for row in head[:6]]
    dated = next((index for index, date in enumerate(dates) if date), None)
    if dated is None:
        return _Head(headline or (head[0] if head else ""))
    if named := _SOURCE_AND_DATE.match(head[dated]):  # as in GBI and WISO
        return _Head(headline or " ".join(head[:dated]), named["source"], dates[dated])
    source, date = head[dated - 1] if dated else "", dates[dated]
    if headline:
        return _Head(headline, source, date)
    if dated >= 2:  # the newer layout: headline, source, date
        return _Head(" ".join(head[: dated - 1]), source, date)
    # the older one: source, date, headline
    rest = [row for row in rows[rows.index(head[dated]) + 1 :] if not _EDITION.fullmatch(row)]
    paragraphs = [" ".join(group) for is_filled, group in groupby(rest, bool) if is_filled]
    title, *standfirst = paragraphs or [""]
    return _Head(title, source, date, standfirst)


def _head_of_nexis(text: str) -> list[str]:
    """Return the lines over the fields of an article, without the cover of all.

    They are empty where a paragraph ends.
    """
    rows = [row.strip() for row in text.splitlines()]
    last = max((index for index, row in enumerate(rows) if _COVER.fullmatch(row)), default=-1)
    return [
        row
        for row in rows[last + 1 :]
        if not (_COPYRIGHT.match(row) or _FIELD.match(row) or PAGE.fullmatch(row))
    ]


def _name(field: re.Match[str]) -> str:
    name = field["name"].lower()
    return _ENGLISH.get(name, name)


def _body_of_nexis(piece: str, fields: Sequence[tuple[str, re.Match[str]]]) -> int:
    """Return the start of the body: under its name, else under the fields of the head."""
    if match := _BODY.search(piece):
        return match.end()
    start = last = 0
    for name, match in fields:
        if start and _PARAGRAPH.search(piece, last, match.start()):
            break
        last = match.end()
        if name in _OVER_BODY:
            start = last
    return start


def _factiva(piece: str) -> Part:
    """Read an article of Factiva, with the codes of its fields or without."""
    rows = piece.strip("\n").splitlines()
    coded: dict[str, list[str]] = {}
    name = ""
    for row in rows:
        match = _CODE.fullmatch(row)
        if match and match["name"] in _CODES:
            name = match["name"]
            coded.setdefault(name, [])
            row = match["value"] or ""  # noqa: PLW2901
        if name:
            coded[name].append(row.strip())
    if "HD" in coded and ("TD" in coded or "LP" in coded):
        metadata = {code: " ".join(filter(None, value)) for code, value in coded.items()}
        body = "\n\n".join("\n".join(coded[code]).strip() for code in ("LP", "TD") if code in coded)
        return _part(
            body,
            piece,
            title=metadata["HD"],
            byline=metadata.get("BY", ""),
            date=iso_date(metadata.get("PD", "")),
            source=metadata.get("SN", ""),
            section=metadata.get("SE", ""),
            language=metadata.get("LA", ""),
            length=metadata.get("WC", ""),
        )
    return _factiva_plain(rows, piece)


def _factiva_plain(rows: list[str], piece: str) -> Part:
    """Read an article whose fields follow each other.

    They are section, headline, author, length, date, source; section and author may be missing.
    """
    rows = [row.strip() for row in rows]
    length = next((i for i, row in enumerate(rows) if _LENGTH.fullmatch(row)), None)
    if length is None:
        return _unknown(piece)
    above = list(filter(None, rows[:length]))
    body, has_rights = _body_of_factiva(rows, length)
    below = list(filter(None, rows[length + 1 : body]))
    section = above.pop(0) if _begins_with_section(above) else ""
    is_signed = len(above) > 1 and len(above[-1].split()) <= _LONGEST_NAME
    byline = above.pop() if is_signed else ""
    source = next((row for row in below if not iso_date(row) and ":" not in row), "")
    last = below[-2] if has_rights and len(below) > 4 else ""  # else it is the code
    return _part(
        "\n".join(rows[body:]),
        piece,
        title=above[0] if above else "",
        byline=_BY.sub("", byline, count=1),
        date=next(filter(None, map(iso_date, below)), ""),
        source=source,
        language=last if last.isalpha() and not (last.isupper() or last[0].islower()) else "",
        section=section,
        length=rows[length],
    )


def _body_of_factiva(rows: Sequence[str], length: int) -> tuple[int, bool]:
    """Return the row at which the text begins, and whether a line of rights stands over it.

    ``length`` is the row of the number of words. Without rights there are four fields below it.
    """
    told = [i for i, row in enumerate(rows) if row and i > length][:_FIELDS_BELOW]
    rights = next((i for i in told if _COPYRIGHT.match(rows[i])), None)
    if rights is not None:
        return rights + 1, True
    return (told[min(3, len(told) - 1)] if told else length) + 1, False


def _begins_with_section(rows: list[str]) -> bool:
    """Tell whether the first line over an article is its section, and the second its headline."""
    if len(rows) < 2 or _BY.match(rows[1]):
        return False
    first, second = (len(row.split()) for row in rows[:2])
    return first <= _LONGEST_SECTION and second > (first if len(rows) > 2 else _LONGEST_SECTION)


def _linked(text: str) -> Iterator[str]:
    """Yield each article of ProQuest whose headline stands below the fields of another."""
    fields = [match.end() for match in _proquest_fields(text)]
    links = [match.start() for match in _LINK.finditer(text)]
    ends = [max((end for end in fields if end <= link), default=0) for link in links[1:]]
    yield from (text[start:end] for start, end in pairwise((0, *ends, len(text))))


def _proquest_fields(text: str) -> list[re.Match[str]]:
    """Return the fields and parts of articles, without what looks like one in a part of text."""
    kinds = (_FIELD, PROQUEST_FIELD, PROQUEST_PART)
    by_place = {m.start(): m for each in kinds for m in each.finditer(text)}
    found: list[re.Match[str]] = []
    is_text = False
    for _, match in sorted(by_place.items()):
        if match.re is PROQUEST_PART:
            is_text = not match["below"]
        elif match["name"] == "Full text":
            is_text = False
        if match.re is PROQUEST_PART or not is_text:
            found.append(match)
    return found


def _proquest(piece: str) -> Part:
    """Read an article of ProQuest: fields by name, of which one is the text."""
    found = _proquest_fields(piece)
    if not found:
        return _unknown(piece)
    metadata: dict[str, str] = {}
    for match, after in zip(found, [*(m.start() for m in found[1:]), len(piece)], strict=True):
        name = match["name"].strip()
        name = PROQUEST_ENGLISH.get(name.capitalize(), PROQUEST_ENGLISH.get(name, name.lower()))
        value = piece[match.start("value") : after]
        is_text = name in ("full text", "abstract")
        metadata.setdefault(
            name, (value if is_text else _OTHER_FIELD.split(value)[0]).strip(_BETWEEN)
        )
    first = [row.strip() for row in piece[: found[0].start()].splitlines() if row.strip()]
    first = [row for row in first if not (_NUMBERED.fullmatch(row) or _LINK.fullmatch(row))]
    info = metadata.get("publication info", "")
    return _part(
        metadata.get("full text", "") or metadata.get("abstract", ""),
        piece,
        title=metadata.get("title") or (first[0] if first else ""),
        byline=metadata.get("author", "").rstrip("."),
        date=iso_date(metadata.get("publication date", ""))
        or iso_date(_INFO_DATE.sub(r"\1", info))
        or partial_date(metadata.get("publication date", "")),
        source=metadata.get("publication title") or info.partition(";")[0],
        section=metadata.get("section", ""),
        language=metadata.get("language of publication", metadata.get("language", "")),
        url=metadata.get("document url", ""),
        length=metadata.get("word count", ""),
    )


def _part(body: str, piece: str, **metadata: str) -> Part:
    """Return an article; of one without a body, nothing is left out."""
    if not body.strip():
        return _unknown(piece)
    fields = {name: value for name, value in metadata.items() if value}
    if len(fields.get("title", "").split()) > _TITLE_WORDS:
        del fields["title"]
    return Part(body.strip(), fields)


def _unknown(piece: str) -> Part:
    """Return an article of a layout that is not known, whole."""
    return Part(piece.strip(), {}, format=Format.WHOLE, notes=(ReadingNote(f"{_UNKNOWN}."),))
