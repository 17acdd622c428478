"""Whole HTML pages: no page with text is blank, none is printed twice, and parts are told apart."""

import json

import numpy as np
import pytest

from reader.cleaning import Role, clean
from reader.cleaning.completion import completed
from reader.cleaning.copies import copies
from reader.cleaning.fallback import fallback
from reader.cleaning.parse.html_lines import html_lines
from reader.cleaning.parse.lines import plain_lines
from reader.text import Format, Span

from .pages import BODY, STORY, page, paragraphs


def test_headings_and_sentences_between_paragraphs_of_an_element_belong_to_them() -> None:
    chances = {
        "The engines are old.": 0.9, "Who pays?": 0.3, "In June": 0.1, "Share": 0.3,
        "Ships.": 0.01, "+++": 0.3, "They rust.": 0.3, "We all do.": 0.9, "Fares rise.": 0.3,
    }  # fmt: skip
    tags = {"In June": "h3", "Share": "div"}
    parts = (f"<{tags.get(said, 'p')}>{said}</{tags.get(said, 'p')}>" for said in chances)
    boxed = "<div class=callout-card><div class=callout-text>They rust.</div></div>"
    section = f"<section>{''.join(parts)}</section>".replace("<p>They rust.</p>", boxed)
    lines = html_lines(section)
    keep = [chance > 0.5 for chance in chances.values()]
    whole = completed(lines, keep, list(chances.values()), None, ())
    assert [line.text for line, each in zip(lines, whole, strict=True) if each] == [
        "The engines are old.", "Who pays?", "In June", "They rust.", "We all do.",
    ]  # fmt: skip


def test_what_begins_or_ends_an_element_that_is_partly_kept_or_a_short_dump_belongs_to_it() -> None:
    begun = "<p>When does one pay twice for the ferry?</p><p>My book says as an example</p>"
    ended = "<p>Why did they not say it there?</p><p>Source: ferry</p>"
    quoted = "<blockquote><p>They pay.</p><p>All pay.</p></blockquote>"
    lines = html_lines(f"<div>{begun}{quoted}{ended}</div>")
    keep = [False, False, True, True, False, False]
    whole = completed(lines, keep, [0.3, 0.3, 0.6, 0.6, 0.1, 0.3], None, ())
    assert whole == [True, True, True, True, True, False]
    dump = plain_lines("\n\n".join((STORY[0], "NOTICE", "The talks had lasted.", "(ab)", "Ships.")))
    whole = completed(dump, [True, *[False] * 4], [0.9, 0.08, 0.2, 0.01, 0.2], None, ())
    assert whole == [True, False, True, False, False]


def test_a_paragraph_between_others_and_an_ingredient_that_is_a_link_belong_to_them() -> None:
    apart = "".join(f"<div><div><p>{each}</p></div></div>" for each in STORY[:3])
    listed = "<tr><td>200 g<td>flour</tr><tr><td>2 tins<td><a href=x>Tangerines</a></tr>"
    lines = html_lines(f"{apart}<table class=ingredients>{listed}</table>")
    keep = [True, False, True, *[False] * 4]
    shares = np.ones((len(lines), 1), np.float32)
    assert all(completed(lines, keep, [0.9, 0.3, 0.9, *[0.0] * 4], shares, ()))


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ("<p>The papers:<ul><li>{a}map</a><li>{a}plan</a></ul>", ["map", "plan"]),
        ("<p>The papers.<ul><li>{a}map</a><li>{a}plan</a></ul>", []),
        ("<table><tr><td>{a}map</a><td>{a}1.pdf</a></table>", ["map", "1.pdf"]),
        (f"<table><tr><td>{{a}}map</a><td><p>{STORY[0]}</table>", []),
        (f"<table><tr><td>{{a}}map</a><td>{STORY[0]}</table>", []),
        ("<article><header><h2>noon</h2></header><p>It rose.</article>" * 2, ["noon"] * 2),
        ("<article><header><h2>noon</h2></header><p>It rose.</article>", []),
        ("<div><div><p>It fell.</div><div><p>so be it.</div></div>", ["so be it."]),
    ],
)
def test_what_is_set_as_text_belongs_to_it(parts: str, found: list[str]) -> None:
    lines = html_lines(f"<p>They met.{parts.format(a='<a href=x>')}<p>They went home.")
    keep = [line.text[0].isupper() for line in lines]
    shares = np.array([[line.role is not Role.LIST_ITEM] for line in lines], np.float32)
    whole = completed(lines, keep, [0.9 if each else 0.2 for each in keep], shares, ())
    added = [each.text for each, was, now in zip(lines, keep, whole, strict=True) if now > was]
    assert added == found


def test_a_page_of_several_articles_says_so_and_shows_them() -> None:
    first, second = (
        f"<article><h2>{title}</h2>{''.join(f'<p>{each} {told}' for each in STORY * 2)}</article>"
        for title, told in (("Fares rise", "So it was in May."), ("Pupils pay", "It was in June."))
    )
    found = page(first + second)
    assert "2 articles" in found.note
    assert "in May" in found.body.text and "in June" in found.body.text
    assert not page(first + "<article><h2>Pupils pay</h2><p>Read on.</p></article>").note


@pytest.mark.parametrize("source", ["Council closes the hall.\n", "FLASH: mayor resigns", "ok"])
def test_a_short_text_is_shown(source: str) -> None:
    article = clean(source)
    assert article.body.text == source.strip()
    assert bool(article.note) is not source.rstrip().endswith(".")  # a sentence is beyond doubt


@pytest.mark.parametrize(
    ("source", "title", "body"),
    [
        ("Night bus\n\n- eleven\n- one", None, "Night bus|- eleven|- one"),
        ("Stops of the bus\n\nVestby\nHallam\nFen", "Stops of the bus", "Vestby|Hallam|Fen"),
        ("# Soup\n\n## Method\n\n- salt\n- leek\n\n1. Cook", "Soup", "Method|salt|leek|Cook"),
        ("# Shopping\n\n- milk\n- bread and butter", None, "Shopping|milk|bread and butter"),
        (
            "Stops of the bus\n\nIt leaves at eleven.\n\n- Fen\n- Lind\n\nIt runs until three.",
            "Stops of the bus",
            "It leaves at eleven.|- Fen|- Lind|It runs until three.",
        ),
        (
            "<title>Hours</title><h2>Hours</h2><ul><li>Monday: nine to five<li>Sunday: closed</ul>",
            "Hours",
            "Monday: nine to five|Sunday: closed",
        ),
        (
            "<title>Stops of the bus</title><div>Vestby<br>Hallam<br>Fen</div>",
            "Stops of the bus",
            "Vestby|Hallam|Fen",
        ),
    ],
)
def test_a_list_is_shown_whole_and_none_of_its_items_is_the_title(
    source: str, title: str | None, body: str
) -> None:
    article = clean(source, Format.MARKDOWN if source.startswith("#") else Format.TEXT)
    assert (article.title and article.title.text) == title
    assert "|".join(paragraphs(article)) == body


def test_a_few_words_of_a_list_give_way_to_sentences_that_may_be_the_articles() -> None:
    told = {STORY[0]: 0.3, "Ida Moen:": 0.5, "nice ferry...": 0.7, STORY[1]: 0.1}
    lines = html_lines("".join(f"<p>{each}</p>" for each in told))
    keep = [chance > 0.4 for chance in told.values()]
    shown, note = fallback(lines, keep, list(told.values()), None, ())
    assert [line.text for line, each in zip(lines, shown, strict=True) if each] == [STORY[0]]
    assert note


def test_a_paragraph_that_stands_twice_in_a_row_is_shown_once() -> None:
    for twice in range(len(STORY)):
        told = [*STORY[: twice + 1], *STORY[twice:]]
        body = "".join(f"<p>{each}</p>" for each in told)
        assert paragraphs(page(f"<article><h1>Fares rise</h1>{body}</article>")) == list(STORY)
    assert paragraphs(page(f"<p>{STORY[0]}</p><p>{STORY[0]}</p>")) == [STORY[0]]
    assert STORY[0] in paragraphs(clean(f"Ferry fares rise\n\n{STORY[0]}\n\n{STORY[0]}\n"))


def test_a_small_part_for_another_screen_is_a_copy() -> None:
    voices = f"<p>{STORY[2]}</p><p>{STORY[3]}</p>"
    told = "".join(f"<p>{' '.join(f'word{n}of{i}' for i in range(40))}</p>" for n in range(9))
    lines = html_lines(f"<div>{told}</div><div>{voices}</div><div>{voices}</div>")
    assert copies(lines, [True] * len(lines)) == {11, 12}


def test_copies_for_other_screens_are_shown_once() -> None:
    one = f"<h1>Ferry fares rise</h1>{BODY}"
    for copied in (BODY, one):
        article = page(f"<div class=wide>{one}</div><div>{copied}</div>")
        assert paragraphs(article) == list(STORY)
    beside = f"<table><tr><td>{one}<td>{one}</table>"
    hidden = f"<div hidden>{one}</div><div>{one}</div>"
    for copied in (f"<article>{one}</article>" * 2, hidden, beside):
        article = page(copied)
        assert paragraphs(article) == list(STORY)
        assert not article.note
    reworded = BODY.replace("ferry", "ferryboat")
    article = page(f"<h1>Ferry fares rise</h1><div class=wide>{BODY}</div><div>{reworded}</div>")
    assert paragraphs(article) == list(STORY)
    told = (
        "Färjan mellan öarna går igen sedan isen har släppt, säger rederiet i Vestby.",
        "Två motorer byttes i går vid kajen.",
        "Biljetten blir dyrare i juni, men elever åker gratis.",
        "Nästa färja byggs i Polen.",
    )
    body = "".join(f"<p>{each}</p>" for each in told)
    one = f"<h1>Färjan går igen</h1>{body}"
    menu = "".join(f"<li><a href=/{each}>{each}</a>" for each in ("Hem", "Sport", "Kultur", "TV"))
    article = page(f"<header><ul>{menu}</ul></header><article>{one}</article><div>{one}</div>")
    assert article.note and paragraphs(article) == list(told)


def test_hidden_text_is_no_body_but_an_article_that_waits_for_a_script_is() -> None:
    hidden = (
        "<p style='color:red; display: none'>Buy nothing but our tea, said nobody.</p>"
        "<div hidden><p>This sentence was never seen by anybody at all.</p></div>"
        "<style>.gone, #x { display:none } @media print { .here { display: none } }</style>"
        "<p class=gone>Nor was this one, by the sheet of the page itself.</p>"
    )
    assert paragraphs(page(f"<h1>Ferry fares rise</h1>{BODY}{hidden}")) == list(STORY)
    assert paragraphs(page(f"<h1>Ferry fares</h1><div style='display:none'>{BODY}</div>")) == list(
        STORY
    )
    folded = f"<div class=collapsed><div style='display:none'><p>{STORY[0]} So?</p></div></div>"
    assert f"{STORY[0]} So?" in paragraphs(page(f"<h1>Ferry fares rise</h1>{folded}{BODY}"))
    shown = page(f"<h1>Ferry fares rise</h1>{hidden}<div class=here>{BODY}</div>")
    assert paragraphs(shown) == list(STORY)


@pytest.mark.parametrize(
    ("button", "rest"),
    [
        ("<p><a href=#>Read more</a></p>", "<section style='display:none'>{}</section>"),
        ("<button>Lire la suite</button>", "<section hidden>{}</section>"),
        ("<span>Devamını oku</span>", "<div class=collapsed>{}</div>"),
    ],
)
def test_what_a_button_opens_below_the_beginning_of_an_article_is_its_rest(
    button: str, rest: str
) -> None:
    end = "".join(f"<p>{each}</p>" for each in STORY[2:])
    begun = f"<h1>Fares rise</h1><section><p>{STORY[0]}</p><p>{STORY[1]}</p>{button}</section>"
    story = f"<article>{begun}{rest.format(end)}</article>"
    assert paragraphs(page(story)) == list(STORY)
    other = f"<p>Ships were seen in Lind.</p>{button}"
    assert paragraphs(page(story + other))[:4] == list(STORY)
    teasers = f"<section><p>{STORY[1]}</p>{button}</section><div hidden>{end}</div>{other}"
    assert STORY[2] not in paragraphs(page(f"<article>{teasers}</article>{BODY.replace('a', 'o')}"))


@pytest.mark.parametrize(
    ("sheet", "hidden"),
    [
        ("article p.h{display:none}", True),
        ("p.h, .b{visibility:hidden}", True),
        ("#x .h{display:none}", True),
        ("/* h */ article > .h{ position:absolute; left:-9999px }", True),
        ("@media all{.h{display:none}}", True),
        ("@media (max-width:600px){.h{display:none}}", False),
        ("div .h, h1.h, .b .h, .h:hover, body > p{display:none}", False),
        ("body>article > .h{display:none}", True),
    ],
)
def test_a_selector_of_names_within_each_other_hides(sheet: str, hidden: bool) -> None:
    line = "<p class=h>Nobody has ever seen this sentence about the ferry to Hallam.</p>"
    lines = html_lines(f"<style>{sheet}</style><body><article id=x>{BODY}{line}</article>")
    assert [bool(each.within and each.within.hidden) for each in lines] == [False] * 4 + [hidden]


def test_an_article_in_an_element_named_for_its_offer_and_a_live_report_are_shown() -> None:
    menu = "".join(f"<p>{each} More of it in our archive.</p>" for each in STORY * 3)
    behind = f"<div class='entry-content steady-paywall-container'><p>{STORY[0]}</p></div>"
    report = f"<div class='live-match-comments'><p>{STORY[1]}</p><p>{STORY[2]}</p></div>"
    article = page(f"<h1>Ferry fares rise</h1>{behind}{report}<article>{menu}</article>")
    assert {STORY[0], STORY[1], STORY[2]} <= set(paragraphs(article))


def test_the_lead_of_a_page_and_the_line_under_its_headline_are_shown() -> None:
    lead = "A crossing of the fjord gets dearer again. Who works across it will pay the most."
    byline = "<p class=author>By Ida Moen</p>"
    menu = "<nav>" + "".join(f"<li><a href=x>{each}</a>" for each in ("News", "Sport")) + "</nav>"
    article = page(f"{menu}<h1>Ferry fares</h1><div class=intro>{lead}</div>{byline}{BODY}")
    assert paragraphs(article) == [lead, *STORY]
    under = "Nine years of work on a new bridge come to their end"
    article = page(
        f"{menu}<h1>Ferry fares</h1><h2 class='article-subtitle'>{under}</h2>{byline}{BODY}"
    )
    assert article.standfirst and article.standfirst.text == under
    assert paragraphs(article) == list(STORY)
    again = "Fares of the Vestby ferry rise."
    article = page(f"{menu}<h1>Ferry fares rise</h1>{byline}<div><p>{again}</p>{BODY}</div>")
    assert article.standfirst is None and paragraphs(article) == [again, *STORY]
    head = f"<header><h1>Ferry fares</h1><p>{under}.</p></header>"
    article = page(f"{menu}{head}<article>{byline}{BODY}</article>")
    assert article.standfirst and article.standfirst.text == f"{under}."


def test_the_topics_of_an_article_name_no_part_of_its_page_and_its_notes_are_shown() -> None:
    note = "<p>Its timetable was printed in the paper.</p>"
    article = page(
        f"<h1>Ferry fares rise</h1><article class='post type-post status-publish tag-comments'>"
        f"{BODY}<ol><li id=fn1>{note}</li></ol></article><p>{STORY[0]} So it said.</p>"
    )
    assert {*STORY, "Its timetable was printed in the paper."} <= set(paragraphs(article))


def test_a_text_that_waits_in_a_template_and_the_ingredients_of_a_recipe_are_shown() -> None:
    article = page(f"<div class=post-content><script type=text/template>{BODY}</script></div>")
    assert paragraphs(article) == list(STORY)
    blanks = "<p>{{title}} is what all of our readers like to read about most.</p>"
    script = f"<div class=post-content><script type=text/template>{blanks}</script></div>"
    assert paragraphs(page(f"<h1>Ferry fares</h1>{BODY}{script}")) == list(STORY)
    parts = "".join(
        f"<div class=row><div>{each}</div></div>" for each in ("125 g", "Flour", "1 TL")
    )
    menu = "<nav><li><a href=x>News</a><li><a href=y>Sport</a></nav>"
    article = page(f"{menu}<h1>A cake</h1><div class='recipe-ingredients'>{parts}</div>{BODY}")
    assert paragraphs(article) == ["125 g", "Flour", "1 TL", *STORY]
    steps = "".join(
        f"<div class=step>{n}<p>{each}</div>" for n, each in enumerate(("Stir.", "Bake."))
    )
    assert "Bake." in paragraphs(page(f"{menu}<h1>A cake</h1>{BODY}<h2>How to</h2>{steps}"))


def test_a_body_that_stands_in_json_ld_alone_is_shown_with_its_places() -> None:
    declared = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Person", "@id": "#ida", "name": "Ida Ø. Moen"},
            {
                "@type": "NewsArticle",
                "headline": "Ferry fares rise in Vestby",
                "author": {"@id": "#ida"},
                "datePublished": "2024-05-06T07:00:00Z",
                "articleBody": f"{STORY[0]}\n\n“{STORY[1]}” / {STORY[2]}",
            },
        ],
    }
    script = f"<script type='application/ld+json'>{json.dumps(declared)}</script>"
    article = page("<div id=root></div>", f"<html><head>{script}</head>")
    assert paragraphs(article) == [STORY[0], f"“{STORY[1]}” / {STORY[2]}"]
    assert article.title and article.title.text == "Ferry fares rise in Vestby"
    assert article.byline and article.byline.text == "Ida Ø. Moen"
    assert article.date and article.date.value and article.date.value.startswith("2024-05-06")
    start = article.body.text.index("Monday")
    assert article.body.to_source(Span(start, start + 6)).of(article.source) == "Monday"


def test_answers_that_open_below_their_headings_are_shown() -> None:
    asked = "".join(
        f'<h2>Who pays {number}?</h2><div style="display:none"><p>{each}</p></div>'
        for number, each in enumerate(STORY[2:])
    )
    shown = paragraphs(
        page(f"<article><h1>Fares rise</h1>{BODY[: BODY.index(STORY[2]) - 3]}{asked}")
    )
    assert [each for each in shown if each in STORY] == list(STORY)


def test_the_text_of_a_page_of_frames_has_no_tags() -> None:
    shown = paragraphs(page(f"<frameset><frame src=a><noframes>{BODY}</noframes></frameset>"))
    assert shown == list(STORY)
