"""The table of contents of an EPUB, and the pieces of its text that the entries open."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from html import escape
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree

from reader.corpus.forms.dump import TAG
from reader.corpus.forms.ruled_texts import is_signature
from reader.corpus.forms.xml_elements import named, words_of
from reader.corpus.forms.xml_file import tree
from reader.text.dates.written_dates import day_of

_LINK = re.compile(r"<a\b[^<>]*(?<!/)>.*?</a>", re.DOTALL)
_END_OF_ROW = re.compile(r"</(?:p|h[1-6]|div|li|td)>|<br\b[^<>]*>")
_SIGNED = 4  # so many rows from the title of an article tell who wrote it, or when


class Opening(NamedTuple):
    """An entry of a table of contents: its words, its section, and the place that it opens."""

    title: str
    section: str
    path: str
    fragment: str


class OpenedPiece(NamedTuple):
    """The markup between two places that entries open, and the entry of the first one."""

    opening: Opening | None
    markup: str

    @property
    def has_prose(self) -> bool:
        """Tell whether it has words that are no links."""
        return any(map(str.isalnum, TAG.sub("", _LINK.sub("", self.markup))))

    @property
    def is_signed(self) -> bool:
        """Tell whether it says below its title who wrote it, or when."""
        return any(map(is_signature, self._below_title))

    @property
    def day(self) -> str:
        """The day that stands below its title, in ISO 8601; empty where none does."""
        days = (day_of(row) for row in self._below_title if is_signature(row))
        return next((day.iso for day in days if day), "")

    @property
    def _below_title(self) -> Iterator[str]:
        rows = (TAG.sub("", row).strip() for row in _END_OF_ROW.split(self.markup))
        return islice(filter(None, rows), 1, _SIGNED)


def path_in(folder: str, address: str) -> str:
    """Return the path of a member that another one in a folder links to."""
    return posixpath.normpath(posixpath.join(folder, unquote(address)))


def openings(
    items: Collection[Any], folder: str, read: Callable[[str], bytes]
) -> Iterator[Opening]:
    """Yield the entries of the contents, as EPUB 3 has them or else EPUB 2.

    ``items`` are those of the manifest, which stands in ``folder``.
    """
    navs = [each for each in items if "nav" in (each.get("properties") or "").split()]
    maps = [each for each in items if "ncx" in (each.get("media-type") or "")]
    for item in (navs or maps)[:1]:
        path = path_in(folder, item.get("href"))
        root = tree(read(path))
        lists = [each for each in named(root, "nav") if "toc" in each.attrib.values()]
        for entry in named((lists or [root])[0], "li" if navs else "navpoint"):
            link = next(iter(named(entry, "a" if navs else "content")), None)
            if link is not None:
                address, _, fragment = (link.get("href") or link.get("src") or "").partition("#")
                outer = next(entry.iterancestors(entry.tag), None)
                section = "" if outer is None else _label(outer)
                to = path_in(posixpath.dirname(path), address)
                yield Opening(_label(entry), section, to, fragment)


def _label(entry: Any) -> str:
    """Return the words of an entry, without those of the entries within it."""
    return words_of(next(entry.iterchildren(etree.Element)))


def pieces(
    bodies: Iterable[tuple[str, Any]], entries: Collection[Opening]
) -> Iterator[OpenedPiece]:
    """Yield the text between the places that entries open; ``bodies`` are those of each path."""
    by_path: dict[str, list[Opening]] = {}
    for entry in entries:
        by_path.setdefault(entry.path, []).append(entry)
    opening: Opening | None = None
    markup = ""
    for path, whole in bodies:
        body, own = whole, by_path.get(path, [])
        while len(own) > 1 and len(body) == 1:
            body = body[0]
        places: dict[str | None, int] = {}
        for at, child in enumerate(body):
            for each in child.iter(etree.Element):
                places.setdefault(each.get("id"), at)
        # Of those that open the same place the last one, which is in the others.
        opened = {places.get(entry.fragment, 0): entry for entry in own}
        for at, child in enumerate(body):
            if at in opened:
                yield OpenedPiece(opening, markup)
                opening, markup = opened[at], ""
            before = "" if at else escape(body.text or "")
            markup += before + etree.tostring(child, encoding="unicode")
    yield OpenedPiece(opening, markup)
