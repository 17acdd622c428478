"""In the article: what is new in it, and tags that carry over to its other versions."""

from __future__ import annotations

from pathlib import Path

from reader.annotations import Passage, Status
from reader.text import Span
from reader.ui.article.offers import OffersScreen
from reader.workspace.actions.passages.annotating import link, set_status

from ..driving import Driver, running

RAW = "harbor-bridge/raw-page.txt"
CLEAN = "harbor-bridge/clean-text.txt"
SPUN = "harbor-bridge/spun-copy.txt"
BLOG = "harbor-bridge/blog-post.md"
WIRE = "wire/meridian.jsonl#mw-230609-002"
QUOTE = "“We would rather explain a traffic jam than a tragedy,”"


def dimmed(driver: Driver) -> str:
    source = driver.article.view.article.source
    return " ".join(source[mark.start : mark.end] for mark in driver.article.view.dimmed)


def link_all(driver: Driver, *others: str) -> None:
    for other in others:
        link(driver.app.workspace.store, CLEAN, other, "reworded")


async def test_fresh_says_that_only_an_undecided_version_was_read(corpus: Path) -> None:
    async with running(corpus) as driver:
        set_status(driver.app.workspace.store, [BLOG], Status.DONE)
        await driver.open(CLEAN)
        await driver.press("f")
        assert "No sure version was read before, but 1 undecided one was: L" in driver.shown


async def test_fresh_dims_what_was_read_and_the_header_says_how_much_is_new(corpus: Path) -> None:
    async with running(corpus, size=(140, 24)) as driver:
        link_all(driver, RAW, WIRE, SPUN)
        set_status(driver.app.workspace.store, [RAW, SPUN], Status.DONE)
        await driver.open("mw-230609-002")
        assert "% new after 2 other versions" in driver.shown
        assert dimmed(driver) == ""
        await driver.press("f")
        told = dimmed(driver)
        assert "We would rather explain" in told
        assert "not be let back before mid-July" not in told
        assert "East Coast harbor city" not in told
        stretches = driver.article.versions.stretches
        assert len(stretches) > 1
        await driver.press("g")
        for stretch in stretches:
            if stretch.start > driver.article.view.caret:
                await driver.press("n")
                assert driver.article.view.caret == stretch.start
        await driver.press("f")
        assert dimmed(driver) == ""
        await driver.press("n")
        assert "Nothing was searched" in driver.shown


async def test_where_all_was_read_before_it_says_that_nothing_is_new(corpus: Path) -> None:
    (corpus / "again.txt").write_bytes((corpus / CLEAN).read_bytes())
    async with running(corpus) as driver:
        link_all(driver, "again.txt")
        set_status(driver.app.workspace.store, [CLEAN], Status.DONE)
        await driver.open("again.txt")
        assert "0% new after 1 other version" in driver.shown
        await driver.press("f", "n")
        assert "Nothing is new here" in driver.shown


async def test_the_header_of_an_unlinked_article_tells_its_likely_versions(corpus: Path) -> None:
    async with running(corpus, size=(100, 24)) as driver:
        await driver.open("clean-text.txt")
        count = len(driver.app.workspace.duplicates.pairs_of(CLEAN))
        assert f"{count} likely: L" in driver.shown
        link_all(driver, RAW)
        await driver.settled()
        assert "likely: L" not in driver.shown
        await driver.press("L")
        await driver.settled()
        assert f"1 link · {count - 1} undecided" in driver.shown
        await driver.press("down", "x")
        assert f"1 link · {count - 2} undecided" in driver.shown


async def test_all_is_new_where_nothing_was_read(corpus: Path) -> None:
    async with running(corpus) as driver:
        await driver.open("clean-text.txt")
        await driver.press("f")
        assert dimmed(driver) == ""
        assert "All is new" in driver.shown


async def tag_quote(driver: Driver, document: str = CLEAN, quote: str = QUOTE) -> Passage:
    """Tag the quotation in an article that is open."""
    view = driver.article.view
    start = driver.app.workspace.document(document).source.index(quote)
    view.select(Span(start, start + len(quote)))
    await driver.press("1")
    await driver.settled()
    (passage,) = driver.app.workspace.store.passages(document)
    return passage


async def test_a_tag_carries_over_once_to_every_version_and_back(
    corpus: Path,
) -> None:
    async with running(corpus) as driver:
        store, workspace = driver.app.workspace.store, driver.app.workspace
        link_all(driver, RAW, SPUN, BLOG)
        await driver.open("clean-text.txt")
        first = await tag_quote(driver)
        assert "it stands in 3 other versions too (2 word for word, 1 loosely)" in driver.shown
        await driver.press("equals_sign")
        await driver.settled()
        assert "Carried over 2 times; = shows 1 loose" in driver.shown
        assert not store.passages(SPUN)
        await driver.press("equals_sign")
        assert isinstance(driver.app.screen, OffersScreen)
        await driver.press("enter")
        await driver.settled()
        expected = {
            RAW: QUOTE,
            SPUN: "would rather explain a traffic jam than a tragedy",
            BLOG: '"We would rather explain a traffic jam than a tragedy,"',
        }
        for document, quote in expected.items():
            (passage,) = store.passages(document)
            source = workspace.document(document).source
            assert passage.anchor.start == source.index(quote)
            assert passage.anchor.end == passage.anchor.start + len(quote)
            assert (passage.tags, passage.origin) == (first.tags, first.id)
        await driver.press("equals_sign")
        await driver.settled()
        assert all(len(store.passages(document)) == 1 for document in expected)
        await driver.press("u", "u")
        assert not any(store.passages(document) for document in expected)
        assert store.passages(CLEAN) == (first,)


async def test_word_for_word_is_set_at_once(corpus: Path) -> None:
    async with running(corpus) as driver:
        link_all(driver, RAW, BLOG)
        await driver.open("clean-text.txt")
        await tag_quote(driver)
        await driver.press("equals_sign")
        await driver.settled()
        assert "Carried over 2 times" in driver.shown
        assert len(driver.app.workspace.store.passages(RAW)) == 1


async def test_an_offer_can_be_left_out_or_all_let_go(corpus: Path) -> None:
    async with running(corpus) as driver:
        store = driver.app.workspace.store
        link_all(driver, SPUN)
        await driver.open("clean-text.txt")
        await tag_quote(driver)
        await driver.press("equals_sign", "escape")
        await driver.settled()
        assert not store.passages(SPUN)
        await driver.press("left_square_bracket", "equals_sign")
        await driver.settled()
        await driver.press("x", "enter")
        await driver.settled()
        assert not store.passages(SPUN)


async def test_a_version_that_contradicts_is_offered_as_that_and_not_set_unasked(
    corpus: Path,
) -> None:
    async with running(corpus) as driver:
        link_all(driver, SPUN)
        await driver.open("clean-text.txt")
        await tag_quote(driver, quote="about 38,000 vehicles a day")
        assert "(1 contradicting it)" in driver.shown
        await driver.press("equals_sign")
        await driver.settled()
        assert "! 38,000 → 83,000" in driver.shown
        await driver.press("enter")
        await driver.settled()
        assert not driver.app.workspace.store.passages(SPUN)


async def test_a_tag_that_was_taken_back_is_not_carried(corpus: Path) -> None:
    async with running(corpus) as driver:
        link_all(driver, RAW)
        await driver.open("clean-text.txt")
        await tag_quote(driver)
        await driver.press("u", "equals_sign")
        await driver.settled()
        assert not driver.app.workspace.store.passages(RAW)
