"""Search in an article: forms of a query, hits in notes, tags on hits; what lies around a caret."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.text import Span
from reader.ui.article.view.motions import quotation_at

from ..driving import Driver, running

TEXT = """# A crack in the bridge

The bridge opened in 1932. “A traffic jam,” said the mate, “is no tragedy.” Bridges close.

## What the county said

The county put off the inspection of 2016 and of 2019. Élan was lost.
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "bridge.md").write_text(TEXT, "utf-8")
    return folder


async def search(app: Driver, query: str) -> None:
    await app.press("slash")
    for letter in query:
        await app.pilot.press({" ": "space", "/": "slash"}.get(letter, letter))
    await app.press("enter")
    await app.settled()


async def test_words_whole_words_and_patterns_are_found(corpus: Path) -> None:
    expected = {
        "bridge": ["bridge", "bridge", "Bridge"],
        "=bridge": ["bridge", "bridge"],
        "elan": ["Élan"],
        "qqqq": [],
        r"/20\d\d/": ["2016", "2019"],
        "/20(/": [],
    }
    async with running(corpus) as app:
        await app.open("bridge.md")
        for query, found in expected.items():
            await search(app, query)
            assert [TEXT[hit.start : hit.end] for hit in app.article.view.hits] == found, query
        assert "no regular expression" in app.shown
        assert "Not found" not in app.shown


async def test_one_hit_or_all_hits_are_tagged(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open("bridge.md")
        await search(app, r"/20\d\d/")
        await app.press("1")
        store = app.article.store
        [passage] = store.passages("bridge.md")
        assert passage.anchor.quote == "2016"
        await app.press("u", "N", "n", "asterisk")
        assert [one.anchor.quote for one in store.passages("bridge.md")] == ["2016", "2019"]


async def test_notes_are_found_with_the_words_of_the_text(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open("bridge.md")
        await app.press("J", "J", "right_curly_bracket", "s", "e")
        await app.type("check the bridge log")
        await app.press("escape", "g")
        await search(app, "bridge log")
        assert "hit 1/1, 1 in notes" in app.shown
        # Before a note, which may be longer than the line.
        assert any(row.strip().startswith("hit 1/1") for row in app.shown.splitlines())
        passage = app.article.reach.at_hand
        assert passage is not None
        assert passage.note == "check the bridge log"


async def test_what_lies_around_the_caret_is_selected(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open("bridge.md")
        view = app.article.view
        view.caret = TEXT.index("no tragedy")
        for key, expected in (
            ("q", "“is no tragedy.”"),
            ("w", "no"),
            ("s", "“A traffic jam,” said the mate, “is no tragedy.”"),
        ):
            view.caret = TEXT.index("no tragedy")
            await app.press("v", "i", key)
            assert view.selection is not None
            assert view.selection.of(TEXT) == expected
            await app.press("escape")


async def test_what_does_not_lie_around_the_caret_is_told_and_the_selection_stays(
    corpus: Path,
) -> None:
    async with running(corpus) as app:
        await app.open("bridge.md")
        view = app.article.view
        view.caret = TEXT.index("The county")
        await app.press("v", "w", "w")
        before = view.selection
        for key, name in (("q", "quotation"), ("n", "name")):
            await app.press("i", key)
            assert f"No {name} is around the caret" in app.shown
            assert view.selection == before is not None


async def test_headings_are_gone_to(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open("bridge.md")
        await app.press("g", "J")
        assert TEXT[app.article.view.caret :].startswith("What the county")
        await app.press("K")
        assert TEXT[app.article.view.caret :].startswith("A crack")


def test_an_apostrophe_closes_no_quotation() -> None:
    text = "He said ‘it wasn’t me’ and left."
    assert quotation_at(text, 12).of(text) == "‘it wasn’t me’"
    for index in (3, 25):
        assert quotation_at(text, index) == Span(index, index)
