"""Several pages in one HTML file, and several whole articles on one page."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.corpus import Document, NoteKind
from reader.corpus.forms.joined_pages import count_articles, count_titled
from reader.text import Format

from .told import LOCK, MILL, read

LOCKS, MILLS = (
    f"<h2>{name}</h2>{f'<p>{text}</p>' * 8}" for name, text in (("A", LOCK), ("B", MILL))
)
STORIES = f"<article>{LOCKS}</article><article class='x'>{MILLS}</article>"


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>\n"


@pytest.mark.parametrize(
    "text",
    [
        page(LOCKS) + "<!-- saved <!-- by hand -->\n" + page(MILLS),
        page(f"<nav><h3>Menu</h3></nav>{STORIES}<footer>Marn Post</footer>"),
        page(STORIES).removesuffix("</article></body></html>\n"),
    ],
)
def test_each_page_and_each_whole_article_is_a_document(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.html").write_text(text)
    found = [one for one in read(tmp_path).values() if isinstance(one, Document)]
    assert [(LOCK in one.source, MILL in one.source) for one in found] == [
        (True, False),
        (False, True),
    ]
    assert "".join(one.source for one in found) == text  # nothing is lost between them


@pytest.mark.parametrize(
    "text",
    [
        page(f"<h1>The day in Marn</h1>{STORIES}"),
        page(f"{STORIES}<article><h2>Next</h2><p>Short.</p></article>"),
        page(f"{STORIES}<div>{f'<p>{LOCK}</p>' * 9}</div>"),
        page(f"<article>{LOCKS}{STORIES}</article>"),
    ],
    ids=["a headline over all", "a teaser", "text around", "articles in an article"],
)
def test_a_page_of_its_own_stays_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.html").write_text(text)
    assert list(read(tmp_path)) == ["a.html"]


def test_pages_beyond_the_first_look_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(2 * page(LOCKS, f"<style>{' ' * 10_000}</style>"))
    (document,) = read(tmp_path).values()
    assert isinstance(document, Document)
    (note,) = document.notes
    assert note.text == "The file holds 2 articles, one after the other: split it."


def test_elements_that_never_end_are_read_once() -> None:
    assert count_articles("<h1>A</h1><h1>B</h1>" + "<nav>x" * 100_000) == 1
    assert count_articles("<h2> </h2>" * 100_000) == 1


@pytest.mark.parametrize(
    "text",
    [
        f"<nav>Marn</nav><h1>A</h1><p>{LOCK}</p><p>{LOCK}</p><h1>Next</h1><p>{MILL * 2}</p>",
        f"<h1>A</h1><p>By A Lund</p><p>{LOCK * 9}</p><h2>Next</h2><p>5 May 2024</p>{MILLS}",
    ],
    ids=["of a site", "of two levels"],
)
def test_headings_that_stand_over_one_article_are_not_told_of(text: str) -> None:
    assert count_articles(text) == count_titled(text) == 1


def told(body: str) -> str:
    return f"{body}\n\n{LOCK} {LOCK}\n\n"


HEADS = (
    told("Lock opens\n\nBy Ada Brink\n\n5 May 2024"),
    told("Mill burns\nBy P. Lund\n6 May 2024"),
)


@pytest.mark.parametrize(
    "parts",
    [
        [f"<article><h2>{name}</h2><p>{LOCK}</p><p>{LOCK}</p></article>" for name in "AB"],
        [f"<hr><h2>{name}</h2><p>By {name} Lund<p>{LOCK}<p>{LOCK}" for name in "AB"],
        [f"<h1>{name}</h1><p>{LOCK}</p><p>{LOCK}</p>" for name in "AB"],
        ["<h1>Press review</h1>", *(f"<h2>{name}</h2><p>{LOCK}<p>{LOCK}" for name in "AB")],
        ["# Lock opens\n", f"{LOCK}\n\n---\n\n# Mill burns\n", MILL],
        [*HEADS],
        ["# Press review\n", *(f"## {name}\n\n{LOCK} {LOCK}\n" for name in ("Lock", "Mill"))],
        [f"# {name}\n\n{LOCK} {LOCK}\n\n" for name in ("Lock opens", "Mill burns")],
        [f"Lock opens\n\n{LOCK} {LOCK}\n\n=====\n\n", f"Mill burns\n\n{LOCK} {LOCK}"],
        [f"{name}\n{LOCK} {LOCK}\n=====\n" for name in ("Lock opens\n", "Mill burns\n")],
        [f"Article {n}\n\n{name}\n\n{LOCK} {LOCK}\n" for n, name in ((1, "Lock"), (2, "Mill"))],
        [f"{n}\nMarn Post, 5 May 2024\n\n{LOCK} {LOCK}\n\n" for n in ("LOCK OPENS", "MILL BURNS")],
        [f"## {n}\n\n*5 May 2024*\n\n{LOCK} {LOCK}\n\n" for n in ("Lock opens", "Mill burns")],
        [f"{name}\n\n{LOCK} {LOCK}\n\f" for name in ("Lock opens", "Mill burns")],
        [f"{name}\n\n{LOCK} {LOCK}\n\n\n\n" for name in ("Lock opens", "Mill burns")],
        [f"5 May 2024\n{n}\n\n{LOCK} {LOCK}\n" for n in ("Lock opens", "Mill burns")],
        [r"{\rtf1\ansi ", *(each.replace("\n", "\\par\n") for each in HEADS), "}"],
    ],
    ids=[
        *("articles of a page", "signed headings of a page", "headings of a page"),
        *("a digest", "headings below rules", "heads alone", "a digest of headings"),
        *("headings", "rules"),
        *("rules right below", "numbers", "days", "lower headings with days", "form feeds"),
        *("empty lines", "days over titles"),
        "of an office document",
    ],
)
def test_articles_that_are_not_split_are_told(tmp_path: Path, parts: list[str]) -> None:
    end = {"<": "html", "{": "rtf"}.get(parts[0][0], "md")
    (tmp_path / f"a.{end}").write_text("\n".join(parts))
    (document,) = read(tmp_path).values()
    assert isinstance(document, Document)
    (note,) = document.notes
    assert note.kind is NoteKind.UNSPLIT and note.text.startswith("The file holds 2 ")


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"ZCZC {n}\nLock opens\nMARN, May {n} - {LOCK}\nNNNN\n\n" for n in range(3)),
        "".join(f"\nZCZCMRN{n}\nLock opens\nMARN, May {n} - {LOCK}\nNNNN\n" for n in range(3)),
        "\n".join(
            f"STORY {n}\n\nTitle: Lock {n}\nSource: Marn\n\n{LOCK}\n\nArticle 9\n\n{LOCK}\n"
            for n in (1, 2, 3)
        ),
        "\n\n".join(
            f"# {name}\n5 May 2024\n\n{LOCK} {LOCK} {end}"
            for name, end in (("Lock opens", LOCK), ("Mill burns", LOCK), ("Ice", "It melted."))
        ),
        "\n\n".join(f"URL: http://marn.example/{n}\n\n{LOCK}\n" for n in range(3)),
        "\n".join(f"==> {n}.txt <==\nLock opens\n\n{LOCK}\n" for n in range(3)),
        "\n".join(
            f"[{n}] Lock {n} - Marn Post, 2024-05-0{n}\n\n{LOCK} {LOCK}\n" for n in (1, 2, 3)
        ),
        "\n\n---\n\n".join(f"**Lock {n}**\n\nBy Ada Lund\n\n{LOCK * 5}" for n in range(3)),
    ],
    ids=[
        *("a wire", "a wire with its name", "numbers over heads", "the last one is short"),
        *("addresses", "names of files", "numbers in brackets", "bold titles"),
    ],
)
def test_each_text_is_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    found = read(tmp_path)
    assert [*found] == ["a.txt#1", "a.txt#2", "a.txt#3"]
    formats = {one.format for one in found.values() if isinstance(one, Document)}
    assert formats == {Format.MARKDOWN if text.startswith(("#", "**")) else Format.TEXT}
    assert not any(mark in str(found) for mark in ("ZCZC", "NNNN", "STORY", "[1]"))
    assert all(str(found).count(said) == text.count(said) for said in (LOCK, "Article 9"))


@pytest.mark.parametrize(
    ("heads", "count"),
    [(("Lock opens", "Mill burns"), 2), (("Marn Post 1", "Marn Post 2"), 1)],
    ids=["articles", "pages of one"],
)
def test_form_feeds_part_articles_but_not_pages(
    tmp_path: Path, heads: tuple[str, str], count: int
) -> None:
    texts = (told(f"{head}\nBy Ada Brink") * 2 for head in heads)
    (tmp_path / "a.txt").write_text("\f".join(texts))
    assert len(read(tmp_path)) == count
