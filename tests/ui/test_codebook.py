"""The codebook by keys: thirty tags made, nested, merged, renamed, removed, and all undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.text import Text
from textual.widgets import Input

from reader import safe_files
from reader.annotations import Passage, Store, Tag
from reader.exchange import FORMATS
from reader.text import Span
from reader.ui.codebook.codebook_screen import CodebookScreen
from reader.ui.key_gate import KeyGate
from reader.ui.passages.passages_screen import PassagesScreen
from reader.ui.shared.dialogs.choosing import with_words
from reader.ui.shared.overlays.tag_choice import TagKeys, TagPicker, columns
from reader.ui.shared.packing import shortened
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.actions.codebook.codebook_editing import new_tag
from reader.workspace.actions.passages.annotating import toggle_tags
from reader.workspace.actions.transfer.exporting import exported
from reader.workspace.analyses.passages.tag_tree import tag_tree

from ..faults.disk import Disk
from .driving import Driver, running

CLEAN = "harbor-bridge/clean-text.txt"


def store(app: Driver) -> Store:
    return app.app.workspace.store


def tree(app: Driver) -> list[tuple[str, int]]:
    return [(node.tag.name, node.depth) for node in tag_tree(store(app).tags())]


def content(kept: Store) -> dict[str, object]:
    """All tags and passages, without the stamps of their changes."""
    records = [*kept.all(Tag), *kept.all(Passage)]
    return {record.id: replace(record, modified="", revision=0) for record in records}


def exported_is_valid(app: Driver) -> None:
    """Write all that is annotated, and read it back, which checks it by its schema."""
    form = FORMATS["json"]
    back = form.read(form.write(exported(app.app.workspace)).data, "export.json")
    names = {tag.id: tag.name for tag in store(app).tags()}
    above = {tag.name: names.get(tag.parent or "") for tag in store(app).tags()}
    assert {tag.name: tag.parent for tag in back.tags} == above
    assert len(back.passages) == len(store(app).all(Passage))


def screen(app: Driver) -> CodebookScreen:
    assert isinstance(app.app.screen, CodebookScreen)
    return app.app.screen


async def at(app: Driver, name: str) -> None:
    """Put the cursor on a tag."""
    names = [node.tag.name for node in screen(app).listed.items]
    screen(app).listed.cursor = names.index(name)
    await app.press()
    assert screen(app).tag is not None and screen(app).tag.name == name  # type: ignore[union-attr]


async def add(app: Driver, name: str) -> None:
    await app.press("a")
    await app.paste(name)
    await app.press("enter")


async def tagged(app: Driver, *names: str) -> None:
    """Put tags on the first words of an article."""
    document = app.app.workspace.document(CLEAN)
    tags = {tag.name: tag for tag in store(app).tags()}
    for number, name in enumerate(names):
        toggle_tags(store(app), document, [Span(10 * number, 10 * number + 8)], tags[name])
        await app.settled()


async def test_thirty_tags_are_made_and_worked_on_and_all_of_it_is_undone(corpus: Path) -> None:
    async with running(corpus) as app:
        await tagged(app, "claim", "doubt", "claim")
        begun, steps = content(store(app)), 0
        states = []
        await app.press("B")
        async with running(corpus, author="ada") as other:
            await other.press("B")
            for number in range(30):
                states.append(content(store(app)))
                await add(app, f"tag {number:02}")
            assert len(tree(app)) == 36
            for name, keys in (
                ("quote", ["greater_than_sign"]),
                ("number", ["greater_than_sign"]),
                ("number", ["greater_than_sign"]),
                ("tag 05", ["greater_than_sign"]),
                ("tag 29", ["K", "K"]),
                ("tag 05", ["less_than_sign"]),
            ):
                await at(app, name)
                for key in keys:
                    states.append(content(store(app)))
                    await app.press(key)
            assert tree(app)[:3] == [("claim", 0), ("quote", 1), ("number", 2)]
            await at(app, "tag 07")
            states.append(content(store(app)))
            await app.press("r", "end")
            await app.type(" of 7")
            await app.press("enter")
            await at(app, "doubt")
            states.append(content(store(app)))
            await app.press("M")
            await app.type("claim")
            await app.press("enter")
            assert "1 passage" in app.shown
            await at(app, "claim")
            assert "Merged from “doubt” (1 passage)" in app.shown
            states.append(content(store(app)))
            await app.press("x", "k")
            assert "keep" not in app.shown and ("claim", 0) not in tree(app)
            await at(app, "tag 07 of 7")
            states.append(content(store(app)))
            await app.press("x")
            # The other one sees it all, and takes part.
            store(other).poll()
            await other.settled()
            assert content(store(other)) == content(store(app))
            assert [node.tag.name for node in screen(other).listed.items] == [
                name for name, _ in tree(app)
            ]
            assert "33 tags" in other.shown
            exported_is_valid(app)
            while states:
                assert content(store(app)) != states[-1]
                await app.press("u")
                assert content(store(app)) == states.pop(), steps
                steps += 1
                exported_is_valid(app)
            assert content(store(app)) == begun
            store(other).poll()
            await other.settled()
            assert content(store(other)) == begun
            assert "6 tags" in other.shown


async def test_key_colour_and_description_are_changed_and_a_full_disk_is_told(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(corpus) as app:
        await app.press("B")
        await at(app, "quote")
        # What the rows have all of does not stand below them too.
        assert not app.app.screen.query_one("#tag-about").display
        await app.press("t", "c")
        assert "c is the key of “claim”" in app.shown
        assert [tag.key for tag in store(app).tags()][:2] == ["c", "q"]
        await app.press("c")
        assert [tag.key for tag in store(app).tags()][:2] == ["", "c"]
        assert "taken from “claim”" in app.shown
        await app.press("t", "5")
        assert "can't be the key" in app.shown
        await app.press("backspace")
        assert [tag.key for tag in store(app).tags()][:2] == ["", ""]
        await app.press("home", "c", "enter")
        colors = [tag.color for tag in store(app).tags()]
        assert len(set(colors)) == len(colors) and colors[0] != "#e69f00"
        await app.press("d", "end", "enter")
        await app.type("Like this one")
        await app.press("escape")
        assert store(app).tags()[0].description.endswith("\nLike this one")
        assert "Like this one" in app.shown
        # What a full disk refuses stands on the screen, and that it is only there is told.
        with monkeypatch.context() as patch:
            patch.setattr(safe_files, "os", Disk(fail_at=0, forever=True))
            await app.press("a")
            await app.type("late")
            await app.press("enter")
            assert app.app.alert is not None
            assert "only on the screen: 1 change" in app.app.alert.message
            current = screen(app).tag
            assert current is not None and current.name == "late"


async def test_counts_follow_and_enter_lists_the_passages(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.press("B")
        await app.settled()
        await tagged(app, "quote", "quote")
        row = next(line for line in app.shown.splitlines() if " quote " in line)
        assert row.split()[2:5] == ["quote", "2", "1"]
        await at(app, "quote")
        await app.press("enter")
        await app.settled()
        assert isinstance(app.app.screen, PassagesScreen)
        assert "2 passages in 1 article" in app.shown
        await app.press("q")
        assert screen(app)


async def test_forty_tags_are_shown_in_columns_and_no_name_is_broken(corpus: Path) -> None:
    async with running(corpus, size=(80, 24)) as app:
        names = [f"tag number {number}" for number in range(34)]
        for name in names:
            new_tag(store(app), name)
        await app.open(CLEAN)
        await app.press("s", "t")
        assert isinstance(app.app.screen, TagKeys)
        for name in ["claim", "key fact", *names]:
            assert any(f" {name} " in f"{line} " for line in app.shown.splitlines()), name
        await app.press("3")
        assert [len(one.tags) for one in store(app).all(Passage)] == [1]
        assert store(app).all(Passage)[0].tags == (store(app).tags()[2].id,)


async def test_forty_tags_with_long_names_are_seen_at_once_and_a_key_of_none_is_told(
    corpus: Path,
) -> None:
    async with running(corpus, size=(80, 24)) as app:
        for number in range(34):
            new_tag(store(app), f"a tag whose name is very long, that is to say number {number}")
        await app.open(CLEAN)
        await app.press("s", "t")
        for number in range(34):
            assert any(f"r {number} " in f"{line} " for line in app.shown.splitlines()), number
        await app.press("&")
        assert "No tag has the key &" in app.shown
        await app.press("escape", "escape", "B")
        await app.settled()
        await app.press("t")
        await app.settled()
        assert "Press a letter or a sign" in app.shown
        for number in range(3):  # no name is broken
            assert any(f" number {number} " in line for line in app.shown.splitlines()), number


async def test_the_picker_shows_what_is_there_takes_several_and_finds_by_description(
    corpus: Path,
) -> None:
    async with running(corpus) as app:
        parent = store(app).tags()[5]
        new_tag(store(app), "turning point", description="From here on all is otherwise")
        below = new_tag(store(app), "first cause", parent=parent)
        await app.open(CLEAN)
        await app.press("s", "1", "left_square_bracket", "T")
        assert isinstance(app.app.screen, TagPicker)
        claim = next(line for line in app.shown.splitlines() if " claim " in line)
        assert "✓" in claim and f"{'claim':{len('turning point')}}  Said" in claim
        await app.type("otherwise")
        await app.press("tab")
        await app.type("key fact first")
        assert "first cause  ‹ key fact" in app.shown
        await app.press("tab", "enter")
        [passage] = store(app).all(Passage)
        assert set(passage.tags) == {store(app).tags()[0].id, below.id} | {
            tag.id for tag in store(app).tags() if tag.name == "turning point"
        }


async def test_a_new_tag_is_one_step_and_its_name_may_hold_quotation_marks(corpus: Path) -> None:
    name = 'the "new" “deal” C:\\x'
    async with running(corpus) as app:
        await app.open("harbor-bridge/clean-text.txt")
        before = content(store(app))
        await app.press("p", "T")
        app.app.screen.query_one(Input).value = name
        await app.press("enter")
        assert len(store(app).all(Passage)) == 1
        await app.press("u")
        assert content(store(app)) == before, "the tag and its passage were one step"
        await app.press("ctrl+r", "B")
        await app.settled()
        await at(app, name)
        await app.press("enter")
        await app.settled()
        assert "1 passage in 1 article" in app.shown


async def test_the_picker_takes_names_between_commas(corpus: Path) -> None:
    async with running(corpus) as app:
        new_tag(store(app), "war, cold")
        await app.open(CLEAN)
        await app.press("s", "T")
        await app.type("cla, witness , other ,quo")
        assert "+ new tag “witness”" in app.shown and "+ 1  c  claim" in app.shown
        await app.press("enter", "T")
        await app.type("war, co")
        await app.press("enter", "T")
        await app.paste('"love, lost", hate')
        await app.press("enter")
        names = {tag.id: tag.name for tag in store(app).tags()}
        [passage] = store(app).all(Passage)
        found = [names[tag] for tag in passage.tags]
        new = ["hate", "love, lost", "other", "witness"]
        assert sorted(found) == sorted(["claim", "quote", "war, cold", *new])
        assert len({tag.key for tag in store(app).tags()}) == len(names)
        await app.press("u", "u", "u")
        assert not store(app).all(Passage)
        assert len(store(app).tags()) == len(names) - 4, "what was picked at once is one step"


async def test_what_a_tag_is_merged_into_is_shown_with_digit_key_and_parents(corpus: Path) -> None:
    async with running(corpus, size=(80, 24)) as app:
        await app.press("B")
        for name, times in (("quote", 1), ("number", 2)):
            await at(app, name)
            await app.press(*["greater_than_sign"] * times)
        assert "  └ number" in app.shown
        await at(app, "doubt")
        await app.press("M")
        assert "3  n  number    ‹ quote ‹ claim  A figure" in app.shown
        await app.type("a figure")
        await app.press("enter")
        assert "“doubt” merged into “number”" in app.shown


async def test_a_name_that_is_taken_is_offered_for_merging(corpus: Path) -> None:
    async with running(corpus) as app:
        await tagged(app, "doubt", "claim")
        await app.press("B")
        await at(app, "doubt")
        await app.press("r")
        app.app.screen.query_one(Input).value = "Claim"
        await app.press("enter", "r")
        assert app.app.screen.query_one(Input).value == "Claim"
        await app.press("enter", "m")
        assert "doubt" not in [name for name, _ in tree(app)]
        claim = next(tag for tag in store(app).tags() if tag.name == "claim")
        assert all(claim.id in one.tags for one in store(app).all(Passage))
        await app.press("u")
        assert "doubt" in [name for name, _ in tree(app)]


async def test_the_codebook_goes_to_a_file_and_comes_back_from_one(
    corpus: Path, tmp_path: Path
) -> None:
    file = tmp_path / "book.qdc"
    async with running(corpus, size=(140, 40)) as app:
        await app.press("B")
        count = len(tree(app))
        for key in "EI":
            await app.press(key, "end", "ctrl+u")
            await app.paste(str(file))
            await app.press("enter")
            await app.settled()
            if key == "E":
                assert "qdc can't hold keys of tags: 6" in app.shown
                file.write_text(file.read_text().replace('"doubt"', '"open question"'))
        assert "6 tags in the file, 1 of them new" in app.shown
        assert ("open question", 0) in tree(app) and len(tree(app)) == count
        await app.press("u")
        assert ("doubt", 0) in tree(app)


async def test_where_nothing_can_be_changed_the_key_says_so_before_any_work(corpus: Path) -> None:
    path = corpus / "annotations.json"
    with Store.open(path, author="ada") as other:
        new_tag(other, "held by another")
        async with running(corpus, annotations=path) as app:
            await app.open(CLEAN)
            app.app.typed = KeyGate(app.app, now=lambda: 0.0)  # no key comes after a pause
            for keys in ("se", "t", "T", "Br", "a", "c", "d"):
                await app.press(*keys)
                assert isinstance(app.app.screen, ReaderScreen), keys
                assert "can only be read" in app.shown, keys
                await app.press("escape")  # ends what would be typed into the dialog
                app.app.screen.say("")


def test_pickers_put_the_nearest_first() -> None:
    rows = (
        ("key fact", "What the story rests on"),
        ("that", ""),
        ("I hate", ""),
        ("hate", ""),
        ("hat", ""),
    )
    names = [name for name, _ in with_words(rows, "Hat")]
    assert names == ["hat", "hate", "I hate", "that", "key fact"]
    assert [name for name, _ in with_words(rows, "fact k")] == ["key fact"]
    assert with_words(rows, "") == [*rows]


def test_keys_stand_in_columns_that_leave_every_name_whole() -> None:
    names = [*map(str, range(30)), *(f"a quite long tag name of ward {n:02}" for n in range(11))]
    shown = columns([Text(name) for name in names], 76).plain
    rows = shown.splitlines()
    assert all(name in shown for name in names)
    assert max(map(len, rows)) <= 76 and len(rows) < len(names) / 2


def test_a_name_beyond_the_width_keeps_both_its_ends() -> None:
    assert shortened("the harbour of the north", 11) == "the h…north"
    assert shortened("harbour", 11) == "harbour"
