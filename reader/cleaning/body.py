"""Which lines of a page are the running text of its article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reader.cleaning.lines import Line
from reader.cleaning.wording import ends_sentence, is_furniture, same, tells, units


def kept(lines: Sequence[Line]) -> list[bool]:
    """Tell of each line whether it belongs to the running text."""
    weights = _weights(lines)
    first, last = _best_stretch(weights)
    keep = [False] * len(lines)
    index = first
    while index < last:
        if weights[index] > 0:
            keep[index] = True
            index += 1
            continue
        end = index
        while end < last and weights[end] <= 0:
            end += 1
        if end - index <= 2:
            for gap in range(index, end):
                keep[gap] = weights[gap] > -2 and units(lines[gap].text) > 1
        index = end
    return keep


def _weights(lines: Sequence[Line]) -> list[float]:
    times = Counter(same(line.text) for line in lines)
    weights = []
    for line in lines:
        count = units(line.text)
        weight = -1.0
        if is_furniture(line.text) or line.linked > 0.8 or line.place in ("nav", "footer", "form"):
            weight = -3.0
        elif times[same(line.text)] > 1:
            weight = -2.0
        elif (count >= 8 and ends_sentence(line.text)) or count >= 25:
            weight = min(count, 40) / 10 - 2.0 * (tells(line.text) > 1) * (count < 40)
        elif count > 3 and line.role is not None and line.role.is_body and ends_sentence(line.text):
            weight = 0.1
        weights.append(weight)
    return weights


def _best_stretch(weights: Sequence[float]) -> tuple[int, int]:
    """Return the stretch of lines whose weights sum to the most."""
    best = total = 0.0
    first = last = begin = 0
    for index, weight in enumerate(weights):
        if total <= 0:
            total, begin = 0.0, index
        total += weight
        if total > best:
            best, first, last = total, begin, index + 1
    return first, last
