"""The rows of the list: stories and articles, in an order, and folded or not."""

from __future__ import annotations

import gc

from reader.duplicates import Kind
from reader.workspace.analyses.stories.likely_stories import stories
from reader.workspace.analyses.stories.listing import CorpusRow, SortFields, Unfolding, listing
from reader.workspace.cache.document_summary import DocumentSummaries, DocumentSummary, opening

from .story_links import all_pairs, candidate

NO_FACTS = SortFields(lambda *_: "", lambda _: 0, lambda _: 0)


def test_a_document_that_quotes_two_stories_is_read_once_in_the_order_of_the_list() -> None:
    found = stories([*all_pairs("abc"), *all_pairs("def"), candidate("ag", 0.6, Kind.QUOTING),
                     candidate("dg", 0.6, Kind.QUOTING)])  # fmt: skip
    story_of = {one: story for story in found for one in story.documents}
    assert sorted(listing("abcdefg", story_of, NO_FACTS).documents) == list("abcdefg")


def test_a_story_asks_of_no_more_versions_than_the_filter_leaves() -> None:
    (story,) = stories(all_pairs("abcd"))
    left = [one.document for one in story.open][:2]
    (row,) = listing(left, dict.fromkeys("abcd", story), NO_FACTS).rows
    assert row.story is not None
    assert (len(row.documents), row.story.undecided) == (2, 2)


def test_folding_shows_the_versions_of_a_story_below_it_and_finds_every_row() -> None:
    found = stories([*all_pairs("abc"), *all_pairs("ef"), *all_pairs("gh"),
                     candidate("ah", 0.6, Kind.QUOTING)])  # fmt: skip
    story_of = {one: story for story in found for one in story.documents}
    rows = listing("abcdefgh", story_of, NO_FACTS).rows
    tops, unfolding, shown = [*rows], Unfolding(), list[CorpusRow]()
    for row in (*tops, None, *tops):  # each is unfolded, then all, then each is folded
        unfolding = Unfolding(every=True) if row is None else unfolding.turned(row)
        rows = rows.refolded(unfolding, row)
        shown = []
        for top in tops:
            shown.append(top)
            if top.is_story and unfolding.has(top):
                shown += [CorpusRow(one, top.story, version) for one, version in
                          zip(top.documents, top.story.shown, strict=True)]  # fmt: skip
        assert [*rows] == [rows[n] for n in range(len(rows))] == shown == [*rows[:3], *rows[3:]]
        assert [*listing("abcdefgh", story_of, NO_FACTS, unfolding=unfolding).rows] == shown
        for document in "abcdefgh":
            own = [r for r in shown if r.document == document and not r.is_story]
            own += [r for r in shown if document in r.documents]
            assert shown[rows.of(document) or 0] == own[0]
            of_story = [r for r in shown if r.document == document and r.is_story]
            assert shown[rows.of(document, as_story=True) or 0] == [*of_story, *own][0]
    assert rows.of("z") is None


def test_what_stands_for_a_title_ends_with_a_word_and_says_that_it_is_cut() -> None:
    line = "A rare tropical spider had burrowed into the skin of a man from Perth who saw it"
    assert [opening(f"{line[:80]}{rest}") for rest in ("", "\nMore", "s there.")] == [
        line,
        line,
        "A rare tropical spider had burrowed into the skin of a man from Perth who saw…",
    ]
    assert opening("渡" * 90) == f"{'渡' * 80}…"


def test_of_many_summaries_some_are_kept_as_they_were_read() -> None:
    summaries = DocumentSummaries()
    for number in range(5_000):
        summaries[str(number)] = DocumentSummary(title=f"kept as it was read {number}").to_json()
    assert summaries["7"] is summaries["7"]
    assert all(one.title for one in summaries.values())
    kept = [one for one in gc.get_objects() if isinstance(one, DocumentSummary)]
    assert sum(one.title.startswith("kept as") for one in kept) < len(summaries) / 2
