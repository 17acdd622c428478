"""Text that a regular expression needs to match: a quick look before the slow one."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from reader.text import fold

# Python reads these as other things than the module ``regex`` does, which matches in the end.
_OTHERWISE = re.compile(r"\{(?!\d+(,\d*)?\})|\[[^\]]*(\[|--|&&|~~|\|\|)|\(\?[^:=!<#)imsx]")
_SHORTEST = 2  # characters


@lru_cache(maxsize=64)
def needed_text(pattern: str) -> tuple[str, ...]:
    """Return folded pieces that stand in every folded text with a match; none where none is known.

    They are pieces of words: blanks may be others in the folded text, and hyphens at line ends none
    at all, so that a text with these must be looked at in any case.
    """
    if _OTHERWISE.search(pattern):
        return ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            # There is no other parser of patterns. It is private, and the same since Python 3.11.
            parsed = re._parser.parse(pattern)  # type: ignore[attr-defined]
    except (re.error, Warning, RecursionError, OverflowError):
        return ()
    runs: list[str] = []
    _gather(parsed, runs)
    pieces = {piece for run in runs for piece in re.findall(r"[^\W_]+", run)}
    return tuple(sorted(filter(_is_telling, map(fold, pieces)), key=len, reverse=True))


def _is_telling(piece: str) -> bool:
    return len(piece) >= _SHORTEST


def _gather(parsed: Iterable[tuple[Any, Any]], runs: list[str]) -> None:
    """Gather the runs of characters that every match of a pattern has, in their order."""
    run = ""
    for kind, value in parsed:
        name = str(kind)
        if name == "LITERAL":
            run += chr(value)
            continue
        runs.append(run)
        run = ""
        if name == "SUBPATTERN":
            _gather(value[3], runs)
        elif name == "MAX_REPEAT" and value[0]:
            _gather(value[2], runs)
    runs.append(run)
