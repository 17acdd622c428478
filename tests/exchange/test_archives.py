"""Archives of other tools: what is broken or hostile is refused by name, and nothing is taken."""

import io
import struct
import zipfile
from collections.abc import Mapping

import pytest

from reader.errors import FormatError
from reader.exchange import FORMATS, Bundle, DocumentItem, LinkItem, PassageItem, TagItem

TEXT = "A mill burned.\r\nNobody was hurt, 👩 said."


def packed(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return into.getvalue()


def work(**changes: object) -> Bundle:
    """Return a bundle with a passage over two lines, with two tags, one below the other."""
    start, end = TEXT.index("burned"), TEXT.index(" was")
    fields: dict[str, object] = {
        "corpus": "news",
        "exported": "2024-01-01T00:00:00Z",
        "tags": (
            TagItem(name="claim (disputed)", color="#112233"),
            TagItem(name="quote “ä”", parent="claim (disputed)"),
        ),
        "documents": (DocumentItem(path="a/b.html"),),
        "passages": (
            PassageItem.cut(
                "a/b.html",
                TEXT,
                start,
                end,
                tags=("claim (disputed)", "quote “ä”"),
                note="not so",
            ),
        ),
        "texts": {"a/b.html": TEXT},
    }
    return Bundle(**{**fields, **changes})  # type: ignore[arg-type]


def test_brat_is_written_as_brat_reads_it() -> None:
    archive = zipfile.ZipFile(io.BytesIO(FORMATS["brat"].write(work()).data))
    assert archive.read("a/b.html.txt").decode() == TEXT
    assert archive.read("a/b.html.ann").decode().split("\n") == [
        "T1\tclaim_disputed 7 14;16 22\tburned. Nobody",
        "#1\tAnnotatorNotes T1\tnot so",
        "T2\tquote 7 14;16 22\tburned. Nobody",
        "",
    ]
    conf = archive.read("annotation.conf").decode()
    assert "[entities]\nclaim_disputed\n\tquote\n" in conf


def test_colours_of_tags_come_back_from_brat() -> None:
    held = work(tags=(TagItem(name="claim", color="#E69F00"), TagItem(name="quote")), passages=())
    read = FORMATS["brat"].read(FORMATS["brat"].write(held).data, "x.zip")
    assert [(tag.name, tag.color) for tag in read.tags] == [("claim", "#e69f00"), ("quote", "")]


def test_what_brat_can_not_hold_is_counted() -> None:
    held = work(
        passages=(PassageItem.cut("a/b.html", TEXT, 0, 1, tags=(), note="two\nlines"),),
        documents=(DocumentItem(path="a/b.html", note="noted"), DocumentItem(path="c")),
        links=(LinkItem(a="a/b.html", b="c", kind="edited"),),
    )
    written = FORMATS["brat"].write(held)
    assert written.losses == {"links": 1, "notes of documents": 1, "line breaks of notes": 1}
    (passage,) = FORMATS["brat"].read(written.data, "x.zip").passages
    assert (passage.tags, passage.note) == ((), "two lines")


def test_an_archive_of_brat_itself_is_read() -> None:
    lines = [
        "T1\tPerson 18 22;27 31\tbody hurt",
        "T2\tPerson 2 6\tmill",
        "#1\tAnnotatorNotes T2\ta mill",
        "R1\tIn Arg1:T1 Arg2:T2",
        "#2\tAnnotatorNotes R1\tso they say",
        "*\tEquiv T1 T2",
        "A1\tSure T1",
    ]
    members = {
        "d/a.txt": TEXT,
        "d/a.ann": "\n".join(lines),
        "annotation.conf": "# types\n[entities]\nPerson\n\tActor\n[relations]\nIn\tArg1:Person\n",
        "visual.conf": "[labels]\nPerson | A person | P\n",
    }
    bundle = FORMATS["brat"].read(packed(members), "x.zip")
    assert [(p.document, p.quote, p.tags, p.note) for p in bundle.passages] == [
        ("d/a.txt", "body", ("A person",), ""),
        ("d/a.txt", "hurt", ("A person",), ""),
        ("d/a.txt", "mill", ("A person",), "a mill"),
    ]
    assert [(tag.name, tag.parent) for tag in bundle.tags] == [
        ("A person", None),
        ("Actor", "A person"),
    ]
    assert bundle.left_out == (
        "x.zip/d/a.ann:1: T1 is in 2 parts: a passage each",
        "1 equivalence",
        "1 attribute",
        "1 note on relations and events",
        "1 relation “In” of passages, by ids of the file: T1 → T2",
    )


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("T1\tclaim 2 6", "a.ann:1"),
        ("T1\tclaim x y\tmill", "a.ann:1"),
        ("T1\tclaim 2 6\tmill\nT1\tclaim 2 6\tmill", "a.ann:2"),
        ("T1\tclaim 2 6\tmill\nhello", "a.ann:2"),
        ("<xml/>", "a.ann:1"),
        (b"T1\tclaim 2 6\tmill\n\xff", "a.ann:2"),
    ],
)
def test_an_annotation_that_brat_does_not_write_is_refused_with_its_line(
    line: str | bytes, place: str
) -> None:
    with pytest.raises(FormatError) as refused:
        FORMATS["brat"].read(packed({"a.txt": TEXT, "a.ann": line}), "x.zip")
    assert refused.value.place == f"x.zip/{place}"


def test_fragments_of_brat_are_told_and_words_that_stand_elsewhere_are_sought() -> None:
    lines = ["T1\tclaim 2 6\tA", "T2\tclaim 0 1;2 6\tA mill", "T3\tx 90 99\t ", "T4\tx 90 99\tmill"]
    lines.append(f"T5\tx 0 1;{len(TEXT) - 1} {len(TEXT)}\tA {TEXT[-1]}")
    data = packed({"a.txt": TEXT, "a.ann": "\n".join(lines)})
    read = FORMATS["brat"].read(data, "x")
    assert {(one.start, one.end, one.quote) for one in read.passages} == {
        (2, 6, "A"),
        (0, 6, "A mill"),
        (0, 0, "mill"),
        (0, 1, "A"),
        (len(TEXT) - 1, len(TEXT), TEXT[-1]),
    }
    assert read.left_out == (
        f"x/a.ann:3: 90 to 99 is no span of the text, which has {len(TEXT)} characters",
        "x/a.ann:5: T5 is in 2 parts: a passage each",
    )


def lying(data: bytes) -> bytes:
    """Return an archive whose directory says another size than its member has."""
    at = data.rindex(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", 3) + data[at + 4 :]


@pytest.mark.parametrize("name", ["brat", "qdpx"])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no archive",
        packed({"a.txt": TEXT, "a.ann": ""})[:60],
        packed({"../a.txt": TEXT, "../a.ann": ""}),
        packed({"/etc/a.txt": TEXT, "/etc/a.ann": ""}),
        packed({"C:\\a.txt": TEXT}),
        packed({"a.txt": TEXT}, zipfile.ZIP_LZMA),
        packed({"a.txt": "0" * 50_000_000, "a.ann": ""}),
        packed({"a.ann": "T1\tx 0 1\tA"}),
        lying(packed({"a.txt": TEXT, "a.ann": "T1\tclaim 2 6\tmill"})),
        packed({"b.txt": TEXT}),
        packed({"a.txt": TEXT, "a.ann": ""}).replace(b"\x50\x4b\x01\x02", b"\x50\x4b\x01\x09"),
    ],
    ids=lambda data: f"{len(data)} bytes",
)
def test_a_hostile_archive_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(FormatError, match=r"x\.zip"):
        FORMATS[name].read(data, "x.zip")
