"""The commands that a screen offers now, in the order of the help."""

from __future__ import annotations

from collections.abc import Mapping

from textual.screen import Screen

from reader.ui.shared.commands import GROUPS, Command, declared
from reader.ui.shared.lines.key_line import KeyLine
from reader.ui.shared.screen import ReaderScreen


def choices(screen: Screen[object], keymap: Mapping[str, str]) -> list[Command]:
    """Return the commands to choose from: those that can be given now, without the motions."""
    return [one for one in offered(screen, keymap) if one.is_possible and not one.is_motion]


def offered(screen: Screen[object], keymap: Mapping[str, str]) -> list[Command]:
    """Return the commands of a screen, its focused widget and the app, in the order of the help.

    ``keymap`` holds the user's own keys by the ids of commands. Commands that do the same, each
    with a key of its own (the first nine tags), are one. A command that a screen declares anew
    stands for the one of the app.
    """
    common = _shown_now(screen) | (screen.COMMON if isinstance(screen, ReaderScreen) else set())
    found: dict[tuple[str, str], Command] = {}
    nearer: set[str | None] = set()
    for node in (screen.focused or screen).ancestors_with_self:
        own = [one for one in declared([type(node)]) if one.id not in nearer]
        nearer.update(one.id for one in own)
        for binding in own:
            given = Command.of(binding, keymap, node)
            before = found.get((given.group, given.help))
            is_common = binding.id in common
            if before is not None and before.action != given.action:
                given = given._replace(keys=f"{before.keys.partition('–')[0]}–{given.keys}")
                is_common = is_common or before.is_common
            found[given.group, given.help] = given._replace(is_common=is_common)
    order = list(GROUPS.values())
    return sorted(found.values(), key=lambda command: order.index(command.group))


def explained(screen: Screen[object], keymap: Mapping[str, str]) -> list[Command]:
    """Return the commands that help tells of: of those with one key, the ones it gives now.

    Within their groups those that can't be given now come last.
    """
    commands = offered(screen, keymap)
    given = {key for one in commands if one.is_possible for key in one.keys.split()}
    offered_ones = (
        one for one in commands if one.is_possible or given.isdisjoint(one.keys.split())
    )
    order = list(GROUPS.values())
    return sorted(offered_ones, key=lambda one: (order.index(one.group), not one.is_possible))


def _shown_now(screen: Screen[object]) -> set[str | None]:
    """Return the ids of the commands that the footer shows, where it has room for all of them."""
    meant = {one for line in screen.query(KeyLine) for one in line.of_the_moment}
    return {
        active.binding.id
        for key, active in screen.active_bindings.items()
        if active.binding.show or not meant.isdisjoint((key, active.binding.id))
    }
