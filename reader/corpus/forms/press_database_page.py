"""Downloads from press databases as HTML: their text, read by the layouts that text has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from reader.corpus.forms import press_database
from reader.corpus.forms.form import Part, text_in
from reader.corpus.reading import Reading

_PARAGRAPHS = frozenset({"p", "table", "h1", "h2", "h3", "hr"})
_LINES = frozenset({"div", "br", "tr", "li", "h4", "center"})
_UNSEEN = frozenset({"script", "style", "head", "title"})
_BLANKS = re.compile(r"[ \t\r\n\xa0]+")
_ROWS = re.compile(r"\n{3,}")


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the articles of a page, with what their fields say."""
    found = text_in(data, reading)
    page = html.fromstring(found.text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    rows = (row.strip() for row in _text_of(page).split("\n"))
    for part in press_database.articles(_ROWS.sub("\n\n", "\n".join(rows)).strip()):
        yield part.decoded_as(found)


def _text_of(element: Any) -> str:
    """Return the text of an element, with its paragraphs and lines set apart."""
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return ""
    end = "\n\n" if element.tag in _PARAGRAPHS else "\n" if element.tag in _LINES else ""
    found = [end, _BLANKS.sub(" ", element.text or "")]
    for child in element:
        found += (_text_of(child), _BLANKS.sub(" ", child.tail or ""))
    return "".join([*found, end])
