"""The queue of stories: what it shows, where it begins, and what a filter leaves of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from reader.duplicates import Alignment, Kind, Pair, PairStatus
from reader.text import Span
from reader.ui.compare.compare_screen import CompareScreen
from reader.ui.compare.story_screen import VersionList
from reader.ui.compare.view import ComparisonView
from reader.ui.duplicates.queue_screen import QueueScreen
from reader.ui.duplicates.story_queue import KnownStories, StoryQueue
from reader.ui.duplicates.verdicts_screen import VerdictsScreen
from reader.ui.duplicates.version_preview import differing
from reader.ui.offered_commands import offered
from reader.workspace import DocumentSummary
from reader.workspace.analyses.stories.likely_stories import stories
from reader.workspace.analyses.stories.story import StoryVersion

from ...workspace.story_links import all_pairs
from ..driving import resized, running
from .queue_driving import enter_queue, find, links, queue, story, version


@pytest.fixture
def ferries(tmp_path: Path) -> Path:
    """Make a corpus of two stories to be decided, and one of exact copies."""
    said = (
        "The council of Port Merrin has sold both of its ferries to a company of the mainland.",
        "Wheat from the valley of Sandown was dearer last week than in any other year so far.",
        "A painter who gave away all of her pictures has died in the old lighthouse of Grue.",
    )
    folder = tmp_path / "ferries"
    folder.mkdir()
    for place, (text, new) in enumerate(zip(said, ("most", "colder", ""), strict=True)):
        (folder / f"{place}.txt").write_text(f"{text}\n")
        other = text.replace("both", new) if place == 0 else text.replace("dearer", new)
        (folder / f"{place}-again.txt").write_text(f"{other}\n")
    return folder


async def test_a_story_shows_its_versions_with_reasons_and_what_differs(corpus: Path) -> None:
    async with running(corpus, size=(100, 40)) as driver:
        await enter_queue(driver)
        shown = story(driver)
        assert len(shown.versions) > 1
        for one in shown.versions:
            assert driver.app.workspace.summary(one.document).title[:20] in driver.shown
        assert "1 of" in driver.shown
        assert version(driver) == shown.open[0]
        reason, room = queue(driver).rows.reason
        assert len(reason) > room  # the row cuts it off
        assert reason.split()[-1] in driver.shown
        await driver.press("n")
        second = story(driver).versions
        await find(driver, "score:0")  # begins as words, which other stories have, or none
        assert story(driver).versions == second


async def test_what_is_to_be_decided_is_in_sight_below_many_that_are(tmp_path: Path) -> None:
    said = "The council of Port Merrin has sold {} of its ferries to a company of the mainland.\n"
    told = "{} ferries sold\n\n" + "".join(
        said.format(word) + f"Nobody at the {place} was asked about it, the {who} said later.\n"
        for word, place, who in (("both", "quay", "pilot"), ("most", "inn", "smith"))
    )
    folder = tmp_path / "news"
    for name in ("a/one", "a/two", "b/one", "b/three", "b/four", "new"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.txt").write_text(told.format("Both" if name != "new" else "All"))
    (folder / "new.txt").write_text((folder / "new.txt").read_text() + "It rained at noon.\n")
    async with running(folder, size=(80, 24)) as driver:
        await enter_queue(driver)
        for keys in ((), ("j",), ("pageup", "j", "j", "j", "j", "j", "j")):
            await driver.press(*keys)
            assert version(driver).document == "new.txt"
            assert version(driver) in queue(driver).rows.seen
        await driver.press("g")
        assert "a/one.txt · Both ferries" in driver.shown
        assert "two.txt · Both ferries" in driver.shown


def test_what_a_worker_that_was_stopped_has_ranked_is_new_to_the_next_one() -> None:
    waiting = StoryQueue(lambda _: DocumentSummary(), "b")
    known = KnownStories(stories(all_pairs("abc")))
    waiting.ranked(known.all)  # and then a verdict stops it
    waiting.take(known, (), waiting.ranked(known.all))
    assert waiting.place_of(["b"]) == 0
    assert not waiting.ranked(known.all)


async def test_what_was_decided_is_said_in_the_end(ferries: Path) -> None:
    async with running(ferries) as driver:
        await enter_queue(driver)
        assert "decided 0 of 2" in driver.shown  # copies alone were decided by nobody
        await driver.press("n", "X")
        assert "decided 1 of 2" in driver.shown  # what was rejected is progress, too
        while queue(driver).story is not None:
            await driver.press("X")
        assert "All is decided: 0 pairs linked, 2 kept apart. v lists" in driver.shown
        assert "1 of exact copies" in driver.shown


async def test_no_other_pair_stands_below_the_heads_of_one(
    ferries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(ferries) as driver:
        await enter_queue(driver)
        preview = queue(driver).query_one(ComparisonView)
        first = preview.texts
        assert all(first)
        duplicates, go_on = driver.app.workspace.duplicates, Event()
        compare = duplicates.compare
        monkeypatch.setattr(duplicates, "compare", lambda a, b: go_on.wait() and compare(a, b))
        try:
            await driver.press("n")
            assert preview.texts == ("", "")
        finally:
            go_on.set()
        await driver.settled()
        assert all(preview.texts)
        assert preview.texts != first


async def test_next_story_leaves_this_one_open(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        first = story(driver)
        await driver.press("n")
        assert story(driver) != first
        await driver.press("N")
        assert story(driver) == first
        assert links(driver) == []


async def test_filters_leave_the_versions_that_fit(corpus: Path) -> None:
    filters: dict[str, Callable[[StoryVersion, DocumentSummary], bool]] = {
        "kind:same-event": lambda one, _: one.kind is Kind.SAME_EVENT,
        "score:..0.9": lambda one, _: one.score <= 0.9,
        "date:2023-06": lambda _, summary: summary.date.startswith("2023-06"),
        "source:meridian": lambda _, summary: "Meridian" in summary.source,
    }
    async with running(corpus) as driver:
        await enter_queue(driver)
        for typed, fits in filters.items():
            await find(driver, typed)
            while True:
                here = story(driver)
                for one in here.open:
                    assert fits(one, driver.app.workspace.summary(one.document)), typed
                await driver.press("n")
                if story(driver) == here or "· 1 of" in driver.shown:
                    break
            await driver.press("escape")
            assert isinstance(driver.app.screen, QueueScreen)


async def test_every_size_shows_the_version(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        for size in ((80, 24), (200, 50), (30, 8)):
            await resized(driver.pilot, *size)
            await driver.settled()
            assert f"{version(driver).score:.2f}" in driver.shown, size
        await resized(driver.pilot, 40, 20)
        await driver.settled()
        keys = driver.shown.splitlines()[-1].split()
        assert keys[:4] == ["a", "Accept", "x", "Reject"] and keys[-3:] == ["?", "q", "Back"]
        await driver.press("a")
        await driver.settled()
        low = " ".join(driver.shown.split())
        for needed in (" A ", " B ", "▌", "6 ∥ same-event", "takes it back"):
            assert needed in low, needed


async def test_a_corpus_without_duplicates_has_no_stories(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "one.txt").write_text("The mayor opened the new pier on Monday.")
    (tmp_path / "news" / "two.txt").write_text("Apples are cheap this year, and pears are not.")
    async with running(tmp_path / "news") as driver:
        await enter_queue(driver)
        await driver.press("a", "x", "A", "X", "n", "u", "enter", "3", "E")
        assert "No two articles" in driver.shown


async def test_stories_come_while_the_corpus_is_still_read(tmp_path: Path) -> None:
    text = (
        "The council of Port Merrin has sold both of its ferries to a company from the mainland.\n"
    )
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(text)
    async with running(folder) as driver:
        workspace = driver.app.workspace
        (folder / "b.txt").write_text(text.replace("both", "all"))
        workspace.documents.look_again()
        list(workspace.analyse(lambda: True))  # is given up at once
        await enter_queue(driver)
        assert "Nothing yet: reading" in driver.shown
        list(workspace.analyse())
        (folder / "c.txt").write_text(text.replace("both", "two"))
        workspace.documents.look_again()
        list(workspace.analyse(lambda: True))
        queue(driver)._say_blank()
        await driver.settled()
        assert not workspace.progress.is_over and "Gathering the stories" in driver.shown
        queue(driver).tell_progress()
        await driver.settled()
        assert story(driver).open


async def test_c_compares_and_capital_v_shows_all_versions_that_may_be(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        whole, here = story(driver), version(driver)
        await driver.press("c")
        await driver.settled()
        assert isinstance(driver.app.screen, CompareScreen)
        await driver.press("q", "V")
        await driver.settled()
        listed = driver.app.screen.query_one(VersionList)
        assert {one.document for one in listed.items} == set(whole.documents)
        assert listed.current is not None and listed.current.document == here.document
        await driver.press("enter")
        await driver.settled()
        assert re.search(r"◐ \d+/20 ", driver.shown)  # its place in the list
        await driver.press("q", "q")
        assert story(driver).versions == whole.versions


def test_a_preview_of_the_same_sentences_in_another_order_shows_what_was_moved() -> None:
    same, moved, alone, edited = (
        Pair(Span(0, 5), Span(0, 5), PairStatus.VERBATIM),
        Pair(Span(6, 9), Span(16, 19), PairStatus.VERBATIM, moved=True),
        Pair(Span(9, 12), None, PairStatus.DROPPED),
        Pair(Span(12, 15), Span(6, 9), PairStatus.EDITED),
    )
    assert differing(Alignment((same, moved))).pairs == (moved,)
    assert differing(Alignment((same, moved, alone, edited))).pairs == (edited, alone, moved)


async def test_help_says_each_key_once(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        keys = [key for one in offered(driver.app.screen, {}) for key in one.keys.split()]
        assert keys.count("u") == 1


@pytest.mark.parametrize("size", [(40, 20), (80, 24)])
async def test_long_titles_are_cut_and_never_lost(tmp_path: Path, size: tuple[int, int]) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    title = "Ferry company at Port Merrin puts up all of its fares for commuters in the winter"
    said = "The company said on Monday that a crossing will cost 14 crowns instead of 9."
    text = f"{title}\n\n{said}"
    (folder / "a.txt").write_text(f"{text} Ilse Brandt called it too much.\n")
    (folder / "b.txt").write_text(f"{text} Ilse Brandt called it too much, and dear.\n")
    async with running(folder, size=size) as driver:
        await enter_queue(driver)
        rows = driver.shown.splitlines()
        assert sum("Ferry company at" in row for row in rows[1:6]) == 2
        assert size[0] < 80 or "Ferry company" in rows[0]


async def test_a_filter_that_became_right_is_no_longer_called_wrong(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        await driver.press("slash")
        await driver.type("score:.")
        assert "is no score" in driver.shown
        await driver.type(".1")
        assert "is no score" not in driver.shown
        await driver.press("enter", "v")
        await driver.press("slash")
        await driver.type("nothing like it")
        await driver.press("enter", "escape")
        assert isinstance(driver.app.screen, VerdictsScreen)  # it let go of the filter first
        await driver.press("escape")
        assert isinstance(driver.app.screen, QueueScreen)


async def test_the_queue_begins_with_the_story_at_hand(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        first = story(driver).documents
        await driver.press("n")
        wanted, asked = story(driver).documents, version(driver).document
        assert asked not in first
        await driver.press("q")
        await driver.open(asked)
        await enter_queue(driver)
        assert story(driver).documents == wanted
        assert version(driver).document == asked
        assert "Stories · 1 of" in driver.shown  # all the others come after it
        await driver.press("q", "V")
        await driver.settled()
        await enter_queue(driver)
        assert story(driver).documents == wanted
        await driver.press("q", "escape", "q")
        driver.list.listed.go_to_document(asked)
        await enter_queue(driver)
        assert story(driver).documents == wanted
