"""Amounts over time, drawn as bars."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

# Bars of growing height, the first of none.
BARS = " ▁▂▃▄▅▆▇█"


def bars(counts: Mapping[str, int], first: str, last: str, width: int) -> tuple[str, str]:
    """Return a line of at most ``width`` columns with a bar for each stretch of time; its scale.

    ``counts`` are by day; days are in ISO 8601, and those of ``counts`` lie between ``first`` and
    ``last``. The stretches are of equal length: days, or as many days as need be. The scale has
    both ends, and between them, where there is room, what the highest bar stands for.
    """
    if not first or width < 1:
        return "", ""
    start = date.fromisoformat(first)
    length = (date.fromisoformat(last) - start).days + 1
    stretches = min(width, length)
    heights = [0] * stretches
    for day, count in counts.items():
        heights[(date.fromisoformat(day) - start).days * stretches // length] += count
    most = max(heights) or 1
    wide = width // stretches
    # Whatever is there at all can be seen.
    line = "".join(wide * BARS[-(-height * (len(BARS) - 1) // most)] for height in heights)
    days = round(length / stretches)
    highest = f"{BARS[-1]} {most:,} {'a day' if days == 1 else f'in {days:,} days'}"
    return line, _scale(first, highest, last, len(line))


def _scale(first: str, highest: str, last: str, width: int) -> str:
    """Return the ends of the bars, what the highest is between them, as far as there is room."""
    if first == last:
        return f"{first}  {highest}"
    room = max(1, width - len(first) - len(last))
    return first + (highest if len(highest) + 2 <= room else "").center(room) + last
