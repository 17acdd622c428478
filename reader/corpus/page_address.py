"""The address of a saved page: what it was saved from, or what it says of itself."""

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


def page_address(text: str) -> dict[str, str]:
    """Return the ``url`` of a page, and when it was ``fetched``, as far as it tells them.

    That which it was saved from goes before the canonical link, and that before Open Graph's.
    """
    if match := _SAVED.search(text, 0, 2000):
        return {key: metadata for key, metadata in match.groupdict().items() if metadata}
    end = _END.search(text, 0, _READ)
    head = _COMMENT.sub("", text[: end.start() if end else _READ])
    canonical, shared = [], []
    for kind, name, value in _declared(head):
        if kind == "link" and "canonical" in name.split():
            canonical.append(value)
        elif kind == "meta" and name == "og:url":
            shared.append(value)
    url = next(filter(_is_of_a_page, chain(canonical, shared)), None)
    return {"url": url} if url else {}


def _declared(head: str) -> Iterator[tuple[str, str, str]]:
    """Yield the element, name and value of each link and meta element, in its own letters."""
    from html import unescape  # the names of all characters, for pages only

    for kind, inner in _ELEMENT.findall(head):
        metadata = {
            name.lower(): unescape("".join(values)).strip()
            for name, *values in _ATTRIBUTE.findall(inner)
        }
        name = metadata.get("rel") or metadata.get("property") or metadata.get("name") or ""
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
