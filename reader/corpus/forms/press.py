"""Downloads from press databases as text: Nexis, Factiva and ProQuest, by their layouts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from reader.corpus.dates import iso_date
from reader.corpus.forms.form import Part, text_in
from reader.corpus.reading import Reading

_NUMBERED = re.compile(r"^[ \t\f]*(?:Document )?\d+ of \d+(?: DOCUMENTS)?[ \t]*$", re.MULTILINE)
_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
_FACTIVA_END = re.compile(r"^Document [A-Z]\w{10,40}[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^_{20,}[ \t]*$", re.MULTILINE)
_FIELD = re.compile(
    r"^[ \t]*(?P<name>BYLINE|SECTION|LENGTH|DATELINE|HEADLINE|HIGHLIGHT|LOAD-DATE|LANGUAGE|"
    r"PUBLICATION-TYPE|PUB-TYPE|GRAPHIC|JOURNAL-CODE|SUBJECT|CORRECTION-DATE|URL|DOCUMENT-TYPE|"
    r"Byline|Section|Length|Dateline|Highlight|Load-Date|Language|Graphic|Classification|"
    r"Notes|Subject|Title|Author|Publication title|Publication info|Publication date|"
    r"Publication year|Publisher|Place of publication|Country of publication|"
    r"Publication subject|ISSN|Source type|"
    r"Language of publication|Document type|ProQuest document ID|Document URL|Copyright|"
    r"Last updated|Database|Full text|Abstract|Pages|First page|Links|Location|People|"
    r"Company / organization|Identifier / keyword|Linking Service):[ \t]*(?P<value>.*)$",
    re.MULTILINE,
)
_BODY = re.compile(r"^[ \t]*(?:Body|Full text:?|FULL TEXT:?|Text|BODY:?)[ \t]*$", re.MULTILINE)
_LENGTH = re.compile(r"^[ \t]*(\d[\d,.]*) words[ \t]*$", re.MULTILINE)
_CODE = re.compile(r"^[ \t]*(?P<name>[A-Z]{2,3})(?:[ \t]{1,3}(?P<value>\S.*))?$", re.MULTILINE)
_CODES_WORDS = (
    "HD SE BY CR WC PD ET SN SC ED PG LA CY LP TD CT RF CO IN NS RE IPC IPD PUB AN VOL CLM ART"
)
_CODES = frozenset(_CODES_WORDS.split())

_COPYRIGHT = re.compile(r"^[ \t]*(?:Copyright\b|\(c\)|©|All Rights Reserved)", re.IGNORECASE)
_IN_BODY = frozenset({"graphic", "highlight", "dateline", "correction-date"})
_INFO_DATE = re.compile(
    r"^.*?(\d{1,2} [A-Z][a-z]{2,8} \d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4}).*$", re.S
)
_TITLE_WORDS = 40


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the articles of a download, with what their fields say."""
    found = text_in(data, reading)
    for part in articles(found.text):
        yield part._replace(notes=found.notes)


def articles(text: str) -> Iterator[Part]:
    """Yield the articles of the text of a download."""
    for piece, read in _pieces(text.replace("\r\n", "\n")):
        if piece.strip():
            yield read(piece)


def _pieces(text: str) -> Iterator[tuple[str, Callable[[str], Part]]]:
    """Yield each article with the function that reads it."""
    if "ProQuest document ID:" in text:
        mark, read = (_RULE if _RULE.search(text) else _NUMBERED), _proquest
    elif _FACTIVA_END.search(text):
        mark, read = _FACTIVA_END, _factiva
    elif _NUMBERED.search(text):
        mark, read = _NUMBERED, _nexis
    else:
        mark, read = _END, _nexis
    yield from ((piece, read) for piece in mark.split(text))


def _nexis(piece: str) -> Part:
    """Read an article of Nexis: lines of source, date and headline, fields, body, more fields."""
    fields = {match["name"].lower(): match for match in _FIELD.finditer(piece)}
    start = _body_of_nexis(piece, fields)
    head = [row.strip() for row in piece[:start].splitlines()]
    head = [row for row in head if row and not _COPYRIGHT.match(row) and not _FIELD.match(row)]
    said = {name: match["value"].strip() for name, match in fields.items()}
    dated = next((index for index, row in enumerate(head[:6]) if iso_date(row)), None)
    date = "" if dated is None else iso_date(head[dated])
    if dated is None:
        title, source = said.get("headline", head[0] if head else ""), ""
    elif said.get("headline"):
        title, source = said["headline"], head[dated - 1] if dated else ""
    elif dated >= 2:  # the newer layout: headline, source, date
        title, source = " ".join(head[: dated - 1]), head[dated - 1]
    else:  # the older one: source, date, headline
        rest = [row for row in head[dated + 1 :] if not row.endswith((" Edition", "Final"))]
        title, source = " ".join(rest[:3]), head[dated - 1] if dated else ""
    ends = [
        m.start()
        for m in fields.values()
        if m.start() > start and m["name"].lower() not in _IN_BODY
    ]
    end = min(ends, default=len(piece))
    return _part(
        piece[start:end],
        piece,
        title=title,
        source=source,
        date=date,
        byline=said.get("byline", ""),
        section=said.get("section", "").partition(";")[0],
        language=said.get("language", ""),
        url=said.get("url", ""),
        length=said.get("length", ""),
    )


def _body_of_nexis(piece: str, fields: Mapping[str, re.Match[str]]) -> int:
    """Return where the body begins: under its name, else under the fields of the head."""
    if match := _BODY.search(piece):
        return match.end()
    heads = [fields[name] for name in ("length", "byline", "section", "dateline") if name in fields]
    return max((match.end() for match in heads), default=0)


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
        said = {code: " ".join(filter(None, value)) for code, value in coded.items()}
        body = "\n\n".join("\n".join(coded[code]).strip() for code in ("LP", "TD") if code in coded)
        return _part(
            body,
            piece,
            title=said["HD"],
            byline=said.get("BY", ""),
            date=iso_date(said.get("PD", "")),
            source=said.get("SN", ""),
            section=said.get("SE", ""),
            language=said.get("LA", ""),
            length=said.get("WC", ""),
        )
    return _factiva_plain(rows, piece)


def _factiva_plain(rows: list[str], piece: str) -> Part:
    """Read an article whose fields follow each other: headline, author, length, date, source."""
    length = next((i for i, row in enumerate(rows) if _LENGTH.fullmatch(row)), None)
    if length is None:
        return _part(piece, piece)
    above = [row.strip() for row in rows[:length] if row.strip()]
    last = length + 1
    body = next(
        (i + 1 for i in range(last, min(last + 10, len(rows))) if _COPYRIGHT.match(rows[i])),
        last + 4,
    )
    below = [row.strip() for row in rows[last:body] if row.strip()]
    byline = above[-1] if len(above) > 1 and len(above[-1].split()) <= 6 else ""
    source = next((row for row in below if not iso_date(row) and ":" not in row), "")
    return _part(
        "\n".join(rows[body:]),
        piece,
        title=above[0] if above else "",
        byline=byline.removeprefix("By "),
        date=next(filter(None, map(iso_date, below)), ""),
        source=source,
        length=rows[length].strip(),
    )


def _proquest(piece: str) -> Part:
    """Read an article of ProQuest: fields by name, of which one is the text."""
    found = list(_FIELD.finditer(piece))
    said: dict[str, str] = {}
    for match, after in zip(found, [*(m.start() for m in found[1:]), len(piece)], strict=True):
        said.setdefault(match["name"].lower(), piece[match.start("value") : after].strip())
    if not said:
        return _part("", piece)
    first = [row.strip() for row in piece[: found[0].start()].splitlines() if row.strip()]
    first = [row for row in first if not _NUMBERED.fullmatch(row)]
    info = said.get("publication info", "")
    return _part(
        said.get("full text", "") or said.get("abstract", ""),
        piece,
        title=said.get("title") or (first[0] if first else ""),
        byline=said.get("author", ""),
        date=iso_date(said.get("publication date", "")) or iso_date(_INFO_DATE.sub(r"\1", info)),
        source=said.get("publication title") or info.partition(";")[0],
        section=said.get("section", ""),
        language=said.get("language of publication", said.get("language", "")),
        url=said.get("document url", ""),
    )


def _part(body: str, piece: str, **said: str) -> Part:
    """Return an article; of one whose layout was not understood, nothing is left out."""
    text = body.strip() or piece.strip()
    fields = {name: value for name, value in said.items() if value}
    if len(fields.get("title", "").split()) > _TITLE_WORDS:
        del fields["title"]
    return Part(text, fields)
