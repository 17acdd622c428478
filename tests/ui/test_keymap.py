"""Keys of the user's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import SettingsError

from .driving import running


async def test_a_command_takes_the_keys_of_the_settings(corpus: Path) -> None:
    async with running(corpus, keys={"document.done": "f2"}) as app:
        await app.press("enter")
        await app.settled()
        first = app.article.document
        await app.press("m")
        assert app.article.document == first
        await app.press("f2")
        await app.settled()
        assert app.article.document != first


async def test_all_commands_of_one_place_have_keys_of_their_own(corpus: Path) -> None:
    # A change that changes nothing makes the check look at every place.
    async with running(corpus, keys={"app.undo": "u"}):
        pass


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"document.finished": "f2"}, r"keys\.document\.finished: there is no such command.*done"),
        ({"document.done": "t"}, r"keys\.document\.done: “t” is the key of tag\.keys"),
        ({"tag.keys": "full_stop"}, r"is the key of tag\.again in an article"),
    ],
)
async def test_keys_that_cannot_be_are_told_with_file_and_key(
    corpus: Path, keys: dict[str, str], says: str
) -> None:
    with pytest.raises(SettingsError, match=says):
        async with running(corpus, keys=keys):
            pass
