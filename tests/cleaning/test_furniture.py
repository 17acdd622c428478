"""What stands around the text of a whole HTML page: comments, teasers, boxes about the author."""

import numpy as np
import pytest

from reader.cleaning import Role, clean
from reader.cleaning.features.furniture import ruled
from reader.cleaning.features.page_parts import outside
from reader.cleaning.features.replies import replies
from reader.cleaning.parse.html_lines import html_lines
from reader.cleaning.parse.lines import plain_lines

from .pages import BODY, STORY, page, paragraphs


def test_comments_consent_teasers_and_offers_are_no_article() -> None:
    remark = "I have taken that boat for years and I can tell you that it never was on time."
    before = (
        "<div role=dialog id=consent><h2>We value your privacy</h2><p>We and our partners keep and"
        " read cookies on your device to measure what you read and to show fitting ads.</p></div>"
    )
    after = (
        "<div class=poll><p>Is the ferry too dear?</p><ul><li>Yes<li>No</ul>"
        "<p>1,204 votes</p></div>"
        "<article><h3><a href=/b>Bridge delayed again</a></h3><p>The bridge to Hallam is not to"
        " open before 2030, the road office said on Friday afternoon.</p></article>"
        "<article class=teaser><h3>Bridge delayed again</h3><p>They said so.</p></article>"
        "<amp-carousel><div>Ferry aground off Hallam</div></amp-carousel>"
        "<div class=related><p>Storm closes the road to Hallam until the end of the week.</p></div>"
        "<div class=paywall><p>Get unlimited access for a crown a week, cancel any time.</p></div>"
        + "<div class=donate><p>We depend on readers like you. Give today.</p></div>"
        + "<ul class=comments>"
        + f"<li><b>gull</b><p>{remark}</p><span>4 May 2021</span></li>" * 12
        + "</ul>"
    )
    text = f"<h1>Ferry fares rise in Vestby</h1>{BODY}{after}"
    article = page(f"{before}<article>{text}</article>")
    assert paragraphs(article) == list(STORY)
    assert article.title and article.title.text == "Ferry fares rise in Vestby"
    assert article.date is None
    assert article.byline is None


@pytest.mark.parametrize(
    ("label", "signed", "link", "share", "are_comments"),
    [
        ("<h3>2 réactions</h3>", "3 January 2025", "", 1, True),
        ("<p>What our readers think</p>", "3 January 2025", "", 1, True),
        ("<h3>Voices</h3>", "3 January 2025", "<a href=#>Reply</a> <a href=#>Like</a>", 1, True),
        ("<h3>Voices</h3>", "sagt:", "<a href=#>Antworten</a>", 1, True),
        ("<h3>Voices</h3>", "3 January 2025", "", 0, True),
        ("<h3>2 Meinungen</h3>", "", "<a>Antworten</a> <a>Melden</a>", 1, True),
        ("<h3>Voices</h3>", "3 January 2025", "", 1, False),  # as in a live report
    ],
)
def test_comments_are_told_by_their_structure(
    label: str, signed: str, link: str, share: int, are_comments: bool
) -> None:
    voices = "".join(
        f"<div class=k2><b>{name}</b> <span>{signed}</span><p>They should have sold this"
        f" ferry ten years ago.</p>{link}</div>"
        for name in ("kalle55", "Sea Dog")
    )
    lines = html_lines(f"<div><h1>Fares rise</h1>{BODY}</div><div id=x7>{label}{voices}</div>")
    text = len(STORY) + 1
    shares = np.full((len(lines), 1), share, np.float32)
    assert replies(lines, shares) == (set(range(text, len(lines))) if are_comments else set())


def test_a_menu_is_no_headline_and_no_text_whatever_names_it() -> None:
    links = "<a href=/>Home</a> <a href=/i>Islands</a> <a href=/w>Weather</a>"
    topics = "".join(f"<pp-link><div><p>Aims of {each}?</p></div></pp-link>" for each in "abcdefgh")
    for menu in (f"<nav>{links}</nav>", f"<pp-navigation-desktop>{topics}</pp-navigation-desktop>"):
        article = page(f"{menu}<div>{BODY}</div>")
        assert paragraphs(article) == list(STORY)
        assert article.title and article.title.text == "Ferry fares rise in Vestby"


@pytest.mark.parametrize(
    "parts",
    [
        ("Play", "Mute", "00:00 / 03:12", "1x", "Skip back 15 seconds"),
        ("1 of 2", "The old ferry at its landing.", "2 of 2", "Ida Moen.", "Previous", "Next"),
    ],
)
def test_a_player_and_a_gallery_without_names_are_no_text(parts: tuple[str, ...]) -> None:
    apart = f"<div>{''.join(f'<div>{each}</div>' for each in parts)}</div>"
    first, *others = (f"<p>{each}</p>" for each in STORY)
    shown = page(f"<article><h1>Fares rise</h1>{first}{apart}{''.join(others)}</article>")
    assert paragraphs(shown) == list(STORY)


@pytest.mark.parametrize(
    "line",
    [
        "Read also: Second ferry to sail from the old quay",
        "Mehr dazu lesen Sie hier: Second ferry to sail from the old quay",
        "Te puede interesar: Second ferry to sail from the old quay!",
        "Nachfolgebeitrag: Second ferry to sail from the old quay",
        "Follow the Vestby Mail on Facebook and Instagram.",
        "Subscribe now to our eVESTBY edition for the full story.",
        "You must be logged in to post a comment.",
        ">> Read also: Second ferry to sail from the old quay",
        "Sign up to our daily newsletter and never miss a story from the harbour again.",
        "Your browser does not support the audio element.",
        "00:00 / 03:41 Listen to this article",
        "You have read 2 of 3 free articles this month",
        "Sie möchten weiterlesen? Mit dem Probeabo lesen Sie vier Wochen lang alle Artikel.",
        "Abonnez-vous pour 1 € le premier mois et lisez tous nos articles",
        "Einstellungen · Impressum · Datenschutz",
        "Lesezeit: 3 Minuten",
        "Temps de lecture : 4 min",
        "Partager sur Facebook",
        "Get unlimited access for just $1 a week.",
        "Weiterlesen mit VP+",
        "Il vous reste 70% de cet article à lire.",
        "Questo articolo è riservato agli abbonati.",
        "¿Ya eres suscriptor? Inicia sesión",
        "Printed from vestby.example.org",
        "Please enable JavaScript to view this page.",
    ],
)
def test_a_line_that_points_or_bids_away_is_a_teaser(line: str) -> None:
    article = page(f"<h1>Ferry fares rise</h1>{BODY}<p>{line}</p><p>{STORY[1]} He agreed.</p>")
    assert line not in paragraphs(article)
    assert [article.text_of(b) for b in article.blocks if b.role is Role.TEASER] == [line]
    clean_text = "\n\n".join((*STORY, line, *STORY))
    assert line in clean(clean_text).body.text


def test_what_widgets_say_is_told_by_its_words() -> None:
    said = """Follow us on Google News and never miss a headline from Vestby.
        📲 Join our WhatsApp channel for breaking news
        Contact Ida Moen at moen@mail.example. Follow her on Bluesky @moen.
        By signing up you agree to our terms.
        View this post on Instagram
        A post shared by Ida Moen
        This audio is auto-generated. Please let us know if you have feedback.
        Generated by AI. Check for accuracy.
        This is a modal window.
        Posted by Ida Moen at 09:00 Email This BlogBlogThis!Share to Facebook
        Original-Content von: Stadt Vestby, übermittelt durch news aktuell
        What is your reaction?
        Enjoyed this? Sign up to our newsletter for more stories like it.
        Was this page helpful? Yes No
        Tags: ferries, fares, Vestby
        Jump to RecipePrint Recipe
        Printer friendly version
        İlginizi çekebilir: Second ferry to sail from the old quay"""
    text = """Contact the harbour office at 5 o'clock. Follow them on foot.
        A post shared by both ferries was broken; the crew said so on Monday.
        Tags: each of them has a number."""
    for told, is_ruled in ((said, True), (text, False)):
        lines = html_lines("".join(f"<p>{each.strip()}</p>" for each in told.split("\n")))
        assert [bool(role) for role in ruled(lines)] == [is_ruled] * len(lines), lines


@pytest.mark.parametrize(
    ("heading", "are_comments"),
    [
        *(("Comments", True), ("Kommentare", True), ("Lesermeinungen", True), ("Kommentar", False)),
        *(("Opiniones de los lectores", True), ("Opiniones de los jueces", False)),
    ],
)
def test_a_section_headed_by_the_word_for_comments_is_no_text(
    heading: str, are_comments: bool
) -> None:
    section = f"<section><h4>{heading}</h4><p>That boat was never on time.</p></section>"
    lines = html_lines(f"<h1>Fares rise</h1>{BODY}{section}")
    assert bool(outside(lines)) is are_comments


@pytest.mark.parametrize("name", ["hyvor-talk", "isso-thread", "coral-stream", "vjs-dock-text", ""])
def test_what_a_service_puts_into_a_page_is_told_by_its_name(name: str) -> None:
    lines = html_lines(f"<h1>Fares rise</h1>{BODY}<div class='{name}'><p>It was late.</p></div>")
    assert bool(outside(lines)) is bool(name)


@pytest.mark.parametrize("kind", ["comment", "text"])
def test_what_is_declared_a_comment_is_no_text(kind: str) -> None:
    lines = html_lines(f"<h1>Fares rise</h1>{BODY}<div itemprop={kind}><p>It was late.</p></div>")
    assert bool(outside(lines)) is (kind == "comment")


def test_a_line_that_points_away_by_a_link_alone_is_a_teaser() -> None:
    bare, linked = "Read also Second ferry to sail", "Read also <a href=x>Second ferry to sail</a>"
    assert bare not in paragraphs(page(f"<h1>Ferry fares rise</h1>{BODY}<p>{linked}</p>{BODY}"))


def test_a_box_about_the_author_is_none_of_the_text() -> None:
    box = "<h3>About the Author</h3><p>Ida Moen has written on ferries and fares since 1998.</p>"
    assert paragraphs(page(f"<h1>Ferry fares rise</h1>{BODY}{box}")) == list(STORY)


@pytest.mark.parametrize("box", ['<div class="author-box">{}</div>', "{}"])
def test_a_box_about_the_author_ends_with_what_is_about_the_author(box: str) -> None:
    about = "Ines Tolland has been writing about harbours since 2009."
    told = box.format(f"<h4>About the author</h4><p>{about}</p>")
    first, *others = (f"<p>{each}</p>" for each in STORY)
    shown = page(f"<article><h1>Fares rise</h1>{first}{told}{''.join(others)}</article>")
    assert paragraphs(shown) == list(STORY)


@pytest.mark.parametrize(
    ("name", "about"),
    [("x1", "Ida Moen is a reporter at the Mail. She writes about fares."),
     ("profil autor", "Schreibt seit 2008 für die Post über Fähren und ihre Preise.")],
)  # fmt: skip
def test_a_box_without_a_label_that_ends_a_page_is_about_its_author(name: str, about: str) -> None:
    told = f"<h1>Ferry fares rise</h1><p>By Ida Moen</p>{BODY}"
    assert paragraphs(page(f"<article>{told}<div class='{name}'><p>{about}</p>")) == list(STORY)


def test_what_stands_around_an_article_without_furniture_is_none_of_it() -> None:
    first, *others = (f"<p>{each}</p>" for each in STORY)
    contents = "<p>Contents</p><ul><li><a href=#a>The fares</a><li><a href=#b>The vote</a></ul>"
    roofs = "The roof of the school stays shut until the spring, the county said.</ul>"
    others_listed = f"<h3>Related stories</h3><ul><li><a href=x>Roof closed</a><br>{roofs}"
    filed = "This entry was posted on 5 March 2024 and is filed under <a href=f>Ferries</a>."
    dialog = "<p>Sign in to see what your friends in Vestby say about the ferry and its fares.</p>"
    shown = page(
        f"<div role=dialog>{dialog * 2}</div><article><h1>Ferry fares rise</h1>"
        f"<p>Reply Report</p>{first}{contents}{''.join(others)}<p class=meta>{filed}</p>"
        f"{others_listed}</article><p>Last change of this page: 12 May 2026</p>"
    )
    assert [each for each in paragraphs(shown) if each in STORY] == list(STORY)
    assert not any(
        said in shown.body.text
        for said in ("Reply", "Contents", "Roof", "The roof", "filed", "friends", "Last change")
    )
    assert shown.date is None or (shown.date.value or "") == "2024-03-05"


@pytest.mark.parametrize("is_apart", [True, False])
def test_a_line_apart_from_the_text_that_begins_with_a_trade_is_about_its_author(
    is_apart: bool,
) -> None:
    trade = "<div class=x><p>Journalist of the Vestby Post who covers the fjord.</p></div>"
    wrapped = "".join(f"<div class=x><p>{each}</p></div>" for each in STORY)
    body = f"<div>{wrapped}</div>{trade}" if is_apart else f"<div>{wrapped}{trade}</div>"
    article = page(f"<article><h1>Ferry fares rise</h1>{body}</article>")
    assert len(paragraphs(article)) == len(STORY) + (not is_apart)


def test_a_heading_of_the_story_is_no_box_about_its_author() -> None:
    first, *others = (f"<p>{each}</p>" for each in STORY)
    told = f"{first}<h2>About the author</h2>{''.join(others)}"
    shown = paragraphs(page(f"<article><h1>Fares rise</h1>{told}</article>"))
    assert shown == [STORY[0], "About the author", *STORY[1:]]


def test_the_label_of_an_advertisement_is_no_text() -> None:
    body = BODY.replace("</p><p>", "</p><p>Advertisement</p><p>Reklama</p><p>", 1)
    assert paragraphs(page(f"<article><h1>Fares rise</h1>{body}</article>")) == list(STORY)


def test_a_list_below_a_pointer_of_a_dump_is_of_teasers() -> None:
    rows = "More on this story\n\n• Fares rise\n• A boat sinks\n\nThe ferry sails.\n\n• It is old"
    roles = [Role.TEASER] * 3 + [None] * 2
    assert ruled(plain_lines(rows)) == roles
