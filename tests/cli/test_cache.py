"""`reader cache`: what it takes, and that nothing but time is lost with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli import main
from reader.workspace import Workspace
from reader.workspace.cache.cache_files import cache_files, clear_cache


def test_the_cache_is_told_kept_small_and_cleared_without_loss(
    corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["search", str(corpus), "ellingsen"]) == 0
    before = capfdbinary.readouterr().out
    assert main(["cache"]) == 0
    files = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert sum(one["bytes"] for one in files) > 0
    assert main(["cache", "--keep", "1G"]) == 0
    assert all(Path(one["path"]).exists() for one in files)
    assert main(["cache", "--clear"]) == 0
    assert not any(Path(one["path"]).exists() for one in files)
    capfdbinary.readouterr()
    assert main(["search", str(corpus), "ellingsen"]) == 0
    assert capfdbinary.readouterr().out == before


@pytest.mark.parametrize("size", ["", "M", "many", "-5M"])
def test_a_size_that_is_none_is_refused(size: str) -> None:
    assert main(["cache", "--keep", size]) == 2


def test_what_was_used_longest_ago_is_the_first_to_go(tmp_path: Path, corpus: Path) -> None:
    own = {one.path for one in cache_files()}
    assert {path.name.partition("-")[0] for path in own} == {"analyses", "texts"}
    for number in range(3):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "a.txt").write_bytes((corpus / "harbor-bridge" / "clean-text.txt").read_bytes())
        assert main(["search", str(folder), "bridge"]) == 0
    oldest = cache_files()[-1]
    os.utime(oldest.path, (1, 1))
    assert cache_files()[-1].path == oldest.path
    most = sum(one.size for one in cache_files()) - 1
    assert main(["cache", "--keep", str(most)]) == 0
    assert sum(one.size for one in cache_files()) == most + 1 - oldest.size
    assert not oldest.path.exists()
    assert clear_cache(0, [one.path for one in cache_files()]) == 0
    # Beyond what the settings allow all that is kept of others goes when a corpus is closed.
    assert main(["search", str(corpus), "bridge"]) == 0
    limit = sum(one.size for one in cache_files() if one.path in own)
    Path(os.environ["READER_SETTINGS"]).write_text(f'cache = "{limit}"\n', "utf-8")
    assert main(["search", str(corpus), "bridge"]) == 0
    assert {one.path for one in cache_files()} == own
    assert sum(one.size for one in cache_files()) == limit


_OPEN = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('pragma journal_mode=wal')"
)
_WAIT = "; c.execute('select * from sqlite_master').fetchall(); print(flush=True); input()"


def test_a_cache_that_another_process_has_open_is_not_deleted(
    corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["search", str(corpus), "ellingsen"]) == 0
    capfdbinary.readouterr()
    files = [one.path for one in cache_files() if one.path.suffix == ".sqlite"]
    command = [sys.executable, "-c", _OPEN + _WAIT, str(files[0])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert main(["cache", "--clear"]) != 0
        assert b"another reader is open" in capfdbinary.readouterr().err
        assert all(path.exists() for path in files)
        clear_cache(0)
        assert [path for path in files if path.exists()] == [files[0]]
        other.communicate(b"\n")
    assert main(["cache", "--clear"]) == 0
    assert not files[0].exists()


def test_nothing_stays_of_a_corpus_that_is_forgotten(corpus: Path) -> None:
    before = cache_files()
    folder = corpus / "harbor-bridge"
    assert main(["search", str(folder), "bridge"]) == 0
    assert len(cache_files()) > len(before)
    workspace = Workspace.open([folder])
    workspace.view_state.keep("sort", "date")
    workspace.close()
    assert len([*workspace.view_state.folder.glob("harbor-bridge-*")]) == 1
    workspace.forget()
    assert {one.path for one in cache_files()} == {one.path for one in before}
    assert not [*workspace.view_state.folder.glob("harbor-bridge-*")]
