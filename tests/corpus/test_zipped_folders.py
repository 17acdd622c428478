"""Zipped folders: read as the folder would be, and no way into the memory or the disk."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reader.corpus import Corpus, Document
from reader.workspace.cache.described import cleaned, described

from .drawn_out import warc
from .told import LOCK, MILL, OBJECT, SECOND, read


def zipped(path: Path, members: dict[str | ZipInfo, bytes | str]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_its_documents_are_those_of_the_folder(tmp_path: Path) -> None:
    link = ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    held = {
        "a.txt": f"Title: Lock opens\nDate: 2024-03-05\n\n{LOCK}",
        "b/mill.txt": MILL,
        "b/mill.meta.json": '{"title": "Mill burns"}',
        "b/c.jsonl": f"{json.dumps(OBJECT)}\n{json.dumps(SECOND)}\n",
        "b/wiki_00": f'<doc id="1" title="Mill">{MILL}</doc>',
        "b/.hidden.txt": LOCK,
        "__MACOSX/a.txt": "Mac OS X",
        "photo.png": b"\x89PNG",
        "more.zip": b"PK",
        link: "/etc/passwd",
    }
    path = zipped(tmp_path / "all.zip", held)
    found = read(path)
    assert {id_: one.declared.title for id_, one in found.items() if isinstance(one, Document)} == {
        "all.zip#a.txt": "Lock opens",
        "all.zip#b/c.jsonl#1": "Lock opens",
        "all.zip#b/c.jsonl#2": "Mill burns",
        "all.zip#b/mill.txt": "Mill burns",
        "all.zip#b/wiki_00": "Mill",
    }
    first = found["all.zip#a.txt"]
    assert isinstance(first, Document)
    assert first.source.strip() == LOCK
    corpus = Corpus([path])
    list(corpus.scan())
    kinds = "another kind of file: 2, a link to what is here anyway: 1, a hidden file: 1"
    assert corpus.left_out.counts == f"4 files in archives ({kinds})"


def test_a_web_archive_and_a_table_without_rows_in_it(tmp_path: Path) -> None:
    warc(tmp_path / "a.warc", "Lock opens", "Mill burns")
    pages = (tmp_path / "a.warc").read_bytes()
    corpus = Corpus([zipped(tmp_path / "all.zip", {"a.warc": pages, "b.csv": "title,text\n"})])
    assert [entry.id for entry in corpus.scan()] == ["all.zip#a.warc#1", "all.zip#a.warc#2"]
    told = "1 answer that is no page (errors or redirects: 1), 1 record without a text"
    assert corpus.left_out.counts == told


def test_the_path_within_tells_the_day_and_the_title(tmp_path: Path) -> None:
    held: dict[str | ZipInfo, bytes | str] = {"2024-03-06-old-mill.txt": "It rained.", "b.txt": ""}
    document = next(iter(read(zipped(tmp_path / "2023-01-01 all.zip", held)).values()))
    assert isinstance(document, Document)
    known = described(document, cleaned(document))
    assert (known["date"].value, known["title"].value) == ("2024-03-06", "Old mill")


def test_names_lead_nowhere_and_what_is_broken_is_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"../../b.txt": LOCK, "c\n\x1b.txt": MILL, "d.txt": ""})
    assert list(read(path)) == ["a.zip#../../b.txt", "a.zip#c\\x0a\\x1b.txt", "a.zip#d.txt"]
    assert read(path)["a.zip#d.txt"] == "empty"
    assert [each.name for each in tmp_path.iterdir()] == ["a.zip"]


def test_bombs_are_refused_and_archives_of_other_things_left_out(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.docx", {"word/document.xml": bytes(2**26)}).read_bytes()
    (tmp_path / "inner.docx").unlink()
    zipped(tmp_path / "nested.zip", {f"{n}.docx": inner for n in range(5)})
    zipped(tmp_path / "photos.zip", {"a.png": b"\x89PNG"})
    corpus = Corpus([tmp_path])
    found = {entry.id: entry.problem for entry in corpus.scan()}
    assert found == {"nested.zip": "no sound ZIP: it unpacks to more than 256 MB"}
    assert list(corpus.left_out.textless) == ["photos.zip"]
