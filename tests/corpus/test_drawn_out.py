"""Documents whose text is drawn out of another form: DOCX, ODT, RTF, mail; what all share."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from reader.corpus import Corpus, Document
from reader.corpus.fields import declared
from reader.corpus.forms import FORMS, paragraphs
from reader.corpus.forms.form import Form
from reader.corpus.forms.properties import properties
from reader.corpus.parts import parts_of
from reader.corpus.reading import AS_THEY_STAND
from reader.text import Format, Span
from reader.workspace import Workspace
from reader.workspace.actions.passages.annotating import find, follow, tag_places
from reader.workspace.cache.described import Origin, cleaned, described

from .drawn_out import FIRST, MAKERS, SECOND, eml, mail, pdf, read, rtf


@pytest.mark.parametrize("name", MAKERS)
def test_paragraphs_are_the_text_and_nothing_else(tmp_path: Path, name: str) -> None:
    MAKERS[name](tmp_path / name)
    (document,) = read(tmp_path)
    article = cleaned(document)
    assert article.body.text == f"{FIRST}\n\n{SECOND}"
    assert described(document, article)["title"].text == "Lock opens" or name == "a.warc.gz"


def test_the_day_on_which_a_file_was_made_counts_where_nothing_else_tells(tmp_path: Path) -> None:
    rtf(tmp_path / "a.rtf")
    rtf(tmp_path / "2023-01-02 b.rtf")
    dates = [described(one, cleaned(one))["date"] for one in read(tmp_path)]
    assert [(each.value, each.origin) for each in dates] == [
        ("2023-01-02", Origin.PATH),
        ("2024-03-05", Origin.FILE),
    ]


@pytest.mark.parametrize(
    ("named", "title"),
    [("An older text", "Lock opens"), ("Lock opens at Marn", "Lock opens at Marn")],
)
def test_a_title_of_the_file_counts_where_the_text_has_none_or_says_it(
    named: str, title: str
) -> None:
    source = f"# Lock opens\n\n{FIRST} {title}.\n\n{SECOND}"
    one = Document("a.docx", source, Format.MARKDOWN, metadata={"named": named})
    assert described(one, cleaned(one))["title"].text == title
    bare = replace(one, source=f"{FIRST}\n\n{SECOND}")
    assert described(bare, cleaned(bare))["title"].text == named


@pytest.mark.parametrize(
    ("signed", "author"),
    [("", None), ("\n\nThe office of Vera  Holt.", "Vera Holt"), ("\n\nBy Bo Lund", "Bo Lund")],
)
def test_an_author_of_the_file_counts_where_the_text_says_him(
    signed: str, author: str | None
) -> None:
    source = f"# Lock opens\n\n{FIRST}\n\n{SECOND}{signed}"
    one = Document("a.docx", source, Format.MARKDOWN, metadata={"made_by": "Vera Holt"})
    byline = described(one, cleaned(one)).get("byline")
    assert (byline and byline.text) == author


@pytest.mark.parametrize(
    "filler",
    [
        "Microsoft Word - lock.docx",
        "Untitled",
        "(anonymous)",
        "12345",
        "Document1",
        "a.indd",
        "Layout 1",
        "Template press release 2019",
    ],
)
def test_what_programs_write_into_properties_is_left_out(filler: str) -> None:
    assert properties(filler, "Windows User", None) == {}


def test_what_people_write_into_properties_is_kept() -> None:
    assert properties("Document of a  lock", "Ada Brink", "2024-03-05") == {
        "named": "Document of a lock",
        "made_by": "Ada Brink",
        "made": "2024-03-05",
    }


def test_a_docx_of_several_articles_is_parted(tmp_path: Path) -> None:
    document = pytest.importorskip("docx").Document()
    for title, day in (("Lock opens", "5 March 2024"), ("Mill burns", "6 March 2024")):
        document.add_heading(title, 1)
        for text in (day, f"{FIRST} {SECOND}", f"{SECOND} {FIRST}"):
            document.add_paragraph(text)
    document.save(str(tmp_path / "a.docx"))
    articles = [cleaned(one) for one in read(tmp_path)]
    assert [one.title.text for one in articles if one.title] == ["Lock opens", "Mill burns"]
    assert all(one.body.text == f"{FIRST} {SECOND}\n\n{SECOND} {FIRST}" for one in articles)


def of_pages(path: Path, between: Callable[[Any], object], *, signed: bool) -> None:
    document = pytest.importorskip("docx").Document()
    for title in ("Lock opens", "Mill burns"):
        document.add_paragraph(title)
        for text in (*["By Ada Brink"] * signed, *[f"{FIRST} {SECOND}"] * 2):
            document.add_paragraph(text)
        if title == "Lock opens":
            between(document)
    document.save(str(path / "a.docx"))


def of_rows(path: Path, mark: str) -> None:
    pytest.importorskip("striprtf")
    rows = (f"{title}\\par {FIRST}\\par {SECOND}\\par" for title in ("Lock opens", "Mill burns"))
    (path / "a.rtf").write_text(rf"{{\rtf1\ansi {mark.join(rows)}}}")


def of_headings(path: Path, over: str) -> None:
    document = pytest.importorskip("docx").Document()
    for title, level in ((over, 0), ("Lock opens", 1), ("Mill burns", 1))[not over :]:
        document.add_heading(title, level)
        if title != "Press review":
            document.add_paragraph(f"{FIRST} {SECOND}")
    document.save(str(path / "a.docx"))


@pytest.mark.parametrize(
    "write",
    [
        partial(of_pages, between=lambda document: document.add_page_break(), signed=False),
        partial(of_pages, between=lambda document: document.add_section(), signed=False),
        partial(of_rows, mark=r"\page "),
        partial(of_rows, mark=r"\sect\sectd "),
        partial(of_headings, over=""),
        partial(of_headings, over="Press review"),
    ],
    ids=["page", "section", "page of RTF", "section of RTF", "headings", "digest"],
)
def test_texts_of_an_office_document_below_titles_are_told(
    tmp_path: Path, write: Callable[[Path], None]
) -> None:
    write(tmp_path)
    (one,) = read(tmp_path)
    assert [note.text for note in one.notes] == [
        "The file holds 2 texts, each below a title: if they are articles, split it."
    ]
    assert "\f" not in one.source


def test_signed_texts_on_pages_of_their_own_are_parted(tmp_path: Path) -> None:
    of_pages(tmp_path, lambda document: document.add_page_break(), signed=True)
    found = [one.source.partition("\n")[0] for one in read(tmp_path)]
    assert found == ["Lock opens", "Mill burns"]


def test_the_parts_of_an_office_document_with_a_title_are_no_articles(tmp_path: Path) -> None:
    of_headings(tmp_path, "On locks")
    assert [one.notes for one in read(tmp_path)] == [()]


def test_nothing_is_left_of_a_docx_that_was_read(tmp_path: Path) -> None:
    def opened() -> int:
        return sum(type(each).__name__ == "Package" for each in gc.get_objects())

    MAKERS["a.docx"](tmp_path / "a.docx")
    gc.collect()
    before = opened()
    gc.disable()  # as in effect it is: what it counts is little, and what they hold is much
    try:
        read(tmp_path)
        assert opened() == before
    finally:
        gc.enable()


def test_lines_of_keys_over_the_paragraphs_of_a_document_are_its_head() -> None:
    (part,) = paragraphs.parts_of(
        ["Title: Lock opens", "Author: Ada Brink", "Date: 5 March 2024", FIRST, SECOND],
        {"made": "2025-01-01"},
        headed=False,
    )
    assert part.text == f"{FIRST}\n\n{SECOND}"
    said = declared(part.metadata, {})
    assert (said.title, said.byline, said.date) == ("Lock opens", "Ada Brink", "2024-03-05")


@pytest.mark.parametrize("is_stub", [True, False])
def test_the_page_of_a_mail_is_read_where_its_plain_text_is_a_stub(*, is_stub: bool) -> None:
    message = mail()
    page = f"<html><style>p {{}}</style><body><p>{FIRST}</p><p>{SECOND}</p></body></html>"
    if is_stub:
        message.set_content("View this in your browser")
    message.add_alternative(page, subtype="html")
    (part,) = FORMS["mail"].parts(message.as_bytes(), AS_THEY_STAND, "a.eml")
    assert (part.format is Format.HTML) is is_stub
    assert FIRST in part.text


def test_what_is_attached_to_a_mail_is_named(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="lock.pdf")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    (document,) = read(tmp_path)
    assert [note.text for note in document.notes] == ["What is attached is not read: lock.pdf."]


def test_what_was_drawn_out_is_kept_until_the_extractor_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news, kept = tmp_path / "news", tmp_path / "kept"
    news.mkdir()
    eml(news / "a.eml")
    before = read(news, kept)
    (file,) = kept.iterdir()
    file.write_text(file.read_text("utf-8").replace("forty", "fifty"), "utf-8")
    (news / "b.eml").write_bytes((news / "a.eml").read_bytes())  # known by what is in it
    assert [("fifty" in one.source) for one in read(news, kept)][-1]
    newer: Form = replace(FORMS["mail"], version=FORMS["mail"].version + 1)
    monkeypatch.setattr("reader.corpus.parts.FORMS", {**FORMS, "mail": newer})
    (news / "c.eml").write_bytes((news / "a.eml").read_bytes())
    assert read(news, kept)[-1].source == before[0].source


@pytest.mark.parametrize("name", [name for name in MAKERS if name != "a.eml"])
def test_one_that_is_broken_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"nothing of the kind")
    (tmp_path / "good.txt").write_text(FIRST)
    corpus = Corpus([tmp_path])
    broken, good = corpus.scan()
    assert corpus.read(good).source == FIRST
    with pytest.raises(Exception, match=name):
        corpus.read(broken)


def test_tables_of_a_docx_are_read_where_they_stand(tmp_path: Path) -> None:
    document = pytest.importorskip("docx").Document()
    document.add_paragraph(FIRST)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Lock", "Barges", "Marn", "40"), strict=True):
        cell.text = text
    document.add_paragraph(SECOND)
    document.save(str(tmp_path / "a.docx"))
    (found,) = read(tmp_path)
    assert found.source.split("\n\n") == [FIRST, "Lock | Barges", "Marn | 40", SECOND]


def test_all_that_a_docx_shows_is_read_and_nothing_that_was_deleted(tmp_path: Path) -> None:
    first = FIRST.partition(" ")
    said = (
        f"<w:r><w:t>{first[0]}</w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        f"<w:ins><w:r><w:t> {first[2]}</w:t></w:r></w:ins><mc:AlternateContent>"
        f"<mc:Choice><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
        "</mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p>"
        "</w:txbxContent></mc:Fallback></mc:AlternateContent>"
    )
    title = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Lock opens</w:t></w:r></w:p>"
    control = (
        f"<w:sdt><w:sdtContent><w:p><w:r><w:t>{SECOND}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document = pytest.importorskip("docx").Document()
    names = " ".join(
        f'xmlns:{name}="http://schemas.openxmlformats.org/{place}/2006{more}"'
        for name, place, more in (
            ("w", "wordprocessingml", "/main"),
            ("mc", "markup-compatibility", ""),
        )
    )
    body = f"<w:body {names}>{title}<w:p>{said}</w:p>{control}</w:body>"
    document.element.body.extend(pytest.importorskip("docx.oxml").parse_xml(body))
    document.save(str(tmp_path / "a.docx"))
    (found,) = read(tmp_path)
    assert found.source.split("\n\n") == ["## Lock opens", FIRST, "In a box.", SECOND]


def test_tags_survive_another_extractor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf(tmp_path / "a.pdf")
    kept = tmp_path / "kept.json"
    before = Workspace.open([tmp_path], annotations=kept, author="mina")
    list(before.scan())
    document = before.document("a.pdf")
    start = document.source.index("forty barges")
    span = Span(start, start + len("forty barges"))
    tag_places(before.store, [(document, [span])], before.store.tags()[0], "tag")
    before.close()
    newer: Form = replace(FORMS["PDF"], version=FORMS["PDF"].version + 1)
    monkeypatch.setattr("reader.corpus.parts.FORMS", {**FORMS, "PDF": newer})
    joined = "reader.corpus.forms.pdf._joined"
    monkeypatch.setattr(
        joined, lambda lines, _: "New head. " + "\n\n".join(line.text for line in lines)
    )
    parts_of.cache_clear()
    after = Workspace.open([tmp_path], annotations=kept, author="mina")
    list(after.scan())
    document = after.document("a.pdf")
    assert document.source.startswith("New head.")
    follow(after.store, document, find(after.store, document))
    (passage,) = after.store.passages("a.pdf")
    assert passage.anchor.sha256 == document.sha256
    assert document.source[passage.anchor.start : passage.anchor.end] == "forty barges"
    after.close()
