"""The one door out: no output takes the place of an article, the annotations, or a file unasked."""

from __future__ import annotations

import os
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.annotations import DocumentState, Store
from reader.cli import main
from reader.errors import OutputError, OutputExistsError
from reader.files_out import Protected, check_target, descriptor_of, write_file
from reader.settings import settings_path
from reader.workspace.opening import owner_of

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs links and modes")


@pytest.fixture
def protected(tmp_path: Path) -> Protected:
    """A folder with an article, an annotation file, and its backup."""
    for name in ("a.txt", "annotations.json", "annotations.json.bak1"):
        (tmp_path / name).write_text(name)
    return Protected([tmp_path / "a.txt"], [tmp_path / "annotations.json"])


@POSIX
@pytest.mark.parametrize("name", ["a.txt", "annotations.json", "annotations.json.bak1"])
@pytest.mark.parametrize("way", ["itself", "folder link", "file link", "hard link"])
def test_what_belongs_to_the_corpus_stays_whatever_its_name(
    tmp_path: Path, protected: Protected, name: str, way: str
) -> None:
    target = tmp_path / name
    other = tmp_path / "other"
    if way == "folder link":
        other.symlink_to(tmp_path, target_is_directory=True)
        target = other / name
    elif way == "file link":
        other.symlink_to(target)
        target = other
    elif way == "hard link":
        other.hardlink_to(target)
        target = other
    with pytest.raises(OutputError, match="belongs to the corpus"):
        write_file(target, [b"new"], protected=protected, replace=True)
    assert (tmp_path / name).read_text() == name


@pytest.mark.parametrize(
    "name", ["annotations.json.journal", "Annotations.json.lock", ".annotations.json.x.tmp"]
)
def test_companions_that_are_not_there_yet_are_kept_free(
    tmp_path: Path, protected: Protected, name: str
) -> None:
    with pytest.raises(OutputError, match="belongs to the corpus"):
        check_target(tmp_path / name, protected=protected)
    check_target(tmp_path / "annotations.jsonl", protected=protected)


@pytest.mark.parametrize("name", ["mine.json", "mine.json.journal", ".reader.toml"])
def test_the_work_of_another_corpus_is_replaced_by_no_force(tmp_path: Path, name: str) -> None:
    said = '{\n"meta": {\n"1": {"format": "article-reader annotations"}\n}\n}\n'
    (tmp_path / "mine.json").write_text(said)
    (tmp_path / name).touch()
    ours = Protected(owner_of=owner_of)
    with pytest.raises(OutputError, match="belongs to a corpus"):
        write_file(tmp_path / name, [b"new"], protected=ours, replace=True)
    (tmp_path / "others.json").write_text('{"format": "article-reader"}')
    write_file(tmp_path / "others.json", [b"new"], protected=ours, replace=True)


@pytest.mark.parametrize("name", [".reader.toml", "annotations.json", "annotations.json.journal"])
def test_what_reader_would_read_as_its_own_is_refused_by_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match="would belong to a corpus"):
        write_file(tmp_path / name, [b"new"], protected=Protected(owner_of=owner_of), replace=True)
    assert not (tmp_path / name).exists()


def test_an_article_beside_is_replaced_by_no_force_where_it_is_annotated(tmp_path: Path) -> None:
    with Store.open(tmp_path / "annotations.json", author="ada") as store:
        store.put(DocumentState(document="sub/b.txt"))
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "c.txt"):
        (tmp_path / "sub" / name).write_text("mine")
    ours = Protected(owner_of=owner_of)
    with pytest.raises(OutputError, match="belongs to a corpus"):
        write_file(tmp_path / "sub" / "b.txt", [b"new"], protected=ours, replace=True)
    write_file(tmp_path / "sub" / "c.txt", [b"new"], protected=ours, replace=True)


@POSIX
def test_an_open_file_is_written_to_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(b"old ")
    handle = os.open(tmp_path / "log", os.O_WRONLY | os.O_APPEND)
    write_file(Path(f"/dev/fd/{handle}"), [b"n", b"ew"])
    os.close(handle)
    assert (tmp_path / "log").read_bytes() == b"old new"
    assert [descriptor_of(Path(name)) for name in ("/dev/stdout", "/dev/fd/1", "1")] == [1, 1, None]


def test_the_settings_of_the_user_are_replaced_by_no_force(tmp_path: Path) -> None:
    file = settings_path()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("measure = 80\n")
    (tmp_path / "link").symlink_to(file)
    (tmp_path / "hard").hardlink_to(file)
    for name in ("link", "hard"):
        with pytest.raises(OutputError, match="the settings of reader"):
            write_file(
                tmp_path / name, [b"new"], protected=Protected(owner_of=owner_of), replace=True
            )
    assert file.read_text() == "measure = 80\n"


def test_another_file_is_replaced_only_where_that_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_bytes(b"old")
    with pytest.raises(OutputExistsError, match="--force"):
        write_file(path, [b"new"])
    assert path.read_bytes() == b"old"
    write_file(path, [b"n", b"ew"], replace=True)
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("has_links", [True, False])
def test_of_two_who_write_a_file_at_once_one_is_told(
    tmp_path: Path, has_links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "story.html"

    def overtaken() -> Iterator[bytes]:
        write_file(path, [b"first"])
        yield b"second"

    def refused(*_: object) -> None:
        raise PermissionError

    if not has_links:
        monkeypatch.setattr("reader.safe_files.os.link", refused)
    with pytest.raises(OutputExistsError, match="already"):
        write_file(path, overtaken())
    assert [each.name for each in tmp_path.iterdir()] == ["story.html"]
    assert path.read_bytes() == b"first"


@POSIX
def test_mode_and_link_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "old.json", tmp_path / "link.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_file(link, [b"new"], replace=True)
    assert link.is_symlink()
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o640)


def test_what_fails_on_the_way_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"new"
        raise ZeroDivisionError

    path = tmp_path / "old.json"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        write_file(path, chunks(), replace=True)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"old"]


@POSIX
def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(path.read_bytes()))
    reader.start()
    write_file(path, [b"n", b"ew"])
    reader.join()
    assert got == [b"new"]
    assert path.is_fifo()


@POSIX
@pytest.mark.parametrize("command", [["export", "--format", "json"], ["duplicates"]])
def test_commands_refuse_articles_through_a_link_and_ask_for_force(
    corpus: Path, tmp_path: Path, command: list[str]
) -> None:
    link = tmp_path / "link"
    link.symlink_to(corpus, target_is_directory=True)
    article = "harbor-bridge/clean-text.txt"
    before = (corpus / article).read_bytes()
    assert main([*command, str(link), "-o", str(link / article), "--force"]) == 1
    assert (corpus / article).read_bytes() == before
    output = tmp_path / "out.json"
    output.write_text("mine")
    assert main([*command, str(corpus), "-o", str(output)]) == 1
    assert output.read_text() == "mine"
    assert main([*command, str(corpus), "-o", str(output), "--force"]) == 0
    assert output.read_text() != "mine"
