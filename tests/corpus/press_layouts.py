"""Layouts in which press databases offer downloads, and the forms of their files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ARTICLES = (
    ("Lock opens at Marn after two years", "Ada Brink", 5, "The council of Marn opened the lock."),
    ("Mill burns", "Per Lund", 6, "The old mill of Orsk burned on Sunday."),
)
MORE = "It cost twice what was planned, the harbour board said in a letter to the council."
RIGHTS = "Copyright 2024 Marn Post All Rights Reserved"


def nexis() -> Iterator[str]:
    yield from ("User Name: ada@marn.example", "Date and Time: March 9, 2024 10:00:00 AM CET")
    yield from ("Job Number: 2123", "Documents (2)", *(f"{n}. {one[0]}" for n, one in numbered()))
    yield from ("Content Type  Narrowed by", "News          -None-")
    yield from ("Client/Matter: -None-", "Search Terms: lock", "Content Type\tNarrowed by")
    yield "| About LexisNexis | Privacy Policy | Copyright © 2024 LexisNexis"
    for _, (title, author, day, text) in numbered():
        yield from ("Page 1 of 2", title, "", title, "Marn Post", f"March {day}, 2024 Tuesday")
        yield from ("Final Edition", RIGHTS, "Section: News; Pg. 3", "Length: 62 words")
        yield from (f"Byline: {author}", "Dateline: MARN", "Body", "", text, MORE)
        yield from ("Graphic", "", "Picture: the lock.", "")
        yield from ("Classification", "Language: ENGLISH", "Load-Date: March 9, 2024", "")
        yield "End of Document"


def factiva() -> Iterator[str]:
    yield from ("Factiva®", "Dow Jones", *(f"{a[0]}..........{n}" for n, a in numbered()), "")
    for number, (title, author, day, text) in numbered():
        yield from ("News", title, "", f"By {author}", "62 words", f"{day} March 2024", "18:20")
        yield from ("Marn Post", "MARNP", "3", "English", RIGHTS, "", text, MORE, "")
        yield from ("Marn Post Ltd", "", f"Document MARNP00020240305ek350000{number}", "")
    yield from ("Search Summary", "Text\tlock", "Results Found\t2")


def coded() -> Iterator[str]:
    for number, (title, author, day, text) in numbered():
        yield from ("SE   News", "HD", f"     {title}", f"BY   By {author}", "WC   62 words")
        yield from (f"PD   {day} March 2024", "SN   Marn Post", "LA   English", "LP", text)
        yield from ("TD", MORE, "", "CO   marnlk : Marn Lock Ltd", "NS   c13 : Regulation")
        yield from (f"AN   Document MARNP00020240305ek350000{number}", "")


def proquest() -> Iterator[str]:
    yield from ("_" * 60, "Report Information from ProQuest", "March 09 2024 10:00", "2 documents")
    yield from (
        "_" * 60,
        "Table of contents",
        "",
        *(f"{n}. {a[0]}..... {n}" for n, a in numbered()),
    )
    for number, (title, author, day, text) in numbered():
        yield from ("_" * 60, f"Document {number} of 2", title, f"Author: {author}.", "")
        yield from (f"Publication info: Marn Post ; Marn [Marn]. 0{day} Mar 2024: A.3.", "")
        yield from (
            f"Full text:  {text}",
            MORE,
            "",
            "Section: News",
            "Publication title: Marn Post; Marn",
        )
        yield from (f"Publication date: Mar {day}, 2024", f"ProQuest document ID: 2912345{number}")
    yield "Contact us at: https://support.proquest.com"


def numbered() -> Iterator[tuple[int, tuple[str, str, int, str]]]:
    yield from enumerate(ARTICLES, start=1)


def as_text(path: Path, rows: list[str]) -> None:
    path.write_text("\n".join(rows), "utf-8")


def as_page(path: Path, rows: list[str]) -> None:
    body = "".join(f"<p>{row}</p>\n" if row else "<br>" for row in rows)
    path.write_text(f"<html><body>{body}</body></html>", "utf-8")


def as_rtf(path: Path, rows: list[str]) -> None:
    pytest.importorskip("striprtf")
    body = "\n".join(f"\\pard {row}\\par" for row in rows).replace("\t", "\\tab ")
    path.write_text(f"{{\\rtf1\\ansi {body}}}", "cp1252")


def as_docx(path: Path, rows: list[str]) -> None:
    document = pytest.importorskip("docx").Document()
    titles = {title for title, *_ in ARTICLES}
    for row in rows:
        document.add_paragraph(row, style="Heading 1" if row in titles else None)
    document.save(str(path))


def as_pdf(path: Path, rows: list[str]) -> None:
    page = pytest.importorskip("reportlab.pdfgen.canvas").Canvas(str(path))
    height = 800
    for row in rows:
        page.drawString(50, height, row)
        height -= 14
        if row in (MORE, "End of Document"):  # pages end within articles, too
            page.drawString(50, 20, f"Page {page.getPageNumber()} of 4")
            page.showPage()
            height = 800
    page.save()


def proquest_without_id() -> Iterator[str]:
    for number, (title, author, day, text) in numbered():
        yield from ("_" * 60, "", f"Document {number} of 2", "", title, "", f"Author: {author}")
        yield from ("", f"Publication info: Marn Post ; Marn. 0{day} Mar 2024: A.1.", "")
        yield from (f"Full text: {text}", "", MORE, "", f"Title: {title}", "Section: News")
        yield from ("Publication title: Marn Post", f"Publication date: Mar {day}, 2024", "")


def proquest_without_rules() -> Iterator[str]:
    rows = [row for row in proquest() if not row.startswith(("_", "Document ", "Contact"))]
    yield from rows[rows.index(ARTICLES[0][0]) :]


def older_proquest() -> Iterator[str]:
    for number, (title, author, day, text) in numbered():
        yield from ("=" * 60, f"{number}.", title)
        yield from (
            f"{author}. Marn Post. (Late Edition (East)). Marn, N.Y.: Mar {day}, 2024. pg. 3",
        )
        yield from (
            "",
            "Abstract (Summary)",
            text,
            "",
            "Full Text (62   words)",
            text,
            "",
            MORE,
            "",
        )
        yield from ("Indexing (document details)", "Author(s): x", "Section: News", "")


def newsbank() -> Iterator[str]:
    for number, (title, author, day, text) in numbered():
        yield from (title, f"Marn Post (NY) - Tuesday, March {day}, 2024")
        yield from (f"Author/Byline: {author}", "Edition: First", "Section: News", "Page: A1", "")
        yield from (text, "", MORE, "", f"Record: 12AB{number}")
        yield from ("Copyright: Copyright (c) 2024 Marn Post", "")


def coded_short() -> Iterator[str]:
    for number, (title, author, day, text) in numbered():
        yield from ("HD", title, "BY", author, "WC", "62 words", "SE", "News", "PD")
        yield from (f"{day} March 2024", "SN", "Marn Post", "LP", text, "TD", MORE, "AN", "")
        yield from (f"Document GH{number}", "")


def coded_without_end() -> Iterator[str]:
    return (row for row in coded_short() if row != "AN" and "Document" not in row)


def nexis_in_german() -> Iterator[str]:
    for number, (title, author, day, text) in numbered():
        yield from (f"    {number} von 2 DOKUMENTEN", "", "Marn Post", f"{day}. März 2024 Dienstag")
        yield from ("", title, "", f"AUTOR: {author}", "RUBRIK: News; S. 1", "LÄNGE: 62 Wörter")
        yield from ("", text, MORE, "", "UPDATE: 9. März 2024", "SPRACHE: GERMAN; DEUTSCH")
        yield from ("Copyright 2024 Marn Post", "Alle Rechte vorbehalten", "")


def proquest_in(names: str) -> Callable[[], Iterator[str]]:
    info, author_is, whole, outlet, day_is, number_is = names.split(", ")

    def rows() -> Iterator[str]:
        for number, (title, author, day, text) in numbered():
            yield from ("_" * 60, title, "", f"{author_is}: {author}", "")
            yield from (f"{info}: Marn Post ; Marn. 0{day} Mar 2024: A.1.", "")
            yield from (f"{whole}: {text}", "", MORE, "", f"{outlet}: Marn Post", "Section: News")
            yield from (f"{day_is}: 2024-03-0{day}", f"{number_is}: 29123{number}", "")

    return rows


def proquest_of_today(*links: str, rule: str = "") -> Callable[[], Iterator[str]]:
    def rows() -> Iterator[str]:
        for number, (title, author, day, text) in numbered():
            yield from (rule, "", title, "", "ProQuest document link", "", "ABSTRACT (ENGLISH)", "")
            yield from (text, "", "FULL TEXT", "", text, "", MORE, "", "DETAILS", "")
            yield from (f"Title:{title}", f"Author: | {author}", "Publication title: Marn Post")
            yield from (f"Publication date: Mar {day}, 2024", "Section: News", "Location: Marn")
            yield from (f"ProQuest document ID: 2912{number}", "Word count: 62", "Database: News")
            yield from links
        yield from ("", "", "Bibliography", "Citation style: APA 6th", "Brink, A. (2024). Lock.")

    return rows


def proquest_of_today_in_german() -> Iterator[str]:
    names = {"ProQuest document link": "ProQuest-Dokumentlink", "FULL TEXT": "VOLLTEXT"}
    yield from ("Inhaltsverzeichnis", *(f"{n}. {one[0]}" for n, one in numbered()))
    for row in proquest_of_today()():
        yield names.get(row, row.replace("ProQuest document ID", "ProQuest-Dokument-ID"))


def proquest_signed_over_links() -> Iterator[str]:
    authors = (author for _, author, *_ in ARTICLES)
    for row in proquest_of_today()():
        if row == "ProQuest document link":
            yield from (f"Author: {next(authors)}", "", row)
        elif not row.startswith(("Title:", "Author:")):
            yield row


def nexis_in_japanese() -> Iterator[str]:
    for number, (title, author, day, text) in numbered():
        yield from (f"    {number} / 2 件のドキュメント", "", "Marn Post", f"2024年3月{day}日")
        yield from ("", title, "", f"BYLINE: {author}", "SECTION: News", "LENGTH: 62 words")
        yield from (
            "",
            "BODY:",
            text,
            MORE,
            "",
            "LOAD-DATE: March 9, 2024",
            "Copyright 2024 Marn Post",
        )


def nexis_uni_in_italian() -> Iterator[str]:
    for _, (title, author, day, text) in numbered():
        yield from (title, "Marn Post", f"{day} marzo 2024 martedì", "Sezione: News; Pag. 3")
        yield from ("Lunghezza: 62 parole", f"Autore: {author}", "Corpo", "", text, MORE, "")
        yield from ("Data di caricamento: 9 marzo 2024", "", "Fine del documento", "")


def nexis_uni_in_german() -> Iterator[str]:
    for _, (title, author, day, text) in numbered():
        yield from (title, "Marn Post", f"{day}. März 2024 Dienstag", "Rubrik: News; S. 1")
        yield from (f"Autor: {author}", "Länge: 62 Wörter", "Volltext", "", text, MORE, "")
        yield from ("Ende des Dokuments", "")


def europresse() -> str:
    page = "".join(
        f"<article><header><span class='DocPublicationName'>Marn Post</span>"
        f"<span class='DocHeader'>News, mardi {day} mars 2024 220 mots, p. 3</span>"
        f"<div class='titreArticle'><p>{title}</p></div><div class='docAuthors'>{author}</div>"
        f"</header><section><div class='DocText clearfix'><p>{text}</p><p>{MORE}</p></div>"
        for _, (title, author, day, text) in numbered()
    )
    return f"<html><title>Europresse</title>{page}".replace("'", '"')


def newsbank_of_today() -> Iterator[str]:
    for _, (title, author, day, text) in numbered():
        yield from (title, "", f"March {day}, 2024 | Marn Post (NY)")
        yield from (f"Author: {author} | Section: News | 62 Words", "Page: 4", "OpenURL Link", "")
        yield from (text, "", MORE, "", "• Citation (aglc Style)")
        yield from (f"{author}, '{title}', Marn Post (online)", "")
        yield from ("(c) Copyright 2024, Marn Post. All Rights Reserved.", "")


def genios() -> Iterator[str]:
    for number, (title, author, day, text) in numbered():
        yield from (title, "", f"Quelle:\tMarn Post vom 0{day}.03.2024, S. 4", "Ressort:\tNews")
        yield from (f"Autor:\t{author}", "", text, "", MORE, "", f"Dokumentnummer: 2024030{number}")
        yield from ("Alle Rechte vorbehalten: (c) Marn Post", "", "")


def genios_over_headlines() -> Iterator[str]:
    for number, (title, author, day, text) in numbered():
        line = f"Marn Post vom 0{day}.03.2024, Nr. 56, S. 4"
        yield from (line, "", title, "", text, "", MORE, "", f"Quelle: {line}", "Ressort: News")
        yield from (f"Autor: {author}", f"Dokumentnummer: 2024030{number}", "", "-" * 45, "")


def genios_below_texts() -> Iterator[str]:
    rows = list(genios_over_headlines())
    yield from (row for row in rows if not row.startswith("Marn Post vom"))


def proquest_below_one_rule() -> Iterator[str]:
    yield from ("_" * 60, "", *proquest_without_rules())
