"""Commands: one declaration gives the key, the footer, the help and the command palette."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.binding import ActiveBinding, Binding
from textual.dom import DOMNode
from textual.keys import format_key
from textual.screen import Screen

# What the part of a command's id before the dot stands for, in the order of the help.
GROUPS = {
    "list": "The list",
    "move": "Moving",
    "select": "Selecting",
    "tag": "Tagging",
    "version": "Versions of a story",
    "entity": "People, organisations, places",
    "view": "View",
    "find": "Finding",
    "document": "The document",
    "go": "Going on",
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
) -> Binding:
    """Declare a command.

    ``id`` (``group.name``) is what a settings file calls it, ``name`` is short enough for the
    footer, ``help`` says in a sentence what it does.
    """
    return Binding(keys, action, name, show=footer, tooltip=help, id=id)


def active(screen: Screen[object]) -> Iterator[tuple[str, str, ActiveBinding]]:
    """Yield each command that a screen offers now, once: its group, its keys and its binding."""
    found: dict[str, tuple[list[str], ActiveBinding]] = {}
    for key, binding in screen.active_bindings.items():
        if binding.binding.id and binding.binding.tooltip:
            found.setdefault(binding.binding.id, ([], binding))[0].append(key)
    order = list(GROUPS)
    for name in sorted(found, key=lambda name: order.index(name.partition(".")[0])):
        keys, binding = found[name]
        yield GROUPS[name.partition(".")[0]], "  ".join(map(format_key, keys)), binding


def declared(nodes: Iterable[type[DOMNode]]) -> Iterator[Binding]:
    """Yield the commands that classes of screens and widgets declare, or inherit."""
    for base in (base for node in nodes for base in node.__mro__ if issubclass(base, DOMNode)):
        for binding in vars(base).get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id:
                yield binding
