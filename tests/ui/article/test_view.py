"""The reading view by keys and mouse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from reader.cleaning import Article, Block, Field, Role, Shown, Style, StyledRun
from reader.text import Span
from reader.ui.article.view import Badge, MarkedSpan, TaggedSpan, canvas

from ..driving import handled, resized
from .making import HIDDEN, Reading, article_of, texts

FIRST = "The old bridge in Velna will close. It needs new cables, said the council."
SECOND = "Traffic goes by the ferry. A second crossing was promised for May."
STORY = article_of((Role.TITLE, "Bridge to close"), FIRST, SECOND)
LONG = article_of(*(f"Paragraph {n}. " + FIRST * 4 for n in range(200)))


async def press(app: Reading, pilot: Pilot[None], keys: str) -> None:
    await pilot.press(*keys.split())


def style_at(app: Reading, words: str) -> list[str]:
    """Return how the row that holds ``words`` draws them."""
    for y in range(app.view.size.height):
        strip = app.view.render_line(y)
        if words in strip.text:
            column = cell_len(strip.text[: strip.text.index(words)])
            inside = strip.crop(column, column + cell_len(words))
            return [str(segment.style) for segment in inside]
    raise AssertionError(f"{words!r} is not on the screen")


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ("} s", "The old bridge in Velna will close."),
        ("} s s", "The old bridge in Velna will close. It needs new cables, said the council."),
        ("} 2 s", "The old bridge in Velna will close. It needs new cables, said the council."),
        ("} ) s", "It needs new cables, said the council."),
        ("} p", FIRST),
        ("} v w w", "The old"),
        ("} v 3 w", "The old bridge"),
        ("} v l l l l", "The"),
        ("} w v b", "The"),
        ("} w v 2 l o h h h h", "The ol"),
        ("} shift+right shift+right shift+right", "The"),
        ("} shift+end", FIRST),
        ("} } v {", FIRST),
        ("} v G", FIRST + HIDDEN + SECOND),
        ("v", None),
        ("} s escape", None),
        ("} s v", None),
    ],
)
async def test_selecting_by_keys(keys: str, selected: str | None) -> None:
    app = Reading(STORY)
    async with app.run_test(size=(90, 24)) as pilot:
        await press(app, pilot, keys)
        assert app.selected() == selected


async def test_it_says_what_happens() -> None:
    app = Reading(STORY)
    async with app.run_test(size=(80, 24)) as pilot:
        await handled(pilot)
        app.said.clear()
        await press(app, pilot, "} v w escape")  # `v` selects nothing yet
        start = STORY.source.index(FIRST)
        assert app.said == [start, None, start + 4, Span(start, start + 3), None]


async def test_digits_are_left_to_the_screen_where_there_is_something_to_tag() -> None:
    start = STORY.source.index(FIRST)
    app = Reading(STORY)
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.passages = [TaggedSpan(start + 4, start + 7, (Badge("c", "red"),))]
        await press(app, pilot, "} 2 w")
        assert app.view.caret == STORY.source.index("bridge")
        assert app.view.check_action("count", (3,))
        await press(app, pilot, "b")
        assert [passage.start for passage in app.view.here.passages] == [start + 4]
        assert not app.view.check_action("count", (3,))
        await press(app, pilot, "v")
        assert app.view.check_action("count", (3,))
        await press(app, pilot, "w")
        assert app.view.selection
        assert not app.view.check_action("count", (3,))


async def test_up_and_down_keep_the_column() -> None:
    app = Reading(article_of("abcdefghijklm", "no", "橋一二三四五六七", "nopqrstuvwxyz"))
    async with app.run_test(size=(60, 12)) as pilot:
        places = []
        await press(app, pilot, "9 l")
        for key in ("j", "j", "j", "k", "k", "k", "k"):
            await pilot.press(key)
            places.append(app.view.article.source[app.view.caret])
        assert places == ["\n", "四", "w", "四", "\n", "j", "j"]


async def test_the_caret_stays_in_sight() -> None:
    app = Reading(LONG)
    async with app.run_test(size=(60, 20)) as pilot:
        for keys in ("G", "g", "pagedown", "4 0 j", "9 9 j", "2 0 }", "k", "pageup", "G k", "{"):
            await press(app, pilot, keys)
            view = app.view
            y = view._layout.y_of(view._layout.line_of(view._caret)) - view.scroll_offset.y
            assert 0 <= y < view.size.height, keys
            assert any(text.strip() for text in app.rows())


async def test_every_row_is_seen_by_paging() -> None:
    app = Reading(LONG)
    async with app.run_test(size=(60, 20)) as pilot:
        seen: set[str] = set()
        for _ in range(200):
            seen.update(app.rows())
            if app.view.progress == 1:
                break
            await pilot.press("pagedown")
        assert all(any(f"Paragraph {n}." in row for row in seen) for n in range(200))


@pytest.mark.parametrize(("first", "key"), [("g", "pagedown"), ("G", "pageup")])
async def test_paging_misses_no_row_of_a_text_that_is_not_wrapped_yet(
    first: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(canvas, "_PAUSE", 1_000)
    words = [" ".join(f"{n}.{m}" for m in range(n * 7919 % 150)) for n in range(2_000)]
    app = Reading(article_of(*words))
    async with app.run_test(size=(60, 20)) as pilot:
        await press(app, pilot, first)
        before = app.rows()
        for _ in range(30):
            await pilot.press(key)
            rows = app.rows()
            assert rows != before
            joined = [*before[-2:], *rows[:2]] if key == "pagedown" else [*before[:2], *rows[-2:]]
            assert joined[:2] == joined[2:]
            before = rows
        assert not app.view._layout.is_settled


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (250, 60)])
async def test_every_width(size: tuple[int, int]) -> None:
    app = Reading(STORY)
    async with app.run_test(size=size):
        shown = texts(app.rows())
        assert FIRST in shown
        assert SECOND in shown
        assert "Share" not in shown
        widths = {app.view.render_line(y).cell_length for y in range(app.view.size.height)}
        assert widths == {app.view.scrollable_content_region.width}


async def test_resizing_keeps_place_and_selection() -> None:
    app = Reading(LONG)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(app, pilot, "5 0 } v 2 )")
        before, place = app.selected(), app.view.caret
        y = app.view._layout.y_of(app.view._layout.line_of(app.view._caret))
        row = y - app.view.scroll_offset.y
        for width in (41, 250, 80, 100):
            await resized(pilot, width, 30)
            assert app.selected() == before
            assert app.view.caret == place
        y = app.view._layout.y_of(app.view._layout.line_of(app.view._caret))
        assert y - app.view.scroll_offset.y == row
        await press(app, pilot, ")")
        assert app.selected() != before


async def test_the_margin_follows_the_width_where_the_measure_does_not() -> None:
    async def rows(*widths: int) -> list[str]:
        app = Reading(LONG)
        async with app.run_test(size=(widths[0], 20)) as pilot:
            await handled(pilot)
            for width in widths[1:]:
                app.rows()  # as they are drawn, and kept
                await resized(pilot, width, 20)
            return app.rows()

    assert await rows(120, 200, 160) == await rows(160)


async def test_raw_shows_everything_and_keeps_the_place() -> None:
    app = Reading(LONG)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(app, pilot, "4 0 } v w w")
        caret, selected = app.view.caret, app.selected()
        app.view.reading = Shown.SOURCE
        await handled(pilot)
        assert (app.view.caret, app.selected()) == (caret, selected)
        assert "Share this page" in texts(app.rows())
        assert any("Paragraph 40." in row for row in app.rows())
        assert "dim" in style_at(app, "Share this page")[0] or style_at(
            app, "Share this page"
        ) != style_at(app, "The old bridge")
        app.view.reading = Shown.ARTICLE
        await handled(pilot)
        assert (app.view.caret, app.selected()) == (caret, selected)
        assert "Share" not in texts(app.rows())


async def test_the_place_comes_back() -> None:
    app = Reading(LONG)
    async with app.run_test(size=(60, 20)) as pilot:
        place = LONG.source.index("Paragraph 123.")
        app.view.show(LONG, place)
        await handled(pilot)
        assert app.rows()[2].strip().startswith("Paragraph 123.")
        assert app.view.place == app.view.caret == place
        await press(app, pilot, "pagedown pagedown")
        place = app.view.place
        app.view.show(STORY)
        await handled(pilot)
        app.view.show(LONG, place)
        await handled(pilot)
        assert app.view.place == place
        assert 0 < app.view.progress < 1


async def test_the_mouse_selects_whole_characters() -> None:
    app = Reading(article_of("ab橋cd e\u0301f", "second"))
    async with app.run_test(size=(60, 12)) as pilot:
        view = app.view
        left = view._left

        async def drag(start: tuple[int, int], end: tuple[int, int]) -> str | None:
            await pilot.mouse_down(view, offset=start)
            await pilot.hover(view, offset=end)
            await pilot.mouse_up(view, offset=end)
            return app.selected()

        assert await drag((left + 2, 0), (left + 4, 0)) == "橋c"
        assert await drag((left + 3, 0), (left + 1, 0)) == "b橋"
        assert await drag((left + 7, 0), (left + 50, 0)) == "e\u0301f"
        assert await drag((left, 0), (left + 50, 2)) == "ab橋cd e\u0301f" + HIDDEN + "second"
        await pilot.click(view, offset=(left + 3, 0))
        assert app.selected() is None
        assert view.article.source[view.caret] == "橋"
        await pilot.click(view, offset=(left + 40, 2))
        assert view.caret == view.article.source.index("second") + len("second")
        await pilot.click(view, offset=(left + 2, 2), times=2)
        assert app.selected() == "second"


async def test_the_wheel_scrolls_and_keys_go_on_from_there() -> None:
    app = Reading(LONG)
    async with app.run_test(size=(60, 20)) as pilot:
        view = app.view
        view.scroll_to(y=100, animate=False)
        await handled(pilot)
        top = view.place
        await press(app, pilot, "w")
        assert view.scroll_y == 100
        assert top < view.caret < top + 300


async def test_layers_are_drawn() -> None:
    source = STORY.source
    velna, will, new = (source.index(word) for word in ("Velna", "will", "needs"))
    app = Reading(STORY)
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        plain = style_at(app, "Velna")
        view.mentions = [MarkedSpan(velna, velna + 5, "LOC")]
        assert "italic" in style_at(app, "Velna")[0]
        view.mentions = []
        assert style_at(app, "Velna") == plain
        view.passages = [
            TaggedSpan(velna, new, (Badge("c", "red"), Badge("q", "blue"))),
            TaggedSpan(will, will + 4, (Badge("d", "green"),)),
        ]
        velna_style, both, free = (style_at(app, words)[0] for words in ("Velna", "will", "old"))
        assert len({velna_style, both, free}) == 3
        assert any(row.startswith("cqd") for row in app.rows())
        view.hits = [MarkedSpan(velna, velna + 5, "current"), MarkedSpan(new, new + 5)]
        view.dimmed = [MarkedSpan(will, will + 4)]
        assert len({*style_at(app, "Velna"), *style_at(app, "needs"), velna_style}) == 3
        assert "dim" in style_at(app, "will")[0]
        await handled(pilot)


async def test_each_type_of_mention_has_attributes_of_its_own() -> None:
    types = ("PER", "ORG", "LOC", "NORP", "DATE", "MONEY", "LAW", "EVENT", "PRODUCT")
    article = article_of(" ".join(f"<{name}>" for name in types))
    app = Reading(article)
    async with app.run_test(size=(100, 10)) as pilot:
        await pilot.press("end")
        for theme in ("textual-dark", "textual-light"):
            app.theme = theme
            await handled(pilot)
            app.view.mentions = [
                MarkedSpan(start := article.source.index(f"<{name}>"), start + len(name) + 2, name)
                for name in types
            ]
            segments = {
                segment.text: segment.style
                for segment in app.view.render_line(0)
                if segment.text[1:-1] in types and segment.style
            }
            assert len(segments) == len(types)
            looks = {
                (style.bold, style.italic, style.underline, style.underline2)
                for style in segments.values()
            }
            assert len(looks) == len(types)
            assert len({style.color for style in segments.values()}) == len(types)


async def test_markup_is_style() -> None:
    source = "A **bold** word &amp; a [link](http://x)."
    runs = (
        StyledRun(0, 2),
        StyledRun(4, 8, style=Style.STRONG),
        StyledRun(10, 16),
        StyledRun(16, 21, "&"),
        StyledRun(21, 24),
        StyledRun(25, 29, style=Style.LINK),
        StyledRun(len(source) - 1, len(source)),
    )
    article = Article(source, (Block(Role.PARAGRAPH, runs),))
    app = Reading(article)
    async with app.run_test(size=(60, 6)) as pilot:
        assert app.rows()[0].strip() == "A bold word & a link."
        assert "bold" in style_at(app, "bold")[0]
        assert "underline" in style_at(app, "link")[0]
        await press(app, pilot, "w v w w")
        assert app.selected() == "bold** word &amp;"
        app.view.select(Span(source.index("&"), source.index("&") + 5))
        assert app.selected() == "&amp;"


async def test_hostile_text_is_only_text() -> None:
    hostile = "\x1b]0;owned\x07 \x1b[2J [bold]b[/bold] [@click=app.quit]x[/] \u202eabc\x00 \x9b31m"
    app = Reading(article_of(hostile))
    async with app.run_test(size=(100, 6)) as pilot:
        shown = app.rows()[0]
        assert "[bold]b[/bold] [@click=app.quit]x[/]" in shown
        assert not set(shown) & set("\x1b\x07\x00\x9b\u202e")
        strip = app.view.render_line(0)
        assert all(not segment.style or not segment.style.meta for segment in strip)
        assert "\x1b]0" not in strip.render(app.console)
        await pilot.click(app.view, offset=(shown.index("x[/]"), 0))
        assert app.is_running
        app.view.reading = Shown.SOURCE
        await handled(pilot)
        assert not set("".join(app.rows())) & set("\x1b\x07\x00\x9b\u202e")


async def test_asides_stand_dimmed_where_they_belong() -> None:
    texts_of = ["She said yes.", "A ferry at dusk.", "Maybe a heading", "Log in", "He said no."]
    source = "\n".join(texts_of)
    spans = [StyledRun(source.index(text), source.index(text) + len(text)) for text in texts_of]
    roles = [Role.PARAGRAPH, Role.CAPTION, Role.BOILERPLATE, Role.BOILERPLATE, Role.PARAGRAPH]
    doubts = [0.0, 0.0, 0.4, 0.01, 0.0]
    blocks = [Block(r, (s,), doubt=d) for r, s, d in zip(roles, spans, doubts, strict=True)]
    app = Reading(Article(source, tuple(blocks)))
    async with app.run_test(size=(60, 20)) as pilot:
        assert texts(app.rows()) == "She said yes. He said no."
        app.view.reading = Shown.ASIDES
        await handled(pilot)
        assert texts(app.rows()) == "She said yes. A ferry at dusk. Maybe a heading He said no."
        assert "dim" in style_at(app, "Maybe a heading")[0]
        assert "dim" not in style_at(app, "He said no")[0]
        await press(app, pilot, "} s")
        assert app.selected() == "A ferry at dusk."


async def test_an_article_that_shows_nothing_is_shown_raw() -> None:
    article = Article("Only noise\n", (Block(Role.BOILERPLATE, (StyledRun(0, 10),)),))
    app = Reading(article)
    async with app.run_test(size=(60, 6)):
        assert app.view.reading is Shown.SOURCE
        assert "Only noise" in app.rows()[0]
        assert "dim" not in style_at(app, "noise")[0]
        app.view.reading = Shown.ARTICLE
        assert "Only noise" in app.rows()[0]


async def test_empty_source() -> None:
    app = Reading(Article("", ()))
    async with app.run_test(size=(60, 6)) as pilot:
        await press(app, pilot, "j k l h w b ( ) { } g G pagedown pageup home end v w s p escape o")
        assert app.selected() is None
        assert app.view.caret == 0


async def test_a_table_stands_in_columns_and_scrolls_sideways_with_the_caret() -> None:
    table = [
        ("Port", "Depth at low water", "Master"),
        ("Velle", "4 m", "Ines"),
        ("漢字", "", "Per"),
    ]
    article = article_of(FIRST, *((Role.TABLE_ROW, "\t".join(row)) for row in table))
    app = Reading(article)
    async with app.run_test(size=(60, 12)) as pilot:
        await handled(pilot)
        shown = [row.strip() for row in app.rows() if "Ines" in row or "Per" in row]
        assert shown == ["Velle  4 m                 Ines", "漢字                       Per"]
        await press(app, pilot, "} j 6 l")
        assert app.view.article.source[app.view.caret :].startswith("4 m")
        await resized(pilot, 34, 12)
        await press(app, pilot, "end")
        assert style_at(app, "‹Depth at low water  Master")
        assert style_at(app, "‹4 m                 Ines")
        await press(app, pilot, "home")
        assert style_at(app, "Velle  4 m")
        assert sum(row.endswith("›") for row in app.rows()) == len(table)


async def test_names_are_not_set_off_in_the_title_in_any_view() -> None:
    start = STORY.source.index("Bridge")
    article = replace(STORY, title=Field(start, start + len("Bridge to close"), "Bridge to close"))
    app = Reading(article)
    async with app.run_test(size=(90, 24)) as pilot:
        app.view.mentions = [MarkedSpan(start, start + len("Bridge"), "LOC")]
        await pilot.press("G")
        for reading in (Shown.ARTICLE, Shown.SOURCE):
            app.view.reading = reading
            await handled(pilot)
            [style] = style_at(app, "Bridge to close")
            assert "bold" in style
