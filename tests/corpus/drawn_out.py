"""Write two paragraphs in each form that a text is drawn out of, and read what is in a folder."""

from __future__ import annotations

import mailbox
import zipfile
from collections.abc import Callable, Iterable
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from reader.corpus import Corpus, Document

FIRST = "The council of Marn opened the new lock on Tuesday, two years late."
SECOND = "It holds forty barges, said Ada Brink, who planned it."


def read(path: Path, kept: Path | None = None) -> list[Document]:
    corpus = Corpus([path], kept=kept)
    return [corpus.read(entry) for entry in corpus.scan()]


def drawn_pdf(path: Path, *pages: Iterable[tuple[int, str]], large: int = 0) -> None:
    """Draw a PDF of pages, each of lines with the heights at which they stand.

    The first ``large`` lines of the first page are in larger letters.
    """
    page = pytest.importorskip("reportlab.pdfgen.canvas").Canvas(str(path))
    page.setTitle("Lock opens")
    for number, lines in enumerate(pages):
        for index, (height, text) in enumerate(lines):
            page.setFont("Helvetica", 18 if not number and index < large else 12)
            page.drawString(72, height, text)
        page.showPage()
    page.save()


def pdf(path: Path, head: str = "Marn Post") -> None:
    numbered = enumerate((FIRST, SECOND), start=1)
    drawn_pdf(path, *([(800, head), (700, text), (40, f"Page {n} of 2")] for n, text in numbered))


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


def wacz(path: Path, pages: Path) -> None:
    """Pack a web archive into a file of its own, and leave nothing beside that."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(pages, f"archive/{pages.name}")
    pages.unlink()


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
