"""The keys that a user chose, checked before they are taken."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys, _character_to_key
from textual.screen import ModalScreen

from reader.errors import near_names
from reader.lazy import lazy_modules
from reader.settings import Settings, nearest
from reader.ui import screens
from reader.ui.shared.commands import declared
from reader.ui.shared.dialogs.dialog import Dialog
from reader.ui.shared.screen import ReaderScreen

_MODIFIERS = ("ctrl+", "alt+", "shift+", "super+", "hyper+", "meta+")
_NAMED = {key.value for key in Keys if not key.value.startswith(("<", *_MODIFIERS))}
_CHARACTERS = {_character_to_key(character) for character in string.printable.strip()}
# As a terminal sends them: with a modifier, or alone.
_KEYS = _NAMED | _CHARACTERS | {f"f{number}" for number in range(1, 25)}


def check(settings: Settings, app: type[DOMNode]) -> None:
    """Check the keys of the settings against the commands of every place.

    A place is a screen with the widgets on it and the app behind it: there, keys must differ.

    Raises:
        SettingsError: for an id that no command has, a key that no keyboard has, or one that
            another command of the same place has.
    """
    all_ids = ids(app)
    for name, keys in settings.keys.items():
        if name not in all_ids:
            raise settings.error(f"keys.{name}", "there is no such command", nearest(name, all_ids))
        for key in keys.split(","):
            if not is_key(key.strip()):
                raise settings.error(
                    f"keys.{name}", f"there is no key “{key.strip()}”", near_keys(key.strip())
                )
    for collision in collisions(settings.keys, app):
        name, key, other, place = collision
        raise settings.error(
            f"keys.{name}", f"“{key}” is the key of {other} in {place}", "a key that is free there"
        )


def ids(app: type[DOMNode]) -> set[str]:
    """Return the ids of all commands that screens, widgets and the app declare."""
    return {binding.id or "" for nodes in places(app).values() for binding in declared(nodes)}


def collisions(
    changed: Mapping[str, str], app: type[DOMNode]
) -> Iterator[tuple[str, str, str, str]]:
    """Yield a changed command, its key, the other command that has it, and the place of both."""
    for name, key, other, place in shared_keys(changed, app):
        if changed.keys() & {name, other}:
            mine, kept = (name, other) if name in changed else (other, name)
            yield mine, key, kept, place


def holders(app: type[DOMNode], changed: Mapping[str, str]) -> Mapping[str, str]:
    """Return the other commands that have a key of the ``changed`` ones: ids, with their names."""
    names = {one.id: one.description for nodes in places(app).values() for one in declared(nodes)}
    return {other: names[other] for _, _, other, _ in collisions(changed, app)}


def shared_keys(
    changed: Mapping[str, str], app: type[DOMNode]
) -> Iterator[tuple[str, str, str, str]]:
    """Yield a command, its key, the command before it that has the same, and the place of both."""
    for place, nodes in places(app).items():
        taken: dict[str, str] = {}
        for name, key in _keys(declared(nodes), changed):
            other = taken.setdefault(key, name)
            if other != name:
                yield name, key, other, place


def is_key(key: str) -> bool:
    """Tell whether a keyboard has a key of this name."""
    base = key
    while base.startswith(_MODIFIERS):
        base = base.partition("+")[2]
    return base in _KEYS or (len(base) == 1 and base.isprintable())


def near_keys(key: str) -> str:
    """Return the names of keys that come nearest to a mistaken one, in words."""
    *modifiers, base = key.split("+")
    near = near_names(base, sorted(_KEYS)) if len(base) > 1 else ["f2", "full_stop"]
    names = near or ["f2", "ctrl+k", "full_stop"]
    keys = ("+".join((*modifiers, name)) if "+" not in name else name for name in names)
    return f"a key such as {', '.join(keys)}"


@cache
def places(app: type[DOMNode]) -> Mapping[str, tuple[type[DOMNode], ...]]:
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


def _keys(bindings: Iterator[Binding], changed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the id of each command with each of its keys, as Textual names keys."""
    for binding in bindings:
        name = binding.id or ""
        for part in Binding.make_bindings([binding.with_key(changed.get(name, binding.key))]):
            yield name, part.key
