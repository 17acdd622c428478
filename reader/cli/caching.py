"""`reader cache`."""

from __future__ import annotations

import click

from reader.cli.output import put, say
from reader.errors import ReaderError
from reader.text import json_line

_UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


@click.command(
    epilog="\b\nExamples:\n  reader cache\n  reader cache --keep 2G\n  reader cache --clear"
)
@click.option("--clear", is_flag=True, help="Delete all of it.")
@click.option("--keep", metavar="SIZE", help="Delete what was used longest ago beyond 500M, 2G ...")
def cache(clear: bool, keep: str | None) -> None:
    """Tell the size of the cache, or make it smaller.

    One JSON object a file: path and bytes. The cache holds what can be computed again: cleaned
    articles, names, the index of texts, the list as it was left. Annotations are never in it. Close
    reader before.
    """
    from reader.workspace.cache.cache_files import (
        cache_files,
        cache_folder,
        clear_cache,
        is_open_elsewhere,
    )

    if clear or keep is not None:
        left = 0 if clear or keep is None else _bytes(keep)
        if used := [one.path for one in cache_files() if is_open_elsewhere(one.path)]:
            raise ReaderError(
                "another reader is open and works with the cache",
                place=str(used[0]),
                remedy="Close it first",
            )
        try:
            freed = clear_cache(left)
        except OSError as error:
            raise ReaderError(
                f"the cache can't be deleted ({error.strerror})", place=str(cache_folder())
            ) from error
        say(f"{freed:,} bytes freed in {cache_folder()}")
        return
    files = cache_files()
    for one in files:
        put(json_line({"path": str(one.path), "bytes": one.size}))
    say(f"{sum(one.size for one in files):,} bytes in {cache_folder()}")


def _bytes(size: str) -> int:
    """Return the bytes that a size such as 500M or 2G stands for."""
    number, unit = (size[:-1], size[-1].upper()) if size[-1:].isalpha() else (size, "")
    if not number.isdecimal() or unit not in {"", *_UNITS}:
        raise click.UsageError(f"--keep needs a size such as 500M or 2G, not {size!r}")
    return int(number) * _UNITS.get(unit, 1)
