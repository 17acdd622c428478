"""The authors, day and title of an article, told from its markup and its lines."""

import json
from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.cleaning import clean
from reader.cleaning.metadata.declared import declared
from reader.cleaning.metadata.json_ld import declared_body
from reader.text import Format

STORY = "The harbour town of Velle opened its new bridge after nine years of slow, costly work."


def test_a_label_is_no_author() -> None:
    article = clean(
        "افتتاح جسر جديد فوق النهر\n\nكتبت: منى سالم\nالأربعاء 17 يناير 2024\n\n"
        + "افتتحت البلدية صباح الأربعاء جسرا جديدا فوق النهر بعد تسع سنوات من العمل البطيء.\n\n" * 3
    )
    assert article.byline is not None
    assert article.byline.text == "منى سالم"


def test_a_page_declares_its_fields_where_its_markup_says() -> None:
    page = (
        '<html><head><meta property="og:title" content="Tom &amp; Ann">'
        "<meta content='Courier' property='og:site_name'><script type='application/ld+json'>"
        '{"datePublished": "2022-05-19T10:00:00Z",'
        ' "author": [{"@type": "Person", "name": "Bo Li"}]}'
    )
    found = declared(page)
    assert {name: field.text for name, field in found.items()} == {
        "title": "Tom & Ann", "publisher": "Courier", "date": "2022-05-19T10:00:00Z",
        "byline": "Bo Li",
    }  # fmt: skip
    assert found["date"].value == "2022-05-19T10:00Z"
    assert page[found["byline"].start : found["byline"].end] == "Bo Li"


PARTS = (
    "",
    " ",
    ",",
    ", ",
    ";",
    "by",
    "and ",
    "Ann Lee",
    "The Post",
    "5 May 2024",
    "記者：",
    "|",
    "-",
)


WORDS = st.lists(st.sampled_from(PARTS), max_size=5).map("".join)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda held: (
        st.lists(held, max_size=3)
        | st.dictionaries(st.sampled_from(("name", "@id", "url", "item")), held, max_size=3)
    ),
    max_leaves=5,
)


KEYS = (
    *("@id", "@graph", "headline", "author", "datePublished", "publisher", "articleSection"),
    *("mainEntityOfPage", "url", "itemListElement", "articleBody", "liveBlogUpdate"),
)


NAMES = ("author", "og:title", "og:site_name", "og:url", "date", "article:section")


@given(
    st.sampled_from(("NewsArticle", "BreadcrumbList", "WebSite", "WebPage")),
    st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=5),
    st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=4),
)
@example("NewsArticle", {"author": {"name": ", The Post"}}, {})
@example("NewsArticle", {"headline": "Ann Lee", "url": ["The Post"]}, {"og:title": "Bo Li"})
@settings(max_examples=50)
def test_no_value_of_a_declared_field_breaks_a_page(
    kind: str, node: dict[str, object], metas: dict[str, str]
) -> None:
    page = (
        "".join(f'<meta property="{name}" content="{escape(metas[name])}">' for name in metas)
        + f'<script type="application/ld+json">{json.dumps({"@type": kind, **node})}</script>'
    )
    declared_body(page)
    assert all(0 <= field.start <= field.end <= len(page) for field in declared(page).values())


@pytest.mark.parametrize(
    "element",
    [
        '<time class="when" datetime="2022-05-19T19:54:00Z">a while ago</time>',
        '<span itemprop="datePublished" content="2022-05-19T19:54Z">a while ago</span>',
        '<meta name="pdate" content="20220519T19:54Z">',
        '<meta property="og:article:published_time" content="2022-05-19T19:54Z">',
        '<script type="application/ld+json">//<![CDATA[\n{"@type": "NewsArticle", '
        '"headline": "A, ]", "datePublished": "2022-05-19T19:54Z",}\n//]]></script>',
    ],
)
def test_a_date_that_only_the_markup_of_an_element_tells_is_found(element: str) -> None:
    text = "The harbour town of Velle opened its new bridge after nine years of work."
    found = clean(f"<html><body><h1>A bridge opens</h1>{element}<p>{text}</p></body></html>").date
    assert found is not None
    assert found.value == "2022-05-19T19:54Z"


@pytest.mark.parametrize(
    ("element", "name"),
    [
        ('<a rel="author" href="/people/ida">Ida Moen</a>', "Ida Moen"),
        (
            "<span class='byline'> Von <a href=x><b>Per Lund</b></a> | 3. Mai 2021</span>",
            "Per Lund",
        ),
        ('<p class="entry-author">Publié par <i>Ana Ruiz</i>, rédactrice</p>', "Ana Ruiz"),
        ('<span class="post-author vcard">gull1984</span>', "gull1984"),
        ('<meta name="author" content="by Ida Moen @idam">', "Ida Moen"),
        ('<meta name="articleAuthor" content="Ida Moen">', "Ida Moen"),
        (
            '<script type="application/ld+json">'
            '{"@type": "NewsArticle", "author": "Ida Moen",}</script>',
            "Ida Moen",
        ),
        (
            "<meta name=author content='Ida Moen'><meta name=author content='Bo Li'>",
            "Ida Moen, Bo Li",
        ),
        (
            "<meta name='twitter:label1' content='Written by'>"
            "<meta name='twitter:data1' content='Ida Moen'>",
            "Ida Moen",
        ),
        ('<meta name="author" content="Vestby Mail GmbH"><i class=author>Ida Moen</i>', "Ida Moen"),
        ('<span class="author-label">Letzte Aktualisierung:</span> gestern', None),
        ('<div id="comments"><b class="author">Sea Gull</b></div>', None),
        ('<div class="author-bio">Writes about ferries.</div>', None),
    ],
)
def test_authors_are_read_from_the_elements_named_for_them(element: str, name: str | None) -> None:
    article = clean(f"<html><head>{element}</head><body><h1>A bridge</h1><p>{STORY}</p></body>")
    assert (article.byline and article.byline.text) == name


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("<span class='entry-date'>5. April 2017</span>", "2017-04-05"),
        ("<div class=posted-on>am 28.01.22</div>", "2022-01-28"),
        ("<div class=date>Kultur, 2.11.22</div>", "2022-11-02"),
        ("<div class=date>3/5/2022</div>", None),
        ("<html lang='es'><div class=date>3/5/2022</div>", "2022-05-03"),
        ("<html lang='en-GB'><div class=date>3/5/2022</div>", "2022-05-03"),
        ('<link rel="canonical" href="https://x.example/news/18-05-2014">', "2014-05-18"),
        ('<link rel="canonical" href="https://x.example/2014/05/18/a-bridge/">', "2014-05-18"),
        ("<meta name=date content=2011-07-25>", "2011-07-25"),
        ('<time itemprop="dateModified" datetime="2020-01-02">1</time>'
         '<time itemprop="datePublished" datetime="2019-06-05">2</time>', "2019-06-05"),
        ('<script type="application/ld+json">{"datePublished": "2022-01-28T06:00:00Z",,}</script>',
         "2022-01-28"),
        ("<div class=comment-list><span class=date>3 May 2021</span></div>", None),
        ('<!-- <meta property="article:published_time" content="2016-09-08"> -->'
         "<time class=entry-date>13 April 2020</time>", "2020-04-13"),
        ('<meta property="article:published_time" content="2020-02-25T02:25:54Z">'
         "<p>February 24, 2020 | 9:25pm</p>", "2020-02-24"),
        ('<meta property="article:published_time" content="2020-02-25T14:25:54Z">'
         "<p>February 24, 2020 | 9:25pm</p>", "2020-02-25"),
        ('<meta property="article:published_time" content="2020-02-24T21:25-05:00">'
         "<p>February 25, 2020 | 2:25am</p>", "2020-02-25"),
        ("<p>27.1.2022 - The harbour town of Velle opened its bridge.</p>", "2022-01-27"),
        ("<p>27.1.2022 - The town opened it.</p><p>3.2.2022 - The town shut it.</p>", None),
    ],
)  # fmt: skip
def test_the_day_of_a_page_is_read_wherever_its_markup_tells_it(head: str, day: str | None) -> None:
    found = clean(f"<html><body><h1>A bridge opens</h1>{head}<p>{STORY}</p></body></html>").date
    assert (found and (found.value or "")[:10]) == day


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<h1><a href='/'>The Vestby Mail</a></h1><h2>A bridge opens at last</h2>",
         "A bridge opens at last"),
        ("<h1><span>Harbour</span> A bridge opens at last</h1>", "A bridge opens at last"),
        ("<h3><a href=/x>A bridge opens at last</a></h3><h1>A bridge opens at last in Vestby</h1>",
         "A bridge opens at last in Vestby"),
        ("<p>You are here</p><h1>Welcome</h1>", "Welcome"),
    ],
)  # fmt: skip
def test_the_headline_is_told_from_the_name_of_the_site_and_the_topic(
    body: str, title: str
) -> None:
    head = "<title>The Vestby Mail » A bridge opens at last</title>"
    if "Welcome" in title:
        head = "<title>The Vestby Mail</title>"
    found = clean(f"<html><head>{head}</head><body>{body}<p>{STORY}</p><p>{STORY} Ay.</p></body>")
    assert found.title and found.title.text == title
    assert "The Vestby Mail" not in found.body.text


@pytest.mark.parametrize(
    "text", ["Twitter Account", "Reply Report", "Publié", "Home Sports", "Unknown", "publisher"]
)
def test_a_word_of_menus_is_no_declared_author(text: str) -> None:
    assert "byline" not in declared(f'<meta name="author" content="{text}">')


def test_articles_that_a_page_lists_are_not_its_own() -> None:
    other = '{"@type": "NewsArticle", "headline": "Bridge late", "datePublished": "2020-07-03"}'
    page = '<script type="application/ld+json">{"@type": "ItemList", "itemListElement": [%s]}'
    assert "date" not in declared(f"{page % other}</script><p>{STORY}</p>")


def test_the_date_is_none_of_the_story_a_comment_a_teaser_or_an_event() -> None:
    told = "The board of Selvik approved a second ferry on Monday evening after a long debate."
    first, then = f"<p>{told}</p>", "<p>The first one sailed to the island on {}.</p>"
    day = '<time datetime="2021-03-05">5 March 2021</time>'
    pages = (
        first + then.format(day) + first.replace("second", "third") + "</article>",
        f"<p>Date: 5 March 2021, 7 pm. Place: Town hall</p>{first}</article>",
        f"{first}</article><section id=comments>{day}<p>Nice text, thanks.</p></section>",
        f"{first}</article><div><h3>More</h3><a href=1>School roof</a> {day}</div>",
        f"{first}{first.replace('second', 'third')}<ul><li><a href=1>School roof</a> {day}"
        f"<li><a href=2>Library opens</a> {day.replace('-05', '-06').replace('5 M', '6 M')}</ul>",
    )
    for body in pages:
        source = f"<html><body><article><h1>Second ferry for Selvik</h1>{body}</body></html>"
        assert clean(source, Format.HTML).date is None


def test_a_byline_named_after_a_teaser_has_the_day_of_the_page() -> None:
    line = "<div class=teaser__metadata><p class=byline>VON MORA KLEE am 21. April 2020</p></div>"
    page = f"<!doctype html><body><article><h1>Hafen schließt freitags</h1>{line}<p>{STORY}</p>"
    date = clean(f"{page}<p>{STORY[4:]}</p></article>", Format.HTML).date
    assert date and date.value == "2020-04-21"


def test_json_ld_of_another_article_names_no_author_and_no_day() -> None:
    def node(headline: str, author: str, day: str) -> str:
        return (
            f'{{"@type": "NewsArticle", "headline": "{headline}", "author": {{"name": "{author}"}},'
            f' "datePublished": "{day}"}}'
        )

    other = node("School roof closed", "Hanna Vik", "2020-01-01")
    own = node("Ferry number two for Selvik", "Ines Tolland", "2024-03-05")
    for nodes, byline in ((other, None), (f"[{other}, {own}]", "Ines Tolland")):
        source = (
            "<html><head><title>Second ferry for Selvik</title>"
            f'<script type="application/ld+json">{nodes}</script></head><body><article>'
            "<h1>Second ferry for Selvik</h1><p>The board approved it on Monday evening after a"
            " long debate.</p><p>It will sail until midnight, and cost four million.</p></article>"
        )
        article = clean(source, Format.HTML)
        assert (article.byline and article.byline.text) == byline
        assert bool(article.date) is bool(byline)


@pytest.mark.parametrize(
    "line",
    ["Photograph: Ana Klein", "By Home Sport News", "A post shared by Spice Girls (@spice)"],
)
def test_a_credit_a_menu_and_a_post_are_no_byline(line: str) -> None:
    source = (
        f"<html><body><article><h1>Second ferry for Selvik</h1><p>{line}</p><p>The board of Selvik"
        " approved it on Monday evening after a long debate.</p></article></body></html>"
    )
    assert clean(source, Format.HTML).byline is None


@pytest.mark.parametrize(
    "head",
    [
        "Velle, 3. November 2023. ",
        "Port Velle, 3 November 2023. ",
        "Velle, den 3. November 2023: ",
        "(3 November 2023) ",
    ],
)
def test_the_day_that_begins_the_text_is_its_own(head: str) -> None:
    article = clean(f"{head}{STORY}\n\nIt cost nine million crowns, the council said on Monday.")
    assert article.date and article.date.value == "2023-11-03"


def test_the_day_of_what_is_told_is_no_dateline() -> None:
    told = "The council met on Monday, 3 November 2023"
    after = f"{STORY}\n\nIt cost nine million crowns, the council said."
    assert clean(f"{told}. {after}").date is None
    article = clean(f"Velle opens its bridge\n\n{told}\n\n{after}")  # it has lost its full stop
    assert article.date is None and told in article.body.text


@pytest.mark.parametrize(
    ("above", "below", "field"),
    [
        ("<div class=teaser><a>Ferry sold</a> <time datetime=2021-04-04>4 April</time></div>", "",
         "date"),
        ("<div class=event>Date: 1 December 2029</div>", "", "date"),
        ("", "<div class=comment><time datetime=2022-02-02>2 Feb 2022</time> Nice!</div>", "date"),
        ("", "<p>Last updated site-wide 1 January 2026. (C) 2026</p>", "date"),
        ("<p>Kestrel Bay, 9 March 2023 --</p>", "", "byline"),
    ],
)  # fmt: skip
def test_no_day_of_something_else_and_no_place_is_a_field(
    above: str, below: str, field: str
) -> None:
    page = f"<h1>Harbour office shuts on Fridays</h1>{above}<p>{STORY}</p><p>{STORY[4:]}</p>{below}"
    assert getattr(clean(f"<!doctype html><body>{page}", Format.HTML), field) is None
