"""Commands: one declaration gives the key, the footer, the help and the command palette."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from textual.actions import parse
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import format_key
from textual.screen import Screen

from reader.ui.shared.lines.key_line import KeyLine

# What the part of a command's id before the dot stands for, in the order of the help.
GROUPS = {
    "list": "The list",
    "tag": "Tagging",
    "passage": "Passages",
    "figure": "Figures",
    "codebook": "The codebook",
    "select": "Selecting",
    "version": "Versions of a story",
    "entity": "People, organisations, places",
    "find": "Finding",
    "view": "View",
    "document": "The document",
    "go": "Going on",
    "move": "Moving",
    "app": "Everywhere",
}


def command(
    id: str,  # noqa: A002
    keys: str,
    action: str,
    name: str,
    help: str,  # noqa: A002
    *,
    footer: bool = False,
    priority: bool = False,
) -> Binding:
    """Declare a command.

    ``id`` (``group.name``) is what a settings file calls it, ``name`` is short enough for the
    footer, ``help`` says in a sentence what it does. A screen or widget lists it in ``BINDINGS``;
    its method ``action_`` + ``action`` carries it out. One with ``priority`` is asked before
    widgets.

    Raises:
        ValueError: for an id of a group that the help has no heading for.
    """
    group = id.partition(".")[0]
    if group not in GROUPS:
        raise ValueError(f"{id}: the groups of commands are {', '.join(GROUPS)}")
    return Binding(keys, action, name, show=footer, priority=priority, tooltip=help, id=id)


class Command(NamedTuple):
    """A command that can be given now: its id, its part of the help, its keys and its action.

    It is common where the footer shows it.
    """

    id: str
    group: str
    keys: str
    help: str
    action: str
    node: DOMNode
    name: str = ""
    is_common: bool = False

    @property
    def is_motion(self) -> bool:
        """Tell whether it moves a caret or a cursor, and nothing else."""
        return self.id.startswith("move.") or self.action.startswith(("step(", "page(", "end("))

    @property
    def is_possible(self) -> bool:
        """Tell whether there is something that it could be given for now."""
        _, name, parameters = parse(self.action)
        return self.node.check_action(name, parameters) is not False


def choices(screen: Screen[object], keymap: Mapping[str, str]) -> list[Command]:
    """Return the commands to choose from: those that can be given now, without the motions."""
    return [one for one in offered(screen, keymap) if one.is_possible and not one.is_motion]


def offered(screen: Screen[object], keymap: Mapping[str, str]) -> list[Command]:
    """Return the commands of a screen, its focused widget and the app, in the order of the help.

    ``keymap`` holds the user's own keys by the ids of commands. Commands that do the same, each
    with a key of its own (the first nine tags), are one. A command that a screen declares anew
    stands for the one of the app.
    """
    shown_now = _shown_now(screen)
    found: dict[tuple[str, str], Command] = {}
    nearer: set[str | None] = set()
    for node in (screen.focused or screen).ancestors_with_self:
        own = [one for one in declared([type(node)]) if one.id not in nearer]
        nearer.update(one.id for one in own)
        for binding in own:
            group = (binding.id or "").partition(".")[0]
            keys = keymap.get(binding.id or "", binding.key).split(",")
            shown = " ".join(format_key(key.strip()) for key in keys)
            known = found.get((group, binding.tooltip))
            is_common = binding.id in shown_now
            if known is not None and known.action != binding.action:
                shown = f"{known.keys.partition('–')[0]}–{shown}"
                is_common = is_common or known.is_common
            found[group, binding.tooltip] = Command(
                binding.id or "",
                GROUPS[group],
                shown,
                binding.tooltip,
                binding.action,
                node,
                binding.description,
                is_common,
            )
    order = list(GROUPS.values())
    return sorted(found.values(), key=lambda command: order.index(command.group))


def _shown_now(screen: Screen[object]) -> set[str | None]:
    """Return the ids of the commands that the footer shows, where it has room for all of them."""
    chips = {key for line in screen.query(KeyLine) for key in line.of_the_moment}
    return {
        active.binding.id
        for key, active in screen.active_bindings.items()
        if active.binding.show or key in chips
    }


def declared(nodes: Iterable[type[DOMNode]]) -> Iterator[Binding]:
    """Yield the commands that classes of screens and widgets declare, or inherit.

    A command that a class declares anew stands for the one that it would inherit.
    """
    for node in nodes:
        known: set[str] = set()
        for base in (base for base in node.__mro__ if issubclass(base, DOMNode)):
            own = [one for one in vars(base).get("BINDINGS", ()) if isinstance(one, Binding)]
            yield from (one for one in own if one.id and one.id not in known)
            known.update(one.id for one in own if one.id)
