"""Trees give each row the worth of the leaves that its answers lead to."""

import io
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cleaning.features.header_features import header_features
from reader.cleaning.features.line_features import look_at
from reader.cleaning.features.line_models import LINES, NAMED, columns_of, shipped
from reader.cleaning.features.page_features import features
from reader.cleaning.features.trees import DEPTH, Trees
from reader.cleaning.parse.lines import plain_lines

BIAS = 0.25
COLUMNS = ("size", "weight")
NEVER = np.inf


def model(
    *trees: tuple[list[tuple[int, float]], list[float]], asked: tuple[str, ...] = COLUMNS
) -> Trees:
    """Return trees of (column, border) questions and leaves, as training writes them."""
    columns = np.zeros((len(trees), DEPTH), np.int16)
    borders = np.full((len(trees), DEPTH), NEVER, np.float32)
    leaves = np.zeros((len(trees), 2**DEPTH), np.float32)
    for number, (questions, worth) in enumerate(trees):
        for place, (column, border) in enumerate(questions):
            columns[number, place], borders[number, place] = column, border
        leaves[number, : len(worth)] = worth
    file = io.BytesIO()
    names = np.array(COLUMNS, np.bytes_)
    np.savez(
        file, columns=columns, borders=borders, leaves=leaves, bias=np.float32(BIAS), names=names
    )
    file.seek(0)
    return Trees([file], asked)


@given(
    st.lists(
        st.tuples(*[st.floats(-4, 4, width=32)] * 2),
        max_size=1200,  # more than are asked at a time
    )
)
def test_a_row_has_the_leaves_of_its_answers(rows: list[tuple[float, float]]) -> None:
    trees = model(([(0, 1.0), (1, -1.0)], [0.5, 1.0, -2.0, 3.0]), ([(1, 2.0)], [0.0, 4.0]))

    def odds(first: float, second: float) -> float:
        leaf = (first > 1.0) + 2 * (second > -1.0)
        return (0.5, 1.0, -2.0, 3.0)[leaf] + (4.0 if second > 2.0 else 0.0) + BIAS

    table = np.array(rows, np.float32).reshape(len(rows), 2)
    assert trees.chances(table)[0] == pytest.approx(
        [1 / (1 + math.exp(-odds(*row))) for row in rows], rel=1e-5
    )


def test_a_model_refuses_rows_whose_columns_stand_in_another_order() -> None:
    with pytest.raises(ValueError, match="column 0 is weight, not size"):
        model(([(0, 1.0)], [0.5, 1.0]), asked=COLUMNS[::-1])


def test_each_column_that_a_model_is_asked_about_has_a_name() -> None:
    lines = plain_lines("Ferry fares rise\nBy Ida Moen\nThe council voted late on Monday evening.")
    looks = look_at(lines, shipped().words)
    rows = features(lines, looks, shipped().names)
    assert rows.shape[1] == len(columns_of(LINES)) == len(set(columns_of(LINES)))
    named = header_features(
        lines, looks, rows, [0.1, 0.2, 0.9], [False, False, True], words=frozenset()
    )
    assert named.rows.shape[1] == len(columns_of(NAMED[0])) == len(set(columns_of(NAMED[0])))
