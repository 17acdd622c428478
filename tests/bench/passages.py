"""Measure the passages of a large corpus beside TinyDB's own search and update, in one run.

    python tests/bench/passages.py [PASSAGES] [DOCUMENTS]

Passages are of two authors, one in ten has a note, one in twenty was carried over. The screen is
the real one, driven by keys: from the key to the first rows, to all of them arranged, to the
answer of a filter typed at that moment, and one key on them. The screen's worker folds the words
of passages after their rows are shown. ``fsync`` counts the calls of a step of 10,000 passages.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

BULK = 10_000
SOURCE = "The mayor said on Monday that the bridge would stay closed until May. " * 20


def main(passages: int, documents: int) -> None:
    """Print a table of milliseconds."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        corpus = Path(folder) / "news"
        corpus.mkdir()
        (corpus / "a.txt").write_text(SOURCE, "utf-8")
        fill(corpus / "annotations.json", passages, documents)
        print(f"{passages:,} passages in {documents:,} documents, milliseconds")
        analyses(corpus)
        asyncio.run(screen(corpus, passages))
        tinydb(corpus / "annotations.json")


def fill(path: Path, passages: int, documents: int) -> None:
    """Write an annotation file."""
    from reader.annotations import Anchor, Passage, Store

    with Store.open(path, author="ada") as store, store.step() as step:
        tags = [tag.id for tag in store.tags()]
        origin = ""
        for number in range(passages):
            start = number * 37 % 900
            kept = step.put(
                Passage(
                    document=f"news/2024/article-{number % documents:05}.txt",
                    anchor=Anchor.of(SOURCE, "ab" * 32, start, start + 60 + number % 120),
                    tags=(tags[number % 6], *([tags[number % 5]] if number % 3 == 0 else [])),
                    note="Ask the harbour master" if number % 10 == 0 else "",
                    origin=origin if number % 20 == 1 else None,
                    author="ada" if number % 2 else "mina",
                )
            )
            origin = kept.id


def analyses(corpus: Path) -> None:
    """Measure reading at a glance, filters, groups, and what is done to many."""
    from reader.workspace import Workspace
    from reader.workspace.actions.passages.passage_editing import add_tags
    from reader.workspace.analyses.passages.passage_background import PassageBackground
    from reader.workspace.analyses.passages.passage_list import Grouping, Sorting, arranged
    from reader.workspace.analyses.stories.story_names import StoryNames
    from reader.workspace.query.asking import passages_of
    from reader.workspace.query.parsing import parse

    workspace = Workspace.open([corpus], author="ada")
    store, index = workspace.store, workspace.passages
    row("open the store, look at the first passages", once(lambda: index.first(200)))
    row("look at all passages (once)", once(lambda: list(index.build())))
    by_document = index.by_document()
    background = PassageBackground(store.tags(), {}, StoryNames())
    row("fold their words for searches (once)", once(lambda: list(index.fold())))
    for text in ("tag:claim", "tag:claim -tag:quote author:mina", "note:harbour", "closed until"):
        query = parse(text, typing=True)
        ask = lambda query=query: passages_of(workspace, query)  # noqa: E731
        row(f"filter {text}", often(ask))
    for grouping in Grouping:
        arrange = lambda one=grouping: arranged(by_document, one, Sorting.PLACE, background)[0]  # noqa: E731
        row(f"group by {grouping}, first row", often(arrange))
    ids = [glance.id for own in by_document.values() for glance in own][: BULK + 1]
    doubt = next(tag for tag in store.tags() if tag.name == "key fact")
    add_tags(store, ids[:1], [doubt])  # the first step of a session begins the journal
    calls = 0
    fsync = os.fsync

    def counting(file: int) -> None:
        nonlocal calls
        calls += 1
        fsync(file)

    os.fsync = counting
    spent = once(lambda: add_tags(store, ids[1:], [doubt]))
    os.fsync = fsync
    row(f"tag {BULK:,} passages, {calls} fsync", spent)
    row("undo it, one step", once(store.undo))
    workspace.close()


async def screen(corpus: Path, passages: int) -> None:
    """Measure the screen from the key on."""
    from reader.settings import Settings
    from reader.ui import ReaderApp
    from reader.ui.passages.passages_screen import PassagesScreen
    from reader.workspace import Workspace

    workspace = Workspace.open([corpus], author="ada")
    app = ReaderApp(workspace, Settings(path=Path("settings.toml")))
    async with app.run_test(size=(140, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        began = perf_counter()
        app.action_passages()
        while not (isinstance(app.screen, PassagesScreen) and shown(app.screen)):
            await asyncio.sleep(0.001)
        row("key to the first rows", (perf_counter() - began) * 1000)
        while len(app.screen.query_one("#passages").items) < passages:
            await asyncio.sleep(0.001)
        row("key to all rows in their groups", (perf_counter() - began) * 1000)
        listed = app.screen.query_one("#passages")
        began = perf_counter()
        app.screen.query_one("#filter").value = "harbour"
        while len(listed.items) >= passages:
            await asyncio.sleep(0.001)
        row("filter harbour, typed at once, to its rows", (perf_counter() - began) * 1000)
        app.screen.query_one("#filter").value = ""
        while len(listed.items) < passages:
            await asyncio.sleep(0.001)
        times = []
        for _ in range(50):
            began = perf_counter()
            listed.action_page(1)
            listed.render_lines(listed.size.region)
            times.append((perf_counter() - began) * 1000)
        row("page down, drawn: median", median(times))
        row("page down, drawn: worst", max(times))
    workspace.close()


def shown(screen: Any) -> bool:
    """Tell whether a screen of passages has rows."""
    return any(listed.items for listed in screen.query("#passages"))


def tinydb(path: Path) -> None:
    """Measure TinyDB on the same file."""
    from tinydb import TinyDB, where
    from tinydb.table import Table

    Table.document_id_class = str  # type: ignore[assignment]
    began = perf_counter()
    table = TinyDB(path).table("passages")
    rows = table.all()
    row("TinyDB: all passages", (perf_counter() - began) * 1000)
    tag = "019a0000-0000-7000-8000-000000000001"
    row("TinyDB: search by tag", once(lambda: table.search(where("tags").any([tag]))))
    ids = [one.doc_id for one in rows][:BULK]
    row(
        f"TinyDB: update {BULK:,}, no fsync", once(lambda: table.update({"note": "x"}, doc_ids=ids))
    )


def once(act: Callable[[], Any]) -> float:
    """Return the milliseconds that an act takes."""
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def often(act: Callable[[], Any]) -> float:
    """Return the median of five."""
    return median(once(act) for _ in range(5))


def row(what: str, milliseconds: float) -> None:
    """Print a line of the table."""
    print(f"{what:52} {milliseconds:10.1f}", flush=True)


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    main(*(given or [100_000, 10_000]))
