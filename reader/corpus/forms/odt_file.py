"""ODT: its paragraphs, with headings as Markdown has them, and what its metadata say."""

from __future__ import annotations

from collections.abc import Iterator, Set
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from reader.corpus.forms.form import Part
from reader.corpus.forms.packed import checked
from reader.corpus.forms.paragraphs import heading, parts_of
from reader.corpus.forms.properties import properties
from reader.corpus.forms.xml_file import tree
from reader.corpus.reading import Reading

# Namespaces of OpenDocument 1.3.
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}


def _named(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


_HEADING, _PARAGRAPH, _ROW = _named("text:h"), _named("text:p"), _named("table:table-row")
_LEVEL, _STYLE = _named("text:outline-level"), _named("text:style-name")
_TITLE = "Title"  # the style of that name, or one that is made of it
# Footnotes, comments, and what was deleted or stands only in an index.
_BESIDE = frozenset(
    map(_named, ("text:note", "office:annotation", "text:tracked-changes", "text:index-body"))
)
_BLANKS = {_named("text:s"): " ", _named("text:tab"): " ", _named("text:line-break"): "\n"}


def parts(data: bytes, _: Reading) -> Iterator[Part]:
    """Yield the document of an ODT, or the articles of one that holds several."""
    archive = checked(ZipFile(BytesIO(data)))
    content = tree(archive.read("content.xml"))
    body = content.find(".//office:text", _NAMESPACES)
    if body is None:
        raise ValueError("it is no text")
    titles = {_TITLE} | {
        style.get(_named("style:name"))
        for style in content.iterfind(".//style:style", _NAMESPACES)
        if style.get(_named("style:parent-style-name")) == _TITLE
    }
    blocks = list(_blocks(body))
    levels = [_level(block, titles) for block in blocks]
    titled = any(block.get(_STYLE) in titles for block in blocks)
    rows = [_row(block, level) for block, level in zip(blocks, levels, strict=True)]
    yield from parts_of(rows, _read_metadata(archive), headed=any(levels), titled=titled)


def _read_metadata(archive: ZipFile) -> dict[str, str]:
    if "meta.xml" not in archive.namelist():
        return {}
    meta = tree(archive.read("meta.xml"))

    def value(*names: str) -> str:
        texts = (meta.findtext(f".//{name}", "", _NAMESPACES) for name in names)
        return next(filter(None, texts), "")

    author = value("meta:initial-creator", "dc:creator")
    return dict(properties(value("dc:title"), author, value("meta:creation-date")[:10]))


def _blocks(element: Any) -> Iterator[Any]:
    """Yield the headings, paragraphs and rows of tables below an element."""
    for child in element.iterchildren(etree.Element):
        if child.tag in (_HEADING, _PARAGRAPH, _ROW):
            yield child
        elif child.tag not in _BESIDE:
            yield from _blocks(child)


def _level(block: Any, titles: Set[str]) -> int:
    """Return the level of a heading, from 1; 0 for what is none."""
    if block.tag == _HEADING:
        return int(block.get(_LEVEL) or 1)
    return int(block.tag == _PARAGRAPH and block.get(_STYLE) in titles)


def _row(block: Any, level: int) -> str:
    if block.tag == _ROW:
        cells = (" ".join(_text(cell).split()) for cell in block)
        return " | ".join(filter(None, cells))
    text = _text(block).strip()
    return heading(text, level) if text and level else text


def _text(element: Any) -> str:
    found = [_BLANKS.get(element.tag, ""), element.text or ""]
    for child in element:
        if child.tag not in _BESIDE and isinstance(child.tag, str):
            found.append(_text(child))
        found.append(child.tail or "")
    return "".join(found)
