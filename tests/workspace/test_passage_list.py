"""Passages in groups and lines: pure arrangements of what is known of them."""

from __future__ import annotations

import pytest

from reader.annotations import Glance
from reader.workspace.analyses.passages.passage_background import PassageBackground
from reader.workspace.analyses.passages.passage_list import Grouping, Sorting, arranged
from reader.workspace.analyses.stories.story_names import StoryNames
from reader.workspace.cache.document_summary import DocumentSummary


def glance(document: str, start: int, origin: str | None = None) -> Glance:
    key = f"{document}{start}"
    return Glance(key, document, start, start + 9, "", ("t",), False, origin, "mina", "2026")


@pytest.mark.parametrize("sorting", [Sorting.PLACE, Sorting.DATE])
def test_the_first_version_by_date_stands_for_a_folded_passage(sorting: Sorting) -> None:
    own = {
        "a": [glance("a", 5)],  # of no date
        "b": [glance("b", 5, "a5")],
        "c": [glance("c", 2), glance("c", 5, "a5")],
    }
    summaries = {
        "a": DocumentSummary(),
        "b": DocumentSummary(date="2023-06-09"),
        "c": DocumentSummary(date="2023-06-08"),
    }
    background = PassageBackground((), summaries, StoryNames())
    rows = arranged(own, Grouping.AUTHOR, sorting, background)
    folded, alone = sorted(rows.lines(), key=lambda line: -len(line.versions))
    assert [one.id for one in folded.versions] == ["c5", "b5", "a5"]
    assert alone.glance.id == "c2"
