"""Values that are loaded or compiled at their first use, not to hold up the start."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, AnyStr, cast

if TYPE_CHECKING:
    import regex


# An import of a face that stands below ``if TYPE_CHECKING:``.
_LAZY_IMPORT = re.compile(r"^    from ([\w.]+) import (\([^)]*\)|.+)$", re.MULTILINE)


def lazy_names(face: str) -> Callable[[str], object]:
    """Return the ``__getattr__`` (PEP 562) of a module ``face`` that loads names when asked for.

    They are those that the face imports for type checkers alone: its source is their one list.
    """

    def load(name: str) -> object:
        modules = lazy_modules(face)
        if name not in modules:
            raise AttributeError(f"module {face!r} has no attribute {name!r}")
        value: object = getattr(import_module(modules[name]), name)
        setattr(sys.modules[face], name, value)
        return value

    return load


@cache
def lazy_modules(face: str) -> Mapping[str, str]:
    """Return the names that a module imports for type checkers alone, with their modules."""
    source = Path(sys.modules[face].__file__ or "").read_text("utf-8")
    return {
        name: module
        for module, names in _LAZY_IMPORT.findall(source.partition("\nif TYPE_CHECKING:\n")[2])
        for name in re.findall(r"\w+", names)
    }


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
