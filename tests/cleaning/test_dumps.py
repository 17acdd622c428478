"""Plain-text dumps of pages: what is shown, what is hidden, and as what."""

import pytest

from reader.cleaning import Role, Shown, clean, no_article
from reader.cleaning.alike_rows import alike_rows
from reader.cleaning.features.furniture import ruled
from reader.cleaning.metadata.metadata_fields import is_no_title
from reader.cleaning.parse.lines import plain_lines
from reader.cleaning.pipeline import read
from reader.cleaning.unmarked import unmarked

from .dumps import BODY, FOOTER, MENU, TITLE, dump
from .plain_text import told


def roles(source: str) -> dict[str, Role]:
    article = clean(source)
    return {article.text_of(block): block.role for block in article.blocks}


def test_a_dump_shows_the_article_alone() -> None:
    article = clean(dump(*BODY))
    assert [article.text_of(block) for block in article.shown(Shown.BODY)] == BODY
    assert article.title and article.title.text == TITLE
    assert article.byline and article.byline.text == "Ann Lee"
    assert article.date and article.date.value == "2022-05-19T19:54"


def test_a_page_is_read_alike_after_any_other() -> None:
    first = clean(dump(*BODY))
    clean(dump(*BODY, *MENU.split("\n"), *BODY, FOOTER))  # the same lines, twice in their page
    assert clean(dump(*BODY)) == first


def test_windows_line_ends_and_form_feeds_change_nothing() -> None:
    assert told(dump(*BODY).replace("\n", "\r\n")) == BODY
    assert told(dump(*BODY).replace("\n\n", "\n\f\n")) == BODY


def test_a_teaser_between_its_own_headline_twice_is_hidden() -> None:
    teaser = "Council splits over bridge tolls"
    source = dump(*BODY[:2], f"{teaser}\nRead more\n{teaser}", *BODY[2:])
    assert told(source) == BODY
    assert roles(source)[teaser] is Role.TEASER


def test_a_caption_that_stands_twice_but_for_its_quotes_is_hidden() -> None:
    caption = "Mayor Ilse Brandt cuts the ribbon of Velle’s new bridge on Friday, May 20, 2022."
    plain = caption.replace("’", "'")
    source = "\n\n".join([TITLE, f"{caption}\nGreg Holm\n{plain}", *BODY])
    assert told(source) == BODY
    assert {roles(source)[text] for text in (caption, "Greg Holm", plain)} == {Role.CAPTION}


def test_a_clean_text_comes_through_whole() -> None:
    assert told("\n\n".join(BODY)) == BODY
    assert told("\n".join([TITLE, *BODY])) == BODY


def test_a_headline_that_stands_twice_is_shown_once() -> None:
    article = clean("\n\n".join([TITLE, TITLE, *BODY]))
    assert [article.text_of(block) for block in article.shown()] == [TITLE, *BODY]


def test_links_torn_onto_lines_of_their_own_are_joined() -> None:
    torn = BODY[2].replace(" over the river Aun, and", "\nover the river Aun\n, and")
    source = dump(*BODY[:2], torn, BODY[3])
    assert told(source) == BODY
    items = [
        "https://leases.example/ (closed)",
        "https://checks.selvik.example/address-of-quay (closed)",
        "https://quay.example/run (closed)",
        "https://leaks.selvik.example/address-of-pier (closed)",
        "http://pier.example/ (closed)",
    ]
    listed = "\n".join(items)
    lines = [line.text for line in read(f"{BODY[0]}\n\n{listed}\n\n{BODY[2]}")]
    assert lines == [BODY[0], *items, BODY[2]]


def test_a_text_wrapped_at_a_width_has_its_paragraphs_back() -> None:
    def wrapped(text: str) -> str:
        rows, row = [], ""
        for word in text.split():
            if len(row) + len(word) > 60:
                rows.append(row)
                row = ""
            row = f"{row} {word}".strip()
        return "\n".join([*rows, row])

    assert told("\n\n".join(wrapped(text) for text in BODY)) == BODY


def test_other_scripts_are_running_text_too() -> None:
    chinese = (
        "俄罗斯和美国的高级将领周四举行了罕见的电话会谈，讨论了双方共同关心的若干安全问题。" * 2
    )
    arabic = "قال المتحدث باسم وزارة الدفاع إن المحادثات بين الجانبين استمرت ساعة كاملة في العاصمة."
    assert told(f"首页\n登录\n\n{chinese}\n\n{chinese[:40]}。") == [chinese, f"{chinese[:40]}。"]
    assert arabic in told(f"{arabic}\n\n{arabic} {arabic}\n")


def test_hostile_texts_are_read_like_any_other() -> None:
    # Hours, where the time grows with the square of the length.
    angles, hyphens = "<" * 200_000 + " a", "ab-\ncd " * 100_000
    for source in ("x" * 200_000, "a, " * 50_000, "\ud7ff\U0010ffff\x00" * 99, angles, hyphens):
        article = clean(source)
        assert article.source == source
        no_article(article)
    comments = "<div><b>Gull</b><p>It was late.</p><a>Reply</a></div>" * 2
    for page in (
        f"<html><p>{BODY[0]}<ul>{'<li><a href=x>Read more</a>' * 15_000}</ul>",
        f"<html><p>{BODY[0]}{BODY[1]}{f'<section>{comments}</section>' * 4000}",
        "<html>" + "<div>" * 5000 + "x",
        "<html><p a='" + "b" * 5000,
        "<html>&#xFFFFFFFF;",
    ):
        assert clean(page).source == page


def test_an_article_under_which_readers_talk_at_length_is_no_clean_text() -> None:
    talk = [
        f"Anna · May {day}, 2022 at {day % 12 + 1}:15 pm\nThanks so much for writing this! We went"
        f" there with {day} friends and my husband loved it. Can I take the tram from the station?"
        for day in range(1, 31)
    ]
    shown = clean("\n\n".join((TITLE, *BODY, "Comments", *talk))).body.text
    assert all(paragraph in shown for paragraph in BODY)
    assert "my husband" not in shown


def test_a_heading_on_copyright_is_no_notice_of_it() -> None:
    heading, notice = "Copyright quarrels over a bridge", "Copyright 2022 Velle Courier"
    article = clean("\n\n".join((TITLE, *BODY[:2], heading, *BODY[2:], notice)))
    assert heading in article.body.text
    assert notice not in article.excerpt.text


def test_a_heading_of_a_clean_text_may_say_the_headline_again() -> None:
    article = clean("\n\n".join((TITLE, *BODY[:3], TITLE, BODY[3])))
    assert [article.text_of(block) for block in article.shown()].count(TITLE) == 2
    doubled = clean("\n\n".join((TITLE, TITLE, *BODY)))
    assert [article.text_of(block) for block in doubled.shown()].count(TITLE) == 1


def test_what_items_of_a_clean_text_say_again_is_shown() -> None:
    items = [
        f"The {name} kettle holds two litres and boils them in four minutes on a {place} hob.\n"
        "Material: stainless steel, with a handle of beech wood that stays cool\n"
        "Warranty: two years, and five for the base that it stands on"
        for name, place in (("Arden", "gas"), ("Hallam", "glass"), ("Selvik", "coal"))
    ]
    rest = [
        f"The {name} tin keeps its contents dry on a shelf that nobody else has looked at since."
        for name in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
    ]
    text = "\n\n".join((*items, *rest))
    assert clean(text).body.text.count("handle of beech wood") == 3
    assert clean(f"{text}\n\n{text}").body.text.count("handle of beech wood") == 3


def test_a_list_of_other_articles_below_a_text_is_none_of_it() -> None:
    others = ("More news", "Storm closes road\n12 August 2021", "School meals dearer\n3 July 2020")
    article = clean("\n\n".join((TITLE, *BODY, *others)))
    assert article.body.text == "\n\n".join(BODY)
    assert "Storm closes road" in article.excerpt_of(Shown.ASIDES).text


@pytest.mark.parametrize("head", ["", f"{TITLE}\n\n", f"{MENU}\n{TITLE}\n\n"])
def test_of_a_paragraph_that_stands_twice_in_a_row_one_stays(head: str) -> None:
    first, second, *rest = BODY
    assert told(head + "\n\n".join([first, first, second, *rest])) == BODY
    assert told(f"{head}{first}\n\n{first}\n\n{second}\n") == [first, second]


@pytest.mark.parametrize(
    ("bullet", "gap"),  # w3m, lynx, pandoc, a text
    [("  • ", "\n"), ("     * ", "\n"), ("-   ", "\n"), ("", "\n\n")],
)
def test_a_recipe_that_is_printed_is_whole(bullet: str, gap: str) -> None:
    items = gap.join(f"{bullet}{each}" for each in ("500 g peas", "1 onion", "Salt"))
    steps = "1\n\nSoak the peas.\n\n2\n\nFry the onion.\n\n3\n\nBoil for an hour."
    article = clean(f"Pea soup\n\nIngredients\n\n{items}\n\nSteps\n\n{steps}\n\nYum! says Ole\n")
    assert article.title and article.title.text == "Pea soup"
    found = [(block.role, article.text_of(block)) for block in article.shown()]
    items = [text for role, text in found if role is Role.LIST_ITEM]
    assert items[:3] == ["500 g peas", "1 onion", "Salt"]
    assert {"Ingredients", "Steps", "Soak the peas.", "Fry the onion."} <= {
        text for _, text in found
    }


@pytest.mark.parametrize(
    "table",
    [
        "+-------+------+--------+\n| Boat  | Cars | Port   |\n+=======+======+========+\n"
        "| Bente | 18   | Selvik |\n+-------+------+--------+",
        " Boat   Cars   Port\nAstrid  32     Nordholm\nBente   18     Selvik",
    ],
)
def test_a_table_that_is_printed_keeps_its_columns(table: str) -> None:
    told = "The town of Nordholm said on Monday that its oldest boat would leave the sound."
    article = clean(f"Timetable of the sound\n\n{told}\n\n{table}\n\n{told} At last.\n")
    assert table.strip() in [article.text_of(b) for b in article.blocks if b.role is Role.CODE]


def test_lines_of_a_short_dump_are_joined_and_form_marks_left_out() -> None:
    short = (
        "Night bus returns to Vestmoor\nThe night bus between Vestmoor and Harle returns in April,"
        " two\nyears after it was cut to save money.\nIt leaves on the hour from eleven."
    )
    assert told(short)[0].endswith("in April, two years after it was cut to save money.")
    arabic = (
        "قرر المجلس البلدي في المرسى مساء الثلاثاء إغلاق سوق السمك القديم بعد أن كشف\n"
        "مهندسون عن شقوق في السقف."
    )
    assert told(f"إغلاق سوق السمك في المرسى\n\n{arabic}") == [arabic.replace("\n", " ")]
    title = clean(f"# A walk along the wall\n\n{BODY[0]}\n\n{BODY[1]}").title
    assert title and title.text == "A walk along the wall"


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Wir verwenden Cookies auf unserer Website", True),
        ("Sie können Ihre Einwilligung jederzeit widerrufen.", True),
        ("You may withdraw your\u00a0consent at any time.", True),
        ("Court fines Vestby Mail over cookies", False),
    ],
)
def test_what_asks_for_consent_is_neither_a_title_nor_text(text: str, asks: bool) -> None:
    assert is_no_title(text) is asks
    assert (ruled(plain_lines(text))[0] is Role.BOILERPLATE) is asks


def test_short_lines_that_the_model_doubts_are_of_a_dump_by_where_they_stand() -> None:
    told = (
        ("Menu", 0.4, False),
        ("* The way back", 0.05, False),
        ("The ferry is out of service, and nobody knows when it will sail again.", 0.9, True),
        ("[ferry.jpg]", 0.4, False),
        ("[            ]OK", 0.4, False),
        ("The way around", 0.35, True),
        ("Learn more", 0.4, False),
        ("What the town knew", 0.1, False),
        ("What the town knew FEATURE", 0.35, False),
        ("The way back", 0.25, True),
        ("Pupils have the longest way now, over the bridge and back along the river.", 0.9, True),
        ("Learn more", 0.4, False),
        ("* Home", 0.02, False),
        ("* The buses run on Sundays, too.", 0.6, True),
        ("* Tickets are good for another month.", 0.12, True),
        ("The board meets again on Friday.", 0.2, True),
        ("3 likes", 0.15, False),
        ("Our readers say that they like it.", 0.2, False),
        *[("Home", 0.0, False)] * 8,
    )
    rows, chances, shown = zip(*told, strict=True)
    lines = plain_lines("\n".join(rows))
    order = [index for index, chance in enumerate(chances) if chance > 0.5]
    assert {*unmarked(lines, order, chances)} == {i for i, each in enumerate(shown) if each}


def test_an_advertisement_between_paragraphs_ends_no_dump() -> None:
    body = (*BODY, "The tolls begin next week.")
    text = clean(dump("\n\nAdvertisement - Continue reading below\n\n".join(body))).body.text
    assert text == "\n\n".join(body)


def test_rows_of_a_table_are_alike_whatever_its_columns_have_between_them() -> None:
    rows = "Club       P  Pts\nAldwick Rovers  38 71\nHallam United   38 69\nEllery Town     38 55"
    assert alike_rows(plain_lines(rows)) == [[1, 2, 3]]
    found = clean("\n\n".join((*BODY[:2], rows, *BODY[2:])))
    shown = {found.text_of(block): block.role for block in found.shown()}
    assert {shown.get(row) for row in rows.split("\n")} == {Role.PARAGRAPH}
