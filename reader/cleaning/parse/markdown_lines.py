"""Lines of a Markdown text, with the runs between its marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from itertools import pairwise
from textwrap import dedent
from typing import TYPE_CHECKING

from reader.cleaning.article import Role, Style, StyledRun
from reader.cleaning.parse.fixed_width import page_width
from reader.cleaning.parse.lines import Line, TableCell, line_of, plain_lines, shown_by
from reader.cleaning.parse.table_cells import CellCounter

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
_INLINE = re.compile(r"\[[^\]\n]{1,300}\]\([^)\s]*\)|\*\*\S[^*\n]{0,300}\*\*|^> \S", re.MULTILINE)
_SNIFFED = 200_000  # characters
# Longer paragraphs, and those with more marks, are shown as they are written: no one writes them,
# and some rules of Markdown's inline grammar take quadratic time, or 25 µs a mark.
_LONGEST_PARAGRAPH = 100_000
_MOST_MARKS, _MARKED_SHARE = 1_000, 0.2  # marks, and a share of the characters
# A row takes 40 µs, whatever stands in it: so many, and so short on the average, are no text.
_ROWS, _SHORT = 2_000, 8
# html2text breaks headings and, at their hyphens, the targets of links.
_BROKEN_TARGET = re.compile(r"\]\([^\s()<>]{1,2000}-\n(?:[^\s()<>]{1,200}-\n){0,9}[^\s()<>]*[)\s]")
_OPEN_TARGET = re.compile(r"\]\([^\s()<>]{1,2000}-$|^[^\s()<>\[\]]+-$")
_LONG_HEADING = re.compile(r"^#{1,6} .{30,}$", re.MULTILINE)
_BLOCK = re.compile(r"#|>|[ \t]*(?:[*+-]|\d+\.)[ \t]|[ \t]*$|[=-]+$")
_MARKS = {
    "strong_open": (Style.STRONG, True),
    "strong_close": (Style.STRONG, False),
    "em_open": (Style.EMPHASIS, True),
    "em_close": (Style.EMPHASIS, False),
    "s_open": (Style.STRUCK, True),
    "s_close": (Style.STRUCK, False),
}
_TABLES = frozenset(("table", "tr", "td", "th"))
# The elements that may stand within a paragraph; other words in angle brackets are text.
_ELEMENT = re.compile(
    r"</?(?:a|abbr|acronym|audio|b|bdi|bdo|big|br|button|cite|code|data|del|dfn|div|em|embed|font|i|"
    r"iframe|img|input|ins|kbd|label|mark|nobr|object|p|picture|q|s|samp|script|select|small|source|"
    r"span|strike|strong|style|sub|sup|svg|time|tt|u|var|video|wbr)\b|<[!?]",
    re.IGNORECASE,
)
# What the inline grammar has rules for, but for plain breaks of rows.
_MARKED = re.compile(r"[\\`~*_\[\]!<&]|[ \t]\n|\n[ \t]")
_BREAK = re.compile(r"\\?[ \t]*\n?[ \t]*")


def is_markdown(source: str) -> bool:
    """Tell whether a plain text is written in Markdown."""
    head = source[:_SNIFFED]
    headings = len(_HEADING.findall(head))
    return headings > 0 and headings + len(_INLINE.findall(head)) > 2


def is_dense(source: str) -> bool:
    """Tell whether a text is very many rows of a few characters: it is shown as it is written."""
    rows = source.count("\n")
    return rows > _ROWS and len(source) < _SHORT * rows


def markdown_lines(source: str) -> list[Line]:
    """Return the blocks of a Markdown text, with offsets into it.

    A hard break ends a line, as it does on the page.
    """
    # What the parser would do itself, but without a change of length.
    text = source.replace("\r\n", "\t\n").replace("\r", "\n").replace("\0", "\ufffd")
    text = _unbroken(text)
    starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text)]
    lines: list[Line] = []
    around = _Around()
    parser = _parser()
    references: dict[str, object] = {}
    for token in parser.parse(text, references):
        kind = token.type
        around.pass_by(token)
        if token.map and kind in ("inline", "fence", "html_block"):
            found: Iterable[Line]
            role = Role.CODE if kind == "fence" else around.role
            first, last = starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)]
            if around.cell:  # of several in a row with the same words each has its own
                first = max(first, lines[-1].end if lines else 0)
            if kind == "inline":
                if _is_readable(token.content):
                    token.children = []
                    parser.inline.parse(token.content, parser, references, token.children)
                found = _inline_lines(text, first, last, token)
            elif kind == "html_block":
                found = _html_lines(source, first, last)
            else:
                found = _code(text, first, last, token)
            for line in map(partial(_on_one_row, source, text), found):
                gap = text.count("\n", lines[-1].end, line.start) - 1 if lines else 0
                lines.append(
                    line._replace(role=role, level=around.level, gap=max(0, gap), cell=around.cell)
                )
    return [line for line in lines if line.runs]


class _Around:
    """The blocks around a token: the role and level that they give it, and its cell of a table."""

    def __init__(self) -> None:
        self.cell: TableCell | None = None
        self._roles = [(Role.PARAGRAPH, 0)]
        self._lists = 0
        self._table = CellCounter()

    @property
    def role(self) -> Role:
        """The role of what stands here."""
        return self._roles[-1][0]

    @property
    def level(self) -> int:
        """The level of a heading, or the lists around that of an item."""
        return self._roles[-1][1]

    def pass_by(self, token: Token) -> None:
        """Update the stack of blocks for a token that opens or closes one."""
        kind = token.type
        if kind == "heading_open":
            self._roles.append((Role.HEADING, int(token.tag[1])))
        elif kind == "blockquote_open":
            self._roles.append((Role.QUOTATION, 0))
        elif kind == "list_item_open":
            self._roles.append((Role.LIST_ITEM, self._lists - 1))
        elif kind in ("heading_close", "blockquote_close", "list_item_close"):
            self._roles.pop()
        elif kind in ("bullet_list_open", "ordered_list_open"):
            self._lists += 1
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._lists -= 1
        elif token.tag in _TABLES and token.nesting:
            if token.nesting < 0:
                self._table.closed(token.tag)
            self.cell = self._table.opened(token.tag, {}) if token.nesting > 0 else None


def _is_readable(content: str) -> bool:
    """Tell whether a paragraph has marks to be read, and no more than somebody may have written."""
    if len(content) > _LONGEST_PARAGRAPH:
        return False
    marks = len(_MARKED.findall(content))
    return 0 < marks <= max(_MOST_MARKS, _MARKED_SHARE * len(content))


def _unbroken(text: str) -> str:
    """Return a text of the same length whose headings and targets of links stand on one row."""
    if _LONG_HEADING.search(text) and (width := page_width(text, plain_lines(text))):
        pieces: list[str] = []
        goes_on = False
        for row, after in pairwise([*text.split("\n"), ""]):
            is_full = len(row) <= width < len(row) + 1 + len(after.partition(" ")[0])
            goes_on = (goes_on or row.startswith("#")) and is_full and not _BLOCK.match(after)
            within = "-" if _OPEN_TARGET.search(row) else " "
            pieces += row, within if goes_on else "\n"
        text = "".join(pieces[:-1])
    return _BROKEN_TARGET.sub(lambda match: match[0][:-1].replace("\n", "-") + match[0][-1], text)


def _on_one_row(source: str, text: str, line: Line) -> Line:
    """Return a line with a blank shown for each break of rows that was mended within it."""
    if source.count("\n", line.start, line.end) <= text.count("\n", line.start, line.end):
        return line
    runs = [
        replace(run, start=run.start + start, end=run.start + end, shown=shown)
        for run in line.runs
        for start, end, shown in (
            [
                (*match.span(), " " if match[0][0] in "\r\n" else None)
                for match in re.finditer(r"[^\r\n]+|[\r\n]+", source[run.start : run.end])
            ]
            if run.shown is None
            else [(0, run.end - run.start, run.shown)]
        )
    ]
    return line._replace(runs=tuple(runs), text="".join(shown_by(source, run) for run in runs))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    class AnyTarget(MarkdownIt):
        """Reads links to anywhere: none is followed, and none is shown."""

        def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 (as it is overridden)
            return True

    # Escapes and entities stay tokens of their own: they are shown as other characters.
    # The pieces of a paragraph are parsed by the caller, if it is not too long.
    return (
        AnyTarget("commonmark")
        .enable(["table", "strikethrough"])
        .disable(["text_join", "code", "inline"])
    )


def _html_lines(source: str, start: int, end: int) -> list[Line]:
    from reader.cleaning.parse.html_lines import html_lines

    return html_lines(source, start, end)


def _code(text: str, start: int, end: int, token: Token) -> Iterator[Line]:
    """Yield the rows of a piece of code as one line, without its fences."""
    inside = text.find("\n", start, end) + 1  # behind what the fence says of the language
    runs: list[StyledRun] = []
    breaks = 0
    for row in dedent(token.content).rstrip().split("\n"):
        if bare := row.strip():
            after = runs[-1].end if runs else inside
            at = text.find(bare, after, end)
            if at < 0:
                return
            stop, indent = at + len(bare), row[: row.index(bare)]
            if text.endswith(indent, after, at):  # else a tab is in part a list's indent
                at, indent = at - len(indent), ""
            if runs:
                runs.append(StyledRun(after, at, "\n" * breaks + indent, Style.CODE))
            runs.append(StyledRun(at, stop, style=Style.CODE))
            breaks = 0
        breaks += 1
    if line := line_of(text, runs):
        yield line


def _rows(text: str, start: int, end: int) -> Iterator[Line]:
    """Yield the rows of a paragraph whose words are not found in the order that they are told."""
    for row in re.finditer(r".+", text[start:end]):
        if line := line_of(text, [StyledRun(start + row.start(), start + row.end())]):
            yield line


def _inline_lines(text: str, start: int, end: int, token: Token) -> list[Line]:
    """Return the lines of one paragraph, heading or table cell."""
    places = _places(text, start, end, token.content)
    if places is None:
        return list(_rows(text, start, end))
    runs: list[StyledRun] = []
    found: list[list[StyledRun]] = [runs]
    pieces = _pieces(token.content, token.children) if token.children else None
    if pieces is None:
        pieces = [
            StyledRun(*match.span(), " " if match[0] == "\n" else None)
            for match in re.finditer("[^\n]+|\n", token.content)
        ]
    for piece in pieces:
        if piece.shown == "\n":
            runs = []
            found.append(runs)
        else:
            start, end = _place(places, piece.start), _place(places, piece.end - 1) + 1
            runs.append(replace(piece, start=start, end=end))
    return [line for each in found if (line := line_of(text, each))]


def _place(places: list[tuple[int, int]], offset: int) -> int:
    """Return the place in the source of the character at ``offset`` of a token's content."""
    begin, at = places[bisect_right(places, (offset + 1,)) - 1]
    return at + offset - begin


def _places(text: str, start: int, end: int, content: str) -> list[tuple[int, int]] | None:
    """Return the start of each line of a token's content: in the content and in the source."""
    places: list[tuple[int, int]] = []
    cursor, begin = start, 0
    for row in content.split("\n"):
        at = text.find(row, cursor, end)
        if at < 0:
            return None
        places.append((begin, at))
        cursor = at + len(row)
        begin += len(row) + 1
    return places


def _pieces(content: str, tokens: list[Token]) -> list[StyledRun] | None:
    """Return the shown pieces of a token's content, with offsets into it.

    None where a token is not found where it should be.
    """
    pieces: list[StyledRun] = []
    style = Style.PLAIN
    at = 0
    for token in tokens:
        kind = token.type
        if kind in _MARKS:
            mark, opens = _MARKS[kind]
            at += len(token.markup)
            style = style | mark if opens else style & ~mark
        elif kind == "text":
            if not content.startswith(token.content, at):
                return None
            if token.content:
                pieces.append(StyledRun(at, at + len(token.content), None, style))
            at += len(token.content)
        elif kind == "text_special":
            if not content.startswith(token.markup, at):
                return None
            end = at + len(token.markup)
            if token.info == "escape":  # the backslash is a mark, as asterisks are
                pieces.append(StyledRun(end - 1, end, None, style))
            else:
                pieces.append(StyledRun(at, end, token.content, style))
            at = end
        elif kind == "link_open":
            at += 1
            style |= Style.LINK
        elif kind == "link_close":
            style &= ~Style.LINK
            at = at + 1 if token.markup == "autolink" else _after_target(content, at + 1)
        elif kind in ("softbreak", "hardbreak"):
            at = _end_row(pieces, content, at, " " if kind == "softbreak" else "\n", style)
        elif kind == "code_inline":
            first = at + len(token.markup)
            last = content.find(token.markup, first + max(0, len(token.content) - 1))
            if last < 0:
                return None
            pieces.append(StyledRun(first, last, None, style | Style.CODE))
            at = last + len(token.markup)
        elif kind == "image":
            at = _after_target(content, content.find("]", at + 2 + len(token.content)) + 1)
        elif kind == "html_inline":
            pieces += _of_tag(token.content, at, style)
            at += len(token.content)
        else:
            return None
    return pieces


def _end_row(pieces: list[StyledRun], content: str, at: int, shown: str, style: Style) -> int:
    """Add a break of rows, with the blanks around it; return the beginning of the next row."""
    blank = _BREAK.match(content, at)
    last = blank.end() if blank else at
    while content[at - 1] in " \t":
        at -= 1
    if pieces and (before := pieces[-1]).end > at:
        pieces[-1] = replace(before, end=max(before.start, at))
    pieces.append(StyledRun(at, last, shown, style))
    return last


def _of_tag(tag: str, at: int, style: Style) -> list[StyledRun]:
    """Return the text shown of a tag at ``at``: a break, nothing, or what only looks like a tag."""
    if not _ELEMENT.match(tag):
        return [StyledRun(at, at + len(tag), None, style)]
    return [StyledRun(at, at + len(tag), "\n", style)] if tag[:3].lower() == "<br" else []


def _after_target(content: str, at: int) -> int:
    """Return the end of what may follow a link's label: ``(target "title")`` or ``[name]``."""
    from markdown_it.helpers import parseLinkDestination, parseLinkTitle

    opening = content[at : at + 1]
    if opening == "[":
        return content.find("]", at) + 1 or at
    if opening != "(":
        return at
    end = len(content)
    pos = _skip_blanks(content, at + 1)
    target = parseLinkDestination(content, pos, end)
    if target.ok:
        pos = _skip_blanks(content, target.pos)
        title = parseLinkTitle(content, pos, end)
        if title.ok:
            pos = _skip_blanks(content, title.pos)
    return pos + 1 if content[pos : pos + 1] == ")" else at


def _skip_blanks(content: str, at: int) -> int:
    while at < len(content) and content[at] in " \t\n":
        at += 1
    return at
