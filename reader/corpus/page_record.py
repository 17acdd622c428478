"""The address and the language of a page: what it was saved from, or what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from urllib.parse import urlsplit

from reader.lazy import lazy_re

_SAVED = lazy_re(
    r"<!-- saved from url=\(\d+\)(?P<url>https?://\S+) -->"
    r"(?:\s*<!-- fetched (?P<fetched>\d{4}-\S+) -->)?"
)
_COMMENT = lazy_re(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# The declarations stand at the beginning of a page.
_READ = 400_000
_END = lazy_re(r"</head\b", re.IGNORECASE)
_ELEMENT = lazy_re(r"<(link|meta)\s([^<>]{1,3000})>", re.IGNORECASE)
_ATTRIBUTE = lazy_re(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LONGEST = 2_000  # characters
_ROOT = lazy_re(r"<html\s([^<>]{1,3000})>", re.IGNORECASE)
_LANGUAGES = ("content-language", "language", "og:locale")  # meta elements
_IN_LANGUAGE = lazy_re(r"\"inLanguage\"\s*:\s*\"([\w-]+)\"")
_IN_PAGE = lazy_re(
    r"\"mainEntityOfPage\"\s*:\s*(?:\{[^{}]{0,200}\"@id\"\s*:\s*)?\"(https?:[^\"\s<>]{1,2000})\""
)
# The address beside the kind of an article, in the same object.
_OF_ARTICLE = lazy_re(
    r"\"@type\"\s*:\s*\"(?:\w{0,40}Article|BlogPosting)\"[^{}]{0,2000}?"
    r"\"url\"\s*:\s*\"(https?:[^\"\s<>]{1,2000})\""
)
_TAG = lazy_re(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,3}")


def page_record(text: str) -> dict[str, str]:
    """Return the ``url`` and ``language`` of a page, and when it was ``fetched``, as far as told.

    The address that it was saved from goes before the canonical link, and that before
    Open Graph's, and that before JSON-LD's.
    """
    end = _END.search(text, 0, _READ)
    head = _COMMENT.sub("", text[: end.start() if end else _READ])
    elements = list(_declared(head))
    language = _language(head, elements)
    found = {"language": language} if language else {}
    if match := _SAVED.search(text, 0, 2000):
        return found | {key: metadata for key, metadata in match.groupdict().items() if metadata}
    canonical, shared = [], []
    for kind, name, value in elements:
        if kind == "link" and "canonical" in name.split():
            canonical.append(value)
        elif kind == "meta" and name == "og:url":
            shared.append(value)
    matches = chain(_IN_PAGE.finditer(head), _OF_ARTICLE.finditer(head))
    told = (match[1].replace("\\/", "/") for match in matches)
    url = next(filter(_is_of_a_page, chain(canonical, shared, told)), None)
    return found | ({"url": url} if url else {})


def _language(head: str, elements: list[tuple[str, str, str]]) -> str:
    """Return the language that a page names as its own (a tag of BCP 47), "" if it names none.

    The attribute of its outermost element goes before meta elements, and those before JSON-LD.
    """
    root, declared = _ROOT.search(head), _IN_LANGUAGE.search(head)
    outermost = _ATTRIBUTE.findall(root[1] if root else "")
    named = {name: value for kind, name, value in reversed(elements) if kind == "meta"}
    given = (
        *("".join(values) for name, *values in outermost if name.lower() in ("lang", "xml:lang")),
        *(named.get(name, "") for name in _LANGUAGES),
        declared[1] if declared else "",
    )
    tags = (value.strip().replace("_", "-") for value in given)
    return next(filter(_TAG.fullmatch, tags), "")


def _declared(head: str) -> Iterator[tuple[str, str, str]]:
    """Yield the element, name and value of each link and meta element, in its own letters."""
    from html import unescape  # the names of all characters, for pages only

    for kind, inner in _ELEMENT.findall(head):
        metadata = {
            name.lower(): unescape("".join(values)).strip()
            for name, *values in _ATTRIBUTE.findall(inner)
        }
        name = metadata.get("rel") or metadata.get("property") or metadata.get("name")
        name = name or metadata.get("http-equiv") or ""
        value = metadata.get("href") or metadata.get("content") or ""
        yield kind.lower(), name.lower(), value


def _is_of_a_page(url: str) -> bool:
    """Tell whether a text is the full address of a page on the web, and not of a whole site."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_address = parts.scheme in {"http", "https"} and bool(parts.hostname)
    is_plain = url.isprintable() and " " not in url and len(url) <= _LONGEST
    return is_address and is_plain and bool(parts.path.strip("/") or parts.query)
