"""Read the metadata of an article that its page declares as JSON-LD (schema.org)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reader.cleaning.metadata.trails import is_section
from reader.cleaning.parse.placed_text import PlacedText, placed, without_escapes
from reader.cleaning.wording.line_wording import same

_SCRIPT = re.compile(r"<script\b[^<>]{0,300}application/ld\+json[^<>]{0,300}>", re.IGNORECASE)
_END = re.compile(r"</script\b", re.IGNORECASE)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
# Faults beside the strings: a comma behind the last of a list, the marks around a script in XHTML.
_FAULTS = re.compile(
    rf"({_STRING.pattern})" r"|,(?=\s*+[}\]])|//\s*+<!\[CDATA\[|//\s*+\]\]>", re.DOTALL
)
_LONG = 80  # characters of a text that is looked for among all strings of a script
_DAY = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_BODIES = ('"articleBody"', '"liveBlogUpdate"')
_WORD = re.compile(r"[^\W\d_]{3,}")
_LEAST_WORDS = 2  # of a headline that tells what it is about
_ARTICLES = re.compile(r"(?:Article|BlogPosting|Report|Review|WebPage|Recipe|HowTo)$")
# What a page lists are other pages, each with a headline and a day of its own.
_LISTED = "itemListElement"
_ROOT = re.compile(r"https?://[^/]+/?")
# No page nests what it says of itself deeper than this; a hostile one may.
_DEEPEST, _MOST_NODES, _LONGEST = 12, 2_000, 2_000_000


class DeclaredText(NamedTuple):
    """A text that a page declares, and where it is written in the source, escapes and all."""

    text: str
    start: int
    end: int


def declared_article(source: str, titles: str, address: str) -> dict[str, DeclaredText]:
    """Return the article's fields in JSON-LD: title, byline, date, publisher, section.

    An article that has no word in common with the ``titles`` of the page, nor its ``address``, is
    another one. ``trail`` is the first step of the way to the page that may be its section,
    ``site`` the name of its site.
    """
    titles = same(titles)
    of_site: dict[str, DeclaredText] = {}
    broken: dict[str, DeclaredText] = {}  # what can be read of a script with a fault in it
    found: dict[str, DeclaredText] = {}
    for start, end in _scripts(source):
        try:
            data = _data(source[start:end])
        except (ValueError, RecursionError):
            if day := _DAY.search(source, start, end):
                broken.setdefault("date", DeclaredText(day[1], *day.span(1)))
            continue
        nodes = list(_nodes(data))
        by_id = {str(node["@id"]): node for node in nodes if len(node) > 1 and "@id" in node}
        for name, text in (("site", _site_in(nodes)), ("trail", _section_in(nodes, titles))):
            if text:
                of_site.setdefault(name, DeclaredText(text, *_place(source, text, start, end)))
        own = [n for n in nodes if _is_article(n) and _fits(n, titles, address)]
        own.sort(key=lambda n: (_weight(n)[0], _headline(n) in titles, *_weight(n)), reverse=True)
        for node in own:
            found = found or {
                name: DeclaredText(text, *_place(source, text, start, end))
                for name, text in _fields(node, by_id)
                if text.strip()
            }
    return of_site | (found or broken)


def _site_in(nodes: Sequence[Mapping[str, object]]) -> str:
    """Return the name of the site, "" where none is declared."""
    sites = (_name(node, {}) for node in nodes if node.get("@type") == "WebSite")
    return next(filter(None, sites), "")


def _section_in(nodes: Sequence[Mapping[str, object]], titles: str) -> str:
    """Return the first step of the way to a page that may be its section, "" where none may."""
    steps = (
        (_name(step, {}) or _name(step.get("item"), {}), _address(step.get("item")))
        for node in nodes
        if "BreadcrumbList" in str(node.get("@type"))
        for step in _listed(node.get(_LISTED))
        if isinstance(step, dict)
    )
    names = (name for name, address in steps if not _ROOT.fullmatch(address))
    return next((name for name in names if is_section(html.unescape(name), "", titles)), "")


def declared_body(source: str) -> list[tuple[bool, PlacedText]]:
    """Return the texts of an article in JSON-LD, each with whether it is a heading of them.

    They are its body, and the headline and body of each entry of a live report.
    """
    if not any(name in source for name in _BODIES):
        return []
    for node, start, end in _articles(source):
        entries = [each for each in _listed(node.get("liveBlogUpdate")) if isinstance(each, dict)]
        keys = ("headline", "articleBody")
        bodies = [(False, node.get("articleBody"))]
        bodies += [(key == "headline", entry.get(key)) for entry in entries for key in keys]
        found = [
            (is_heading, without_escapes(placed(source, *place)))
            for is_heading, text in bodies
            if isinstance(text, str) and text.strip()
            if (place := _written(source, text, start, end)) is not None
        ]
        if not all(is_heading for is_heading, _ in found):
            return sorted(found, key=lambda each: each[1].starts[0])
    return []


def _articles(source: str) -> Iterator[tuple[Mapping[str, object], int, int]]:
    """Yield the articles that a page declares, the weightiest of a script first, with its place."""
    for start, end in _scripts(source):
        try:
            data = _data(source[start:end])
        except (ValueError, RecursionError):
            continue
        found = [node for node in _nodes(data) if _is_article(node)]
        found.sort(key=lambda node: ("liveBlogUpdate" in node, *_weight(node)), reverse=True)
        for node in found:
            yield node, start, end


def _data(script: str) -> object:
    """Return what a script says, also within the marks of CDATA or with a comma behind the last.

    Raises ValueError or RecursionError where that can't be read.
    """
    try:
        return json.loads(script, strict=False)
    except ValueError:
        return json.loads(_FAULTS.sub(r"\1", script), strict=False)


def _scripts(source: str) -> Iterator[tuple[int, int]]:
    at = 0
    while match := _SCRIPT.search(source, at):
        closing = _END.search(source, match.end())
        at = closing.start() if closing else len(source)
        if at - match.end() <= _LONGEST:
            yield match.end(), at


def _nodes(data: object) -> Iterator[Mapping[str, object]]:
    """Yield the objects of a document, from the outside in, as far as a page may go."""
    level, seen = [data], 0
    for _ in range(_DEEPEST):
        below: list[object] = []
        for each in level:
            seen += 1
            if seen > _MOST_NODES:
                return
            if isinstance(each, dict):
                yield each
                below += (held for key, held in each.items() if key != _LISTED)
            elif isinstance(each, list):
                below += each
        level = [each for each in below if isinstance(each, dict | list)]


def _is_article(node: Mapping[str, object]) -> bool:
    kinds = node.get("@type")
    if kinds is None:
        return "headline" in node or "datePublished" in node
    return any(
        isinstance(kind, str) and _ARTICLES.search(kind)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _weight(node: Mapping[str, object]) -> tuple[bool, bool]:
    """Return the weight of a node as the page's own article: teasers have no text or authors."""
    return "headline" in node and "WebPage" not in str(node.get("@type")), "author" in node


def _headline(node: Mapping[str, object]) -> str:
    return same(html.unescape(str(node.get("headline") or "")))


def _fits(node: Mapping[str, object], titles: str, address: str) -> bool:
    """Tell whether a node may be about the page that has these titles and this address.

    Where a script has no blanks between words, that can't be told by the words.
    """
    words = set(_WORD.findall(_headline(node)))
    others = set(_WORD.findall(titles))
    if len(words) < _LEAST_WORDS or len(others) < _LEAST_WORDS or not words.isdisjoint(others):
        return True
    pages = [node, node.get("mainEntityOfPage")]
    said = [each.get(key) for each in pages if isinstance(each, dict) for key in ("url", "@id")]
    return bool(address) and address in map(str, (*said, pages[1]))


def _fields(
    node: Mapping[str, object], by_id: Mapping[str, Mapping[str, object]]
) -> Iterator[tuple[str, str]]:
    for name, key in (("title", "headline"), ("date", "datePublished")):
        value = node.get(key)
        if isinstance(value, str):
            yield name, value
    named = [
        (name, "Organization" in str(each.get("@type")) if isinstance(each, dict) else False)
        for each in _listed(node.get("author"))
        if (name := _name(each, by_id))
    ]
    for field, houses in (("byline", False), ("house", True)):
        if authors := [name for name, is_house in named if is_house is houses]:
            yield field, ", ".join(dict.fromkeys(authors))
    for name, key in (("publisher", "publisher"), ("section", "articleSection")):
        values = [text for each in _listed(node.get(key)) if (text := _name(each, by_id))]
        if values:
            yield name, values[0]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name(value: object, by_id: Mapping[str, Mapping[str, object]]) -> str:
    if isinstance(value, dict):
        named = value if "name" in value else by_id.get(str(value.get("@id")), {})
        value = named.get("name")
        value = value[0] if isinstance(value, list) and value else value
    return value if isinstance(value, str) else ""


def _address(value: object) -> str:
    address = value.get("@id") if isinstance(value, dict) else value
    return address if isinstance(address, str) else ""


def _place(source: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place of a text in a script, or of all the script.

    The latter where it can't be told, as for several authors.
    """
    return _written(source, text, start, end) or (start, end)


def _written(source: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the place of a text in a script, whatever escapes it is written with."""
    for written in (json.dumps(text, ensure_ascii=False)[1:-1], json.dumps(text)[1:-1]):
        for each in (written, written.replace("/", r"\/")):
            at = source.find(f'"{each}"', start, end)
            if at >= 0:
                return at + 1, at + 1 + len(each)
    if len(text) >= _LONG:  # some signs may be escaped and some not
        for string in _STRING.finditer(source, start, end):
            if len(string[0]) > len(text) and _said(string[0]) == text:
                return string.start() + 1, string.end() - 1
    return None


def _said(string: str) -> object:
    try:
        return json.loads(string, strict=False)
    except ValueError:
        return None
