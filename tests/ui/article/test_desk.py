"""What stands around the text: the column, citations, undo that shows its place, the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotations import Status
from reader.settings import Settings, load
from reader.text import Span
from reader.text.link_targets import link_target
from reader.ui import ReaderApp
from reader.ui.article import article_screen
from reader.ui.article.passage_column import PassageColumn
from reader.ui.shared.lines.status_line import StatusLine
from reader.ui.shared.screen import ReaderScreen
from reader.workspace import Workspace
from reader.workspace.actions.passages.annotating import link, state_of
from reader.workspace.actions.passages.citing import citation
from reader.workspace.analyses.progress import Progress

from ..driving import Driver, driving, resized, running

CLEAN = "harbor-bridge/clean-text.txt"
RAW = "harbor-bridge/raw-page.txt"


async def tag_first_sentence(app: Driver) -> str:
    """Tag the first sentence of the text, with a note; return its words."""
    await app.press("right_curly_bracket", "s", "1", "e")
    await app.type("ask the council")
    await app.press("escape")
    await app.settled()
    [passage] = app.article.store.passages(app.article.document)
    return passage.anchor.quote


async def test_the_passage_at_hand_is_told_beside_a_wide_text_and_over_a_narrow_one(
    corpus: Path,
) -> None:
    for size, key, shown in (
        ((140, 40), "C", (True, False)),
        ((80, 24), "C", (False, True)),
    ):
        async with running(corpus, annotations=corpus / f"{size[0]}.json", size=size) as app:
            await app.open(CLEAN)
            await tag_first_sentence(app)
            await app.settled()
            for is_shown in shown:
                assert ("In this article: 1" in app.shown) is is_shown
                assert ("mina, " in app.shown) is is_shown
                assert "✎ ask the council" in app.shown
                await app.press(key)
                await app.settled()


async def test_escape_closes_the_column_over_the_text_and_the_footer_names_its_key(
    corpus: Path,
) -> None:
    async with running(corpus, size=(80, 24)) as app:
        await app.open(CLEAN)
        await tag_first_sentence(app)
        await app.press("C")
        await app.settled()
        assert " C Column" in app.shown.splitlines()[-1]
        await app.press("escape")
        await app.settled()
        assert "In this article" not in app.shown
        await app.press("right_curly_bracket", "s", "M")
        assert "The selection touches no passage" in app.shown


async def test_enter_walks_the_column_where_it_is_shown(corpus: Path) -> None:
    async with running(corpus, size=(140, 40)) as app:
        await app.open(CLEAN)
        link(app.article.store, CLEAN, RAW, "same-page")
        await tag_first_sentence(app)
        await app.press("right_curly_bracket", "s", "2", "escape")
        first, second = app.article.store.passages(CLEAN)
        assert "W same-page" in app.shown
        for passage in (first, second, first):
            await app.press("enter")
            assert app.article.view.caret == passage.anchor.start
        await app.press("C")
        await app.settled()
        await app.press("enter")  # no link of the text is here
        await app.settled()
        assert app.article.document == CLEAN


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ('So <a class="x" HREF="../b.txt?a=1&amp;c">says ^ it</a>.', "../b.txt?a=1&c"),
        ('So <a href="../b.txt">says</a> ^ it.', ""),
        ('So [says ^](b%20c.md "t") it.', "b%20c.md"),
        ("So [says](b.md) ^ it.", ""),
        ("See https://example.org/^a.", "https://example.org/a"),
    ],
)
def test_the_target_of_a_link_is_known_anywhere_in_it(source: str, target: str) -> None:
    assert link_target(source.replace("^", ""), source.index("^")) == target


async def test_enter_follows_a_link_of_the_text_or_does_nothing_and_what_is_read_is_kept(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "The council said [in the report](clean-text.txt) that the bridge is closed for a year."
    head = "---\ntitle: Bridge\nurl: https://port.example/bridge\n---\n"
    last = (
        "It is said [in the files](file:///etc/passwd) and [in the minutes](http://[1/x#y) of old."
    )
    (corpus / "harbor-bridge/a.md").write_text(f"{head}# Bridge\n\n{text}\n\n{last}\n")
    async with running(corpus, size=(140, 40)) as app:
        with monkeypatch.context() as patch:
            patch.setattr(article_screen, "_SAFE", 0.01)
            await app.open("harbor-bridge/a.md")
        before = app.shown
        await app.press("enter")
        assert app.shown == before
        while (state := app.article.store.state("harbor-bridge/a.md")) is None:
            await app.pilot.pause()
        assert state.status is Status.READING
        for word, target in (("files", "file:///etc/passwd"), ("minutes", "http://[1/x#y")):
            app.article.view.caret = app.article.source.source.index(word)
            await app.press("enter")
            await app.sees(f"No article of the corpus: {target}")
        app.article.view.caret = app.article.source.source.index("report")
        await app.sees("link to clean-text.txt")
        await app.press("enter")
        await app.settled()
        assert app.article.document == CLEAN
        assert "'' goes back to Bridge" in app.shown
        await app.press("apostrophe", "apostrophe")
        await app.settled()
        assert app.article.document == "harbor-bridge/a.md"


async def test_what_to_do_without_a_passage_here_is_told_by_whether_there_are_any(
    corpus: Path,
) -> None:
    async with running(corpus, size=(140, 40)) as app:
        await app.open(CLEAN)
        await app.press("x")
        assert app.shown.count("No passage yet: s selects a sentence, 1") == 2
        await tag_first_sentence(app)
        await app.press("G", "x")
        assert app.shown.count("No passage is here: [ and ] go to") == 2
        assert "No passage yet" not in app.shown


async def test_a_note_has_a_sign_in_the_margin_with_and_without_a_tag(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("right_curly_bracket", "s", "e")
        await app.type("mine")
        await app.press("escape")
        row = next(line for line in app.shown.splitlines() if "Port Merrin closed" in line)
        assert "✎" in row


async def test_the_last_lanes_say_how_many_passages_have_none(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("right_curly_bracket", "s", "1", "2", "3", "4", "5")
        row = next(line for line in app.shown.splitlines() if "Port Merrin closed" in line)
        assert row.strip().startswith("c+4")


async def test_the_key_copies_the_passage_with_its_citation(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("y")
        assert "Nothing to copy: v or s selects" in app.shown
        quote = await tag_first_sentence(app)
        await app.press("y")
        assert app.app.clipboard.startswith(f"> {quote}\n")
        [passage] = app.article.store.passages(CLEAN)
        place = f"{CLEAN}, {passage.anchor.start}–{passage.anchor.end}"
        assert place in app.app.clipboard
        assert "Port Merrin shuts harbor bridge" in app.app.clipboard
        await app.press("g", "v", "w", "w", "ctrl+c")
        assert app.app.clipboard == "Port Merrin"


async def test_of_a_page_the_words_that_are_shown_are_counted_named_and_copied(
    tmp_path: Path,
) -> None:
    paragraph = (
        '<p>The <a rel="author" href="/staff/ilse-brandt">harbor</a> bridge of&nbsp;Port Merrin'
        " was closed to all of the traffic on Monday, said the county and all of its mayors.</p>"
    )
    page = f"<html><body><article><h1>A bridge</h1>{paragraph * 4}</article></body></html>"
    (tmp_path / "page.html").write_text(page, "utf-8")
    async with running(tmp_path) as app:
        await app.open("page.html")
        await app.press("right_curly_bracket", "s")
        await app.settled()
        assert "23 words selected" in app.shown
        await app.press("ctrl+c", "e")
        assert app.app.clipboard.startswith("The harbor bridge of")
        title = next(line for line in app.shown.splitlines() if "Note on" in line)
        assert "The harbor bridge of Port Merrin was" in title and "…”" in title
        await app.press("escape", "y")
        assert app.app.clipboard.startswith("> The harbor bridge of")


async def test_the_reading_is_told_at_any_width(corpus: Path) -> None:
    async with running(corpus, size=(60, 24)) as app:
        await app.open(RAW)
        for key, reading in (("r", "raw"), ("a", "with asides")):
            await app.press(key)
            await app.settled()
            assert f" · {reading}" in app.shown.splitlines()[2]


async def test_the_last_tag_is_known_in_other_articles(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("right_curly_bracket", "s", "2", "q")
        await app.settled()
        await app.open(RAW)
        await app.press("right_curly_bracket", "s", "full_stop")
        [first] = app.article.store.passages(CLEAN)
        [second] = app.article.store.passages(RAW)
        assert second.tags == first.tags


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("plain", "“Port Merrin”\n— “Port Merrin shuts harbor bridge after crack found”"),
        ("{quote} ({document}:{start}-{end}) {none}", f"Port Merrin ({CLEAN}:0-11) {{none}}"),
    ],
)
async def test_a_citation_has_the_form_that_is_set(corpus: Path, form: str, expected: str) -> None:
    async with running(corpus) as app:
        source = app.app.workspace.document(CLEAN).source
        start = source.index("Port Merrin")
        made = citation(app.app.workspace, CLEAN, Span(start, start + 11), form)
        assert made.startswith(expected.replace("0-11", f"{start}-{start + 11}"))


async def test_undo_names_its_document_and_asks_where_that_is_another(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await tag_first_sentence(app)
        await app.press("q", "slash", "escape")
        await app.open(RAW)
        await app.press("u")
        [passage] = app.article.store.passages(CLEAN)
        assert passage.note
        assert "elsewhere" in app.shown
        assert app.article.document == RAW
        await app.press("u")
        await app.settled()
        assert app.article.document == CLEAN
        [passage] = app.article.store.passages(CLEAN)
        assert not passage.note
        assert CLEAN in app.shown
        await app.press("u")
        assert not app.article.store.passages(CLEAN)


async def test_undo_takes_back_at_once_what_led_to_the_article_and_goes_back(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.press("enter")
        first = app.article.document
        await app.press("m")
        await app.settled()
        assert app.article.document != first
        await app.press("u")
        await app.settled()
        assert app.article.document == first
        assert state_of(app.article.store, first).status is not Status.DONE


async def look_again(app: Driver) -> None:
    """Let the list look at the folder, as it does every few seconds."""
    app.app.screen_stack[0].look_again()
    await app.settled()


async def test_a_text_that_changes_on_disk_is_read_anew_and_one_that_goes_is_told(
    corpus: Path,
) -> None:
    file = corpus / CLEAN
    async with running(corpus, size=(80, 24)) as app:
        await app.open(CLEAN)
        quote = await tag_first_sentence(app)
        file.write_text("A line that is new.\n\n" + file.read_text("utf-8"), "utf-8")
        await look_again(app)
        [passage] = app.article.store.passages(CLEAN)
        assert passage.anchor.start == app.article.source.source.index(quote)
        file.unlink()
        await look_again(app)
        assert "its file is gone" in app.shown
        await app.press("right_curly_bracket", "right_curly_bracket", "s", "2")
        assert "on the text that was read: its file is gone" in app.shown
        await app.press("s", "e")
        await app.type("why")
        await app.press("escape")
        await app.settled()
        assert "note saved, on the text that was read" in app.shown


async def test_the_only_document_that_is_open_is_followed_on_the_disk(corpus: Path) -> None:
    file = corpus / CLEAN
    workspace = Workspace.open([file], author="mina")
    (document,) = (entry.id for entry in workspace.scan())
    app = ReaderApp(workspace, Settings(path=corpus / "settings.toml"), document)
    async with driving(app, (100, 30)) as driver:
        file.write_text("A line that is new.\n\n" + file.read_text("utf-8"), "utf-8")
        await look_again(driver)
        await driver.settled()
        assert "A line that is new." in driver.shown
        file.unlink()
        await look_again(driver)
        assert "its file is gone" in driver.shown
    workspace.close()


async def test_marks_are_kept_and_gone_to_from_other_articles(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("apostrophe")
        assert "No mark is set" in app.shown
        await app.press("j")
        assert "No mark is set" not in app.shown
        await app.press("right_curly_bracket", "right_curly_bracket", "grave_accent", "a")
        assert "mark a set" in app.shown
        place = app.article.view.caret
    async with running(corpus) as app:
        await app.open(RAW)
        await app.press("right_parenthesis", "apostrophe", "a")
        await app.settled()
        assert (app.article.document, app.article.view.caret) == (CLEAN, place)
        await app.press("apostrophe", "apostrophe")
        await app.settled()
        assert app.article.document == RAW


async def test_names_look_as_they_were_left(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        assert "names · H types" in app.shown
        await app.press("H", "H")
        assert "person  · H" in app.shown
        await app.press("q")
    async with running(corpus) as app:
        await app.open(CLEAN)
        assert "person  · H" in app.shown
        await app.press("f2", "j", "j", "j", "enter")
        await app.type("as all other")
        await app.press("enter")
        await app.settled()
        await app.press("escape")
        assert "names are off" in app.shown
        assert load().names == "off"
        await app.press("f2", "j", "j", "j", "j", "j", "enter", "ctrl+u")
        await app.type("{quote} ({title})")
        await app.press("enter")
        await app.settled()
        assert load().citation == "{quote} ({title})"


async def test_links_and_names_say_how_far_the_analysis_is(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        half = Progress("comparing", 10, 20)
        for key in "LVi":
            await app.press(key)
            await app.settled()
            assert "comparing" not in app.shown
            assert isinstance(app.app.screen, ReaderScreen)
            app.app.screen.analysis_changed(half)
            await app.settled()
            assert "comparing 10 of 20" in app.shown.splitlines()[0]
            await app.press("escape")


async def test_the_name_around_the_caret_is_selected(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        view, source = app.article.view, app.article.source.source
        view.caret = source.index("Ellingsen")
        await app.sees("person: Marta Ellingsen")
        await app.press("v", "i", "n")
        assert view.selection is not None
        assert view.selection.of(source) == "Marta Ellingsen"


async def test_the_column_is_shown_or_hidden_as_was_chosen_for_the_width(corpus: Path) -> None:
    async with running(corpus, size=(140, 30)) as app:
        await app.open(CLEAN)

        async def is_shown(width: int) -> bool:
            await resized(app.pilot, width, 30)
            await app.settled()
            return bool(app.article.query_one(PassageColumn).display)

        assert [await is_shown(width) for width in (80, 140)] == [False, True]
        await app.press("C")
        assert [await is_shown(width) for width in (140, 80)] == [False, False]
        await app.press("C")
        assert [await is_shown(width) for width in (80, 140)] == [True, True]


async def test_what_was_told_of_an_article_is_not_told_of_the_next(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(article_screen, "_PATIENCE", 1e-6)  # each is waited for, and named
    async with running(corpus, size=(140, 40)) as app:
        app.list.listed.go_to_document("island-library/lamp-and-ledger.txt")
        await app.press("enter")
        await app.settled()
        await app.press("right_curly_bracket", "s", "3", "equals_sign")
        await app.settled()
        assert "stands in no other version" in app.shown
        await app.press("m")
        await app.settled()
        assert app.article.document != "island-library/lamp-and-ledger.txt"
        message = app.article.query_one(StatusLine).render().plain.splitlines()[0]
        assert message == "lamp-and-ledger.txt: done"
        await app.press("greater_than_sign")
        await app.settled()
        assert "lamp-and-ledger.txt: done" not in app.shown


async def test_a_note_is_written_below_its_passage_which_stays_in_sight(corpus: Path) -> None:
    async with running(corpus, size=(40, 20)) as app:
        await app.open(CLEAN)
        await app.press("right_curly_bracket", "right_curly_bracket", "s", "1", "j", "s")
        view = app.article.view
        assert view.selection is not None
        last = view.words_of(view.selection).split()[-1]
        await app.press("e")
        await app.type("ask")
        await app.settled()
        rows = app.shown.splitlines()
        [frame] = [number for number, row in enumerate(rows) if row.startswith("────")]
        assert any(last in row for row in rows[:frame])
        assert any("ask" in row for row in rows[frame:])
