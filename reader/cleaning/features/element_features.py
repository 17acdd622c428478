"""Features of a line from the elements of an HTML page around it: their names and contents."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import add

import numpy as np
from numpy.typing import NDArray

from reader.cleaning.features.line_features import Look
from reader.cleaning.parse.lines import Element, Line

COLUMNS = 24  # of the array
_NEAR = 3  # the names of so many elements around a line are scored once more, by themselves
_LEVELS = 4  # so many elements around a line are measured
_TAGS = {
    tag: number
    for number, tag in enumerate(
        """p div li td h1 h2 h3 h4 h5 h6 section article blockquote figcaption dd dt header footer
        nav aside form button pre summary body main tr figure ul""".split(),  # noqa: SIM905
        1,
    )
}
_FAR_OFF = 99  # elements; where there is none

_Paths = Mapping[Element | None, tuple[Element, ...]]
_Rows = dict[Element | None, tuple[float, ...]]


def markup(
    lines: Sequence[Line], looks: Sequence[Look], names: Mapping[str, float]
) -> NDArray[np.float32]:
    """Return numbers, shape ``(n_lines, COLUMNS)``, -9 where the page is no HTML.

    ``names`` is how much each name speaks for running text (log odds), see ``names_of``.
    """
    found = np.full((len(lines), COLUMNS), -9, np.float32)
    around = {line.within: path_of(line.within) for line in lines}
    if any(around.values()):
        scores = _scores(around, names)
        line_scores = np.array([scores[line.within] for line in lines])
        found[:, 0], found[1:, 1], found[:-1, 2] = line_scores, line_scores[:-1], line_scores[1:]
        rows = _measured(lines, looks, around)
        found[:, 3:] = [rows[line.within] for line in lines]
    return found


def names_of(path: Sequence[Element]) -> Iterator[str]:
    """Yield the names of the elements around a line, from the innermost on.

    They are the tags, as ``<p``, and the words of classes and ids, those of the nearest elements
    once more, as ``^body``.
    """
    for element in path:
        yield from _own_names(element.tag, element.words)
    for element in path[:_NEAR]:
        yield from _near_names(element.words)


def _own_names(tag: str, words: Iterable[str]) -> list[str]:
    return ["<" + tag, *words]


def _near_names(words: Iterable[str]) -> list[str]:
    return ["^" + word for word in words]


def _scores(around: _Paths, names: Mapping[str, float]) -> dict[Element | None, float]:
    """Return the sum of what the names around each line speak for, as ``names_of`` yields them."""

    @cache  # many elements of a page are named alike
    def worth(tag: str, words: frozenset[str]) -> tuple[float, float]:
        own, again = _own_names(tag, words), _near_names(words)
        return sum([names.get(each, 0.0) for each in own]), sum(
            [names.get(each, 0.0) for each in again]
        )

    whole: dict[Element | None, float] = {None: 0.0}
    near: dict[Element, float] = {}
    for path in around.values():
        for element in reversed(path):
            if element not in whole:
                own, near[element] = worth(element.tag, element.words)
                whole[element] = whole[element.around] + own
    return {
        within: whole[within] + sum([near[element] for element in path[:_NEAR]])
        for within, path in around.items()
    }


def path_of(element: Element | None) -> tuple[Element, ...]:
    """Return the elements around a line, from the innermost on."""
    return () if element is None else (element, *element.outer)


def _measured(lines: Sequence[Line], looks: Sequence[Look], around: _Paths) -> _Rows:
    """Return the places of the elements, and the contents of the elements around each."""
    prose = [look.size if look.weight > 0 else 0 for look in looks]
    held = _held(lines, prose, around)
    total = max(1.0, sum(of[0] for element, of in held.items() if not element.around))
    measures = {
        element: (of[0] / total, of[2] / max(1, of[1]), math.log1p(of[0]), of[3])
        for element, of in held.items()
    }
    steps = {element: step for step, element in enumerate(_main(lines, prose, around))}
    nothing = (0.0,) * (3 + 4 * _LEVELS)
    rows: _Rows = {None: (*nothing[:3], _FAR_OFF, _FAR_OFF, *nothing[3:])}
    for within, path in around.items():
        if within:
            tags = [_TAGS.get(element.tag, 0) for element in path[:2]]
            meeting = next(
                ((up, steps[element]) for up, element in enumerate(path) if element in steps),
                (_FAR_OFF, _FAR_OFF),
            )
            levels = [measures[path[min(level, len(path) - 1)]] for level in range(_LEVELS)]
            rows[within] = (len(path), *tags, *[0] * (2 - len(tags)), *meeting, *chain(*levels))
    return rows


def _held(
    lines: Sequence[Line], prose: Sequence[int], around: _Paths
) -> dict[Element, list[float]]:
    """Return the contents of each element: words of prose, characters, those of links, lines."""
    held: dict[Element, list[float]] = {}
    for path in around.values():
        for element in path:
            if element in held:
                break  # and so are those around it
            held[element] = [0, 0, 0, 0]
    for line, words in zip(lines, prose, strict=True):
        if line.within:
            characters = len(line.text)
            _add(held[line.within], (words, characters, line.linked * characters, 1))
    for element in sorted(held, key=lambda each: len(each.outer), reverse=True):
        if element.around:
            _add(held[element.around], held[element])
    return held


def _add(sums: list[float], numbers: Sequence[float]) -> None:
    sums[:] = map(add, sums, numbers)


def _main(lines: Sequence[Line], prose: Sequence[int], around: _Paths) -> tuple[Element, ...]:
    """Return the element whose paragraphs hold the most prose, and those around it.

    A paragraph speaks for the element around it, and half for the next one.
    """
    direct: defaultdict[Element, float] = defaultdict(float)
    for line, words in zip(lines, prose, strict=True):
        for element, share in zip(around[line.within][1:3], (1.0, 0.5), strict=False):
            direct[element] += share * words
    return path_of(max(direct, key=direct.__getitem__, default=None))
