"""Keys that follow each other: what was just tagged is what the next key is meant for."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotations import Passage
from reader.text import Span
from reader.ui.article.article_part import ArticlePart
from reader.ui.article.article_screen import ArticleScreen
from reader.ui.shared.commands import declared

from ..driving import Driver, passages, running

CLEAN = "harbor-bridge/clean-text.txt"


async def test_the_next_key_is_meant_for_the_passage_just_made(corpus: Path) -> None:
    leaving = {
        "s 1": [["claim"]],
        "s 1 2": [["claim", "quote"]],
        "s 1 1": [],
        "s 1 x": [],
        "s 1 2 2": [["claim"]],
        "s 1 t n": [["claim", "number"]],
        "s 1 s 2 s 3 [ x": [["claim"], ["number"]],
        "s 1 s 1 s 1 g p p p p p p p p x": [],
    }
    names = {"[": "left_square_bracket"}
    async with running(corpus) as app:
        await app.open(CLEAN)
        for keys, left in leaving.items():
            await app.press("g", "right_curly_bracket", *(names.get(k, k) for k in keys.split()))
            assert [tags for _, tags, _ in passages(app)] == left, keys
            while passages(app):
                await app.press("u")


async def test_a_note_right_after_tagging_is_on_what_was_tagged(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On a busy machine the message would be gone before it is looked for.
    monkeypatch.setattr("reader.ui.shared.lines.status_line._STANDING", 60.0)
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("right_curly_bracket", "s", "1", "e")
        await app.type("ask")
        await app.press("escape")
        await app.settled()
        assert [(tags, note) for _, tags, note in passages(app)] == [(["claim"], "ask")]
        assert "note saved" in app.shown
        await app.press("e")
        await app.type(" again")
        await app.press("escape")
        assert [note for _, _, note in passages(app)] == ["ask again"]
        await app.press("w", "2")
        assert len(passages(app)) == 1
        assert app.article.view.count == 2


async def test_the_status_says_that_selecting_has_begun_on_a_passage_and_a_digit_counts(
    corpus: Path,
) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("s", "1", "left_square_bracket")
        assert "1 claim" in last_lines(app)
        await app.press("v")
        assert "selecting" in last_lines(app) and "1 claim" not in last_lines(app)
        await app.press("2")
        assert "2 ×" in last_lines(app)
        await app.press("escape")
        assert "1 claim" in last_lines(app) and "selecting" not in last_lines(app)


async def test_undoing_again_asks_before_it_takes_back_a_step_of_another_article(
    corpus: Path,
) -> None:
    other = "harbor-bridge/other-outlet.txt"
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("s", "1", "q")
        await app.open(other)
        await app.press("s", "1", "u", "u")
        assert "That is elsewhere" in app.shown
        assert app.article.document == other
        assert app.article.store.count(CLEAN) == 1
        await app.press("u")
        assert app.article.document == CLEAN
        assert passages(app) == []
        await app.press("ctrl+r", "q", "escape", "G", "u")
        assert "That is elsewhere" in app.shown
        await app.press("u")
        assert app.list.listed.current is not None
        assert CLEAN in app.list.listed.current.documents
        assert app.app.workspace.store.count(CLEAN) == 0


async def test_removing_and_undoing_call_a_note_by_one_name(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("s", "e")
        await app.type("ask")
        await app.press("escape")
        await app.settled()
        await app.press("x")
        assert "note removed" in app.shown
        await app.press("u")
        assert "Undone: remove note" in app.shown


async def test_the_status_says_what_a_digit_does_before_it_does_it(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        assert "1 claim" not in last_lines(app)
        await app.press("1", "2")
        assert "12 ×" in last_lines(app)
        await app.press("escape", "v", "w", "w", "w")
        assert "3 words selected" in last_lines(app)
        assert "1 claim" in last_lines(app).replace("  ", " ")
        await app.press("1")
        assert "claim set" in app.shown
        assert "c claim · 3 words" in last_lines(app)
        await app.press("tab")
        assert "No other passage lies here" in app.shown
        await app.press("right_square_bracket")
        assert "No other passage lies here" not in app.shown


def last_lines(app: Driver) -> str:
    """The status and the keys."""
    return "\n".join(app.shown.splitlines()[-2:])


async def test_passages_that_lie_in_each_other_are_taken_one_after_the_other(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("right_curly_bracket", "v", "w", "w", "1", "b", "b", "s", "2")
        await app.press("e")
        await app.type("on the sentence")
        await app.press("escape", "tab", "e")
        await app.type("on the words")
        await app.press("escape")
        notes = {tags[0]: note for _, tags, note in passages(app)}
        assert notes == {"quote": "on the sentence", "claim": "on the words"}
        assert "1 more here: tab" in app.shown


async def test_edges_move_and_tags_and_note_stay(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        source = app.article.source.source
        await app.press("right_curly_bracket", "w", "w", "v", "w", "w", "1", "e")
        await app.type("mine")
        await app.press("escape")
        [before] = app.article.store.passages(CLEAN)
        start, end = before.anchor.start, before.anchor.end
        words = source[start:end]
        await app.press("plus")
        assert quoted(app).startswith(words)
        assert len(quoted(app)) > len(words)
        await app.press("minus")
        assert quoted(app) == words
        await app.press("o", "plus", "plus")
        assert quoted(app) == source[source.rindex("\n", 0, start) + 1 : end]
        await app.press("minus")
        assert quoted(app).split()[1:] == words.split()
        await app.press("v", "w", "M")
        [after] = app.article.store.passages(CLEAN)
        assert (after.id, after.tags, after.note) == (before.id, before.tags, "mine")
        assert len(after.anchor.quote.split()) == 1
        await app.press("u", "u", "u", "u", "u", "u")
        [back] = app.article.store.passages(CLEAN)
        assert back.anchor == before.anchor


def quoted(app: Driver) -> str:
    """The words of the one passage."""
    [(quote, _, _)] = passages(app)
    return quote


async def test_every_passage_is_walked_in_order_also_those_that_begin_together(
    corpus: Path,
) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        for _ in range(2):
            await app.press("right_curly_bracket")
        await app.press("v", "w", "w", "1", "b", "b", "s", "2", "s", "3", "g")
        seen = []
        for _ in range(4):
            await app.press("right_square_bracket")
            hand = app.article.reach.at_hand
            assert hand is not None
            seen.append(hand.id)
        stored = app.article.store.passages(CLEAN)
        ordered = sorted(stored, key=lambda p: (p.anchor.start, -p.anchor.end))
        assert seen == [p.id for p in [*ordered, ordered[0]]]


async def test_every_command_of_the_screen_has_something_that_answers(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        screen = app.article
        parts = screen.parts
        assert all(isinstance(part, ArticlePart) for part in parts.values())
        for binding in declared([ArticleScreen]):
            name, _, arguments = binding.action.removesuffix(")").partition("(")
            if name == "run":
                part, method = (word.strip(" '") for word in arguments.split(",")[:2])
                assert callable(getattr(parts[part], method)), binding.id
            else:
                of_app = name.startswith("app.")
                answers = app.app if of_app else screen
                assert hasattr(answers, f"action_{name.removeprefix('app.')}"), binding.id


async def test_the_place_of_a_held_passage_is_let_go_when_the_caret_moves(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("right_curly_bracket", "s", "1")
        [passage] = app.article.store.all(Passage)
        source = app.article.source.source
        assert not source[passage.anchor.end : app.article.view.caret].strip()
        assert app.article.view.here.at_hand is not None
        await app.press("l")
        assert app.article.view.here.at_hand is None
        app.article.view.select(Span(passage.anchor.start, passage.anchor.end))
        await app.press("escape")
        assert app.article.view.here.at_hand is None
