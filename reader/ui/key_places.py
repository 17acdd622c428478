"""The places where keys hold: every screen with its widgets and the app behind it."""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from textual.dom import DOMNode
from textual.screen import ModalScreen

from reader.lazy import lazy_modules
from reader.ui import screens
from reader.ui.shared.dialogs.dialog import Dialog
from reader.ui.shared.keymap import Places
from reader.ui.shared.screen import ReaderScreen


@cache
def key_places(app: type[DOMNode]) -> Places:
    """Return each screen with its widgets that have commands, by its name in words.

    The app's own commands can be given on all but the small screens over others.
    """
    found: dict[str, tuple[type[DOMNode], ...]] = {}
    for name in sorted(lazy_modules(screens.__name__)):
        screen = cast("type[ReaderScreen | Dialog[object]]", getattr(screens, name))
        behind = () if issubclass(screen, ModalScreen) else (app,)
        found[_in_words(name)] = (screen, *screen.WIDGETS, *behind)
    return found


def _in_words(name: str) -> str:
    """Return the name of a class as a person reads it: ``ArticleScreen`` is the article screen."""
    return "the " + " ".join(re.findall("[A-Z][a-z]*", name)).lower()
