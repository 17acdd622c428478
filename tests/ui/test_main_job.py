"""The main job by keys: open, read, tag, note, link, leave; and all of it is there again."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from textual import events

from reader.annotations import DocumentState, Passage, Status, Verdict
from reader.cli import main
from reader.workspace.actions.passages.annotating import state_of

from ..full_disk import full_disk
from .driving import Driver, passages, resized, running

RAW = "harbor-bridge/raw-page.txt"
CLEAN = "harbor-bridge/clean-text.txt"


async def select_words(app: Driver, count: int) -> None:
    await app.press("v", *["w"] * count)


async def test_everything_done_is_there_after_a_restart_and_in_the_export(
    corpus: Path, tmp_path: Path
) -> None:
    async with running(corpus) as app:
        await app.open(RAW)
        await app.press("right_curly_bracket", "right_curly_bracket", "s", "1")
        await app.press("b", "b", "b")
        await select_words(app, 2)
        await app.press("t", "n")
        await app.press("e")
        await app.type("check with the council")
        await app.press("escape")
        await app.settled()
        done = passages(app)
        assert [tags for _, tags, _ in done] == [["claim"], ["number"]]
        sentence, words = done[0][0], done[1][0]
        assert words in sentence
        await app.press("p", "2", "u")
        assert passages(app) == done
        await app.press("L")
        await app.settled()
        await app.press("1", "q", "q")
        await app.press("m")
    async with running(corpus) as app:
        await app.open(RAW)
        assert passages(app) == done
        links = app.article.store.links(RAW)
        assert [(link.kind, link.verdict) for link in links] == [("exact", Verdict.ACCEPTED)]
    file = tmp_path / "export.json"
    assert main(["export", str(corpus), "-o", str(file)]) == 0
    exported = json.loads(file.read_text("utf-8"))
    assert [(p["quote"], p["tags"], p["note"]) for p in exported["passages"]] == done
    assert [link["kind"] for link in exported["links"]] == ["exact"]


async def test_a_tag_is_put_on_and_taken_off_by_the_same_key(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("s", "1")
        await app.press("b", "2")
        assert [tags for _, tags, _ in passages(app)] == [["claim", "quote"]]
        await app.press("2")
        assert [tags for _, tags, _ in passages(app)] == [["claim"]]
        await app.press("1")
        assert passages(app) == []
        await app.press("u", "u", "u")
        assert [tags for _, tags, _ in passages(app)] == [["claim"]]
        await app.press("ctrl+r")
        assert [tags for _, tags, _ in passages(app)] == [["claim", "quote"]]


async def test_a_new_tag_is_made_by_typing_its_name(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("s", "T")
        await app.type("rumour")
        await app.press("enter")
        await app.settled()
        assert [tags for _, tags, _ in passages(app)] == [["rumour"]]
        await app.press("right_parenthesis", "s", "full_stop")
        assert [tags for _, tags, _ in passages(app)] == [["rumour"], ["rumour"]]
        # Its key is the first of its letters that is free, and works like any other.
        await app.press("right_parenthesis", "s", "t", "r")
        await app.settled()
        assert len(passages(app)) == 3


async def test_a_tag_goes_on_every_occurrence_of_the_words(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        source = app.article.workspace.document(CLEAN).source
        name = "Ellingsen"
        await app.press("slash")
        await app.type(name)
        await app.press("enter", "v", "w", "1", "b", "asterisk")
        quotes = [quote for quote, _, _ in passages(app)]
        assert quotes == [name] * source.count(name)
        assert len(quotes) > 1
        await app.press("asterisk")
        assert f"everywhere already: on {len(quotes)} places" in app.shown
        await app.press("u")
        assert len(passages(app)) == 1


async def type_at_once(app: Driver, *keys: str) -> None:
    """Type keys without waiting for what any of them does."""
    for key in keys:
        character = {"space": " "}.get(key, key)
        app.app.post_message(events.Key(key, character if len(character) == 1 else None))
    await app.settled()


async def test_keys_typed_faster_than_the_screen_follows_are_not_lost(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("s")
        await type_at_once(app, "t", "n")
        assert [tags for _, tags, _ in passages(app)] == [["number"]]
        back = ("escape", "q", "B", "q", "enter", "left_square_bracket")
        await type_at_once(app, "e", *"quick", "space", *"q", *back, "x")
        assert passages(app) == []
        await type_at_once(app, "u")
        assert [note for _, _, note in passages(app)] == ["quick q"]


async def test_keys_are_meant_for_the_article_that_the_key_before_them_opens(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.press("slash")
        await type_at_once(app, *"harbor", "enter", "enter", "s", "1", "m", "s", "2")
        store, second = app.article.store, app.article.document
        (first,) = (
            state.document for state in store.all(DocumentState) if state.status is Status.DONE
        )
        names = {tag.id: tag.name for tag in store.tags()}
        tagged = {
            document: [names[tag] for passage in store.passages(document) for tag in passage.tags]
            for document in (first, second)
        }
        assert tagged == {first: ["claim"], second: ["quote"]}


async def test_keys_that_need_a_selection_say_so(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("t")
        await app.settled()
        assert "Select first" in app.shown
        assert passages(app) == []


async def test_the_last_place_read_comes_back(corpus: Path) -> None:
    async with running(corpus, size=(60, 12)) as app:
        await app.open("blog-post.md")
        await app.press("pagedown", "pagedown", "pagedown")
        seen = app.shown
        assert app.article.view.place > 0
        await app.press("q")
    async with running(corpus, size=(60, 12)) as app:
        await app.open("blog-post.md")
        assert app.shown == seen
        await app.press("G", "q", "enter")
        await app.settled()
        assert " · 100%" in app.shown.splitlines()[2]


async def test_done_goes_on_to_the_next_article(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.press("enter")
        await app.settled()
        first = app.article.document
        await app.press("m")
        await app.settled()
        assert app.article.document != first
        assert state_of(app.article.store, first).status is Status.DONE
        await app.press("less_than_sign")
        await app.settled()
        assert app.article.document == first


async def test_the_raw_view_shows_what_was_hidden_at_the_same_place(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(RAW)
        assert "cookies" not in app.article.view.article.excerpt.text
        await app.press("right_curly_bracket", "right_curly_bracket")
        caret = app.article.view.caret
        await app.press("r")
        assert app.article.view.caret == caret
        await app.press("slash")
        await app.type("cookies")
        await app.press("enter")
        await app.settled()
        assert "cookies" in app.shown


async def test_captions_and_teasers_are_shown_and_tagged_on_demand(corpus: Path) -> None:
    credit = "HARBORPIX.example"
    async with running(corpus, size=(100, 60)) as app:
        await app.open(RAW)
        assert credit not in app.shown
        await app.press("a")
        assert credit in app.shown
        assert "cookies" not in app.shown
        await app.press("slash")
        await app.type(credit)
        await app.press("enter")
        await app.settled()
        await app.press("p", "1")
        await app.settled()
        assert credit in passages(app)[0][0]
        await app.press("escape", "escape", "a")
        assert credit not in app.shown
        await app.press("q")
        await app.open(CLEAN)
        await app.press("a")
        assert "Nothing stands beside this article" in app.shown


async def test_what_copying_broke_is_mended_for_display_alone(corpus: Path) -> None:
    async with running(corpus, size=(100, 60)) as app:
        await app.open("spun-copy.txt")
        broken = "council s"
        assert broken in app.article.source.source
        assert broken not in app.shown
        assert "council’s" in app.shown
        await app.press("R")
        await app.settled()
        assert broken in app.shown
        await app.press("R")
        await app.settled()
        await app.press("slash")
        await app.type("approval of")
        await app.press("enter")
        await app.settled()
        await app.press("s", "1")
        await app.settled()
        [(quote, _, _)] = passages(app)
        assert broken in quote


async def test_highlights_go_from_all_over_one_type_to_none(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        everything = len(app.article.view.mentions)
        assert everything > 5
        assert {mark.kind for mark in app.article.view.mentions} == {"name"}
        await app.press("H")
        assert len({mark.kind for mark in app.article.view.mentions}) > 3
        await app.press("H")
        kinds = {mark.kind for mark in app.article.view.mentions}
        assert kinds == {"PER"}
        first = app.article.view.caret
        await app.press("right_square_bracket")
        assert app.article.view.caret > first
        while app.article.view.mentions:
            await app.press("H")
        await app.press("H")
        assert len(app.article.view.mentions) == everything


async def test_rows_are_sorted_and_filtered(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.press("s", "s")
        rows = app.list.listed.items
        dates = [max(app.list.workspace.summaries[d].date for d in row.documents) for row in rows]
        assert dates == sorted(dates, reverse=True)
        await app.press("slash")
        await app.type("bridge courier")
        assert 0 < len(app.list.order) < len(dates)
        await app.press("escape")
        assert len(app.list.listed.items) == len(dates)


async def test_linked_articles_are_marked_and_a_key_goes_to_the_other(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("L")
        await app.settled()
        await app.press("2", "q")
        assert "W same-page" in app.shown
        await app.press("W")
        await app.settled()
        assert app.article.document == RAW
        await app.press("q")
        row = next(line for line in app.shown.splitlines() if "Port Merrin shuts" in line)
        assert "≡" in row


async def test_every_key_is_in_the_help_and_the_palette(corpus: Path) -> None:
    async with running(corpus, size=(120, 140)) as app:
        await app.open(CLEAN)
        await app.press("question_mark")
        await app.settled()
        for text in ("Tagging", "1–9", "Mark as done and go on", "The raw source"):
            assert text in app.shown
        assert "Take back the last change" in app.shown
        await app.press("escape", "ctrl+p")
        await app.type("flag for later")
        await app.settled()
        assert "Flag for later" in app.shown
        await app.press("enter")
        await app.settled()
        assert state_of(app.article.store, CLEAN).status is Status.FLAGGED


async def test_a_second_instance_reads_and_says_who_writes(corpus: Path) -> None:
    async with running(corpus) as first:
        await first.open(CLEAN)
        await first.press("s", "1")
        async with running(corpus, author="ola") as second:
            await second.open(CLEAN)
            assert len(passages(second)) == 1
            await second.press("right_parenthesis", "s", "2")
            assert len(passages(second)) == 1
            assert "open" in second.shown


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are Unix's")
async def test_annotations_that_cannot_be_saved_are_saved_elsewhere(
    corpus: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("s", "1")
        with full_disk():
            await app.press("right_parenthesis", "s", "2")
        assert app.article  # no dialog takes keys still being typed
        await app.press("ctrl+s", "ctrl+u")
        await app.type(str(elsewhere))
        await app.press("enter")
        await app.settled()
        await app.press("right_parenthesis", "s", "3")
    async with running(corpus, annotations=elsewhere) as app:
        assert len(app.list.store.all(Passage)) == 3


async def test_a_selection_survives_any_size_of_the_terminal(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("right_curly_bracket", "p")
        selection = app.article.view.selection
        for size in ((40, 10), (80, 24), (200, 50), (250, 20)):
            await resized(app.pilot, *size)
            await app.settled()
            assert app.article.view.selection == selection, size
        await app.press("1")
        assert len(passages(app)) == 1


async def test_keys_mean_the_article_that_is_seen_while_the_next_one_is_read(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("s")
        quote = app.article.view.selection.of(app.article.source.source)
        app.article.read(RAW)
        app.article.passages.tag_number(1)
        await app.settled()
        assert app.article.document == RAW
        assert passages(app) == []
        assert [p.anchor.quote for p in app.article.store.passages(CLEAN)] == [quote]
