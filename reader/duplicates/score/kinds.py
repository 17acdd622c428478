"""How two versions belong together, from what was measured of them."""

from __future__ import annotations

import numpy as np

from reader.duplicates.ragged_arrays import Flags, Floats
from reader.duplicates.score.pair_features import Measured
from reader.duplicates.score.score_model import either
from reader.duplicates.values import Kind

COPY = 0.5
"""From this likelihood on, one text was made from the other, in part or as a whole."""

_HIDDEN = 0.2
"""A raw page hides so much more of its source than the clean text of it."""

_PIECE = 14
"""So long are the runs of words that an editor leaves, on average; a rewriter leaves shorter ones,
even one who only puts other words for one in ten."""

_PASSAGE, _MOST = 8, 0.65
"""Runs as long as this, which no rewriter leaves, are passages that were taken over; from such a
share on it is the text that the other version has, below it passages beside a text of its own."""


def kinds(found: Measured, whole: Floats, passage: Floats, hidden: Floats) -> list[Kind]:
    """Return the kinds of link that the figures speak for.

    ``whole`` and ``passage`` say how likely the whole text and one passage were copied, ``hidden``
    how much more of its source one version hides than the other (all from 0 to 1).
    """
    low, high = np.sort([found.share_short, found.share_long], axis=0)
    verbatim, patches = found.piece >= _PIECE, (found.piece >= _PASSAGE) & (high < _MOST)
    rules: list[tuple[Kind, Flags]] = [
        (Kind.SAME_PAGE, (low >= 0.9) & (hidden >= _HIDDEN)),
        (Kind.EXACT, found.equal),
        (Kind.SAME_EVENT, either(whole, passage) < COPY),
        (Kind.QUOTING, (whole < COPY) | found.foreign | patches),
        (Kind.EDITED, verbatim),
    ]
    order = [*(kind for kind, _ in rules), Kind.REWORDED]
    chosen = np.select([flags for _, flags in rules], [*range(len(rules))], len(rules))
    return [order[place] for place in chosen.tolist()]
