"""The trained models: which lines are running text, which name title, authors and date."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from reader.cleaning.features import features
from reader.cleaning.lines import Line
from reader.cleaning.looks import Look, Words
from reader.cleaning.trees import Trees

if TYPE_CHECKING:
    import pycrfsuite

NAMED = ("title", "byline", "date")
LINES, FRONT, WORDS, NAMES = "lines.npz", "front.crfsuite", "words.txt", "names.txt"


class Model:
    """What training wrote into a folder; each file is read when it is first needed."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder

    @cached_property
    def words(self) -> Words:
        """How much each word speaks for running text, and for the end of it."""
        found: tuple[dict[str, float], ...] = ({}, {}, {})
        for row in (self._folder / WORDS).read_text("utf-8").splitlines():
            word, *scores = row.split()
            for held, score in zip(found, scores, strict=True):
                held[word] = float(score)
        return Words(*found)

    @cached_property
    def names(self) -> dict[str, float]:
        """How much the name of an element around a line speaks for running text (log odds)."""
        rows = map(str.split, (self._folder / NAMES).read_text("utf-8").splitlines())
        return {name: float(score) for name, score in rows}

    def body_chances(self, lines: Sequence[Line], looks: Sequence[Look]) -> list[float]:
        """Return how likely each line of a page belongs to its running text."""
        return self._lines.chances(features(lines, looks, self.names))

    def front_chances(self, rows: Sequence[list[str]]) -> list[list[float]]:
        """Return how likely each line of the window names the title, the authors, and the date."""
        return _chances(self._front, rows, *NAMED)

    @cached_property
    def _lines(self) -> Trees:
        with (self._folder / LINES).open("rb") as file:
            return Trees(file)

    @cached_property
    def _front(self) -> pycrfsuite.Tagger:
        import pycrfsuite

        # The tagger reads the bytes where they are: they must live as long as it does.
        self._held = (self._folder / FRONT).read_bytes()
        tagger = pycrfsuite.Tagger()
        tagger.open_inmemory(self._held)
        return tagger


@cache
def shipped() -> Model:
    """Return the model that comes with the package."""
    return Model(files(__package__) / "trained")


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


def _chances(
    tagger: pycrfsuite.Tagger, rows: Sequence[list[str]], *wanted: str
) -> list[list[float]]:
    """Return the chance of each wanted label for each row; a label may be of two (``a+b``)."""
    if not rows:
        return [[] for _ in wanted]
    tagger.set(rows)
    places = range(len(rows))
    return [
        [sum(tagger.marginal(label, place) for label in labels) for place in places]
        for name in wanted
        if (labels := [label for label in tagger.labels() if name in label.split("+")])
    ]
