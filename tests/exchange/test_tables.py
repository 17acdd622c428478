"""Tables and Markdown, for people and their spreadsheets: no text is a formula or a mark."""

import csv
import io

from reader.exchange import FORMATS, csv_bytes
from tests.exchange.bundles import full


def test_no_cell_of_a_table_is_a_formula_in_its_header_neither() -> None:
    assert csv_bytes(["tag", "=cmd|/c calc!A1"], []) == b"tag,'=cmd|/c calc!A1\r\n"


def test_a_table_is_read_as_it_was_written_and_holds_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"].write(full()).data.decode(), newline="")))
    assert [row["quote"] for row in rows] == ["'=cmd", "md is *not*"]
    told = [rows[0][name] for name in ("title", "note", "tags", "length")]
    assert told == ["'=Title", "'+1\nand more", "claim; a", "62 words"]


def test_markdown_quotes_with_citation_and_obeys_no_mark_of_a_text() -> None:
    by_document = FORMATS["markdown"].write(full()).data.decode()
    assert r"> md is \*not\*" in by_document
    assert "=Title" in by_document
    assert "2024-01-02, a.txt" in by_document
    by_tag = FORMATS["markdown-by-tag"].write(full()).data.decode()
    assert by_tag.index("## claim") < by_tag.index("## a") < by_tag.index("## Without a tag")
