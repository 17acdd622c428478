"""Elements of XML: their text, and their names whatever their case and namespace."""

from __future__ import annotations

import re
from typing import Any

_BLANKS = re.compile(r"\s+")
_HYPHEN = re.compile(r"(?<=[^\W\d_]{2})[-\xad]\s*\Z")
PARAGRAPHS = frozenset({"p", "head", "ab", "l", "hl2", "h1", "h2", "h3", "h4", "li", "item", "u"})
# What the parts of a newspaper's issue are called that are articles of their own.
ARTICLES = frozenset({"article", "story", "news", "newsitem"})
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
