"""Records in XML of any names: which elements are documents, and what they say of themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from reader.corpus.fields import field_of, is_mere_description, text_key
from reader.corpus.forms.form import Part, name_in_order, part_of
from reader.corpus.forms.xml_elements import (
    ARTICLES,
    PARAGRAPHS,
    has_own_text,
    local_name,
    name_of,
    not_shown,
    raw_text,
    words_of,
)
from reader.corpus.notes import ReadingNote
from reader.corpus.reading import Reading

_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
# Documents are called so, beside what fields of a text are called.
_DOCUMENTS = ARTICLES | {
    *("doc", "document", "record", "item", "entry", "post", "page", "row"),
    *("artikel", "dokument", "beitrag", "nachricht"),
}
_HEADINGS = frozenset({"head", "h", "h1", "hl", "hl1"})
# Paragraphs and less, and parts of one article.
_PIECES = frozenset({"p", "para", "paragraph", "absatz", "s", "sentence", "ab", "l"})
_WITHIN = PARAGRAPHS | _PIECES
_NO_DOCUMENTS = (
    (PARAGRAPHS - _DOCUMENTS)
    | _PIECES
    | {*("sec", "section", "div", "chapter", "part", "block", "line", "seg", "w")}
)
# What an article says of itself, and what is around it does not.
_OWN = frozenset({"title", "date", "byline"})
_PROSE = 40  # characters of a text; what is shorter may be a name
_LONGEST_FIELD = 300  # characters
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


def records(root: Any, reading: Reading) -> Iterator[Part]:
    """Yield the documents in a file of no known kind, and tell of a text outside of them.

    They are the outermost elements whose children are fields of ours, or else those of one name
    that hold its prose. What is around one alone, as a page is around its revision, tells of it
    too.
    """
    found = _outermost(root) or _repeated(root) or [_alone(root)]
    around = Counter(each.getparent() for each in found)
    notes = _notes_on_rest(root, found)
    for each in found:
        metadata: dict[str, Any] = {}
        if around[each.getparent()] == 1 and each.getparent() is not None:
            leaves = (one for one in each.getparent() if not len(one) and one is not each)
            named = ((name_of(one), raw_text(one).strip()) for one in leaves)
            metadata = {name: value for name, value in named if name not in ("", "id")}
        metadata |= _said_in(each, reading)
        own = next((str(metadata[key]) for key in metadata if key.lower() == "id"), "")
        yield part_of(metadata, reading, own)._replace(notes=notes)
        notes = ()


def _notes_on_rest(root: Any, found: list[Any]) -> tuple[ReadingNote, ...]:
    """Return a note on the prose that lies in none of the documents, if there is any."""
    shown = set(found)
    beside: list[Any] = []

    def look(element: Any) -> None:
        if element in shown:
            return
        tails = (child.tail or "" for child in element)
        if len("".join((element.text or "", *tails)).strip()) > 2 * _PROSE:
            beside.append(element)
        for child in element.iterchildren(etree.Element):
            look(child)

    look(root)
    return not_shown(beside)


def _attributes(element: Any) -> dict[str, Any]:
    return {str(key): value for key, value in element.attrib.items()}


def _said_in(record: Any, reading: Reading) -> dict[str, Any]:
    """Return what the attributes and the children of a record say, by their names."""
    said = _attributes(record)
    for child in record.iterchildren(etree.Element):
        inner = [words_of(one) for one in child.iterchildren(etree.Element)]
        name, value = local_name(child.tag), inner if len(inner) > 1 else raw_text(child).strip()
        if name in said and field_of(name) in ("text", "byline"):  # one after the other
            before = said[name] if isinstance(said[name], list) else [said[name]]
            value = [*before, *(value if isinstance(value, list) else [value])]
        said[name] = value
    creators = [words_of(child) for child in record if child.tag == _CREATOR]
    if creators:
        said["creator"] = list(map(name_in_order, creators))
    has_paragraphs = any(name_of(child) in _PIECES for child in record)
    if not has_paragraphs and text_key(said, reading.names):
        return said
    return _prose_in(record) or said


def _prose_in(record: Any) -> dict[str, Any]:
    """Return the prose of an element and what else it says; nothing where it has none."""
    said = _attributes(record)
    text: list[str] = []
    if has_own_text(record):
        text = list(_blocks(record))
    else:
        for child in record.iterchildren(etree.Element):
            name, value = name_of(child), words_of(child)
            if name in _HEADINGS and not text and "title" not in said:
                said["title"] = value
            elif _is_field(child, value):
                said[name] = (
                    f"{said[name]}, {value}" if field_of(name) == "byline" in said else value
                )
            else:
                text.extend(_blocks(child))
    return {**said, "text": "\n\n".join(text)} if text else {}


def _is_field(child: Any, value: str) -> bool:
    """Tell a child of a record that says something of it from a part of its text."""
    name = name_of(child)
    if name in PARAGRAPHS or len(value) > _LONGEST_FIELD:
        return False
    is_field = field_of(name) not in (None, "text") or is_mere_description(name, {})
    return is_field or not (len(child) or " " in value or name in _PIECES)


def _blocks(element: Any) -> Iterator[str]:
    """Yield the paragraphs within an element; what stands within the words of one is of it."""
    inner = list(element.iterchildren(etree.Element))
    has_paragraphs = any(name_of(one) in _WITHIN for one in inner)
    if not inner or (has_own_text(element) and not has_paragraphs):
        paragraphs = _BLANK_LINE.split(raw_text(element))
        yield from filter(None, (" ".join(one.split()) for one in paragraphs))
        return
    texts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            yield from filter(None, [" ".join(texts.pop().split())])
            yield from _blocks(child)
            texts.append("")
        texts[-1] += child.tail or ""
    yield from filter(None, [" ".join(texts.pop().split())])


def _outermost(root: Any) -> list[Any]:
    """Return the elements with a text that are called as records are, and lie in none of them.

    Of those with the same name a text is enough.
    """
    every = ((each, _fields_of(each)) for each in root.iter(etree.Element))
    texts = [(each, fields) for each, fields in every if "text" in fields]
    names = {name_of(each) for each, fields in texts if len(fields) > 1}
    return _without_inner([each for each, _ in texts if name_of(each) in names])


def _without_inner(elements: list[Any]) -> list[Any]:
    """Return the elements that lie in none of the others; they are in their order."""
    found: list[Any] = []
    for each in elements:
        if not found or found[-1] not in each.iterancestors():
            found.append(each)
    return found


def _fields_of(element: Any) -> set[str]:
    """Return the fields of ours that the children of an element are called by.

    Several articles in one are none of its fields.
    """
    counts = Counter(map(name_of, element))
    return {
        field
        for child in element.iterchildren(etree.Element)
        if (field := field_of(name := name_of(child)))
        if field != "text" or counts[name] == 1 or not (name in _DOCUMENTS or _tells(child))
    }


def _repeated(root: Any) -> list[Any]:
    """Return the outermost elements of one name that stand side by side and hold most of a file."""
    half = len(words_of(root)) / 2
    tried: set[str] = set()
    for parent in root.iter(etree.Element):
        for name, count in Counter(map(name_of, parent.iterchildren(etree.Element))).items():
            if count == 1 or name in tried or name in _NO_DOCUMENTS:
                continue
            tried.add(name)
            found = _without_inner(
                [each for each in root.iter(etree.Element) if name_of(each) == name]
            )
            sizes = [len(words_of(each)) for each in found]
            are_named = name in _DOCUMENTS or field_of(name) == "text"
            are_prose = sum(size >= _PROSE for size in sizes) * 2 > len(found)
            if are_prose and sum(sizes) > half and (are_named or all(map(_tells, found))):
                return found
    return []


def _alone(root: Any) -> Any:
    """Return the one element that holds the prose of a file and tells of itself, or its root."""
    inner = [each for each in root.iterchildren(etree.Element) if len(words_of(each)) >= _PROSE]
    if len(inner) != 1 or name_of(inner[0]) in _NO_DOCUMENTS:
        return root
    is_one = name_of(inner[0]) in _DOCUMENTS or _tells(inner[0]) or "text" in _fields_of(inner[0])
    return _alone(inner[0]) if is_one else root


def _tells(element: Any) -> bool:
    """Tell whether an element says its own title, day or author."""
    names = (*map(local_name, element.attrib), *map(name_of, element))
    return any(field_of(name) in _OWN or name in _HEADINGS for name in names)
