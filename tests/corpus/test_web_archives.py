"""Web archives (WARC, WACZ) and pages that a browser saved as one file (MHTML)."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from reader.corpus import Corpus
from reader.workspace.cache.described import cleaned, described

from .drawn_out import FIRST, SECOND, read, wacz, warc


def test_a_page_saved_as_one_file_is_that_page(tmp_path: Path) -> None:
    head = "<title>Lock</title><h1>Lock opens</h1><time>5 March 2024</time>"
    page = f"{head}<p>{FIRST}</p><p>{SECOND}</p>"
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://marn.example/lock"
    message["Subject"] = "Lock opens - Marn Post"
    message.set_content(page, subtype="html")
    message.add_related(b"PNG", "image", "png")
    message["Date"] = "Fri, 7 Jun 2024 18:20:00 -0000"
    (tmp_path / "a.mhtml").write_bytes(message.as_bytes())
    (document,) = read(tmp_path)
    assert described(document, cleaned(document))["title"].text == "Lock opens"
    assert described(document, cleaned(document))["date"].value == "2024-03-05"
    assert cleaned(document).body.text == f"{FIRST}\n\n{SECOND}"
    assert document.declared.url == "https://marn.example/lock"


def test_a_page_of_an_archive_is_in_the_encoding_that_its_answer_names(tmp_path: Path) -> None:
    warc(tmp_path / "a.warc", "Łódź opens", codec="iso-8859-2")
    (document,) = read(tmp_path)
    assert "Łódź opens" in document.source


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_an_archive_that_is_cut_off_says_so(tmp_path: Path, name: str) -> None:
    warc(tmp_path / name, "Lock opens", "Mill burns")
    data = (tmp_path / name).read_bytes()
    (_, second) = Corpus([tmp_path]).scan()
    for size in range(second.offset + 12, len(data) - 12, 40):
        (tmp_path / name).write_bytes(data[:size])
        first, *rest = Corpus([tmp_path]).scan()
        assert first.problem is None and first.id == f"{name}#1"
        assert rest[-1].problem


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_of_an_archive_are_read_from_their_places(tmp_path: Path, name: str) -> None:
    warc(tmp_path / name, "Lock opens", "Mill burns", "Tram stops")
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes() + b"cut o")
    corpus = Corpus([tmp_path])
    *pages, broken = corpus.scan()
    assert [entry.id for entry in pages] == [f"{name}#{number}" for number in (1, 2, 3)]
    titles = [cleaned(corpus.read(entry)).title for entry in reversed(pages)]
    assert [title.text for title in titles if title] == ["Tram stops", "Mill burns", "Lock opens"]
    assert broken.id == name and broken.problem


@pytest.mark.parametrize("name", ["a.warc", "a.wacz"])
def test_what_an_archive_holds_beside_its_pages_is_told(tmp_path: Path, name: str) -> None:
    warc(tmp_path / "a.warc", "Lock opens", "Mill burns")
    if name == "a.wacz":
        wacz(tmp_path / name, tmp_path / "a.warc")
    corpus = Corpus([tmp_path])
    before = {entry.id: entry for entry in corpus.scan()}
    list(corpus.scan(before))  # what has not changed is not read again
    told = "1 answer that is no page (errors or redirects: 1)"
    assert (str(corpus.left_out), *corpus.left_out) == (f"Left out: {told}", (name, told))


def test_a_packed_web_archive_holds_its_pages(tmp_path: Path) -> None:
    warc(tmp_path / "data.warc.gz")
    wacz(tmp_path / "a.wacz", tmp_path / "data.warc.gz")
    (document,) = read(tmp_path)
    assert cleaned(document).body.text == f"{FIRST}\n\n{SECOND}"
    assert document.declared.url == "https://marn.example/lock"
