"""Pages that a site sent instead of an article."""

from __future__ import annotations

import pytest

from reader.cleaning import clean, no_article
from reader.text import Format

ARTICLE = "The council of Marn opened the new lock on Tuesday, two years late. " * 12


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("<h1>Checking your browser</h1><p>Please enable JavaScript to go on.</p>", "a person"),
        ("<h1>Are you a robot?</h1><p>Complete the captcha to read on.</p>", "a person"),
        ("<h1>404</h1><p>This page does not exist any more.</p>", "not found"),
        ("<h1>Marn Post</h1><p>Please enable JS and disable any ad blocker</p>", "a person"),
        ("<title>403 Forbidden</title><center>nginx</center>", "with an error"),
        ("<h1>We value your privacy</h1><p>Accept all cookies of 812 partners.</p>", "consent"),
        ("<html><title>Lock opens</title><body><div id=root></div></body></html>", "no text"),
        ("<h1>Seite nicht gefunden</h1><p>Hier ist nichts.</p>", "not found"),
    ],
)
def test_a_wall_is_no_article(page: str, why: str) -> None:
    assert why in no_article(clean(page, Format.HTML))


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>Are you a robot? The captcha turns 20</h1><p>{ARTICLE}</p>",
        "<h1>The 404 area code turns thirty</h1><p>The post office of Marn cut a cake.</p>",
        "<h1>500 days of the lock</h1><p>The council of Marn counted all the barges.</p>",
        "<h1>Page not found: how a page of the town book was found</h1>"
        "<p>The page was not found for a hundred years, said a clerk, until Monday.</p>"
        "<p>It tells of the first lock of Marn and"
        " of the men who built it.</p><p>Are you a robot, asked a pupil.</p>",
        "<h1>Lock opens</h1><p>The council of Marn opened the new lock on Tuesday.</p>",
    ],
)
def test_an_article_about_walls_is_one(page: str) -> None:
    assert no_article(clean(page, Format.HTML)) == ""
