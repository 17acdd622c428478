"""Names of tags for formats whose types take not every character."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def type_names(
    tags: Iterable[str], plain: Callable[[str], str], taken: Iterable[str] = ()
) -> dict[str, str]:
    """Return the name of a type by that of each tag: as ``plain`` has it, each another.

    None is one of those that are ``taken``.
    """
    names: dict[str, str] = {}
    used = set(taken)
    for tag in tags:
        base = plain(tag)
        name, number = base, 2
        while name in used:
            name, number = f"{base}_{number}", number + 1
        used.add(name)
        names[tag] = name
    return names
