"""Leaving the app loses no word: notes that are being written, and work that the disk refuses."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
from contextlib import closing
from pathlib import Path

import pytest
from rich.style import Style
from textual.widgets import Input

from reader import last_frame
from reader.annotations import Anchor, Passage, Status, Store
from reader.ui.key_gate import KeyGate
from reader.ui.shared.dialogs import questions
from reader.ui.shared.dialogs.questions import NoteEditor, UnsavedQuestion
from reader.ui.shared.lines.key_line import KeyLine
from reader.workspace import Workspace
from reader.workspace.rescuing import rescue

from ..full_disk import full_disk
from .driving import Driver, running

if sys.platform == "win32":
    pytest.skip("limits of file sizes and signals are Unix's", allow_module_level=True)

from . import pseudo_terminal

ARTICLE = "clean-text.txt"


async def unsaved(app: Driver) -> None:
    """Do something that can't be saved, and press q twice."""
    await app.open(ARTICLE)
    await app.press("s", "1")
    assert app.article  # no dialog takes the keys of somebody who is still typing
    await app.press("q", "q")
    assert isinstance(app.app.screen, UnsavedQuestion)


async def calm(app: Driver) -> None:
    """Wait until the question listens."""
    question = app.app.screen
    assert isinstance(question, UnsavedQuestion)
    while not question._listens:
        await app.pilot.pause(0.05)


async def test_quitting_with_unsaved_work_asks_and_keys_in_a_row_do_not_answer(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "_CALM", 3600)  # the keys come in a row however slow the machine
    async with running(corpus) as app:
        with full_disk():
            await unsaved(app)
            await app.press("Q", "s", "Q")
            assert isinstance(app.app.screen, UnsavedQuestion)
            await app.press("escape")
        await app.settled()
        assert app.list is app.app.screen


async def test_what_is_not_saved_is_told_in_the_same_words_by_a_key_and_in_between(
    corpus: Path,
) -> None:
    async with running(corpus) as app:
        await app.open(ARTICLE)
        with full_disk():
            await app.press("s", "1")
            app.app._follower.poll()
        assert app.app.alert is not None
        alerts = {app.app.alert, *app.app._alerts._waiting}
        assert len(alerts) == 1
        assert "Until then only on the screen" in app.app.alert.message


async def test_the_head_says_what_is_not_saved_until_it_is(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(ARTICLE)
        with full_disk():
            await app.press("s", "1", "right_parenthesis", "s", "2")
            app.app._alerts._since = 0.0  # the alerts were seen
            await app.press("escape", "q", "j")
            assert app.app.workspace.store.unsaved == 2
            assert "2 changes not saved" in app.shown.splitlines()[0]
        app.app._follower.poll()
        await app.settled()
        assert "not saved" not in app.shown.splitlines()[0]


async def test_where_another_has_the_file_one_beside_it_is_offered(corpus: Path) -> None:
    with Store.open(corpus / "annotations.json", author="otto") as other:
        other.put(Passage(document="x.txt", anchor=Anchor.of("Some text", "0" * 64, 0, 4)))
        async with running(corpus) as app:
            await app.press("ctrl+s")
            question = app.app.screen.query_one(Input)
            assert question.value == str(corpus / "annotations-2.json")


async def test_what_the_disk_refuses_is_done_and_said_beside_the_alert(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(ARTICLE)
        with full_disk():
            await app.press("s", "1")
            (passage,) = app.app.workspace.store.all(Passage)
            held = app.article.view.here.at_hand
            assert held is not None
            assert held.key == passage.id
            assert "claim set" in app.shown
            assert app.app.alert is not None
            assert app.app.alert.message.endswith(": 1 change")


async def test_what_the_disk_refused_is_taken_in_at_the_next_start(corpus: Path) -> None:
    async with running(corpus) as app:
        store = app.app.workspace.store
        with full_disk():
            await unsaved(app)
            await calm(app)
            await app.press("Q")
            await app.settled()
            assert not app.app.is_running or app.app._exit
        said = rescue(store)
    assert "can't be saved in" in said
    place = Path(said.rpartition(" ")[2])
    with closing(Workspace.open([corpus], read_only=True)) as workspace:
        assert str(place) in workspace.store.notices[0]
    async with running(corpus) as app:
        store = app.app.workspace.store
        assert "taken in" in app.shown
        assert len(store.all(Passage)) == 1
        assert len(store.tags()) == len({tag.name for tag in store.tags()})
    assert not place.exists()


async def test_saved_elsewhere_it_leaves(corpus: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    async with running(corpus) as app:
        with full_disk():
            await unsaved(app)
            await calm(app)
        await app.press("s")
        await app.press("ctrl+u")
        await app.type(str(elsewhere))
        await app.press("enter")
        await app.settled()
        assert app.app._exit
    with Store.open(elsewhere, author="x") as kept:
        assert len(kept.all(Passage)) == 1


async def test_a_note_being_written_is_shown_again_and_gone_when_it_is_saved(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(ARTICLE)
        await app.press("s", "e")
        await app.type("Ask Quillfeather")
        await app.press("ctrl+q")
    async with running(corpus) as app:
        assert "A draft of a note was kept" in app.shown
        assert app.app.workspace.store.all(Passage) == []
        await app.open(ARTICLE)
        await app.press("s", "e")
        editor = app.app.screen
        assert isinstance(editor, NoteEditor)
        assert "Ask Quillfeather" in app.shown
        await app.type(" twice")
        await app.press("escape")
        editor.keep_draft()  # a pause in typing that is noticed late
        assert [one.note for one in app.app.workspace.store.all(Passage)] == [
            "Ask Quillfeather twice"
        ]
        assert app.app.workspace.drafts.all() == []


async def test_after_a_kill_a_draft_is_at_hand_and_its_document_named_by_its_title(
    corpus: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "killed"
    async with running(corpus) as app:
        await app.open(ARTICLE)
        await app.press("j", "j", "j", "j", "s", "e")
        draft = app.app.screen._draft  # type: ignore[attr-defined]
        await app.type("Ask Quillfeather")
        app.app.screen.keep_draft()  # type: ignore[attr-defined]
        await app.settled()
        shutil.copytree(corpus, kept)  # as it lies on the disk when the app is killed
        app.app._leaving.keep_drafts = lambda: None  # type: ignore[method-assign]
    shutil.copytree(kept, corpus, dirs_exist_ok=True)
    async with running(corpus) as app:
        title = app.app.workspace.summaries.title(draft.document)
        assert title != draft.document
        assert f"A draft of a note was kept ({title[:20]}" in " ".join(app.shown.split())
        await app.open(ARTICLE)
        assert draft.start == app.article.view.caret
        await app.press("e")
        assert "Ask Quillfeather" in app.shown
        await app.press("escape")
        (passage,) = app.app.workspace.store.all(Passage)
        assert (passage.anchor.start, passage.anchor.end) == (draft.start, draft.end)


async def test_a_signal_keeps_the_place(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(ARTICLE)
        app.app._leaving.at_signal(signal.SIGTERM)
        state = app.app.workspace.store.state(app.article.document)
        assert state is not None
        assert state.status is Status.READING


async def test_no_note_is_begun_where_it_can_not_be_kept(corpus: Path) -> None:
    with Store.open(corpus / "annotations.json", author="otto") as other:
        other.put(Passage(document="x.txt", anchor=Anchor.of("Some text", "0" * 64, 0, 4)))
        async with running(corpus) as app:
            assert "read only" in app.shown
            await app.press("w")
            keys = app.app.screen.query_one(KeyLine).render()
            dimmed = [span for span in keys.spans if span.style == Style(dim=True)]
            assert [keys.plain[span.start : span.end] for span in dimmed] == [" a ", "Save"]
            await app.press("escape")
            await app.open(ARTICLE)
            assert "read only" in app.shown
            app.app.typed = KeyGate(app.app, now=lambda: 0.0)
            await app.press("s", "e")
            assert not isinstance(app.app.screen, NoteEditor)
            assert "can only be read" in app.shown
            await app.type("quite")  # would leave article and list
            await app.press("escape", "B")
            assert "Codebook · read only" in app.shown


@pytest.mark.parametrize("end", ["SIGTERM", "hang-up", "lost", "SIGKILL"])
def test_a_note_survives_the_end_of_the_terminal(corpus: Path, tmp_path: Path, end: str) -> None:
    file = corpus / "harbor-bridge" / ARTICLE
    with pseudo_terminal.running(["reader", file], controls=end != "lost") as terminal:
        terminal.wait_for("Sentence")  # the article is there
        terminal.type("se")
        terminal.wait_for("Escape keeps it")
        terminal.type("Ask Quillfeather")
        terminal.wait_for("Quillfeather")
        if (
            end == "SIGKILL"
        ):  # nothing can be done then: what was kept when the typing paused is there
            drafts = tmp_path / ".data"
            while not list(drafts.rglob("drafts/*/*.json")):
                terminal.read()
            os.kill(terminal.process.pid, signal.SIGKILL)
        elif end == "SIGTERM":
            os.kill(terminal.process.pid, signal.SIGTERM)
        else:
            terminal.hang_up()
        terminal.process.wait(pseudo_terminal.PATIENCE)
    with pseudo_terminal.running(["reader", file]) as terminal:
        terminal.wait_for("Sentence")  # the article is there
        terminal.type("se")
        terminal.wait_for("Ask Quillfeather")


def test_a_start_draws_what_was_left_takes_keys_and_gives_the_screen_back_where_it_fails(
    tmp_path: Path,
) -> None:
    corpus, cache = tmp_path / "news", {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    corpus.mkdir()
    (corpus / "one.txt").write_text("A market for lamps\n\nSellers came from seven towns.\n")
    (corpus / "two.txt").write_text("The ferry of two\n\nIt left the quay late.\n")
    with pseudo_terminal.running(["reader", corpus], cache) as terminal:
        terminal.wait_for("The ferry of two")
        terminal.type("D")
        terminal.wait_for("No two articles")  # all is read: no frame is kept before
        terminal.type("qq")
        assert terminal.wait() == 0

    with pseudo_terminal.running(["reader", corpus], cache) as terminal:
        terminal.wait_for("The ferry of two")
        terminal.type("\r")  # before anything but the frame is there
        terminal.wait_for("Sentence")
        terminal.type("q")
        terminal.wait_for("Filter")
        terminal.type("q")
        assert terminal.wait() == 0

    shutil.rmtree(corpus)
    with pseudo_terminal.running(["reader", corpus], cache) as terminal:
        assert terminal.wait() != 0
    frame, _, told = terminal.written.partition(b"\x1b[?1049l")
    assert b"The ferry of two" in frame
    assert str(corpus).encode() in told


def test_the_last_frame_fits_another_size_and_the_same_corpus_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lines(height: int) -> list[str]:
        frame = last_frame.fitted(["head", "a row", "another"], "blank", ["state", "keys"], height)
        return re.sub(r"\x1b\[(\d*H|\?7[lh])", "|", frame).strip("|").split("|")

    assert lines(5) == lines(0) == ["head", "a row", "another", "state", "keys"]
    assert lines(3) == ["head", "state", "keys"]
    assert lines(7) == ["head", "a row", "another", "blank", "blank", "state", "keys"]
    assert lines(1) == ["keys"]

    asked = []
    (tmp_path / "news").mkdir()
    for folder in (tmp_path, tmp_path / "news", tmp_path.parent):
        monkeypatch.chdir(folder)
        named = os.path.relpath(tmp_path / "news")
        for words in ([named], [f"{tmp_path / 'news'}{os.sep}"], []):
            monkeypatch.setattr(sys, "argv", ["reader", *words])
            asked.append(last_frame._asked_by())
    assert asked[0] == asked[1] == asked[3] == asked[4] == asked[6]
    assert asked[2] == asked[5] != asked[0]
