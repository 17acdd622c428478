"""Lines of an HTML page, with offsets into its markup."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from html.parser import HTMLParser

from reader.cleaning.article import Role, Style, StyledRun
from reader.cleaning.parse.lines import Element, Line, line_of

_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|ul|li|article|section|span|br)\b[^<>]{0,300}>", re.IGNORECASE
)
# A word of a class or an id, which are written in-this-way, inThisWay or in_this_way.
_NAME = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}")
_BLANKS = re.compile(r"[ \t\n\r\f]+")


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_UNSEEN = _tags("head script style noscript template svg math iframe object select textarea")
_STYLES = {
    "a": Style.LINK,
    "b": Style.STRONG,
    "strong": Style.STRONG,
    "i": Style.EMPHASIS,
    "em": Style.EMPHASIS,
    "cite": Style.EMPHASIS,
    "code": Style.CODE,
    "kbd": Style.CODE,
    "s": Style.STRUCK,
    "del": Style.STRUCK,
}
_ROLES = {
    **{f"h{level}": (Role.HEADING, level) for level in range(1, 7)},
    "p": (Role.PARAGRAPH, 0),
    "blockquote": (Role.QUOTATION, 0),
    "figcaption": (Role.CAPTION, 0),
    "li": (Role.LIST_ITEM, 0),
}
_SPACED = _tags("p h1 h2 h3 h4 h5 h6 ul ol dl blockquote figure pre table hr")
_BLOCKS = _SPACED | _tags(
    """html body div section article main header footer nav aside address li dt dd tr td th caption
    figcaption form fieldset details summary button br center video audio"""
)
_PLACES = _tags("nav header footer aside form button")
# Elements whose end a page may leave out.
_UNCLOSED = _tags("p li tr td dt dd option")
_DEEPEST, _DEEPEST_BLOCK, _REACH = 500, 100, 40
_VOID = _tags("area base br col embed hr img input link meta source track wbr")


def is_html(source: str) -> bool:
    """Tell whether a text is an HTML page, or a piece of one."""
    head = source[:5000]
    return bool(_PAGE.search(head)) or (
        head.lstrip().startswith("<") and len(_TAG.findall(head)) > 3
    )


def html_lines(source: str, start: int = 0, end: int | None = None) -> list[Line]:
    """Return the lines that a browser would show of ``source[start:end]``."""
    reader = _HtmlReader(source, start, len(source) if end is None else end)
    reader.read()
    return reader.lines


@dataclass(frozen=True, slots=True)
class _Element:
    """An open element, with what it takes over from those around it."""

    tag: str
    style: Style = Style.PLAIN
    unseen: bool = False
    quoted: bool = False
    role: Role | None = None
    level: int = 0
    lists: int = 0
    place: str = ""
    element: Element | None = None

    def opened(self, tag: str, names: str, *, embeds: bool) -> _Element:
        """Return the element that opens within this one.

        ``names`` are its class and id; ``embeds`` says that it is an embedded post.
        """
        role, level = _ROLES.get(tag, (self.role, self.level))
        lists = self.lists + (tag in ("ul", "ol"))
        if embeds or (self.role is Role.POST and role is Role.PARAGRAPH):
            role = Role.POST
        elif role is Role.PARAGRAPH and self.quoted:
            role = Role.QUOTATION
        return _Element(
            tag,
            self.style | _STYLES.get(tag, Style.PLAIN),
            self.unseen or tag in _UNSEEN,
            self.quoted or tag == "blockquote",
            role,
            max(0, lists - 1) if role is Role.LIST_ITEM else level,
            lists,
            tag if tag in _PLACES else self.place,
            self._element(tag, names) if tag in _BLOCKS else self.element,
        )

    def _element(self, tag: str, names: str) -> Element:
        around = self.element
        if around and around.depth == _DEEPEST_BLOCK:
            return around
        return Element(tag, _words(names), around, around.depth + 1 if around else 0)


@lru_cache(maxsize=1024)  # many elements of a page have the same names
def _words(names: str) -> frozenset[str]:
    return frozenset([word.lower() for word in _NAME.findall(names)])


class _HtmlReader(HTMLParser):
    """Gathers the runs of each line; a block's tag ends a line."""

    def __init__(self, source: str, start: int, end: int) -> None:
        super().__init__(convert_charrefs=False)
        self.lines: list[Line] = []
        self._source = source
        self._span = (start, end)
        self._rows = [start, *(m.end() for m in re.compile("\n").finditer(source, start, end))]
        self._open = [_Element("")]
        self._runs: list[StyledRun] = []
        self._gap = 0

    def read(self) -> None:
        start, end = self._span
        self.feed(self._source[start:end])
        self.close()
        self._flush()

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Read ``<![`` as a comment up to the next ``>``, as browsers do; the base may raise."""
        return self.parse_bogus_comment(i, report)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._flush()
            self._gap |= tag in _SPACED
        if tag in _VOID:
            return
        if tag in _UNCLOSED and tag == self._open[-1].tag:
            self._open.pop()
        names = " ".join([value for name, value in attrs if value and name in ("class", "id")])
        embeds = tag == "blockquote" and "twitter" in names
        # Deeper than any page goes, an element is read as the one around it.
        if len(self._open) < _DEEPEST:
            self._open.append(self._open[-1].opened(tag, names, embeds=embeds))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
            self._gap |= tag in _SPACED
        for depth in range(len(self._open) - 1, max(0, len(self._open) - _REACH), -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                break

    def handle_data(self, data: str) -> None:
        if self._open[-1].unseen:
            return
        start = self._at()
        cursor = 0
        for blank in _BLANKS.finditer(data):
            if blank[0] != " ":
                self._add(start + cursor, start + blank.start())
                self._add(start + blank.start(), start + blank.end(), " ")
                cursor = blank.end()
        self._add(start + cursor, start + len(data))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, written: str) -> None:
        start = self._at()
        end = start + len(written)
        end += self._source[end : end + 1] == ";"
        if not self._open[-1].unseen:
            shown = html.unescape(self._source[start:end])
            self._add(start, end, None if shown == self._source[start:end] else shown)

    def _at(self) -> int:
        row, column = self.getpos()
        return self._rows[row - 1] + column

    def _add(self, start: int, end: int, shown: str | None = None) -> None:
        if start < end:
            self._runs.append(StyledRun(start, end, shown, self._open[-1].style))

    def _flush(self) -> None:
        line = line_of(self._source, self._runs)
        self._runs = []
        if line:
            within = self._open[-1]
            self.lines.append(
                replace(
                    line,
                    gap=int(self._gap),
                    role=within.role,
                    level=within.level,
                    place=within.place,
                    within=within.element,
                )
            )
            self._gap = 0
