"""The palette and the menu: what commands there are, and by which words they are found."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, OptionList

from reader.ui import ReaderApp
from reader.ui.key_places import key_places
from reader.ui.offered_commands import choices
from reader.ui.palette import SYNONYMS, fitness, labelled
from reader.ui.shared.keymap import ids

from .driving import running

ARTICLE = "clean-text.txt"

# Names of commands, and what newcomers type who mean them, in the list and in an article
# (words of one question are joined by an underscore).
IN_LIST = {
    "Next unread": "jump unread",
    "Filter": "find language",
    "Search all": "find",
    "Remove": "delete erase",
    "Tag": "label",
    "Decide": "similar merge",
    "Story": "similar timeline",
    "Preview": "sidebar",
    "Report": "statistics pdf share",
    "Export": "share",
    "Sort": "order",
    "Backwards": "descending",
    "Flag": "bookmark favorite read_later",
    "Views": "bookmark",
    "Codebook": "labels rename_tag",
    "Mark": "select",
    "Theme": "dark",
    "Settings": "preferences",
    "Help": "shortcuts",
    "Tour": "tutorial",
    "Save as": "backup",
    "Open": "open",
    "Import": "upload",
    "Undo": "revert",
    "Names": "people",
    "Passages": "highlights",
    "Quit": "exit",
}
IN_ARTICLE = {
    "Remove": "erase delete_tag",
    "Set mark": "bookmark",
    "To mark": "bookmark jump",
    "Note": "remark comment",
    "Next": "jump",
    "More tags": "highlight",
    "Select": "highlight",
    "Web page": "website browser",
    "Copy": "cite clipboard",
    "Compare": "diff",
    "Raw": "html",
    "Encoding": "umlauts",
    "Highlights": "colors",
    "Grow": "expand",
    "Shrink": "shorten",
    "Done": "finish",
    "Flag": "read_later",
    "Story": "timeline",
    "Codebook": "rename_tag",
    "Undo": "mistake",
    "Carry": "duplicate",
    "Link": "duplicate",
    "Everywhere": "occurrences",
    "Column": "margin",
}


def test_other_words_are_for_commands_that_there_are() -> None:
    assert SYNONYMS.keys() <= ids(key_places(ReaderApp))


async def test_the_palette_finds_by_label_synonym_and_key(corpus: Path) -> None:
    found = {"export": "Export", "quit": "Quit", "preferences": "Settings", "ctrl+e": "Export"}
    async with running(corpus) as app:
        await app.press("ctrl+p")
        for typed, label in found.items():
            app.app.screen.query_one(Input).value = typed
            await app.settled()
            assert label in app.shown, typed


def test_words_that_begin_as_typed_go_before_those_that_have_it_and_letters_alone_are_nothing() -> (
    None
):
    report = ("Report", "html page story", "Write a page on what the screen shows")
    assert fitness("gg", "f4", report) == fitness("rpt", "f4", report) == 0
    typed = ("f4", "rep", "HTML", "write", "port")
    scores = [fitness(one, "f4 F", report) for one in typed]
    assert scores == sorted(scores, reverse=True) and len({*scores}) == len(typed)
    assert fitness("screen html rep", "f4", report) > fitness("port", "f4", report)
    assert fitness("page down", "f4", ("Report", "markdown page", "Write a page")) == 0
    assert fitness("ctrl", "^e ctrl+e", report) > 0 and fitness(" ", "f4", report) == 0


async def test_no_two_lines_of_the_palette_read_alike_and_other_words_find_what_is_there(
    corpus: Path,
) -> None:
    async with running(corpus) as app:
        for words in (IN_LIST, IN_ARTICLE):
            given = choices(app.app.screen, {})
            labels = [label.rpartition("  (")[0] for _, label in labelled(given)]
            assert sorted({*labels}) == sorted(labels)
            told = [(one.keys, (one.name, SYNONYMS.get(one.id, ""), one.help)) for one in given]
            for name, others in words.items():
                for typed in (other.replace("_", " ") for other in others.split()):
                    found = {texts[0] for keys, texts in told if fitness(typed, keys, texts)}
                    assert name in found, typed
            await app.open(ARTICLE)
            await app.press("right_curly_bracket", "s", "1")


async def test_text_objects_are_found_in_the_palette_the_help_and_while_selecting(
    corpus: Path,
) -> None:
    async with running(corpus, size=(80, 24), keys={"select.object": "I"}) as app:
        await app.open(ARTICLE)
        given = choices(app.app.screen, {})
        assert not [one.name for one in given if one.action.startswith("grow(")]
        told = {one.name: (one.name, "", one.help) for one in given}
        for typed in ("quotation", "around"):
            assert fitness(typed, "v", told["Select"]), typed
        assert "I and a key what is around: w word, s sentence" in told["Select"][2]
        await app.press("v")
        assert "I and w/s/p/q/n: word, sentence, paragraph, quotation, name" in app.shown


async def test_the_palette_and_the_menu_leave_out_motions_and_what_is_not_there(
    corpus: Path,
) -> None:
    async with running(corpus, size=(100, 60)) as app:
        await app.open(ARTICLE)
        labels = [given.help for given in choices(app.app.screen, {})]
        assert not [label for label in labels if "next paragraph" in label.lower()]
        assert not [label for label in labels if "suggest" in label.lower()]
        await app.press("colon")
        assert labels[0].partition(",")[0] in app.shown
        place = next(n for n, label in enumerate(labels) if "Flag for" in label)
        await app.press(*["down"] * place, "enter")
        await app.settled()
        assert app.article.store.state(app.article.document).status == "flagged"


async def test_the_menu_tells_what_commands_do_in_a_narrow_terminal(corpus: Path) -> None:
    async with running(corpus, size=(40, 20)) as app:
        await app.press("colon")
        menu = app.app.screen.query_one(OptionList)
        lines = (menu.render_line(line).text for line in range(menu.size.height))
        told = " ".join(" ".join(lines).split())
        assert "Show the versions, or open" in told and "Hide the versions of the story" in told


async def test_the_menu_tells_whole_sentences_in_a_wide_terminal(corpus: Path) -> None:
    async with running(corpus, size=(140, 40)) as app:
        await app.press("colon")
        told = [one.help for one in choices(app.app.screen_stack[-2], {})][:15]
        assert all(sentence in app.shown for sentence in told), app.shown
