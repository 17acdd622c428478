"""Rows of tables are blocks, with a tab for each column that a cell is away from the one before."""

import pytest

from reader.cleaning import Article, Role, Style, clean
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
