"""Gradient-boosted trees as CatBoost trains them, evaluated for all lines of a page at once.

Each tree asks the same questions on all its branches (an oblivious tree), so that the answers are
the number of its leaf: Prokhorenkova et al. 2018, "CatBoost: unbiased boosting with categorical
features".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import IO

import numpy as np
from numpy.typing import NDArray

DEPTH = 6  # questions from root to leaf
_AT_ONCE = 512  # so many lines are asked at a time: that bounds the memory


class Trees:
    """Models that each tell how likely something is of each row of numbers."""

    def __init__(self, files: Iterable[IO[bytes]], columns: Sequence[str]) -> None:
        """Read the arrays that ``train_cleaning.py`` wrote with ``numpy.savez``, a file a model.

        ``columns`` and ``borders`` have ``DEPTH`` questions a tree, ``leaves`` the worth of its
        leaves (log odds), ``bias`` one number, ``names`` the columns of the rows of training.
        Raises ``ValueError`` where these are not the ``columns`` of the rows that will be asked
        about.
        """
        models = [_read(file, columns) for file in files]
        asked, leaves, biases = zip(*models, strict=True)
        # Trees ask much the same: each row answers a question once for all of them.
        questions, places = np.unique(np.hstack(asked), return_inverse=True)
        self._columns = questions >> 32
        self._borders = questions.astype(np.uint32).view(np.float32)[:, np.newaxis]
        self._questions = places.reshape(DEPTH, -1)
        self._leaves: NDArray[np.float32] = np.concatenate(leaves)
        self._first_leaves = np.arange(0, len(self._leaves), 2**DEPTH)[:, np.newaxis]
        stops = np.cumsum([each.shape[1] for each in asked]).tolist()
        self._models = [*zip([0, *stops], stops, biases, strict=False)]

    def chances(self, rows: NDArray[np.float32]) -> list[list[float]]:
        """Return for each model the chance of each row, from 0 to 1."""
        parts = [self._odds(rows[at : at + _AT_ONCE]) for at in range(0, len(rows), _AT_ONCE)]
        odds = np.concatenate([np.zeros((len(self._models), 0), np.float32), *parts], axis=1)
        found: list[list[float]] = (1 / (1 + np.exp(-odds))).tolist()
        return found

    def _odds(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the log odds of each row, shape ``(n_models, n_rows)``."""
        held = np.ascontiguousarray(rows.T)
        answers = (held.take(self._columns, axis=0) > self._borders).view(np.uint8)
        first, *others = self._questions[::-1]
        leaf = answers.take(first, axis=0)
        for questions in others:
            leaf += leaf
            leaf += answers.take(questions, axis=0)  # takes half the time of answers[questions]
        worth = self._leaves.take(leaf + self._first_leaves)
        return np.stack(
            [worth[start:stop].sum(axis=0) + bias for start, stop, bias in self._models]
        )


def _read(
    file: IO[bytes], columns: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.float32], float]:
    """Return the questions of a model, shape ``(DEPTH, n_trees)``, its leaves and its bias.

    A question is one number: its column, and below that the 32 bits of its border.
    """
    with np.load(file) as held:
        names = [name.decode() for name in held["names"].tolist()]
        if names != list(columns):
            raise ValueError(
                f"the model was trained on other columns: {_differing(names, columns)}"
            )
        borders = held["borders"].T.view(np.uint32)
        return (
            held["columns"].T.astype(np.int64) << 32 | borders,
            held["leaves"].ravel(),
            float(held["bias"]),
        )


def _differing(names: Sequence[str], columns: Sequence[str]) -> str:
    """Return the first column in which two lists differ, with its place."""
    pairs = enumerate(zip_longest(names, columns, fillvalue="none"))
    place, (trained, asked) = next((at, pair) for at, pair in pairs if pair[0] != pair[1])
    return f"column {place} is {asked}, not {trained}"
