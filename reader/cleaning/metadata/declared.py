"""Declarations of an HTML page: meta elements (Open Graph and others) and JSON-LD."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from reader.cleaning.article import Field
from reader.cleaning.metadata.json_ld import Said, declared_article
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
# Elements that name who wrote the page, where no declaration does.
_AUTHOR = re.compile(
    r"<\w+\s[^<>]{0,300}?(?:rel\s*=\s*[\"']?author\b|itemprop\s*=\s*[\"']?author\b|"
    r"class\s*=\s*[\"'](?:[\w -]{0,80}\s)?(?:[pe]-author|(?:post-|entry-)?author(?:-?name)?|byline)"
    r"(?:\s[\w -]{0,80})?[\"'])[^<>]{0,300}>(?:\s*<[^<>]{1,300}>){0,4}\s*"
    r"(?:(?:by|von|par|por|autore?|author|auteur)\b\s*:?\s*(?:<[^<>]{1,300}>\s*)?)?([^<>]{2,60}?)\s*<",
    re.IGNORECASE,
)
_NO_NAMES = frozenset(["admin", "administrator", "author", "editor", "root", "user", "webmaster"])
_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<>]{1,500})<", re.IGNORECASE)
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

    A date's value is its ISO 8601 form, a publisher's its name. ``page title`` is what stands over
    the window, with the site's name; ``signed`` and ``time`` are a name and a date that stand
    somewhere in the page, perhaps not its own.
    """
    found: dict[str, Field] = {}
    for name, said in (*declared_article(source).items(), *_declarations(source[:_READ])):
        if name in found or name == "body" or not said.text.strip():
            continue
        if name in {"date", "time"}:
            each = next(dates(said.text), None)
            if each:
                found[name] = Field(said.start, said.end, said.text, each.iso)
        elif not said.text.startswith(("http", "@")):
            shown = " ".join(html.unescape(said.text).split())
            if name not in {"byline", "signed"} or _is_name(shown):
                value = shown if name == "publisher" else None
                found[name] = Field(said.start, said.end, shown, value)
    return found


def _is_name(text: str) -> bool:
    """Tell whether what a page gives as its author is one: no address, no login, no long text."""
    return (
        len(text) <= 120
        and "://" not in text
        and not text.endswith(":")
        and text.lower() not in _NO_NAMES
        and not any(True for _ in dates(text))
        and not any(each.isdigit() for each in text)
    )


def _declarations(head: str) -> Iterator[tuple[str, Said]]:
    """Yield the name of each declaration that is no JSON-LD, with its text and place."""
    for element in _META.finditer(head):
        name, content = _NAME.search(element[0]), _CONTENT.search(element[0])
        if name and content and (field := _META_NAMES.get(name[1].lower())):
            group = 1 if content[1] is not None else 2
            start = element.start() + content.start(group)
            yield field, Said(content[group], start, start + len(content[group]))
    for field, form in (("page title", _TITLE), ("signed", _AUTHOR), ("time", _TIME)):
        if match := form.search(head):
            yield field, Said(match[1], *match.span(1))
