"""EPUB: an issue is split into its articles, a book is one text."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from reader.corpus import Corpus
from reader.workspace.cache.described import cleaned

from .drawn_out import FIRST, SECOND, packed_epub, read

ISSUE = '<meta name="calibre:publication_type" content="periodical:unknown"/>'
NCX = (
    "<ncx><navPoint><navLabel>City</navLabel><content src='s.x'/><navPoint><navLabel>Lock opens"
    "</navLabel><content src='a.x'/></navPoint><navPoint><navLabel>Ferry late</navLabel><content "
    "src='b.x'/></navPoint></navPoint></ncx>"
)
NAV = (
    "<html xmlns:e='http://www.idpf.org/2007/ops'><nav e:type='toc'><ol><li><span>City</span><ol>"
    "<li><a href='all.x#a'>Lock opens</a></li><li><a href='all.x#b'>Ferry late</a></li></ol></li>"
    "</ol></nav></html>"
)


@pytest.mark.parametrize("by", ["", "<p>By Ada Brink</p>"])
@pytest.mark.parametrize("said", ["", ISSUE])
@pytest.mark.parametrize("has_files", [True, False])
def test_an_issue_as_epub_is_split_and_a_book_tells_of_its_texts(
    tmp_path: Path, by: str, said: str, has_files: bool
) -> None:
    first, second = (
        f"<h1>Lock opens</h1>{by}<p>{FIRST}</p>",
        f"<h1>Ferry late</h1>{by}<p>{SECOND}</p>",
    )
    links = "<ul><li><a href='a.x'>Lock opens</a></li><li><a href='b.x'>Ferry late</a></li></ul>"
    if has_files:
        bodies = {"cover.x": "<img/>", "s.x": links, "a.x": first, "b.x": second}
        packed_epub(tmp_path / "a.epub", bodies, said, ncx=NCX)
    else:
        body = f"<div><div id='a'>{first}</div><div><p id='b'/>{second}</div></div>"
        packed_epub(tmp_path / "a.epub", {"s.x": links, "all.x": body}, said, nav=NAV)
    corpus = Corpus([tmp_path])
    found = list(map(corpus.read, corpus.scan()))
    if not by and not said:
        (book,) = found
        assert FIRST in book.source and SECOND in book.source
        assert "names 2 texts" in book.notes[0].text
        return
    assert [(one.declared.title, one.declared.section) for one in found] == [
        ("Lock opens", "City"),
        ("Ferry late", "City"),
    ]
    assert [one.declared.source for one in found] == ["Lock opens"] * 2
    assert [one.id for one in found] == ["a.epub#1", "a.epub#2"]
    assert [cleaned(one).body.text for one in found] == [FIRST, SECOND]
    assert dict(corpus.left_out) == {"a.epub": "1 list of links"}


def test_an_article_of_calibre_tells_its_day_and_where_it_was_fetched(tmp_path: Path) -> None:
    address = "https://marn.example/lock"
    foot = f"<p>This article was downloaded by <b>calibre</b> from <a href='#'>{address}</a></p>"
    first = f"<h1>Lock opens</h1><p>4 March 2024</p><p>{FIRST}</p>{foot}"
    bodies = {"s.x": "<p/>", "a.x": first, "b.x": f"<h1>Ferry late</h1><p>{SECOND}</p>"}
    packed_epub(tmp_path / "a.epub", bodies, f"{ISSUE}<dc:date>2024-03-09</dc:date>", ncx=NCX)
    found = read(tmp_path)
    said = [(one.declared.date, one.declared.url) for one in found]
    assert said == [("2024-03-04", address), ("2024-03-09", "")]
    assert cleaned(found[0]).body.text == FIRST


def test_a_book_names_its_authors_and_tells_of_texts_that_no_contents_name(tmp_path: Path) -> None:
    body = f"<h2>Lock opens</h2><p>{FIRST}</p><h2>Ferry late</h2><p>{SECOND}</p>"
    said = "".join(f"<dc:creator>{name}</dc:creator>" for name in ("Ada Brink", "Per Lund"))
    packed_epub(tmp_path / "a.epub", {"all.x": body}, said)
    (book,) = read(tmp_path)
    assert book.declared.byline == "Ada Brink, Per Lund"
    assert "It has 2 texts" in book.notes[0].text


def test_a_zip_is_no_way_out_of_its_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.epub", "w") as archive:
        archive.writestr("../evil.txt", "x")
    corpus = Corpus([tmp_path])
    (entry,) = corpus.scan()
    with pytest.raises(Exception, match="EPUB"):
        corpus.read(entry)
    assert not (tmp_path.parent / "evil.txt").exists()


def test_a_book_that_lacks_a_chapter_shows_the_others_and_names_it(tmp_path: Path) -> None:
    packed_epub(tmp_path / "whole.epub", {"a.x": f"<p>{FIRST}</p>", "b.x": f"<p>{SECOND}</p>"}, "")
    (tmp_path / "cut").mkdir()
    with (
        zipfile.ZipFile(tmp_path / "whole.epub") as whole,
        zipfile.ZipFile(tmp_path / "cut/a.epub", "w") as cut,
    ):
        for name in whole.namelist():
            if not name.endswith("b.x"):
                cut.writestr(name, whole.read(name))
    (book,) = read(tmp_path / "cut")
    assert FIRST in book.source
    assert [note.text.rpartition("/")[2] for note in book.notes] == ["b.x."]
