"""Saved views: a query under a name, taken up on another screen, named anew, removed, undone."""

from __future__ import annotations

import json
from pathlib import Path

from textual.widgets import Input

from reader.annotations import SavedView
from reader.cli import main
from reader.ui.shared.lines.key_line import KeyLine

from .driving import Driver, running


def views(app: Driver) -> list[tuple[str, str, str]]:
    found = app.app.workspace.store.all(SavedView)
    return [(view.name, view.query, view.where) for view in found]


async def test_a_query_is_saved_taken_up_elsewhere_renamed_and_removed(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.press("w")
        assert "No view is saved yet" in app.shown
        keys = app.app.screen.query_one(KeyLine).render().plain
        assert keys.split() == ["a", "Save", "esc", "Back"]
        await app.press("a")
        assert "There is no query to save" in app.shown
        await app.press("escape", "slash")
        await app.type("library")
        await app.press("enter", "w", "a")
        await app.type("the island")
        await app.press("enter")
        await app.settled()
        assert views(app) == [("the island", "library", "list")]
        await app.press("r", "end")
        await app.type("s")
        await app.press("enter")
        await app.settled()
        assert views(app) == [("the islands", "library", "list")]
        assert "the islands" in app.shown
        await app.press("escape", "P")
        await app.settled()
        await app.press("w", "enter")
        await app.settled()
        assert app.app.screen.query_one(Input).value == "library"
        await app.press("w", "x")
        assert views(app) == []
        await app.press("escape", "u")
        assert views(app) == [("the islands", "library", "list")]


async def test_a_view_that_another_is_saved_over_is_named_and_a_digit_takes_it_up(
    corpus: Path,
) -> None:
    async with running(corpus) as app:
        store = app.app.workspace.store
        with store.step("save") as step:
            step.put(SavedView(name="fares", query="ferry -strike", where="list"))
        await app.press("slash")
        await app.type("librar")
        assert "filter: librar*" in app.shown and app.list.order
        await app.press("enter")
        assert "filter: librar ·" in app.shown and not app.list.order
        await app.press("slash", "end", "y", "enter", "w", "a")
        await app.type("Fares")
        await app.press("enter")
        await app.settled()
        assert views(app) == [("fares", "library", "list")]
        assert "“fares” was ferry -strike" in app.shown
        await app.press("escape", "escape", "w", "1")
        await app.settled()
        assert "filter: library ·" in app.shown


async def test_views_go_out_and_come_back(corpus: Path, tmp_path: Path) -> None:
    async with running(corpus) as app:
        store = app.app.workspace.store
        with store.step("save") as step:
            step.put(SavedView(name="fares", query="ferry -strike", where="search"))
    out = tmp_path / "out.json"
    assert main(["export", str(corpus), "-o", str(out)]) == 0
    (kept,) = json.loads(out.read_text("utf-8"))["views"]
    assert (kept["name"], kept["query"]) == ("fares", "ferry -strike")
    other = tmp_path / "other.json"
    assert main(["import", str(corpus), str(out), "--annotations", str(other)]) == 0
    async with running(corpus, annotations=other) as app:
        assert views(app) == [("fares", "ferry -strike", "search")]
