"""EPUB: the chapters in the order of its spine as one HTML source, or the articles of an issue."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from reader.corpus.forms.epub_contents import OpenedPiece, openings, path_in, pieces
from reader.corpus.forms.form import Part
from reader.corpus.forms.packed import checked
from reader.corpus.forms.xml_elements import name_of, named
from reader.corpus.forms.xml_file import tree
from reader.corpus.left_out import LINKS
from reader.corpus.notes import ReadingNote
from reader.corpus.reading import Reading
from reader.text import Format, one_line

# Fields of ours by their names in Dublin Core.
_SAID = {
    "title": "title",
    "author": "creator",
    "date": "date",
    "source": "publisher",
    "language": "language",
}
# What stands below each article: its markup is that of Calibre, which bolds its own name.
_FETCHED_BY_CALIBRE = re.compile(
    r"This article was downloaded by\s*(?:<[^<>]*>)?calibre(?:</[^<>]*>)?\s*from\s*"
    r"(?:<a\b[^<>]*>)?\s*(?P<url>https?://[^\s<>]+)\s*(?:</a>)?"
)
_RANKS = frozenset(("h1", "h2", "h3"))
# What an issue is called by its kind or its subject, as Calibre writes them, too.
_ISSUE = re.compile(r"periodical|newspaper|magazine|\bnews\b", re.IGNORECASE)
_KIND_OF_CALIBRE = "calibre:publication_type"
_DAY_OF_ISSUE = re.compile(r"\s*\[[^\[\]]*\]\s*$")  # as Calibre has it behind the title


def parts(data: bytes, _: Reading) -> Iterator[Part]:
    """Yield the one document of a book, or the articles of an issue; nothing goes to the disk."""
    archive = checked(ZipFile(BytesIO(data)))
    package = named(tree(archive.read("META-INF/container.xml")), "rootfile")[0].get("full-path")
    root = tree(archive.read(package))
    folder = posixpath.dirname(package)
    items = {each.get("id"): each for each in named(root, "item")}
    paths = [
        path_in(folder, items[each.get("idref")].get("href")) for each in named(root, "itemref")
    ]
    held = set(archive.namelist())
    missing = ", ".join(one_line(path) for path in paths if path not in held)
    notes = (ReadingNote(f"It names chapters that are not in it: {missing}."),) if missing else ()
    bodies = [
        (path, body)
        for path in paths
        if path in held
        for body in named(tree(archive.read(path)), "body")
    ]
    metadata = _metadata(root)
    found: list[OpenedPiece] = []
    with suppress(KeyError):  # the contents are not where they are said to be
        found = list(pieces(bodies, list(openings(items.values(), folder, archive.read))))
    texts = [each for each in found if each.opening and each.has_prose]
    signed = sum(each.is_signed for each in texts)
    if len(texts) > 1 and (_is_issue(root) or 2 * signed > len(texts)):
        yield from (part._replace(notes=notes) for part in _articles(found, metadata))
        return
    chapters = (etree.tostring(body, encoding="unicode", with_tail=False) for _, body in bodies)
    count = len(texts)
    told = f"Its table of contents names {count} texts: all of them are in this document."
    if count < 2 and (count := _headings(body for _, body in bodies)) > 1:
        told = f"It has {count} texts, each below a heading: all of them are in this document."
    yield Part(
        f"<html>\n{''.join(chapters)}\n</html>",
        metadata,
        format=Format.HTML,
        problem="" if bodies else "has no chapters",
        notes=notes + ((ReadingNote(told),) if count > 1 else ()),
    )


def _metadata(package: Any) -> dict[str, Any]:
    """Return what a package says of the book, with all of its authors."""
    said = {field: [each.text for each in named(package, name)] for field, name in _SAID.items()}
    return {
        field: texts if field == "author" else texts[0]
        for field, texts in said.items()
        if texts and texts[0]
    }


def _headings(bodies: Iterable[Any]) -> int:
    """Count the headings of the first rank that a book has, each over a paragraph."""
    found = [each for body in bodies for each in body.iter() if name_of(each) in _RANKS]
    first = min(map(name_of, found), default="")
    heads = [each for each in found if name_of(each) == first]
    return sum(any(name_of(after) == "p" for after in each.itersiblings()) for each in heads)


def _is_issue(package: Any) -> bool:
    """Tell whether a package says that it is an issue of a newspaper or magazine."""
    said = [each.text for name in ("type", "subject") for each in named(package, name)]
    metas = (each for each in named(package, "meta") if each.get("name") == _KIND_OF_CALIBRE)
    said += (each.get("content") for each in metas)
    return any(_ISSUE.search(each or "") for each in said)


def _articles(found: Sequence[OpenedPiece], metadata: Mapping[str, Any]) -> Iterator[Part]:
    """Yield the articles of an issue; what is no more than links to them is left out."""
    source = _DAY_OF_ISSUE.sub("", metadata.get("title", "")) or metadata.get("source", "")
    shared = {"source": source, **{key: metadata.get(key, "") for key in ("date", "language")}}
    for piece in found:
        if piece.has_prose:
            title, section, *_ = piece.opening or ("", "")
            fetched = _FETCHED_BY_CALIBRE.search(piece.markup)
            said = {**shared, "title": title, "section": section}
            said |= {"url": fetched["url"] if fetched else "", "date": piece.day or said["date"]}
            own = {key: value for key, value in said.items() if value}
            markup = _FETCHED_BY_CALIBRE.sub("", piece.markup)
            text = f"<html>\n<body>{markup}</body>\n</html>"
            yield Part(text, own, format=Format.HTML)
        elif "<a" in piece.markup:
            yield Part("", {}, left_out=LINKS)
