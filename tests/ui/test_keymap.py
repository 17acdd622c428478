"""Keys of the user's own."""

from __future__ import annotations

import ast
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest
from textual.dom import DOMNode
from textual.screen import Screen

import reader.ui
from reader.errors import SettingsError
from reader.settings import TEAM_FILE, Settings, load
from reader.ui import ReaderApp
from reader.ui.key_places import key_places
from reader.ui.shared.commands import declared
from reader.ui.shared.keymap import check, ids, shared_keys
from reader.workspace import Workspace

from .driving import running


async def test_a_command_takes_the_keys_of_the_settings(corpus: Path) -> None:
    async with running(corpus, keys={"document.done": "f7", "select.sentence": "f12"}) as app:
        await app.press("enter")
        await app.settled()
        assert "f12 Sentence" in app.shown
        await app.press("x")
        assert "f12 selects a sentence, 1 tags it" in app.shown
        first = app.article.document
        await app.press("m")
        assert app.article.document == first
        await app.press("f7")
        await app.settled()
        assert app.article.document != first


def test_all_commands_of_one_place_have_keys_of_their_own() -> None:
    found = {(place, key) for _, key, _, place in shared_keys({}, key_places(ReaderApp))}
    # One of the two is there only where there is a suggestion or a selection.
    assert found == {("the article screen", key) for key in ("i", "x", "y")}


def test_every_screen_and_every_widget_with_commands_is_in_some_place() -> None:
    for module in pkgutil.walk_packages(reader.ui.__path__, "reader.ui."):
        import_module(module.name)
    waiting, classes = [DOMNode], set()
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        classes.update(one for one in below if one.__module__.startswith("reader.ui."))
    ends = {one for one in classes if not one.__subclasses__()}
    screens = {one for one in ends if issubclass(one, Screen)}
    giving = {one for one in ends - {ReaderApp} if any(declared([one]))}
    assert (screens | giving) <= {one for nodes in key_places(ReaderApp).values() for one in nodes}


def test_advice_names_commands_that_there_are() -> None:
    named: set[str] = set()
    for path in Path(reader.ui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "key_of":
                named.update(one.value for one in node.args if isinstance(one, ast.Constant))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                named.update(re.findall(r"{([a-z]+\.[a-z0-9-]+)}", node.value))
    assert "app.undo" in named
    assert named <= ids(key_places(ReaderApp))


def test_every_command_that_help_offers_takes_another_key(tmp_path: Path) -> None:
    for number, name in enumerate(sorted(ids(key_places(ReaderApp)))):
        key = f"ctrl+alt+{chr(0x4E00 + number)}"  # that no other command has
        check(Settings(path=tmp_path / "settings.toml", keys={name: key}), key_places(ReaderApp))


async def test_a_theme_that_is_none_is_told_with_the_nearest(corpus: Path, tmp_path: Path) -> None:
    workspace = Workspace.open([corpus])
    with pytest.raises(SettingsError, match=r"theme: there is no theme 'nordd'.*nord"):
        ReaderApp(workspace, Settings(path=tmp_path / "settings.toml", theme="nordd"))
    team = tmp_path / TEAM_FILE
    team.write_text('theme = "nordd"\n')
    async with ReaderApp(workspace, load(tmp_path / "settings.toml", tmp_path)).run_test() as pilot:
        assert f"{team}: theme: there is no theme 'nordd'" in str(pilot.app.alert)  # type: ignore[attr-defined]
        assert not pilot.app.settings.of_team  # type: ignore[attr-defined]
    workspace.close()


async def test_a_theme_of_the_users_own(corpus: Path, tmp_path: Path) -> None:
    workspace = Workspace.open([corpus])
    mine = {"mine": {"primary": "#aa0000", "dark": False}}
    app = ReaderApp(workspace, Settings(path=tmp_path / "settings.toml", theme="mine", themes=mine))
    assert app.theme == "mine" and not app.current_theme.dark
    workspace.close()


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"document.finished": "f7"}, r"keys\.document\.finished: there is no such command.*done"),
        ({"document.done": "ctrl+foo"}, r"there is no key “ctrl\+foo”.*ctrl\+k"),
        ({"document.done": "esc"}, r"there is no key “esc”.*escape"),
        ({"document.done": "t"}, r"keys\.document\.done: “t” is the key of tag\.keys"),
        ({"tag.keys": "full_stop"}, r"is the key of tag\.again in the article screen"),
    ],
)
async def test_keys_that_cannot_be_are_told_with_file_and_key(
    corpus: Path, keys: dict[str, str], says: str
) -> None:
    with pytest.raises(SettingsError, match=says):
        async with running(corpus, keys=keys):
            pass
