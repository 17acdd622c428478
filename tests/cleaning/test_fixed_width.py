"""Pages that text browsers and converters print at a fixed width."""

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cleaning import Role, Shown, clean
from reader.cleaning.pipeline import read

TITLE = "Velle opens its bridge after nine years"
BODY = [
    "The harbour town of Velle opened its new bridge on Friday, nine years after the first stone"
    " was laid and at more than twice the price that the council had named at the time, people"
    " who had worked on it from the first day on said when they were asked about it.",
    "“We have waited long enough,” said Mayor Ilse Brandt, who cut the ribbon with a pair of"
    " garden shears in front of some two thousand people, most of whom had come on foot over the"
    " old one, which is closed to cars and will be taken down in spring.",
    "The bridge carries two lanes and a tramway over the river Aun, and is meant to take a third"
    " of the traffic off the old town, engineers said on Friday. A report [4] of the ministry of"
    " transport says that a fifth is more likely, as the tolls will keep drivers away.",
]
ITEMS = [
    "two lanes for cars, each of them three metres wide, with a shoulder on either side for those"
    " who break down",
    "a tramway",
]
MENU = ["Home", "News", "Sport", "Weather"]


def at_width(text: str, first: str, rest: str, width: int) -> str:
    return textwrap.fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=False,
    )


def page(bullet: str, indent: str, width: int) -> str:
    def items(of: list[str]) -> str:
        return "\n".join(at_width(each, bullet, " " * len(bullet), width) for each in of)

    body = [at_width(each, indent, indent, width) for each in BODY]
    rule = indent + "_" * 40
    field = indent + "_" * 60  # which can be parted in very many ways
    form = f"{field} Send\n{field} (BUTTON)\n{bullet.rstrip()}\n{rule}"
    return "\n\n".join((items(MENU), form, TITLE, *body[:2], items(ITEMS), body[2])) + "\n"


W3M, LYNX, PANDOC = page("  • ", "", 79), page("     * ", "   ", 74), page("-   ", "", 72)


@pytest.mark.parametrize("source", [W3M, LYNX, PANDOC], ids=["w3m", "lynx", "pandoc"])
def test_a_page_of_a_fixed_width_has_its_paragraphs_and_items_back(source: str) -> None:
    article = clean(source)
    shown = [article.text_of(block) for block in article.shown(Shown.BODY)]
    assert shown == [*BODY[:2], *ITEMS, BODY[2]]
    items = [block for block in article.shown() if block.role is Role.LIST_ITEM]
    assert [article.text_of(block) for block in items] == ITEMS


def test_a_sentence_goes_on_behind_a_row_that_a_link_cut_short() -> None:
    links = [" ".join(each.split()[:2]) for each in BODY]
    cut = [
        f"{link}\n{textwrap.fill(each.removeprefix(link).lstrip(), 72)}"
        for link, each in zip(links, BODY, strict=True)
    ]
    alike = (
        "The council says that tolls pay for it all within twenty years, that\n"
        "is so long as the ferry over the river is not run by the town itself."
    )
    # By hand, a row is a letter longer than the others, and the number has room where "of" stands.
    number = "People paid for the bridge that Velle opened after nine years of\n3.2 million tolls."
    source = "\n\n".join((TITLE, *cut, alike, number))
    shown = clean(source).body.text.split("\n\n")
    assert shown == [*BODY, alike.replace("\n", " "), number.replace("\n", " ")]


def test_numbers_of_links_and_the_list_of_their_targets_are_hidden() -> None:
    source = (
        LYNX.replace("Home", "[1]Home")
        .replace("News", "[2]News")
        .replace("Ilse Brandt", "[3]Ilse Brandt")
        .replace("tramway over", "[4]tramway over")
        .replace("ministry", "[5]ministry")
    )
    targets = "".join(f"   {number}. https://velle.example/{number}\n" for number in range(1, 6))
    shown = clean(f"{source}\nReferences\n\n{targets}").excerpt.text
    assert "said Mayor Ilse Brandt, who" in shown
    assert "a tramway over the river" in shown
    assert "A report [4] of the ministry" in shown  # the article's own number
    assert "velle.example" not in shown
    assert "References" not in shown


SHORT = """\
* [1]Home

Second ferry for Selvik

The harbour board of [2]Selvik has approved a second ferry, which will run from
May on every day of the week but Sunday. [3]Ines Marlow named no price [1].
"""
TARGETS = "https://s.example/", "file:///selvik", "https://s.example/a"


@pytest.mark.parametrize("listed", ["References\n\n   {}. {}\n   {}. {}\n   {}. {}\n",
                                    "References:\n\n[{}] {}\n[{}] {}\n[{}] {}\n"])  # fmt: skip
def test_numbers_of_links_are_hidden_in_a_page_too_short_to_tell_its_width(listed: str) -> None:
    numbered = [part for pair in enumerate(TARGETS, 1) for part in pair]
    assert clean(f"{SHORT}\n{listed.format(*numbered)}").body.text == (
        "The harbour board of Selvik has approved a second ferry, which will run from May on every"
        " day of the week but Sunday. Ines Marlow named no price [1]."
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "“The first passengers were on the quay before the gates had opened”, said",
            "Ilse Brandt.",
        ),
        ("It is the only crossing that the town of Selvik has opened since the year", "2011."),
        (
            "이 도서관 관장 최민수 씨는 “기차를 기다리던 의자에 앉아 책을 읽게 하고 싶다”고",
            "말했다.",
        ),
    ],
)
def test_rows_of_a_page_too_short_to_tell_its_width_go_on(first: str, second: str) -> None:
    shown = [line.text for line in read(f"{SHORT}\n{first}\n{second}\n\nOld stones\nNew ferry\n")]
    assert f"{first} {second}" in shown
    assert shown[-2:] == ["Old stones", "New ferry"]


def test_chinese_rows_are_joined_without_a_blank() -> None:
    said = "溪口镇的新桥星期五正式通车距离奠基已经整整九年造价也超过了镇议会当初公布的数字。"
    paragraph = said * 4
    rows = [paragraph[at : at + 39] for at in range(0, len(paragraph), 39)]
    source = "\n\n".join(["溪口新桥历时九年终于通车", *["\n".join(rows)] * 2])
    assert paragraph in clean(source).body.text.split("\n\n")


def test_numbers_in_brackets_stay_where_no_list_of_targets_follows() -> None:
    assert "A report [4] of" in clean(LYNX).excerpt.text
    own = f"{LYNX}\nReferences\n\n   1. A. Lee, Bridges of the North, 2019\n"
    assert "A report [4] of" in clean(own).excerpt.text


def test_headings_and_targets_that_html2text_broke_are_whole() -> None:
    heading = "Velle opens its bridge over the river Aun after nine years and a quarrel over tolls"
    broken = textwrap.fill(f"# {heading}", 78)
    rows = [textwrap.fill(each, 78) for each in BODY]
    link = "[the council's report](https://velle.example/reports/2022/bridge-\nover-aun.html)"
    source = "\n\n".join((broken, *rows, "## More", f"More stands in **all** of {link} of Friday."))
    article = clean(source)
    assert "\n" in broken
    assert article.title is not None
    assert heading in [article.text_of(block) for block in article.blocks]
    assert "all of the council's report of Friday." in article.excerpt.text
    assert "velle.example" not in article.excerpt.text


ROWS = st.lists(
    st.sampled_from(
        [
            *LYNX.splitlines(),
            "   [1]",
            "     *",
            "References",
            "   1. http://a.b/c",
            "* [2]x",
            "[3]",
        ]
    ),
    max_size=60,
)


@given(ROWS)
def test_each_character_shown_stands_in_the_source_and_in_its_order(rows: list[str]) -> None:
    source = "\n".join([*LYNX.splitlines(), *rows])
    runs = [run for line in read(source) for run in line.runs]
    assert all(before.end <= after.start for before, after in pairwise(runs))
    assert all(run.start < run.end <= len(source) for run in runs)
    for line in read(source):
        shown = (source[r.start : r.end] if r.shown is None else r.shown for r in line.runs)
        assert "".join(shown) == line.text
