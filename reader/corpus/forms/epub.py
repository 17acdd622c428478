"""EPUB: the chapters in the order of its spine, as one HTML source."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree

from reader.corpus.forms.form import Part
from reader.corpus.forms.packed import checked
from reader.corpus.forms.xml_file import tree
from reader.corpus.reading import Reading
from reader.text import Format

# Fields of ours by their names in Dublin Core.
_SAID = {
    "title": "title",
    "author": "creator",
    "date": "date",
    "source": "publisher",
    "language": "language",
}


def parts(data: bytes, _: Reading) -> Iterator[Part]:
    """Yield the one document of an EPUB; nothing of it is written to the disk."""
    archive = checked(ZipFile(BytesIO(data)))
    package = _named(tree(archive.read("META-INF/container.xml")), "rootfile")[0].get("full-path")
    root = tree(archive.read(package))
    files = {each.get("id"): each.get("href") for each in _named(root, "item")}
    folder = posixpath.dirname(package)
    bodies = []
    for each in _named(root, "itemref"):
        path = posixpath.normpath(posixpath.join(folder, unquote(files[each.get("idref")])))
        chapter = tree(archive.read(path))
        for body in _named(chapter, "body"):
            bodies.append(etree.tostring(body, encoding="unicode", with_tail=False))
    metadata = {
        field: found[0].text
        for field, name in _SAID.items()
        if (found := _named(root, name)) and found[0].text
    }
    text = f"<html>\n{''.join(bodies)}\n</html>"
    yield Part(text, metadata, format=Format.HTML, problem="" if bodies else "has no chapters")


def _named(root: etree._Element, name: str) -> list[etree._Element]:
    return [
        each
        for each in root.iter(etree.Element)
        if isinstance(each.tag, str) and etree.QName(each).localname == name
    ]
