"""XML that is taken in safely, and texts that XML can hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reader.errors import FormatError

if TYPE_CHECKING:
    from lxml.etree import _Element

# What XML 1.0 can't hold, not even as an entity.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_root(data: bytes, place: str) -> _Element:
    """Return the root of an XML document; ``place`` is its name for messages.

    No entity is resolved and nothing is fetched. Raises FormatError, with the line, for what is no
    XML, or declares a document type.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise FormatError(f"it is no XML ({error.msg})", place=f"{place}{line}") from error
    except ValueError as error:
        raise FormatError(f"it is no XML ({error})", place=place) from error
    if root.getroottree().docinfo.doctype:
        at = data.find(b"<!DOCTYPE")  # which other encodings than UTF-8 write otherwise
        number = data.count(b"\n", 0, at) + 1
        line = f":{number}" if at >= 0 else ""
        raise FormatError(
            "it declares a document type, which none of these needs", place=f"{place}{line}"
        )
    return root


def plain(text: str) -> str:
    """Return a text with U+FFFD for what XML can't hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def unheld_by_xml(texts: Iterable[str]) -> Counter[str]:
    """Return the number of texts with a character that XML can't hold, in words."""
    return Counter({"texts with a character that XML can't hold": sum(map(_has_forbidden, texts))})


def _has_forbidden(text: str) -> bool:
    return _FORBIDDEN.search(text) is not None
