"""The list by keys: stories, marks, tags, the preview, and what comes in while it is open."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from textual.geometry import Region

from reader.annotations import DocumentState, Status
from reader.ui.corpus.document_preview import preview
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.actions.passages.annotating import set_document_note, state_of
from reader.workspace.analyses.stories.listing import CorpusRow

from .driving import Driver, running

STORY = "Port Merrin shuts"


def line_of(app: Driver, words: str) -> str:
    """The first line of the screen that has these words."""
    return next(line for line in app.shown.splitlines() if words in line)


async def to_story(app: Driver) -> None:
    """Put the cursor on the row of the story of the bridge."""
    rows = app.list.listed.items
    place = next(n for n, row in enumerate(rows) if row.is_story and "harbor" in row.document)
    await app.press("g", *["j"] * place)


async def test_in_a_narrow_terminal_legends_and_the_words_of_empty_lists_go_on(
    corpus: Path,
) -> None:
    async with running(corpus, size=(40, 20)) as app:
        await app.press("V")
        await app.settled()
        assert "not said" in app.shown
        await app.press("q", "P")
        await app.settled()
        assert "No passages yet" in app.shown and "…" not in app.shown
        await app.press("q", "f4")
        choices = [line.strip() for line in app.shown.splitlines() if "this story" in line]
        assert choices == ["t  this story    a  all passages"]
        await app.press("escape")
        await app.open("clean-text.txt")
        await app.press("H")
        assert app.shown.splitlines()[-2].endswith("… ")  # of the types that have no room


async def test_a_story_is_one_row_that_opens_to_its_versions(corpus: Path) -> None:
    async with running(corpus, size=(120, 40)) as app:
        await to_story(app)
        folded = len(app.list.listed.items)
        assert len(app.list.order) == 20
        assert "5 4?" in line_of(app, STORY) and "✎" not in line_of(app, STORY)
        assert app.list.listed.current is not None
        set_document_note(app.list.store, app.list.listed.current.documents[-1], "ask again")
        await app.settled()
        assert "✎" in line_of(app, STORY)
        await app.press("right")
        assert len(app.list.listed.items) == folded + 5
        dates = [r.document for r in app.list.listed.items if r.is_below]
        summaries = app.list.workspace.summaries
        dated = [summaries[d].date for d in dates if summaries[d].date]
        assert dated == sorted(dated)
        assert "≡100%" in app.shown
        await app.press("j", "j", "left")
        assert len(app.list.listed.items) == folded
        assert app.list.listed.current is not None
        assert app.list.listed.current.is_story


async def test_the_row_of_a_story_names_the_article_that_it_opens(corpus: Path) -> None:
    async with running(corpus, size=(140, 40)) as app:
        assert "source" in line_of(app, "title")  # beside the preview too
        await to_story(app)
        row = app.list.listed.current
        assert row is not None
        first, second, *_ = row.documents
        for keys, named in (("q", first), ("mq", first), ("q", second), ("q", second)):
            title = app.list.catalogue.summary(named).title
            rows = [line[:80] for line in app.shown.splitlines() if line.startswith(" ▸")]
            assert any(title[:30] in row for row in rows)
            await app.press("enter")
            assert app.article.document == named
            await app.press(*keys)


async def test_a_click_on_a_header_sorts_by_it_and_a_second_one_turns_it_round(
    corpus: Path,
) -> None:
    async with running(corpus, size=(80, 24)) as app:
        shown = {}
        for sign in "▼▲":
            await app.pilot.click("#documents", offset=(line_of(app, "title").index("date"), 0))
            assert f"date {sign}" in app.shown
            shown[sign] = app.list.listed.items
        assert shown["▼"][0] == shown["▲"][-1]
        await app.pilot.click("#documents", offset=(3, 0))  # over the signs
        assert "by status ▲" in app.shown
        listed = app.list.listed
        listed.show_vertical_scrollbar = True  # it has no place before the next layout
        lines = listed.render_lines(Region(0, 0, *listed.region.size))
        assert {line.cell_length for line in lines} == {80}  # nothing is drawn of shorter ones


async def test_the_key_line_offers_the_versions_of_a_story(corpus: Path) -> None:
    async with running(corpus, size=(80, 24)) as app:
        await to_story(app)
        assert "→ Versions" in app.shown
        await app.press("right")
        assert "← Fold" in app.shown
        await app.press("left", "slash")
        await app.type("is:single")
        await app.press("enter")
        assert "→ Versions" not in app.shown


async def test_what_is_marked_is_done_tagged_and_cleared_in_one_step_each(corpus: Path) -> None:
    async with running(corpus, size=(120, 40)) as app:
        await app.press("slash")
        await app.type("is:single")
        await app.press("enter", "space", "v", "j", "j", "v")
        chosen = app.list.documents.chosen()
        assert len(chosen) == 4
        await app.press("m")
        store = app.list.store
        assert all(state_of(store, one).status is Status.DONE for one in chosen)
        await app.press("t", "c")
        await app.settled()
        assert all(len(state_of(store, one).tags) == 1 for one in chosen)
        await app.press("x")
        assert "Removed from 4 documents" in app.shown
        assert all(state_of(store, one).status is Status.UNREAD for one in chosen)
        await app.press("u", "u")
        assert all(not state_of(store, one).tags for one in chosen)
        assert all(state_of(store, one).status is Status.DONE for one in chosen)
        await app.press("escape", "o")
        assert not set(chosen) & set(app.list.order)


async def test_a_story_shows_its_marks_and_what_a_filter_hides_is_left_alone(corpus: Path) -> None:
    async with running(corpus, size=(120, 40)) as app:
        await to_story(app)
        await app.press("right", "space")
        signed = [line for line in app.shown.splitlines() if line.startswith("*")]
        count = len(app.list.listed.marked)
        assert len(signed) == count + 1  # the story and its versions
        one = app.list.listed.items[app.list.listed.cursor].document
        await app.press("slash")
        await app.paste(one)
        await app.press("enter")
        assert f"{count} marked, {count - 1} not shown" in app.shown
        await app.press("m")
        states = {state.document for state in app.list.store.all(DocumentState)}
        assert states == {one}
        await app.press("slash", "escape")
        assert len(app.list.documents.chosen()) == count


async def test_the_tag_of_a_document_is_told_wherever_it_is_shown(corpus: Path) -> None:
    async with running(corpus, size=(80, 24)) as app:
        await app.press("slash")
        await app.paste("lamp-and-ledger")
        await app.press("enter", "t", "c")
        assert any(line.rstrip().endswith(" claim") for line in app.shown.splitlines()[1:6])
        await app.press("T")
        assert "✓" in line_of(app, "claim")
        await app.press("escape")
        row = app.list.listed.current
        assert row is not None
        told = preview(app.list.workspace, app.list.catalogue, row, 60, 20)
        assert "❙claim" in told.plain
        await app.press("enter")
        await app.settled()
        assert "tagged claim" in app.shown.splitlines()[1]
        await app.press("B")
        await app.settled()
        await app.press("enter")
        await app.settled()
        assert list(app.list.order) == [row.document]
        assert "No passage has the tag" in app.shown


async def test_documents_are_tagged_by_name_with_several_tags_and_a_new_one(corpus: Path) -> None:
    async with running(corpus, size=(120, 40)) as app:
        await app.press("G", "T", "tab", "tab", "enter")
        current = app.list.listed.current
        assert current is not None
        store = app.app.workspace.store
        first, second, *_ = (tag.id for tag in store.tags())
        assert set(state_of(store, current.document).tags) == {first, second}
        await app.press("T")
        await app.type("quite new")
        await app.press("enter")
        new = next(tag.id for tag in store.tags() if tag.name == "quite new")
        assert state_of(store, current.document).tags == (first, second, new)


async def test_tags_of_documents_are_exported_with_the_documents_asked_for(
    corpus: Path, tmp_path: Path
) -> None:
    file = tmp_path / "some.json"
    async with running(corpus, size=(120, 40)) as app:
        await app.press("slash")
        await app.type("clean-text")
        await app.press("enter", "t", "c", "E")
        await app.settled()
        await app.press("enter", "ctrl+u")
        await app.type(str(file))
        await app.press("enter")
        await app.settled()
    found = json.loads(file.read_text("utf-8"))
    assert [one["path"] for one in found["documents"]] == ["harbor-bridge/clean-text.txt"]
    assert found["documents"][0]["tags"] == ["claim"]


async def test_the_next_unread_one_is_gone_to(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.press("z", "g", "m", "n")
        row = app.list.listed.current
        assert row is not None
        assert any(app.list.catalogue.status(d) is Status.UNREAD for d in row.documents)
        assert app.list.listed.cursor > 1


async def test_order_filter_and_place_are_there_after_a_restart(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.press("s", "s", "slash")
        await app.type("-source:courier")
        await app.press("enter", "j", "j", "j")
        rows, at = app.list.listed.items, app.list.listed.current
        assert at is not None
    async with running(corpus) as app:
        assert [r.document for r in app.list.listed.items] == [r.document for r in rows]
        assert app.list.listed.current is not None
        assert app.list.listed.current.document == at.document
        assert "filter: -source:courier" in app.shown


async def test_the_head_says_that_pairs_are_compared_as_soon_as_all_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "other"):
        (tmp_path / f"{name}.txt").write_text(f"The ferry of {name} quay left.\n", "utf-8")
    told, tell = list[str](), ReaderScreen.tell_progress

    def telling(screen: ReaderScreen) -> None:
        told.append(screen.workspace.progress.work)
        tell(screen)

    monkeypatch.setattr(ReaderScreen, "tell_progress", telling)
    monkeypatch.setattr("reader.ui.corpus.loading._READING", 60.0)  # no beat comes before the end
    async with running(tmp_path) as app:
        await app.settled()
    assert told == ["reading", "comparing", ""]


async def test_what_is_found_is_shown_before_it_is_read_in_any_order(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.press("s")
        found, app.list.catalogue.documents = app.list.catalogue.documents, []
        app.list.rearrange()
        assert not app.list.order
        app.list.show_found(found)
        assert sorted(app.list.order) == sorted(found)


async def test_the_cursor_follows_the_article_that_was_read(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.press("z", "g", "j", "enter")
        await app.settled()
        await app.press("greater_than_sign")
        await app.settled()
        read = app.article.document
        await app.press("q")
        assert app.list.listed.current is not None
        assert app.list.listed.current.document == read


async def test_what_comes_in_and_goes_is_seen_while_the_list_is_open(corpus: Path) -> None:
    new, lost = corpus / "a-new-one.txt", corpus / "island-library" / "lamp-and-ledger.txt"
    async with running(corpus, size=(120, 40)) as app:
        text = (corpus / "harbor-bridge" / "clean-text.txt").read_text("utf-8")
        title = app.list.workspace.summaries[lost.relative_to(corpus).as_posix()].title
        new.write_text(text, "utf-8")
        lost.unlink()
        before = app.list.workspace.entries
        app.list.look_again()
        await app.settled()
        await app.settled()
        now = app.list.workspace.entries
        assert all(now[one] is before[one] for one in now.keys() & before.keys())
        assert "1 new" in app.shown
        assert "1 gone" in app.shown
        await app.press("z")
        assert "⌀" in line_of(app, title[:20])
        assert "new" in app.shown
        story = app.list.catalogue.story_of(new.name)
        assert story is not None
        assert "harbor-bridge/clean-text.txt" in story.documents
        lost.write_text(text, "utf-8")
        app.list.look_again()
        await app.settled()
        assert "1 back again" in app.shown
        assert app.list.catalogue.new == {new.name}  # what comes back has been here


async def test_the_preview_stands_beside_a_wide_list_and_over_a_narrow_one(corpus: Path) -> None:
    async with running(corpus, size=(140, 40)) as app:
        await to_story(app)
        await app.sees("5 versions, 4 undecided")
    async with running(corpus, size=(80, 30)) as app:
        assert "versions ·" not in app.shown
        await to_story(app)
        await app.press("p")
        await app.sees("5 versions, 4 undecided")
        assert app.list.listed.size.width == 80
        await app.press("escape")
        assert "versions ·" not in app.shown


async def test_what_is_left_out_is_counted_and_listed_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain fell on the new lock of Marn.")
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.txt").write_text("Snow fell on the old mill of Orsk.")
    (tmp_path / "links.json").write_text('[{"from": 1}]')
    (tmp_path / "photo.png").write_bytes(b"PNG")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "again.txt").symlink_to(tmp_path / "a.txt")
    async with running(tmp_path, size=(160, 30)) as app:
        assert "2 unread · 1 unreadable · 2 articles" in app.shown
        assert "again.txt" not in app.list.workspace.entries
        await app.press("n")
        assert app.list.document_at_hand == "c.txt"
        await app.press("f6")
        assert "another kind of file" in app.shown and "its fields are from" in app.shown
        assert "b.txt  empty" in app.shown
        assert "1 file of another kind (.png), 1 file without a text" in app.shown
        await app.type("png")
        assert "links.json" not in app.shown.partition("Enter takes")[0].rpartition("part of")[2]
        await app.press("escape")
        assert "a.txt" in app.shown or "Rain fell" in app.shown


async def test_a_folder_without_articles_is_told_once(tmp_path: Path) -> None:
    async with running(tmp_path) as app:
        await app.settled()
        assert "there are no articles here" in " ".join(app.shown.split())
        assert "No articles" in app.shown


async def test_what_is_guessed_has_a_sign_in_a_narrow_list_and_over_the_article(
    tmp_path: Path,
) -> None:
    text = "Die Fähre über die Förde fährt wieder\n\n" + 9 * "Der Rat hört die Gäste aus Süden. "
    (tmp_path / "2024-03-06-faehre.txt").write_bytes(text.encode("cp1252"))
    async with running(tmp_path, size=(80, 24)) as app:
        assert "~2024-03-06  ?enc Die Fähre über" in app.shown
        await app.press("enter")
        head = app.shown.splitlines()[1]
        assert " ~2024-03-06 · " in head and " · ?enc" in head


async def test_the_preview_fills_its_rows_with_the_article(corpus: Path) -> None:
    async with running(corpus) as app:
        document, summaries = "harbor-bridge/clean-text.txt", app.list.workspace.summaries
        summaries[document] = replace(summaries[document], length="62 words")
        told = preview(app.list.workspace, app.list.catalogue, CorpusRow(document), 60, 30)
        assert "\nlength 62 words · 3" in told.plain
        lines = told.wrap(app.app.console, 60)
        assert 26 <= len(lines) <= 30
        assert document in lines[-1].plain
        for height in range(10, 30):
            told = preview(app.list.workspace, app.list.catalogue, CorpusRow(document), 60, height)
            assert "\n …" not in told.plain  # no line for a paragraph that has no room at all


async def test_the_preview_of_an_article_that_is_gone_says_so(corpus: Path) -> None:
    async with running(corpus) as app:
        catalogue, document = app.list.catalogue, "island-library/lamp-and-ledger.txt"
        catalogue.gone[document] = catalogue.summary(document)
        told = preview(app.list.workspace, catalogue, CorpusRow(document), 60, 20)
        assert "no longer in the folder; what is on it is kept" in told.plain
