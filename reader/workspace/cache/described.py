"""Metadata of a document besides its text, each with its origin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import dropwhile
from urllib.parse import unquote

from reader import cleaning
from reader.cleaning import Article, Field
from reader.corpus import Document, date_in_path, without_date
from reader.text import fold, one_line

_TOP, _END = 2_000, 200  # characters of a text, in which its title and its author stand
_FEWEST = 4  # characters of a title of one word: fewer are a label
# What files are called that say nothing of their text.
_SAYS_NOTHING = frozenset(
    """article articles artikel articulo artículo articolo body clean content copy data default
    document documento dokument download empty export file fulltext head home index item items
    keys latest main news output page pagina página plain post print raw readme record records
    result results sample scan seite source stdin story test text texto texte title untitled
    unbenannt""".split()  # noqa: SIM905
)
# A number or a time before a name: "1234-ferry-vote", "T1200-ferry".
_COUNT = re.compile(r"T?\d+")
_DAY = len("2024-03-05")  # a date that is shorter is a month or a year


class Origin(StrEnum):
    """The source of a fact of a document, the surest first.

    ``RECORD`` is what its record, its head or a file beside it declares, ``TEXT`` what its text
    shows, ``PATH`` what the names of its file and folders tell, ``FILE`` what is known of the file.
    """

    RECORD = "record"
    TEXT = "text"
    PATH = "path"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class DescribedLine:
    """Something that is known of a document, as one line.

    ``value`` is a date in ISO 8601 or the bare name of a source. ``field`` is the place in the
    source, for what the text shows.
    """

    text: str
    origin: Origin
    value: str = ""
    field: Field | None = None


def cleaned(document: Document) -> Article:
    """Return the clean reading of a document, below the title that is declared."""
    return below_title(document, cleaned_source(document))


def cleaned_source(document: Document) -> Article:
    """Return the clean reading of a source, its front matter left out, whatever is declared."""
    return cleaning.clean(document.source, document.format, document.head)


def below_title(document: Document, article: Article) -> Article:
    """Return an article as it is below the title of its document that stands outside of it."""
    return article.entitled(document.declared.title or _named(document, article))


# web.archive.org/web/20240305000000/https://courier.example/..., archive.ph/20240305/https://...
_ARCHIVE = re.compile(r"https?://[^/]+/(?:web/)?\d{4,14}(?:[a-z]{2}_)?/(?=https?://)")


def _named(document: Document, article: Article) -> str:
    """Return the title of the file's properties, "" where the text has one that it says not.

    They often are those of a template, or of the text that the file once held.
    """
    if not document.named:
        return ""
    is_said = _says(document.source[:_TOP], document.named)
    return document.named if article.title is None or is_said else ""


def _says(text: str, words: str) -> bool:
    """Tell whether a text has some words in a row, however it is broken into lines."""
    return " ".join(fold(words).split()) in " ".join(fold(text).split())


def described(document: Document, article: Article) -> Mapping[str, DescribedLine]:
    """Return the title, byline, date, source, section, url, language and length of a document.

    What is declared goes before what the text shows, that before what the path tells, and that
    before the day on which the file was made; what nothing tells is left out. A title of the file's
    properties goes before that of the text where the text begins with it, else behind; their author
    is the text's where that names nobody else, and him at its beginning or end.
    """
    found = _declared_or_shown(document, article)
    declared = document.declared
    ends = f"{document.source[:_TOP]}\n{document.source[-_END:]}"
    if "byline" not in found and (author := document.made_by) and _says(ends, author):
        found["byline"] = DescribedLine(author, Origin.RECORD, author)
    if "source" not in found and (domain := _domain(declared.url)):
        found["source"] = DescribedLine(domain, Origin.RECORD, domain)
    place, is_own = _place(document.id)
    if "date" not in found and (date := _date_beside(document, place)):
        found["date"] = date
    # The name of a file with many documents is the title of none.
    if "title" not in found and is_own and (title := _title_in(place)):
        found["title"] = DescribedLine(title, Origin.PATH, title)
    return found


def _date_beside(document: Document, place: str) -> DescribedLine | None:
    """Return the day of a document whose text has none: printed, in its path, or of its making."""
    days = (
        (document.printed, Origin.TEXT),
        (date_in_path(place), Origin.PATH),
        (document.made, Origin.FILE),
    )
    return next((DescribedLine(day, origin, day) for day, origin in days if day), None)


def _declared_or_shown(document: Document, article: Article) -> dict[str, DescribedLine]:
    """Return what is declared of a document, and what its text shows of the rest, by name."""
    declared = document.declared
    shown = {
        "title": article.title,
        "byline": article.byline,
        "date": article.date,
        "source": article.publisher,
        "section": article.section,
    }
    found: dict[str, DescribedLine] = {}
    named = "" if declared.title else _named(document, article)
    if named:
        found["title"] = DescribedLine(named, Origin.RECORD, named)
        del shown["title"]
    for name in ("title", "byline", "date", "source", "section", "url", "language", "length"):
        field = shown.get(name)
        text = getattr(declared, name)
        is_surer = name == "date" and field and field.value and field.value.startswith(text)
        if text and not (is_surer and len(text) < _DAY):
            found[name] = DescribedLine(text, Origin.RECORD, text)
        elif field is not None:
            value = one_line(field.value or field.text)
            found[name] = DescribedLine(one_line(field.text), Origin.TEXT, value, field)
    return found


def _place(document: str) -> tuple[str, bool]:
    """Return the path of the file that a document is in, and whether it is the only one there.

    A zipped folder is a folder: of what is in it the path within counts.
    """
    file, _, own = document.partition("#")
    if own and file.lower().endswith(".zip"):
        file, _, own = own.partition("#")
    return file, not own


def _domain(url: str) -> str:
    """Return the host of an address without ``www.``, of an archive's that of the page it keeps."""
    host = (
        _ARCHIVE.sub("", url)
        .partition("://")[2]
        .partition("/")[0]
        .rpartition("@")[2]
        .partition(":")[0]
    )
    return one_line(host.casefold().removeprefix("www."))


def _title_in(path: str) -> str:
    """Return the title that the name of a file gives: words, and nothing that only counts."""
    name = one_line(without_date(unquote(path.rpartition("/")[2].rpartition(".")[0])))
    words = name.replace("_", " ").replace("-", " ").split()
    words = list(dropwhile(_COUNT.fullmatch, words))
    title = " ".join(words)
    is_label = len(words) < 2 and ("." in name or len(title) < _FEWEST or title.isupper())
    if is_label or title.casefold() in _SAYS_NOTHING or any(map(str.isdigit, title)):
        return ""
    return title[:1].upper() + title[1:]
