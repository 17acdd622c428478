"""The tour: it notices what was done, and is left for what was open before it."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from reader.annotations import Passage
from reader.settings import Settings, settings_path
from reader.ui import ReaderApp
from reader.ui.tour import STEPS, Tour, TourLine
from reader.workspace import Workspace

from .driving import Driver


@asynccontextmanager
async def touring(folder: Path) -> AsyncIterator[Driver]:
    """Run the tour in a folder."""
    workspace = Workspace.open([folder])
    app = ReaderApp(workspace, Settings(path=settings_path()), is_tour=True)
    async with app.run_test(size=(80, 24)) as pilot:
        driver = Driver(pilot)
        await driver.settled()
        yield driver
    workspace.close()


async def test_the_tour_notices_each_step(unread: Path) -> None:
    async with touring(unread) as driver:
        done = {
            1: ("j", "enter"),
            2: ("right_curly_bracket", "s", "1", "u"),  # three steps, sooner than it looks
            5: ("s", "1", "e", "S", "o", "escape"),
            6: ("q", "D"),
            7: ("a",),
            8: ("enter",),
            9: ("question_mark",),
        }
        for number, keys in done.items():
            await driver.sees(f"Tour {number}/{len(STEPS)}")
            line = driver.app.screen.query_one(TourLine)
            said = str(line.render())
            assert line.size.area >= len(said)  # all of it is seen
            await driver.press(*keys)
            await driver.settled()
        await driver.sees("reader FOLDER")
        assert [one.note for one in driver.app.workspace.store.all(Passage)] == ["So"]
    Tour(driver.app, driver.app.workspace.store).look()  # once more, when the app has ended


async def test_what_the_tour_asks_for_counts_when_it_was_done_before(unread: Path) -> None:
    async with touring(unread) as driver:
        await driver.press("D")
        await driver.settled()
        await driver.sees("Done already: 6.")
        await driver.press("a")
        await driver.sees("Done already: 6, 7.")
        assert "Tour 1/" in driver.shown
        await driver.press("q", "enter")
        await driver.settled()
        await driver.sees("Tour 2/")
        await driver.press("q")
        await driver.sees("Open an article")


@pytest.mark.parametrize(
    ("keys", "goes_on"), [(("question_mark", "f9"), True), (("q",), True), (("ctrl+q",), False)]
)
async def test_the_tour_is_left_for_what_was_open_before_it(
    corpus: Path, keys: tuple[str, ...], goes_on: bool
) -> None:
    async with touring(corpus) as driver:
        await driver.press(*keys)
    assert driver.app.goes_on is goes_on


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are Unix's")
def test_after_the_tour_the_own_corpus_is_open_again_and_the_tour_no_longer_offered(
    corpus: Path,
) -> None:
    from .pseudo_terminal import running as in_terminal

    with in_terminal(["reader", corpus]) as terminal:
        for key, shown in (("", "f9: a tour"), ("\x1b[20~", "Tour 1/"), ("q", "news · ")):
            terminal.written.clear()
            terminal.type(key)
            terminal.wait_for(shown)
        terminal.wait_for("Help")
        assert "f9: a tour" not in terminal.text
        terminal.type("q")
        assert terminal.wait() == 0
