"""Codebooks as CSV and as REFI-QDA has them: read back without loss, and safe to read."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reader.errors import FormatError, ReaderError
from reader.exchange import (
    CODEBOOK_FORMATS,
    PASSAGE_FORMATS,
    PassageRecord,
    TagCount,
    TagItem,
    harmless,
)
from reader.exchange.shared.spreadsheets import unmarked

SCHEMA = Path("/work/shared/exchange/refi-qda/Codebook.xsd")
CSV, QDC = CODEBOOK_FORMATS["csv"], CODEBOOK_FORMATS["qdc"]
TAGS = (
    TagItem(id="019a0000-0000-7000-8000-000000000001", name="claim", color="#e69f00", key="c"),
    TagItem(name="=old, “claim”", parent="claim", description="line one\n\nFor example: +1 & <b>"),
    TagItem(name="older", parent="=old, “claim”", color="#56b4e9", key="'"),
    TagItem(name="quote", description="-"),
)


def test_csv_has_the_columns_of_taguette_and_reads_back() -> None:
    data = CSV.write(TAGS, {"claim": TagCount(3)}).data
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    assert list(rows[0])[:4] == ["tag", "parent", "description", "number of highlights"]
    assert rows[0]["number of highlights"] == "3"
    assert rows[1]["tag"] == "'=old, “claim”"
    plain = tuple(TagItem(**{n: getattr(t, n) for n in NAMES}) for t in TAGS)
    assert CSV.read(data, "x.csv").tags == plain


def test_csv_that_pandas_has_read_and_written_is_taken_without_loss() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(io.BytesIO(CSV.write(TAGS, {"claim": TagCount(3)}).data))
    assert list(frame["number of highlights"]) == [3, 0, 0, 0]
    plain = tuple(TagItem(**{n: getattr(t, n) for n in NAMES}) for t in TAGS)
    assert CSV.read(frame.to_csv(index=False).encode(), "pandas.csv").tags == plain


NAMES = ("name", "color", "key", "description", "parent")


def test_json_is_what_is_written_and_reads_back() -> None:
    one = CODEBOOK_FORMATS["json"]
    data = one.write(TAGS, {"claim": TagCount(3, 2)}).data
    assert one.read(data, "x.json").tags == TAGS
    first = json.loads(data.splitlines()[0])
    assert (first["tag"], first["passages"], first["documents"]) == ("claim", 3, 2)
    for wrong, says in (
        (b"", "no tags"),
        (b'{"tag": 7}', "x:1: the tag"),
        (b"[]", "x:1: this line is"),
    ):
        with pytest.raises(FormatError, match=says):
            one.read(wrong, "x")


def test_an_apostrophe_that_a_foreign_file_has_stays() -> None:
    assert [one.name for one in CSV.read(b"tag\n'=x\n=x\n", "").tags] == ["'=x", "=x"]
    tags = (TagItem(name="'=x"), TagItem(name="=x"), TagItem(name="x"))
    written = CSV.write(tags, {})
    assert [one.name for one in CSV.read(written.data, "").tags] == ["'=x", "=x", "x"]
    assert "2 names" in written.notes[0]


def test_csv_of_taguette_itself_is_read() -> None:
    data = "\ufefftag,parent,description,number of highlights\r\nb,a,x,2\r\na,,,1\r\n".encode()
    assert [(t.name, t.parent, t.description) for t in CSV.read(data, "").tags] == [
        ("b", "a", "x"),
        ("a", None, ""),
    ]
    assert [t.name for t in CSV.read(b"path\r\none\r\n", "").tags] == ["one"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no tags"),
        (b"color\n#fff\n", "no tags"),
        (b"tag\n\xff\n", "no CSV"),
        (b"tag,key\n,x\n", r"c\.csv:2: a tag has no name"),
        (b"tag,parent\na,b\n", 'parent of “a” can\'t be: "b" is not in tags'),
        (b"tag,parent\na,b\nb,a\n", "parent of “a” can't be: .* is above itself"),
        (b"tag,parent\na,a\n", "above itself"),
        (b"tag,color\na,#fff\nb,red\n", r"c\.csv:3: “red” is no colour"),
        (b'tag\n"claim\n', "no CSV"),
        (b"tag\n" + b"x" * 200_000, "no CSV"),
    ],
)
def test_what_is_no_codebook_is_told_with_its_place(data: bytes, says: str) -> None:
    csv.field_size_limit(2**26)  # as a table of articles leaves it
    with pytest.raises(FormatError, match=says):
        CSV.read(data, "c.csv")


def test_csv_of_spreadsheets_with_semicolons_is_read() -> None:
    data = "\ufefftag;description;color\r\nclaim;a, b;#abc\r\n".encode()
    (tag,) = CSV.read(data, "tags.csv").tags
    assert (tag.name, tag.description, tag.color) == ("claim", "a, b", "#abc")


def test_qdc_keeps_tree_colour_and_description() -> None:
    written = QDC.write(TAGS, {})
    assert written.losses == {"keys of tags": 2}
    back = QDC.read(written.data, "x.qdc").tags
    assert [(t.name, t.parent, t.color, t.description) for t in back] == [
        (t.name, t.parent, t.color, t.description) for t in TAGS
    ]


def test_qdc_keeps_the_guids_of_others_and_tells_what_has_no_place() -> None:
    guid = "5d2a94a0-3c8b-4c36-8d87-0123456789ab"
    data = (
        f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="{{{guid.upper()}}}"'
        ' name="same" isCodable="false"><Code guid="x" name="Same"/></Code></Codes>'
        '<Sets><Set guid="y" name="those"/></Sets></CodeBook>'
    )
    bundle = QDC.read(data.encode(), "x.qdc")
    assert [(tag.id, tag.name) for tag in bundle.tags] == [(guid, "same"), ("", "Same (2)")]
    assert bundle.left_out == (
        "a second tag “Same”: it is “Same (2)”",
        "1 code only for grouping (isCodable): tags like others",
        "1 set",
    )
    assert f'guid="{guid}"'.encode() in QDC.write(bundle.tags, {}).data


def test_qdc_is_valid_against_the_published_schema() -> None:
    if not SCHEMA.exists():
        pytest.skip("the schema of REFI-QDA is not here")
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    odd = (*TAGS, TagItem(id="x", name="bell\x07", color="red", description="\ud800 \x00"))
    schema.assertValid(etree.fromstring(QDC.write(odd, {}).data))
    with pytest.raises(ReaderError, match="no tags"):
        QDC.write((), {})


BOMB = b"""<!DOCTYPE CodeBook [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY x SYSTEM "file:///etc/passwd">]>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code name="&x;&b;" guid="" isCodable="true"/>
</Codes></CodeBook>"""


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (BOMB, "external entity|document type"),
        (BOMB.replace(b"&x;", b""), "document type"),
        (b"<CodeBook/>", "no REFI-QDA codebook"),
        (b"tag,parent\n", "no XML"),
        (b"", "no XML"),
        (
            b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
            + b'<Code name="a">' * 150
            + b"</Code>" * 150
            + b"</Codes></CodeBook>",
            "nested too deep",
        ),
    ],
)
def test_hostile_or_foreign_xml_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        QDC.read(data, "x.qdc")


@given(st.text())
def test_no_cell_is_a_formula_and_each_reads_back(text: str) -> None:
    cell = harmless(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unmarked(cell) == text


def record(**changes: object) -> PassageRecord:
    values: dict[str, object] = {
        name: "" for name in PassageRecord.__dataclass_fields__ if name not in {"start", "end"}
    }
    values |= {"start": 1, "end": 5, "versions": 1, "tags": (), "document": "a.txt"}
    return PassageRecord(**(values | changes))  # type: ignore[arg-type]


def test_passages_are_written_harmless_in_every_format() -> None:
    hostile = record(quote="=HYPERLINK(1)", note="@x\x1b[2J", tags=("-a", "b"), group="# *x*")
    rows = list(csv.reader(io.StringIO(PASSAGE_FORMATS["csv"]([hostile]).decode())))
    cells = dict(zip(*rows, strict=True))
    assert cells["quote"] == "'=HYPERLINK(1)" and cells["tags"] == "'-a; b"
    assert (cells["start"], cells["end"]) == ("1", "5")
    text = PASSAGE_FORMATS["markdown"]([hostile]).decode()
    assert "## \\# \\*x\\*" in text and "\x1b" not in text
    assert b"\\u001b" in PASSAGE_FORMATS["json"]([hostile])
