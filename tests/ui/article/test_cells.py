"""Wrapping loses nothing, fits, and keeps what belongs together."""

from __future__ import annotations

import unicodedata

import pytest
import regex
from hypothesis import example, given
from rich.cells import cell_len

from reader.text import snapped, visible
from reader.text.spans import Span
from reader.ui.article.view.cells import (
    _SIMPLE,
    CellRow,
    cells,
    column_of,
    index_at,
    is_plain,
    wrapped,
)

from .making import TEXTS, WIDTHS


@given(TEXTS, WIDTHS)
@example("a " * 30, 10)
@example("  indented", 4)
@example("x" * 25, 10)
@example("ends in blanks   ", 14)
def test_only_blanks_at_a_break_are_left_out(text: str, width: int) -> None:
    rows = wrapped(text, 0, len(text), width)
    end = 0
    for row in rows:
        assert row.start >= end
        assert not text[end : row.start].strip(), "something else than blanks was left out"
        end = row.end
    assert not text[end:].strip()


@given(TEXTS, WIDTHS)
def test_rows_fit_and_split_no_cluster(text: str, width: int) -> None:
    for row in wrapped(text, 0, len(text), width):
        line = cells(text, row.start, row.end)
        assert sum(cell.width for cell in line) <= width or len(line) == 1
        if row.start < row.end:
            assert snapped(Span(*row), text) == Span(*row)


@given(TEXTS)
def test_cells_cover_the_row_and_are_as_wide_as_what_is_written(text: str) -> None:
    for row in wrapped(text, 0, len(text), 1_000):
        line = cells(text, row.start, row.end)
        places = [place for cell in line for place in range(cell.start, cell.end)]
        assert places == list(range(row.start, row.end))
        assert sum(cell.width for cell in line) == cell_len("".join(cell.shown for cell in line))
        for cell in line:
            assert cell_len(cell.shown) == cell.width


@given(TEXTS, WIDTHS)
def test_columns_and_indexes_are_each_others_inverse(text: str, width: int) -> None:
    for row in wrapped(text, 0, len(text), width):
        line = cells(text, row.start, row.end)
        for cell in line:
            column = column_of(text, row, cell.start)
            for covered in range(column, column + cell.width):
                assert index_at(text, row, covered) == cell.start
        assert index_at(text, row, 10_000) == row.end


@given(TEXTS)
def test_a_terminal_is_given_no_orders(text: str) -> None:
    for row in wrapped(text, 0, len(text), 80):
        for cell in cells(text, row.start, row.end):
            assert not {unicodedata.category(char) for char in cell.shown} & {"Cc", "Zl", "Zp"}
            assert not set(cell.shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068")


def test_the_short_ways_are_right() -> None:
    """They are only taken where each character is a cell of its own, as wide as they say."""
    every = [chr(code) for code in range(0x20, 0x30000) if _SIMPLE.fullmatch(chr(code))]
    plain = [char for char in every if is_plain(char, 0, 1)]
    assert len(every) > 30_000
    assert len(plain) > 500
    assert [char for char in every if cell_len(char) == 1] == plain
    for char in every:
        assert visible(char) == char
        assert cells(char, 0, 1)[0].width == cell_len(char)
    for text in ("".join(every), "".join(reversed(every))):
        assert len(regex.findall(r"\X", text)) == len(text)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three", 8, ["one two", "three"]),
        ("one two three", 7, ["one two", "three"]),
        ("unbreakable", 5, ["unbre", "akabl", "e"]),
        ("a\u00a0b c\u00a0d", 6, ["a\u00a0b", "c\u00a0d"]),
        ("first\nsecond\r\n\nfourth", 20, ["first", "second", "", "fourth"]),
        ("橋が三週間閉鎖。", 14, ["橋が三週間閉", "鎖。"]),
        ("a 橋橋橋", 6, ["a 橋橋", "橋"]),
        ("e\u0301" * 5, 3, ["e\u0301" * 3, "e\u0301" * 2]),
        ("👩\u200d👩\u200d👧👍🏽🇨🇿", 4, ["👩\u200d👩\u200d👧👍🏽", "🇨🇿"]),
    ],
)
def test_where_rows_break(text: str, width: int, expected: list[str]) -> None:
    rows = wrapped(text, 0, len(text), width)
    assert [text[row.start : row.end] for row in rows] == expected


def test_tabs_reach_to_the_next_stop() -> None:
    row = CellRow(0, 8)
    assert "".join(cell.shown for cell in cells("ab\tc\t\td", *row)) == "ab      c               d"
