"""Documents whose text is drawn out of another form: PDF, DOCX, RTF, EPUB, mail, web archives."""

from __future__ import annotations

import json
import mailbox
import zipfile
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from reader.corpus import Corpus, Document
from reader.corpus.fields import declared
from reader.corpus.forms import FORMS, paragraphs
from reader.corpus.forms.form import Form
from reader.corpus.forms.properties import properties
from reader.corpus.parts import parts_of
from reader.corpus.reading import AS_THEY_STAND
from reader.exchange import FORMATS as EXCHANGED
from reader.text import Format, Span
from reader.workspace import Workspace
from reader.workspace.actions.passages.annotating import find, follow, tag_places
from reader.workspace.actions.passages.citing import citation
from reader.workspace.actions.transfer.exchange_texts import as_shown
from reader.workspace.actions.transfer.exporting import exported
from reader.workspace.actions.transfer.passage_export import written_passages
from reader.workspace.analyses.passages.passage_background import PassageBackground
from reader.workspace.analyses.passages.passage_list import Grouping, Sorting, arranged
from reader.workspace.analyses.stories.story_names import story_names
from reader.workspace.cache.described import Origin, cleaned, described

FIRST = "The council of Marn opened the new lock on Tuesday, two years late."
SECOND = "It holds forty barges, said Ada Brink, who planned it."


def read(path: Path, kept: Path | None = None) -> list[Document]:
    corpus = Corpus([path], kept=kept)
    return [corpus.read(entry) for entry in corpus.scan()]


def pdf(path: Path, head: str = "Marn Post") -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    page = canvas.Canvas(str(path))
    page.setTitle("Lock opens")
    for number, text in enumerate((FIRST, SECOND), start=1):
        page.drawString(72, 800, head)
        page.drawString(72, 700, text)
        page.drawString(72, 40, f"Page {number} of 2")
        page.showPage()
    page.save()


def test_a_paragraph_of_a_pdf_ends_above_more_room(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    page = canvas.Canvas(str(tmp_path / "a.pdf"))
    rows = ("The council of Marn opened the lock", "on Tuesday, two years late, it said.")
    for place, row in zip((700, 686, 658, 644), (*rows, *rows), strict=True):
        page.drawString(72, place, row)
    page.save()
    corpus = Corpus([tmp_path])
    (document,) = map(corpus.read, corpus.scan())
    assert document.source == "\n\n".join([" ".join(rows)] * 2)


def docx(path: Path) -> None:
    document = pytest.importorskip("docx").Document()
    document.add_heading("Lock opens", 1)
    document.add_paragraph(FIRST)
    document.add_paragraph(SECOND)
    document.core_properties.title = "Lock opens"
    document.save(str(path))


def odt(path: Path) -> None:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "style", "text", "meta")
    )
    first, second = FIRST.replace(" two", "<text:s/>two"), SECOND.replace("Ada", "<text:s/>Ada")
    note = "<text:note><text:note-body><text:p>A note.</text:p></text:note-body></text:note>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:automatic-styles><style:style "
            'style:name="P1" style:parent-style-name="Title"/></office:automatic-styles>'
            "<office:body><office:text><text:tracked-changes><text:p>Gone.</text:p>"
            '</text:tracked-changes><text:p text:style-name="P1">Lock opens</text:p>'
            f"<text:p>{first.replace(' <', '<')}{note}</text:p><text:section><text:p>"
            f"{second.replace(' <', '<')}</text:p></text:section></office:text></office:body>"
            "</office:document-content>",
        )
        archive.writestr(
            "meta.xml",
            f'<office:document-meta {names} xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<office:meta><dc:title>Lock opens</dc:title></office:meta></office:document-meta>",
        )


def rtf(path: Path) -> None:
    pytest.importorskip("striprtf")
    about = r"{\info{\title Lock opens}{\author user}{\creatim\yr2024\mo3\dy5\hr9}}"
    path.write_text(rf"{{\rtf1\ansi{about} {FIRST}\par {SECOND}\par}}")


def epub(path: Path) -> None:
    packed_epub(path, {"a.xhtml": f"<p>{FIRST}</p><p>{SECOND}</p>"}, "")


def packed_epub(path: Path, bodies: dict[str, str], said: str, **others: str) -> None:
    """Write an EPUB of files with these bodies; ``others`` are files beside them by their kind."""
    kinds = {"nav": 'href="nav.x" properties="nav"', "ncx": 'href="ncx.x" media-type="a/x-ncx"'}
    items = [f'<item id="{name}" href="{name}"/>' for name in bodies]
    items += [f'<item id="{kind}" {kinds[kind]}/>' for kind in others]
    spine = "".join(f'<itemref idref="{name}"/>' for name in bodies)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="o/c.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "o/c.opf",
            '<package><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Lock opens'
            f"</dc:title>{said}</metadata><manifest>{''.join(items)}</manifest>"
            f"<spine>{spine}</spine></package>",
        )
        for name, body in bodies.items():
            archive.writestr(f"o/{name}", f"<html><body>{body}</body></html>")
        for kind, text in others.items():
            archive.writestr(f"o/{kind}.x", text)


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
    assert "list of links" in dict(corpus.left_out)["a.epub"]


def test_an_article_of_calibre_tells_its_day_and_where_it_was_fetched(tmp_path: Path) -> None:
    address = "https://marn.example/lock"
    foot = f"<p>This article was downloaded by <b>calibre</b> from <a href='#'>{address}</a></p>"
    first = f"<h1>Lock opens</h1><p>4 March 2024</p><p>{FIRST}</p>{foot}"
    bodies = {"s.x": "<p/>", "a.x": first, "b.x": f"<h1>Ferry late</h1><p>{SECOND}</p>"}
    packed_epub(tmp_path / "a.epub", bodies, f"{ISSUE}<dc:date>2024-03-09</dc:date>", ncx=NCX)
    corpus = Corpus([tmp_path])
    found = list(map(corpus.read, corpus.scan()))
    said = [(one.declared.date, one.declared.url) for one in found]
    assert said == [("2024-03-04", address), ("2024-03-09", "")]
    assert cleaned(found[0]).body.text == FIRST


def test_a_book_names_its_authors_and_tells_of_texts_that_no_contents_name(tmp_path: Path) -> None:
    body = f"<h2>Lock opens</h2><p>{FIRST}</p><h2>Ferry late</h2><p>{SECOND}</p>"
    said = "".join(f"<dc:creator>{name}</dc:creator>" for name in ("Ada Brink", "Per Lund"))
    packed_epub(tmp_path / "a.epub", {"all.x": body}, said)
    corpus = Corpus([tmp_path])
    (book,) = map(corpus.read, corpus.scan())
    assert book.declared.byline == "Ada Brink, Per Lund"
    assert "It has 2 texts" in book.notes[0].text


def mail() -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Lock opens"
    message["From"] = "Ada Brink <ada@marn.example>"
    message["Date"] = "Tue, 05 Mar 2024 18:20:00 +0000"
    message.set_content(f"{FIRST}\n\n{SECOND}\n")
    return message


def eml(path: Path) -> None:
    path.write_bytes(mail().as_bytes())


def mbox(path: Path) -> None:
    box = mailbox.mbox(path)
    box.add(mail())
    box.close()


def warc(path: Path, *titles: str, codec: str = "utf-8") -> None:
    writers = pytest.importorskip("warcio.warcwriter")
    heads = pytest.importorskip("warcio.statusandheaders")
    kind = [("Content-Type", f"text/html; charset={codec}")]
    rest = f"<p>{FIRST}</p><p>{SECOND}</p></body></html>"
    pages = [f"<html><body><h1>{title}</h1>{rest}" for title in titles or ("Lock opens",)]
    with path.open("wb") as stream:
        writer = writers.WARCWriter(stream, gzip=path.suffix == ".gz")
        for status, body in (*(("200 OK", page) for page in pages), ("404 Not Found", "Gone")):
            head = heads.StatusAndHeaders(status, kind, "HTTP/1.0")
            record = writer.create_warc_record(
                "https://marn.example/lock",
                "response",
                BytesIO(body.encode(codec)),
                http_headers=head,
            )
            writer.write_record(record)


MAKERS: dict[str, Callable[[Path], None]] = {
    "a.pdf": pdf,
    "a.docx": docx,
    "a.odt": odt,
    "a.rtf": rtf,
    "a.epub": epub,
    "a.eml": eml,
    "a.mbox": mbox,
    "a.warc.gz": warc,
}


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


def test_the_day_at_the_head_of_each_page_is_that_of_the_article(tmp_path: Path) -> None:
    pdf(tmp_path / "a.pdf", "Marn Post - 5 March 2024")
    (document,) = read(tmp_path)
    date = described(document, cleaned(document))["date"]
    assert (date.value, date.origin) == ("2024-03-05", Origin.TEXT)


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


def test_a_pdf_tells_where_its_pages_begin(tmp_path: Path) -> None:
    pdf(tmp_path / "a.pdf")
    (document,) = read(tmp_path)
    first, second = document.metadata["pages"]
    assert document.source[first:].startswith(FIRST)
    assert document.source[second:] == SECOND


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


def test_a_citation_names_the_page(tmp_path: Path) -> None:
    pdf(tmp_path / "a.pdf")
    workspace = Workspace.open([tmp_path], annotations=tmp_path / "kept.json")
    list(workspace.scan())
    source = workspace.document("a.pdf").source
    last, forty = len(source), source.index("forty")
    said = citation(workspace, "a.pdf", Span(forty, forty + 5), "plain")
    assert said.endswith(f"a.pdf, p. 2, {forty}–{forty + 5}\n")
    assert ", p. 1–2, " in citation(workspace, "a.pdf", Span(0, last), "plain")
    assert citation(workspace, "a.pdf", Span(0, 3), "{quote} p. {page}") == "The p. 1"
    # The day on which the file was made is a guess, and cited as one.
    assert citation(workspace, "a.pdf", Span(0, 3), "{date}").startswith("~20")
    document = workspace.document("a.pdf")
    span = Span(forty, forty + 5)
    tag_places(workspace.store, [(document, [span])], workspace.store.tags()[0], "tag")
    known = PassageBackground(workspace.store.tags(), workspace.summaries, story_names(()))
    bundle = as_shown(workspace, exported(workspace))
    for name in ("csv", "markdown", "markdown-by-tag"):
        written = EXCHANGED[name].write(bundle).data.decode()
        assert "p. 2" in written if "markdown" in name else written.endswith(",2\r\n")
    rows = arranged(workspace.passages.by_document(), Grouping.TAG, Sorting.PLACE, known)
    assert json.loads(written_passages(workspace, rows, known, "json"))[0]["pages"] == "2"
    workspace.close()


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


def test_lines_of_a_pdf_are_paragraphs_again(tmp_path: Path) -> None:
    platypus = pytest.importorskip("reportlab.platypus")
    style = pytest.importorskip("reportlab.lib.styles").getSampleStyleSheet()["Normal"]
    whole = [
        f"In {number} years. {FIRST} {SECOND} {'Boats pass. ' * (number % 9)}Lock {number} is open."
        for number in range(1, 40)
    ]
    paragraphs = [platypus.Paragraph(text, style) for text in whole]
    platypus.SimpleDocTemplate(str(tmp_path / "a.pdf")).build(paragraphs)
    (document,) = read(tmp_path)
    article = cleaned(document)
    told = [article.text_of(block) for block in article.shown()]
    # Where a paragraph ends with a full line, nothing but its look tells that.
    assert sum(text in told for text in whole) >= 26
    assert len(document.metadata["pages"]) == 2


def test_a_sentence_goes_on_over_the_end_of_a_page_of_a_pdf(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    page = canvas.Canvas(str(tmp_path / "a.pdf"))
    pages = (
        (f"{FIRST} The wall of the old gates", "Page 1"),
        ("stays as a bridge over the canal, as the council of the town of Marn", "Page 2"),
        ("Barge Owners had asked for.", "Page 3"),
        (SECOND, "Page 4"),
    )
    for text, foot in pages:
        page.drawString(72, 700, text)
        page.drawString(72, 40, foot)
        page.showPage()
    page.save()
    (document,) = read(tmp_path)
    whole = " ".join(text for text, _ in pages[:3])
    assert document.source == f"{whole}\n\n{SECOND}"
    starts = document.metadata["pages"]
    assert [document.source[start:][:5] for start in starts] == [t[:5] for t, _ in pages]


@pytest.mark.parametrize("pages", [3, 6])
def test_lines_apart_at_both_ends_of_pages_are_heads(tmp_path: Path, pages: int) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    page = canvas.Canvas(str(tmp_path / "a.pdf"))
    head = "The council of the town of Marn and its new lock, a report to the region"
    right = ("© 2024 Marn Post. All rights reserved.", "Marn", "marn.example")
    words = f"the {FIRST[4:-1]} and ".split() * 50
    for number in range(pages):
        page.drawString(72, 800, "Left" if number % 2 and pages > 3 else head)
        for row in range(9):
            text = " ".join(words[13 * (9 * number + row) :][:13])
            page.drawString(72, 760 - 14 * row, text)
        for row, text in enumerate((head, *right[:2]) if pages == 3 else right):
            page.drawString(72, 80 - 14 * row, text)
        page.showPage()
    page.save()
    (document,) = read(tmp_path)
    assert document.source == " ".join(words[: 13 * 9 * pages])


def test_lines_of_the_body_that_recur_at_the_ends_of_pages_are_no_heads(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    page = canvas.Canvas(str(tmp_path / "a.pdf"))
    bodies = [
        (
            f"Item {number}",
            f"{SECOND} {number}",
            "The chair of the council of the town of Marn put it to the vote. The",
            "motion was carried with all votes of those who were in the old hall",
        )
        for number in (0, 12, 24)
    ]
    for number, lines in enumerate(bodies, start=1):
        for row, text in enumerate(("Marn Post", *lines, f"Page {number}")):
            page.drawString(72, 700 - 14 * row, text)
        page.showPage()
    page.save()
    (document,) = read(tmp_path)
    assert "Marn Post" not in document.source and "Page" not in document.source
    for number, lines in zip((0, 12, 24), bodies, strict=True):
        assert f"Item {number}" in document.source
        assert document.source.count(lines[-1]) == document.source.count(lines[-2]) == 3


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
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.write(tmp_path / "a.warc", "archive/data.warc")
        (tmp_path / "a.warc").unlink()
    corpus = Corpus([tmp_path])
    before = {entry.id: entry for entry in corpus.scan()}
    list(corpus.scan(before))  # what has not changed is not read again
    told = "1 answer that is no page (errors or redirects: 1)"
    assert (str(corpus.left_out), *corpus.left_out) == (f"Left out: {told}", (name, told))


def test_a_packed_web_archive_holds_its_pages(tmp_path: Path) -> None:
    warc(tmp_path / "data.warc.gz")
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as archive:
        archive.write(tmp_path / "data.warc.gz", "archive/data.warc.gz")
    (tmp_path / "data.warc.gz").unlink()
    (document,) = read(tmp_path)
    assert cleaned(document).body.text == f"{FIRST}\n\n{SECOND}"
    assert document.declared.url == "https://marn.example/lock"


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
