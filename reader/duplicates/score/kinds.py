"""The kind of a pair of versions, from its measurements."""

from __future__ import annotations

import numpy as np

from reader.duplicates.decision import (
    COPY,
    EDITED_RUN,
    PASSAGE_MOST,
    PASSAGE_RUN,
    SAME_PAGE_HIDDEN,
    SAME_PAGE_SHARE,
)
from reader.duplicates.ragged_arrays import Flags, Floats
from reader.duplicates.score.pair_features import Measured
from reader.duplicates.score.score_model import either
from reader.duplicates.values import Kind


def kinds(found: Measured, whole: Floats, passage: Floats, hidden: Floats) -> list[Kind]:
    """Return the kinds of link that the figures speak for.

    ``whole`` and ``passage`` say how likely the whole text and one passage were copied, ``hidden``
    how much more of its source one version hides than the other (all from 0 to 1).
    """
    low, high = np.sort([found.share_short, found.share_long], axis=0)
    verbatim = found.piece >= EDITED_RUN
    patches = (found.piece >= PASSAGE_RUN) & (high < PASSAGE_MOST)
    rules: list[tuple[Kind, Flags]] = [
        (Kind.SAME_PAGE, (low >= SAME_PAGE_SHARE) & (hidden >= SAME_PAGE_HIDDEN)),
        (Kind.EXACT, found.equal & found.same_rest),
        (Kind.EDITED, found.equal | found.reordered),
        (Kind.SAME_EVENT, either(whole, passage) < COPY),
        (Kind.QUOTING, (whole < COPY) | found.foreign | patches),
        (Kind.EDITED, verbatim),
    ]
    order = [*(kind for kind, _ in rules), Kind.REWORDED]
    chosen = np.select([flags for _, flags in rules], [*range(len(rules))], len(rules))
    return [order[place] for place in chosen.tolist()]
