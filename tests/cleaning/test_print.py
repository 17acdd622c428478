"""Text from print: pages, columns, rows, and broken and spaced words."""

from __future__ import annotations

from itertools import pairwise
from textwrap import wrap

import pytest

from reader.cleaning import clean
from reader.cleaning.parse.lines import plain_lines
from reader.cleaning.parse.pages_of_print import without_page_ends
from reader.cleaning.pipeline import read
from reader.text import Format

from .plain_text import BODY, TITLE, told


def test_heads_feet_and_numbers_of_pages_are_no_text() -> None:
    words = " ".join((*BODY, *reversed(BODY))).split()
    rows = [" ".join(words[at : at + 9]) for at in range(0, len(words), 9)]
    rows[0] = f"{TITLE}\n\n5 March 2024\n\n{rows[0]}"
    pages = [
        "\n".join(
            ("Marn Canal Review, March 2024", "", *rows[at : at + 4], "", f"Page {page} of 3")
        )
        for page, at in enumerate((0, 4, 8), start=1)
    ]
    for between in ("\n\n", "\n\f"):
        article = clean(between.join(pages))
        assert article.title and article.title.text == TITLE
        assert article.body.text.split() == words
    start, _, end = BODY[0].partition(" and ")  # one page end tells itself within a sentence
    assert told(f"{TITLE}\n\n{start} and\n\fMARN POST 2\n\n{end}\n\n{BODY[1]}") == list(BODY[:2])


@pytest.mark.parametrize(
    ("top", "end"),
    [
        ("MARN POST   5 March 2024\n\n", "\n\nPage {} of 2"),
        ("{}  MARN POST\n\n", ""),
        ("", "\n\nmarn.example/lock   {}/2"),
        ("", "\n\n{}"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_two_short_pages_are_one_text(top: str, end: str, between: str) -> None:
    rows = wrap(" ".join(BODY), 70)
    pages = (("NEW LOCK FOR MARN\n", *rows[:2]), rows[2:])
    text = "\n\f".join(
        f"{top}{between.join(page)}{end}".replace("{}", str(number))
        for number, page in enumerate(pages, start=1)
    )
    article = clean(text)
    assert article.title and article.title.text == "NEW LOCK FOR MARN"
    assert article.body.text == " ".join(BODY)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("width", [56, 70])
@pytest.mark.parametrize("foot", ["", "\n\nPage {} of 2"])
def test_the_headline_that_later_pages_have_as_their_head_stays_over_the_first(
    foot: str, width: int, between: str
) -> None:
    rows = wrap(" ".join(BODY), width)
    pages = (("NEW LOCK FOR MARN\n", *rows[:3]), ("NEW LOCK FOR MARN\n", *rows[3:]))
    text = "\n\f".join(
        f"{between.join(page)}{foot}".replace("{}", str(number))
        for number, page in enumerate(pages, start=1)
    )
    article = clean(text)
    assert article.title and article.title.text == "NEW LOCK FOR MARN"
    assert article.body.text == " ".join(BODY)


@pytest.mark.parametrize("between", ["\n\n\n\n", "\n\n"])
def test_lines_with_blank_ones_between_are_one_paragraph(between: str) -> None:
    paragraphs = [f"{first} {second}" for first, second in pairwise((*BODY, BODY[0]))]
    torn = ["\n\n".join(wrap(each, 70)) for each in paragraphs]
    text = between.join((TITLE, "5 March 2024", *torn))
    assert told(text) == paragraphs


@pytest.mark.parametrize("width", [30, 38, 42])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_lines_of_a_narrow_column_are_one_paragraph(width: int, between: str) -> None:
    paragraph = " ".join((*BODY, *reversed(BODY)))
    article = clean("\n\n".join(("New lock for Marn", between.join(wrap(paragraph, width)))))
    assert article.title and article.title.text == "New lock for Marn"
    assert article.body.text == paragraph


SHORT = {
    20: "The council of Marn has a new lock after many years of dust and noise in the town.",
    32: "The council of Marn opened the new lock on Tuesday after two years of delay.",
    62: "Der Rat von Marn beschloss am Montagabend nach zwei Stunden der Debatte den Bau einer "
    "Schleuse am Hafen. Bürgermeisterin Ada Brink sagte, das alte Tor lasse sich nicht mehr heben. "
    "Die Kosten liegen bei zwei Millionen Euro, und das Land trägt davon die Hälfte. Gegner wie "
    "Per Lund nannten den Tag einen schlechten für Stadt und Land.",
    60: "Skippers had to wait for hours at the gates of the canal as Ada Brink, the chair of the "
    "town council, called for a lock that is free.",
}


@pytest.mark.parametrize("width", SHORT)
def test_a_short_paragraph_shows_by_itself_that_it_is_wrapped(width: int) -> None:
    assert told("New lock for Marn\n\n" + "\n".join(wrap(SHORT[width], width)))[-1] == SHORT[width]


def test_a_list_of_lines_of_one_width_stays_a_list() -> None:
    items = [
        "salt and pepper to taste",
        "butter for the pan, melted",
        "flour for the board",
        "milk",
    ]
    lines = read("\n".join(("Soup of Marn\n", *items)))
    assert [line.text for line in lines][1:] == items


def test_a_word_broken_on_a_short_line_is_whole() -> None:
    text = f"{TITLE}\n\nSkippers say that the sched-\nule is far too tight for the com-\nmunity."
    whole = "Skippers say that the schedule is far too tight for the community."
    assert told(f"{text}\n\n{BODY[0]}") == [whole, BODY[0]]
    text = f"{TITLE}\n\nThe state-of-the-\nart gates are forty-\nfive metres high in this lock."
    whole = "The state-of-the-art gates are forty-five metres high in this lock."
    assert told(f"{text}\n\n{BODY[0]}") == [whole, BODY[0]]
    gates = "Boats pass the two-\nand three-leaf gates of the old lock at Marn."
    assert told(f"{TITLE}\n\n{gates}\n\n{BODY[0]}")[0] == gates.replace("\n", " ")


def test_indented_lines_of_a_wire_begin_paragraphs_and_its_name_at_the_end_is_no_text() -> None:
    paragraphs = ["The gates stay shut this week.", BODY[1], f"Ships wait. {BODY[2]}"]
    rows = ("\n".join(wrap(each, 60, initial_indent="    ")) for each in paragraphs)
    text = "\n".join((*wrap(BODY[0], 60), *rows))
    assert told(f"{text}\n Reuter\n") == [BODY[0], *paragraphs]


def test_verses_stay_lines() -> None:
    verses = [
        "The gates were old,",
        "and the water was cold at the town,",
        "till the keeper came up",
        "with a lamp and a cup",
        "and the lock took them all,",
        "from the great to the small,",
        "and let them go gently down",
        "in the dark.",
    ]
    article = clean("The lock\n\n" + "\n".join(verses))
    assert [article.text_of(block) for block in article.blocks][1:] == verses


def test_items_with_blank_lines_between_stay_apart_among_whole_paragraphs() -> None:
    items = [
        "your barge is wider than the old gates of the canal",
        "your crew has never passed through a lock before",
        "you want to moor above the lock for more than a night",
        "the skipper of your barge has no licence for the canal",
    ]
    paragraph = " ".join(BODY[:2])
    rows = [TITLE, paragraph, *BODY, "Ask the keeper of the lock first, if:", *items, paragraph]
    assert set(items) <= set(told("\n\n".join(rows)))


def test_a_word_broken_at_a_line_end_is_whole() -> None:
    text = (
        "The council of Marn opened the new lock on Tues-\nday, two years late. It holds for-\n"
        "ty barges, said Ada Hollen-\nbrink, and a well-\nknown skipper was the first one in.\n"
    )
    whole = told(text)[0]
    assert "on Tuesday, two" in whole and "Ada Hollenbrink, and a well-known" in whole
    article = clean(text)
    for block in article.blocks:  # nothing is rewritten: each run is what stands in the source
        assert all(run.shown in (None, " ") for run in block.runs)


@pytest.mark.parametrize("hyphen", ["\xad", "¬"])
def test_a_soft_hyphen_at_a_line_end_breaks_a_word(hyphen: str) -> None:
    assert told(f"Lock of Marn\n\nThe har\xadbour of Hol{hyphen}\nlen opens.")[-1] == (
        "The harbour of Hollen opens."
    )


def test_a_hyphen_of_a_compound_stays_at_a_line_end() -> None:
    text = (
        "A second lock for Marn\n\nThe council of Marn wants a second lock for the Anglo-\n"
        "Danish barges of Ada Hollenbrink, as the French-\nbrokered treaty of the harbours of\n"
        "Marn and Hollen says, in a pro-\ngramme of the ex-\nminister for the hours to mid-\n"
        "night at the bridge. It told the NATO-\nled fleet on the security-\n"
        "related questions that 10-\n20 barges are in the harbour, or will be in mid-\nMarch.\n"
    )
    assert told(text) == [
        "The council of Marn wants a second lock for the Anglo-Danish barges of Ada Hollenbrink, "
        "as the French-brokered treaty of the harbours of Marn and Hollen says, in a programme of "
        "the ex-minister for the hours to midnight at the bridge. It told the "
        "NATO-led fleet on the security-related questions that 10-20 barges are in the harbour, "
        "or will be in mid-March."
    ]
    assert clean(text).title is not None


def test_words_of_one_syllable_stay_apart() -> None:
    text = f"{TITLE}\n\n그 배 는 두 달 전 쯤 새 문 을 지나갔다. {BODY[0]}"
    assert "두 달 전 쯤" in "\n".join(told(text))


def test_characters_of_print_are_read_as_what_they_stand_for() -> None:
    text = (
        f"{TITLE}\n\nThe o\ufb03ce of the M A R N  P O S T  i n  O r s k is in Ha\xadfen Street. "
        "Plan A B C D is out. " + BODY[0]
    )
    assert told(text)[-1].startswith(
        "The office of the MARN POST in Orsk is in Hafen Street. Plan A B C D is out."
    )
    assert clean(text).source == text


def test_readings_above_characters_are_left_out() -> None:
    page = (
        "<html><body><h1>港</h1><p><ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>の会議は"
        "火曜日の夜に開かれ、古い桟橋をどうするかについて話し合われました。</p></body></html>"
    )
    assert told(page, Format.HTML)[-1].startswith("港の会議は")


def test_the_rules_of_a_clean_text_stay_and_those_around_it_go() -> None:
    text = "\n\n".join((TITLE, BODY[0], "* * *", *BODY[1:], "___"))
    assert told(text)[1::2] == ["* * *", BODY[2]]
    assert told(text)[-1] == "___"
    assert told(f"=====\n{text}")[0] != "====="


@pytest.mark.parametrize("head", ["MARN POST  Page {} of 3", "Seite {}   Bote von Marn"])
def test_a_running_head_beside_the_number_of_the_page_is_hidden(head: str) -> None:
    rows = [
        "The council of Marn opened the new lock on Tuesday, two years late and for twice the",
        "money. It holds forty barges at a time, said Ada Brink, the engineer who planned it for",
        "the town, and skippers had waited for hours at the old gates over the water.",
    ]
    pages = [f"{head.format(n)}\n\n{row}\n\n" for n, row in enumerate(rows, start=1)]
    article = clean("".join([pages[0].replace("\n\n", f"\n\n{TITLE}\n\n", 1), *pages[1:]]))
    assert article.title and article.title.text == TITLE
    assert article.body.text == " ".join(rows)


def test_the_head_of_one_page_stands_over_its_number() -> None:
    rows = wrap(f"{BODY[0]} {BODY[1]}", 60)
    article = clean("\n".join(("Council of Marn - Minutes", "Page 1 of 1", TITLE, *rows)))
    assert article.title and article.title.text == TITLE
    assert article.body.text == " ".join(rows)


@pytest.mark.parametrize(
    "page", ["MARN POST, JUNE {1}, 1919.\n\n{0}\n\n{2}\n\n", "MARN POST, 1919.\n\n{2}\n\n{0}\n\f"]
)
def test_a_running_head_over_or_under_a_bare_number_is_hidden(page: str) -> None:
    rows = ("The council of Marn opened the lock, says the", "mayor. It was late, for", "years.")
    text = "".join(page.format(n, n + 9, row) for n, row in enumerate(rows, start=3))
    article = clean(text)
    assert article.title is None and article.byline is None
    assert article.body.text == " ".join(rows)


def test_chapters_with_numbers_have_no_running_heads() -> None:
    text = "\n\n".join(f"CHAPTER\n\n{n}\n\n{row}" for n, row in enumerate(BODY, start=1))
    lines = plain_lines(text)
    assert without_page_ends(text, lines) == lines


def test_a_list_of_contents_has_no_running_heads() -> None:
    text = "\n".join(f"Chapter {name} Page {n}" for n, name in enumerate(("one", "two", "three")))
    lines = plain_lines(text)
    assert without_page_ends(text, lines) == lines


@pytest.mark.parametrize(
    "rows",
    [
        (
            "市議会は火曜日の夜、古い魚市場を閉",
            "鎖することを決めた。市長は屋根はも",
            "う修理できないと述べた。",
        ),
        ("市议会周二晚上决定关闭旧鱼市场。市", "长表示，屋顶已经无法修复。"),
    ],
)
def test_the_rows_of_a_script_without_blanks_are_one_paragraph(rows: tuple[str, ...]) -> None:
    assert told("\n".join(rows)) == ["".join(rows)]
    apart = [f"{row}。" for row in rows]
    assert told("\n".join(apart)) == apart
