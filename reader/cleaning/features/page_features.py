"""Features of each line of a page for the line model: a row of numbers.

They are what the line is by itself, what its neighbours are, how much running text and furniture
stands around it, where it stands in the page, and whether it speaks of what the page speaks of.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.cleaning.article import Role
from reader.cleaning.features.element_features import COLUMNS, markup
from reader.cleaning.features.line_features import NUMBERS, Look
from reader.cleaning.parse.lines import Line

FeatureArray = NDArray[np.float32]
Columns = Iterable[NDArray[Any]]  # each of shape (n_lines,)

_ROLES = {role: number for number, role in enumerate((None, *Role))}
# Where some of a line's own numbers stand, those of its look first; and which of them the lines
# around it see.
(_SIZE, _LOG, _END, _START, _CAPITALS, _FUNCTION, _ADDRESS, _SCORE, _MEAN, _PAST, _FURNITURE) = map(
    Look._fields.index,
    """size log_size end start capitals function address score mean_score past
    furniture""".split(),  # noqa: SIM905
)
_DATED, _WEIGHT, _ALIKE = map(Look._fields.index, ("dated", "weight", "alike"))
_OWN = (*Look._fields[:NUMBERS], "gap", "role", "level", "linked", "place")
_GAP = NUMBERS
_SEEN_FAR = (_LOG, _END, _WEIGHT, _SCORE, _PAST, _FUNCTION, _DATED, _ALIKE)
_SEEN_NEAR = (*_SEEN_FAR, _MEAN, _GAP, _CAPITALS, _START, _FURNITURE)
_FAR_OFF = 99  # where there is no such line
_SURE, _UNSAID = 4.0, -5.0  # log odds: no word says more, no line says anything
_LEAD = 150  # the words of the stretch that say what the article is about
_CONTENT = 12  # a line of so many words says something of the topic

_STEPS = (1, 2, 3, -1, -2, -3)  # lines below, and above
_REACHES, _TOPIC_REACHES = (3, 8, 20), (4, 10)
_SIDES = ("before", "after")
_SORTS = ("weight", "prose", "score", "past", "dated", "furniture", "alike", "address")
_PAGE = (
    "index", "from_end", "share", "prose_before", "prose_after", "prose_share", "page_lines",
    "page_prose", "page_prose_share", "page_furniture", "page_dated", "page_address",
)  # fmt: skip
_NEAREST = ("dated", "furniture", "prose", "alike")
_ENDED = ("most_past", "sum_past", "since_past_1", "from_past_1", "since_past_2", "from_past_2")


def _seen(step: int) -> tuple[int, ...]:
    """Return the columns of their own that lines see of the one so many lines above."""
    return _SEEN_NEAR if abs(step) == 1 else _SEEN_FAR


# The name of each column of ``features``, in order, as trained models keep them.
COLUMN_NAMES = (
    *_OWN,
    *(f"{_OWN[column]}@{step}" for step in _STEPS for column in _seen(step)),
    *(f"{sort}_{side}_{n}" for n in _REACHES for side in _SIDES for sort in _SORTS),
    *_PAGE,
    *(f"{side}_{kind}" for kind in ("stretch", "strict") for side in _SIDES),
    *(f"{sort}_{side}" for sort in _NEAREST for side in ("since", "until")),
    *_ENDED,
    *(f"{part}_{often}" for part in ("body", "lead") for often in ("some", "often")),
    *(f"{part}_{side}_{n}" for n in _TOPIC_REACHES for side in _SIDES for part in ("body", "lead")),
    *(f"markup_{column}" for column in range(COLUMNS)),
)


def features(
    lines: Sequence[Line], looks: Sequence[Look], names: Mapping[str, float]
) -> FeatureArray:
    """Return the features of a page, shape ``(n_lines, n_features)``.

    ``names`` is how much each name of an element speaks for running text (log odds).
    """
    if not lines:
        return np.zeros((0, 0), np.float32)
    own = _own(lines, looks)
    weights = [look.weight for look in looks]
    first, last = heaviest_range(weights)
    columns = [
        own.T,
        *_neighbours(own),
        *_surroundings(own),
        *_place(own),
        *_distances(own, weights, first, last),
        *_endings(own, weights),
        *_topics(own, looks, first, last),
        markup(lines, looks, names).T,
    ]
    return np.vstack(columns, dtype=np.float32, casting="unsafe").T


def heaviest_range(weights: Sequence[float]) -> tuple[int, int]:
    """Return the stretch of lines whose weights sum to the most: a rough guess at the body."""
    best = total = 0.0
    first = last = begin = 0
    for index, weight in enumerate(weights):
        if total <= 0:
            total, begin = 0.0, index
        total += weight
        if total > best:
            best, first, last = total, begin, index + 1
    return first, last


def _own(lines: Sequence[Line], looks: Sequence[Look]) -> FeatureArray:
    """Return what lines have by themselves, shape ``(n_lines, n_own)``."""
    numbers = [
        (
            *look[:NUMBERS],
            min(3, line.gap),
            _ROLES[line.role],
            line.level,
            line.linked,
            len(line.place),
        )
        for line, look in zip(lines, looks, strict=True)
    ]
    return np.fromiter(chain.from_iterable(numbers), np.float32).reshape(len(lines), -1)


def _neighbours(own: FeatureArray) -> Columns:
    """Yield what lines near each line have, a column of shape ``(n_lines,)`` after the other."""
    for step in _STEPS:
        seen = own[:, _seen(step)]
        moved = np.full_like(seen, -9)
        if step > 0:
            moved[step:] = seen[:-step]
        else:
            moved[:step] = seen[-step:]
        yield moved.T


def _surroundings(own: FeatureArray) -> Columns:
    """Yield the share of each sort before and after each line, near and far."""
    size, weight = own[:, _SIZE], own[:, _WEIGHT]
    sorts = np.stack(
        [
            weight,
            np.log1p(np.where(weight > 0, size, 0)),
            np.clip(own[:, _SCORE], -6, 6),
            np.clip(own[:, _PAST], 0, _SURE),
            own[:, _DATED],
            own[:, _FURNITURE],
            own[:, _ALIKE] > 1,
            own[:, _ADDRESS] * (size > 5),
        ]
    )
    yield from _summed(sorts, _REACHES)


def _place(own: FeatureArray) -> Columns:
    """Yield the place of each line in the page, and the kind of page."""
    count = len(own)
    size = own[:, _SIZE]
    prose = np.where(own[:, _WEIGHT] > 0, size, 0)
    before = np.cumsum(prose) - prose
    total, words = max(1.0, float(prose.sum())), max(1.0, float(size.sum()))
    index = np.arange(count, dtype=np.float32)
    yield from (index, count - 1 - index, index / count)
    yield from (np.log1p(before), np.log1p(total - before - prose), before / total)
    for page in (
        count,
        math.log1p(total),
        total / words,
        own[:, _FURNITURE].sum(),
        own[:, _DATED].sum(),
        (own[:, _ADDRESS] * size).sum() / words,
    ):
        yield np.full(count, page, np.float32)


def _distances(own: FeatureArray, weights: Sequence[float], first: int, last: int) -> Columns:
    """Yield the distance of each line from the stretch, and from the next lines of each sort."""
    index = np.arange(len(own), dtype=np.float32)
    for start, stop in ((first, last), _strict(weights)):
        yield from (start - index, index - stop)
    yield from nearest(
        own[:, _DATED] > 0, own[:, _FURNITURE] > 0, own[:, _WEIGHT] > 0, own[:, _ALIKE] > 1
    )


def _endings(own: FeatureArray, weights: Sequence[float]) -> Columns:
    """Yield the distance of each line past the lines that say that the article is over.

    Only those count that stand below the beginning of the running text.
    """
    index = np.arange(len(own))
    past = np.where(index > _strict(weights)[0], own[:, _PAST], _UNSAID).astype(np.float32)
    yield np.concatenate([[_UNSAID], np.maximum.accumulate(past)[:-1]])
    certainty = np.clip(past, 0, _SURE)
    yield np.cumsum(certainty) - certainty
    for least in (1.0, 2.0):
        ends = past > least
        yield _since(ends)
        yield index - (ends.argmax() if ends.any() else len(own))


def _strict(weights: Sequence[float]) -> tuple[int, int]:
    """Return a stretch that other lines interrupt less."""
    return heaviest_range([weight if weight > 0 else 2.5 * weight for weight in weights])


def _topics(own: FeatureArray, looks: Sequence[Look], first: int, last: int) -> Columns:
    """Yield the share of a line's words that the stretch has too, all of it or its beginning."""
    paragraphs = [
        index
        for index in range(first, last)
        if looks[index].size >= _CONTENT and looks[index].weight > 0
    ]
    read = np.cumsum([0, *(looks[index].size for index in paragraphs)])
    lead = paragraphs[: int(np.searchsorted(read, _LEAD))]
    size = np.minimum(own[:, _SIZE], 30)
    numbers: dict[str, int] = {}
    stems = [numbers.setdefault(stem, len(numbers)) for look in looks for stem in look.stems]
    held = (np.array(stems, np.intp), np.array([len(look.stems) for look in looks]))
    mass = [size]
    for part in (paragraphs, lead):
        some, often = _shared(*held, part)
        mass.append(np.maximum(0, some) * size)
        yield from (some, often)
    for sums in _summed(np.stack(mass), _TOPIC_REACHES):
        yield from sums[1:] / np.maximum(1, sums[0])


def _shared(
    stems: NDArray[np.intp], counts: NDArray[np.intp], part: Sequence[int]
) -> tuple[FeatureArray, FeatureArray]:
    """Return the share of each line's stems that the part has too, at all and three times.

    Both are of shape ``(n_lines,)``, -1 for a line without stems.
    ``stems`` numbers those of all lines in a row, ``counts`` says how many of them each line has. A
    line of the part does not count itself.
    """
    inside = np.zeros(len(counts), bool)
    inside[part] = True
    line = np.repeat(np.arange(len(counts)), counts)
    times = np.bincount(stems[inside[line]], minlength=len(stems))[stems] - inside[line]
    of_each = np.maximum(1, counts)
    some, often = (
        np.bincount(line[times >= least], minlength=len(counts)) / of_each for least in (1, 3)
    )
    some[counts == 0] = often[counts == 0] = -1
    return some.astype(np.float32), often.astype(np.float32)


def _summed(values: FeatureArray, reaches: Sequence[int]) -> FeatureArray:
    """Return the sums over the lines before and after each line, as far as each reach.

    ``values`` has a row for each sort and a column for each line; the sums have the shape
    (2 * reaches, sorts, lines).
    """
    count = values.shape[1]
    sums = np.zeros((len(values), count + 1))
    np.cumsum(values, axis=1, out=sums[:, 1:])
    bounds = [bound for reach in reaches for bound in (-reach, 0, 1, reach + 1)]
    edges = np.add.outer(bounds, np.arange(count)).clip(0, count)
    at = sums[:, edges]
    found: NDArray[np.float64] = at[:, 1::2] - at[:, ::2]
    return found.astype(np.float32).swapaxes(0, 1)


def nearest(*sorts: NDArray[np.bool_]) -> Columns:
    """Yield for each sort the number of lines since the last one, and until the next one.

    ``sorts`` tell the lines that are of each, shape ``(n_lines,)`` as what is yielded.
    """
    held = np.stack(sorts)
    for pair in zip(_since(held), _since(held[:, ::-1])[:, ::-1], strict=True):
        yield from pair


def _since(sorts: NDArray[np.bool_]) -> FeatureArray:
    """Return the number of lines since the last one of a sort, shape ``(n_sorts, n_lines)``."""
    index = np.arange(sorts.shape[-1])
    last = np.maximum.accumulate(np.where(sorts, index, -1), axis=-1)
    before = np.full_like(last, -1)
    before[..., 1:] = last[..., :-1]
    found: FeatureArray = np.where(before >= 0, index - before, _FAR_OFF).astype(np.float32)
    return found
