"""Read authors and dates from the elements of a page whose names say that they hold them.

Pages name the elements by class, ``rel``, ``itemprop`` or ``property``: ``<span class="byline">``,
``<a rel="author">``, ``<time class="entry-date">``. Readers' comments are named alike, so nothing
behind their beginning is read, and of what is left the first element counts.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from reader.cleaning.metadata.json_ld import DeclaredText
from reader.cleaning.parse.html_tokens import HtmlToken, attributes_of
from reader.cleaning.wording.bylines import signed_names
from reader.text.dates.written_dates import dates

# A tag that names an author, a date or the readers' comments has one of these in it.
_NAMING = (
    "author", "byline", "autor", "writer", "publish", "posted", "submitted", "creat", "timestamp",
    "date", "datum", "<time", "comment", "respond", "disqus", "kommentare", "talkback", '"fn"',
)  # fmt: skip
# The elements whose text names nobody, whatever they are called.
_SKIPPED = frozenset(
    "html body head main article script style meta link img input label svg".split()  # noqa: SIM905
)
_PARTS = frozenset(["section", "form"])  # nor does theirs, but they may hold the comments
_READERS = re.compile(
    r"(?:^|[ -])(?:comments(?:-area|-list|-section|-wrapper)?|comment-?list|respond|disqus[\w-]*|"
    r"(?:leser)?kommentare|talkbacks?)(?:$| )"
)
_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:(?:[pe]|post|entry|article|story|news|document|content|meta|posted-by)[_-]{1,2})?"
    r"(?:authors?|autor(?:en|in)?|byline|by-line|writers?)"
    r"(?:[_-]{1,2}(?:names?|links?|text|line|wrapper|info|vcard|list|first|title|meta))?(?:$|[\s_])"
    r"|documentauthor|authorname|byline[_-]",
    re.IGNORECASE,
)
_NOT_THE_AUTHOR = re.compile(
    r"comment|avatar|bio\b|biography|image|img|photo|social|related|teaser|follow|job|position|"
    r"description|sidebar|widget|footer|menu|copyright",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?:^|[\s_-])(?:published|publish(?:ed)?[_-]?date|pub[_-]?date|entry[_-]date|posted[_-]on|"
    r"(?:post|article|news|document|story|blog|creation|created)[_-]{0,2}(?:date|published|created)|"
    r"date[_-]?(?:published|created|posted)|submitted|documentpublished|articlecreationdate|"
    r"itempostdate|publish[_-]?time|timestamp)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PLAIN_DAY = re.compile(r"(?:^|\s)(?:date|datum|time)(?:$|\s)", re.IGNORECASE)
_NOT_THE_DAY = re.compile(
    r"modif|updat|comment|teaser|related|widget|footer|sidebar", re.IGNORECASE
)
_TAGS = re.compile(r"<!--.{0,2000}?-->|<[^<>]{0,1000}>", re.DOTALL)
_JOINS = re.compile(r"(?:,|&|and\b|und\b|et\b|y\b)", re.IGNORECASE)
_JOINED = re.compile(r"(?:,|&|\band|\bund|\bet|\by)$", re.IGNORECASE)
_TAG = re.compile(r"[a-z][\w-]{0,20}")
_LONGEST_TAG, _READ, _LONGEST = 600, 1_500, 160  # characters: of a tag, an element, a name
_MOST = 400  # so many elements with such names are looked at
_UNNAMED = 3  # the rank of an element that is named for neither
_NEAR = 300  # authors of one article stand no farther apart


class MarkedElements(NamedTuple):
    """The authors and the date that elements of a page hold.

    ``day`` is surely that of publication, ``time`` the first of any that is marked as a date.
    """

    authors: DeclaredText | None
    day: DeclaredText | None
    time: DeclaredText | None


def marked_elements(source: str, *, month_first: bool | None) -> MarkedElements:
    """Return the contents of elements that are named for an author or a date of publication.

    ``month_first`` tells which number of 3/4/2022 is the month, if that is known.
    """
    authors: list[tuple[int, DeclaredText]] = []
    days: list[tuple[int, DeclaredText]] = []
    below = 0
    for token in _named_tags(source):
        attributes = attributes_of(token)
        names = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()
        if token.start < below:
            continue
        if token.name != "a" and _READERS.search(names):
            below = _inner(source, token)[1]
            if token.name in _PARTS and below > token.end:
                continue  # a short one has few comments or none, and may stand above the day
            break
        if token.name in _PARTS:
            continue
        properties = {attributes.get(name, "").lower() for name in ("rel", "itemprop", "property")}
        rank = _author_rank(names, properties)
        if rank < _UNNAMED and (said := _author(source, token)):
            authors.append((rank, said))
        if "pubdate" in attributes:
            properties.add("datepublished")
        rank = _day_rank(names, properties, token.name)
        if rank < _UNNAMED and (said := _day(source, token, attributes, month_first)):
            days.append((rank, said))
    return MarkedElements(_together(authors), *_by_rank(days))


def _author_rank(names: str, properties: set[str]) -> int:
    """Return the rank of an element as the author's name: 0 by its relation, 1 by its name.

    It is 2 for a card (hCard), which may be somebody else's.
    """
    if not properties.isdisjoint(("author", "schema:author", "dc:creator")):
        return 0
    named = "author" in names or "autor" in names or "byline" in names or "writer" in names
    if named and _AUTHOR.search(names) and not _NOT_THE_AUTHOR.search(names):
        return 1
    return 2 if names.strip() == "fn" else _UNNAMED


def _day_rank(names: str, properties: set[str], tag: str) -> int:
    """Return the rank of an element as the date: 0 by its relation, 1 by its name, 2 maybe."""
    if not properties.isdisjoint(("datepublished", "schema:datecreated", "schema:datepublished")):
        return 0
    if "datemodified" in properties or _NOT_THE_DAY.search(names):
        return _UNNAMED
    if _DAY.search(names):
        return 1
    return 2 if tag == "time" or _PLAIN_DAY.search(names) else _UNNAMED


def _together(found: Sequence[tuple[int, DeclaredText]]) -> DeclaredText | None:
    """Return the likeliest author, with those that are named right behind."""
    if not found:
        return None
    best = min(rank for rank, _ in found)
    first, *others = [value for rank, value in found if rank == best]
    for other in others:
        if " " not in first.text or other.start - first.end > _NEAR:
            break
        if other.start >= first.end and " " in other.text and other.text not in first.text:
            first = DeclaredText(f"{first.text}, {other.text}", first.start, other.end)
    return first


def _by_rank(
    found: Sequence[tuple[int, DeclaredText]],
) -> tuple[DeclaredText | None, DeclaredText | None]:
    """Return the date that is surely the page's, and the one that may be."""
    sure = min((each for each in found if each[0] < 2), key=lambda each: each[0], default=None)
    return sure and sure[1], found[0][1] if found else None


def _named_tags(source: str) -> Iterator[HtmlToken]:
    """Yield the opening tags that have one of the names in them, in order."""
    small = source.lower()
    if len(small) != len(source):  # some letters are two in the other case
        small = source
    places = {
        start
        for name in _NAMING
        for at in _places(small, name)
        if (start := small.rfind("<", max(0, at - _LONGEST_TAG), at + 1)) >= 0
        and small.find(">", start, at) < 0
    }
    for start in sorted(places)[:_MOST]:
        close = source.find(">", start, start + 2 * _LONGEST_TAG)
        name = _TAG.match(small, start + 1)
        if close >= 0 and name is not None and name[0] not in _SKIPPED:
            yield HtmlToken(start, close + 1, name[0], attributes=source[name.end() : close])


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))


def _inner(source: str, token: HtmlToken) -> tuple[int, int]:
    """Return the span of the content of an element, up to its own end tag."""
    limit = min(len(source), token.end + _READ)
    depth = 1
    for tag in _tag_form(token.name).finditer(source, token.end, limit):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return token.end, tag.start()
    return token.end, token.end


@lru_cache(maxsize=64)
def _tag_form(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){re.escape(name)}\b", re.IGNORECASE)


def _author(source: str, token: HtmlToken) -> DeclaredText | None:
    start, end = _inner(source, token)
    text = _parted(source[start:end])
    if not 2 <= len(text) <= _LONGEST:
        return None
    named = signed_names(text)
    return _declared_text(source, named, start, end) if named else None


def _day(
    source: str, token: HtmlToken, attributes: Mapping[str, str], month_first: bool | None
) -> DeclaredText | None:
    for name in ("datetime", "content"):
        if any(True for _ in dates(attributes.get(name, ""))):
            return _declared_text(source, attributes[name], token.start, token.end)
    start, end = _inner(source, token)
    text = _plain(source[start:end])
    found = next(dates(text, month_first=month_first), None) if len(text) <= _LONGEST else None
    return _declared_text(source, text[found.start : found.end], start, end) if found else None


def _plain(markup: str) -> str:
    return " ".join(html.unescape(_TAGS.sub(" ", markup)).split())


def _parted(markup: str) -> str:
    """Return the text of an element with a bar where another element begins beside a name.

    Several names of a list are left together, and so are the words of one name.
    """
    parts = [
        part for each in _TAGS.split(markup) if (part := " ".join(html.unescape(each).split()))
    ]
    text = ""
    for part in parts:
        whole = _JOINS.match(part) or _JOINED.search(text) or (text and " " not in text + part)
        text += f" {part}" if whole else f" | {part}"
    return text.removeprefix(" | ").strip()


def _declared_text(source: str, text: str, start: int, end: int) -> DeclaredText:
    """Return a text with its place, that of the whole element where it is written otherwise."""
    at = source.find(text, start, end)
    return DeclaredText(text, at, at + len(text)) if at >= 0 else DeclaredText(text, start, end)
