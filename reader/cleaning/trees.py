"""Gradient-boosted trees as CatBoost trains them, evaluated for all lines of a page at once.

Each tree asks the same questions on all its branches (an oblivious tree), so that the answers are
the number of its leaf: Prokhorenkova et al. 2018, "CatBoost: unbiased boosting with categorical
features".
"""

from __future__ import annotations

from typing import IO

import numpy as np
from numpy.typing import NDArray

DEPTH = 6
_AT_ONCE = 512  # so many lines are asked at a time: that bounds the memory


class Trees:
    """A model that tells how likely something is of each row of numbers."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read what ``train_cleaning.py`` wrote with ``numpy.savez``.

        ``columns`` and ``borders`` have ``DEPTH`` questions a tree, ``leaves`` the worth of its
        leaves (log odds), ``bias`` one number.
        """
        with np.load(file) as held:
            self._columns: NDArray[np.intp] = held["columns"].astype(np.intp).ravel()
            self._borders: NDArray[np.float32] = held["borders"].ravel()
            self._leaves: NDArray[np.float32] = held["leaves"]
            self._bias = float(held["bias"])

    def chances(self, rows: NDArray[np.float32]) -> list[float]:
        """Return how likely it is of each row, from 0 to 1."""
        parts = (self._odds(rows[at : at + _AT_ONCE]) for at in range(0, len(rows), _AT_ONCE))
        return [chance for odds in parts for chance in (1 / (1 + np.exp(-odds))).tolist()]

    def _odds(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        trees = len(self._leaves)
        answers = (rows[:, self._columns] > self._borders).reshape(len(rows), trees, DEPTH)
        powers = (2 ** np.arange(DEPTH)).astype(np.float32)
        leaf = (answers.astype(np.float32) @ powers).astype(np.intp)
        odds: NDArray[np.float32] = self._leaves[np.arange(trees), leaf].sum(axis=1) + self._bias
        return odds
