"""Colours as the terminal takes them: of tags, and of text that can be read on any background."""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color as RichColor
from rich.color import ColorSystem, ColorType
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from textual.color import BLACK, WHITE, Color, ColorParseError

# The least contrast of text that the Web Content Accessibility Guidelines 2.2 allow (level AA).
LEAST_CONTRAST = 4.5
# How much of a dim letter is left, as Textual has it.
_DIM = 0.66
# How strongly a tag colours the background of its passages.
_TINT = 0.28
# A colour is taken so far towards black or white at a time until it can be read.
_STEPS = 16


def badge_style(color: str) -> Style:
    """Return the style of a tag's key: its colour as background, with letters that stand out.

    A colour that is none (the file may be edited by hand) gives reversed letters.
    """
    try:
        background = Color.parse(color)
    except ColorParseError:
        return Style(reverse=True)
    letters = background.get_contrast_text(1.0)
    return Style(bgcolor=background.rich_color, color=letters.rich_color, bold=True)


def letter_style(color: str) -> Style:
    """Return the style of a sign in a tag's colour; one that is no colour gives plain signs."""
    try:
        return Style(color=Color.parse(color).rich_color)
    except ColorParseError:
        return Style()


def tint_style(color: str, base: Style, *, dark: bool) -> Style:
    """Return the background of a passage: that of ``base`` with some of the tag's colour in it.

    A colour that is none tints with that of the letters. A background of the terminal's own is
    taken for black or white, as the theme is ``dark`` or not.
    """
    tint = _seen(letter_style(color).color or base.color, dark, is_ground=False)
    ground = _seen(base.bgcolor, dark, is_ground=True)
    assert tint is not None and ground is not None
    return Style(bgcolor=ground.blend(tint, _TINT).rich_color)


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours, from 1 to 21 (the guidelines' relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(4096)
def legible(color: Color, background: Color, *, in_256: bool = False) -> Color:
    """Return ``color``, lightened or darkened as little as is needed to be read on a background.

    On a terminal that draws ``in_256`` colours it is read as the nearest of them, on the nearest.
    """
    drawn = _nearest if in_256 else lambda one: one
    ground = drawn(background)
    if contrast(drawn(color), ground) >= LEAST_CONTRAST:
        return color
    end = _farthest(ground)
    for step in range(1, _STEPS):
        blended = color.blend(end, step / _STEPS)
        if contrast(drawn(blended), ground) >= LEAST_CONTRAST:
            return blended
    return end


@lru_cache(4096)
def _nearest(color: Color) -> Color:
    """Return the one of 256 colours that a terminal without others draws, as Rich chooses it."""
    return Color.from_rich_color(
        RichColor.from_triplet(color.rich_color.downgrade(ColorSystem.EIGHT_BIT).get_truecolor())
    )


@lru_cache(4096)
def legible_style(style: Style, dark: bool | None = None, *, in_256: bool = False) -> Style:
    """Return a style whose letters can be read on its own background.

    Dim letters are mixed here, so that they are as legible on every terminal. In a theme of the
    terminal's own colours, which is ``dark`` or not, these are taken for what they are commonly;
    in others (None) a style with any of them is left as it is.
    """
    letters = _seen(style.color, dark, is_ground=False)
    background = _seen(style.bgcolor, dark, is_ground=True)
    if letters is None or background is None:
        return style
    if style.reverse:
        letters, background = background, letters
    shown = background.blend(letters, _DIM) if style.dim else letters
    read = legible(shown, background, in_256=in_256)
    if read != shown and style.bgcolor and not _is_sure(style.bgcolor):
        read = legible(_farthest(background), background, in_256=in_256)
    if read == letters:
        return style
    if style.reverse:
        return style + Style(bgcolor=read.rich_color, dim=False)
    return style + Style(color=read.rich_color, dim=False)


def _farthest(background: Color) -> Color:
    return max((WHITE, BLACK), key=lambda end: contrast(end, background))


def _is_sure(color: RichColor) -> bool:
    """Tell whether a colour is the same on every terminal, but for its ground."""
    return color.is_default or color.type is ColorType.TRUECOLOR


def _seen(color: RichColor | None, dark: bool | None, *, is_ground: bool) -> Color | None:
    """Return the colour as it is seen; of the terminal's own None where it is not known."""
    if color is not None and color.type is ColorType.TRUECOLOR:
        return Color.from_rich_color(color)
    if dark is None:
        return None
    if color is None or color.is_default:
        return BLACK if dark == is_ground else WHITE
    return Color(*color.get_truecolor(DEFAULT_TERMINAL_THEME))


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
