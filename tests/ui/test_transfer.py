"""Export, import and reports by keys: what is lost is told, and nothing is replaced unasked."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input
from textual.worker import WorkerCancelled

from reader.annotations import Passage, Tag
from reader.cli import main
from reader.errors import CorpusError
from reader.exchange import FORMATS
from reader.text import Span
from reader.ui.shared.telling import Stopped
from reader.ui.transfer.export_screen import ExportScreen, misleading
from reader.ui.transfer.import_screen import ImportScreen, PlanList
from reader.ui.transfer.whole_corpus import check_found
from reader.workspace import Workspace
from reader.workspace.actions.passages.annotating import note, toggle_tags
from reader.workspace.actions.transfer.exporting import export_as, exported
from reader.workspace.actions.transfer.import_planning import plan_import
from reader.workspace.actions.transfer.taking_in import carry_out
from reader.workspace.actions.transfer.writing_out import write_output

from .driving import Driver, running

CLEAN = "harbor-bridge/clean-text.txt"


async def answer(app: Driver, path: Path, *keys: str) -> None:
    """Name a file in the question that is asked, and press keys after."""
    app.app.screen.query_one(Input).value = str(path)
    await app.press("enter", *keys)
    await app.settled()


def shown(app: Driver) -> str:
    """Return what the rows of the import screen show."""
    listed = app.app.screen.query_one(PlanList)
    return "\n".join(listed.render_line(y).text for y in range(listed.size.height))


def annotate(corpus: Path) -> None:
    workspace = Workspace.open([corpus], author="mina")
    list(workspace.scan())
    claim, *_ = workspace.store.tags()
    document = workspace.document(CLEAN)
    toggle_tags(workspace.store, document, [Span(0, 40)], claim)
    note(workspace.store, document, Span(0, 40), "ask")
    workspace.close()


def test_an_import_that_is_stopped_changes_nothing(corpus: Path, tmp_path: Path) -> None:
    annotate(corpus)
    work, fresh = tmp_path / "work.json", tmp_path / "fresh.json"
    assert main(["export", str(corpus), "-o", str(work)]) == 0
    workspace = Workspace.open([corpus], annotations=fresh, author="mina")
    list(workspace.scan())
    plan = plan_import(workspace, FORMATS["json"].read(work.read_bytes(), "work"))
    tags = workspace.store.tags()

    def stop(done: int) -> None:
        if done == len(plan.records) - 1:
            raise Stopped

    with pytest.raises(Stopped):
        carry_out(workspace, plan, tell=stop)
    assert workspace.store.tags() == tags and workspace.store.undoable is None
    assert not workspace.store.all(Passage)
    carry_out(workspace, plan)
    assert workspace.store.all(Passage)
    workspace.close()


def test_losses_are_counted_without_reading_and_a_stopped_export_leaves_nothing(
    unread: Path, tmp_path: Path
) -> None:
    annotate(unread)
    workspace = Workspace.open([unread], author="mina")
    with pytest.raises(CorpusError, match="still being found"):
        check_found(workspace)
    list(workspace.scan())
    check_found(workspace)
    target = tmp_path / "work.jsonld"
    bundle = exported(workspace, reads=False)
    assert not workspace.summaries, "an article was cleaned to count what is lost"
    for form in FORMATS.values():
        if form.writes and form.name != "candidates":  # there are none
            made = export_as(workspace, bundle, replace(form, with_names=False), "source")
            assert made.losses == form.write(made.bundle).losses

            def stop(done: int, size: int = made.size) -> None:
                assert done <= size
                raise Stopped

            with pytest.raises(Stopped):
                write_output(workspace, target, made.parts(stop), replace=False)
    assert not list(tmp_path.glob("*work*"))
    assert not workspace.summaries
    workspace.close()


async def test_export_asks_before_it_replaces_and_never_replaces_an_article(
    corpus: Path, tmp_path: Path
) -> None:
    target, article = tmp_path / "work.json", corpus / CLEAN
    target.write_text("mine")
    before = article.read_bytes()

    async with running(corpus) as app:
        await app.settled()
        await app.press("ctrl+e")
        for path, key in ((target, "escape"), (article, "escape"), (target, "y")):
            assert target.read_text() == "mine"
            await app.press("enter")
            await app.settled()
            await answer(app, path, key)
    assert json.loads(target.read_text())["format"] == "article-reader"
    assert article.read_bytes() == before


async def test_export_tells_what_a_format_loses_before_it_is_written(
    corpus: Path, tmp_path: Path
) -> None:
    annotate(corpus)
    target = tmp_path / "work.jsonl"
    async with running(corpus) as app:
        await app.settled()
        await app.press("slash")
        await app.type("raw-page")
        await app.press("enter")
        await app.press("ctrl+e")
        screen = app.app.screen
        assert isinstance(screen, ExportScreen)
        await app.press(*["j"] * 4, "t", "o")
        await app.settled()
        told = str(screen.query_one("#losses").render())
        assert "doccano" in told and "1  notes" in told
        await app.press("enter")
        await answer(app, target)
        assert target.exists()
        await app.press("o")
        await app.settled()
        assert "1  notes" not in str(screen.query_one("#losses").render())
    lines = [json.loads(line) for line in target.read_text().splitlines()]
    assert sum(len(line["label"]) for line in lines) == 1


async def test_losses_below_the_edge_are_counted_and_reached_by_a_key(corpus: Path) -> None:
    annotate(corpus)
    async with running(corpus, size=(80, 14)) as app:
        await app.settled()
        await app.press("ctrl+e", "G")
        await app.settled()
        assert "more: tab" in app.shown
        shown = app.shown
        for _ in range(9):
            await app.press("tab")
            await app.settled()
            shown += app.shown
            if "more: tab" not in app.shown:
                break
        told = str(app.app.screen.query_one("#losses").render())
        assert all(line.strip()[:60] in shown for line in told.splitlines())
        await app.press("tab")
        await app.settled()
        assert "more: tab" in app.shown, "it begins again"


async def test_import_is_shown_first_then_taken_in_as_one_step(
    corpus: Path, tmp_path: Path
) -> None:
    annotate(corpus)
    file = tmp_path / "other.json"
    assert main(["export", str(corpus), "-o", str(file)]) == 0
    work = json.loads(file.read_text())
    work["tags"][0]["color"] = "#123456"
    (passage,) = work["passages"]
    lost = {**passage, "id": "019a0000-0000-7000-8000-00000000aaaa", "quote": "~" * 40}
    new = {**passage, "id": "019a0000-0000-7000-8000-00000000aaab", "note": "from Ben"}
    work["passages"] += [lost, new]
    file.write_text(json.dumps(work))

    async with running(corpus) as app:
        await app.settled()
        store = app.app.workspace.store
        before = {(tag.name, tag.color) for tag in store.tags()}
        await app.press("f3")
        await answer(app, file)
        assert isinstance(app.app.screen, ImportScreen)
        text = shown(app)
        assert "1 passage, 0 links, 0 tags" in text
        assert "Left out: 1" in text and "~~~~" in text
        assert "☐ claim: colour" in text and "#123456" in text
        assert len(store.all(Passage)) == 1  # nothing is taken in unasked
        await app.press("space")
        assert "☑ claim" in shown(app)
        screen = app.app.screen
        stop = store.subscribe(lambda _: screen.action_let_go() if screen._is_taking else None)
        await app.press("enter")
        await app.settled()
        stop()
        assert "Stopped: nothing was taken in" in app.shown
        assert len(store.all(Passage)) == 1
        await app.press("enter")
        await app.settled()
        assert {p.note for p in store.all(Passage)} == {"ask", "from Ben"}
        assert "#123456" in {tag.color for tag in store.all(Tag)}
        await app.press("u")
        assert {(tag.name, tag.color) for tag in store.tags()} == before
        assert len(store.all(Passage)) == 1


async def test_an_import_of_what_is_here_already_offers_no_undo(
    corpus: Path, tmp_path: Path
) -> None:
    annotate(corpus)
    file = tmp_path / "other.json"
    assert main(["export", str(corpus), "-o", str(file)]) == 0

    async with running(corpus, size=(80, 6)) as app:
        before = app.app.workspace.store.undoable
        await app.press("f3")
        await answer(app, file)
        below = app.app.screen.query_one(PlanList).below
        assert f"… {below} line" in app.shown
        await app.press("G")
        await app.settled()
        assert "more: PgDn" not in app.shown
        await app.press("enter")
        await app.settled()
        assert "Nothing was taken in" in app.shown and "u takes it back" not in app.shown
        assert app.app.workspace.store.undoable == before


async def test_a_file_that_is_none_is_refused_and_another_can_be_named(
    corpus: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_bytes(b"\xff{not json")
    async with running(corpus) as app:
        await app.settled()
        await app.press("f3")
        for path in (bad, tmp_path / "missing.json"):
            await answer(app, path)
            assert isinstance(app.app.screen, ImportScreen)
            await app.press("enter", "o")
        await app.press("escape", "escape")
        assert not isinstance(app.app.screen, ImportScreen)


async def test_a_report_is_written_from_the_screen_in_use(corpus: Path, tmp_path: Path) -> None:
    annotate(corpus)
    article, story = tmp_path / "article.html", corpus / "story.md"
    async with running(corpus) as app:
        await app.settled()
        await app.open(CLEAN)
        await app.press("f4")
        # What is offered is outside the corpus, where it would be read as a document of it.
        assert corpus not in Path(app.app.screen.query_one(Input).value).parents
        await answer(app, article)
        await app.press("V")
        await app.settled()
        await app.press("f4")
        assert app.app.alert is None
        await answer(app, story)
        assert app.app.alert is not None
        assert f"{story} is read as a part of the corpus from now on" in app.app.alert.message
    assert "An article" in article.read_text()
    assert "## Who says what" in story.read_text()


async def test_a_report_from_the_list_is_about_what_the_cursor_is_on_or_all(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.settled()
        for key, told, sort in (
            ("t", "report on this ", "-story-"),
            ("a", "report on all passages", "-report.html"),
        ):
            await app.press("f4", key)
            await app.settled()
            assert told in app.shown
            # The name that is offered tells what it is about.
            assert sort in app.app.screen.query_one(Input).value
            await app.press("escape")


def test_an_ending_of_another_format_is_asked_about() -> None:
    table, text = Path("a.CSV"), Path("a.txt")
    assert "The ending says csv" in misleading(FORMATS["json"], table)
    assert misleading(FORMATS["csv"], table) == misleading(FORMATS["json"], text) == ""
    assert misleading(FORMATS["labelstudio"], Path("a.json")) == ""


async def test_a_report_that_is_given_up_writes_nothing(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    annotate(corpus)
    async with running(corpus) as app:
        await app.settled()
        told: list[str] = []

        def say(message: str) -> None:
            """Give the report up as soon as it is being made."""
            told.append(message)
            if message.startswith("Report: "):
                app.app.action_report()

        monkeypatch.setattr(app.app, "say", say)
        await app.press("f4", "a")
        with suppress(WorkerCancelled):
            await answer(app, tmp_path / "given-up.html")
    assert "The report was given up: nothing is written" in told
    assert list(tmp_path.glob("given-up*")) == []
