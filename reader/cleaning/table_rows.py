"""Rows of tables: the cells of each as one block, with a tab before each column but the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from reader.cleaning.article import Block, Role, Style, StyledRun
from reader.cleaning.parse.lines import Line, TableCell

# A longer cell is a paragraph, and its table a frame for the page.
LONGEST_CELL = 80
_OF_CELLS = frozenset((Role.PARAGRAPH, Role.HEADING, Role.LIST_ITEM))

_Member = tuple[TableCell, Line, Block]


def in_rows(lines: Iterable[Line], blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, one a line, with those of each row of a table joined.

    Joined are tables of two rows and two columns or more that are shown whole, and whose cells are
    short, lists within them too.
    """
    pairs = zip(lines, blocks, strict=True)
    for table, group in groupby(pairs, lambda pair: pair[0].cell and pair[0].cell.table):
        found = list(group)
        members = [(line.cell, line, block) for line, block in found if line.cell]
        if table is not None and _is_drawn(members):
            for _, row in groupby(members, lambda member: member[0].row):
                yield _row(list(row))
        else:
            yield from (block for _, block in found)


def _is_drawn(members: Sequence[_Member]) -> bool:
    columns = {cell.column for cell, _, _ in members}
    rows = {cell.row for cell, _, _ in members}
    return (
        min(len(columns), len(rows)) > 1
        and all(block.role in _OF_CELLS for _, _, block in members)
        and all(len(line.text) <= LONGEST_CELL for _, line, _ in members)
        and max(_listed(members).values(), default=0) <= LONGEST_CELL
    )


def _listed(members: Sequence[_Member]) -> Counter[TableCell]:
    """Return the number of characters of the list in each cell that holds one."""
    sizes = Counter[TableCell]()
    for cell, line, block in members:
        if block.role is Role.LIST_ITEM:
            sizes[cell] += len(line.text)
    return sizes


def _row(members: Sequence[_Member]) -> Block:
    runs: list[StyledRun] = []
    column, end = 0, members[0][2].start - 1  # there stands the mark that opens the first cell
    for cell, _, block in members:
        between = "\t" * (cell.column - column) or (" " if runs else "")
        if between:
            runs.append(StyledRun(end, block.start, between))
        bold = Style.STRONG if cell.is_head else Style.PLAIN
        runs += (replace(run, style=run.style | bold) for run in block.runs)
        column, end = cell.column, block.end
    doubt = max(block.doubt for _, _, block in members)
    return Block(Role.TABLE_ROW, tuple(runs), doubt=doubt)
