"""The trained models: which lines are running text, which name title, authors and date."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np

from reader.cleaning.features.header_features import COLUMN_NAMES as FRONT_COLUMNS
from reader.cleaning.features.line_features import LineWords
from reader.cleaning.features.page_features import COLUMN_NAMES as LINE_COLUMNS
from reader.cleaning.features.page_features import FeatureArray
from reader.cleaning.features.trees import Trees

LINES, HTML, WORDS, NAMES = "lines.npz", "html.npz", "words.txt", "names.txt"
# The column that the model of HTML pages has beside those of all lines.
EXTRACTED = "extracted"
# The files of the models that find a title, its authors, and its date, in this order.
NAMED = ("title.npz", "byline.npz", "date.npz")


class LineModels:
    """The models that training wrote into a folder; each file is read when it is first needed."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder

    @cached_property
    def words(self) -> LineWords:
        """The weights of words for running text, and for the end of it."""
        found: tuple[dict[str, float], ...] = ({}, {}, {})
        for row in (self._folder / WORDS).read_text("utf-8").splitlines():
            word, *scores = row.split()
            for held, score in zip(found, scores, strict=True):
                held[word] = float(score)
        return LineWords(*found)

    @cached_property
    def names(self) -> dict[str, float]:
        """The weights of names of elements around a line for running text (log odds)."""
        rows = map(str.split, (self._folder / NAMES).read_text("utf-8").splitlines())
        return {name: float(score) for name, score in rows}

    def body_chances(self, rows: FeatureArray, shares: FeatureArray | None = None) -> list[float]:
        """Return the chance of each line of a page to belong to its running text.

        ``shares`` is how much of each line of an HTML page a program extracts that knows the tree
        of its elements, of shape (lines, 1).
        """
        if shares is None:
            return self._lines.chances(rows)[0]
        return self._html.chances(np.hstack((rows, shares)))[0]

    def header_chances(self, rows: FeatureArray) -> list[tuple[float, float, float]]:
        """Return the chances of each header line to name the title, the authors, the date."""
        title, byline, date = self._named.chances(rows)
        return list(zip(title, byline, date, strict=True))

    @cached_property
    def _lines(self) -> Trees:
        return self._trees(LINES)

    @cached_property
    def _html(self) -> Trees:
        return self._trees(HTML)

    @cached_property
    def _named(self) -> Trees:
        return self._trees(*NAMED)

    def _trees(self, *names: str) -> Trees:
        with ExitStack() as opened:
            files = [opened.enter_context((self._folder / name).open("rb")) for name in names]
            return Trees(files, columns_of(names[0]))


def columns_of(name: str) -> tuple[str, ...]:
    """Return the names of the columns of the rows that the model of a file is asked about."""
    if name in NAMED:
        return FRONT_COLUMNS
    return (*LINE_COLUMNS, EXTRACTED) if name == HTML else LINE_COLUMNS


@cache
def shipped() -> LineModels:
    """Return the model that comes with the package."""
    return LineModels(files("reader.cleaning") / "trained")


def best_expected_f(chances: Sequence[float], sizes: Sequence[int]) -> list[bool]:
    """Choose the lines whose expected F1, in words, is the highest.

    The choice is always the likeliest lines down to some chance (Lewis 1995, "Evaluating and
    optimizing autonomous text classification systems"); the F1 is estimated by the ratio of the
    expectations.
    """
    order = sorted(range(len(chances)), key=chances.__getitem__, reverse=True)
    total = sum(chance * size for chance, size in zip(chances, sizes, strict=True))
    best, bound = 0.0, 2.0
    right = chosen = 0.0
    for index in order:
        right += chances[index] * sizes[index]
        chosen += sizes[index]
        if chosen and 2 * right / (total + chosen) > best:
            best, bound = 2 * right / (total + chosen), chances[index]
    return [chance >= bound for chance in chances]
