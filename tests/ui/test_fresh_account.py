"""The first start on an account that has never seen the program."""

from __future__ import annotations

from pathlib import Path

from reader.annotations import Passage, Store
from reader.workspace.workspace import kept_elsewhere

from .driving import running


async def test_the_sample_corpus_is_annotated_from_nothing(tmp_path: Path) -> None:
    data = tmp_path / ".data"
    assert not data.exists()
    async with running() as app:
        await app.settled()
        await app.open("harbor-bridge/clean-text.txt")
        await app.press("s", "1")
        assert len(app.app.workspace.store.all(Passage)) == 1
    (file,) = (data / "reader").glob("*.json")
    with Store.open(file, author="mina", read_only=True) as store:
        assert len(store.all(Passage)) == 1


async def test_a_folder_that_cannot_be_written_is_told_with_the_place_of_the_work(
    corpus: Path,
) -> None:
    async with running(corpus, annotations=kept_elsewhere(corpus)) as app:
        assert "annotations go to" in app.shown
