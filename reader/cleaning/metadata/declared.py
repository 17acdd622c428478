"""What an HTML page declares of itself: meta elements (Open Graph and others) and JSON-LD."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from reader.cleaning.article import Field
from reader.cleaning.metadata.page_dates import dates

# The declarations stand at the beginning of a page.
_READ = 400_000
_META = re.compile(r"<meta\s[^<>]{1,3000}>", re.IGNORECASE)
_NAME = re.compile(r"(?:property|name|itemprop)\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)
_CONTENT = re.compile(r"content\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
# Another element that gives a time as machines read it: the first one most often is the article's.
_TIME = re.compile(
    r"<(?:time\s[^<>]{0,500}?datetime|\w+\s[^<>]{0,500}?itemprop=[\"']datePublished[\"'][^<>]{0,300}?"
    r"content)\s*=\s*[\"']([^\"'<>]{8,40})",
    re.IGNORECASE,
)
_JSON = {
    "title": re.compile(r"\"headline\"\s*:\s*\"([^\"\\]{3,300})\""),
    "byline": re.compile(
        r"\"author\"\s*:\s*[\[{\s]{1,10}[^\]}]{0,300}?\"name\"\s*:\s*\"([^\"\\]{2,80})\""
    ),
    "date": re.compile(r"\"datePublished\"\s*:\s*\"([^\"\\]{8,40})\""),
    "publisher": re.compile(
        r"\"publisher\"\s*:\s*[\[{\s]{1,10}[^\]}]{0,300}?\"name\"\s*:\s*\"([^\"\\]{2,80})\""
    ),
}
_META_NAMES = {
    "og:title": "title",
    "twitter:title": "title",
    "article:published_time": "date",
    "datepublished": "date",
    "pubdate": "date",
    "author": "byline",
    "og:site_name": "publisher",
    "article:section": "section",
}


def declared(source: str) -> dict[str, Field]:
    """Return the fields that a page declares, by name; their places are those of the markup.

    A date's value is its ISO 8601 form, a publisher's its name. ``time`` is a date that stands
    somewhere in the page, perhaps not its own.
    """
    found: dict[str, Field] = {}
    for name, start, text in _declarations(source[:_READ]):
        if name in found or not text.strip():
            continue
        if name in {"date", "time"}:
            each = next(dates(text), None)
            if each:
                found[name] = Field(start, start + len(text), text, each.iso)
        elif not text.startswith(("http", "@")):
            shown = html.unescape(text)
            value = shown if name == "publisher" else None
            found[name] = Field(start, start + len(text), shown, value)
    return found


def _declarations(head: str) -> Iterator[tuple[str, int, str]]:
    """Yield the name of each declaration, where its text begins, and the text as it is written."""
    for element in _META.finditer(head):
        name, content = _NAME.search(element[0]), _CONTENT.search(element[0])
        if name and content and (field := _META_NAMES.get(name[1].lower())):
            group = 1 if content[1] is not None else 2
            yield field, element.start() + content.start(group), content[group]
    for field, form in _JSON.items():
        match = form.search(head)
        if match:
            yield field, match.start(1), match[1]
    if match := _TIME.search(head):
        yield "time", match.start(1), match[1]
