"""What a scan finds, in which order, under which ids, and what it survives."""

from __future__ import annotations

import os
import socket
import stat
import sys
from pathlib import Path

import pytest

from reader.corpus import SIZE_LIMIT, Corpus, Entry, changes
from reader.errors import CorpusError
from reader.text import Format


def scanned(*paths: Path) -> dict[str, Entry]:
    return {entry.id: entry for entry in Corpus(paths).scan()}


def write(path: Path, text: str = "Rain fell on the harbour.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_known_endings_are_found_at_any_depth_and_nothing_else(tmp_path: Path) -> None:
    wanted = {
        "a.txt": Format.TEXT,
        "b/c.md": Format.MARKDOWN,
        "b/d/e.Markdown": Format.MARKDOWN,
        "f.HTML": Format.HTML,
        "g.htm": Format.HTML,
        "h.xhtml": Format.HTML,
    }
    for name in (*wanted, "image.png", "notes", "h.txt.bak", ".hidden.txt", ".git/x.txt"):
        write(tmp_path / name)
    assert {entry.id: entry.format for entry in scanned(tmp_path).values()} == wanted


def test_order_is_that_of_the_ids_whatever_the_disk_says(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt", "a/b/c.txt", "a-b.txt", "ä.txt", "B.txt"):
        write(tmp_path / name)
    ids = [entry.id for entry in Corpus([tmp_path]).scan()]
    assert ids == sorted(ids)
    assert len(ids) == 7


def test_ids_of_several_files_are_relative_to_what_holds_them_all(tmp_path: Path) -> None:
    files = [write(tmp_path / name) for name in ("x/1.txt", "x/y/2.txt", "z/3.txt")]
    corpus = Corpus([files[1], files[0], files[0]])
    assert corpus.root == tmp_path / "x"
    assert [entry.id for entry in corpus.scan()] == ["1.txt", "y/2.txt"]
    assert list(scanned(files[2])) == ["3.txt"]
    assert list(scanned(tmp_path / "x", files[1], files[2])) == ["x/1.txt", "x/y/2.txt", "z/3.txt"]


def test_relative_paths_are_taken_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "x/1.txt")
    monkeypatch.chdir(tmp_path)
    corpus = Corpus([Path("x")])
    assert corpus.root == tmp_path / "x"
    monkeypatch.chdir("/")
    assert [corpus.read(entry).id for entry in corpus.scan()] == ["1.txt"]


def test_skipped_files_are_no_articles(tmp_path: Path) -> None:
    write(tmp_path / "keep.txt")
    write(tmp_path / "annotations.jsonl")
    corpus = Corpus([tmp_path], skip=lambda path: Path(path).name.startswith("annotations"))
    assert [entry.id for entry in corpus.scan()] == ["keep.txt"]


class TestLinks:
    def test_loops_end_and_each_article_comes_once_under_its_own_path(self, tmp_path: Path) -> None:
        write(tmp_path / "corpus/z/article.txt")
        (tmp_path / "corpus/z/up").symlink_to(tmp_path / "corpus")
        (tmp_path / "corpus/a").symlink_to(tmp_path / "corpus/z")
        (tmp_path / "corpus/parent").symlink_to(tmp_path)
        (tmp_path / "corpus/self").symlink_to("self")
        assert list(scanned(tmp_path / "corpus")) == ["z/article.txt"]

    def test_a_link_out_of_the_folder_is_left_out_and_counted(self, tmp_path: Path) -> None:
        write(tmp_path / "far/x.txt")
        write(tmp_path / "secret.txt")
        write(tmp_path / "corpus/m.txt")
        (tmp_path / "corpus/one").symlink_to(tmp_path / "far")
        (tmp_path / "corpus/two.txt").symlink_to(tmp_path / "secret.txt")
        (tmp_path / "corpus/dead.txt").symlink_to(tmp_path / "gone.txt")
        corpus = Corpus([tmp_path / "corpus"])
        assert [entry.id for entry in corpus.scan()] == ["m.txt"]
        assert sorted(corpus.left_out.leads) == ["dead.txt", "one", "two.txt"]
        assert str(corpus.left_out) == "Left out: 3 links out of it"
        both = Corpus([tmp_path / "corpus", tmp_path / "far"])
        assert [entry.id for entry in both.scan()] == ["corpus/m.txt", "far/x.txt"]

    def test_a_hidden_folder_is_reached_by_its_link(self, tmp_path: Path) -> None:
        write(tmp_path / ".store/x.txt")
        (tmp_path / "articles").symlink_to(tmp_path / ".store")
        assert list(scanned(tmp_path)) == ["articles/x.txt"]

    def test_a_linked_file_is_an_article_and_a_dead_link_has_a_reason(self, tmp_path: Path) -> None:
        kept = write(tmp_path / ".store/far.txt")
        (tmp_path / "alive.txt").symlink_to(kept)
        (tmp_path / "dead.txt").symlink_to(tmp_path / "gone.txt")
        found = scanned(tmp_path)
        assert found["alive.txt"].problem is None
        assert "no such file" in (found["dead.txt"].problem or "")

    def test_a_corpus_may_be_a_link_itself(self, tmp_path: Path) -> None:
        write(tmp_path / "real/x.txt")
        (tmp_path / "link").symlink_to(tmp_path / "real")
        assert list(scanned(tmp_path / "link")) == ["x.txt"]


class TestProblems:
    def test_each_has_its_reason_and_stops_nothing(self, tmp_path: Path) -> None:
        write(tmp_path / "empty.txt", "")
        write(tmp_path / "empty.jsonl", "")
        with open(tmp_path / "huge.txt", "wb") as stream:
            stream.truncate(2**30)
        os.mkfifo(tmp_path / "pipe.txt")
        os.mkfifo(tmp_path / "pipe.jsonl")
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(tmp_path / "socket.md"))
        write(tmp_path / "zebra.txt")
        found = scanned(tmp_path)
        assert {name: entry.problem for name, entry in found.items()} == {
            "empty.jsonl": "empty",
            "empty.txt": "empty",
            "huge.txt": "larger than 64 MB",
            "pipe.jsonl": "not a regular file",
            "pipe.txt": "not a regular file",
            "socket.md": "not a regular file",
            "zebra.txt": None,
        }
        for entry in found.values():
            if entry.problem:
                with pytest.raises(CorpusError) as raised:
                    Corpus([tmp_path]).read(entry)
                assert raised.value.message == entry.problem
                assert raised.value.place == entry.id
                assert raised.value.remedy

    def test_what_may_not_be_read_is_listed(self, tmp_path: Path) -> None:
        write(tmp_path / "closed.txt").chmod(0)
        if os.access(tmp_path / "closed.txt", os.R_OK):
            pytest.skip("root may read everything")
        write(tmp_path / "folder/x.txt").parent.chmod(0)
        try:
            found = scanned(tmp_path)
            with pytest.raises(CorpusError, match="permission denied"):
                Corpus([tmp_path]).read(found["folder/"])
        finally:
            (tmp_path / "folder").chmod(stat.S_IRWXU)
        assert "permission denied" in (found["closed.txt"].problem or "")
        assert "permission denied" in (found["folder/"].problem or "")

    def test_a_path_longer_than_the_system_allows_is_listed(self, tmp_path: Path) -> None:
        here = os.open(tmp_path, os.O_RDONLY)
        for _ in range(25):  # 25 names of 200 letters, each made from within the one before
            os.mkdir("d" * 200, dir_fd=here)
            deeper = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = deeper
        os.close(here)
        write(tmp_path / "x.txt")
        *folders, last = scanned(tmp_path).values()
        assert last.id == "x.txt"
        assert ["too long" in (folder.problem or "") for folder in folders] == [True]


@pytest.mark.skipif(sys.platform != "linux", reason="such names are allowed on Linux only")
class TestNames:
    def test_bytes_that_are_no_utf8_and_controls_stay_apart_and_printable(
        self, tmp_path: Path
    ) -> None:
        names = [b"caf\xe9.txt", b"caf\xe8.txt", b"esc\x1b]0;x.txt", b"line\nbreak.txt"]
        folder = os.fsencode(tmp_path)
        for name in names:
            with open(os.path.join(folder, name), "wb") as stream:
                stream.write(name)
        corpus = Corpus([tmp_path])
        found = {entry.id: corpus.read(entry).source for entry in corpus.scan()}
        assert set(found) == {
            "caf\\xe8.txt",
            "caf\\xe9.txt",
            "esc\\x1b]0;x.txt",
            "line\\x0abreak.txt",
        }
        assert found["caf\\xe9.txt"] == "café.txt"

    def test_names_that_look_the_same_get_two_ids(self, tmp_path: Path) -> None:
        for name in (b"caf\xe9.txt", rb"caf\xe9.txt"):
            with open(os.path.join(os.fsencode(tmp_path), name), "wb") as stream:
                stream.write(b"text")
        assert set(scanned(tmp_path)) == {"caf\\xe9.txt", "caf\\xe9.txt~2"}


class TestNothingToOpen:
    @pytest.mark.parametrize("name", ["gone", "gone.txt"])
    def test_missing(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(CorpusError, match="no such file or folder") as raised:
            Corpus([tmp_path / name])
        assert raised.value.place == str(tmp_path / name)
        assert raised.value.remedy

    def test_no_path(self) -> None:
        with pytest.raises(CorpusError, match="no corpus"):
            Corpus([])

    def test_another_kind_of_file(self, tmp_path: Path) -> None:
        with pytest.raises(CorpusError, match=r"\.jsonl"):
            Corpus([write(tmp_path / "report.png")])

    def test_an_empty_folder(self, tmp_path: Path) -> None:
        write(tmp_path / "only.png")
        with pytest.raises(CorpusError, match="no articles") as raised:
            list(Corpus([tmp_path]).scan())
        assert raised.value.exit_code == 3
        assert ".txt" in raised.value.remedy


class TestChanges:
    def test_added_removed_and_changed(self, tmp_path: Path) -> None:
        for name in ("same.txt", "gone.txt", "longer.txt", "touched.txt"):
            write(tmp_path / name)
        before = scanned(tmp_path)
        (tmp_path / "gone.txt").unlink()
        write(tmp_path / "longer.txt", "More rain fell on the harbour.")
        os.utime(tmp_path / "touched.txt", ns=(1, 1))
        write(tmp_path / "new.txt")
        found = changes(before, Corpus([tmp_path]).scan(before))
        assert [entry.id for entry in found.added] == ["new.txt"]
        assert [entry.id for entry in found.removed] == ["gone.txt"]
        assert [entry.id for entry in found.changed] == ["longer.txt", "touched.txt"]
        assert not changes(before, before.values())

    def test_the_new_entry_can_be_read(self, tmp_path: Path) -> None:
        path = write(tmp_path / "x.txt", "")
        before = scanned(tmp_path)
        write(path, "At last.")
        (changed,) = changes(before, Corpus([tmp_path]).scan()).changed
        assert Corpus([tmp_path]).read(changed).source == "At last."


def test_the_limit_itself_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * SIZE_LIMIT)
    (entry,) = Corpus([path]).scan()
    assert len(Corpus([path]).read(entry).source) == SIZE_LIMIT


def test_what_has_no_ending_is_known_by_its_bytes(tmp_path: Path) -> None:
    write(tmp_path / "a" / "wiki_00", f'<doc id="1" title="Marn">\n{"Rain fell. " * 9}\n</doc>\n')
    write(tmp_path / "page", "<!DOCTYPE html>\n<html><body><p>Fog lay.</p></body></html>")
    write(tmp_path / "LICENSE", f"Rain.\n\n{'=' * 30}\n\nTitle: Fog\n\n{'=' * 30}\n\nIt lay.")
    (tmp_path / "data").write_bytes(bytes(range(256)))
    corpus = Corpus([tmp_path])
    for before in ({}, scanned(tmp_path)):
        found = {entry.id: corpus.read(entry).format for entry in corpus.scan(before)}
        assert found == {"a/wiki_00": Format.TEXT, "page": Format.HTML}
        assert corpus.left_out.kinds == ["LICENSE", "data"]
    (entry,) = Corpus([tmp_path / "page"]).scan()
    assert entry.id == "page"


def test_what_is_left_out_is_counted_and_a_link_is_no_second_document(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / ".git").mkdir(parents=True)
    (folder / "one.txt").write_text("Rain fell.", "utf-8")
    (folder / "node_modules").mkdir()
    (folder / "node_modules" / "readme.md").write_text("Install it.", "utf-8")
    (folder / "one.png").write_bytes(b"PNG")
    (folder / ".two.txt").write_text("Fog lay.", "utf-8")
    (folder / "link.txt").symlink_to(folder / "one.txt")
    outside = tmp_path / "outside.txt"
    outside.write_text("Snow fell.", "utf-8")
    (folder / "other.txt").symlink_to(outside)
    corpus = Corpus([folder])
    assert [entry.id for entry in corpus.scan()] == ["one.txt"]
    assert {path: why.split()[-1] for path, why in corpus.left_out} == {
        "one.png": "file",
        "link.txt": "anyway",
        "other.txt": "to",
        ".git": "folder",
        "node_modules": "keeps",
        ".two.txt": "file",
    }
    assert str(corpus.left_out) == (
        "Left out: 1 file of another kind (.png), 1 link, 1 link out of it, 1 hidden folder,"
        " 1 folder of a program, 1 hidden file"
    )
