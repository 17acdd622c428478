"""A place in a text never splits what a reader takes for one character."""

from __future__ import annotations

import regex
from hypothesis import given
from hypothesis import strategies as st

from reader.text import Span, cluster_at, cluster_before, snapped

PIECES = st.sampled_from(
    [
        "a",
        " ",
        "\n",
        "\r",
        "\r\n",
        "\x1b",
        "é",
        "e\u0301",
        "\u0301",
        "👩\u200d👧",
        "👍🏽",
        "🇨🇿",
        "한",
    ]
)
TEXTS = st.lists(PIECES | st.characters(codec="utf-8"), max_size=20).map("".join)


@given(TEXTS)
def test_clusters_are_those_of_unicode(text: str) -> None:
    clusters = [Span(*match.span()) for match in regex.finditer(r"\X", text)]
    for cluster in clusters:
        for offset in range(cluster.start, cluster.end):
            assert cluster_at(text, offset) == cluster
            assert snapped(Span(offset, offset + 1), text) == cluster
        assert cluster_before(text, cluster.end) == cluster
    assert cluster_at(text, len(text)) == Span(len(text), len(text))
