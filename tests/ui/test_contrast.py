"""Text can be read on every background that is drawn, in every theme."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem, ColorType
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from textual.app import App, ComposeResult
from textual.color import BLACK, WHITE, Color
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.theme import Theme
from textual.widget import Widget
from textual.widgets import Label

from reader.annotations import PALETTE
from reader.ui.kept_styles import KeptStyles
from reader.ui.shared.colors import LEAST_CONTRAST, contrast, legible, legible_style
from reader.ui.themes import own_themes

from .driving import Driver, handled, running
from .every_screen import openings

# As it is drawn, a colour is rounded to eight bits a channel.
_ROUNDED = 0.05
_DRAWN = " " + "".join(map(chr, range(0x2500, 0x25A0)))


def test_the_measure_of_contrast_is_that_of_the_guidelines() -> None:
    white = Color.parse("white")
    assert contrast(white, Color.parse("black")) == 21
    assert round(contrast(white, Color.parse("#767676")), 2) == 4.54


def faint(app: Driver) -> list[str]:
    """Return the text on the screen that stands out too little."""
    found = []
    for strip in app.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if style is not None and text.strip(_DRAWN):
                measured = seen_contrast(style, app.app.current_theme)
                if measured < LEAST_CONTRAST:
                    found.append(f"{app.app.theme}: {text.strip()!r} {measured:.2f} {style}")
    return found


def styled_otherwise(app: Driver) -> list[str]:
    """Return the widgets whose styles, kept from others, are not those that Textual gives them."""
    found = []
    for node in app.app.screen.walk_children(with_self=True):
        kept = all_styles(node)
        Stylesheet.apply(app.app.stylesheet, node)
        if all_styles(node) != kept:
            found.append(str(node))
    return found


def all_styles(node: DOMNode) -> list[RulesMap]:
    """Return the styles of a widget and of its component classes."""
    parts = sorted(node._component_styles.items())
    return [node.styles.base.get_rules(), *(styles.base.get_rules() for _, styles in parts)]


def seen_contrast(style: Style, theme: Theme) -> float:
    """Return the contrast of a style; the terminal's own ground is as dark as the theme."""
    seen = []
    for color, own in ((style.color, WHITE), (style.bgcolor, BLACK)):
        if color is not None and color.type is ColorType.TRUECOLOR:
            seen.append(Color.from_rich_color(color))
        elif not theme.ansi:
            return 21.0  # the terminal's own
        elif color is None or color.is_default:
            seen.append(own if theme.dark else own.inverse)
        else:
            seen.append(Color(*color.get_truecolor(DEFAULT_TERMINAL_THEME)))
    assert not style.dim
    return contrast(*seen) + _ROUNDED


class _Gone:
    """An attribute that another version of Textual has no more."""

    def __get__(self, node: object, kind: type | None = None) -> object:
        raise AttributeError

    def __set__(self, node: object, value: object) -> None:
        pass


class _TwoLabels(App[None]):
    """Two widgets that a style sheet can't tell apart, and says something of."""

    CSS = "Label { color: red; }"

    def __init__(self) -> None:
        super().__init__()
        self.stylesheet = KeptStyles(variables=self.get_css_variables())

    def compose(self) -> ComposeResult:
        yield Label("one")
        yield Label("two")


@pytest.mark.parametrize(
    "name",
    [
        "_component_styles",
        "_has_focus_within",
        "_has_hover_style",
        "_has_odd_or_even",
        "_has_order_style",
        "_pseudo_classes_cache_key",
    ],
)
async def test_styles_are_given_without_names_that_another_textual_may_not_have(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with _TwoLabels().run_test() as pilot:
        pilot.app.stylesheet.reparse()  # which forgets what it kept
        for kind in (DOMNode, Widget):
            monkeypatch.setattr(kind, name, _Gone(), raising=False)
        for label in pilot.app.query(Label):
            label.styles.base.reset()
            pilot.app.stylesheet.apply(label)
            assert label.styles.color == Color.parse("red")
        monkeypatch.undo()


async def test_all_that_is_written_can_be_read_in_every_theme(corpus: Path) -> None:
    async with running(corpus, size=(120, 40)) as app:
        await app.open("clean-text.txt")
        for keys in ("s1", "2", ")", ")", "s3", "v", ")", "/bridge"):
            await app.type(keys) if keys.startswith("/") else await app.press(
                *({")": "right_parenthesis"}.get(key, key) for key in keys)
            )
        await app.press("enter")
        await app.settled()
        for keys in ("", "q"):  # the article, then the list
            await app.press(*keys)
            for theme in app.app.available_themes:
                app.app.theme = theme
                await handled(app.pilot)
                assert faint(app) == []


async def test_every_screen_can_be_read_in_its_share_of_the_themes(corpus: Path) -> None:
    """Go through all screens and all themes; with every pair it takes minutes.

    Each screen is seen in the app's own themes and in every twelfth of the others, each theme
    on every twelfth screen.
    """
    document = "harbor-bridge/clean-text.txt"
    async with running(corpus, size=(140, 40)) as app:
        await app.open(document)
        await app.press("s", "1", "2", "e", "n", "escape", "right_parenthesis", "s", "3", "q")
        for _ in app.app.workspace.names.gather():
            pass
        themes = sorted(app.app.available_themes)
        for number, opening in enumerate(openings(app.app, document).values()):
            opening()
            await app.settled()
            assert styled_otherwise(app) == []
            own = (theme for theme in themes if theme.startswith("reader"))
            for theme in (*own, *themes[number % 12 :: 12]):
                app.app.theme = theme
                await app.pilot._wait_for_screen()
                assert faint(app) == []
            while len(app.app.screen_stack) > 1:
                app.app.pop_screen()
            await app.settled()


def test_colours_of_tags_stay_apart_where_they_are_made_legible() -> None:
    for ground in ("#15171b", "#fbfaf6", "#000000", "#ffffff"):
        shown = {legible(Color.parse(color), Color.parse(ground)) for color in PALETTE.values()}
        assert len(shown) == len(PALETTE) > 6


def test_text_can_be_read_in_the_nearest_of_256_colours() -> None:
    """As Rich chooses them, where the terminal does not say that it has more."""
    shades = ("primary", "secondary", "accent", "warning", "error", "success", "foreground")
    for theme in own_themes():
        grounds = [theme.background, theme.surface, theme.panel, theme.primary]
        for letters, ground in product(shades, grounds):
            style = Style(color=getattr(theme, letters), bgcolor=ground)
            read = legible_style(style, in_256=True)
            seen = [
                Color.from_rich_color(
                    RichColor.from_triplet(one.downgrade(ColorSystem.EIGHT_BIT).get_truecolor())
                )
                for one in (read.color, read.bgcolor)
                if one is not None
            ]
            assert contrast(*seen) >= LEAST_CONTRAST, (theme.name, letters, ground)
