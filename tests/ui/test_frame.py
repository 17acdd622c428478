"""What surrounds the screens: help, alerts, the last line, settings."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from reader.cli.open_command import foreign_reader
from reader.settings import load, settings_path
from reader.ui.offered_commands import explained
from reader.ui.shared import alerts
from reader.ui.shared.alerts import Alert, AlertQueue
from reader.ui.shared.lines.status_line import StatusLine
from reader.ui.themes import DEFAULT
from reader.workspace.analyses.progress import Progress

from .driving import Driver, handled, running

ARTICLE = "clean-text.txt"


async def test_help_scrolls_with_its_own_keys_and_says_where_the_settings_are(
    corpus: Path,
) -> None:
    async with running(corpus, size=(80, 24)) as app:
        await app.open(ARTICLE)
        await app.press("question_mark")
        assert "The common keys" in app.shown and "tag.keys" not in app.shown
        await app.press("space")
        await app.settled()
        assert "ctrl+down" in app.shown
        await app.press("G")
        await app.settled()
        assert "i shows by what names" in app.shown
        await app.press("i", "g", "j", "space")
        await app.settled()
        assert "The common keys" not in app.shown


async def test_a_small_terminal_shows_all_of_the_settings(corpus: Path) -> None:
    async with running(corpus, size=(40, 20)) as app:
        await app.press("f2")
        assert ".reader.toml" in app.shown
        await app.press("ctrl+d")
        listed = app.app.screen.query_one(OptionList)
        assert listed.highlighted == listed.option_count - 1
        await app.press("escape", "ctrl+t", "pagedown")
        assert "[themes.NAME]" in app.shown
        assert app.app.screen.query_one(OptionList).highlighted


async def test_help_begins_with_the_keys_that_the_last_line_shows(corpus: Path) -> None:
    async with running(corpus, size=(70, 50)) as app:
        await app.open(ARTICLE)
        for selecting, meant, other in (
            ((), "Select the sentence", "Put one of the first nine tags on"),
            (("s",), "Put one of the first nine tags on", "Select the sentence"),
        ):
            await app.press(*selecting)
            keys = [key for one in explained(app.app.screen, {}) for key in one.keys.split()]
            assert keys.count("x") == keys.count("enter") + keys.count("⏎") == 1
            await app.press("question_mark")
            await app.settled()
            common = app.shown.partition("The common keys")[2].partition("Tagging")[0]
            assert meant in common
            assert "Put one of the first nine tags on" in common
            assert other not in common or not selecting
            always = (
                "Previous passage",
                "Next passage",
                "Search in",
                "One page down",
                "One row down",
            )
            assert all(told in common for told in always)
            assert "suggestion of another tool" not in common  # there is none to answer
            await app.press("q")


def last_line(app: Driver) -> str:
    return app.shown.splitlines()[-1]


async def test_the_last_line_shows_the_keys_of_what_is_open(corpus: Path) -> None:
    async with running(corpus) as app:
        assert "Sort" in last_line(app) and last_line(app).rstrip().endswith("q Quit")
        await app.press("slash")
        assert last_line(app).split() == ["⏎", "Take", "→", "Complete", "esc", "Leave"]
        await app.press("escape")
        assert "Sort" in last_line(app)
        await app.press("w")
        assert "Sort" not in last_line(app)
        assert "Save" in last_line(app)
        await app.press("escape", "enter")
        await app.settled()
        assert last_line(app).rstrip().endswith("q Back")
        await app.press("s", "1", "e")
        assert last_line(app).split() == ["esc", "Keep"]


async def test_an_alert_stands_below_the_text_and_hides_nothing(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerts, "_LEAST", 3600)  # the keys come too soon however slow the machine
    async with running(corpus, size=(80, 24)) as app:
        app.app.notify("the disk [is] full " * 8, severity="error")
        app.app.say("claim set")
        await app.settled()
        status = app.app.screen.query_one(StatusLine).region
        lines = app.shown.splitlines()[status.y : status.bottom]
        assert "the disk [is] full" in lines[0]
        assert "claim set" in lines[-2]
        assert len(lines) == 4
        app.app.say("the file can only be read " * 20 + ". ctrl+s goes on")
        await app.settled()
        assert "ctrl+s goes on" in [line.strip() for line in app.shown.splitlines()]
        await app.press("question_mark", "escape", "D")
        assert "the disk [is] full" in app.shown, "of the keys none came after it was seen"


def test_a_key_takes_away_the_alert_that_was_seen_and_no_other() -> None:
    shown: list[Alert | None] = []
    time = [0.0]
    queue = AlertQueue(shown.append, lambda: time[0])
    late, full, damaged = Alert("late", False), Alert("full", True), Alert("damaged", True)
    for alert in (late, full, damaged, full):
        queue.tell(alert)
    queue.key_pressed()
    assert shown == [late, full], "it was typed before"
    for one in (late, damaged, None):
        time[0] += 2.0
        queue.key_pressed()
        assert shown[-1] is one
        queue.key_pressed()
        assert shown[-1] is one


async def test_the_key_that_ends_other_programs_tells_the_one_that_leaves(corpus: Path) -> None:
    async with running(corpus, keys={"app.quit": "f12"}) as app:
        await app.press("ctrl+c")
        await app.settled()
        assert "f12 leaves reader" in app.shown
        app.app.say("Something longer than a row, " * 5 + "is told to its end")
        await app.settled()
        assert "is told to its end" in app.shown


async def test_the_place_in_an_article_stands_beside_any_progress(corpus: Path) -> None:
    async with running(corpus, size=(80, 24)) as app:
        await app.open("blog-post.md")
        for progress in (Progress("comparing", 20, 1_000), Progress("reading", 99_999, 100_000)):
            app.article.analysis_changed(progress)
            await handled(app.pilot)
            first, second = app.shown.splitlines()[:2]
            assert "1/1" in second
            assert f"{app.article.view.progress:.0%}" in second
            assert progress.work in second
        strip = app.app.screen._compositor.render_strips()[0]
        bold = "".join(text for text, style, _ in strip if style is not None and style.bold)
        assert bold.strip() == first.strip()


async def test_settings_are_changed_in_the_app_and_written(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(ARTICLE)
        await app.press("f2", "j", "enter")
        question = app.app.screen.query_one(Input)
        question.value = "70"
        await app.press("enter")
        await app.settled()
        await app.press("escape")
        assert app.article.view.measure == 70
        seen = asyncio.Event()
        app.app.theme_changed_signal.subscribe(app.app, lambda _: seen.set())
        await app.press("ctrl+t", *"nord")
        while app.app.theme != "nord":  # each letter marks another theme first
            seen.clear()
            await seen.wait()
        await app.press("escape")
        assert app.app.theme == DEFAULT
        await app.press("ctrl+t", *"nord", "enter")
        app.app.change_setting("keys", {"document.done": "f7"})
        await app.press("f7")
        await app.settled()
        assert app.article.store.state(app.article.document).status == "done"
    written = load(settings_path())
    assert (written.theme, written.measure) == ("nord", 70)
    assert dict(written.keys) == {"document.done": "f7"}


async def test_a_setting_that_will_not_do_is_told_and_what_was_typed_stays(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.press("f2", "enter")
        await app.settled()
        assert f"{app.app.theme}  in use" in app.shown
        await app.press("escape", "j", "enter")
        await app.settled()
        box = app.app.screen.query_one(Input)
        box.value = "300"
        await app.press("enter")
        assert app.app.screen.query_one(Input) is box
        assert "measure: a text width of 300 won't do. Allowed: " in app.shown
        box.value = "70"
        await app.press("enter")
        await app.settled()
        assert app.app.settings.measure == 70
        await app.press("end", "up", "up", "enter")
        await app.settled()
        box = app.app.screen.query_one(Input)
        box.value = "{quot} ({title})"
        await app.press("enter")
        assert app.app.screen.query_one(Input) is box and box.value == "{quot} ({title})"
        assert "citation: there is no {quot}" in app.shown
        box.value = "{quote} ({title})"
        await app.press("enter")
        await app.settled()
        assert app.app.settings.citation == "{quote} ({title})" and "there is no" not in app.shown
        await app.press("up", "enter")
        await app.settled()
        box = app.app.screen.query_one(Input)
        assert box.value == "embedded"
        box.value = "nonsense"
        await app.press("enter")
        assert app.app.screen.query_one(Input) is box
        assert "nonsense: there is no such recogniser. Known: embedded" in app.shown
        await app.press("escape", "up", "enter")
        await app.settled()
        assert "quiet  all alike · in use" in app.shown
        assert load(settings_path()).recogniser == ""


async def test_a_new_key_that_is_taken_is_told_of(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(ARTICLE)
        await app.press("f2", "k", "enter")
        await app.settled()
        await app.type("nowhere")
        assert "Nothing has these words" in app.shown
        await app.press("down", "enter")  # that is nothing to be taken
        assert "Nothing has these words" in app.shown
        await app.press("ctrl+u")
        await app.type("next unread")  # of another screen
        assert "Go to the next unread article" in app.shown
        await app.press("ctrl+u")
        await app.type("flag for later")
        await app.press("enter")
        await app.settled()
        await app.press("t")
        assert "t is the key of More tags in the article screen" in app.shown
        await app.press("f9")  # that works from everywhere
        assert "f9 is the key of Tour" in app.shown
        await app.press("f12")
        await app.settled()
        await app.press("enter")
        await app.settled()
        await app.type("flag for later")
        await app.press("enter")
        await app.settled()
        assert "(now f12)" in app.shown
    assert dict(load(settings_path()).keys) == {"document.flag": "f12"}


def test_a_foreign_package_of_our_name_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert foreign_reader() is None
    (tmp_path / "reader-3.12.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert foreign_reader() == str(tmp_path)


async def test_a_narrow_list_counts_what_waits_and_says_below_it_what_has_no_column(
    corpus: Path,
) -> None:
    async with running(corpus, size=(40, 20)) as app:
        await app.settled()
        assert re.search(r"\d unread · \d stories undecided", app.shown.partition("\n")[0])
        row = app.list.listed.current
        assert row is not None
        summary = app.app.workspace.summary(row.document)
        assert f"{summary.date[:10]} · {summary.source[:9]}" in app.shown.splitlines()[-2]
