"""Colours as the terminal takes them: of tags, and of text that can be read on any background."""

from __future__ import annotations

from functools import lru_cache

from rich.color import ColorType
from rich.style import Style
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


def tint_style(color: str, base: Style) -> Style:
    """Return the background of a passage: that of ``base`` with some of the tag's colour in it.

    A colour that is none tints with that of the letters. On a background of the terminal's own,
    which is not known, the passage is underlined.
    """
    tint = letter_style(color).color or base.color
    if base.bgcolor is None or tint is None:
        return Style(underline=True)
    background = Color.from_rich_color(base.bgcolor)
    return Style(bgcolor=background.blend(Color.from_rich_color(tint), _TINT).rich_color)


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours, from 1 to 21 (the guidelines' relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(4096)
def legible(color: Color, background: Color) -> Color:
    """Return ``color``, lightened or darkened as little as is needed to be read on a background."""
    if contrast(color, background) >= LEAST_CONTRAST:
        return color
    end = max((WHITE, BLACK), key=lambda end: contrast(end, background))
    for step in range(1, _STEPS):
        blended = color.blend(end, step / _STEPS)
        if contrast(blended, background) >= LEAST_CONTRAST:
            return blended
    return end


@lru_cache(4096)
def legible_style(style: Style) -> Style:
    """Return a style whose letters can be read on its own background.

    Dim letters are mixed here, so that they are as legible on every terminal. A style without
    colours of its own is left as it is: the terminal's are not known.
    """
    if not (_is_known(style.color) and _is_known(style.bgcolor)):
        return style
    assert style.color is not None and style.bgcolor is not None
    letters, background = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    if style.reverse:
        letters, background = background, letters
    shown = background.blend(letters, _DIM) if style.dim else letters
    shown = legible(shown, background)
    if shown == letters:
        return style
    if style.reverse:
        return style + Style(bgcolor=shown.rich_color, dim=False)
    return style + Style(color=shown.rich_color, dim=False)


def _is_known(color: object) -> bool:
    return getattr(color, "type", None) is ColorType.TRUECOLOR


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
