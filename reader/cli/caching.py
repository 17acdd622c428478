"""`reader cache`."""

from __future__ import annotations

import click

from reader.cli.output import put, say
from reader.errors import ReaderError
from reader.settings import bytes_in, load
from reader.text import json_line


@click.command(
    epilog="\b\nExamples:\n  reader cache\n  reader cache --keep 2G\n  reader cache --clear"
)
@click.option("--clear", is_flag=True, help="Delete all of it.")
@click.option("--keep", metavar="SIZE", help="Delete what was used longest ago beyond 500M, 2G ...")
def cache(clear: bool, keep: str | None) -> None:
    """Tell the size of the cache, or make it smaller.

    One JSON object a file: path and bytes. The cache holds what can be computed again: cleaned
    articles, names, the index of texts, the list as it was left. Annotations are never in it. When
    a corpus is closed and it is larger than the settings allow (F2), what is kept of others goes,
    that used longest ago first; what is kept of itself stays, however large, as it would be read
    anew each time. Close reader before --keep and --clear.
    """
    from reader.workspace.cache.cache_files import (
        cache_files,
        cache_folder,
        clear_cache,
        is_open_elsewhere,
    )

    if clear or keep is not None:
        left = bytes_in("0" if clear or keep is None else keep)
        if left is None:
            raise click.UsageError(f"--keep needs a size such as 500M or 2G, not {keep!r}")
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
    settings = load()
    say(
        f"{sum(one.size for one in files):,} bytes in {cache_folder()}, of {settings.cache} at most"
        f" beside the corpus used last (cache in {settings.place})"
    )
