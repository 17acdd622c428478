"""Pages that show little or nothing: their text is found where it stands, and menus are none."""

import html
import json

import pytest

from reader.cleaning import Article, clean
from reader.text import Format, Span

from .pages import paragraphs

TOLD = (
    "The harbour board of Arden said on Monday that “the old quay” will close & stay so.",
    "Its two cranes go to the yard at Velle, where they were built some sixty years ago.",
    "Nobody who works there will lose a place, Ines Marlow told the crowd before the hall.",
    "The boats to the islands will leave from the new pier as soon as it has been paved.",
)
MENU = "<header><nav><a href=/>Home</a> <a href=/n>News</a> <a href=/s>Sport</a></nav></header>"
FOOT = "<footer><p>© 2024 Arden Post. All rights reserved.</p></footer>"
ESCAPED = "".join(f"<p>{html.escape(each)}</p>" for each in TOLD)


def page(body: str, head: str = "") -> Article:
    head = f"<head><title>Old quay to close | Arden Post</title>{head}</head>"
    return clean(f"<html>{head}<body>{MENU}{body}{FOOT}</body></html>", Format.HTML)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<main><p>Mayor Quinlan resigns.</p></main>", ["Mayor Quinlan resigns."]),
        ("<article><div>lol, quay shut again #arden</div>", ["lol, quay shut again #arden"]),
        ("<h1>Boat late</h1><p>It came.<p>Nobody was hurt.", ["It came.", "Nobody was hurt."]),
        ("<main><h1>Mayor Quinlan resigns after vote</h1></main>", []),
    ],
)
def test_a_menu_is_never_the_text_of_a_page_that_says_little(body: str, told: list[str]) -> None:
    article = page(body)
    assert paragraphs(article) == told
    assert told or [article.text_of(block) for block in article.shown()] == [
        "Mayor Quinlan resigns after vote"
    ]


def script(kind: str, data: object) -> str:
    return f"<script type='application/{kind}'>{json.dumps(data)}</script>"


def live(texts: tuple[str, ...]) -> dict[str, object]:
    entries = [{"@type": "BlogPosting", "articleBody": each} for each in texts]
    return {"@type": "LiveBlogPosting", "headline": "Live", "liveBlogUpdate": entries}


STATE = {"props": {"page": {"title": "Old quay to close", "body": ESCAPED}}}
BBCODE = {"announcement": {"body": f"[p]{'[/p][p]'.join(TOLD)}[/p][img]/a/b.png[/img]"}}
PARTLY = json.dumps({"@type": "NewsArticle", "articleBody": ESCAPED}).replace("</p>", r"<\/p>", 1)
TORN = {"@type": "Article", "articleBody": "\n".join(TOLD)}


@pytest.mark.parametrize(
    "body",
    [
        script("ld+json", {"@type": "NewsArticle", "articleBody": ESCAPED}),
        f"<script type='application/ld+json'>{PARTLY}</script>",
        script("ld+json", TORN) + f"<p>{html.escape(TOLD[0])}</p>",
        script("ld+json", TORN) + "<p>Avec votre accord, nous utilisons des cookies</p>",
        script("ld+json", live(TOLD)),
        f"<div id=app></div><noscript><h1>Old quay to close</h1>{ESCAPED}</noscript>",
        script("json", STATE),
        f'<div data-page="{html.escape(json.dumps(STATE))}"></div>',
        f'<div data-props="{html.escape(json.dumps(BBCODE))}"></div>',
    ],
)
def test_a_text_that_scripts_would_show_is_found_with_its_places(body: str) -> None:
    article = page(body)
    assert paragraphs(article) == list(TOLD)
    assert article.note
    at = article.body.text.index("cranes")
    assert article.body.to_source(Span(at, at + 6)).of(article.source) == "cranes"


def test_the_text_of_a_page_that_shows_none_may_be_short() -> None:
    for tag in ("textarea", "svg"):
        article = clean(
            f"<html><body><{tag}>{TOLD[1]} {TOLD[2]}</{tag}></body></html>", Format.HTML
        )
        assert article.body.text == f"{TOLD[1]} {TOLD[2]}"
