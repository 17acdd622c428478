"""The files of the cache: the user's own and nobody else's, whatever lies in their place."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from reader.workspace.cache import analysis_cache, text_index
from reader.workspace.cache.analysis_cache import Cache
from reader.workspace.cache.text_index import IndexedText, TextIndex

if sys.platform == "win32":
    pytest.skip("Windows has no such files", allow_module_level=True)

TEXT = IndexedText("a", "1", "en", "", "ferry", "ferry", b"")


def use(folder: Path) -> None:
    """Put something into both files of a cache, and find it again."""
    cache, index = Cache(folder / "analyses.sqlite"), TextIndex(folder / "texts.sqlite")
    cache.put("key", "kind", "1", b"value")
    index.put([TEXT])
    assert cache.get("key", "kind", "1") in {b"value", None}
    assert list(index.documents('"ferry"')) == ["a"]
    for file in folder.iterdir():
        if stat.S_ISREG(file.lstat().st_mode) and file.suffix.startswith(".sqlite"):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
    cache.close()
    index.close()


def test_only_the_user_reads_them(tmp_path: Path) -> None:
    use(tmp_path / "new")
    folder = tmp_path / "old"
    folder.mkdir()
    for name in ("analyses.sqlite", "texts.sqlite"):
        (folder / name).touch(0o644)
    use(folder)


def test_the_index_goes_on_after_another_process_was_in_the_way(tmp_path: Path) -> None:
    index = TextIndex(tmp_path / "texts.sqlite")
    assert index.put([TEXT])
    index._connection().execute("pragma busy_timeout = 0")  # type: ignore[union-attr]
    other = sqlite3.connect(tmp_path / "texts.sqlite", isolation_level=None)
    other.execute("begin immediate")
    later = TEXT._replace(document="b")
    assert not index.put([later])
    other.close()
    assert index.put([later])
    assert set(index.documents('"ferry"')) == {"a", "b"}
    index.close()


def test_the_cache_goes_on_where_it_could_not_be_written(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "analyses.sqlite")
    cache.put("key", "kind", "1", b"value")
    cache._connection.execute("pragma busy_timeout = 0")  # type: ignore[union-attr]
    other = sqlite3.connect(tmp_path / "analyses.sqlite", isolation_level=None)
    other.execute("begin immediate")
    cache.put("later", "kind", "1", b"value")
    other.close()
    assert cache.get("key", "kind", "1") == b"value"
    cache._connection.execute("pragma max_page_count = 1")  # type: ignore[union-attr]
    cache.put("key", "too much", "1", bytes(1 << 20))  # the disk is full
    assert cache.kinds("key") == {"kind"}
    cache.close()


def test_files_that_another_process_is_laying_out_are_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (analysis_cache, text_index):
        monkeypatch.setattr(module, "_PATIENCE", 0.0)
    cache, index = Cache(tmp_path / "analyses.sqlite"), TextIndex(tmp_path / "texts.sqlite")
    others = [sqlite3.connect(str(one.path), isolation_level=None) for one in (cache, index)]
    for other in others:
        other.execute("pragma journal_mode = wal")
        other.execute("begin immediate")
    cache.put("key", "kind", "1", b"value")
    assert not index.put([TEXT]) and list(index.documents('"ferry"')) == []
    assert index.path == tmp_path / "texts.sqlite"
    for other in others:
        other.execute("create table theirs (id)")
        other.execute("commit")
    cache.put("key", "kind", "1", b"value")
    assert cache.get("key", "kind", "1") == b"value"
    assert index.put([TEXT]) and list(index.documents('"ferry"')) == ["a"]
    for other in others:
        assert other.execute("select count(*) from theirs").fetchone() == (0,)
        other.close()
    cache.close()
    index.close()


@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe"])
def test_what_lies_in_their_place_is_not_obeyed(tmp_path: Path, kind: str, end: str) -> None:
    victim, folder = tmp_path / "victim.txt", tmp_path / "cache"
    folder.mkdir()
    if kind == "link":
        victim.write_bytes(b"")
    for name in ("analyses.sqlite", "texts.sqlite"):
        if kind == "pipe":
            os.mkfifo(folder / f"{name}{end}")
        else:
            (folder / f"{name}{end}").symlink_to(victim)
    use(folder)
    assert not victim.exists() or victim.read_bytes() == b""
