"""The title, date, section and site of a whole HTML page, told from what stands around them."""

import json

import pytest

from reader.cleaning import clean
from reader.cleaning.metadata.title_parts import without_site

from .pages import BODY, STORY, page, paragraphs


@pytest.mark.parametrize(
    "text",
    [
        "The council of Marn\r\nopened the lock.",
        "The council of the town of\nMarn on the old canal has opened the lock.",
        "The lock was opened by Mayor\nBrink on Monday at noon.",
        "the harbour board of Marn approved a second lock called aa after a long talk about the "
        "fares, and the barges will sail from the spring.\n\nResidents welcomed it warmly and said "
        "so in the hall of 2099-01-01-aa.txt.",
    ],
)
def test_a_text_of_two_lines_is_no_title_of_nothing(text: str) -> None:
    article = clean(text)
    assert article.title is None
    assert article.body.text.split() == text.split()


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Schleuse offen", "Die Schleuse ist seit Montag offen."),
        ("水闸开放", "水闸星期一开放，市长说。"),
    ],
)
def test_a_line_right_above_a_sentence_is_its_title(title: str, text: str) -> None:
    article = clean(f"{title}\n{text}\n")
    assert article.title and article.title.text == title
    assert article.body.text == text


def test_a_title_is_taken_from_the_window_without_the_site() -> None:
    article = page(BODY)
    assert article.title and article.title.text == "Ferry fares rise in Vestby"
    assert paragraphs(article) == list(STORY)
    article = page(f"<h1>Ferry fares rise in Vestby<a href=#x>¶</a></h1>{BODY}")
    assert article.title and article.title.text == "Ferry fares rise in Vestby"
    article = page(f"<h1>The Vestby Mail</h1><h2>Ferry fares rise in Vestby</h2>{BODY}")
    assert article.title and article.title.text == "Ferry fares rise in Vestby"


@pytest.mark.parametrize(
    "named",
    [
        "Ferry fares rise in Vestby - Harbour - The Vestby Mail",
        "Vestby Mail | Ferry fares rise in Vestby",
        "Daily Vestby Mail - Ferry fares rise in Vestby",
        "Daily Vestby Mail: Ferry fares rise in Vestby",
        "(3) Ferry fares rise in Vestby",
        "Ferry fares rise in Vestby | Harbour | The Vestby Mail | vestby.example",
        "Ferry fares rise in Vestby - the reasons | The Vestby Mail",
    ],
)
def test_the_site_on_either_side_is_no_part_of_a_title(named: str) -> None:
    address = '<link rel="canonical" href="https://www.daily-vestby-mail.example/fares">'
    article = page(BODY, f"<title>{named}</title>{address}")
    title = article.title
    assert title and article.source[title.start : title.end] == title.text
    assert title.text.removesuffix(" - the reasons") == "Ferry fares rise in Vestby"
    assert ("the reasons" in title.text) is ("the reasons" in named)


@pytest.mark.parametrize(
    "told",
    [
        "<p>The hall opens again on 14 May 2027, he said.</p>",
        "<p>On 5 May 1911 it was opened.</p>",
        "<p>The hall was opened on 5 May 1911 by the king.</p>",
        "<p>Event date: 14 May 2027, 10:00</p>",
        "<p>Printed from vestbymail.example on 4 April 2024</p>",
        "<div class=weather>Wednesday, 6 March 2024 4°C</div>",
        "<aside><a href=/x>Bridge late</a> <time datetime=2020-07-03>3 July</time></aside>",
        "<footer><p>Published by Vestby Media, 1 March 2011</p></footer>",
        "<p>14 May 1984: the first ferry is launched and sails to Vestby for the first time.</p>",
        "<p>Today: 30 November 2026</p>",
        "<p>Last change of this page: 12 May 2026</p>",
        "<dl><dt>Born</dt><dd>28 January 1975</dd></dl>",
    ],
)
def test_a_day_that_the_story_tells_of_is_not_its_date(told: str) -> None:
    assert page(f"<h1>Ferry fares rise in Vestby</h1>{told}{BODY}{told}").date is None


def test_the_day_in_a_masthead_is_that_of_the_visit() -> None:
    masthead = "<div class=date>Saturday, 14 February 2026</div>"
    told = f"<h1>Ferry fares rise in Vestby</h1>{BODY}"
    assert page(f"{masthead}<article>{told}</article>").date is None
    assert page(f"<article>{masthead}{told}</article>").date


def test_a_title_and_a_site_that_are_declared_alone_count() -> None:
    site = {"@graph": [{"@type": "WebSite", "name": "Vestby Mail"}]}
    parts = "".join(f"<li><h3>{n}. Part {n}</h3>{BODY}" for n in range(1, 4))
    head = f'<script type="application/ld+json">{json.dumps(site)}</script>'
    article = page(f"<ul>{parts}</ul>", f"<title>Ten things to see in the sound</title>{head}")
    assert article.title and article.title.text == "Ten things to see in the sound"
    assert article.publisher and article.publisher.value == "Vestby Mail"


@pytest.mark.parametrize("tag", ["nav", "div"])
@pytest.mark.parametrize("names", ["News Sport Weather", "Start Lokales Sport Meinung"])
def test_a_menu_gives_no_section_and_a_label_no_byline(tag: str, names: str) -> None:
    menu = "".join(f"<li><a href=x>{each}</a></li>" for each in names.split())
    article = page(
        f"<header><{tag}><ul>{menu}</ul></{tag}></header><h1>Ferry fares rise in Vestby</h1>"
        f"<p>Publié le 1er avril 2025 à 10h15</p>{BODY}"
    )
    assert article.section is None
    assert article.byline is None
    assert article.date and article.date.value and article.date.value.startswith("2025-04-01")


def test_a_name_and_a_day_side_by_side_are_two_and_an_address_is_no_name() -> None:
    told = "<div><span>Ida Moen</span><span>3 March 2024</span></div>"
    article = page(f"<article><h1>Ferry fares rise in Vestby</h1>{told}{BODY}</article>")
    assert article.byline and article.byline.text == "Ida Moen"
    assert article.date and article.date.value == "2024-03-03"
    where = "<p>Address:</p><p>Vestby Str. 45, Horka, 02923</p>"
    footer = "<footer>Updated 1 May 2026. Copyright 2026</footer>"
    article = page(f"<div>{where}{BODY}</div>{footer}")
    assert article.byline is None and article.date is None


def test_a_line_that_is_not_the_byline_is_not_shown_as_one() -> None:
    head = '<title>Ferry fares rise in Vestby</title><meta name=author content="Ida Moen">'
    told = f"<article><h1>Ferry fares rise in Vestby</h1><p>Externer Inhalt</p>{BODY}</article>"
    article = page(told, head)
    assert article.byline and article.byline.text == "Ida Moen"
    assert "Externer Inhalt" not in article.excerpt.text


TRAIL = "<a href='/'>Home</a> › <a href='/sea'>At sea</a> › Ferry fares rise"
LISTED = [
    {"@type": "ListItem", "item": {"@id": "https://mail.example/", "name": "The Vestby Mail"}},
    {"@type": "ListItem", "name": "At sea", "item": "https://mail.example/sea"},
    {"@type": "ListItem", "name": "Ferry fares rise"},
]


@pytest.mark.parametrize(
    "trail",
    [
        f"<nav aria-label=Breadcrumb>{TRAIL}</nav>",
        f"<nav class=breadcrumb><span>Sie sind hier:</span> {TRAIL}</nav>",
        f"<nav class=breadcrumb><h2>Pfadnavigation</h2><p>‹ Zurück</p>{TRAIL}</nav>",
        "<ol class=crumbs><li><a href='/'>Forside</a><li><a href='/sea'>At sea</a></ol>",
        '<meta itemprop="articleSection" content="At sea">',
        "<p itemprop=articleSection>At sea</p>",
        '<script type="application/ld+json">'
        f"{json.dumps({'@type': 'BreadcrumbList', 'itemListElement': LISTED})}</script>",
    ],
)
def test_the_section_is_the_first_step_of_the_way_to_a_page(trail: str) -> None:
    article = page(f"{trail}<h1>Ferry fares rise</h1>{BODY}")
    assert article.section and article.section.text == "At sea"
    assert paragraphs(article) == list(STORY)


@pytest.mark.parametrize(
    ("declared_title", "site"),
    [
        ("古桥完成修缮重新通行_新闻频道_溪口日报", "溪口日报"),
        ("古桥完成修缮重新通行：溪口日报", "溪口日报"),
        ("古桥完成修缮重新通行 < 文化 < 记事 - 溪口日报", "溪口日报"),
        ("古桥完成修缮重新通行 - Son Dakika Haberler - Doğu Haber", "Doğu Haber"),
    ],
)
def test_site_and_sections_are_cut_off_a_title(declared_title: str, site: str) -> None:
    assert without_site(declared_title, site) == "古桥完成修缮重新通行"


@pytest.mark.parametrize(
    "head",
    [
        ("Vestby Mail: Ferry fares rise", "<h1>Vestby Mail</h1><h3>Ferry fares rise</h3>"),
        (
            "Vestby Mail - Ferry fares rise in all of the sound",
            "<b>Vestby Mail</b><p>Ferry fares rise in all of the sound</p>",
        ),
    ],
)
def test_the_title_is_what_the_name_of_the_site_stands_before(head: tuple[str, str]) -> None:
    declared_title, shown = head
    article = page(f"{shown}{BODY}", f"<title>{declared_title}</title>")
    assert article.title and article.title.text.startswith("Ferry fares rise")
