"""Downloads from press databases as text: Nexis, Factiva, ProQuest, NewsBank, by their layouts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from reader.corpus.dates import iso_date, partial_date
from reader.corpus.forms import press_lines, proquest
from reader.corpus.forms.form import Part, text_in
from reader.corpus.forms.press_article import FIELD, NUMBERED_ROW, article_of, unknown
from reader.corpus.forms.press_marks import (
    ACCESSION,
    ENDS,
    HEAD_WITH_RIGHTS,
    LENGTH,
    PROQUEST_ID,
)
from reader.corpus.notes import NoteKind, ReadingNote
from reader.corpus.reading import Reading

_END = re.compile(rf"^[ \t]*(?:{ENDS})[ \t]*$", re.MULTILINE)
_FACTIVA_END = re.compile(
    rf"^[ \t]*(?:AN\s*Do[ck]umento? [A-Z]\w{{2,40}}|Do[ck]umento? [A-Z](?=\w*\d)\w{{10,40}}"
    rf"|\S{{2,15}} {ACCESSION})[ \t]*$",
    re.MULTILINE,
)
_FACTIVA_START = re.compile(r"^(?=HD(?:[ \t]*$|\t|  ))", re.MULTILINE)
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
# The last fields of the older layout, over an article that follows in another.
_LAST_FIELDS = re.compile(
    r"(?<=^LOAD-DATE: ).*\n(?:(?:(?:LANGUAGE|PUBLICATION-TYPE|PUB-TYPE|JOURNAL-CODE|DOCUMENT-TYPE):"
    r"|[ \t]*(?:Copyright |All Rights Reserved)).*\n|[ \t]*\n)+(?=[ \t]*\S)",
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
        rf"^[ \t]*(?:(?:(?i:length):|WC\b)[ \t]*)?{LENGTH}[ \t]*$",
        r"^[ \t]*(?i:load-date):",
        rf"^[ \t]*(?:{PROQUEST_ID}) ?:",
        r"^[ \t]*Dokumentnummer:",
    )
)
# An article that is quoted in another may have one, too.
_HEAD_WITH_RIGHTS = re.compile(HEAD_WITH_RIGHTS, re.MULTILINE)
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
    rf"(?!(?s:.)*(?:{PROQUEST_ID}|Full text) ?:))"
)
# The mark and the table of contents over the first article of Factiva.
_OVER_FACTIVA = re.compile(r"Factiva\W?|Dow Jones|.*\.{4} ?\d+")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？][\"”’»)]*$")
_FIELDS_BELOW = 10  # so many lines below the length at the most, the last on copyright
_LONGEST_NAME, _LONGEST_SECTION = 6, 3  # in words


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the articles of a download, with what their fields say."""
    found = text_in(data, reading)
    for part in articles(found.text):
        yield part.decoded_as(found)


def articles(text: str) -> Iterator[Part]:
    """Yield the articles of the text of a download, or of several in different layouts."""
    pieces, read = _pieces(text.replace("\r\n", "\n"))
    whole = [piece for piece in pieces if piece.strip() and not _AROUND.match(piece)]
    if len(whole) > 1:
        for piece in whole:
            several = any(len(each.findall(piece)) > 1 for each in _ONCE)
            yield from articles(piece) if several else [read(piece)]
        return
    for piece in whole:
        is_several = any(len(each.findall(text)) > 1 for each in (*_ONCE, _HEAD_WITH_RIGHTS))
        part = unknown(text) if is_several else read(piece)
        told = "It looks like an export of several articles, but its layout is not known"
        note = ReadingNote(f"{told}: all of it is shown, as one document.", NoteKind.UNSPLIT)
        yield part._replace(notes=(note,)) if part.notes else part


def _pieces(text: str) -> tuple[Iterable[str], Callable[[str], Part]]:
    """Return the articles of a text, and the function that reads each."""
    if press_lines.is_from(text):
        return press_lines.pieces(text), press_lines.article
    if proquest.is_from(text):
        return proquest.pieces(text), proquest.article
    if _FACTIVA_END.search(text):
        return _FACTIVA_END.split(text), _factiva
    if NUMBERED_ROW.search(text):
        return NUMBERED_ROW.split(text), _nexis
    if _FACTIVA_START.search(text) and not _END.search(text):
        return _FACTIVA_START.split(text), _factiva
    return [each for part in _END.split(text) for each in _LAST_FIELDS.split(part)], _nexis


def _nexis(piece: str) -> Part:
    """Read an article of Nexis: lines of source, date and headline, fields, body, more fields."""
    named = [(_name(match), match) for match in FIELD.finditer(piece)]
    start = _body_of_nexis(piece, named)
    if not start:
        return unknown(piece)
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
    return article_of(
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
        if not (
            _COPYRIGHT.match(row) or FIELD.match(row) or PAGE.fullmatch(row) or _BODY.fullmatch(row)
        )
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
        return article_of(
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
        return unknown(piece)
    above = [row for row in rows[:length] if row and not _OVER_FACTIVA.fullmatch(row)]
    body, has_rights = _body_of_factiva(rows, length)
    below = list(filter(None, rows[length + 1 : body]))
    section = above.pop(0) if _begins_with_section(above) else ""
    is_signed = len(above) > 1 and len(above[-1].split()) <= _LONGEST_NAME
    byline = above.pop() if is_signed else ""
    source = next((row for row in below if not iso_date(row) and ":" not in row), "")
    last = below[-2] if has_rights and len(below) > 4 else ""  # else it is the code
    end = len(rows)
    if has_rights and _is_publisher(rows[body:], rows[body - 1]):
        end = max(i for i, row in enumerate(rows) if row)
    return article_of(
        "\n".join(rows[body:end]),
        piece,
        title=above[0] if above else "",
        byline=_BY.sub("", byline, count=1),
        date=next(filter(None, map(iso_date, below)), ""),
        source=source,
        language=last if last.isalpha() and not (last.isupper() or last[0].islower()) else "",
        section=section,
        length=rows[length],
    )


def _is_publisher(rows: Sequence[str], rights: str) -> bool:
    """Tell whether the last line of an article names its publisher, as the line of rights does."""
    *over, last = [row for row in rows if row] or [""]
    name = " ".join(last.split()[:2])
    is_short = bool(over) and len(last.split()) <= _LONGEST_NAME
    return is_short and name in rights and not _ENDS_SENTENCE.search(last)


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
