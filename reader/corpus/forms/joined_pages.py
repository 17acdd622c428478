"""Several pages, or several whole articles of a page without a headline, in one HTML file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reader.corpus.forms.form import Part, text_in
from reader.corpus.forms.repeated_heads import texts_in
from reader.corpus.reading import Reading
from reader.text import Format, Span

_SEAM = re.compile(
    r"</html>(?:\s|<!--(?:(?!-->).){0,1000}-->)*(?=<(?:!doctype|html)\b)", re.I | re.S
)
# One with {{ }} is a template for scripts.
_TAG_OF_ARTICLE = re.compile(r"<(?P<end>/?)article\b(?![^<>]*\{\{)[^<>]*>", re.IGNORECASE)
_HEADLINE = re.compile(r"<h1\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p\b[^<>]*>\s*[^<>]{40}", re.IGNORECASE)
_HEADING = re.compile(r"<h[1-3]\b", re.IGNORECASE)
_TAG_AND_TEXT = re.compile(r"<(?P<end>/?)(?P<tag>\w+)[^<>]*>(?P<text>[^<]*)")
_UNREAD = frozenset(["script", "style", "head", "nav", "header", "footer"])
_UNREAD_ELEMENT = re.compile(r"<(script|style|head|nav)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_BLOCK = re.compile(r"</?(?:p|h[1-6]|div|section|article|header|footer|br|hr|li|ul)\b[^<>]*>", re.I)
_TAG = re.compile(r"<[^<>]*>")
# In characters of prose, which stands between two tags in so many or more: a whole article, and
# what may stand around all of them for each in them.
_PROSE, _SHORTEST, _AROUND = 40, 400, 0.2


def are_several(text: str) -> bool:
    """Tell whether a page, or its beginning, is several pages or articles."""
    return len(_starts(text)) > 1


def count_articles(text: str) -> int:
    """Count the pages of a file, or the articles of one that may be no more than its stories.

    These have a heading and two paragraphs each, which teasers have not.
    """
    if pages := len(_SEAM.findall(text)):
        return 1 + pages
    articles = list(_articles(text))
    are_told = _stand_alone(text, articles) and all(
        len(_PARAGRAPH.findall(text, span.start, span.end)) > 1 for span in articles
    )
    return len(articles) if are_told else _count_headlines(text)


def _count_headlines(text: str) -> int:
    """Count the texts that follow each other on a page, each below a headline that is signed."""
    if len(_HEADLINE.findall(text)) < 2:
        return 1
    texts = texts_in(_TAG.sub("", _BLOCK.sub("\n\n", _UNREAD_ELEMENT.sub("", text))))
    return len(texts.starts) if texts.are_sure else 1


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield each page or article as a page of its own, with what stands before the next one."""
    found = text_in(data, reading)
    for start, end in pairwise((0, *_starts(found.text)[1:], len(found.text))):
        yield Part(found.text[start:end], {}, format=Format.HTML).decoded_as(found)


def _starts(text: str) -> list[int]:
    """Return the start of each page, or of each article of one that has nothing else to say."""
    if seams := [seam.end() for seam in _SEAM.finditer(text)]:
        return [0, *seams]
    articles = list(_articles(text))
    are_whole = _stand_alone(text, articles) and all(
        _size(span.of(text)) >= _SHORTEST for span in articles
    )
    return [span.start for span in articles] if are_whole else []


def _stand_alone(text: str, articles: Sequence[Span]) -> bool:
    """Tell whether several articles have a heading each, and the page has no text of its own."""
    headed = sum(1 for span in articles if _HEADING.search(text, span.start, span.end))
    if not 1 < headed == len(articles):
        return False
    ends = (Span(0, 0), *articles, Span(len(text), len(text)))
    around = "".join(text[before.end : after.start] for before, after in pairwise(ends))
    size = sum(_size(span.of(text)) for span in articles)
    return not _HEADLINE.search(around) and _size(around) <= _AROUND * size


def _articles(text: str) -> Iterator[Span]:
    """Yield the outermost articles of a page; the last one may be cut off."""
    start = depth = 0
    for tag in _TAG_OF_ARTICLE.finditer(text):
        if not tag["end"]:
            start, depth = start if depth else tag.start(), depth + 1
        elif depth:
            depth -= 1
            if not depth:
                yield Span(start, tag.end())
    if depth:
        yield Span(start, len(text))


def _size(markup: str) -> int:
    """Return the number of characters of prose in some markup, without scripts and menus."""
    size, unread = 0, ""
    for end, name, text in _TAG_AND_TEXT.findall(markup):
        tag = name.lower()
        if unread:
            unread = "" if end and tag == unread else unread
        elif not end and tag in _UNREAD:
            unread = tag
        prose = len(" ".join(text.split()))
        size += prose if prose >= _PROSE and not unread else 0
    return size
