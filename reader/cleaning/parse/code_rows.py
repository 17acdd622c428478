"""Code and tables in plain texts: rows that are kept as they stand, and not joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from reader.cleaning.article import Role, Style, StyledRun
from reader.cleaning.parse.lines import Line, last_width, line_of, plain_lines

# What a row of code has and hardly any row of a sentence.
_STATEMENT = re.compile(
    r"(?:(?:async\s)?def|class|if|elif|for|while|with|try|except|else|switch|fn|func|function)\b"
    r"[^.!?]*[:{]"  # opens a block
    r"|(?:[\w.]+|\})(?:\[[^\]]*\])?(?:\(.*\))?\s*[{;]|[})\]]+[;,]?"  # opens or ends one in C
    r"|(?:(?:var|let|const|int|public|private|static)\s)*[\w.]+(?:\[[^\]]*\])?\s*[-+*/:|]?=\s+?\S.*"
    r"[^.!?:]"  # sets a value
    r"|(?:await\s)?(?:\w+\.[\w.]+|[a-z_]\w*)\(.*\)[;,]?"  # calls
    r"|(?:return|yield|raise|throw)\s.*[^.!?]|(?:import|echo)\s\S+"
    r"|from\s[\w.]+\simport\s.+|(?:return|break|continue|pass|end|fi|done|\*/)"
    r"|(?:@[\w.]+(?:\(.*\))?)|#include\s.*|(?://|/\*)\s.*|</?\w[^<>]*>(?:.*</\w+>)?",
)
_PROMPT = re.compile(r"(?:\$|>>>) [^\d\s]\S*(?: |$)")
# A table as pandoc draws it, its columns too narrow for the paragraphs of a page's frame; and a row
# of one that is set in columns.
_GRID = re.compile(r"\+(?:[-=:]{2,40}\+){2,}")
_COLUMNS = re.compile(r"(?=.*\S\s{3,}\S)\S.*?\S*\s{2,}\S.*?\S*\s{2,}\S.*")
_INDENT = 4  # columns, of Markdown's indented code
_LONGEST = 160  # characters of a row of code
_FEW, _SHARE = 2, 0.5  # rows that look like code, and a share of all of a block


def parted(source: str, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the pieces of code and the tables in a plain text, each a line of several rows.

    Beside them are the other lines.

    Such a piece is of blocks of rows between blank ones: half of the rows of each look like code,
    and some of one of them do.
    """
    pieces: list[Line] = []
    others: list[Line] = []
    for (table, code), blocks in groupby(_blocks(lines), lambda b: (_is_table(b), _may_be_code(b))):
        found = list(blocks)
        rows = [row for block in found for row in block]
        sure = table or (code and any(map(_is_code, found)))
        if sure and (piece := _piece(source, rows)):
            pieces.append(piece)
        else:
            apart = max(1, rows[0].gap) if pieces else rows[0].gap
            others += [rows[0]._replace(gap=apart), *rows[1:]]
    return pieces, others


def _may_be_code(block: Sequence[Line]) -> bool:
    rows = [row for row in block if not row.text.startswith("#")]  # but for comments
    return _begins_session(block) or _statements(block) >= _SHARE * max(1, len(rows))


def _is_code(block: Sequence[Line]) -> bool:
    return _begins_session(block) or _statements(block) >= _FEW


def _is_table(block: Sequence[Line]) -> bool:
    """Tell whether rows are those of a table that is drawn, or set in three columns or more."""
    if _GRID.fullmatch(block[0].text):
        return True
    set_apart = sum("   " in row.text and bool(_COLUMNS.fullmatch(row.text)) for row in block)
    return set_apart >= max(_FEW, _SHARE * len(block))


def _begins_session(block: Sequence[Line]) -> bool:
    return bool(_PROMPT.match(block[0].text))


def _statements(block: Sequence[Line]) -> int:
    """Count the rows that look like code."""
    return sum(len(row.text) <= _LONGEST and bool(_STATEMENT.fullmatch(row.text)) for row in block)


def with_indented(source: str, lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a Markdown text with each piece of indented code as one of them.

    Its grammar would take each paragraph of a list for code that html2text has indented.
    """
    fenced = [line for line in lines if line.role is Role.CODE]
    pieces = [
        piece
        for piece in parted(source, plain_lines(source))[0]
        if source.startswith((" " * _INDENT, "\t"), source.rfind("\n", 0, piece.start) + 1)
        and not any(line.start < piece.end and piece.start < line.end for line in fenced)
    ]
    rest = (
        line
        for line in lines
        if not any(piece.start < line.end and line.start < piece.end for piece in pieces)
    )
    return sorted((*pieces, *rest), key=lambda line: line.start)


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines in blocks that blank rows part."""
    blocks: list[list[Line]] = []
    for line in lines:
        if line.gap or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _piece(source: str, rows: Sequence[Line]) -> Line | None:
    """Return rows of code as one line, without the indent that all of them have."""
    indents = [last_width(source[max(0, row.start - _LONGEST) : row.start]) for row in rows]
    least = min(indents)
    runs: list[StyledRun] = []
    for row, indent in zip(rows, indents, strict=True):
        begin = row.start - indent + least
        if runs:
            runs.append(StyledRun(runs[-1].end, begin, "\n" * (row.gap + 1), Style.CODE))
        runs.append(StyledRun(begin, row.end, style=Style.CODE))
    line = line_of(source, runs)
    return line and line._replace(role=Role.CODE, gap=max(1, rows[0].gap))
