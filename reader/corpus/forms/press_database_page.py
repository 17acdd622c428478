"""Downloads from press databases as HTML: by their elements, or by the layouts of their text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reader.corpus.forms import press_database
from reader.corpus.forms.form import Part, text_in
from reader.corpus.forms.html_tree import html_tree
from reader.corpus.reading import Reading
from reader.text.dates.written_dates import day_of

# The fields of Europresse by the classes of their elements; its days stand beside other words.
_EUROPRESSE = {
    "source": "DocPublicationName",
    "date": "DocHeader",
    "title": "titreArticle",
    "byline": "docAuthors",
    "text": "DocText",
}
_PARAGRAPHS = frozenset({"p", "table", "h1", "h2", "h3", "hr"})
_LINES = frozenset({"div", "br", "tr", "li", "h4", "center"})
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset({"script", "style", "head", "title"})
_BLANKS = re.compile(r"[ \t\r\n\xa0]+")
_ROWS = re.compile(r"\n{3,}")


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the articles of a page, with what their fields say."""
    found = text_in(data, reading)
    page = html_tree(found.text)
    articles = [part for each in page.iter("article") if (part := _of_europresse(each))]
    for part in articles or press_database.articles(_paragraphs_of(page)):
        yield part.decoded_as(found)


def _of_europresse(article: Any) -> Part | None:
    """Return an article of Europresse; None of another element."""
    first = {name: next(iter(article.find_class(kind)), None) for name, kind in _EUROPRESSE.items()}
    metadata = {name: _paragraphs_of(each) for name, each in first.items() if each is not None}
    text = metadata.pop("text", "")
    day = day_of(metadata.pop("date", ""))
    return Part(text, {**metadata, "date": day.iso if day else ""}) if text else None


def _paragraphs_of(element: Any) -> str:
    """Return the text of an element, with blank lines between its paragraphs."""
    rows = (row.strip() for row in _text_of(element).split("\n"))
    return _ROWS.sub("\n\n", "\n".join(rows)).strip()


def _text_of(element: Any) -> str:
    """Return the text of an element, with its paragraphs, lines and cells set apart."""
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return ""
    end = "\n\n" if element.tag in _PARAGRAPHS else "\n" if element.tag in _LINES else ""
    end = "  " if element.tag in _CELLS else end
    found = [end, _BLANKS.sub(" ", element.text or "")]
    for child in element:
        found += (_text_of(child), _BLANKS.sub(" ", child.tail or ""))
    return "".join([*found, end])
