"""Commands: one declaration gives the key, the footer, the help and the command palette.

A new one is a ``command`` in the ``BINDINGS`` of its screen, or in ``everywhere`` for all screens,
and a method ``action_…`` beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from textual.actions import parse
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import format_key

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

# The ids of the commands that change annotations.
EDITS: set[str] = set()
# The keys of commands by their ids: as they are declared, and as the user has chosen others.
_DECLARED: dict[str, str] = {}
_CHOSEN: dict[str, str] = {}
_ID = re.compile(r"{([^}]+)}")


def command(
    id: str,  # noqa: A002
    keys: str,
    action: str,
    name: str,
    help: str,  # noqa: A002
    *,
    footer: bool = False,
    priority: bool = False,
    edits: bool = False,
) -> Binding:
    """Declare a command.

    ``id`` (``group.name``) is what a settings file calls it, ``name`` is short enough for the
    footer, ``help`` says in a sentence what it does. A screen or widget lists it in ``BINDINGS``;
    its method ``action_`` + ``action`` carries it out. One with ``priority`` is asked before
    widgets; one that ``edits`` changes annotations.

    Raises:
        ValueError: for an id of a group that the help has no heading for.
    """
    group = id.partition(".")[0]
    if group not in GROUPS:
        raise ValueError(f"{id}: the groups of commands are {', '.join(GROUPS)}")
    _DECLARED.setdefault(id, keys)
    if edits:
        EDITS.add(id)
    return Binding(keys, action, name, show=footer, priority=priority, tooltip=help, id=id)


def choose_keys(chosen: Mapping[str, str]) -> None:
    """Take the keys that the user has chosen, by the ids of commands, in place of others."""
    _CHOSEN.clear()
    _CHOSEN.update(chosen)


def key_of(id: str) -> str:  # noqa: A002
    """Return the first key of a command, as advice names it."""
    keys = _CHOSEN.get(id, _DECLARED[id])
    return format_key(keys.partition(",")[0].strip())


def with_keys(advice: str) -> str:
    """Return advice with keys in place of the ids of commands, which stand there in braces."""
    return _ID.sub(lambda found: key_of(found[1]), advice)


def undoable(done: str) -> str:
    """Return a report with the key that undoes it."""
    return f"{done}; {key_of('app.undo')} takes it back"


def part_command(
    id: str,  # noqa: A002
    keys: str,
    call: str,
    name: str,
    help: str,  # noqa: A002
    **how: bool,
) -> Binding:
    """Declare a command that a part of a screen answers.

    ``call`` is ``part.method`` or ``part.method(3)``; the screen has the part by that name. ``how``
    it is shown is said as with ``command``.
    """
    part, _, method = call.partition(".")
    method, _, argument = method.removesuffix(")").partition("(")
    given = f", {argument}" if argument else ""
    action = f"run('{part}', '{method}'{given})"
    return command(id, keys, action, name, help, **how)


edit = partial(command, edits=True)
part_edit = partial(part_command, edits=True)


class Command(NamedTuple):
    """A command that can be given now: its id, its part of the help, its keys and its action.

    It is common where the footer shows it, or its screen names it among its ``COMMON``.
    """

    id: str
    group: str
    keys: str
    help: str
    action: str
    node: DOMNode
    name: str = ""
    is_common: bool = False

    @classmethod
    def of(cls, binding: Binding, keymap: Mapping[str, str], node: DOMNode) -> Command:
        """Return the command that a node has declared, with the user's own keys for it."""
        id_ = binding.id or ""
        keys = keymap.get(id_, binding.key).split(",")
        return cls(
            id_,
            GROUPS[id_.partition(".")[0]],
            " ".join(format_key(key.strip()) for key in keys),
            with_keys(binding.tooltip),
            binding.action,
            node,
            binding.description,
        )

    @property
    def is_motion(self) -> bool:
        """Tell whether it moves a caret or a cursor, and nothing else."""
        return self.id.startswith("move.") or self.action.startswith(
            ("step(", "page(", "end(", "grow(")
        )

    @property
    def is_possible(self) -> bool:
        """Tell whether there is something that it could be given for now."""
        _, name, parameters = parse(self.action)
        return self.node.check_action(name, parameters) is not False


def declared(nodes: Iterable[type[DOMNode]]) -> Iterator[Binding]:
    """Yield the commands that classes of screens and widgets declare, or inherit.

    A command that a class declares anew stands for the one that it would inherit.
    """
    for node in nodes:
        seen: set[str] = set()
        for base in (base for base in node.__mro__ if issubclass(base, DOMNode)):
            own = [one for one in vars(base).get("BINDINGS", ()) if isinstance(one, Binding)]
            yield from (one for one in own if one.id and one.id not in seen)
            seen.update(one.id for one in own if one.id)
