"""Dumps of many articles in one file: between tags (``<doc …>``, Reuters), or a list a line."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from reader.corpus.decoding import Decoded
from reader.corpus.fields import text_key, text_of
from reader.corpus.forms.form import Part, format_of, list_in, part_of, text_in
from reader.corpus.reading import Reading

_IS_DUMP = re.compile(r"\s*(?:<!DOCTYPE lewis[^>]*>\s*)?(?:<doc\b|<REUTERS\b)", re.IGNORECASE)
_ARTICLE = re.compile(
    r"<(?P<tag>doc|reuters)\b(?P<said>[^<>]*)>(?P<text>.*?)(?:</(?P=tag)>|(?=<(?P=tag)\b)|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_SAID = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ELEMENT = re.compile(
    r"<(?P<name>[A-Z][\w.-]*)(?:\s[^<>]*)?>(?P<text>.*?)</(?P=name)\s*>", re.I | re.S
)
_HEADLINES = ("head", "hl", "doctitle")  # of the collections of TREC, beside the usual names
# Their days in ids (AP880212-0001, NYT_ENG_20240305.0001), and before the headlines of one.
_DAY_IN_ID = re.compile(r"[A-Z]{2,}(?:_[A-Z]{3}_)?((?:19|20)?\d{6})[.-]\d{4}")
_DAY = re.compile(r"\d{6}")
_OF_FT = re.compile(r"FT\s+\d\d [A-Z]{3} \d\d\s*/\s*")
_ENDS_BRIEF = "Reuter"  # stands below each text, and alone where there is none
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_LIST = re.compile(r"(?P<name>\w+): ?(?P<list>\[['\"].*\])\s*")


def is_dump(text: str) -> bool:
    """Tell that a text is a dump of articles between tags."""
    return bool(_IS_DUMP.match(text))


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the articles of a dump. What stands between them is an article too, if it is a text."""
    yield from parts_in(text_in(data, reading), reading)


def parts_in(found: Decoded, reading: Reading) -> Iterator[Part]:
    """Yield the articles of a dump that is decoded."""
    articles = _tagged if is_dump(found.text) else _listed
    for part in articles(found.text, reading):
        yield part.decoded_as(found)


def _tagged(text: str, reading: Reading) -> Iterator[Part]:
    for match in _ARTICLE.finditer(text):
        metadata: dict[str, Any] = {
            key.lower(): html.unescape(double or single)
            for key, double, single in _SAID.findall(match["said"])
        }
        own = str(metadata.get("id") or metadata.get("newid") or "")
        fields = _fields(match["text"])
        if text_key(fields, reading.names):
            own = own or str(fields.get("docno") or "")
            yield part_of({**_of_trec(fields, own), **metadata, **fields}, reading, own)
        else:
            body = _below_title(match["text"].strip(), str(metadata.get("title") or ""))
            problem = "" if body else "has no text"
            yield Part(body, metadata, own, format_of(body), problem)


def _of_trec(fields: dict[str, str], own: str) -> dict[str, str]:
    """Return what TREC says by names of its own; put the headline and day in ``fields`` right."""
    headline = next((fields[name] for name in _HEADLINES if name in fields), "")
    if "headline" in fields:
        fields["headline"] = _OF_FT.sub("", fields["headline"], count=1)
    if "date" in fields:
        fields["date"] = _whole(fields["date"])
    named = _DAY_IN_ID.fullmatch(own)
    day = _whole(named[1]) if named else ""
    said = {"title": headline, "source": fields.get("pub", ""), "date": day}
    return {name: value for name, value in said.items() if value}


def _whole(day: str) -> str:
    """Return a day with its century, where it has six digits."""
    return f"19{day}" if _DAY.fullmatch(day) else day


def _below_title(text: str, title: str) -> str:
    """Return a text without its title, where that is its first line again."""
    first, _, rest = text.partition("\n")
    return rest.strip() if rest and first.strip() == title else text


def _fields(text: str, depth: int = 0) -> dict[str, str]:
    """Return the elements of an article by their names; those within its text, too."""
    found: dict[str, str] = {}
    for match in _ELEMENT.finditer(text):
        name, inner = match["name"].lower(), match["text"]
        if name == "p":
            return {}
        within = _fields(inner, depth + 1) if depth < 2 else {}
        if "body" in within:
            found |= within
        elif (
            "title" in within and name == "text"
        ):  # a brief of Reuters: its title, and a text or none
            rest = _bare(_ELEMENT.sub("", inner)).strip("* \n")
            found |= {**within, "text": "" if rest == _ENDS_BRIEF else rest}
        else:
            bare = _bare(inner)
            # TREC writes several elements of text one after the other.
            found[name] = f"{found[name]}\n\n{bare}" if name in found else bare
    return found


def _bare(text: str) -> str:
    """Return a text without its tags, and without the marks that Reuters sets around it."""
    return html.unescape(TAG.sub("", text)).strip("\n \x02\x03")


def _listed(text: str, _: Reading) -> Iterator[Part]:
    """Yield an article for each line that is a list of paragraphs, as Python writes it."""
    metadata: dict[str, Any] = {}
    for row in text.splitlines():
        match = _LIST.fullmatch(row)
        if match and (value := list_in(match["list"])):
            yield Part(text_of([str(each) for each in value]), metadata)
            metadata = {}
        elif ": " in row and len(row) < 300:
            key, rest = row.split(": ", 1)
            metadata[key] = rest
        elif row.strip():
            yield Part(row.strip(), metadata)
            metadata = {}
