"""The screen over a model of spaCy: its names are set off, and no key waits for it."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from socket import socket

import pytest

from reader.annotations import Passage
from reader.entities import Type, engine

from ..models import STORY
from ..ui.driving import Driver, running


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in "abcdefghijkl":
        (folder / f"{name}.txt").write_text(f"Report {name}\n\n{STORY}", "utf-8")
    return folder


def highlighted(app: Driver) -> set[str]:
    return {mark.key for mark in app.article.view.mentions}


async def test_its_names_are_set_off_and_listed(model: Path, news: Path) -> None:
    with closing(engine(f"spacy:{model}")) as small:
        async with running(news, recogniser=small) as app:
            await app.open("a.txt")
            await until(app, lambda: "Skarn Institute" in highlighted(app))
            await app.press("i")
            await app.settled()
            found = {one.name: one for one in app.app.workspace.names.entities.entities}
            assert found["Skarn Institute"].type is Type.ORG
            assert len(found["Skarn Institute"].documents) == 12


async def test_keys_are_answered_while_it_is_at_work(slow: str, server: socket, news: Path) -> None:
    async with running(news, recogniser=engine(f"spacy:{slow}")) as app:
        await app.press("enter")
        call, _ = await asyncio.to_thread(server.accept)  # the model is at work, and stays so
        with call:
            assert "spacy:slow_model looks for names" in app.shown
            # More articles than there are processors to wait on, each read and tagged.
            for number in range(2, 13):
                await app.press("greater_than_sign")
                await until(app, lambda number=number: f" {number}/12 " in app.shown)
                await until(app, lambda: f"Report {Path(app.article.document).stem}" in app.shown)
            await app.press("s", "1")
            assert len(app.app.workspace.store.all(Passage)) == 1
            assert highlighted(app) == set()
        await until(app, lambda: "Mirel Dunnow" in highlighted(app))


async def test_the_app_is_left_while_it_is_at_work(slow: str, server: socket, news: Path) -> None:
    async with running(news, recogniser=engine(f"spacy:{slow}")) as app:
        await app.press("enter")
        call, _ = await asyncio.to_thread(server.accept)
        await app.press("q", "q")
        assert not app.app.is_running
    assert call.recv(1) == b""  # its process has ended
    call.close()


async def test_one_that_does_not_last_is_told(slow: str, server: socket, news: Path) -> None:
    async with running(news, recogniser=engine(f"spacy:{slow}")) as app:
        await app.press("enter")
        for _ in range(2):
            call, _ = await asyncio.to_thread(server.accept)
            multiprocessing.active_children()[0].kill()
            call.close()
        await until(app, lambda: "ended twice" in str(app.app.alert))


async def until(app: Driver, so: Callable[[], bool]) -> None:
    """Wait until something is so on the screen."""
    while not so():
        await app.pilot.pause()
