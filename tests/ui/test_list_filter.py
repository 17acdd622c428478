"""The filter of the list: what it finds, and what it says where it can't be understood."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path
from threading import Semaphore

import pytest
from textual import events

from reader.ui.corpus import corpus_screen
from reader.ui.corpus.catalogue import Catalogue, ListView
from reader.workspace import Workspace
from reader.workspace.analyses.stories.listing import Listing

from .driving import running


async def test_filters_find_how_documents_stand(corpus: Path) -> None:
    async with running(corpus) as app:

        async def left(text: str) -> set[str]:
            await app.press("escape", "slash")
            await app.paste(text)
            await app.settled()
            return set(app.list.order)

        every = set(app.list.order)
        likely, undecided = await left("is:likely"), await left("is:undecided")
        single = await left("is:single")
        assert undecided
        assert undecided | likely == every - single
        assert await left("is:linked") == set()
        assert "Nothing has all of this" in app.shown
        assert await left("tag:nosuch") == every  # as with what else can not be understood
        assert "there is no tag “nosuch”" in app.shown
        courier = await left("source:courier")
        assert courier
        assert await left("-source:courier") == every - courier
        june = await left("date:2023-06")
        assert june
        assert all(app.list.workspace.summaries[d].date.startswith("2023-06") for d in june)


async def test_a_filter_that_cannot_be_understood_filters_nothing(corpus: Path) -> None:
    async with running(corpus) as app:
        every = len(app.list.order)
        await app.press("slash")
        await app.type("date:yesterday")
        await app.press("enter")
        assert len(app.list.order) == every
        assert "“yesterday” is no date" in app.shown
        assert app.list.focused is app.list.query_one("#filter")


async def test_two_lines_pasted_into_the_filter_are_one(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.press("slash")
        app.app.post_message(events.Paste("status:unread\nbridge\r\n"))
        await app.settled()
        await app.press("enter")
        assert "filter: status:unread bridge" in app.shown


async def test_news_of_the_corpus_do_not_keep_a_filter_from_coming_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ferry", "quay"):
        (tmp_path / f"{name}.txt").write_text(f"The {name} was closed on Monday.", "utf-8")
    gate, arrange, begun = Semaphore(0), Catalogue.arrange, list[str]()
    given_up = list[bool]()

    def gated(
        catalogue: Catalogue, view: ListView, marked: Collection[str], cancelled: Callable[[], bool]
    ) -> Listing:
        begun.append(view.asked)
        gate.acquire()
        given_up.append(cancelled())
        return arrange(catalogue, view, marked, cancelled)

    async with running(tmp_path) as app:
        monkeypatch.setattr(corpus_screen, "_AT_ONCE", 0)
        monkeypatch.setattr(Catalogue, "arrange", gated)
        await app.press("slash")
        await app.paste("ferry")
        for _ in range(3):
            app.list.rearrange()
        while not begun:  # the thread of the worker
            await app.pilot.pause()
        meanwhile = app.shown, list(begun)
        gate.release(99)
        await app.settled()
        assert "ferry*, filtering" in meanwhile[0].replace(" · ", ", ")
        assert meanwhile[1] == ["ferry*"] and begun == ["ferry*"] * 2
        assert app.list.order == ["ferry.txt"] and "1 of 2 shown" in app.shown
        gate = Semaphore(0)
        await app.type("x")
        while not begun[2:]:
            await app.pilot.pause()
        await app.type("y")
        assert begun[2:] == ["ferryx*"]  # one at a time, or their threads hold up keys
        gate.release(99)
        await app.settled()
        assert (begun[2:], given_up[2:]) == (["ferryx*", "ferryxy*"], [True, False])


def test_a_filter_says_of_how_much_it_was_asked_while_the_corpus_is_read(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("The ferry ran aground on a sandbank.", "utf-8")
    with closing(Workspace.open([tmp_path])) as workspace:
        list(workspace.scan())
        catalogue = Catalogue(workspace)
        catalogue.documents = list(workspace.entries)

        def told(text: str) -> str:
            view = ListView(filter=text)
            shown = len(catalogue.arrange(view).documents)
            return view.in_words(shown, 2, catalogue.problem, catalogue.share)[-1]

        assert told("ferry") == "0 of 2 shown, of 0 read so far"
        catalogue.arrange(ListView(filter="@"))  # which is not understood
        assert "@ needs a name" in catalogue.problem
        asked_since = ListView(filter="@Marsh").in_words(None, 2, catalogue.problem, "")
        assert asked_since == ["filter: @Marsh", "filtering …"]
        assert told("status:unread") == "2 of 2 shown"
        list(workspace.analyse())
        assert told("ferry") == "2 of 2 shown"
        for text in ("ferry", "ferry near sandbank", "has:source"):  # and given up
            assert catalogue.arrange(ListView(filter=text), (), lambda: True).documents == []
