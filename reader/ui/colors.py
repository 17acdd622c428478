"""Colours of tags as the terminal takes them."""

from __future__ import annotations

from rich.style import Style
from textual.color import Color, ColorParseError


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
