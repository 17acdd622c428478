"""Stories are decided in the queue: version by version, by kind, or as a whole."""

from __future__ import annotations

from pathlib import Path

from reader.annotations import Link, Verdict
from reader.duplicates import Kind
from reader.ui.compare.compare_screen import CompareScreen
from reader.ui.duplicates.verdicts_screen import VerdictList, VerdictsScreen
from reader.ui.shared.times import local_minute
from reader.workspace.analyses.stories.verdicts import LinkGroups, Relation

from ..driving import running
from .queue_driving import enter_queue, find, links, queue, relation, story, version

BRIDGE = "harbor-bridge"


async def test_accepting_asks_nothing_that_follows(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        await find(driver, BRIDGE)
        before = len(story(driver).open)
        seen = story(driver).documents
        assert "Accept to here" in driver.shown
        for left in range(before, 0, -1):
            assert story(driver).documents == seen, "a row changed its place under the cursor"
            assert len(story(driver).open) == left
            # Not the next one: what is decided would move up to the others that are.
            await driver.press(*["G"] * (left == before > 1), "a")
            await driver.settled()
        assert "Accept to here" not in driver.shown
        assert len(links(driver)) == before
        assert all(relation(driver, seen[0], other) is not Relation.OPEN for other in seen)
        await driver.press("escape")
        left = queue(driver).story
        assert left is None or not {one.document for one in left.open} & set(seen)


async def test_a_digit_says_the_kind(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        judged = version(driver).document
        await driver.press("3")
        (link,) = links(driver)
        assert judged in (link.a, link.b)
        assert link.kind == Kind.EDITED
        assert "linked as edited" in driver.shown


async def test_all_versions_down_to_a_kind_are_one_step(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        await find(driver, BRIDGE)
        whole = story(driver)
        await driver.press("A")
        assert len(links(driver)) == 1
        await driver.press("u")
        await driver.press("G", "A")
        last = whole.versions[-1].kind
        assert last is not None
        order = list(Kind)
        taken = [one for one in whole.open if order.index(one.kind or last) <= order.index(last)]
        assert len(links(driver)) == len(taken)
        await driver.press("u")
        assert links(driver) == []
        assert story(driver).versions == whole.versions


async def test_what_is_not_this_one_leaves_the_story_and_comes_back(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        before, out = story(driver), version(driver).document
        await driver.press("x")
        assert [link.verdict for link in links(driver)] == [Verdict.REJECTED]
        assert relation(driver, before.first, out) is Relation.APART
        await driver.press("u")
        assert out in story(driver).documents
    async with running(corpus) as driver:
        await enter_queue(driver)
        assert story(driver).documents == before.documents


async def test_a_verdict_counts_at_once_and_all_stories_are_told_anew_after_it(
    corpus: Path,
) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        before, asked = story(driver), version(driver).document
        with driver.app.workspace.duplicates._judging:  # as long as it takes where they are many
            await driver.press("a")
            at_once, known = story(driver), queue(driver)._queue.known
            assert asked not in {one.document for one in at_once.open}
            assert known.of(before.documents) == {
                one for one in known.all if asked in one.documents
            }
        await driver.settled()
        assert story(driver).versions == at_once.versions


async def test_nothing_of_a_story_belongs_together(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        seen = story(driver).documents
        await driver.press("X")
        assert all(link.verdict is Verdict.REJECTED for link in links(driver))
        assert f"{len(seen)} versions kept apart" in driver.shown
        left = queue(driver).story
        assert left is None or left.documents != seen


async def test_all_copies_are_accepted_from_a_list_and_taken_back_in_one_step(
    corpus: Path,
) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        await driver.press("E")
        assert "at once join" in driver.shown
        await driver.press("enter")
        made = links(driver)
        assert made
        assert {link.kind for link in made} <= {Kind.EXACT, Kind.SAME_PAGE}
        await driver.press("E")
        assert "No exact or same-page copies" in driver.shown
        await driver.press("u")
        assert links(driver) == []


async def test_a_linked_version_that_is_taken_out_asks_where_the_story_breaks(
    corpus: Path,
) -> None:
    a, b, c = (f"{BRIDGE}/{name}" for name in ("raw-page.txt", "clean-text.txt", "spun-copy.txt"))
    async with running(corpus) as driver:
        store = driver.app.workspace.store
        with store.step("link") as step:
            step.put(Link(a=a, b=b, kind="same-page"))
            step.put(Link(a=b, b=c, kind="reworded"))
        driver.app.push_screen(CompareScreen(a, c))
        await driver.settled()
        await driver.press("x")
        assert "Where does the story break?" in driver.shown
        assert "Rejects 1 accepted link:" in driver.shown
        assert "One side:" in driver.shown
        await driver.press("escape")
        assert len(links(driver)) == 2
        await driver.press("x", "enter")
        assert relation(driver, a, c) is Relation.APART
        assert LinkGroups(links(driver)).contradictions == []
        assert {relation(driver, a, b), relation(driver, b, c)} == {Relation.SAME, Relation.APART}
        await driver.press("u")
        assert relation(driver, a, c) is Relation.SAME


async def test_all_verdicts_stand_in_a_list_and_can_be_changed(corpus: Path) -> None:
    async with running(corpus, size=(120, 30)) as driver:
        await enter_queue(driver)
        await driver.press("a", "n", "x", "v")
        await driver.settled()
        assert isinstance(driver.app.screen, VerdictsScreen)
        listed = driver.app.screen.query_one(VerdictList)
        assert [one.verdict for one in listed.items] == ["rejected", "accepted"]
        assert "mina" in driver.shown
        assert local_minute(listed.items[0].modified) in driver.shown
        await driver.press("5")
        assert listed.items[0].verdict is Verdict.ACCEPTED
        assert listed.items[0].kind == "quoting"
        await driver.press("e")
        await driver.type("ask")
        await driver.press("escape")
        assert "✎ ask" in driver.shown
        assert "Note kept" in driver.shown
        await driver.press("d")
        assert len(links(driver)) == 1
        await driver.press("u", "q")
        assert len(links(driver)) == 2


async def test_enter_compares_and_a_verdict_there_counts_here(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        judged = version(driver)
        await driver.press("enter")
        await driver.settled()
        assert isinstance(driver.app.screen, CompareScreen)
        await driver.press("a", "q")
        await driver.settled()
        assert queue(driver).story is None or judged not in story(driver).open
