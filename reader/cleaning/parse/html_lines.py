"""Lines of an HTML page, with offsets into its markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from reader.cleaning.article import Role, Style, StyledRun
from reader.cleaning.parse.html_tokens import HtmlToken, attribute_span, attributes_of, html_tokens
from reader.cleaning.parse.lines import Element, Line, TableCell, line_of
from reader.cleaning.parse.style_sheets import HidingRules, hides
from reader.cleaning.parse.table_cells import CellCounter

_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|ul|li|article|section|span|br)\b[^<>]{0,300}>", re.IGNORECASE
)
# A word of a class or an id, which are written in-this-way, inThisWay or in_this_way.
_NAME = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}")
# Blanks are shown as one, character references as what they stand for.
_BLANKS = frozenset(" \t\n\r\f")
_SHOWN_OTHERWISE = re.compile(
    r"(?: (?=[ \t\n\r\f])|[\t\n\r\f])[ \t\n\r\f]*|"
    r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,40});?"
)
# The numbers that code's lines are given beside them, as highlighters name them (Pygments, Rouge,
# Chroma, Hexo, highlight.js, GitHub, react-syntax-highlighter).
_NUMBERS = frozenset(
    """linenos lineno linenodiv linenumber lnt ln gutter rouge-gutter hljs-ln-numbers blob-num
    react-syntax-highlighter-line-number""".split()  # noqa: SIM905
)
_NUMBERED = frozenset(["td", "span", "pre", "div", "a"])
# The text of Google's blogs waits in a template, which has no blanks to fill, for a script.
_TEMPLATE, _OF_TEXT = "#template", frozenset(["post", "content"])
_OF_CONTENT = frozenset(["annotation", "math", "script"])
_UNFILLED = re.compile(r"\{\{|<%|\$\{")
# A number set high is a note's or a power, and no further digits of what it stands behind.
_RAISED = re.compile(r"\s*([0-9]{1,3})\s*")
_APART = _BLANKS | frozenset("[(")  # what parts the mark of a note from the word before
_HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# A formula as drawn, beside the same for screen readers or as TeX (https://katex.org, MathJax).
_IN_CLASS = r"class\s*=\s*[\"']?[^\"'>]{0,100}?"
_PICTURED = re.compile(
    rf"{_IN_CLASS}\b(?:(?:la)?tex|mwe-math-fallback\S*)\b|/latex\.php\b|latex\.codecogs\b|"
    r"\salt\s*=\s*[\"']\{\\displaystyle\s|"  # as MediaWiki writes them
    rf"{_IN_CLASS}\b(?:math|formula|equation)\b"
    r"(?=.{0,2000}\salt\s*=\s*(?:\"[^\"]*|'[^']*)[\\^_={}])",
    re.DOTALL,
)
# The address of a picture that is drawn from the TeX in it: the last part of its path or query.
_TEX = re.compile(
    r"(?:[/?]|\b(?:chl|latex)=)(?P<tex>[^/?&.]*(?:%5C|\\)[a-z]{2}[^/?&.]*)$", re.IGNORECASE
)
# A style that keeps the blanks and rows of code. Prose is set with "pre-wrap" and "pre-line".
_AS_IT_STANDS = re.compile(r"white-space\s*:\s*pre\s*(?:;|!|$)")
# What those who edit a page or have it read out to them are told within a line, and the page does
# not show. A block of its own says as a heading who speaks.
_UNSHOWN = frozenset(
    "mw-editsection sr-only visually-hidden visuallyhidden screen-reader-text screenreader".split()  # noqa: SIM905
)
_DRAWN = frozenset("katex-html MathJax_Preview MathJax_Display MathJax_SVG".split())  # noqa: SIM905


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Readings above the characters of a ruby (rt, rp) are no words of the sentence.
_UNSEEN = _tags(
    "head title script style noscript template svg math iframe object select textarea rt rp rtc"
)
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
    "pre": (Role.CODE, 0),
    "xmp": (Role.CODE, 0),
}
_SPACED = _tags("p h1 h2 h3 h4 h5 h6 ul ol dl blockquote figure pre xmp table hr")
_BLOCKS = _SPACED | _tags(
    """html body div section article main header footer nav aside address li dt dd tr td th caption
    figcaption form fieldset details summary button br center video audio
    amp-carousel amp-base-carousel amp-inline-gallery amp-stream-gallery"""
)
_CODE_ROWS = _tags("div ol ul li")  # within code they set its rows
_PLACES = _tags("nav header footer aside form button")
# An element of a site's own making (pp-navigation, site-nav) names its part of the page, too.
_OWN_MENU = re.compile(r"(?:\w+-)*(?:nav|navigation|navbar|menu)(?:-\w+)*")
# Elements whose end a page may leave out.
_UNCLOSED = _tags("p li tr td dt dd option")
_DEEPEST, _DEEPEST_BLOCK, _REACH = 500, 100, 40  # open elements; open blocks; reach of an end tag
_LONGEST_FORMULA = 20_000  # characters
_VOID = _tags("area base br col embed hr img input link meta source track wbr")


def is_html(source: str) -> bool:
    """Tell whether a text is an HTML page, or a piece of one."""
    head = source[:5000]
    return bool(_PAGE.search(head)) or (
        head.lstrip().startswith("<") and len(_TAG.findall(head)) > 3
    )


def html_lines(source: str, start: int = 0, end: int | None = None) -> list[Line]:
    """Return the lines of ``source[start:end]``; those that a browser hides are told as such."""
    reader = _HtmlReader(source)
    reader.read(start, len(source) if end is None else end)
    return reader.lines


class _OpenElement(NamedTuple):  # a page has thousands: this takes half of a dataclass's time
    """An open element, with what it takes over from those around it."""

    tag: str
    names: frozenset[str] = frozenset()
    style: Style = Style.PLAIN
    unseen: bool = False
    raised: bool = False
    quoted: bool = False
    role: Role | None = None
    level: int = 0
    lists: int = 0
    place: str = ""
    element: Element | None = None
    cell: TableCell | None = None

    def opened(self, tag: str, names: _Names, *, hidden: bool) -> _OpenElement:
        """Return the element that opens within this one.

        ``hidden`` says that a browser does not show it.
        """
        of_code = self.role is Role.CODE and tag in _CODE_ROWS
        role, level = _ROLES.get(tag, (self.role, self.level)) if not of_code else (self.role, 0)
        lists = self.lists + (tag in ("ul", "ol"))
        if names.embeds or (self.role is Role.POST and role is Role.PARAGRAPH):
            role = Role.POST
        elif role is Role.PARAGRAPH and self.quoted:
            role = Role.QUOTATION
        return _OpenElement(
            tag,
            names.all,
            self.style | _STYLES[tag] if tag in _STYLES else self.style,
            self.unseen
            or tag in _UNSEEN
            or (hidden and (tag not in _BLOCKS or self.role is Role.CODE)),
            self.raised or tag == "sup",
            self.quoted or tag == "blockquote",
            role,
            max(0, lists - 1) if role is Role.LIST_ITEM else level,
            lists,
            _place(tag) or self.place,
            self._element(tag, names, hidden) if tag in _BLOCKS else self.element,
            self.cell,
        )

    def _element(self, tag: str, names: _Names, hidden: bool) -> Element:
        around = self.element
        if around and len(around.outer) == _DEEPEST_BLOCK:
            return around
        return Element(tag, names.words, (around, *around.outer) if around else (), hidden)


def _is_hidden(tag: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether a browser shows nothing of an element, by its attributes but for its names."""
    return (
        attributes.get("hidden", "until-found") != "until-found"
        or (tag == "dialog" and "open" not in attributes)
        or attributes.get("role") in ("dialog", "alertdialog")
        or ("style" in attributes and hides(attributes["style"]))
    )


@lru_cache(maxsize=256)
def _place(tag: str) -> str:
    """Return the part of a page that an element is by its tag; empty where it is none."""
    if "-" in tag and _OWN_MENU.fullmatch(tag):
        return "nav"
    return tag if tag in _PLACES else ""


class _Names(NamedTuple):
    """The names of an element, and what they say of it.

    They are its tag, its classes as ``.menu``, its id as ``#top``; ``words`` are those of classes
    and id. ``embeds`` says that it is an embedded post, ``doubles`` that it numbers the lines of
    code, draws a formula that is told beside it, or is no text of the page to its readers.
    """

    all: frozenset[str]
    words: frozenset[str]
    embeds: bool
    doubles: bool


@lru_cache(maxsize=1024)  # many elements of a page have the same names
def _names(tag: str, classes: str, ids: str) -> _Names:
    own = classes.split()
    marked = [*(f".{each}" for each in own), *(f"#{each}" for each in ids.split())]
    return _Names(
        frozenset((tag, *marked)),
        frozenset([word.lower() for name in marked for word in _NAME.findall(name)]),
        tag == "blockquote" and any("twitter" in name for name in marked),
        (tag in _NUMBERED and not _NUMBERS.isdisjoint(own))
        or not _DRAWN.isdisjoint(own)
        or (tag == "span" and not _UNSHOWN.isdisjoint(own)),
    )


class _HtmlReader:
    """Gathers the runs of each line; a block's tag ends a line."""

    def __init__(self, source: str) -> None:
        self.lines: list[Line] = []
        self._source = source
        self._open = [_OpenElement("")]
        self._hiding = HidingRules()
        self._untold = False  # whether the formula that is read has no alternative text
        self._runs: list[StyledRun] = []
        self._gap = 0
        self._cells = CellCounter()
        self._beside: HtmlToken | None = None  # the tag of an element right behind its like
        self._ended = 0  # the end of the last closing tag of such an element

    def read(self, start: int, end: int) -> None:
        """Read the lines of ``source[start:end]``."""
        for token in html_tokens(self._source, start, end):
            if not token.name:
                self._text(token.start, token.end)
            elif token.closes:
                self._closed(token)
            else:
                self._opened(token)
                if token.attributes.endswith("/"):
                    self._closed(token)
        self._flush()

    def _opened(self, token: HtmlToken) -> None:
        tag = token.name
        if tag == "br" and self._open[-1].role is Role.CODE:
            self._add(token.start, token.end, "\n")
            return
        self._break(token)
        self._beside = token if tag == "span" and token.start == self._ended else None
        if tag in _VOID:
            if tag == "img":
                self._picture(token)
            return
        if tag in _UNCLOSED and tag == self._open[-1].tag:
            self._open.pop()
        attributes = attributes_of(token)
        ids = attributes.get("id", "")
        if "breadcrumb" in attributes.get("aria-label", "").lower():
            ids += " breadcrumb"
        if attributes.get("itemprop") == "comment":
            ids += " comments"
        names = _names(tag, attributes.get("class", ""), ids)
        hidden = (
            names.doubles
            or _is_hidden(tag, attributes)
            or self._hiding.hide(names.all, self._names_around)
        )
        # Deeper than any page goes, an element is read as the one around it.
        if len(self._open) < _DEEPEST:
            opened = self._open[-1].opened(tag, names, hidden=hidden)
            if cell := self._cells.opened(tag, attributes):
                opened = opened._replace(cell=cell)
            if tag in _BLOCKS and _AS_IT_STANDS.search(attributes.get("style", "")):
                opened = opened._replace(role=Role.CODE, level=0)
            if tag in _OF_CONTENT:
                opened = self._as_content(opened, token, attributes)
            self._open.append(opened)

    def _names_around(self) -> Iterator[frozenset[str]]:
        return (each.names for each in reversed(self._open))

    def _picture(self, token: HtmlToken) -> None:
        """Show the formula that a picture draws, by its alternative text or by its address."""
        if _PICTURED.search(token.attributes) and (place := attribute_span(token, "alt")):
            self._text(*place)
        elif ("%5C" in token.attributes or "\\" in token.attributes) and (
            place := attribute_span(token, "src")
        ):
            address = self._source[slice(*place)]
            if (drawn := _TEX.search(address)) and not self._open[-1].unseen:
                start, end = drawn.span("tex")
                self._add(place[0] + start, place[0] + end, unquote(address[start:end]))

    def _as_content(
        self, opened: _OpenElement, token: HtmlToken, attributes: Mapping[str, str]
    ) -> _OpenElement:
        """Return an element that is read where its like is not: formulas, templates of a text."""
        around, tag = self._open[-1], token.name
        if tag == "annotation" and "tex" in attributes.get("encoding", "") and self._untold:
            return opened._replace(unseen=False, style=opened.style | Style.CODE)
        if tag == "math" and self._formula(token):
            return opened._replace(unseen=around.unseen)
        if tag == "script" and attributes.get("type", "").startswith("math/tex"):
            return opened._replace(unseen=around.unseen, style=Style.CODE)
        if tag == "script" and attributes.get("type") == "text/template":
            element = around.element
            if element and element.words >= _OF_TEXT:
                return opened._replace(tag=_TEMPLATE)
        return opened

    def _formula(self, token: HtmlToken) -> bool:
        """Show a formula by its alternative text; tell whether its own signs must tell it.

        They do where no annotation says it in TeX either.
        """
        place = attribute_span(token, "alttext")
        self._untold = place is None
        if place is not None and not self._open[-1].unseen:
            self._text(*place)
        end = self._source.find("</math", token.end, token.end + _LONGEST_FORMULA)
        return self._untold and "<annotation" not in self._source[token.end : max(0, end)]

    def _break(self, token: HtmlToken) -> None:
        """End the line at a block's tag; within code, where each row may be one, go on below."""
        if token.name not in _BLOCKS:
            return
        within = self._open[-2 if token.closes and len(self._open) > 1 else -1]
        if within.role is Role.CODE and token.name in _CODE_ROWS:
            if self._runs and self._shown_last() != "\n":
                self._add(token.start, token.end, "\n")
        else:
            self._flush()
            self._gap |= token.name in _SPACED

    def _closed(self, token: HtmlToken) -> None:
        tag = token.name
        self._break(token)
        self._cells.closed(tag)
        if tag == "span":
            self._ended = token.end
        if self._open[-1].tag == tag:  # as nearly all
            self._open.pop()
            return
        for depth in range(len(self._open) - 2, max(0, len(self._open) - _REACH), -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                break

    def _text(self, start: int, end: int) -> None:
        around = self._open[-1]
        is_code = around.role is Role.CODE
        if around.tag == "style":
            self._hiding.add(self._source[start:end])
        if around.tag == _TEMPLATE:
            self._open.pop()
            if not _UNFILLED.search(self._source, start, end):
                self.read(start, end)
            return
        if around.unseen:
            return
        if not self._runs and not is_code and self._source[start:end].isspace():
            return  # most of the text between tags
        if (tag := self._beside) and tag.end == start and self._runs_on(start):
            self._add(tag.start, tag.end, " ")
        number = _RAISED.fullmatch(self._source, start, end) if around.raised else None
        if number and self._runs and self._shown_last() not in _APART:
            self._add(*number.span(1), number[1].translate(_HIGH))
            return
        cursor = start
        for piece in _SHOWN_OTHERWISE.finditer(self._source, start, end):
            written = piece[0]
            is_blank = written[0] != "&"
            if is_blank and is_code:
                continue
            shown = " " if is_blank else html.unescape(written)
            if shown != written:
                self._add(cursor, piece.start())
                self._add(piece.start(), piece.end(), shown)
                cursor = piece.end()
        self._add(cursor, end)

    def _add(self, start: int, end: int, shown: str | None = None) -> None:
        if self._open[-1].role is not Role.CODE and self._is_after_blank():
            # Blanks on both sides of a tag or a comment are one.
            while start < end and (self._source[start] if shown is None else shown) in _BLANKS:
                start += 1
        if start < end:
            self._runs.append(StyledRun(start, end, shown, self._open[-1].style))

    def _is_after_blank(self) -> bool:
        if not self._runs:
            return False
        return self._shown_last() in _BLANKS

    def _runs_on(self, start: int) -> bool:
        """Tell whether a name and the day beside it, or the like, are set without a blank."""
        of_code = self._open[-1].role is Role.CODE or self._open[-1].style & Style.CODE
        at = self._source[start]
        return bool(
            self._runs
            and not of_code
            and self._shown_last().islower()
            and (at.isdigit() or at.isupper())
        )

    def _shown_last(self) -> str:
        """Return the last character of the line that is read."""
        last = self._runs[-1]
        return self._source[last.end - 1] if last.shown is None else last.shown[-1:]

    def _flush(self) -> None:
        if not self._runs:
            return
        line = line_of(self._source, self._runs, self._open[-1].role is Role.CODE)
        self._runs = []
        if line:
            within = self._open[-1]
            self.lines.append(
                Line(
                    line.runs,
                    line.text,
                    int(self._gap),
                    within.role,
                    within.level,
                    within.place,
                    within.element,
                    within.cell,
                )
            )
            self._gap = 0
