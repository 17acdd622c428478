"""Driving the whole app by keys, as a user does."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.app import App
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from reader.entities import EMBEDDED, Engine
from reader.settings import Settings, settings_path
from reader.ui import ReaderApp
from reader.ui.article import article_screen
from reader.ui.article.article_screen import ArticleScreen
from reader.ui.corpus.corpus_screen import CorpusScreen
from reader.ui.shared import screen
from reader.ui.shared.dialogs.dialog import Dialog
from reader.ui.shared.lines import status_line
from reader.workspace import Workspace

# Messages that a key gives rise to, one after the other: to the screen, the widget, the action,
# the screen that it opens, and what that shows.
_HOPS = 6
_LOOK, _LONGEST = 0.02, 300.0  # seconds: so often the screen is looked at, and for so long


class Driver:
    """The running app: keys go in, what is on the screen comes out."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.app: ReaderApp = pilot.app

    async def settled(self) -> None:
        """Wait until workers and messages have come to rest; a dialog waits for its user."""
        for _ in range(3):
            is_asking = any(isinstance(screen, Dialog) for screen in self.app.screen_stack)
            waiting = "dialog" if is_asking else None
            workers = [worker for worker in self.app.workers if worker.group != waiting]
            if workers:
                with suppress(WorkerCancelled):  # one whose screen was left meanwhile
                    await self.app.workers.wait_for_complete(workers)
            await handled(self.pilot)

    async def sees(self, text: str) -> None:
        """Wait until a text is on the screen, which something shows in its own time."""
        async with asyncio.timeout(_LONGEST):
            while text not in self.shown:
                await asyncio.sleep(_LOOK)

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each when the last has taken effect."""
        for key in keys:
            self._send(key)
            await handled(self.pilot)

    async def type(self, text: str) -> None:
        """Type characters as fast as a keyboard gives them; only the last is waited for."""
        for letter in text:
            self._send("space" if letter == " " else letter)
        await handled(self.pilot)

    async def paste(self, text: str) -> None:
        """Paste a text, as a terminal does at once."""
        assert self.app._driver is not None
        self.app._driver.send_message(events.Paste(text))
        await handled(self.pilot)

    def _send(self, key: str) -> None:
        """Send a key as a terminal's driver does."""
        if len(key) == 1 and not key.isalnum():
            key = _character_to_key(key)
        character = key if len(key) == 1 else None
        if character is None:
            with suppress(KeyError):
                character = unicodedata.lookup(
                    _get_unicode_name_from_key(REPLACED_KEYS.get(key, key))
                )
        event = events.Key(key, character)
        event.set_sender(self.app)
        assert self.app._driver is not None
        self.app._driver.send_message(event)

    async def open(self, document: str) -> None:
        """Open a document from the list, with the keys that a user takes."""
        await self.press("slash")
        await self.paste(document)
        await self.press("enter", "enter")
        await self.settled()
        assert self.article.document.endswith(document)

    @property
    def article(self) -> ArticleScreen:
        """The article screen, which must be the one in use."""
        assert isinstance(self.app.screen, ArticleScreen)
        return self.app.screen

    @property
    def list(self) -> CorpusScreen:
        """The list, which must be the screen in use."""
        assert isinstance(self.app.screen, CorpusScreen)
        return self.app.screen

    @property
    def shown(self) -> str:
        """The characters on the screen, line by line."""
        lines = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in lines)


async def handled(pilot: Pilot[Any]) -> None:
    """Wait until every widget has handled what was sent, what came of that, and it is drawn.

    Pilot's own ``pause`` waits until the process is idle: it seldom is here, as the corpus is read
    beside the keys, and seems to be where other processes have the processor.
    """
    for _ in range(_HOPS):
        await pilot._wait_for_screen(_LONGEST)
        if isinstance(pilot.app, ReaderApp):
            await pilot.app.typed.idle()
        await pilot.app._animator.wait_until_complete()
        if not _has_messages(pilot.app):
            break
    await _drawn(pilot.app)
    await pilot._wait_for_screen(_LONGEST)


async def resized(pilot: Pilot[Any], width: int, height: int) -> None:
    """Give the terminal another size, and wait until all is laid out for it, after a moment."""
    await pilot.resize_terminal(width, height)
    async with asyncio.timeout(_LONGEST):
        while pilot.app.screen.outer_size != (width, height):
            await asyncio.sleep(_LOOK)
    await handled(pilot)


async def _drawn(app: App[Any]) -> None:
    """Wait until the screen in use is drawn; one that was left for good is not drawn any more."""
    used, drawn = app.screen, asyncio.Event()
    async with asyncio.timeout(_LONGEST):
        while app.is_running:
            if used is not app.screen:
                used, drawn = app.screen, asyncio.Event()
            if drawn.is_set() or not used.call_after_refresh(drawn.set):
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(drawn.wait(), _LOOK)


def _has_messages(app: App[Any]) -> bool:
    """Tell whether a message waits to be handled, by the app or on its screen."""
    pumps = [app, *app.screen.walk_children(with_self=True)]
    return any(pump.message_queue_size for pump in pumps)


def passages(app: Driver) -> list[tuple[str, list[str], str]]:
    """Return quote, names of tags and note of each passage of the article."""
    names = {tag.id: tag.name for tag in app.article.store.tags()}
    return [
        (p.anchor.quote, [names[tag] for tag in p.tags], p.note)
        for p in app.article.store.passages(app.article.document)
    ]


@asynccontextmanager
async def running(
    *paths: Path,
    annotations: Path | None = None,
    author: str = "mina",
    size: tuple[int, int] = (100, 30),
    keys: dict[str, str] | None = None,
    recogniser: Engine = EMBEDDED,
    lone: bool = False,
) -> AsyncIterator[Driver]:
    """Run the app over a corpus until it is left; a ``lone`` document is opened without a list."""
    workspace = Workspace.open(paths, annotations=annotations, author=author, recogniser=recogniser)
    document = next(entry.id for entry in workspace.scan()) if lone else None
    app = ReaderApp(workspace, Settings(path=settings_path(), keys=keys or {}), document)
    async with driving(app, size) as driver:
        yield driver
    workspace.close()


@asynccontextmanager
async def driving(app: ReaderApp, size: tuple[int, int]) -> AsyncIterator[Driver]:
    """Run an app until it is left, from when its first screen has come to rest."""
    with pytest.MonkeyPatch.context() as patch:
        # However slow the machine: a message is seen, and a place is kept, and the folder looked
        # at, only where a test asks for it.
        for module, clock in (
            (status_line, "_STANDING"),
            (article_screen, "_SAFE"),
            (screen, "_WATCH"),
        ):
            patch.setattr(module, clock, 3600)
        async with app.run_test(size=size) as pilot:
            driver = Driver(pilot)
            await driver.settled()
            yield driver
