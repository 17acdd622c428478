"""Downloads from ProQuest as text: where each article begins, and its fields, one of them text."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from itertools import pairwise

from reader.corpus.dates import iso_date, partial_date
from reader.corpus.forms.form import Part
from reader.corpus.forms.press_article import FIELD, NUMBERED_ROW, article_of, unknown
from reader.corpus.forms.press_marks import PROQUEST_ID, PROQUEST_LINK
from reader.corpus.forms.proquest_fields import (
    PROQUEST_ENGLISH,
    PROQUEST_FIELD,
    PROQUEST_PART,
)

_OF_PROQUEST = re.compile(
    rf"^[ \t]*(?:(?:{PROQUEST_ID}|Publication info|Publication title) ?:|"
    rf"(?:{PROQUEST_LINK})[ \t]*$)",
    re.MULTILINE,
)
_LINK = re.compile(rf"^[ \t]*(?:{PROQUEST_LINK})[ \t]*$", re.MULTILINE)
_ID = re.compile(rf"^[ \t]*(?:{PROQUEST_ID}) ?:.*$", re.MULTILINE)
_RULE = re.compile(r"^_{20,}[ \t]*$", re.MULTILINE)
_OVER = (NUMBERED_ROW, _LINK, _RULE)  # what may stand over a headline
_OVER_LINK = frozenset({"author", "publication info"})  # fields that may stand over a link
_BETWEEN = " \t\n|"  # a field and its value, which may be cells of a table
# What ends the value of a field: a paragraph does, or another label.
_OTHER_FIELD = re.compile(r"\n(?=[ \t]*\n|[^\W\d_][^\n:]{1,40}:[ \t])")
_INFO_DATE = re.compile(
    r"^.*?(\d{1,2} [A-Z][a-z]{2,8} \d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4}).*$", re.S
)


def is_from(text: str) -> bool:
    """Tell whether a text is a download from ProQuest."""
    return bool(_OF_PROQUEST.search(text))


def pieces(text: str) -> list[str]:
    """Return the articles, parted by rules or numbers, or else by links or what ends each."""
    parted = max(_RULE.split(text), NUMBERED_ROW.split(text), key=len)
    links = [match.start() for match in _LINK.finditer(text)]
    ids = [match.end() for match in _ID.finditer(text)]
    if len(parted) > max(1, len(links)) and sum(map(bool, map(str.strip, parted))) >= len(ids):
        return parted
    fields = _fields(text)
    if links:  # a headline stands below the last field of the article before
        below = [0, *(match.end() for match in fields if _name(match) not in _OVER_LINK)]
        ends = [below[bisect(below, link) - 1] for link in links[1:]]
    else:
        ends = [_last_field(text, fields, end) for end in ids]
    return [text[start:end] for start, end in pairwise((0, *ends, len(text)))]


def _last_field(text: str, fields: Sequence[re.Match[str]], at: int) -> int:
    """Return the end of the fields that follow one which ends at ``at``."""
    for field in fields[bisect(fields, at, key=re.Match.start) :]:
        if text[at : field.start()].strip():
            break
        at = field.end()
    return at


def article(piece: str) -> Part:
    """Read an article: fields by name, of which one is the text."""
    found = _fields(piece)
    if not found:
        return unknown(piece)
    metadata: dict[str, str] = {}
    for match, after in zip(found, [*(m.start() for m in found[1:]), len(piece)], strict=True):
        name = _name(match)
        value = piece[match.start("value") : after]
        is_text = name in ("full text", "abstract")
        metadata.setdefault(
            name, (value if is_text else _OTHER_FIELD.split(value)[0]).strip(_BETWEEN)
        )
    first = [row.strip() for row in piece[: found[0].start()].splitlines() if row.strip()]
    first = [row for row in first if not any(each.fullmatch(row) for each in _OVER)]
    info = metadata.get("publication info", "")
    return article_of(
        metadata.get("full text", "") or metadata.get("abstract", ""),
        piece,
        title=metadata.get("title") or (first[0] if first else ""),
        byline=metadata.get("author", "").rstrip("."),
        date=iso_date(metadata.get("publication date", ""))
        or iso_date(_INFO_DATE.sub(r"\1", info))
        or partial_date(metadata.get("publication date", "")),
        source=(metadata.get("publication title") or info).partition(";")[0].strip(),
        section=metadata.get("section", ""),
        language=metadata.get("language of publication", metadata.get("language", "")),
        url=metadata.get("document url", ""),
        length=metadata.get("word count", ""),
    )


def _name(field: re.Match[str]) -> str:
    """Return what a field is called in English, in small letters."""
    name = field["name"].lower()
    return PROQUEST_ENGLISH.get(name, name)


def _fields(text: str) -> list[re.Match[str]]:
    """Return the fields and parts of articles, without what looks like one in a part of text."""
    kinds = (FIELD, PROQUEST_FIELD, PROQUEST_PART)
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
