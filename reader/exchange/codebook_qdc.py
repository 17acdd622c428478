"""A codebook as REFI-QDA exchanges it (Codebook.xsd 1.0, ``.qdc``)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.errors import FormatError, ReaderError
from reader.exchange.codebook_csv import named_apart
from reader.exchange.values import Tag

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = "urn:QDA-XML:codebook:1.0"
_COLOR = re.compile("#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
# What XML 1.0 can't hold, not even as an entity.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A code that is nested deeper than this is taken for an attack.
_DEEPEST = 100


def write_qdc(tags: Sequence[Tag]) -> bytes:
    """Return tags as a codebook, each code within that of its parent.

    Raises ReaderError where there are none: the format has no empty codebook.
    """
    from lxml import etree

    if not tags:
        raise ReaderError("there are no tags", remedy="REFI-QDA has no codebook without codes")
    root = etree.Element(_tag("CodeBook"), nsmap={None: _NAMESPACE}, origin="reader")
    elements: dict[str, _Element] = {}
    codes = etree.SubElement(root, _tag("Codes"))
    for tag in tags:
        element = etree.Element(
            _tag("Code"), guid=_guid(tag), name=_clean(tag.name), isCodable="true"
        )
        if _COLOR.fullmatch(tag.color):
            element.set("color", tag.color)
        if tag.description:
            etree.SubElement(element, _tag("Description")).text = _clean(tag.description)
        elements[tag.name] = element
    for tag in tags:
        elements.get(tag.parent or "", codes).append(elements[tag.name])
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def read_qdc(data: bytes, place: str) -> tuple[Tag, ...]:
    """Return the tags of a codebook; ``place`` is its name for messages.

    No entity is resolved and nothing is fetched. Raises FormatError for what is no codebook.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FormatError(f"it is no XML ({error})", place=place) from error
    if root.getroottree().docinfo.doctype:
        raise FormatError("it declares a document type, which no codebook needs", place=place)
    codes = root.find(_tag("Codes"))
    if root.tag != _tag("CodeBook") or codes is None:
        raise FormatError("it is no REFI-QDA codebook", place=place, remedy="Export one as .qdc")
    found = tuple(_codes(codes, None, place, 0))
    return named_apart(found, place)


def _codes(above: _Element, parent: str | None, place: str, depth: int) -> Iterator[Tag]:
    if depth > _DEEPEST:
        raise FormatError("codes are nested too deep", place=place)
    for code in above.iterfind(_tag("Code")):
        name = " ".join((code.get("name") or "").split())
        if not name:
            raise FormatError("a code has no name", place=f"{place}:{code.sourceline}")
        color = code.get("color") or ""
        yield Tag(
            name=name,
            color=color if _COLOR.fullmatch(color) else "",
            description=(code.findtext(_tag("Description")) or "").strip(),
            parent=parent,
        )
        yield from _codes(code, name, place, depth + 1)


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def _guid(tag: Tag) -> str:
    """Return the id of a tag, or where that is no UUID one that is made of its name."""
    try:
        return str(uuid.UUID(tag.id))
    except ValueError:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{_NAMESPACE}/{tag.name}"))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
