"""The keys that a user chose, checked before they are taken."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys, _character_to_key

from reader.errors import near_names
from reader.settings import Settings, nearest
from reader.ui.shared.commands import declared

# Screens by their names, each with its widgets and, where it holds there, the app.
Places: TypeAlias = Mapping[str, tuple[type[DOMNode], ...]]

_MODIFIERS = ("ctrl+", "alt+", "shift+", "super+", "hyper+", "meta+")
_NAMED = {key.value for key in Keys if not key.value.startswith(("<", *_MODIFIERS))}
_CHARACTERS = {_character_to_key(character) for character in string.printable.strip()}
# As a terminal sends them: with a modifier, or alone.
_KEYS = _NAMED | _CHARACTERS | {f"f{number}" for number in range(1, 25)}


def check(settings: Settings, places: Places) -> None:
    """Check the keys of the settings against the commands of every place.

    A place is a screen with the widgets on it and the app behind it: there, keys must differ.

    Raises:
        SettingsError: for an id that no command has, a key that no keyboard has, or one that
            another command of the same place has.
    """
    all_ids = ids(places)
    for name, keys in settings.keys.items():
        if name not in all_ids:
            raise settings.error(f"keys.{name}", "there is no such command", nearest(name, all_ids))
        for key in keys.split(","):
            if not is_key(key.strip()):
                raise settings.error(
                    f"keys.{name}", f"there is no key “{key.strip()}”", near_keys(key.strip())
                )
    for collision in collisions(settings.keys, places):
        name, key, other, place = collision
        raise settings.error(
            f"keys.{name}", f"“{key}” is the key of {other} in {place}", "a key that is free there"
        )


def ids(places: Places) -> set[str]:
    """Return the ids of all commands that screens, widgets and the app declare."""
    return {binding.id or "" for nodes in places.values() for binding in declared(nodes)}


def collisions(changed: Mapping[str, str], places: Places) -> Iterator[tuple[str, str, str, str]]:
    """Yield a changed command, its key, the other command that has it, and the place of both."""
    for name, key, other, place in shared_keys(changed, places):
        if changed.keys() & {name, other}:
            mine, kept = (name, other) if name in changed else (other, name)
            yield mine, key, kept, place


def shared_keys(changed: Mapping[str, str], places: Places) -> Iterator[tuple[str, str, str, str]]:
    """Yield a command, its key, the command before it that has the same, and the place of both."""
    for place, nodes in places.items():
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


def _keys(bindings: Iterator[Binding], changed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the id of each command with each of its keys, as Textual names keys."""
    for binding in bindings:
        name = binding.id or ""
        for part in Binding.make_bindings([binding.with_key(changed.get(name, binding.key))]):
            yield name, part.key
