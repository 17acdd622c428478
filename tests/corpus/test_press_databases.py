"""Downloads from press databases in the layouts of today, in each form they are offered in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path

import pytest

from reader.annotations import DocumentState
from reader.cleaning import clean
from reader.corpus import Corpus
from reader.corpus.fields import declared
from reader.corpus.forms import press_database_page
from reader.corpus.forms.press_database import articles
from reader.corpus.forms.proquest import pieces
from reader.corpus.forms.table import form_in
from reader.corpus.notes import NoteKind
from reader.corpus.reading import Reading
from reader.text import Format
from reader.workspace import DocumentSummary
from reader.workspace.actions.transfer.item_codec import document_item
from reader.workspace.cache.described import cleaned

from .press_layouts import (
    ARTICLES,
    MORE,
    as_docx,
    as_page,
    as_pdf,
    as_rtf,
    as_text,
    coded,
    coded_short,
    coded_without_end,
    europresse,
    factiva,
    genios,
    genios_below_texts,
    genios_over_headlines,
    newsbank,
    newsbank_of_today,
    nexis,
    nexis_in_german,
    nexis_in_japanese,
    nexis_uni_in_german,
    nexis_uni_in_italian,
    numbered,
    older_proquest,
    proquest,
    proquest_below_one_rule,
    proquest_in,
    proquest_of_today,
    proquest_of_today_in_german,
    proquest_signed_over_links,
    proquest_without_id,
    proquest_without_rules,
)
from .text_forms import FORMS
from .told import LOCK, MILL


@pytest.mark.parametrize("layout", [nexis, factiva, coded, proquest])
@pytest.mark.parametrize(
    ("end", "write"),
    [
        (".txt", as_text),
        (".html", as_page),
        (".rtf", as_rtf),
        (".docx", as_docx),
        (".pdf", as_pdf),
    ],
)
def test_each_article_is_a_document_with_its_fields(
    tmp_path: Path,
    layout: Callable[[], Iterator[str]],
    end: str,
    write: Callable[[Path, list[str]], None],
) -> None:
    path = tmp_path / f"a{end}"
    write(path, list(layout()))
    corpus = Corpus([path])
    documents = [corpus.read(entry) for entry in corpus.scan()]
    assert [one.id for one in documents] == [f"a{end}#1", f"a{end}#2"]
    for one, (title, author, day, text) in zip(documents, ARTICLES, strict=True):
        metadata = one.declared
        assert (metadata.title, metadata.byline, metadata.date) == (
            title,
            author,
            f"2024-03-0{day}",
        )
        assert (metadata.source, metadata.section) == ("Marn Post", "News")
        summary = DocumentSummary.of(one, cleaned(one))
        exported = document_item(DocumentState(document=one.id), {}, summary, "")
        assert exported.length == metadata.length == summary.length
        assert one.source.split("\n") in ([text, MORE], [text, "", MORE])
    if end == ".pdf":
        assert [one.page_at(0) for one in documents] == [1, 3 if layout is nexis else 2]


@pytest.mark.parametrize(
    "layout",
    [
        *(proquest_without_id, coded_short, coded_without_end, older_proquest, newsbank),
        *(proquest_without_rules, proquest_below_one_rule, newsbank_of_today, genios),
        *(proquest_signed_over_links, genios_over_headlines),
        *(nexis_in_german, nexis_in_japanese, nexis_uni_in_german, nexis_uni_in_italian),
        *(proquest_of_today(), proquest_of_today("", "LINKS", "Check for full text via Marn")),
        *(proquest_of_today(rule="_" * 60), proquest_of_today_in_german),
        *map(
            proquest_in,
            (
                "Publikationsinfo, Autor, Volltext, Titel der Publikation, Publikationsdatum, "
                "ProQuest-Dokument-ID",
                "Informations de publication, Auteur, Texte intégral, Titre de la publication, "
                "Date de publication, ID de document ProQuest",
                "Infos sur la publication , Auteur , Texte intégral , Titre de la publication , "
                "Date de publication , Identifiant de document ProQuest ",
                "Publication details, Author, Full text, Publication title, Publication date, "
                "ProQuest document ID",
                "Información de publicación, Autor, Texto completo, Título de publicación, "
                "Fecha de publicación, ID del documento de ProQuest",
            ),
        ),
    ],
)
def test_a_layout_of_another_age_or_language_is_split_and_read(
    tmp_path: Path, layout: Callable[[], Iterator[str]]
) -> None:
    test_each_article_is_a_document_with_its_fields(tmp_path, layout, ".txt", as_text)


def test_articles_with_their_source_below_them_alone_are_one_document_that_says_so(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.txt"
    as_text(path, list(genios_below_texts()))
    corpus = Corpus([path])
    (document,) = (corpus.read(entry) for entry in corpus.scan())
    assert "several articles" in str(document.notes) and "Mill burns" in document.source


def test_a_download_of_thousands_without_rules_is_parted_as_it_grows() -> None:
    text = "\n".join([*proquest_without_rules(), ""])
    once, many = ([*filter(None, map(str.strip, pieces(text * n)))] for n in (1, 2000))
    assert len(once) == 2 and many == once * 2000


@pytest.mark.parametrize(
    "head",
    [
        "Marn Post\n\nMarch 2024\n\nLock opens\n\nLENGTH: 62 words\n\nHIGHLIGHT: {}\n\n",
        "Lock opens\nSource: Marn Post of 5 March 2024, p. 4\nLENGTH: 62 words\nHIGHLIGHT: {}\n\n",
        "Lock opens\nMarn Post\nMarch 2024\nHighlight: {}\nDateline: MARN\nBody\n",
        "Marn Post\n\nMarch 2024\n\nLock\nopens\n\n{}\n\nLENGTH: 62 words\n\n",
    ],
)
def test_the_summary_of_nexis_begins_the_text(head: str) -> None:
    summary = "It took two years\nand much money."
    rows = (
        "1 of 2 DOCUMENTS",
        head.format(summary) + MORE,
        "LANGUAGE: ENGLISH",
        "2 of 2 DOCUMENTS",
    )
    data = "\n\n".join(rows)
    form = form_in(data.encode())
    assert form is not None
    (part,) = form.parts(data.encode(), Reading(), "")
    assert " ".join(part.text.split()) == " ".join(f"{summary} {MORE}".split())
    assert (part.metadata["title"], part.metadata["source"]) == ("Lock opens", "Marn Post")
    assert part.metadata["date"].startswith("2024-03")


@pytest.mark.parametrize("row", ["LENGTH: 83 metres, said Per Lund.", "SECTION: C", "Title: Locks"])
def test_a_line_like_a_field_below_the_first_paragraph_of_nexis_is_text(row: str) -> None:
    head = "Marn Post\n\nMarch 5, 2024\n\nLock opens\n\nSECTION: News\n\nLENGTH: 62 words\n\n"
    body = f"The lock opened.\n\n{row}\n\n{MORE}"
    (part,) = articles(f"1 of 1 DOCUMENTS\n\n{head}{body}\n\nLOAD-DATE: March 9, 2024\n")
    assert part.text == body
    assert (part.metadata["length"], part.metadata["section"]) == ("62 words", "News")


@pytest.mark.parametrize(
    ("length", "by", "end", "language", "rights"),
    [
        ("62 Wörter", "", "Dokument MARNP0000", "Deutsch", "Deutsch\nAlle Rechte vorbehalten."),
        ("62 Wörter", "Von ", "Dokument MAR00000", "Deutsch", "3\nDeutsch\n(c) Marn"),
        ("1 062 mots", "Par ", "Document M0000000", "Français", "Français\nTous droits réservés"),
        ("62文字", "", "ドキュメント MARNP0000", "日本語", "3\n日本語\n(c) Marn"),
        ("62 palavras", "Por ", "Documento MP2", "Português", "Português\n© Marn"),
    ],
)
def test_factiva_is_read_in_other_languages(
    length: str, by: str, end: str, language: str, rights: str
) -> None:
    rows = [
        row
        for number, (title, author, day, text) in numbered()
        for row in (
            *(title, "", by + author, length, f"{day} März 2024", "Marn Post", "MARNP", rights),
            *("", text, "", MORE, "", f"{end}20240305ek350000{number}", ""),
        )
    ]
    data = "\n".join(rows).encode()
    form = form_in(data)
    assert form is not None
    found = [
        (said.title, said.byline, said.language, said.length)
        for part in form.parts(data, Reading(), "")
        if (said := declared(part.metadata, {}))
    ]
    assert found == [(title, author, language, length) for title, author, *_ in ARTICLES]


@pytest.mark.parametrize("end", [".rtf", ".html"])
def test_fields_in_a_table_are_read_as_lines_are(tmp_path: Path, end: str) -> None:
    pytest.importorskip("striprtf")
    cells = {
        ".rtf": r"\trowd\cellx800\cellx9000\pard\intbl {}\cell {}\cell\row",
        ".html": "<tr><td><b>{}</b></td><td>{}</td></tr>",
    }
    rows = [
        cells[end].format(name, value)
        for number, (title, author, day, text) in numbered()
        for name, value in (
            *(("SE", "News"), ("HD", title), ("BY", author), ("PD", f"{day} March 2024")),
            *(("SN", "Marn Post"), ("LP", text), ("TD", MORE), ("AN", f"Document MARNP0{number}")),
        )
    ]
    whole = {
        ".rtf": rf"{{\rtf1\ansi {' '.join(rows)}}}",
        ".html": f"<title>Factiva</title><style>{' ' * 9000}</style><table>{''.join(rows)}",
    }
    (tmp_path / f"a{end}").write_text(whole[end], "cp1252")
    corpus = Corpus([tmp_path])
    metadata = [corpus.read(entry).declared for entry in corpus.scan()]
    assert [(one.title, one.byline) for one in metadata] == [(one[0], one[1]) for one in ARTICLES]


def test_a_page_of_europresse_is_read_by_its_elements() -> None:
    data = europresse().encode()
    form = form_in(data)
    assert form is not None
    assert [(part.text, dict(part.metadata)) for part in form.parts(data, Reading(), "")] == [
        (
            f"{text}\n\n{MORE}",
            {"title": title, "byline": author, "date": f"2024-03-0{day}", "source": "Marn Post"},
        )
        for _, (title, author, day, text) in numbered()
    ]


def test_an_export_in_an_unknown_layout_is_shown_whole_and_said_to_be_one(tmp_path: Path) -> None:
    text = "Dokument 1 von 1\nTitel\nVolltext: The council of Marn opened the lock.\nQuelle: Marn"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    corpus = Corpus([tmp_path / "a.txt"])
    [document] = map(corpus.read, corpus.scan())
    assert text.partition("\n")[2] in document.source
    assert [note.kind for note in document.notes] == [NoteKind.UNSPLIT]


def test_nothing_is_hidden_of_an_export_of_several_articles_that_are_not_parted() -> None:
    rows = [
        f"<div>News</div><h2>{title}</h2><p>62 words</p><p>{text}</p><p>{MORE}</p><p>{n}</p>"
        for n, (title, _, _, text) in numbered()
    ]
    page = f"<html><title>Factiva</title>{''.join(rows)}</html>"
    (part,) = press_database_page.parts(page.encode(), Reading())
    article = clean(part.text, part.format)
    assert article.excerpt.text.split() == part.text.split()


@pytest.mark.parametrize("length", ["", "LENGTH: 62 words\n\n"])
def test_articles_below_lines_of_rights_are_shown_whole_and_said_to_be_several(length: str) -> None:
    rows = (
        f"{title}\n{author}\nMarn Post\n(c) 2024 Marn Post\n\n{length}{text}\n\n"
        for title, author, _, text in ARTICLES
    )
    data = "".join(rows).encode()
    form = form_in(data)
    assert form is not None
    (part,) = form.parts(data, Reading(), "")
    assert part.text == data.decode().strip()
    assert (part.format, part.notes[0].kind) == (Format.WHOLE, NoteKind.UNSPLIT)


def test_words_of_other_databases_in_an_article_do_not_change_its_layout(tmp_path: Path) -> None:
    rows = [row for row in nexis() if row != MORE]
    at = rows.index(ARTICLES[0][3])
    rows[at:at] = ["HD cameras watched.", "Full text: marn.example"]
    as_text(tmp_path / "a.txt", rows)
    corpus = Corpus([tmp_path / "a.txt"])
    found = [corpus.read(entry) for entry in corpus.scan()]
    assert [one.declared.title for one in found] == [title for title, *_ in ARTICLES]


def test_downloads_in_two_layouts_that_were_joined_lose_no_article() -> None:
    texts = {name: FORMS[name] for name in ("nexis.txt", "uni.txt", "factiva.txt", "proquest.txt")}
    for one, other in permutations(texts, 2):
        found = list(articles(texts[one] + texts[other]))
        said = " ".join(part.text for part in found)
        assert (said.count(LOCK), said.count(MILL)) == (2, 2), (one, other)
        assert all(part.notes for part in found if LOCK in part.text and MILL in part.text)
        assert (one, other) != ("nexis.txt", "uni.txt") or not any(part.notes for part in found)


def test_a_page_whose_classes_are_like_those_of_a_download_is_a_page(tmp_path: Path) -> None:
    page = f'<html><body><div class="article article--content"><p>{MORE}</p></div></body></html>'
    (tmp_path / "a.html").write_text(page, "utf-8")
    corpus = Corpus([tmp_path])
    assert [(one.source, one.notes) for one in map(corpus.read, corpus.scan())] == [(page, ())]
