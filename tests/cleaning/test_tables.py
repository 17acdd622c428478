"""Rows of tables are blocks, with a tab for each column that a cell is away from the one before."""

import pytest

from reader.cleaning import Article, Role, Style, clean
from reader.cleaning.completion import completed
from reader.cleaning.pipeline import read
from reader.text import Format, Span

SAID = [
    f"The board said on Monday that ferry number {number} would sail from the old quay until the "
    "new one is ready, and that nobody should wait for it in the rain."
    for number in range(4)
]
PAGE = "<html><body><article><h1>Ports of the coast</h1><p>{}<p>{}{}<p>{}<p>{}</article></html>"
HEAD = "<tr><th>Port<th>Ferries<th>Master</tr>"
MARKDOWN = (
    f"# Ports of the coast\n\n{SAID[0]} So it **was**.\n\n"
    f"| Port | Open | Free |\n|--|--|--|\n| Velle | yes | yes |\n| | no | |\n\n"
    f"{SAID[1]}\n\n{SAID[2]}\n"
)


def page(table: str) -> Article:
    return clean(PAGE.format(*SAID[:2], f"<table>{table}</table>", *SAID[2:]), Format.HTML)


def rows(article: Article) -> list[str]:
    return [article.text_of(block) for block in article.blocks if block.role is Role.TABLE_ROW]


@pytest.mark.parametrize(
    ("cells", "row"),
    [
        ("<td>Velle<td>12<td>Ines Marlow", "Velle\t12\tInes Marlow"),
        ("<td>Velle<br>(old)<td></td><td><p>Ines</p> <p>Marlow</p>", "Velle (old)\t\tInes Marlow"),
        ("<td></td><td>12<td>Ines Marlow", "\t12\tInes Marlow"),
        (f"<td colspan={'9' * 5000}>Velle<td rowspan=x>12", "Velle" + "\t" * 100 + "12"),
        ("<td colspan=2>Velle and Arden<td>Ines", "Velle and Arden\t\tInes"),
        ("<td rowspan=2>Velle<td>12<td>Ines</tr><tr><td>13<td>Per", "Velle\t12\tInes"),
    ],
)
def test_a_row_of_a_page(cells: str, row: str) -> None:
    article = page(f"{HEAD}<tr>{cells}</tr>")
    assert rows(article)[:2] == ["Port\tFerries\tMaster", row]
    if "rowspan=2" in cells:
        assert rows(article)[2] == "\t13\tPer"
    heads = next(block for block in article.blocks if block.role is Role.TABLE_ROW)
    assert all(run.style & Style.STRONG for run in heads.runs if run.shown is None)
    edges = [
        edge for block in article.blocks for run in block.runs for edge in (run.start, run.end)
    ]
    assert edges == sorted(edges)


def test_a_row_of_markdown() -> None:
    article = clean(MARKDOWN, Format.MARKDOWN)
    assert rows(article) == ["Port\tOpen\tFree", "Velle\tyes\tyes", "\tno"]
    at = article.body.text.index("\tno") + 1
    assert article.body.to_source(Span(at, at + 2)).of(MARKDOWN) == "no"


def test_a_list_in_a_cell_is_shown_in_its_row() -> None:
    cells = "<td>Velle<td>2.00<td><ul><li>summer: 2.00</li><li>winter: 1.00</li></ul>"
    assert rows(page(f"{HEAD}<tr>{cells}</tr>"))[1:] == ["Velle\t2.00\tsummer: 2.00 winter: 1.00"]


def test_cells_that_say_the_same_are_no_copies_of_the_page() -> None:
    cells = "".join(f"<tr><td>Port {port}{'<td>open all year' * 12}</tr>" for port in "ABCD")
    assert rows(page(cells)) == [f"Port {port}" + "\topen all year" * 12 for port in "ABCD"]


def test_cells_of_prose_and_long_lists_are_blocks_of_their_own() -> None:
    for cell in (SAID[3], f"<ul>{'<li>the first of many</li>' * 5}</ul>"):
        assert rows(page(f"{HEAD}<tr><td>Velle<td>12<td>{cell}</tr>")) == []


def test_what_introduces_a_table_right_below_the_headline_is_text() -> None:
    said = "Here is a comparison of the ports of the coast:"
    article = clean(
        f"<article><h1>Ports of the coast</h1><p>{said}<table>{HEAD}<tr><td>Velle<td>12<td>I</tr>"
        f"</table><p>{SAID[0]}<p>{SAID[1]}</article>",
        Format.HTML,
    )
    assert article.standfirst is None
    assert article.body.text.startswith(said)


SCORES = "Velle 3 Arden 1\nOrsk 0 Marn 0\nNordhavn 2 Vestby 4"
DAYS = "Monday 4 March 2024\nTuesday 5 March 2024\nWednesday 6 March 2024"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (f"Results\n\n{SCORES}\n\n- first item\n- second item\n- third item\n", SCORES),
        (f"Results\n\n{SCORES}\n\nVelle leads after a win before two thousand people.\n", SCORES),
        (f"Ferry fares rise\n\n{SAID[0]}\n\n{DAYS}\n\nA trip costs 3 pounds.\n", DAYS),
    ],
)
def test_rows_that_say_the_same_of_several_are_all_text(text: str, rows: str) -> None:
    article = clean(text)
    assert rows.replace("\n", "\n\n") in article.body.text
    assert article.date is None and (not article.title or article.title.text not in rows)


def test_a_heading_right_over_text_of_markdown_belongs_to_it() -> None:
    source = "\n\n".join(f"## Ferry {n}\n\n{SAID[n]}\n\n## More" for n in (1, 2))
    lines = read(source, Format.MARKDOWN)
    keep = [line.text in SAID for line in lines]
    found = completed(lines, keep, [0.4] * len(lines), None, ())
    shown = [line.text for line, each in zip(lines, found, strict=True) if each]
    assert shown == [SAID[1], "Ferry 2", SAID[2]]
