"""REFI-QDA projects: valid by the published schema, and read as each tool writes them."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from reader.errors import FormatError
from reader.exchange import FORMATS, Bundle, DocumentItem, LinkItem, PassageItem
from tests.exchange.test_archives import TEXT, packed, work

SCHEMA = Path("/work/shared/exchange/refi-qda/Project.xsd")
QDPX = FORMATS["qdpx"]
NAMESPACE = {"q": "urn:QDA-XML:project:1.0"}
USER = "11111111-0000-4000-8000-000000000000"
CODE = "AAAAAAAA-0000-4000-8000-000000000001"
SOURCE = "bbbbbbbb-0000-4000-8000-000000000002"
NOTE = "cccccccc-0000-4000-8000-000000000003"
SELECTION = "dddddddd-0000-4000-8000-000000000004"


def project(bundle: Bundle) -> etree._Element:
    archive = zipfile.ZipFile(io.BytesIO(QDPX.write(bundle).data))
    return etree.fromstring(archive.read("project.qde"))


def full() -> Bundle:
    bundle = work()
    (passage,) = bundle.passages
    return replace(
        bundle,
        passages=(
            replace(passage, author="ada", created="2024-01-01T00:00:00Z"),
            PassageItem.cut("a/b.html", TEXT, 2, 6, tags=(), note="a \x0c mill"),
        ),
        documents=(
            DocumentItem(path="a/b.html", note="on the whole", tags=("quote “ä”",)),
            DocumentItem(path="c.txt"),
        ),
        links=(
            LinkItem(a="a/b.html", b="c.txt", kind="edited", note="the same page"),
            LinkItem(a="c.txt", b="a/b.html", kind="exact", verdict="rejected"),
        ),
        texts={**bundle.texts, "c.txt": "other"},
    )


@pytest.mark.skipif(not SCHEMA.exists(), reason="the published schema is not here")
@pytest.mark.parametrize(
    "bundle", [full(), work(), Bundle(corpus="", exported="")], ids=["full", "plain", "empty"]
)
def test_a_project_is_valid_against_the_published_schema(bundle: Bundle) -> None:
    etree.XMLSchema(file=str(SCHEMA)).assertValid(project(bundle))


def test_everything_but_what_is_told_comes_back() -> None:
    written = QDPX.write(full())
    assert written.losses == {
        "rejected links": 1,
        "texts with a character that XML can't hold": 1,
    }
    back = QDPX.read(written.data, "x.qdpx")
    assert [(tag.name, tag.parent, tag.color) for tag in back.tags] == [
        ("claim (disputed)", None, "#112233"),
        ("quote “ä”", "claim (disputed)", ""),
    ]
    assert [(each.path, each.note, each.tags) for each in back.documents] == [
        ("a/b.html", "on the whole", ("quote “ä”",)),
        ("c.txt", "", ()),
    ]
    assert [(each.quote, each.tags, each.note, each.author) for each in back.passages] == [
        ("mill", (), "a \ufffd mill", ""),
        ("burned.\r\nNobody", ("claim (disputed)", "quote “ä”"), "not so", "ada"),
    ]
    (link,) = back.links
    assert (link.a, link.b, link.kind, link.note) == (
        "a/b.html",
        "c.txt",
        "edited",
        "the same page",
    )
    assert back.texts["a/b.html"] == TEXT
    assert back.left_out == ()


def other_tool(
    inner: str, *, origin: str = "NVivo", source: str = "", rest: str = "", text: str = TEXT
) -> bytes:
    """Return a project as another tool would write it: capitals and braces in its guids."""
    qde = f"""<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="{origin}">
<Users><User guid="{{{USER}}}" name="Ada L."/></Users>
<CodeBook><Codes><Code guid="{CODE}" name="claim" isCodable="true" color="#F00">
<Code guid="{CODE[:-1]}9" name="claim" isCodable="true"/></Code></Codes></CodeBook>
<Sources><TextSource guid="{SOURCE}" name="One" plainTextPath="internal://{SOURCE.upper()}.txt">
{inner}</TextSource>{source}</Sources>
{rest}</Project>"""
    return packed({"project.qde": qde, f"Sources/{SOURCE}.txt": b"\xef\xbb\xbf" + text.encode()})


def selection(start: object, end: object, inner: str = "") -> str:
    return (
        f'<PlainTextSelection guid="{SELECTION}" startPosition="{start}" endPosition="{end}"'
        f' creatingUser="{USER}">{inner}</PlainTextSelection>'
    )


CODING = f'<Coding guid="{SELECTION[:-1]}8"><CodeRef targetGUID="{CODE.lower()}"/></Coding>'


def test_line_ends_count_as_the_tool_counts_them() -> None:
    hurt = TEXT.index("hurt")
    theirs = other_tool(selection(hurt - 1, hurt + 3, CODING), origin="ATLAS.ti 23")
    standard = other_tool(selection(hurt, hurt + 4, CODING))
    for data in (theirs, standard):
        (passage,) = QDPX.read(data, "x").passages
        assert (passage.start, passage.quote, passage.author) == (hurt, "hurt", "Ada L.")
        assert passage.tags == ("claim",)


def test_memos_of_each_tool_are_notes() -> None:
    note = (
        f'<Notes><Note guid="{NOTE.upper()}"><PlainTextContent>a memo</PlainTextContent>'
        f"{selection(2, 6)}</Note></Notes>"
    )
    link = (
        f'<Links><Link guid="{NOTE[:-1]}7" originGUID="{NOTE}" targetGUID="{SELECTION.upper()}"/>'
        "</Links>"
    )
    reference = f'<NoteRef targetGUID="{NOTE}"/>'
    for data in (
        other_tool(selection(2, 6, "<Description>a memo</Description>")),  # MAXQDA
        other_tool(selection(2, 6), rest=note + link),  # NVivo
        other_tool(reference, rest=note),  # QualCoder
        other_tool(selection(2, 6, "<Description>a memo</Description>" + reference), rest=note),
    ):
        (passage,) = QDPX.read(data, "x").passages
        assert (passage.quote, passage.note) == ("mill", "a memo")


def test_memos_of_documents_are_their_notes_and_what_is_of_the_project_is_told() -> None:
    note = f'<Notes><Note guid="{NOTE}"><PlainTextContent>a memo</PlainTextContent></Note></Notes>'
    case = '<Cases><Case guid="x"><VariableValue><IntegerValue/></VariableValue></Case></Cases>'
    reference = f'<NoteRef targetGUID="{NOTE}"/>'
    links = (
        f'<Links><Link guid="{CODE}" name="odd"/><Link guid="{USER}" originGUID="{NOTE}"/></Links>'
    )
    rest = f"{note}{links}{case}<Description>on all</Description>{reference}"
    bundle = QDPX.read(other_tool(reference, rest=rest), "x")
    assert [one.note for one in bundle.documents] == ["a memo"]
    assert not bundle.links
    assert bundle.left_out[:6] == (
        "1 link “odd” of what are no two texts",
        "1 memo of what is no passage",
        "1 case",
        "1 value of variables",
        "1 description of the whole project",
        "1 memo of the whole project",
    )


def test_codes_of_one_name_stay_apart_and_what_is_no_text_is_told() -> None:
    data = other_tool(
        selection(2, 6, CODING) + selection(0, 2) + selection(1, 1),
        source=f'<PDFSource guid="{NOTE}" name="x.pdf"/>'
        f'<TextSource guid="{SELECTION}" plainTextPath="absolute://C:/x.txt"/>',
    )
    bundle = QDPX.read(data, "x")
    assert [(tag.name, tag.parent) for tag in bundle.tags] == [
        ("claim", None),
        ("claim (2)", "claim"),
    ]
    assert [(each.quote, each.tags) for each in bundle.passages] == [
        ("mill", ("claim",)),
        ("A ", ()),
    ]
    assert bundle.left_out == (
        "1 PDF document",
        "1 text kept outside of the project",
        "1 selection of no length",
        "a second tag “claim”: it is “claim (2)”",
    )


@pytest.mark.parametrize("span", [(0, 99), (-1, 3), (5, 3), ("9" * 5000, 3)])
def test_a_selection_without_a_place_is_left_out_with_its_line(span: tuple[int | str, int]) -> None:
    read = QDPX.read(other_tool(selection(*span) + selection(2, 6, CODING)), "x")
    assert [one.quote for one in read.passages] == ["mill"]
    assert read.left_out[0].startswith("x/project.qde:7: ")


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (other_tool(selection("one", 3)), r"x/project\.qde:7"),
        (other_tool("<"), r"x/project\.qde:7"),
        (packed({"project.qde": "<Project/>"}), r"x/project\.qde"),
        (packed({"project.qde": BOMB}), r"x/project\.qde"),
        (packed({"other.xml": "<a/>"}), "x"),
        (packed({"project.qde": b"\xff\xfe\x00"}), r"x/project\.qde"),
        (
            other_tool("")[:-30],
            "x",
        ),
        (other_tool("", source='<TextSource plainTextPath="internal://../../etc/passwd"/>'), "x"),
    ],
    ids=range(8),
)
def test_a_broken_project_is_refused_with_its_line(data: bytes, place: str) -> None:
    with pytest.raises(FormatError, match=place):
        QDPX.read(data, "x")
