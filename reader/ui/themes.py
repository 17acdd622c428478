"""Themes: reader's own, one palette file each, and those of the user's settings."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import Any

from textual.color import Color, ColorParseError
from textual.theme import BUILTIN_THEMES, Theme

from reader.errors import SettingsError
from reader.resources import styles_folder
from reader.settings import Settings, nearest

DEFAULT = "reader-dark"
_COLORS = {field.name for field in fields(Theme)} - {"name", "dark", "variables"}
_COLORS -= {"luminosity_spread", "text_alpha", "ansi"}


def own_themes() -> list[Theme]:
    """Return the themes that come with reader."""
    files = sorted((styles_folder() / "themes").glob("*.json"))
    return [_theme(file.stem, json.loads(file.read_text("utf-8"))) for file in files]


def all_themes(settings: Settings) -> set[str]:
    """Return the names of all themes that there are, those of the user's settings too."""
    return {*BUILTIN_THEMES, *(theme.name for theme in own_themes()), *settings.themes}


def wrong_theme(settings: Settings, known: Collection[str]) -> SettingsError | None:
    """Return what is wrong with the theme that settings name, None where it is a ``known`` one."""
    chosen = settings.theme or DEFAULT
    if chosen in known:
        return None
    return settings.error("theme", f"there is no theme {chosen!r}", nearest(chosen, known))


def users_themes(settings: Settings) -> list[Theme]:
    """Return the themes of the settings: tables ``[themes.NAME]`` with colours by their use.

    Raises:
        SettingsError: for a colour that is none, or a use that no theme has.
    """
    for name, table in settings.themes.items():
        for key, value in table.items():
            place = f"themes.{name}.{key}"
            if key == "dark" and isinstance(value, bool):
                continue
            if key not in _COLORS:
                raise settings.error(place, "no theme has this", nearest(key, [*_COLORS, "dark"]))
            if not _is_color(value):
                raise settings.error(place, f"{value!r} is no colour", 'colours as in "#7da6d9"')
        if "primary" not in table:
            raise settings.error(
                f"themes.{name}", "it has no primary colour", 'primary = "#7da6d9"'
            )
    return [_theme(name, table) for name, table in settings.themes.items()]


def _theme(name: str, table: Mapping[str, Any]) -> Theme:
    return Theme(name=name, **table)


def _is_color(value: object) -> bool:
    try:
        Color.parse(str(value))
    except ColorParseError:
        return False
    return isinstance(value, str)
