"""The title, authors, day and section that a plain-text dump or a text alone names."""

from pathlib import Path

import pytest

from reader.cleaning import Role, clean
from reader.cleaning.features.replies import replies_below
from reader.cleaning.metadata.metadata_fields import is_no_title
from reader.cleaning.metadata.trails import section_above
from reader.cleaning.parse.lines import plain_lines

from .dumps import BODY, FOOTER, MENU, TITLE, dump

ARTICLES = Path(__file__).parents[2] / "seeds"


@pytest.mark.parametrize("marks", [("", "", ""), ("# ", "## ", "### ")])
def test_the_title_of_a_post_stands_below_the_name_of_the_blog_and_the_day(
    marks: tuple[str, str, str],
) -> None:
    head = zip(marks, ("Velle Courier", "19 May, 2022", TITLE), strict=True)
    article = clean("\n\n".join((*("".join(each) for each in head), *BODY)))
    assert article.title and article.title.text == TITLE
    assert article.body.text == "\n\n".join(BODY)


@pytest.mark.parametrize(
    ("text", "is_way"),
    [
        ("Hauptseite » 2010 » Oktober » 26 » Briefe", True),
        ("Home / 2010 / 26 / Letters", True),
        ("Vestby | Away | Home: a season on the road", False),
    ],
)
def test_the_way_to_a_page_is_no_title(text: str, is_way: bool) -> None:
    assert is_no_title(text) is is_way


@pytest.mark.parametrize(
    "printed", [f"{TITLE} | Velle Courier", f"{TITLE}¶", f"{TITLE} (BUTTON)", f"[a.png] {TITLE}"]
)
def test_a_title_ends_before_the_name_of_its_site_and_marks(printed: str) -> None:
    article = clean(dump(*BODY).replace(TITLE, printed))
    assert article.title and article.title.text == TITLE
    article = clean("\n\n".join(("  • Install\n  • API", printed, *BODY)))
    assert article.title and article.title.text == TITLE


def test_a_summary_under_the_title_is_not_taken_for_it() -> None:
    summary = "A tramway and two lanes over the Aun, at twice the price"
    article = clean(dump(*BODY).replace(TITLE, f"{TITLE}\n{summary}"))
    assert article.title and article.title.text == TITLE


@pytest.mark.parametrize("over", ["", "World\n\n", "VELLE\n\n"])
@pytest.mark.parametrize(
    "signed", ["By Ann Lee\n\nMay 19, 2022", "Ann Lee - May 19, 2022", "Ann Lee\n\n2022-05-19"]
)
def test_a_clean_text_has_its_title_authors_and_date(over: str, signed: str) -> None:
    article = clean("\n\n".join([over + TITLE, signed, *BODY]))
    assert article.title and article.title.text == TITLE
    assert article.byline and article.byline.text == "Ann Lee"
    assert article.date and article.date.value == "2022-05-19"


@pytest.mark.parametrize("paper", ["The Courier – ", "THE COURIER   Thursday, "])
def test_the_head_of_a_paper_is_no_byline_and_stands_over_a_title(paper: str) -> None:
    title = "Second wharf for Velle"
    article = clean(f"{paper}19 May 2022\n\n{title}\n\n{BODY[0]}\n\nIt cost nine million crowns.")
    assert article.title and article.title.text == title
    assert article.byline is None
    assert article.date and article.date.value == "2022-05-19"


def test_what_no_line_names_is_absent() -> None:
    article = clean("\n\n".join(BODY))
    assert (article.title, article.byline, article.date) == (None, None, None)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("world/linxi-zh.txt", "百年渡口变身茶船博物馆 首日迎客两千人"),
        (
            "research-ship/atlantic-evening.txt",
            "Families wave off nine days of worry as ice-bound ship comes free",
        ),
    ],
)
def test_the_headline_of_a_clean_text_stands_over_who_wrote_it_and_when(
    name: str, title: str
) -> None:
    found = clean((ARTICLES / name).read_text("utf-8")).title
    assert found is not None
    assert found.text == title


@pytest.mark.parametrize("trail", ["HomeHarbour & Sea", "Home > Harbour & Sea > Bridges"])
def test_of_the_way_to_a_page_the_section_alone_is_shown(trail: str) -> None:
    article = clean(
        "\n".join((trail, TITLE, "By Ann Lee", "19 May, 2022 19:54", "", *BODY, FOOTER))
    )
    assert article.section is not None
    assert article.section.text == "Harbour & Sea"
    sections = [block for block in article.blocks if block.role is Role.SECTION]
    assert [article.text_of(block) for block in sections] == ["Harbour & Sea"]
    assert article.blocks[0].role is Role.BOILERPLATE


def test_a_headline_stands_apart_from_the_way_to_its_page() -> None:
    head = f"{MENU}\nHomeLatest News{TITLE}\n{TITLE}\nMay 19, 2022"
    found = clean("\n\n".join((head, *BODY, FOOTER))).title
    assert found is not None
    assert found.text == TITLE


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("Bridge tolls", BODY),
        (
            "Bread soup",
            [
                "A soup for cold days.",
                "Ingredients",
                "3 rolls",
                "2 litres of stock",
                "Method",
                "Cut the rolls.",
                "Cook all of it for ten minutes.",
                "Stir and serve.",
            ],
        ),
    ],
)
def test_a_line_that_stands_over_a_clean_text_is_its_title(title: str, rest: list[str]) -> None:
    article = clean("\n\n".join((title, *rest)))
    assert article.title and article.title.text == title
    assert article.body.text == "\n\n".join(rest)


def test_a_page_without_a_text_has_no_title_of_another_article() -> None:
    menu = "Port notice - Port of Velle\nSkip to content\nSearch for\nPort notice\n"
    signed = "Author\nIda Tarn\nPublished\nMay 3, 2026\nShare\n"
    article = clean(f"{menu}{signed}Latest Posts\n{TITLE}\nJune 9, 2026\nNews\n")
    assert article.title and article.title.text == "Port notice"
    assert article.byline and article.byline.text == "Ida Tarn"


def test_a_blog_is_signed_below_its_entry_and_over_the_comments() -> None:
    lines = (MENU, "19 mei 2022", TITLE, *BODY, "Door Ida Moen 09:00")
    comments = ("2 reacties", "gull1984", "We have waited long enough for it.", "Reply")
    article = clean("\n\n".join((*lines, *comments, FOOTER)))
    assert article.byline is not None
    assert article.byline.text == "Ida Moen"
    assert article.body.text == "\n\n".join(BODY)
    told = plain_lines("\n".join((*BODY, *comments)))
    assert replies_below(told, [0.9] * 4 + [0.4] * 4) == range(4, 8)
    assert not replies_below(told, [0.9] * 7 + [0.4])  # an article goes on below the label


@pytest.mark.parametrize(
    ("above", "section"),
    [
        ("Log in Home » Local News » Velle opens its bridge", "Local News"),
        ("Accueil › Société › Velle opens its bridge", "Société"),
        ("1. Portada\n2. Economía", "Economía"),
        ("Strona główna\n»\nBiałystok\n»", "Białystok"),
        ("Home\nLocal News\nSign in", None),
        ("2. Home\n3. Local News", None),
        ("The way home » a film by Ann Lee", None),
    ],
)
def test_the_section_is_the_step_behind_the_home_over_a_headline(
    above: str, section: str | None
) -> None:
    lines = plain_lines(f"{above}\n{TITLE}")
    found = section_above(lines, len(lines) - 1)
    assert (found and found[1].of(lines[found[0]].text)) == section
