"""Dates and names as pages write them."""

import pytest

from reader.cleaning import clean
from reader.cleaning.metadata.bylines import names
from reader.cleaning.metadata.declared import declared
from reader.cleaning.metadata.page_dates import dates, day_of


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("19 May, 2022 19:54", "2022-05-19T19:54"),
        ("by Ann Lee - 05/19/22 2:46 PM ET", "2022-05-19T14:46-04:00"),
        ("Jan. 3, 2022, 9:05 a.m. EST", "2022-01-03T09:05-05:00"),
        ("05/22/2022", "2022-05-22"),
        ("22/05/2022", "2022-05-22"),
        ("2022-05-19T18:46:00Z", "2022-05-19T18:46Z"),
        ("2022-05-19T18:46:00+0300", "2022-05-19T18:46+03:00"),
        ("Ann LeeDec. 21, 2023 11:00 pm EST", "2023-12-21T23:00-05:00"),
        ("BOUVIERDec 21, 2023", "2023-12-21"),
        ("December 21, 20236:01 PM ET", "2023-12-21T18:01-05:00"),
        ("2023 Dec 21;15(1)", "2023-12-21"),
        ("12-21-2023", "2023-12-21"),
        ("12.21.2023", "2023-12-21"),
        ("3.4.2023", "2023-04-03"),
        ("24. Dezember 2023", "2023-12-24"),
        ("24 de diciembre de 2023", "2023-12-24"),
        ("19 мая 2022, 14:30", "2022-05-19T14:30"),
        ("2022年5月19日", "2022-05-19"),
        ("Thursday, March 10, 2022 at 3 p.m.", "2022-03-10"),
    ],
)
def test_dates_are_found_in_every_form(text: str, iso: str) -> None:
    assert [each.iso for each in dates(text)] == [iso]


@pytest.mark.parametrize(
    "text", ["03/04/22", "03-04-2022", "31 February 2022", "May 2022", "v1.2.2022"]
)
def test_what_is_no_day_or_two_days_is_no_date(text: str) -> None:
    assert list(dates(text)) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("May 19, 2022 | Updated May 21, 2022", "2022-05-19"),
        ("Updated May 21, 2022 / Published May 19, 2022", "2022-05-19"),
        ("Ann Lee", None),
    ],
)
def test_the_day_of_an_article_is_the_one_it_was_published_on(text: str, day: str | None) -> None:
    found = day_of(text)
    assert (found and found.iso) == day


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("by Ellen Mitchell - 05/19/22 2:46 PM ET", "Ellen Mitchell"),
        ("By Ann Lee and Bo de la Cruz, CNN", "Ann Lee and Bo de la Cruz"),
        ("Written by: Colin O'Brian, Senior Writer", "Colin O'Brian"),
        ("ByShivya Nath 12th February 2025", "Shivya Nath"),
        ("Posted on December 18, 2025 by John Scalzi", "John Scalzi"),
        ("Emily Temple December 25, 2025", "Emily Temple"),
        ("By Jessica ChoiDec. 21, 2023", "Jessica Choi"),
        ("April Fulton", "April Fulton"),
        ("By Ann Lee, Courier Staff Writer", "Ann Lee"),
        ("By Ann Lee, MS, RDN", "Ann Lee"),
        ("Ann LeightonSenior Reporter", "Ann Leighton"),
        ("Ann MacLean", "Ann MacLean"),
        ("by News Staff", "News Staff"),
        ("May 19, 2022 · Ann Lee", "Ann Lee"),
        ("Authors: Ann Lee, Bo Li", "Ann Lee, Bo Li"),
        ("min read", None),
    ],
)
def test_names_are_told_from_what_stands_beside_them(text: str, wanted: str | None) -> None:
    span = names(text)
    assert (span.of(text) if span else None) == wanted


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


@pytest.mark.parametrize(
    "element",
    [
        '<time class="when" datetime="2022-05-19T19:54:00Z">a while ago</time>',
        '<span itemprop="datePublished" content="2022-05-19T19:54Z">a while ago</span>',
    ],
)
def test_a_date_that_only_the_markup_of_an_element_tells_is_found(element: str) -> None:
    text = "The harbour town of Velle opened its new bridge after nine years of work."
    found = clean(f"<html><body><h1>A bridge opens</h1>{element}<p>{text}</p></body></html>").date
    assert found is not None
    assert found.value == "2022-05-19T19:54Z"
