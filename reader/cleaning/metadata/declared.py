"""Declarations of an HTML page: meta elements (Open Graph and others) and JSON-LD."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from reader.cleaning.article import Field
from reader.cleaning.metadata.json_ld import DeclaredText, declared_article
from reader.cleaning.metadata.marked_elements import marked_elements
from reader.cleaning.metadata.title_parts import title_parts
from reader.cleaning.parse.html_tokens import without_comments
from reader.cleaning.wording.bylines import NO_NAMES, is_interface, is_label, without_label
from reader.cleaning.wording.line_wording import same, units
from reader.text.dates.written_dates import dates

# The declarations stand at the beginning of a page.
_READ, _HEAD = 400_000, 5_000
_META = re.compile(r"<meta\s[^<>]{1,3000}>", re.IGNORECASE)
_NAME = re.compile(r"(?:property|name|itemprop)\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)
_CONTENT = re.compile(r"content\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
# The address of a page has the day in it: /2014/05/18/a-title, /news/2014-05-18-a-title,
# /news/18-05-2014.
_ADDRESS = re.compile(
    r"<(?:link\s[^<>]{0,200}?rel\s*=\s*[\"']?canonical[^<>]{0,200}?href|"
    r"meta\s[^<>]{0,200}?property\s*=\s*[\"']?og:url[^<>]{0,200}?content)\s*=\s*[\"']?[^\"'\s<>]{0,200}?/"
    r"((?:19|20)\d\d([/-])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01])|"
    r"(?:0[1-9]|[12]\d|3[01])-(?:0[1-9]|1[0-2])-(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
# These languages write the day before the month; English in general may do either.
_LANGUAGE = re.compile(
    r"<html\b[^<>]{0,400}?\blang\s*=\s*[\"']?(?!en\b(?!-(?:gb|ie|au|nz|in|za)\b))[a-z]{2}\b",
    re.IGNORECASE,
)
_CODE = 2  # letters of a country or a language
_HOUSE = re.compile(
    r"\b(?:gmbh|e\.\s?v\.|ltd|inc|llc|ag|verlag|redaktion|redazione|magazin|zeitung|stiftung|online|team|landesanstalt|ministerium|"
    r"universität|university|institut|verband|verein|agentur|bundesamt|company|group)\b|"
    r"\w\.(?:de|com|org|net|at|ch|fr|it|es|uk)\b",
    re.IGNORECASE,
)
_DATES = frozenset(["date", "day", "marked", "time", "address"])
_COMPACT = re.compile(r"^((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)")  # 20260320
_AUTHORS = frozenset(["byline", "signed", "house"])
_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<>]{1,500})<", re.IGNORECASE)
_HEADLINES = re.compile(r"<h[12]\b[^<>]{0,400}>(.{1,600}?)</h[12]", re.IGNORECASE | re.DOTALL)
# What begins with letters of one case is found in a tenth of the time.
_SECTION = re.compile(
    r"itemprop(?i:\s*=\s*[\"']?articleSection\b[^<>]{0,200}>\s*([^<>\s][^<>]{0,60})<)"
)
_PUBLISHER = re.compile(
    r"itemprop(?i:\s*=\s*[\"']?publisher\b[^<>]{0,300}>(?:[^<]{0,40}<(?!/?meta\b)[^<>]{0,200}>){0,4}?\s{0,40}"
    r"<meta\s[^<>]{0,40}?itemprop\s*=\s*[\"']?name[\"']?\s+content\s*=\s*[\"']([^\"'<>]{2,80})[\"'])"
)
_TAGS = re.compile(r"<[^<>]{0,400}>")
_CANONICAL = re.compile(
    r"<(?:link\s[^<>]{0,200}?rel\s*=\s*[\"']?canonical[^<>]{0,200}?href|"
    r"meta\s[^<>]{0,200}?property\s*=\s*[\"']?og:url[^<>]{0,200}?content)\s*=\s*[\"']?([^\"'\s<>]{1,500})",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:https?://web\.archive\.org/web/\w+/)?https?://(?P<host>[\w.-]+)")
# A card of Twitter has "Written by", or another label, and what it is the label of.
_LABEL, _LABELLED = "twitter:label", "twitter:data"
_META_NAMES = {
    "og:title": "title",
    "twitter:title": "title",
    **dict.fromkeys(
        """article:published_time datepublished pubdate publishdate publish-date published
        publication_date article.published sailthru.date parsely-pub-date citation_publication_date
        dc.date.issued dcterms.issued dcterms.created dc.date.created cxenseparse:publishtime
        pdate
        cxenseparse:recs:publishtime""".split(),  # noqa: SIM905
        "date",
    ),
    # These may be the day of any change, or none that the page shows.
    **dict.fromkeys(
        "date dc.date dcterms.date dc.terms.date og:article:published_time".split(),  # noqa: SIM905
        "day",
    ),
    **dict.fromkeys(
        """author article:author dc.creator dc:creator dcterms.creator parsely-author byl
        sailthru.author citation_author cxenseparse:author dcsext.author articleauthor""".split(),  # noqa: SIM905
        "byline",
    ),
    "og:site_name": "publisher",
    **dict.fromkeys(("article:section", "articlesection", "parsely-section"), "section"),
}


def declared(source: str) -> dict[str, Field]:
    """Return the fields that a page declares, by name; their places are those of the markup.

    A date's value is its ISO 8601 form, a publisher's its name. ``page title`` is what stands over
    the window, with the site's name; ``signed`` and ``time`` are a name and a date that stand
    somewhere in the page, perhaps not its own; ``host`` is that of its address, ``trail`` the first
    step of the way to it.
    """
    found: dict[str, Field] = {}
    head = without_comments(source[:_READ])
    month_first = writes_month_first(head)
    declarations = list(_declarations(head, month_first=month_first))
    titles = [given.text for name, given in declarations if name in ("title", "page title")]
    titles += [_TAGS.sub(" ", each[1]) for each in _HEADLINES.finditer(head)]
    canonical = _CANONICAL.search(head)
    address = canonical[1] if canonical else ""
    article = declared_article(source, html.unescape(" ".join(titles)), address)
    site = [("publisher", article.pop("site"))] if "site" in article else []
    for name, given in (*article.items(), *declarations, *site):
        if name in found or not given.text.strip():
            continue
        if name in _DATES:
            day = _COMPACT.sub(r"\1-\2-\3", given.text)
            each = next(dates(day, month_first=month_first), None)
            if each:
                found[name] = Field(given.start, given.end, given.text, each.iso)
        elif not given.text.startswith(("http", "@")):
            shown = " ".join(html.unescape(given.text).split())
            if name in _AUTHORS:
                shown = shown.strip(" ,;")  # a name of a list may be empty
            if name not in _AUTHORS or all(map(_is_name, shown.split(", "))):
                bare = _bare(name, shown)
                value = bare if name == "publisher" else None
                found[name] = Field(given.start, given.end, bare, value)
    if canonical and (host := _HOST.match(address)):
        found["host"] = Field(*canonical.span(1), host["host"].lower())
    if "byline" in found and _is_house(found["byline"].text, found.get("publisher")):
        found.setdefault("house", found.pop("byline"))
    return found


def _bare(name: str, text: str) -> str:
    """Return what a page declares without a label, a slogan of the site, or further sections."""
    if name in _AUTHORS:
        return without_label(text)
    if name == "section":
        return text.partition(",")[0]
    if name != "publisher":
        return text
    parts = (part for part in title_parts(text) if units(part) and len(part) > _CODE)
    return min(parts, key=len, default=text)


def writes_month_first(page: str) -> bool | None:
    """Tell whether 3/4/2022 is a day in March by the language that a page declares, if it does."""
    return False if _LANGUAGE.search(page, 0, _HEAD) else None


def _is_house(author: str, publisher: Field | None) -> bool:
    """Tell whether an author is the publisher, a company or a site, and no person."""
    return bool(_HOUSE.search(author)) or (
        publisher is not None and same(author) == same(publisher.text)
    )


def _is_name(text: str) -> bool:
    """Tell whether what a page gives as its author is one: no address, no login, no long text."""
    return (
        len(text) <= 120
        and text[:1].isalnum()
        and "://" not in text
        and "www." not in text
        and not text.endswith(":")
        and not is_interface(text)
        and text.lower() not in NO_NAMES
        and not any(True for _ in dates(text))
        and not (" " in text and any(each.isdigit() for each in text))
    )


def _declarations(head: str, *, month_first: bool | None) -> Iterator[tuple[str, DeclaredText]]:
    """Yield the name of each declaration that is no JSON-LD, with its text and place."""
    authors: dict[str, DeclaredText] = {}
    said: set[str] = set()
    for element in _META.finditer(head):
        name, content = _NAME.search(element[0]), _CONTENT.search(element[0])
        if not name or not content:
            continue
        group = 1 if content[1] is not None else 2 if content[2] is not None else 3
        start = element.start() + content.start(group)
        given = DeclaredText(content[group], start, start + len(content[group]))
        key = name[1].lower()
        field = "byline" if key in said else _META_NAMES.get(key)
        if field == "byline":
            before = authors.setdefault(key, given)
            if given.text not in before.text:
                both = f"{before.text}, {given.text}"
                authors[key] = DeclaredText(both, before.start, given.end)
        elif field:
            yield field, given
        elif key.startswith(_LABEL) and is_label(given.text):
            said.add(key.replace(_LABEL, _LABELLED))
    yield from (("byline", given) for given in authors.values())
    for field, form in (
        ("page title", _TITLE),
        ("address", _ADDRESS),
        ("section", _SECTION),
        ("publisher", _PUBLISHER),
    ):
        if match := form.search(head):
            yield field, DeclaredText(match[1], *match.span(1))
    marked = marked_elements(head, month_first=month_first)
    for field, marks in (("signed", marked.authors), ("marked", marked.day), ("time", marked.time)):
        if marks:
            yield field, marks
