"""From a source to the article in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.cleaning.article import Article, Block, Role, Style
from reader.cleaning.body import kept
from reader.cleaning.lines import Line, plain_lines
from reader.cleaning.metadata import Found, find
from reader.cleaning.rules import posts, ruled
from reader.cleaning.wording import ends_sentence, units
from reader.text import Format

VERSION = "1"
"""Changes whenever the same source gives another article: part of every cache key."""

_BULLET = re.compile(r"[•‣▪●◦·*-]\s+\S")


def clean(source: str, format: Format = Format.TEXT) -> Article:  # noqa: A002 (the word that fits)
    """Find the article in ``source``, and what each of its lines is.

    ``format`` says how the source is written as far as its name tells; a ``TEXT`` that holds
    Markdown or HTML is read as such. Any text gives an article, an empty one without blocks.
    """
    lines = _lines(source, format)
    roles = ruled(lines)
    keep = [each and role is None for each, role in zip(kept(lines), roles, strict=True)]
    found = find(source, lines, keep)
    blocks = tuple(_blocks(lines, keep, roles, found))
    return Article(
        source,
        blocks,
        title=found.title,
        byline=found.byline,
        date=found.date,
        publisher=found.publisher,
        section=found.section,
        standfirst=found.standfirst,
    )


def _lines(source: str, format: Format) -> list[Line]:  # noqa: A002
    from reader.cleaning import html, markdown

    if format is Format.HTML or (format is Format.TEXT and html.is_html(source)):
        return html.html_lines(source)
    if format is Format.MARKDOWN or markdown.is_markdown(source):
        return markdown.markdown_lines(source)
    return plain_lines(source)


def _blocks(
    lines: Sequence[Line], keep: Sequence[bool], roles: Sequence[Role | None], found: Found
) -> Iterator[Block]:
    embedded = posts(lines)
    for index, line in enumerate(lines):
        role = found.roles.get(index) or roles[index]
        if role is None and keep[index]:
            role = Role.POST if index in embedded else _body_role(line)
        role = role or Role.BOILERPLATE
        yield Block(role, line.runs, line.level)


def _body_role(line: Line) -> Role:
    """Return which part of the running text a line is."""
    if line.role is not None and line.role.is_body and line.role is not Role.PARAGRAPH:
        return line.role
    if line.role is None and _BULLET.match(line.text):
        return Role.LIST_ITEM
    if all(run.style & Style.EMPHASIS for run in line.runs) and units(line.text) > 12:
        return Role.QUOTATION
    short = units(line.text) <= 12 and not ends_sentence(line.text)
    return Role.HEADING if line.role is None and short and line.gap else Role.PARAGRAPH
