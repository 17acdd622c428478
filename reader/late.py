"""What is loaded or compiled when it is first used, so that it does not hold up the start."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import regex


def late_names(package: str, modules: Mapping[str, str]) -> Callable[[str], object]:
    """Return the ``__getattr__`` (PEP 562) of a package whose names come from its ``modules``.

    ``modules`` gives, for each name, the module of the package that holds it; that is loaded when
    the name is first asked for.
    """

    def load(name: str) -> object:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(import_module(f"{package}.{modules[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return load


class _LatePattern:
    """Stands for a compiled pattern, and becomes it at the first call of one of its methods."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def __getattr__(self, method: str) -> object:
        import regex

        found: object = getattr(regex.compile(self._pattern, regex.V1), method)
        setattr(self, method, found)
        return found


def late_pattern(pattern: str) -> regex.Pattern[str]:
    """Return ``pattern`` (version 1 of ``regex``) to be compiled when it is first used."""
    return cast("regex.Pattern[str]", _LatePattern(pattern))
