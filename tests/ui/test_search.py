"""Searching the corpus by keys: hits listed, sorted, folded, counted, tagged and written."""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static
from textual.worker import WorkerCancelled

from reader.annotations import Passage
from reader.text import Span
from reader.ui.search import search_screen
from reader.ui.search.figures import FiguresView
from reader.ui.search.search_screen import SearchScreen
from reader.ui.shared.lines.query_input import QueryInput, drawn_completion
from reader.workspace import Workspace
from reader.workspace.actions.passages.annotating import note

from .driving import Driver, handled, resized, running


async def search(app: Driver, query: str) -> SearchScreen:
    """Search the corpus, from the list or anew."""
    if not isinstance(app.app.screen, SearchScreen):
        await app.press("ctrl+f")
    else:
        await app.press("slash", "end", "ctrl+u")
    await app.type(query)
    await app.press("enter")
    await app.settled()
    screen = app.app.screen
    assert isinstance(screen, SearchScreen)
    return screen


async def test_hits_are_listed_and_read_where_they_stand(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.settled()
        screen = await search(app, '"harbor bridge"')
        assert {line.match for line in screen.listed.items} == {"harbor bridge"}
        await app.press("j")
        line = screen.listed.current
        assert line is not None
        await app.press("enter")
        await app.settled()
        assert app.article.document == line.document
        source = app.app.workspace.document(line.document).source
        assert source[app.article.view.caret :].casefold().startswith("harbor")
        assert "current" in {mark.kind for mark in app.article.view.hits}
        await app.press("q")
        assert app.app.screen is screen


async def test_an_article_that_is_the_whole_corpus_is_searched(tmp_path: Path) -> None:
    path = tmp_path / "quay.txt"
    path.write_text("The quay closed.\n\nThe ferry left the quay at noon.\n", "utf-8")
    async with running(path, lone=True) as app:
        screen = await search(app, "quay")
        assert [line.match for line in screen.listed.items] == ["quay", "quay"]
        assert "read so far" not in app.shown and "indexed" not in app.shown


async def test_the_line_says_what_searches(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.press("ctrl+f")
        await app.type("bridge")
        await app.settled()
        assert "Enter searches" in app.shown


async def test_what_is_read_after_a_search_is_searched_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "other"):
        (tmp_path / f"{name}.txt").write_text(f"The ferry of {name} quay left.\n", "utf-8")
    analyse = Workspace.analyse
    monkeypatch.setattr(Workspace, "analyse", lambda *_, **__: iter(()))  # it has not begun yet
    async with running(tmp_path) as app:
        screen = await search(app, "quay")
        assert "0 × in 0 articles · of 0 read so far" in app.shown
        assert len(list(app.app.workspace.analysis.read_texts())) == 2
        assert "of 0 read so far" in app.shown  # as long as no more are searched
        screen.tell_progress()
        await app.settled()
        assert len(screen.listed.items) == 2 and not app.app.workspace.progress.is_over
        monkeypatch.setattr(Workspace, "analyse", analyse)
        (tmp_path / "third.txt").write_text("A third quay is planned for the spring.\n", "utf-8")
        app.app.screen_stack[0].look_again()
        await app.settled()
        assert len(screen.listed.items) == 3


async def test_a_name_is_found_in_what_is_read_while_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(name: str) -> None:
        text = f"Mayor {name} Lund of Port Merrin closed the quay, Mrs. Lund said.\n"
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")

    analyse, goes_on = Workspace.analyse, threading.Event()

    def halting(workspace: Workspace, *args: Any, **options: Any) -> Iterator[str]:
        for number, document in enumerate(analyse(workspace, *args, **options)):
            yield document
            if number == 0:
                goes_on.wait()

    write("Anna")
    async with running(tmp_path) as app:
        monkeypatch.setattr(Workspace, "analyse", halting)
        for name in ("Bella", "Clara", "Dora"):
            write(name)
        app.app.screen_stack[0].look_again()
        await app.press("ctrl+f")
        await app.type('@"Port Merrin"')
        await app.press("enter")
        try:
            await app.sees("2 × in 2 articles · of 2 read so far")
        finally:
            goes_on.set()
        await app.settled()
        assert "4 × in 4 articles" in app.shown and "so far" not in app.shown


async def test_a_note_is_read_at_the_passage_that_it_is_on(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.settled()
        workspace = app.app.workspace
        document = workspace.document("harbor-bridge/clean-text.txt")
        note(workspace.store, document, Span(400, 520), "ask the zookeeper")
        screen = await search(app, "zookeeper")
        assert len(screen.listed.items) == 1 and "✎ ask the zookeeper" in app.shown
        await app.press("enter")
        await app.settled()
        assert app.article.view.caret == 400


async def test_what_is_done_with_hits_is_offered_where_there_are_some(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.settled()
        for query, is_offered in (("zzyzx", False), ("ellingsen", True), ("zzyzx", False)):
            await search(app, query)
            assert ("Tag all" in app.shown.splitlines()[-1]) is is_offered


async def test_lines_are_sorted_by_neighbours_and_equal_ones_of_a_story_folded(
    corpus: Path,
) -> None:
    async with running(corpus) as app:
        await app.settled()
        screen = await search(app, "ellingsen")
        folded = list(screen.listed.items)
        assert any(line.copies for line in folded)
        await resized(app.pilot, 80, 24)
        await app.press("c")
        whole = screen.query_one("#sentence", Static)
        line = screen.listed.current
        assert line is not None and whole.display
        around = screen._hit_texts.around(line, True)
        assert str(whole.content) == f"{around.before}{around.match}{around.after}"
        await app.press("c", "s")
        assert not whole.display
        await app.settled()
        left = [line.left.split()[-1] for line in screen.listed.items if line.left]
        assert left == sorted(left)
        await app.press("s")
        await app.settled()
        right = [line.right.split() for line in screen.listed.items]
        assert right == sorted(right)
        await app.press("z")
        await app.settled()
        every = screen.listed.items
        assert len(every) == sum(1 + len(line.copies) for line in folded)
        assert not any(line.copies for line in every)


async def test_a_tag_goes_on_one_hit_or_on_all_in_one_step(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.settled()
        screen = await search(app, "ellingsen")
        first = screen.listed.items[0]
        await app.press("t", "c")
        await app.settled()
        store = app.app.workspace.store
        assert len(store.all(Passage)) == 1 + len(first.copies)
        await app.press("T", "q")
        await app.settled()
        quotes = [passage.anchor.quote for passage in store.all(Passage)]
        assert set(quotes) == {"Ellingsen"}
        assert len(quotes) == sum(1 + len(line.copies) for line in screen.listed.items)
        await app.press("u", "u")
        assert store.all(Passage) == []


async def test_what_the_title_alone_has_is_listed_and_never_tagged(tmp_path: Path) -> None:
    records = (
        {"id": "1", "title": "Lamps", "text": "Sellers came from seven towns to the quay."},
        {"id": "2", "title": "Market", "text": "They sold lamps, ropes and a great deal of salt."},
    )
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
    async with running(tmp_path) as app:
        await app.settled()
        screen = await search(app, "lamps")
        assert [line.match for line in screen.listed.items] == ["lamps", ""]
        assert "Sellers came" in app.shown
        await app.press("c", "T", "q")
        await app.settled()
        assert [one.anchor.quote for one in app.app.workspace.store.all(Passage)] == ["lamps"]
        await app.press("j", "t")
        assert "no words to tag" in app.shown
        await app.press("enter")
        await app.settled()
        assert app.article.view.caret == app.app.workspace.document("a.jsonl#1").source.index("Sel")


async def test_hits_are_counted_by_source_and_month_and_written_as_csv(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "formula.txt").write_text("=1+1 Ellingsen said that it adds up.\n", "utf-8")
    async with running(corpus) as app:
        await app.settled()
        screen = await search(app, "ellingsen")
        await app.press("F")
        assert isinstance(app.app.screen, FiguresView)
        assert "by month" in app.shown and "2023-06" in app.shown
        figures = app.app.screen._tables
        await app.press("escape")
        with monkeypatch.context() as patch:  # of more hits than are listed, all are counted
            patch.setattr(search_screen, "_LISTED", 4)
            screen.search("ellingsen")
            await app.settled()
            await app.press("F")
            assert isinstance(app.app.screen, FiguresView)
            assert app.app.screen._tables == figures
            await app.press("escape")
        screen.search("ellingsen")
        await app.settled()
        await app.press("E")
        target = tmp_path / "lines.csv"
        await app.press("end", "ctrl+u")
        await app.type(str(target))
        await app.press("enter")
        await app.settled()
        rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
        assert [row["document"] for row in rows] == [one.document for one in screen.listed.items]
        for row in rows:
            source = app.app.workspace.document(row["document"]).source
            assert source[int(row["start"]) : int(row["end"])] == row["match"]
        assert [row["before"] for row in rows if row["document"] == "formula.txt"] == ["'=1+1 "]


async def test_what_may_come_next_is_suggested_and_a_fault_is_pointed_at(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.settled()
        await app.press("ctrl+f")
        await app.type("ellingsen stat")
        await app.settled()
        assert "status:" in app.shown
        await app.press("right")
        await app.type("unr")
        await app.settled()
        await app.press("right", "enter")
        await app.settled()
        screen = app.app.screen
        assert isinstance(screen, SearchScreen)
        assert screen.listed.items
        assert not app.app.workspace.names.entities.entities
        await app.press("slash", "end", "ctrl+u")
        await app.type("@Marta")
        await app.settled()
        assert '@Marta → @"Marta Ellingsen"' in app.shown
        await search(app, "ellingsen near")
        assert "ellingsen ▸near◂" in app.shown
        await search(app, "ferry tag:nosuch")
        assert "there is no tag “nosuch”" in app.shown


class _Box(App[None]):
    def compose(self) -> ComposeResult:
        yield QueryInput(lambda field: ["Port Merrin"])


async def test_a_suggestion_that_comes_late_does_not_hide_a_fault() -> None:
    is_found, told = threading.Event(), list[str]()

    class Slow(App[None]):
        def compose(self) -> ComposeResult:
            yield QueryInput(lambda field: [f"{is_found.wait()}"])

        def on_query_input_hinted(self, event: QueryInput.Hinted) -> None:
            told.append(event.hint)

    app = Slow()
    async with app.run_test() as pilot:
        await pilot.press(*"near @P", "enter")
        is_found.set()
        with suppress(WorkerCancelled):
            await app.workers.wait_for_complete()
        await handled(pilot)
    assert "▸near◂" in told[-1]


async def test_a_completion_in_quotation_marks_is_drawn_behind_what_is_typed() -> None:
    assert drawn_completion("@Port", '@"Port Merrin" ').startswith('@Port → @"Port')
    assert drawn_completion("lang:E", "lang:en ") == "lang:en "
    app = _Box()
    async with app.run_test() as pilot:
        await pilot.press("@", *"Port")
        await app.workers.wait_for_complete()
        box = app.query_one(QueryInput)
        assert box.suggester is not None
        await box.suggester.get_suggestion("@Por")  # that of an older query comes late
        await pilot.press("right")
        assert box.value == '@"Port Merrin" '
