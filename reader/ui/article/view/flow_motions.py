"""Ways to move in what is shown of an article: pure functions from index to index of a flow."""

from __future__ import annotations

from reader.cleaning import Role
from reader.ui.article.view.flow import Flow
from reader.ui.article.view.motions import Motion

_HEADINGS = frozenset({Role.TITLE, Role.HEADING})


def repeated(flow: Flow, index: int, motion: Motion, times: int) -> int:
    """Return the index that a motion, made so many times, leads to: always one that is shown."""
    for _ in range(times):
        target = motion(flow.text, index)
        target = flow.nearest(target, forward=target > index)
        if target == index:
            break
        index = target
    return index


def heading_from(flow: Flow, index: int, by: int, times: int) -> int:
    """Return the start of a heading further on (``by`` 1) or back (-1); ``index`` without one."""
    parts = (part for part in flow.parts if part.role in _HEADINGS and part.first)
    starts = [part.start for part in parts if (part.start - index) * by > 0]
    ordered = starts if by > 0 else starts[::-1]
    return ordered[min(times, len(ordered)) - 1] if ordered else index
