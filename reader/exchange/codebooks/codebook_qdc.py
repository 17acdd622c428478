"""A codebook as REFI-QDA exchanges it (Codebook.xsd 1.0, ``.qdc``)."""

from __future__ import annotations

from collections.abc import Sequence

from reader.errors import FormatError, ReaderError
from reader.exchange.shared.refi_qda import codes_element, tags_of
from reader.exchange.shared.safe_xml import xml_root
from reader.exchange.values import Bundle, TagItem

_NAMESPACE = "urn:QDA-XML:codebook:1.0"


def write_qdc(tags: Sequence[TagItem]) -> bytes:
    """Return tags as a codebook, each code within that of its parent.

    Raises ReaderError where there are none: the format has no empty codebook.
    """
    from lxml import etree

    if not tags:
        raise ReaderError("there are no tags", remedy="REFI-QDA has no codebook without codes")
    root = etree.Element(f"{{{_NAMESPACE}}}CodeBook", nsmap={None: _NAMESPACE}, origin="reader")
    root.append(codes_element(tags, _NAMESPACE))
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def read_qdc(data: bytes, place: str) -> Bundle:
    """Return the bundle of a codebook; ``place`` is its name for messages.

    Raises FormatError for what is no codebook.
    """
    root = xml_root(data, place)
    codes = root.find(f"{{{_NAMESPACE}}}Codes")
    if root.tag != f"{{{_NAMESPACE}}}CodeBook" or codes is None:
        raise FormatError("it is no REFI-QDA codebook", place=place, remedy="Export one as .qdc")
    tags, left_out = tags_of(codes, _NAMESPACE, place)
    return Bundle(tags=tuple(tags.values()), left_out=left_out)
