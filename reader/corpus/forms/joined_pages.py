"""Several pages, or several whole articles of a page without a headline, in one HTML file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise

from reader.corpus.forms.form import Part, text_in
from reader.corpus.forms.repeated_heads import texts_in
from reader.corpus.forms.ruled_texts import DIGEST, is_signature
from reader.corpus.reading import Reading
from reader.text import Format, Span

_SEAM = re.compile(
    r"</html>(?:\s|<!--(?:(?!-->).){0,1000}-->)*(?=<(?:!doctype|html)\b)", re.I | re.S
)
# One with {{ }} is a template for scripts.
_TAG_OF_ARTICLE = re.compile(r"<(?P<end>/?)article\b(?![^<>]*\{\{)[^<>]*>", re.IGNORECASE)
_HEADLINE = re.compile(r"<h1\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p\b[^<>]*>\s*[^<>]{40}", re.IGNORECASE)
_SECOND_HEADING = re.compile(r"<h2\b", re.IGNORECASE)
_OF_SITE = re.compile(r"<(?:script|nav|header|link|form)\b", re.IGNORECASE)
_HEADING = re.compile(r"<h[1-3]\b", re.IGNORECASE)
_TAG_AND_TEXT = re.compile(r"<(?P<end>/?)(?P<tag>\w+)[^<>]*>(?P<text>[^<]*)")
_UNREAD = frozenset(["script", "style", "head", "nav", "header", "footer"])
_UNREAD_ELEMENT = re.compile(r"<(script|style|head|nav)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_BLOCK = re.compile(r"</?(?:p|h[1-6]|div|section|article|header|footer|br|hr|li|ul)\b[^<>]*>", re.I)
_TAG = re.compile(r"<[^<>]*>")
_HEAD = re.compile(
    r"<h(?P<level>[1-3])\b[^<>]*>(?:(?!</h[1-3]\b).){1,500}</h(?P=level)\s*>", re.I | re.S
)
_FIRST_TEXT = re.compile(r"(?:\s*<[^<>]*>){0,20}\s*([^<]+)")
_NAMED = re.compile(r"<(title|h1)\b.{1,300}?</\1\s*>", re.I | re.S)
# In characters of prose, which stands between two tags in so many or more: a whole article, and
# what may stand around all of them for each in them.
_PROSE, _SHORTEST, _SHORTEST_TOLD, _AROUND = 40, 400, 100, 0.2


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
    return len(articles) if are_told else max(_count_headlines(text), _count_signed(text))


def count_titled(text: str) -> int:
    """Count the texts of a page that may be articles: below headings of the first level.

    On a site the menu and what else is beside an article have such headings, too. Those of a page
    that calls itself a digest stand below headings of the second level.
    """
    if not _OF_SITE.search(text) and (below := _texts_below([*_HEADLINE.finditer(text)], text)) > 1:
        return below
    is_digest = any(DIGEST.search(said[0]) for said in _NAMED.finditer(text))
    page = _UNREAD_ELEMENT.sub("", text) if is_digest else ""
    return _texts_below([*_SECOND_HEADING.finditer(page)], page)


def _count_signed(text: str) -> int:
    """Count the texts of a page whose headings of one level each stand over a day or an author."""
    page = _UNREAD_ELEMENT.sub("", text)
    signed: dict[str, list[re.Match[str]]] = {"1": [], "2": [], "3": []}
    for head in _HEAD.finditer(page):
        row = _FIRST_TEXT.match(page, head.end())
        if row and is_signature(unescape(row[1]).strip()):
            signed.get(head["level"], []).append(head)
        else:
            signed.pop(head["level"], None)
    return max((_texts_below(heads, page) for heads in signed.values()), default=1)


def _texts_below(heads: Sequence[re.Match[str]], page: str) -> int:
    """Return the number of headings, if a text stands below each and hardly any above; else 1."""
    if len(heads) < 2:  # as on most pages, which need not be measured then
        return 1
    starts = [head.start() for head in heads]
    around, *sizes = (_size(page[a:b]) for a, b in pairwise((0, *starts, len(page))))
    are_texts = min(sizes) >= _SHORTEST_TOLD and around <= _AROUND * sum(sizes)
    return len(sizes) if are_texts else 1


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
