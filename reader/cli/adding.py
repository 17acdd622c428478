"""`reader add`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click

from reader.cli.options import NamedPath
from reader.cli.output import put, report, say
from reader.errors import CorpusError, ReaderError

_SAID = 2.0  # a wait of more seconds than this is told


@click.command(
    epilog="\b\nExamples:\n"
    "  reader add news/ https://courier.example/2024/03/05/bridge\n"
    "  reader add news/ addresses.txt       one address a line; - is standard input\n"
    "  reader add news/ pocket.csv          the pages that a table, a feed or an export names"
)
@click.argument("folder", metavar="CORPUS", type=NamedPath())
@click.argument("sources", metavar="URL...|FILE", nargs=-1, required=True)
def add(folder: Path, sources: tuple[str, ...]) -> int:
    """Fetch pages into the folder of a corpus.

    Each is saved as an HTML file that holds its address and the time. What a site's robots.txt
    forbids is not fetched, and its delays are kept. Prints the address and file of each page.
    """
    from reader.workspace.actions.fetching import Fetcher

    if not folder.is_dir():
        remedy = "Make it first, or name another one"
        raise CorpusError("there is no such folder", place=str(folder), remedy=remedy)
    fetcher, failed = Fetcher(folder, _wait), 0
    urls: dict[str, None] = {}
    for source in sources:
        try:
            urls |= dict.fromkeys(_named(source))
        except ReaderError as error:
            report(error)
            failed += 1
    for url in urls:
        try:
            page = fetcher.fetch(url)
        except ReaderError as error:
            report(error)
            failed += 1
        else:
            put(json.dumps({"url": page.url, "file": str(page.file)}, ensure_ascii=False))
    return min(1, failed)


def _named(source: str) -> Iterator[str]:
    """Yield the address that was named, or those in the file that was."""
    from reader.corpus import addresses_in
    from reader.workspace.actions.fetching import addresses

    if "://" in source:
        yield source
    elif source == "-":
        yield from addresses(sys.stdin)
    elif Path(source).is_file():
        if (found := addresses_in(Path(source))) is not None:
            yield from found
            return
        with Path(source).open(encoding="utf-8-sig", errors="replace") as lines:
            yield from addresses(lines)
    else:
        raise CorpusError(
            "this is no address, and no file of addresses",
            place=source,
            remedy="Write https://… before an address",
        )


def _wait(seconds: float) -> None:
    if seconds > _SAID:
        say(f"waiting {seconds:g} s, as the site wants between two pages")
    time.sleep(seconds)
