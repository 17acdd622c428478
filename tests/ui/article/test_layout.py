"""Each index has its row, wherever wrapping has come to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cleaning import Role
from reader.ui.article.view.flow import Flow
from reader.ui.article.view.tables import is_wide
from reader.ui.article.view.text_layout import LaidOutLine, TextLayout

from .making import TEXTS, article_of

BLOCKS = st.lists(
    st.tuples(
        st.sampled_from([Role.TITLE, Role.BYLINE, Role.PARAGRAPH, Role.LIST_ITEM, Role.TABLE_ROW]),
        TEXTS,
    ),
    min_size=1,
    max_size=6,
)
MEASURES = st.integers(min_value=10, max_value=90)


def settled(flow: Flow, measure: int) -> TextLayout:
    layout = TextLayout(flow, measure)
    layout.settle(layout.height * 100, layout.height * 100, LaidOutLine(0, 0, None))
    return layout


def words_of(layout: TextLayout) -> str:
    rows = (layout.line(y).row for y in range(layout.height))
    return "".join("".join(layout.flow.text[row.start : row.end].split()) for row in rows if row)


@given(BLOCKS, MEASURES)
def test_all_text_is_in_the_rows(blocks: list[tuple[Role, str]], measure: int) -> None:
    article = article_of(*blocks)
    expected = "".join("".join(text.split()) for _, text in blocks)
    assert words_of(settled(Flow.of_article(article), measure)) == expected
    raw = settled(Flow.of_source(article.source), measure)
    assert words_of(raw) == "".join(article.source.split())


@given(BLOCKS, MEASURES, st.randoms())
def test_a_line_keeps_its_place_while_others_are_wrapped(
    blocks: list[tuple[Role, str]], measure: int, random: st.DrawFn
) -> None:
    flow = Flow.of_article(article_of(*blocks))
    layout = TextLayout(flow, measure)
    index = flow.nearest(random.randint(0, len(flow.text)))
    line = layout.line_of(index)
    y = layout.settle(random.randint(0, 30), random.randint(0, 30), line)
    assert layout.line(y) == line
    layout.settle_more()
    assert layout.is_settled
    y = layout.settle(0, 0, line)
    assert layout.line(y) == line == layout.line_of(index)


@given(BLOCKS, MEASURES)
def test_columns_lead_back_to_their_index(blocks: list[tuple[Role, str]], measure: int) -> None:
    layout = settled(Flow.of_article(article_of(*blocks)), measure)
    for y in range(layout.height):
        line = layout.line(y)
        if line.row is None:
            continue
        end = layout.end_of(line)
        assert layout.line_of(line.row.start).part == line.part
        assert layout.line_of(end) == line
        column = layout.column_of(line, line.row.start)
        assert layout.column_of(line, layout.index_at(line, column)) == column


def test_a_long_line_is_cut_at_blanks() -> None:
    source = "word " * 40_000
    flow = Flow.of_source(source)
    assert all(source[part.end - 1] == " " for part in flow.parts)
    assert max(part.end - part.start for part in flow.parts) < 10_000
    endless = "x" * 100_000
    assert sum(part.end - part.start for part in Flow.of_source(endless).parts) == 100_000


def test_what_takes_no_column_breaks_no_row() -> None:
    heading = "A bridge " + "\u200b" * 6_500 + "in Pa" + "\u200b" * 6_500 + "rt Merrin is shut"
    layout = settled(Flow.of_article(article_of((Role.HEADING, heading))), 40)
    assert layout.height == 1


@given(BLOCKS)
def test_offsets_and_indexes(blocks: list[tuple[Role, str]]) -> None:
    article = article_of(*blocks)
    flow = Flow.of_article(article)
    for part in flow.parts:
        for index in range(part.start, part.end):
            offset = flow.offset(index)
            assert article.source[offset] == flow.text[index]
            assert flow.index(offset) == index
    assert flow.nearest(flow.index(0)) == flow.nearest(0)
    assert flow.index(len(article.source)) == len(flow.text)


def test_empty_blocks_and_articles_take_no_room() -> None:
    assert settled(Flow.of_article(article_of()), 40).height == 1
    assert settled(Flow.of_article(article_of("", "one", "", "two")), 40).height == 3


@pytest.mark.parametrize(
    "character", ["🇨", "👩\u200d", "e\u0301\u0301", "क्", "\u1100", "\u0600", "\u200b"]
)
def test_no_character_makes_a_long_text_slow(character: str) -> None:
    """It would take minutes if each cluster were looked for through all that stands before."""
    flow = Flow.of_source(character * 50_000)
    layout = TextLayout(flow, 80)
    line = layout.line_of(flow.nearest(len(flow.text) // 2))
    y = layout.settle(40, 40, line)
    assert layout.line(y) == line
    assert layout.end_of(line) <= len(flow.text)


def test_cells_are_walked_one_by_one_and_those_out_of_sight_are_scrolled_to() -> None:
    rows = ("Paper\tDay\tPages", "Mail\t\t12")
    flow = Flow.of_article(article_of("above", *((Role.TABLE_ROW, row) for row in rows), "below"))
    at, told = 0, []
    while (following := flow.landmark_from("cell", at, 1, 1)) != at:
        told.append(flow.text[following:].split()[0])
        assert flow.landmark_from("cell", following, -1, 1) in (at, following)
        at = following
    assert told == ["Paper", "Day", "Pages", "Mail", "12"]
    layout = settled(flow, 10)
    line = layout.line_of(at)
    assert is_wide(flow.parts[line.part].stops, 10)
    assert layout.shift(line, at) > 0 == layout.shift(line, flow.text.index("Mail"))
