"""Elements of XML: their text, and their names whatever their case and namespace."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from lxml import etree

from reader.corpus.notes import ReadingNote

_BLANKS = re.compile(r"\s+")
_HYPHEN = re.compile(r"(?<=[^\W\d_]{2})[-\xad]\s*\Z")
PARAGRAPHS = frozenset({"p", "head", "ab", "l", "hl2", "h1", "h2", "h3", "h4", "li", "item", "u"})
# What the parts of a newspaper's issue are called that are articles of their own.
ARTICLES = frozenset({"article", "story", "news", "newsitem"})
_ROWS = frozenset({"row", "tr"})
_BREAKS = frozenset({"lb", "br", "pb", "cb"})


def words_of(element: Any) -> str:
    """Return the text within an element, its blanks made one."""
    return _BLANKS.sub(" ", raw_text(element)).strip()


def raw_text(element: Any) -> str:
    """Return all text within an element, without that of comments and of entities."""
    found = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            if name_of(child) in _BREAKS:
                found += _at_break(found.pop(), child)
                continue
            found.append(raw_text(child))
        found.append(child.tail or "")
    return "".join(found)


def _at_break(before: str, end: Any) -> tuple[str, str]:
    """Return the texts before and behind the break of a line; a word that it breaks is whole."""
    after = end.tail or ""
    is_small = after.lstrip()[:1].islower()
    broken = _HYPHEN.search(before) if is_small else None
    if broken:
        return before[: broken.start()], after.lstrip()
    if attribute(end, "break") == "no":
        return before.rstrip(), after.lstrip()
    return f"{before}\n", after


def name_of(element: Any) -> str:
    """Return the name of an element in small letters, whatever its namespace."""
    return local_name(element.tag) if isinstance(element.tag, str) else ""


def local_name(name: object) -> str:
    """Return a name without its namespace, or the prefix of one that nobody declared."""
    return str(name).rpartition("}")[2].rpartition(":")[2].lower()


def named(root: Any, *names: str) -> list[Any]:
    """Return the elements of some names, in their order."""
    return [each for each in root.iter() if name_of(each) in names]


def attribute(element: Any, name: str) -> str:
    """Return the value of an attribute, whatever its case and namespace."""
    return next(
        (str(value) for key, value in element.attrib.items() if local_name(key) == name), ""
    )


def has_own_text(element: Any) -> bool:
    """Tell whether text stands in an element itself, between its children or without any."""
    return bool((element.text or "").strip() or any((one.tail or "").strip() for one in element))


def paragraphs(element: Any, kinds: Collection[str] = PARAGRAPHS) -> Iterator[str]:
    """Yield the paragraphs within an element, and all that stands beside them, in their order.

    Paragraphs are the elements of some ``kinds``; a row of a table is one, too.
    """
    name, is_mixed = name_of(element), has_own_text(element)
    if name in _ROWS:
        yield "\t".join(filter(None, map(words_of, element.iterchildren(etree.Element))))
        return
    if not _has_within(element, kinds) and (name in kinds or is_mixed):
        yield words_of(element)
        return
    text = element.text or ""
    for child in element:
        if isinstance(child.tag, str) and is_mixed and not _is_set_apart(child, kinds):
            text += raw_text(child)
        elif isinstance(child.tag, str):
            yield from filter(None, [" ".join(text.split())])
            yield from filter(None, paragraphs(child, kinds))
            text = ""
        text += child.tail or ""
    yield from filter(None, [" ".join(text.split())])


def not_shown(elements: Iterable[Any]) -> tuple[ReadingNote, ...]:
    """Return a note on elements whose text is left out, if there are any."""
    names = ", ".join(dict.fromkeys(f"<{name_of(each)}>" for each in elements if words_of(each)))
    told = f"The file holds text outside of its articles that is not shown: {names}."
    return (ReadingNote(told),) if names else ()


def _is_set_apart(element: Any, kinds: Collection[str]) -> bool:
    return name_of(element) in kinds or name_of(element) in _ROWS or _has_within(element, kinds)


def _has_within(element: Any, kinds: Collection[str]) -> bool:
    return any(
        name_of(each) in kinds or name_of(each) in _ROWS
        for each in element.iterdescendants(etree.Element)
    )
