"""Parts that REFI-QDA's codebooks and projects share: guids and codes.

The schemas are those of version 1.0 (https://www.qdasoftware.org).
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.errors import FormatError
from reader.exchange.shared.safe_xml import plain
from reader.exchange.values import TagItem, distinct_tags
from reader.text import numbered

if TYPE_CHECKING:
    from lxml.etree import _Element

COLOR = re.compile("#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
# A code that is nested deeper than this is taken for an attack.
_DEEPEST = 100
_FALSE = ("false", "0")  # as XML Schema has it


def guid_of(name: str, *rest: str) -> str:
    """Return an id as a guid, or where that is no UUID one that is made of it and the rest."""
    own = "" if rest else _id_of(name)
    return own or str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(("urn:QDA-XML", name, *rest))))


def same_guid(written: str | None) -> str:
    """Return a guid as it is compared: some tools write braces, or capitals."""
    return (written or "").strip().strip("{}").lower()


def code_guid(tag: TagItem) -> str:
    """Return the guid of a tag."""
    return guid_of(tag.id) if tag.id else guid_of("code", tag.name)


def codes_element(tags: Sequence[TagItem], namespace: str) -> _Element:
    """Return tags as ``Codes``, each code within that of its parent."""
    from lxml import etree

    elements: dict[str, _Element] = {}
    codes = etree.Element(f"{{{namespace}}}Codes", nsmap={None: namespace})
    for tag in tags:
        element = etree.Element(
            f"{{{namespace}}}Code", guid=code_guid(tag), name=plain(tag.name), isCodable="true"
        )
        if COLOR.fullmatch(tag.color):
            element.set("color", tag.color)
        if tag.description:
            etree.SubElement(element, f"{{{namespace}}}Description").text = plain(tag.description)
        elements[tag.name] = element
    for tag in tags:
        elements.get(tag.parent or "", codes).append(elements[tag.name])
    return codes


def tags_of(
    codes: _Element, namespace: str, place: str
) -> tuple[dict[str, TagItem], tuple[str, ...]]:
    """Return the tags of the codes below an element by their guids, parents first.

    With them comes, in words, what of the codebook has no place in tags. Their names differ; their
    ids are the guids, where these are any. Raises FormatError, with the line, for a code without a
    name, with a guid that another has, or nested too deep.
    """
    found: dict[str, tuple[TagItem, str]] = {}
    only_groups = 0
    for code, above in _codes(codes, namespace, place, "", 0):
        name = " ".join((code.get("name") or "").split())
        guid = same_guid(code.get("guid")) or f"#{len(found)}"
        if not name or guid in found:
            fault = f"the guid of “{name}” is there twice" if name else "a code has no name"
            raise FormatError(fault, place=f"{place}:{code.sourceline}")
        only_groups += code.get("isCodable") in _FALSE
        color = code.get("color") or ""
        description = code.findtext(f"{{{namespace}}}Description") or ""
        found[guid] = (
            TagItem(
                id=_id_of(guid),
                name=name,
                color=color if COLOR.fullmatch(color) else "",
                description=description.strip(),
            ),
            above,
        )
    unique, left_out = distinct_tags([tag.name for tag, _ in found.values()])
    names = dict(zip(found, unique, strict=True))
    tags = {
        guid: replace(tag, name=names[guid], parent=names.get(above))
        for guid, (tag, above) in found.items()
    }
    if only_groups:
        groups = f"{numbered(only_groups, 'code')} only for grouping (isCodable): tags like others"
        left_out = (*left_out, groups)
    if sets := sum(1 for _ in codes.getroottree().iter(f"{{{namespace}}}Set")):
        left_out = (*left_out, numbered(sets, "set"))
    return tags, left_out


def _id_of(guid: str) -> str:
    """Return a guid as an id, or nothing where it is none."""
    try:
        return str(uuid.UUID(guid))
    except ValueError:
        return ""


def _codes(
    above: _Element, namespace: str, place: str, guid: str, depth: int
) -> Iterator[tuple[_Element, str]]:
    """Yield each code below an element with the guid of its parent, parents first."""
    if depth > _DEEPEST:
        raise FormatError("codes are nested too deep", place=place)
    for code in above.iterfind(f"{{{namespace}}}Code"):
        yield code, guid
        yield from _codes(code, namespace, place, same_guid(code.get("guid")), depth + 1)
