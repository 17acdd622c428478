"""Gradient-boosted trees as CatBoost trains them, evaluated for all lines of a page at once.

Each tree asks the same questions on all its branches (an oblivious tree), so that the answers are
the number of its leaf: Prokhorenkova et al. 2018, "CatBoost: unbiased boosting with categorical
features".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import IO

import numpy as np
from numpy.typing import NDArray

DEPTH = 6  # questions from root to leaf
_AT_ONCE = 512  # so many lines are asked at a time: that bounds the memory


class Trees:
    """A model that tells how likely something is of each row of numbers."""

    def __init__(self, file: IO[bytes], columns: Sequence[str]) -> None:
        """Read the arrays that ``train_cleaning.py`` wrote with ``numpy.savez``.

        ``columns`` and ``borders`` have ``DEPTH`` questions a tree, ``leaves`` the worth of its
        leaves (log odds), ``bias`` one number, ``names`` the columns of the rows of training.
        Raises ``ValueError`` where these are not the ``columns`` of the rows that will be asked
        about.
        """
        with np.load(file) as held:
            names = [name.decode() for name in held["names"].tolist()]
            if names != list(columns):
                raise ValueError(
                    f"the model was trained on other columns: {_differing(names, columns)}"
                )
            self._columns: NDArray[np.intp] = held["columns"].T.astype(np.intp)
            self._borders: NDArray[np.float32] = held["borders"].T[:, :, np.newaxis]
            self._leaves: NDArray[np.float32] = held["leaves"].ravel()
            self._bias = float(held["bias"])
        self._first_leaves = np.arange(0, len(self._leaves), 2**DEPTH)[:, np.newaxis]

    def chances(self, rows: NDArray[np.float32]) -> list[float]:
        """Return the chance of each row, from 0 to 1."""
        parts = (self._odds(rows[at : at + _AT_ONCE]) for at in range(0, len(rows), _AT_ONCE))
        return [chance for odds in parts for chance in (1 / (1 + np.exp(-odds))).tolist()]

    def _odds(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the log odds of each row, shape ``(n_rows,)``."""
        held = np.ascontiguousarray(rows.T)
        leaf = np.zeros((len(self._first_leaves), len(rows)), np.uint8)
        for columns, borders in zip(self._columns[::-1], self._borders[::-1], strict=True):
            leaf <<= 1
            leaf |= held.take(columns, axis=0) > borders  # takes half the time of held[columns]
        odds: NDArray[np.float32] = np.take(self._leaves, leaf + self._first_leaves).sum(axis=0)
        return odds + self._bias


def _differing(names: Sequence[str], columns: Sequence[str]) -> str:
    """Return the first column in which two lists differ, with its place."""
    pairs = enumerate(zip_longest(names, columns, fillvalue="none"))
    place, (trained, asked) = next((at, pair) for at, pair in pairs if pair[0] != pair[1])
    return f"column {place} is {asked}, not {trained}"
