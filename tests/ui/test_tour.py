"""The tour: it notices what was done, and is left for what was open before it."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from reader.annotations import Passage
from reader.cleaning import clean
from reader.settings import Settings, settings_path
from reader.text import Format, Span
from reader.ui import ReaderApp
from reader.ui.shared.commands import choose_keys
from reader.ui.tour import LESSON, STEPS, Situation, Tour, TourLine, write_lesson
from reader.workspace import Workspace
from reader.workspace.actions.passages.annotating import toggle_tags

from .driving import Driver, driving


@asynccontextmanager
async def touring(folder: Path) -> AsyncIterator[Driver]:
    """Run the tour in a folder."""
    write_lesson(folder, ReaderApp, {})
    workspace = Workspace.open([folder])
    app = ReaderApp(workspace, Settings(path=settings_path()), is_tour=True)
    async with driving(app, (80, 24)) as driver:
        yield driver
    workspace.close()


async def test_the_tour_notices_each_step(unread: Path) -> None:
    async with touring(unread) as driver:
        section, around = ("J", *["right_curly_bracket"] * 2), ("v", "i", "n")  # to its quotation
        done = {
            1: ("enter",),
            2: ("J", *section, "s", "1", "u"),  # three steps, sooner than it looks
            5: ("J", "J", *section, "s", "1", "e", "S", "o", "escape"),
            6: (*section, *around, "4"),
            7: (*section, "v", "w", "w", "w", "3"),
            8: (*section, "s", "5"),
            9: ("q", "D"),
            10: ("a",),
            11: ("enter",),
            12: ("question_mark",),
        }
        for number, keys in done.items():
            await driver.sees(f"Tour {number}/{len(STEPS)}")
            if number > 1:  # what was done is told
                assert f"✓ {STEPS[number - 2].heading}. " in driver.shown
            line = driver.app.screen.query_one(TourLine)
            said = str(line.render())
            assert line.size.area >= len(said)  # all of it is seen
            await driver.press(*keys)
            await driver.settled()
        await driver.sees("reader FOLDER")
        kept = sorted(driver.app.workspace.store.all(Passage), key=lambda one: one.anchor.start)
        assert [one.note for one in kept] == ["So", "", "", ""]
        assert [one.anchor.quote for one in kept[1:3]] == ["Ida Vennmark", "30 November 1998"]
        assert not driver.app.workspace.store.links(LESSON)
    Tour(driver.app, driver.app.workspace.store).look()  # once more, when the app has ended


async def test_what_the_tour_asks_for_counts_when_it_was_done_before(unread: Path) -> None:
    async with touring(unread) as driver:
        await driver.press("D")
        await driver.settled()
        await driver.sees("Done already: 9.")
        await driver.press("a")
        await driver.sees("Done already: 9, 10.")
        assert "Tour 1/" in driver.shown
        await driver.press("q", "j", "enter")  # not the article that teaches
        await driver.settled()
        await driver.sees("Tour 1/")
        await driver.press("q", "k", "enter")
        await driver.settled()
        await driver.sees("Tour 2/")
        store = driver.app.workspace.store
        await driver.press("s", "1", "e")  # a note that is being written leads nobody elsewhere
        assert LESSON in Situation(driver.app.screen_stack, store).places
        await driver.press("escape", "q")
        # That was no sentence of section 2.
        await driver.sees(f"Tour 2/{len(STEPS)}  Open “Learn reader by doing”")


def test_the_article_of_the_tour_names_the_keys_that_hold(tmp_path: Path) -> None:
    write_lesson(tmp_path, ReaderApp, {"tag.1": "asterisk", "app.undo": "less_than_sign"})
    choose_keys({})
    text = clean((tmp_path / LESSON).read_text("utf-8"), Format.MARKDOWN).body.text
    for number, step in enumerate(STEPS, 1):
        assert f"\n{number}. {step.heading}\n" in text
    assert "press *, which" in text
    assert "Press <, as often" in text
    assert "{" not in text.replace("} and {", "")  # that is a key


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

    workspace = Workspace.open([corpus], author="a colleague")  # whose work is there already
    list(workspace.scan())
    source = workspace.document("island-library/lamp-and-ledger.txt")
    toggle_tags(workspace.store, source, [Span(0, 4)], next(iter(workspace.store.tags())))
    workspace.close()
    with in_terminal(["reader", corpus]) as terminal:
        for key, shown in (("", "f9: a tour"), ("\x1b[20~", "Tour 1/"), ("q", "news · ")):
            terminal.written.clear()
            terminal.type(key)
            terminal.wait_for(shown)
        terminal.wait_for("Help")
        assert "f9: a tour" not in terminal.text
        terminal.type("q")
        assert terminal.wait() == 0
