"""All passages by keys: grouped, filtered, marked, worked on together, read on at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reader.annotations import Anchor, Passage, Store
from reader.text import Span
from reader.ui.article.article_screen import ArticleScreen
from reader.ui.passages.figures_screen import FiguresScreen
from reader.ui.passages.passage_texts import until_read
from reader.ui.passages.passages_screen import PassagesScreen
from reader.workspace import Workspace
from reader.workspace.actions.passages.annotating import note, toggle_tags
from reader.workspace.actions.passages.carry_over import carry, offers
from reader.workspace.analyses.passages.passage_list import Heading, PassageLine

from .driving import Driver, running

CLEAN, RAW = "harbor-bridge/clean-text.txt", "harbor-bridge/raw-page.txt"
LIBRARY = "island-library/lamp-and-ledger.txt"


def annotate(corpus: Path) -> None:
    """Tag two passages of a story, carry one over, and tag and note one of another article."""
    workspace = Workspace.open([corpus], author="mina")
    list(workspace.scan())
    list(workspace.analyse())
    store = workspace.store
    claim, quote, number, *_ = store.tags()
    clean, library = workspace.document(CLEAN), workspace.document(LIBRARY)
    toggle_tags(store, clean, [Span(0, 40)], claim)
    toggle_tags(store, clean, [Span(60, 90)], quote)
    toggle_tags(store, clean, [Span(60, 90)], number)
    first = store.passages(CLEAN)[0]
    assert carry(workspace, [offer for offer in offers(workspace, first) if offer.document == RAW])
    note(store, library, Span(200, 220), "Who says so?")
    workspace.close()


def screen(app: Driver) -> PassagesScreen:
    assert isinstance(app.app.screen, PassagesScreen)
    return app.app.screen


def store(app: Driver) -> Store:
    return app.app.workspace.store


def lines(app: Driver) -> list[PassageLine]:
    return [row for row in screen(app).listed.items if isinstance(row, PassageLine)]


def headings(app: Driver) -> list[str]:
    return [row.label for row in screen(app).listed.items if isinstance(row, Heading)]


async def opened(app: Driver, *keys: str) -> None:
    await app.press("P")
    await app.settled()
    await app.press(*keys)
    await app.settled()


async def search(app: Driver, text: str) -> Sequence[PassageLine]:
    await app.press("slash", "end", "ctrl+u")
    await app.paste(text)
    await app.press("enter")
    await app.settled()
    return lines(app)


async def test_versions_of_a_passage_share_a_line_and_groups_are_counted(corpus: Path) -> None:
    annotate(corpus)
    async with running(corpus, size=(120, 30)) as app:
        await opened(app)
        assert "4 passages in 3 articles · 2 stories" in app.shown
        assert [len(line.versions) for line in lines(app)] == [2, 1, 1]
        assert "3, folded to 2" in app.shown and " +1 " in app.shown
        await app.press("z")
        await app.settled()
        assert [len(line.versions) for line in lines(app)] == [1, 1, 1, 1]
        await app.press("z", "b")
        await app.settled()
        assert headings(app) == ["claim", "quote", "number", "no tag"]
        await app.press("b")
        await app.settled()
        assert len(headings(app)) == 3 and len(lines(app)) == 4
        await app.press("b")
        await app.settled()
        assert headings(app) == ["mina"]
        await app.press("b")
        await app.settled()
        assert headings(app) == sorted(headings(app), key=lambda one: (one == "no date", one))


async def test_enter_reads_on_at_the_passage_and_q_comes_back_to_it(corpus: Path) -> None:
    annotate(corpus)
    async with running(corpus) as app:
        await app.open(LIBRARY)
        await opened(app)
        await app.press("end", "up")
        here = screen(app).listed.current
        await app.press("down")
        last = screen(app).listed.current
        assert isinstance(last, PassageLine) and last != here
        await app.press("enter")
        await app.settled()
        assert app.article.document == last.glance.document
        assert app.article.view.caret == last.glance.start
        await app.press("q")
        assert screen(app).listed.current == last
        await app.press("q")
        assert isinstance(app.app.screen, ArticleScreen)
        assert app.article.document == LIBRARY


async def test_a_heading_is_closed_and_opened(corpus: Path) -> None:
    annotate(corpus)
    async with running(corpus) as app:
        await opened(app, "home", "enter")
        assert len(lines(app)) < 3
        await app.press("enter")
        await app.settled()
        assert len(lines(app)) == 3


async def test_filters_leave_what_they_say(corpus: Path) -> None:
    annotate(corpus)
    async with running(corpus) as app:
        await opened(app)
        for text, count in (
            ("tag:quote", 1),
            ("tag:quote,claim", 2),
            ("tag:quote tag:number", 1),
            ("tag:quote tag:claim", 0),
            ("-tag:claim", 2),
            ("is:untagged", 1),
            ('-note:""', 1),
            ("note:WHO", 1),
            ("note:nobody", 0),
            ("author:ada", 0),
            ("date:2023-06", 1),
            ("date:2030..", 0),
            ("document:library", 1),
            ("story:bridge", 2),
            ("story:library", 1),
            (store(app).passages(LIBRARY)[0].anchor.quote[:9].lower() + "*", 1),
        ):
            assert len(await search(app, text)) == count, text
        assert screen(app).listed.shows_dates
        assert await search(app, "-date:2000..")
        assert not screen(app).listed.shows_dates  # a column of blanks
        await search(app, "date:2030")
        assert "No passage is left by this filter" in app.shown
        app.app.push_screen(PassagesScreen(documents={"world/linxi-zh.txt"}))
        await app.settled()
        assert "No passages in the articles listed" in app.shown
        app.app.pop_screen()
        for text in ("colour:red", "date:yesterday", "note:"):  # nothing is left out by a part
            assert len(await search(app, text)) == 3
            assert screen(app).focused is screen(app).query_one("#filter")
            await app.press("home")
        assert "note: needs a value" in app.shown
        assert await search(app, "note:ask") == []
        assert "needs a value" not in app.shown and app.shown.count("note:ask") == 1


async def test_many_are_tagged_noted_and_removed_each_in_one_step(corpus: Path) -> None:
    annotate(corpus)
    async with running(corpus) as app:
        await opened(app)
        before = store(app).all(Passage)
        doubt = next(tag for tag in store(app).tags() if tag.name == "doubt")
        await app.press("A", "t", "d")
        await app.settled()
        assert all(doubt.id in one.tags for one in store(app).all(Passage))
        assert "doubt set on 4 passages" in app.shown
        await app.press("minus", "d")
        await app.settled()
        assert not any(doubt.id in one.tags for one in store(app).all(Passage))
        await app.press("e")
        await app.type("ask")
        await app.press("escape")
        await app.settled()
        assert sorted(one.note for one in store(app).all(Passage)) == [
            "Who says so?\nask",
            "ask",
            "ask",
            "ask",
        ]
        await app.press("x")
        await app.settled()
        assert store(app).all(Passage) == []
        assert "None left; u takes it back" in app.shown
        assert not {"Untag", "Open", "Mark"} & set(app.shown.splitlines()[-1].split())
        await app.press("u", "u", "u", "u")
        await app.settled()
        assert "Untag" in app.shown.splitlines()[-1]
        assert [one.tags for one in store(app).all(Passage)] == [one.tags for one in before]
        assert [one.note for one in store(app).all(Passage)] == [one.note for one in before]


async def test_a_range_is_marked_and_marks_are_let_go_of(corpus: Path) -> None:
    annotate(corpus)
    async with running(corpus) as app:
        await opened(app)
        await app.press("space")
        assert len(screen(app).listed.marked) == 2  # with its version
        await app.press("v")
        assert len(screen(app).listed.marked) == 3
        await app.press("escape", "escape")
        assert not screen(app).listed.marked
        await app.press("home", "space")
        assert len(screen(app).listed.marked) == 3  # a whole group


async def test_rows_show_their_marks_at_once_and_what_is_hidden_is_left_alone(
    corpus: Path,
) -> None:
    annotate(corpus)
    async with running(corpus, size=(120, 30)) as app:
        await opened(app)
        await app.press("home", "space")  # the group of the first article
        signed = [row for row in app.shown.splitlines() if row.startswith((" * ", "*▾"))]
        assert len(signed) == 3
        await app.press("space")  # a part of it
        assert next(row for row in app.shown.splitlines() if row[1:2] == "▾").startswith("-")
        await app.press("home", "space")
        await search(app, "tag:quote")
        assert "3 marked, 2 not shown" in app.shown
        await app.press("x")
        await app.settled()
        assert len(store(app).all(Passage)) == 3
        await search(app, "is:untagged")
        await app.press("end", "x")
        assert "2 marked, 2 not shown" in app.shown
        assert "Escape lets go of them" in app.shown
        await app.press("slash", "end", "ctrl+u", "enter")
        await app.settled()
        assert "2 marked:" in app.shown
        await app.press("x")
        await app.settled()
        assert len(store(app).all(Passage)) == 1


async def test_who_set_a_passage_is_told_and_how_many_stories_a_group_has(corpus: Path) -> None:
    annotate(corpus)
    workspace = Workspace.open([corpus], author="ada")
    list(workspace.scan())
    library = workspace.document(LIBRARY)
    toggle_tags(workspace.store, library, [Span(60, 90)], workspace.store.tags()[0])
    workspace.close()
    async with running(corpus, size=(120, 30)) as app:
        await opened(app, "end")
        rows = [line for line in app.shown.splitlines() if line.startswith("    ")]
        assert any(" ada " in row for row in rows) and any(" mina " in row for row in rows)
        assert " mina 20" in app.shown.splitlines()[-2]
        await app.press("b")
        await app.settled()
        assert "3, folded to 2, 2 stories" in app.shown  # of the tag claim
        await search(app, "tag:claim")
        assert isinstance(screen(app).listed.current, PassageLine)


async def test_another_instance_is_seen(corpus: Path) -> None:
    annotate(corpus)
    async with running(corpus) as app, running(corpus, author="ada") as other:
        await opened(other)
        toggle_tags(
            store(app), app.app.workspace.document(CLEAN), [Span(100, 120)], store(app).tags()[3]
        )
        store(other).poll()
        await other.settled()
        assert "5 passages" in other.shown


async def test_what_is_shown_is_written_and_only_what_is_marked(corpus: Path) -> None:
    annotate(corpus)
    async with running(corpus) as app:
        await opened(app)
        file = corpus.parent / "out.csv"
        for keys, rows in ((["space"], 1), ([], 3)):
            await app.press(*keys, "E", "home", "shift+end", "delete")
            await app.type(str(file))
            await app.press("enter")
            if file.exists() and rows == 3:
                await app.press("y")
            await app.settled()
            assert "Written to" in app.shown
            assert len(file.read_text("utf-8").splitlines()) == rows + 1
            screen(app).listed.marked = set()


async def test_figures_open_their_passages(corpus: Path) -> None:
    annotate(corpus)
    async with running(corpus, size=(120, 30)) as app:
        await opened(app, "F")
        await app.settled()
        assert isinstance(app.app.screen, FiguresScreen)
        claim = next(line for line in app.shown.splitlines() if line.startswith(" claim "))
        assert claim.split()[:3] == ["claim", "1", "1"]  # carried over once, in one story
        assert "4 passages, folded to 3" in app.shown and "2 stories" in app.shown
        for _ in range(4):
            await app.press("f")
            await app.settled()
        assert "tags together in a passage" in app.shown
        # quote with number: one passage has both.
        await app.press("down", "right", "right", "right", "enter")
        await app.settled()
        assert "quote, number" in app.shown and len(lines(app)) == 1
        await app.press("q", "q")
        assert isinstance(app.app.screen, PassagesScreen)


async def test_a_filter_of_the_list_holds_for_the_passages_opened_from_it(corpus: Path) -> None:
    annotate(corpus)
    async with running(corpus) as app:
        await app.press("slash")
        await app.type("library")
        await app.press("enter")
        await app.settled()
        await opened(app)
        assert "1 passage in 1 article" in app.shown
        assert " listed · 1 passage" in app.shown


def test_entities_are_resolved_before_an_article_is_read() -> None:
    anchor = Anchor(0, 9, "it&nbsp;is", "Jones &amp; ", ' so"', "")
    assert until_read(anchor) == ("Jones & ", "it\u00a0is", ' so"')
