"""What is done the fast way gives what the plain way gives."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reader.duplicates.ragged_arrays import codes_in, distinct, in_both, keys, ordered, within

NUMBERS = st.lists(st.integers(0, 9) | st.integers(0, 2**64 - 1)).map(
    lambda numbers: np.array(numbers, np.uint64)
)
KEYS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9) | st.integers(0, 2**32 - 1))).map(
    lambda pairs: keys(*np.array(pairs, np.int64).reshape(-1, 2).T)
)


@given(NUMBERS)
def test_equal_numbers_stay_in_order(numbers: np.ndarray) -> None:
    assert ordered(numbers).tolist() == np.argsort(numbers, kind="stable").tolist()


@given(KEYS, KEYS)
def test_what_is_in_both_is_found_on_either_side(a: np.ndarray, b: np.ndarray) -> None:
    in_a, in_b = in_both(a, b)
    assert in_a.tolist() == np.isin(a, b).tolist()
    assert in_b.tolist() == np.isin(b, a).tolist()
    few = distinct(codes_in(b))
    assert within(codes_in(a), few).tolist() == np.isin(codes_in(a), few).tolist()
