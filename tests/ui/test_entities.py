"""Entities by keys: listed, shown in context, corrected, tagged, filtered by; words searched."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotations import Passage
from reader.entities import Type
from reader.ui.entities.contexts_screen import EntityContexts
from reader.ui.entities.entities_screen import EntitiesScreen
from reader.ui.entities.entity_list import EntityList
from reader.ui.entities.merge_proposals_screen import ProposalList
from reader.ui.shared.bars import bars
from reader.workspace import Workspace
from reader.workspace.analyses.progress import Progress
from reader.workspace.cache.entity_index import CorpusEntity

from .driving import Driver, resized, running

CLEAN = "harbor-bridge/clean-text.txt"
NAME = "Marta Ellingsen"


def panel(app: Driver) -> EntitiesScreen:
    assert isinstance(app.app.screen, EntitiesScreen)
    return app.app.screen


def listed(app: Driver) -> list[CorpusEntity]:
    return list(panel(app).query_one("#entities").items)  # type: ignore[attr-defined]  # its list


async def choose(app: Driver, name: str) -> CorpusEntity:
    """Open the panel where it isn't, and put the cursor on an entity."""
    if not isinstance(app.app.screen, EntitiesScreen):
        await app.press("i")
        await app.settled()
    await app.press("slash")
    await app.type(name)
    await app.press("enter")
    chosen = panel(app).entity
    assert chosen is not None and chosen.name == name
    return chosen


async def test_the_panel_lists_the_most_mentioned_first_with_all_there_is_to_know(
    corpus: Path,
) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("i")
        await app.settled()
        here = [entity.documents[CLEAN] for entity in listed(app)]
        assert here == sorted(here, reverse=True)
        assert not {Type.DATE, Type.MONEY} & {entity.type for entity in listed(app)}
        await app.press("j", "j", "j", "slash", "o")
        entities = app.app.screen.query_one(EntityList)
        assert entities.cursor == 0 and len(entities.items) > 3
        await app.press("backspace", "enter")
        ellingsen = await choose(app, NAME)
        row = next(line for line in app.shown.splitlines() if NAME in line)
        for text in ("person", str(ellingsen.count), "Ellingsen", ellingsen.first, ellingsen.last):
            assert text in row
        await app.press("escape", "H")
        assert {entity.type for entity in listed(app)} == {Type.PER}


async def test_enter_shows_every_mention_in_context_and_reads_on_at_one(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        ellingsen = await choose(app, NAME)
        await app.press("enter")
        await app.settled()
        screen = app.app.screen
        assert isinstance(screen, EntityContexts)
        places = screen.listed.items
        assert len(places) == ellingsen.count
        assert f"{ellingsen.count} × in {len(ellingsen.documents)} documents" in app.shown
        other = next(number for number, place in enumerate(places) if place.document != CLEAN)
        await app.press(*["j"] * other, "enter")
        await app.settled()
        place = places[other]
        assert app.article.document == place.document
        assert app.article.view.caret == place.start
        # Its mentions alone are set off now, and the keys walk them.
        marks = sorted((mark.start, mark.end) for mark in app.article.view.mentions)
        assert len(marks) == ellingsen.documents[place.document]
        walked = []
        for _ in marks:
            walked.append(app.article.view.caret)
            await app.press("right_square_bracket")
        assert sorted(walked) == [start for start, _ in marks]
        await app.press("escape")
        assert len(app.article.view.mentions) > len(marks)


async def test_the_panel_opens_at_the_name_under_the_caret(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        place = next(mark for mark in reversed(app.article.view.mentions) if mark.key == NAME)
        app.article.view.caret = place.end - 1
        await app.press("i")
        await app.settled()
        assert panel(app).entity.name == NAME  # type: ignore[union-attr]  # it is chosen
        assert listed(app)[0].name != NAME


async def test_an_entity_is_walked_from_the_panel(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        ellingsen = await choose(app, NAME)
        await app.press("w")
        await app.settled()
        assert app.article.document == CLEAN
        assert len(app.article.view.mentions) == ellingsen.documents[CLEAN]
        assert app.article.view.caret in {mark.start for mark in app.article.view.mentions}


async def test_a_type_is_corrected_everywhere_and_undone(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await choose(app, NAME)
        await app.press("y", "o")
        await app.settled()
        assert panel(app).entity.type is Type.ORG  # type: ignore[union-attr]  # it is chosen
        await app.press("escape", "escape", "H")
        await app.settled()
        kinds = {mark.kind for mark in app.article.view.mentions if mark.key == NAME}
        assert kinds == {"ORG"}
        await app.press("u")
        await app.settled()
        kinds = {mark.kind for mark in app.article.view.mentions if mark.key == NAME}
        assert kinds == {"PER"}


async def test_what_is_no_entity_goes_and_comes_back(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await choose(app, NAME)
        await app.press("escape", "x")
        await app.settled()
        assert NAME not in {entity.name for entity in listed(app)}
        await app.press("u")
        await app.settled()
        assert NAME in {entity.name for entity in listed(app)}


async def test_one_is_made_the_same_as_another_and_a_name_is_taken_off_it(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        okafor = await choose(app, "Daniel Okafor")
        await app.press("escape")
        ellingsen = await choose(app, NAME)
        await app.press("escape", "equals_sign")
        await app.type("okafor")
        await app.press("enter")
        await app.settled()
        both = panel(app).entity
        assert both is not None and both.name == "Daniel Okafor"
        assert both.count == okafor.count + ellingsen.count
        await app.press("minus")
        await app.type(NAME)
        await app.press("enter")
        await app.settled()
        assert NAME in {entity.name for entity in listed(app)}


@pytest.mark.parametrize("where", ["a", "c"])
async def test_every_mention_is_tagged_here_or_in_the_corpus(corpus: Path, where: str) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        ellingsen = await choose(app, NAME)
        await app.press("t", "c", where)
        await app.settled()
        passages = app.app.workspace.store.all(Passage)
        here = ellingsen.documents[CLEAN]
        assert len(passages) == (here if where == "a" else ellingsen.count)
        assert {p.anchor.quote.split()[-1] for p in passages} == {"Ellingsen"}
        await app.press("u")
        assert app.app.workspace.store.all(Passage) == []


async def test_the_list_is_filtered_by_entities(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        ellingsen = await choose(app, NAME)
        await app.press("at")
        await app.settled()
        assert set(app.list.order) == set(ellingsen.documents)
        assert f'@"{NAME}"' in app.shown
        await app.press("slash")
        await app.type(" @okafor")
        await app.settled()
        assert set(app.list.order) < set(ellingsen.documents)
        await app.press("escape")
        assert len(app.list.order) > len(ellingsen.documents)


async def test_the_entities_of_the_corpus_are_listed_from_the_list(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.press("i")
        await app.settled()
        counts = [entity.count for entity in listed(app)]
        assert counts == sorted(counts, reverse=True)
        # Of two of one name the other one can be meant.
        alike = [entity for entity in listed(app) if entity.name == "Wielant"]
        await choose(app, "Wielant")
        await app.press("escape", "equals_sign")
        await app.type("wielant")
        await app.press("enter")
        await app.settled()
        joined = [entity for entity in listed(app) if entity.name == "Wielant"]
        assert len(alike) == 2
        assert [(one.type, one.count) for one in joined] == [
            (alike[1].type, alike[0].count + alike[1].count)
        ]
        dates = app.app.workspace.names.entities.dates
        assert "so far" not in app.shown
        panel(app)._show_progress(Progress("gathering names", len(dates) - 1, len(dates)))
        await app.settled()
        assert f"in {len(dates)} articles so far" in app.shown  # what the figures cover
        await app.press("i")
        assert app.list.order


async def test_nothing_is_called_empty_while_articles_are_still_to_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("It rained all day, and nobody went out.\n", "utf-8")
    (tmp_path / "b.txt").write_text("The sun came out again after lunch.\n", "utf-8")
    analyse = Workspace.analyse
    monkeypatch.setattr(Workspace, "analyse", lambda *_, **__: iter(()))  # it has not begun yet
    async with running(tmp_path) as app:
        await app.press("i")
        await app.settled()
        assert "Nothing yet: reading" in app.shown and "No names" not in app.shown
        assert "0 of 0" not in app.shown
        monkeypatch.setattr(Workspace, "analyse", analyse)
        list(app.app.workspace.analyse())
        panel(app).tell_progress()
        await app.settled()
        assert "No names" in app.shown and "0 of 0 entities" in app.shown


async def test_it_is_drawn_at_any_size(corpus: Path) -> None:
    async with running(corpus, size=(30, 8)) as app:
        await app.press("i")
        await app.settled()
        await app.press("enter")
        for size in ((30, 8), (80, 24), (200, 50)):
            await resized(app.pilot, *size)
            await app.settled()
            assert isinstance(app.app.screen, EntityContexts)
            assert app.app.screen.entity.name in app.shown, size


def test_bars_stand_where_the_days_are_and_the_smallest_is_seen() -> None:
    counts = {"2023-01-01": 1, "2023-01-10": 100}
    line, scale = bars(counts, "2023-01-01", "2023-01-10", 20)
    assert (line, len(line)) == ("▁▁" + " " * 16 + "██", 20)
    assert scale == "2023-01-01 2023-01-10"
    assert bars({"2023-01-01": 2}, "2023-01-01", "2023-01-01", 4) == (
        "████",
        "2023-01-01  █ 2 a day",
    )
    line, _ = bars(counts, "2022-01-01", "2023-12-31", 30)
    assert line.strip() == "█"
    assert len(line) == 30


def test_the_scale_of_bars_tells_what_the_highest_stands_for() -> None:
    counts = {"2023-01-01": 3, "2023-01-02": 1, "2023-02-09": 2}
    _, scale = bars(counts, "2023-01-01", "2023-02-09", 40)
    assert scale == "2023-01-01     █ 3 a day      2023-02-09"
    _, scale = bars(counts, "2023-01-01", "2023-03-21", 40)
    assert scale == "2023-01-01   █ 4 in 2 days    2023-03-21"


TOLD = (
    "The harbor board of Selby closed the old pier on Monday after two beams had given way in the "
    "storm. {name} said that nobody had been on it, and that the repair would take until spring. "
    "“We have no choice,” {name} told the reporters who had come down to the quay in the rain."
)


async def test_names_that_may_be_one_are_joined_or_kept_apart_for_good(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for file, name in (
        ("a", "Oskar Lindqvist"),
        ("b", "Oskar Lindkvist"),
        ("c", "Oskar Lindquist"),
    ):
        (folder / f"{file}.txt").write_text(f"Pier closed\n\n{TOLD.format(name=name)}\n", "utf-8")
    async with running(folder) as app:
        await app.press("i")
        await app.settled()
        assert {entity.name for entity in listed(app)} >= {"Oskar Lindqvist", "Oskar Lindkvist"}
        lindqvist = next(one for one in listed(app) if one.name == "Oskar Lindqvist")
        row = next(line for line in app.shown.splitlines() if lindqvist.name in line)
        assert row.split()[1:3] == ["2", "1"]  # mentions, stories
        await app.press("M")
        await app.settled()
        assert "two spellings" in app.shown and "in 1 story" in app.shown
        before = app.shown.count("two spellings")
        proposals = app.app.screen.query_one(ProposalList)
        proposed = proposals.current
        assert proposed is not None
        await app.press("w", "j", "x")  # names are gathered anew then
        await app.settled()
        assert app.shown.count("two spellings") == before - 1
        await app.press("k", "a")
        await app.settled()
        done = app.app.workspace.store.undoable
        assert done and done.name == f"“{proposed.other.name}” is “{proposed.entity.name}”"
        await app.press("escape")
        await app.settled()
        names = {entity.name for entity in listed(app) if "Lind" in entity.name}
        assert len(names) == 2
        await app.press("u", "u")
        await app.settled()
        assert len({entity.name for entity in listed(app) if "Lind" in entity.name}) == 3
        await app.press("M")
        await app.settled()
        assert app.shown.count("two spellings") == before
