"""A project as REFI-QDA exchanges it (Project.xsd 1.0, ``.qdpx``).

It is a ZIP of ``project.qde`` and the texts as ``sources/GUID.txt``. Positions are code points of
those texts, in which a line end of two characters counts as two; ATLAS.ti counts it as one, so
what it writes is read so. A note is written as a memo of its selection and, for tools that show no
memos there, as its description; read back it is one.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from reader.exchange.formats.qdpx_reading import NAMESPACE, read
from reader.exchange.losses import joined
from reader.exchange.shared.archives import zipped
from reader.exchange.shared.passage_order import by_document
from reader.exchange.shared.refi_qda import code_guid, codes_element, guid_of
from reader.exchange.shared.safe_xml import plain, unheld_by_xml
from reader.exchange.values import Bundle, DocumentItem, Item, PassageItem

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read", "write"]

HOLDS = (
    "links",
    "notes of links",
    "notes",
    "passages without a tag",
    "tags of documents",
    "notes of documents",
    "tags that are on nothing",
    "parents of tags",
    "descriptions of tags",
    "colours of tags",
    "authors of passages",
    "times of passages",
)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_NAME = 60  # characters of a quote that name its selection


def further_losses(bundle: Bundle) -> Counter[str]:
    """Count what is lost of the sorts of things that ``HOLDS`` names."""
    found = joined(bundle, by_author=True, untagged=True)
    accepted = [item for item in bundle.links if item.verdict == "accepted"]
    found["rejected links"] = len(bundle.links) - len(accepted)
    found["links of documents without a text"] = sum(
        not {item.a, item.b} <= bundle.texts.keys() for item in accepted
    )
    return found + unheld_by_xml(_written(bundle))


def write(bundle: Bundle) -> Iterator[bytes]:
    """Yield a project with a source for each document that has a text."""
    project = _Project(bundle)
    texts = (
        (f"sources/{guid}.txt", bundle.texts[path].encode())
        for path, guid in project.sources.items()
    )
    yield from zipped(chain([("project.qde", project.xml())], texts))


class _Project:
    """The elements of a project, built from a bundle."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._codes = {tag.name: code_guid(tag) for tag in bundle.tags}
        self._notes: list[tuple[str, Item, str]] = []
        self.sources: Mapping[str, str] = {path: guid_of("source", path) for path in bundle.texts}

    def xml(self) -> Iterator[bytes]:
        """Yield the whole project, element by element: its tree takes many times its room."""
        from lxml import etree

        out = io.BytesIO()
        attributes = {"name": self._bundle.corpus or "reader", "origin": "reader"}
        if _TIME.fullmatch(self._bundle.exported):
            attributes["creationDateTime"] = self._bundle.exported
        with etree.xmlfile(out, encoding="UTF-8") as file:
            file.write_declaration()
            with file.element(_name("Project"), _held(attributes), nsmap={None: NAMESPACE}):
                for name, children in self._parts():
                    first = next(children, None)
                    if first is None:  # the schema forbids empty parts
                        continue
                    with file.element(_name(name)):
                        for child in chain([first], children):
                            file.write(child, pretty_print=True)
                            file.flush()
                            yield out.getvalue()
                            out.seek(0)
                            out.truncate()
        yield out.getvalue()

    def _parts(self) -> Iterator[tuple[str, Iterator[_Element]]]:
        """Yield the names of the parts of the project and their elements, in the schema's order."""
        bundle = self._bundle
        items: Iterable[Item] = chain(bundle.passages, bundle.links, bundle.documents)
        authors = sorted({item.author for item in items if item.author})
        yield "Users", (_element("User", guid=_user(name), name=name) for name in authors)
        yield "CodeBook", iter([codes_element(bundle.tags, NAMESPACE)] if bundle.tags else [])
        yield "Sources", self._text_sources()
        links = list(self._links())  # which have notes
        yield "Notes", self._note_elements()
        yield "Links", iter(links)

    def _text_sources(self) -> Iterator[_Element]:
        """Yield the source of each document that has a text, with its selections."""
        documents = {document.path: document for document in self._bundle.documents}
        for path, passages in by_document(self._bundle).items():
            guid = self.sources[path]
            document = documents.get(path) or DocumentItem(path=path)
            source = _element(
                "TextSource", guid=guid, name=path, plainTextPath=f"internal://{guid}.txt"
            )
            if document.note:
                _below(source, "Description").text = plain(document.note)
            for number, passage in enumerate(passages):
                source.append(self._selection(passage, guid, number))
            for tag in document.tags:
                self._code(source, guid, tag, document)
            yield source

    def _selection(self, passage: PassageItem, source: str, number: int) -> _Element:
        # Made of the place in the export, since two passages of other tools may have one id.
        guid = guid_of("selection", source, str(number), passage.id)
        selection = _element(
            "PlainTextSelection",
            guid=guid,
            name=" ".join(passage.quote.split())[:_NAME],
            startPosition=str(passage.start),
            endPosition=str(passage.end),
            **_maker(passage, modified=True),
        )
        if passage.note:
            _below(selection, "Description").text = plain(passage.note)
        for tag in passage.tags:
            self._code(selection, guid, tag, passage)
        if passage.note:
            self._note(selection, guid, passage, passage.note)
        return selection

    def _code(self, below: _Element, guid: str, tag: str, item: Item) -> None:
        coding = _below(below, "Coding", guid=guid_of("coding", guid, tag), **_maker(item))
        _below(coding, "CodeRef", targetGUID=self._codes[tag])

    def _note(self, below: _Element, guid: str, item: Item, text: str) -> None:
        own = guid_of("note", guid)
        _below(below, "NoteRef", targetGUID=own)
        self._notes.append((own, item, text))

    def _note_elements(self) -> Iterator[_Element]:
        for guid, item, text in self._notes:
            note = _element("Note", guid=guid, **_maker(item, modified=True))
            _below(note, "PlainTextContent").text = plain(text)
            yield note

    def _links(self) -> Iterator[_Element]:
        for number, item in enumerate(self._bundle.links):
            if item.verdict != "accepted":
                continue
            if item.a not in self.sources or item.b not in self.sources:
                continue
            guid = guid_of("link", str(number), item.id)
            ends = {"originGUID": self.sources[item.a], "targetGUID": self.sources[item.b]}
            link = _element("Link", guid=guid, name=item.kind, direction="Associative", **ends)
            if item.note:
                self._note(link, guid, item, item.note)
            yield link


def _written(bundle: Bundle) -> Iterator[str]:
    """Yield the texts of people in a project as XML."""
    for tag in bundle.tags:
        yield from (tag.name, tag.description)
    for document in bundle.documents:
        yield from (document.path, document.note)
    yield from (passage.note for passage in bundle.passages)
    for item in bundle.links:
        yield from (item.kind, item.note)


def _maker(item: Item, *, modified: bool = False) -> dict[str, str]:
    """Return the maker of an item and the moment, as far as the schema can say it."""
    attributes = {}
    if item.author:
        attributes["creatingUser"] = _user(item.author)
    if _TIME.fullmatch(item.created):
        attributes["creationDateTime"] = item.created
    if modified and _TIME.fullmatch(item.modified):
        attributes["modifiedDateTime"] = item.modified
    return attributes


def _user(name: str) -> str:
    return guid_of("user", name)


def _element(kind: str, /, **attributes: str) -> _Element:
    from lxml import etree

    return etree.Element(_name(kind), nsmap={None: NAMESPACE}, **_held(attributes))


def _below(above: _Element, kind: str, /, **attributes: str) -> _Element:
    from lxml import etree

    return etree.SubElement(above, _name(kind), **_held(attributes))


def _name(kind: str) -> str:
    return f"{{{NAMESPACE}}}{kind}"


def _held(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: plain(value) for name, value in attributes.items()}
