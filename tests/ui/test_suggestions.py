"""What another tool suggests: looked at in the article, accepted or rejected by a key."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Event

import pytest

from reader.annotations import Passage, SuggestedPassage, Tag
from reader.cli import main
from reader.text import Span
from reader.ui.shared.lines.key_line import KeyLine
from reader.ui.shared.overlays import waiting_dialog
from reader.ui.shared.telling import Stopped
from reader.workspace import Workspace
from reader.workspace.actions.passages.annotating import toggle_tags
from reader.workspace.actions.passages.answering_suggestions import (
    accept_suggestions,
    suggestions_of_tool,
)

from .driving import handled, running

NAME, OTHER = "harbor-bridge/clean-text.txt", "harbor-bridge/raw-page.txt"


def predicted(corpus: Path, target: Path, *ranges: tuple[int, int], name: str = NAME) -> str:
    """Write a task of Label Studio with a prediction of each range; return the text."""
    text = (corpus / name).read_bytes().decode()
    regions = [
        {
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "score": 0.81,
            "value": {"start": start, "end": end, "labels": ["rumour"]},
        }
        for start, end in ranges
    ]
    task = {
        "data": {"text": text, "document": name},
        "predictions": [{"model_version": "tagger 3", "result": regions}],
    }
    target.write_text(json.dumps([task]))
    return text


def stop_at_last(done: int, total: int) -> None:
    if done == total - 1:
        raise Stopped


def take(corpus: Path, file: Path) -> None:
    command = ["import", str(corpus), str(file), "--format", "labelstudio"]
    assert main(command) == 0


async def test_suggestions_are_accepted_and_rejected_by_keys(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "tasks.json"
    text = predicted(corpus, file, (0, 12), (20, 32), (40, 52))
    take(corpus, file)

    async with running(corpus, size=(140, 30)) as app:
        await app.press("slash")
        await app.paste("has:suggestion")
        await app.press("enter")
        await app.settled()
        assert "1 of" in app.shown and " ?3" in app.shown
        await app.press("enter")
        await app.settled()
        store = app.app.workspace.store
        assert not store.all(Passage) and "3 suggestions" in app.shown
        await app.press("g", "right_square_bracket")
        assert "by tagger 3, 81 %" in app.shown and "Accept" in app.shown

        await app.press("y")
        (passage,) = store.all(Passage)
        assert passage.anchor.quote == text[slice(passage.anchor.start, passage.anchor.end)]
        assert [store.get(Tag, tag).name for tag in passage.tags] == ["rumour"]
        assert app.article.suggestions.at_hand is not None, "the caret went on to the next"
        rejected = app.article.suggestions.at_hand.id
        await app.press("x")
        assert len(app.article.suggestions.found) == 1 and len(store.all(Passage)) == 1
        await app.press("u")
        assert len(app.article.suggestions.found) == 2
        back = app.article.suggestions.at_hand
        assert back and back.id == rejected, "the caret came back with it"
        await app.press("u")
        assert len(app.article.suggestions.found) == 3 and not store.all(Passage)
        await app.press("ctrl+r", "ctrl+r")

    # What was answered stays so, in the file and when the tool says it again.
    take(corpus, file)
    async with running(corpus) as app:
        assert len(app.app.workspace.store.all(Passage)) == 1
        await app.open(NAME)
        assert len(app.article.suggestions.found) == 1
        # Without a suggestion at the caret the keys are what they were.
        await app.press("G", "p", "1", "x")
        assert len(app.app.workspace.store.all(Passage)) == 1


async def test_keys_that_answer_suggestions_leave_what_a_person_set(
    corpus: Path, tmp_path: Path
) -> None:
    for number, name in enumerate((NAME, OTHER)):
        file = tmp_path / f"tasks-{number}.json"
        predicted(corpus, file, (0, 12), (20, 32), name=name)
        take(corpus, file)
    async with running(corpus, size=(110, 30)) as app:
        store = app.app.workspace.store
        await app.press("slash")
        await app.paste("has:suggestion")
        await app.press("enter")
        await app.settled()
        await app.press("enter")
        await app.settled()
        first = app.article.document
        assert app.article.suggestions.at_hand is not None, "it opens at the first suggestion"
        toggle_tags(store, app.article.source, [Span(0, 60)], store.tags()[0])
        (own,) = store.all(Passage)

        # Keys of tags don't reach what lies below a suggestion, and the footer shows its keys.
        await app.press("right_square_bracket")
        assert app.article.suggestions.at_hand is not None
        assert "y Accept" in app.shown and "x Reject" in app.shown and "y Copy" not in app.shown
        await app.press("2")
        assert store.all(Passage) == [own] and not app.article.view.count
        assert "y accepts it" in app.shown

        await app.press("x", "x")
        assert not app.article.suggestions.found
        assert "y Accept" not in app.shown and "x Reject" not in app.shown
        await app.press("x", "y", "1", "X")
        assert store.all(Passage) == [own] and "No suggestion is left here" in app.shown
        await app.press("greater_than_sign")
        await app.settled()
        if app.article.document == first:
            await app.press("less_than_sign")
            await app.settled()
        assert app.article.document != first and app.article.suggestions.at_hand is not None


async def test_all_of_a_tool_are_answered_at_once_in_one_article_or_all(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, name in enumerate((NAME, OTHER)):
        file = tmp_path / f"tasks-{number}.json"
        predicted(corpus, file, (0, 12), (20, 32), name=name)
        take(corpus, file)
    async with running(corpus) as app:
        store = app.app.workspace.store
        await app.open(NAME)
        await app.press("g", "right_square_bracket", "X", "a")
        await app.settled()
        assert not app.article.suggestions.found and not store.all(Passage)
        await app.press("u")
        tool = store.all(SuggestedPassage)[0].tool
        with pytest.raises(Stopped):
            accept_suggestions(store, suggestions_of_tool(app.app.workspace, tool), stop_at_last)
        assert not store.all(Passage) and len(store.all(SuggestedPassage)) == 4
        await app.press("g", "right_square_bracket", "Y", "c")
        await app.settled()
        assert sorted(one.document for one in store.all(Passage)) == sorted([NAME, OTHER] * 2)
        assert not store.all(SuggestedPassage)

        # What takes long is taken back in a thread, as a whole or not at all.
        monkeypatch.setattr(waiting_dialog, "MANY", 1)
        with pytest.raises(Stopped):
            store.undo(stop_at_last)
        assert len(store.all(Passage)) == 4
        await app.press("u")
        await app.settled()
        assert len(store.all(SuggestedPassage)) == 4 and not store.all(Passage)
        assert "Undone: accept 4 suggestions in 2 documents" in app.shown

        ends = Event()
        app.app.push_screen(waiting_dialog.WaitingDialog("It waits", lambda _: ends.wait()))
        await handled(app.pilot)
        lines = len(app.app.screen.query(KeyLine))
        ends.set()
        await app.settled()
        assert lines == 1


def test_suggestions_go_with_our_own_export_and_come_back(corpus: Path, tmp_path: Path) -> None:
    file, work, fresh = tmp_path / "tasks.json", tmp_path / "work.json", tmp_path / "fresh.json"
    predicted(corpus, file, (0, 12), (20, 32))
    take(corpus, file)
    assert main(["export", str(corpus), "-o", str(work)]) == 0
    suggested = json.loads(work.read_text())["suggested"]
    assert [one["tool"] for one in suggested] == ["tagger 3"] * 2
    assert main(["import", str(corpus), str(work), "--annotations", str(fresh)]) == 0
    workspace = Workspace.open([corpus], annotations=fresh, read_only=True)
    found = workspace.store.all(SuggestedPassage)
    assert [one.certainty for one in found] == [81, 81] and not workspace.store.all(Passage)
    workspace.close()
