"""Trees give each row the worth of the leaves that its answers lead to."""

import io
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cleaning.features.trees import DEPTH, Trees

BIAS = 0.25
NEVER = np.inf


def model(*trees: tuple[list[tuple[int, float]], list[float]]) -> Trees:
    """Return trees of (column, border) questions and leaves, as training writes them."""
    columns = np.zeros((len(trees), DEPTH), np.int16)
    borders = np.full((len(trees), DEPTH), NEVER, np.float32)
    leaves = np.zeros((len(trees), 2**DEPTH), np.float32)
    for number, (questions, worth) in enumerate(trees):
        for place, (column, border) in enumerate(questions):
            columns[number, place], borders[number, place] = column, border
        leaves[number, : len(worth)] = worth
    file = io.BytesIO()
    np.savez(file, columns=columns, borders=borders, leaves=leaves, bias=np.float32(BIAS))
    file.seek(0)
    return Trees(file)


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
    assert trees.chances(table) == pytest.approx(
        [1 / (1 + math.exp(-odds(*row))) for row in rows], rel=1e-5
    )
