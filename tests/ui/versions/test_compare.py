"""Two versions beside each other: walked through, swapped, changed for the next one."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotations import Link
from reader.duplicates import PairStatus, align_texts
from reader.text import Excerpt, Span
from reader.ui.compare.compare_screen import CompareScreen, legend
from reader.ui.compare.view import ComparisonView
from reader.ui.compare.view.facing import facings
from reader.workspace.actions.passages.annotating import link, toggle_tags

from ..driving import Driver, handled, resized, running

RAW = "harbor-bridge/raw-page.txt"
CLEAN = "harbor-bridge/clean-text.txt"
SPUN = "harbor-bridge/spun-copy.txt"
BLOG = "harbor-bridge/blog-post.md"


TOLD = "The mayor opened the new ferry pier on Monday. It cost nine million, she said."


def view(driver: Driver) -> ComparisonView:
    assert isinstance(driver.app.screen, CompareScreen)
    return driver.app.screen.query_one(ComparisonView)


def sides(driver: Driver) -> tuple[str, str]:
    """Return the sentences that face each other at the cursor."""
    shown = view(driver)
    assert shown.current is not None
    a, b = (shown.current.side(n) for n in (0, 1))
    return (a.of(shown.texts[0]) if a else "", b.of(shown.texts[1]) if b else "")


async def compare(driver: Driver, a: str, b: str) -> None:
    driver.app.push_screen(CompareScreen(a, b))
    await driver.settled()


async def go_to(driver: Driver, opening: str) -> None:
    """Walk from change to change to the one whose sentence begins so."""
    for _ in range(100):
        if sides(driver)[0].startswith(opening):
            return
        await driver.press("n")
    raise AssertionError(f"no change at {opening!r}")


async def test_changes_are_said_in_words(corpus: Path) -> None:
    async with running(corpus, size=(120, 40)) as driver:
        await compare(driver, CLEAN, SPUN)
        await driver.press("n")
        assert "38,000" in driver.shown
        assert "83,000" in driver.shown
        await go_to(driver, "“We would rather")
        assert "speaker: a spokeswoman for County Executive Marta Ellingsen → Mar" in driver.shown
        assert "quote: marks lost around" in driver.shown


async def test_next_change_passes_over_what_is_the_same(corpus: Path) -> None:
    async with running(corpus) as driver:
        await compare(driver, RAW, "wire/meridian.jsonl#mw-230609-002")
        seen = []
        while not seen or view(driver).cursor != seen[-1]:
            seen.append(view(driver).cursor)
            await driver.press("n")
        rows = view(driver).rows
        assert all(rows[number].matters for number in seen[1:])
        assert all(row.matters is False for row in rows if row.status is PairStatus.VERBATIM)
        await driver.press("N")
        assert view(driver).cursor == seen[-2]
        total, reached = view(driver).changes
        assert f"change {reached} of {total}" in driver.shown


async def test_every_difference_is_walked_and_what_is_the_same_folds(corpus: Path) -> None:
    async with running(corpus, size=(140, 30)) as driver:
        await compare(driver, CLEAN, RAW)
        shown = view(driver)
        total, _ = shown.differences
        assert total >= shown.changes[0]
        rows = len(shown.rows)
        await driver.press("g", "z")
        folded = sum(row.folded for row in shown.rows)
        assert folded >= 3
        assert len(shown.rows) < rows
        assert "sentences word for word the same" in driver.shown
        shown.cursor = next(n for n, row in enumerate(shown.rows) if row.folded)
        before = sum(row.folded for row in shown.rows)
        await driver.press("z")
        assert sum(row.folded for row in shown.rows) < before
        await compare(driver, CLEAN, SPUN)
        seen = [view(driver).cursor]
        for number in range(1, view(driver).differences[0] + 1):
            await driver.press("right_square_bracket")
            seen.append(view(driver).cursor)
            assert f"difference {view(driver).differences[1]} of" in driver.shown
            assert number
        assert all(view(driver).rows[row].differs for row in seen[1:])


async def test_contradictions_stand_first_and_nothing_of_them_is_cut_off(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    long = "the county engineers said in a letter of many pages to the harbour board this week"
    (folder / "a.txt").write_text(f"{TOLD} The bridge is 41 metres high, {long}.", "utf-8")
    (folder / "b.txt").write_text(f"{TOLD} The bridge is 14 metres high, by a gull.", "utf-8")
    async with running(folder, size=(80, 30)) as driver:
        await compare(driver, "a.txt", "b.txt")
        await driver.press("n")
        await driver.settled()
        below = driver.shown.partition("number:")[2]
        assert "41" in below.splitlines()[0]
        assert "words:" not in driver.shown.partition("number:")[0]
        await driver.press("d")
        await driver.settled()
        detail = " ".join(driver.shown.rpartition("words:")[2].split())
        assert f"{long} → by a gull" in detail
        candidate = driver.app.screen.candidate
        assert candidate is not None
        assert candidate.evidence.summary in detail.partition("evidence:")[2]
        await driver.press("z")
        assert "Fewer than 3 sentences after each other are the same" in driver.shown
        await compare(driver, "a.txt", "a.txt")
        await driver.press("n")
        assert "No change matters" in driver.shown
        await driver.press("right_square_bracket")
        assert "They differ nowhere" in driver.shown


async def test_beside_where_there_is_room_and_above_where_not(corpus: Path) -> None:
    for width, together in ((120, True), (80, False)):
        async with running(corpus, size=(width, 40)) as driver:
            await compare(driver, CLEAN, SPUN)
            line = next(one for one in driver.shown.splitlines() if "Port Merrin closed its" in one)
            assert ("Port Merrin and the city" in line) is together


async def test_what_is_the_same_is_shown_once_above_each_other(corpus: Path) -> None:
    async with running(corpus, size=(80, 40)) as driver:
        await compare(driver, CLEAN, RAW)
        assert driver.shown.count("The flaw was first noticed") == 1
    async with running(corpus, size=(160, 40)) as driver:
        await compare(driver, CLEAN, RAW)
        assert driver.shown.count("The flaw was first noticed") == 2


async def test_swapping_keeps_the_place(corpus: Path) -> None:
    async with running(corpus) as driver:
        await compare(driver, CLEAN, SPUN)
        await go_to(driver, "“We would rather")
        before = sides(driver)
        await driver.press("w")
        await driver.settled()
        assert sides(driver) == before[::-1]


async def test_next_version_goes_round_the_story(corpus: Path) -> None:
    async with running(corpus) as driver:
        for other in (RAW, SPUN, BLOG):
            link(driver.app.workspace.store, CLEAN, other, "edited")
        await driver.open("clean-text.txt")
        await driver.press("c")
        await driver.settled()
        seen = []
        for _ in range(30):
            screen = driver.app.screen
            assert isinstance(screen, CompareScreen)
            assert screen.candidate is not None
            assert screen.candidate.a == CLEAN
            seen.append(screen.candidate.b)
            await driver.press("greater_than_sign")
            await driver.settled()
            if seen[0] == screen.candidate.b:
                break
        assert {RAW, SPUN, BLOG} <= set(seen)
        assert len(set(seen)) == len(seen)
        await driver.press("less_than_sign")
        await driver.settled()
        assert driver.app.screen.candidate.b == seen[-1]


async def test_tags_of_both_sides_are_shown(corpus: Path) -> None:
    async with running(corpus, size=(80, 60)) as driver:
        workspace = driver.app.workspace
        tag = workspace.store.tags()[0]
        for document in (CLEAN, RAW):
            source = workspace.document(document).source
            start = source.index("The flaw was first noticed")
            toggle_tags(
                workspace.store, workspace.document(document), [Span(start, start + 8)], tag
            )
        await compare(driver, CLEAN, RAW)
        lines = [one for one in driver.shown.splitlines() if "The flaw was first" in one]
        assert len(lines) == 2
        assert all(f"{tag.key}" in one.split("The flaw")[0] for one in lines)
        workspace.store.undo()
        await handled(driver.pilot)
        assert driver.shown.count("The flaw was first") == 1


async def test_a_verdict_here_can_be_taken_back(corpus: Path) -> None:
    async with running(corpus) as driver:
        await compare(driver, CLEAN, SPUN)
        await driver.press("4")
        (made,) = driver.app.workspace.store.all(Link)
        assert (made.kind, made.verdict) == ("reworded", "accepted")
        assert "accepted as reworded" in driver.shown
        await driver.press("u")
        assert driver.app.workspace.store.all(Link) == []
        assert "accepted as" not in driver.shown


async def test_reading_goes_on_at_the_place_of_the_side_in_use(corpus: Path) -> None:
    async with running(corpus) as driver:
        await driver.open("clean-text.txt")
        await driver.press("c")
        await driver.settled()
        await compare(driver, CLEAN, SPUN)
        await go_to(driver, "“We would rather")
        await driver.press("tab", "enter")
        await driver.settled()
        assert driver.article.document == SPUN
        assert driver.article.view.caret == driver.app.workspace.document(SPUN).source.index(
            "Marta Ellingsen said that she"
        )


async def test_an_article_that_stands_alone_says_so(corpus: Path) -> None:
    async with running(corpus) as driver:
        await driver.open("lamp-and-ledger.txt")
        await driver.press("c")
        await driver.settled()
        assert "No other version is known" in driver.shown


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("One bridge is shut.", "Apples are cheap this year, and pears are not."),
        ("Three words here.", "Three words here. " * 3_000),
        ("", "."),
        ("A bridge is shut. " * 30, "A bridge is shut. " * 30),
        (
            "أغلقت المدينة الجسر يوم الخميس. لن يعبره أحد.",
            "أغلقت المدينة الجسر يوم الجمعة. لن يعبره أحد.",
        ),
        ("\x1b]0;title\x07 The [bold]bridge[/] is shut.\u202e", "The bridge is [red]open.\x9b1m"),
    ],
    ids=[
        "nothing in common",
        "three words beside many",
        "nothing",
        "again and again",
        "right to left",
        "evil",
    ],
)
async def test_any_two_can_be_compared(tmp_path: Path, a: str, b: str) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{TOLD}\n\n{a}\n", "utf-8")
    (folder / "b.txt").write_text(f"{b}\n\n{TOLD}\n", "utf-8")
    async with running(folder) as driver:
        for size in ((80, 24), (140, 24), (20, 6)):
            await resized(driver.pilot, *size)
            for one, other in (("a.txt", "b.txt"), ("a.txt", "a.txt")):
                await compare(driver, one, other)
                await driver.press("n", "G", "N", "pageup", "tab", "w")
                await driver.settled()
                await driver.press("G")
                assert view(driver).cursor == max(0, len(view(driver).rows) - 1), size
            assert not {"\x1b", "\x9b", "\u202e"} & set(driver.shown), size


def test_only_what_was_surely_read_contradicts_in_the_comparison() -> None:
    frame = "{} said that the bridge of Arden would not hold, and nobody in the town was pleased."
    a, b = frame.format("The council's"), frame.format("Ada Brandt")
    (row,) = facings(align_texts(a, b), Excerpt.whole(a), Excerpt.whole(b))
    assert (row.matters, row.contradicts) == (True, False)


def test_the_legend_has_the_signs_that_are_there_contradictions_first() -> None:
    a, b = "It cost the town 12 million in all.", "It cost the town 21 million in all."
    rows = facings(align_texts(a, b), Excerpt.whole(a), Excerpt.whole(b))
    assert legend(rows) == "! contradicts  ~ edited"


async def test_a_low_terminal_gives_the_texts_what_the_changes_do_not_need(corpus: Path) -> None:
    async with running(corpus, size=(40, 20)) as driver:
        await compare(driver, CLEAN, SPUN)
        box, said = driver.app.screen.query_one("#changes"), driver.app.screen.query_one("#change")
        heights = set()
        for _ in range(4):
            heights.add(box.content_size.height)
            assert box.content_size.height == min(3, said.size.height)
            await driver.press("j")
            await driver.settled()
        assert min(heights) < 3
