"""Read the metadata of an article that its page declares as JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reader.cleaning.article import StyledRun

_SCRIPT = re.compile(r"<script\b[^<>]{0,300}application/ld\+json[^<>]{0,300}>", re.IGNORECASE)
_END = re.compile(r"</script\b", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|.)")
_DAY = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_ARTICLES = re.compile(r"(?:Article|BlogPosting|Report|Review|WebPage|Recipe|HowTo)$")
# What a page lists are other pages, each with a headline and a day of its own.
_LISTED = "itemListElement"
# No page nests what it says of itself deeper than this; a hostile one may.
_DEEPEST, _MOST_NODES, _LONGEST = 12, 2_000, 2_000_000


class DeclaredText(NamedTuple):
    """A text that a page declares, and where it is written in the source, escapes and all."""

    text: str
    start: int
    end: int


def declared_article(source: str) -> dict[str, DeclaredText]:
    """Return the article's fields in JSON-LD: title, byline, date, publisher, section, body."""
    broken: dict[str, DeclaredText] = {}  # what can be read of a script with a fault in it
    for start, end in _scripts(source):
        try:
            data = json.loads(source[start:end], strict=False)
        except (ValueError, RecursionError):
            if day := _DAY.search(source, start, end):
                broken.setdefault("date", DeclaredText(day[1], *day.span(1)))
            continue
        nodes = list(_nodes(data))
        by_id = {str(node["@id"]): node for node in nodes if len(node) > 1 and "@id" in node}
        for node in sorted((n for n in nodes if _is_article(n)), key=_weight, reverse=True):
            found = {
                name: DeclaredText(text, *_place(source, text, start, end))
                for name, text in _fields(node, by_id)
                if text.strip()
            }
            if found:
                return found
    return broken


def runs_of(source: str, declared: DeclaredText) -> Iterator[tuple[StyledRun, ...]]:
    """Yield the runs of each paragraph of a declared text, so that offsets are the source's."""
    runs: list[StyledRun] = []
    cursor = declared.start

    def add(start: int, end: int, shown: str | None = None) -> None:
        if start < end:
            runs.append(StyledRun(start, end, shown))

    for escape in _ESCAPE.finditer(source, declared.start, declared.end):
        shown = json.loads(f'"{escape[0]}"') if _is_valid(escape[0]) else escape[0][1:]
        add(cursor, escape.start())
        cursor = escape.end()
        if shown == "\n":
            yield tuple(runs)
            runs.clear()
        else:
            add(escape.start(), escape.end(), shown)
    add(cursor, declared.end)
    yield tuple(runs)


def _is_valid(escape: str) -> bool:
    return escape[1] in '"\\/bfnrt' or (escape[1] == "u" and len(escape) >= 6)


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


def _fields(
    node: Mapping[str, object], by_id: Mapping[str, Mapping[str, object]]
) -> Iterator[tuple[str, str]]:
    for name, key in (("title", "headline"), ("date", "datePublished"), ("body", "articleBody")):
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


def _place(source: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place of a text in a script, whatever escapes it is written with.

    The place of all the script where it can't be told, as for several authors.
    """
    for written in (
        json.dumps(text, ensure_ascii=False)[1:-1],
        json.dumps(text)[1:-1],
        json.dumps(text)[1:-1].replace("/", r"\/"),
        json.dumps(text, ensure_ascii=False)[1:-1].replace("/", r"\/"),
    ):
        at = source.find(f'"{written}"', start, end)
        if at >= 0:
            return at + 1, at + 1 + len(written)
    return start, end
