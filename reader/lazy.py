"""Values that are loaded or compiled at their first use, not to hold up the start."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, AnyStr, cast

if TYPE_CHECKING:
    import regex


def lazy_names(
    face: str, modules: Mapping[str, str], below: str | None = None
) -> Callable[[str], object]:
    """Return the ``__getattr__`` (PEP 562) of a module ``face`` whose names others hold.

    ``modules`` gives, for each name, the module that holds it, below the package ``below``
    (default: ``face``); that module is loaded when the name is first asked for.
    """

    def load(name: str) -> object:
        if name not in modules:
            raise AttributeError(f"module {face!r} has no attribute {name!r}")
        value: object = getattr(import_module(f"{below or face}.{modules[name]}"), name)
        setattr(sys.modules[face], name, value)
        return value

    return load


class _LazyPattern:
    """Stands for a compiled pattern, and becomes it at the first call of one of its methods."""

    def __init__(self, compiled: Callable[[], object]) -> None:
        self._compiled = compiled

    def __getattr__(self, name: str) -> object:
        found: object = getattr(self._compiled(), name)
        setattr(self, name, found)
        return found


def lazy_pattern(pattern: str) -> regex.Pattern[str]:
    """Return ``pattern`` (version 1 of ``regex``) to be compiled when it is first used."""

    @cache
    def compiled() -> object:
        import regex

        return regex.compile(pattern, regex.V1)

    return cast("regex.Pattern[str]", _LazyPattern(compiled))


def lazy_re(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return ``pattern`` (of the standard library) to be compiled when it is first used.

    One with wide ranges of characters takes milliseconds.
    """
    return cast("re.Pattern[AnyStr]", _LazyPattern(lambda: re.compile(pattern, flags)))
