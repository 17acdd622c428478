"""Where annotators differ is settled by keys, one stretch after the other, and undone."""

from __future__ import annotations

import json
import re
from pathlib import Path

from reader.annotations import Link, Passage, Status
from reader.text import Span
from reader.ui.agreement.disputes_screen import DisputesScreen
from reader.workspace import Workspace
from reader.workspace.actions.passages.annotating import link, set_status, toggle_tags

from ..driving import Driver, running

DOCUMENT = "harbor-bridge/clean-text.txt"


def work(path: Path, text: str, *labels: tuple[int, int, str]) -> str:
    row = {"text": text, "label": labels, "meta": {"document": DOCUMENT}}
    path.write_text(json.dumps(row), "utf-8")
    return str(path)


def passages(driver: Driver) -> set[tuple[int, int, tuple[str, ...]]]:
    store = driver.app.workspace.store
    names = {tag.id: tag.name for tag in store.tags()}
    return {
        (one.anchor.start, one.anchor.end, tuple(names[tag] for tag in one.tags))
        for one in store.all(Passage)
    }


async def enter(driver: Driver, *files: str) -> None:
    await driver.settled()
    await driver.press("ctrl+g")
    await driver.type(" ".join(files))
    await driver.press("enter")
    await driver.app.workers.wait_for_complete()
    await driver.settled()
    assert isinstance(driver.app.screen, DisputesScreen)


async def test_one_side_both_or_none_is_taken_and_taken_back(corpus: Path, tmp_path: Path) -> None:
    text = (corpus / DOCUMENT).read_text("utf-8")
    words = [match.span() for match in re.finditer(r"\S+", text)]
    one, two, three, four = (words[at] for at in (0, 3, 6, 9))
    ada = work(tmp_path / "ada.jsonl", text, (*one, "claim"), (*two, "claim"), (*three, "odd"))
    mina = work(
        tmp_path / "mina.jsonl",
        text,
        (*one, "claim"),
        (two[0], three[0] - 1, "quote"),
        (*four, "x"),
    )
    async with running(corpus) as driver:
        await enter(driver, ada, mina)
        assert "0 of 3 settled" in driver.shown and "1 agreed on" in driver.shown
        await driver.press("A")
        assert passages(driver) == {(*one, ("claim",))}
        await driver.press("b")
        both = {(*one, ("claim",)), (*two, ("claim",)), (two[0], three[0] - 1, ("quote",))}
        assert passages(driver) == both
        await driver.press("1")
        assert passages(driver) == both | {(*three, ("odd",))}
        await driver.press("x")
        assert passages(driver) == both | {(*three, ("odd",))}
        assert "3 of 3 settled" in driver.shown
        await driver.press("g", "2")
        assert (*two, ("claim",)) not in passages(driver)
        await driver.press("u", "u", "u")
        assert passages(driver) == both
        await driver.press("u", "u")
        assert passages(driver) == set()
        assert "0 of 3 settled" in driver.shown


async def test_files_that_hold_no_work_are_told_of(corpus: Path, tmp_path: Path) -> None:
    async with running(corpus) as driver:
        await driver.settled()
        await driver.press("ctrl+g")
        await driver.type(str(tmp_path / "missing.json"))
        await driver.press("enter")
        await driver.app.workers.wait_for_complete()
        await driver.settled()
        assert not isinstance(driver.app.screen, DisputesScreen)
        await driver.press("ctrl+g")
        await driver.paste(str(tmp_path / "one.json"))
        await driver.press("enter")
        await driver.settled()
        assert "Name the files of two people at least" in driver.shown


async def test_links_are_settled_too_and_none_of_it_is_kept(corpus: Path, tmp_path: Path) -> None:
    files = []
    for name, kinds in (("ada", ("edited", "quoting")), ("mina", ("same-event", None))):
        files.append(str(tmp_path / f"{name}.json"))
        workspace = Workspace.open([corpus], annotations=Path(files[-1]), author=name)
        list(workspace.scan())
        set_status(workspace.store, workspace.entries, Status.DONE)
        document = workspace.document(DOCUMENT)
        toggle_tags(workspace.store, document, [Span(0, 5 + len(name))], workspace.store.tags()[0])
        for other, kind in zip(sorted(workspace.entries)[-2:], kinds, strict=True):
            if kind is not None:
                link(workspace.store, DOCUMENT, other, kind)
        workspace.close()

    async with running(corpus) as driver:
        await driver.settled()
        link(driver.app.workspace.store, DOCUMENT, max(driver.app.workspace.entries), "exact")
        await enter(driver, *files)
        assert "0 of 3 settled" in driver.shown and "linked as same-event" in driver.shown
        await driver.press("g", "x")
        assert not driver.app.workspace.store.all(Passage)
        await driver.press("2", "x")
        links = driver.app.workspace.store.all(Link)
        assert sorted((one.kind, str(one.verdict)) for one in links) == [
            ("quoting", "rejected"),
            ("same-event", "accepted"),
        ]
        assert "3 of 3 settled" in driver.shown

    async with running(corpus) as driver:
        await enter(driver, *files)
        assert "3 of 3 settled" in driver.shown, "what was settled is kept"
        await driver.press("g", "1")
        assert len(driver.app.workspace.store.all(Passage)) == 1
        await driver.press("u")
        assert not driver.app.workspace.store.all(Passage) and "3 of 3 settled" in driver.shown
