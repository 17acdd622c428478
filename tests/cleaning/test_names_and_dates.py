"""Dates and names as pages write them."""

import pytest

from reader.cleaning.wording.bylines import names, signed_names, without_label
from reader.cleaning.wording.labels import labelled_names, labelled_source
from reader.text.dates.written_dates import dates, day_of


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("10 फ़रवरी 2026, 09:12", "2026-02-10T09:12"),
        ("19 May, 2022 19:54", "2022-05-19T19:54"),
        ("الثلاثاء ٥ مارس ٢٠٢٤", "2024-03-05"),
        ("5 במרץ 2024", "2024-03-05"),
        ("2024. március 5. 18:20", "2024-03-05T18:20"),
        ("5. maaliskuuta 2024", "2024-03-05"),
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


def test_a_long_row_of_letters_that_take_marks_is_read_as_it_grows() -> None:
    assert list(dates(f"{'क' * 12} " * 20_000 + "2024")) == []


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
        ("By Twitter Account Mona Reed, Transport Editor", "Mona Reed"),
        ("Words by Tove Lind Photographs by Jo Marsh", "Tove Lind"),
        ("von Diane Berg Veröffentlicht am 1. Mai 2019", "Diane Berg"),
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
        ("Ein Interview von Jana Holm", "Jana Holm"),
        ("Propos recueillis par Luc Ferrand", "Luc Ferrand"),
        ("16 mai 2024 Par Ida Moen Temps de lecture : 3 min", "Ida Moen"),
        ("min read", None),
        ("정말 멋진 다리네요. 벨레의 새 다리가 문을 열었다.", None),
    ],
)
def test_names_are_told_from_what_stands_beside_them(text: str, wanted: str | None) -> None:
    span = names(text)
    assert (span.of(text) if span else None) == wanted


@pytest.mark.parametrize(
    ("line", "author", "source"),
    [
        ("كتبت: منى سالم", "منى سالم", None),
        ("بقلم منى سالم", "منى سالم", None),
        ("김하늘 기자 haneul@port.example", "김하늘", None),
        ("2024-04-20 17:26 来源：溪口日报 记者：林小河", "林小河", "溪口日报"),
        ("來源: 溪口日報 | 作者：林小河", "林小河", "溪口日報"),
        ("記者：山本 花子 2024年4月20日", "山本 花子", None),
        ("출처: 강변일보 글: 김하늘", "김하늘", "강변일보"),
        ("نویسنده: مینا رستمی", "مینا رستمی", None),
        ("מאת: נועה לוי", "נועה לוי", None),
        ("Автор: Анна Лескова", "Анна Лескова", None),
        ("Источник: Речные вести", None, "Речные вести"),
        ("本报记者 林小河 | 2024-04-20", "林小河", None),
        ("图片来源：溪口日报", None, None),
        ("（责任编辑：林小河）", None, None),
    ],
)
def test_the_name_behind_a_label_is_the_authors_or_the_sources(
    line: str, author: str | None, source: str | None
) -> None:
    found = [labelled_names(line), labelled_source(line)]
    assert [span and span.of(line) for span in found] == [author, source]
    if author:
        assert signed_names(line) == without_label(line) == author


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Christoph von Eich", "Christoph von Eich"),
        ("3. Mai 2021 von Per Lund", "Per Lund"),
        ("Lars Fisk und Ida Moen", "Lars Fisk und Ida Moen"),
        ("Autorin: Ida Moen", "Ida Moen"),
        ("Von Ida Moen und Jan Fisk", "Ida Moen und Jan Fisk"),
        ("Von unserem Redakteur Lars Fisk", "Lars Fisk"),
    ],
)
def test_a_particle_within_a_name_opens_no_byline(line: str, wanted: str) -> None:
    span = names(line)
    assert span and span.of(line) == wanted


@pytest.mark.parametrize(
    "text",
    ["Lesezeit: 3 Minuten", "Twitter Account", "Publié le 5 mars 2024", "Read more", "Von wegen",
     "By continuing you agree", "By Tuesday evening", "Store Locator", "News", "In Aktion",
     "Eingestellt von", "印刷する", "기사 입력", "Подписаться"],
)  # fmt: skip
def test_words_of_menus_and_notes_are_no_name(text: str) -> None:
    assert not signed_names(text)
    assert not names(text)


@pytest.mark.parametrize("text", ["BBC News", "Tuesday Weld", "Ann Newsome", "author-one"])
def test_a_name_may_hold_a_word_of_menus(text: str) -> None:
    assert signed_names(text) == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("文／王小明", "王小明"),
        ("Teksti: Ida Moen", "Ida Moen"),
        ("लेखक: अनुराधा मिश्रा", "अनुराधा मिश्रा"),
        ("Theo Nguyễn Thu Hà", "Nguyễn Thu Hà"),
        ("Theo Moen", "Theo Moen"),
        ("Της Ελένης Μαυρίδη", "Ελένης Μαυρίδη"),
        ("责任编辑：王小明", ""),
    ],
)
def test_what_is_named_as_the_authors_may_begin_with_any_label(text: str, wanted: str) -> None:
    assert signed_names(text) == wanted
