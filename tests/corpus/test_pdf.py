"""PDF: lines are paragraphs again, over the ends of pages, and a place is cited by its page."""

from __future__ import annotations

import json
from itertools import zip_longest
from pathlib import Path
from textwrap import wrap

import pytest

from reader.exchange import FORMATS as EXCHANGED
from reader.text import Span
from reader.workspace import Workspace
from reader.workspace.actions.passages.annotating import tag_places
from reader.workspace.actions.passages.citing import citation
from reader.workspace.actions.transfer.exchange_texts import as_shown
from reader.workspace.actions.transfer.exporting import exported
from reader.workspace.actions.transfer.passage_export import written_passages
from reader.workspace.analyses.passages.passage_background import PassageBackground
from reader.workspace.analyses.passages.passage_list import Grouping, Sorting, arranged
from reader.workspace.analyses.stories.story_names import story_names
from reader.workspace.cache.described import Origin, cleaned, described

from .drawn_out import FIRST, SECOND, drawn_pdf, pdf, read


def test_a_paragraph_of_a_pdf_ends_above_more_room(tmp_path: Path) -> None:
    rows = ("The council of Marn opened the lock", "on Tuesday, two years late, it said.")
    drawn_pdf(tmp_path / "a.pdf", zip((700, 686, 658, 644), (*rows, *rows), strict=True))
    (document,) = read(tmp_path)
    assert document.source == "\n\n".join([" ".join(rows)] * 2)


def test_columns_that_are_printed_row_by_row_are_read_one_by_one(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas").Canvas(str(tmp_path / "a.pdf"))
    columns = [wrap(f"{text} {text} {text}", 30) for text in (FIRST, SECOND)]
    for row, cells in enumerate(zip_longest(*columns, fillvalue="")):
        for number, cell in enumerate(cells):
            canvas.drawString(50 + 250 * number, 700 - 13 * row, cell)
    canvas.save()
    (document,) = read(tmp_path)
    whole = " ".join(" ".join(column) for column in columns)
    assert " ".join(document.source.split()) == whole


def test_the_day_at_the_head_of_each_page_is_that_of_the_article(tmp_path: Path) -> None:
    pdf(tmp_path / "a.pdf", "Marn Post - 5 March 2024")
    (document,) = read(tmp_path)
    date = described(document, cleaned(document))["date"]
    assert (date.value, date.origin) == ("2024-03-05", Origin.TEXT)


def test_a_pdf_tells_where_its_pages_begin(tmp_path: Path) -> None:
    pdf(tmp_path / "a.pdf")
    (document,) = read(tmp_path)
    first, second = document.metadata["pages"]
    assert document.source[first:].startswith(FIRST)
    assert document.source[second:] == SECOND


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
    pages = (
        (f"{FIRST} The wall of the old gates", "Page 1"),
        ("stays as a bridge over the canal, as the council of the town of Marn", "Page 2"),
        ("Barge Owners had asked for.", "Page 3"),
        (SECOND, "Page 4"),
    )
    drawn_pdf(tmp_path / "a.pdf", *([(700, text), (40, foot)] for text, foot in pages))
    (document,) = read(tmp_path)
    whole = " ".join(text for text, _ in pages[:3])
    assert document.source == f"{whole}\n\n{SECOND}"
    starts = document.metadata["pages"]
    assert [document.source[start:][:5] for start in starts] == [t[:5] for t, _ in pages]


def test_the_headline_that_later_pages_have_as_their_head_stays_over_the_first(
    tmp_path: Path,
) -> None:
    for large in (1, 2):
        top = ["Lock opens", *("Marn waits for years",) * (large - 1)]
        rows = [*top, FIRST, "Boats pass."]
        pages = (zip((800, 780, 700, 680), rows, strict=False), ((800, top[0]), (700, SECOND)))
        drawn_pdf(tmp_path / "a.pdf", *pages, large=large)
        (document,) = read(tmp_path)
        assert document.source.count(top[0]) == (large == 1)  # else that of a paper
        assert document.source.startswith(top[-1])


@pytest.mark.parametrize("pages", [3, 6])
def test_lines_apart_at_both_ends_of_pages_are_heads(tmp_path: Path, pages: int) -> None:
    head = "The council of the town of Marn and its new lock, a report to the region"
    right = ("© 2024 Marn Post. All rights reserved.", "Marn", "marn.example")
    words = f"the {FIRST[4:-1]} and ".split() * 50
    rows = [" ".join(words[13 * row :][:13]) for row in range(9 * pages)]
    feet = (head, *right[:2]) if pages == 3 else right
    drawn_pdf(
        tmp_path / "a.pdf",
        *(
            [
                (800, "Left" if number % 2 and pages > 3 else head),
                *zip(range(760, 634, -14), rows[9 * number :], strict=False),
                *zip((80, 66, 52), feet, strict=True),
            ]
            for number in range(pages)
        ),
    )
    (document,) = read(tmp_path)
    assert document.source == " ".join(rows)


def test_lines_of_the_body_that_recur_at_the_ends_of_pages_are_no_heads(tmp_path: Path) -> None:
    bodies = [
        (
            f"Item {number}",
            f"{SECOND} {number}",
            "The chair of the council of the town of Marn put it to the vote. The",
            "motion was carried with all votes of those who were in the old hall",
        )
        for number in (0, 12, 24)
    ]
    pages = (("Marn Post", *lines, f"Page {n}") for n, lines in enumerate(bodies, start=1))
    heights = range(700, 616, -14)
    drawn_pdf(tmp_path / "a.pdf", *(zip(heights, lines, strict=True) for lines in pages))
    (document,) = read(tmp_path)
    assert "Marn Post" not in document.source and "Page" not in document.source
    for number, lines in zip((0, 12, 24), bodies, strict=True):
        assert f"Item {number}" in document.source
        assert document.source.count(lines[-1]) == document.source.count(lines[-2]) == 3


@pytest.mark.parametrize(
    ("places", "lefts", "paragraphs"),
    [
        ((0, -12, -24, -36), (94, 78, 94, 78), 2),
        ((0, -12, -24, -36), (78, 94, 110, 126), 1),  # beside a picture that is aslant
        ((0, -12, -24, -36), (78, 78, 338, 338), 1),  # the next column
        ((0, -15, -45, -60), (78,) * 4, 2),
    ],
)
def test_what_a_full_line_ends_is_told_by_indents_and_room(
    places: tuple[int, ...], lefts: tuple[int, ...], paragraphs: int
) -> None:
    from reader.corpus.forms.pdf import PrintedLine, composed

    rows = ("The council of Marn opened the lock", "on Tuesday, two years late, it said.") * 2
    head = [PrintedLine(f"Marn {at}", 12, at) for at in (90, 60, 30)]
    body = map(PrintedLine, rows, [12.0] * 4, places, lefts)
    text, _ = composed([[*head, *body]], 12)
    assert text.count("\n\n") == len(head) + paragraphs - 1


def test_the_lines_of_a_japanese_pdf_are_joined_without_a_blank() -> None:
    from reader.corpus.forms.pdf import PrintedLine, composed

    rows = (
        "第二のフェリー",
        "港湾委員会は月曜日の夜に港のホールで開かれた公開の会議で新しいフェリーを賛成多数で承認し",
        "た。船は四十台の車を運ぶ。",
    )
    page = [PrintedLine(row, 12, -16 * at) for at, row in enumerate(rows)]
    for pages in ([page], [page[:2], page[2:]]):
        assert composed(pages, 12)[0] == f"{rows[0]}\n\n{rows[1]}{rows[2]}"


def test_a_sentence_goes_on_with_a_capital_where_its_first_word_had_hardly_room() -> None:
    from reader.corpus.forms.pdf import PrintedLine, composed

    rows = (
        "The council of Harlow Quay voted for the tram on",
        "Wednesday. It had talked about that for years. A group of its",
        "members said that the line would cost too much, and that the",
        "county had no money.",
    )
    page = [PrintedLine(row, 12, -16 * at) for at, row in enumerate(rows)]
    assert composed([page], 12)[0] == " ".join(rows)
