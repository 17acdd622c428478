"""Driving the queue of stories by its keys: what it shows, and what was decided."""

from __future__ import annotations

from reader.annotations import Link
from reader.ui.duplicates.queue_screen import QueueScreen
from reader.workspace.analyses.stories.story import Story, StoryVersion
from reader.workspace.analyses.stories.verdicts import LinkGroups, Relation

from ..driving import Driver


def queue(driver: Driver) -> QueueScreen:
    assert isinstance(driver.app.screen, QueueScreen)
    return driver.app.screen


def story(driver: Driver) -> Story:
    found = queue(driver).story
    assert found is not None
    return found


def version(driver: Driver) -> StoryVersion:
    found = queue(driver).version
    assert found is not None
    return found


def links(driver: Driver) -> list[Link]:
    return driver.app.workspace.store.all(Link)


def relation(driver: Driver, a: str, b: str) -> Relation:
    return LinkGroups(links(driver)).relation(a, b)


async def enter_queue(driver: Driver) -> None:
    await driver.press("D")
    await driver.settled()


async def find(driver: Driver, words: str) -> None:
    await driver.press("slash")
    await driver.type(words)
    await driver.press("enter")
    await driver.settled()
