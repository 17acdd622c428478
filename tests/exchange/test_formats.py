"""Every format: what goes out comes back, at the same characters, and no loss is silent."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli import main
from reader.errors import FormatError
from reader.exchange import FORMATS, Bundle, Document, Link, Passage, Selection, Tag, select
from reader.exchange.utf16 import Utf16Offsets

TEXT = st.text(
    st.sampled_from("ab \n.é\u0301\u200fאب한字\r👩\u200d🏽𝒳"), min_size=1, max_size=60
).filter(str.strip)
ROUND_TRIP = ["doccano"]


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    """Draw a bundle of some texts with passages that overlap, and tags on all of them."""
    names = ["claim", "quote “a”", "=1+1", "日本"]
    texts = {f"a{number}.txt": text for number, text in enumerate(draw(st.lists(TEXT, max_size=3)))}
    passages = {}
    for path, text in texts.items():
        for _ in range(draw(st.integers(0, 3))):
            start = draw(st.integers(0, len(text) - 1))
            end = draw(st.integers(start + 1, len(text)))
            tags = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
            if text[start:end].strip() == text[start:end]:
                passages[path, start, end] = Passage.cut(path, text, start, end, tags=tuple(tags))
    return Bundle(
        corpus="news",
        exported="2024-01-01T00:00:00Z",
        tags=tuple(Tag(name=name) for name in names),
        documents=tuple(Document(path=path) for path in texts),
        passages=tuple(passages.values()),
        texts=texts,
    )


def places(bundle: Bundle) -> set[tuple[str, int, int, str, frozenset[str]]]:
    return {(p.document, p.start, p.end, p.quote, frozenset(p.tags)) for p in bundle.passages}


@pytest.mark.parametrize("name", ROUND_TRIP)
@given(bundles())
def test_what_goes_out_comes_back(name: str, bundle: Bundle) -> None:
    written = FORMATS[name].write(bundle)
    assert not written.losses
    assert places(FORMATS[name].read(written.data, "file")) == places(bundle)


@given(TEXT, st.data())
def test_utf16_offsets_are_those_of_the_encoding(text: str, data: st.DataObject) -> None:
    offsets = Utf16Offsets(text)
    point = data.draw(st.integers(0, len(text)))
    unit = len(text[:point].encode("utf-16-le")) // 2
    assert offsets.units(point) == unit
    assert offsets.points(unit) == point
    assert offsets.points(len(text.encode("utf-16-le")) // 2 + 1) is None
    if point < len(text) and ord(text[point]) > 0xFFFF:
        assert offsets.points(unit + 1) is None


def test_a_selection_takes_tags_with_their_children_and_what_hangs_together() -> None:
    text = "one two three"
    one, two, three = (
        Passage.cut("a.txt", text, *span, tags=(tag,))
        for span, tag in (((0, 3), "claim"), ((4, 7), "disputed"), ((8, 13), "number"))
    )
    bundle = Bundle(
        corpus="",
        exported="",
        tags=(Tag(name="claim"), Tag(name="disputed", parent="claim"), Tag(name="number")),
        documents=(Document(path="a.txt"), Document(path="b.txt", status="done")),
        passages=(one, two, three),
        links=(Link(a="a.txt", b="b.txt", kind="edited"),),
        texts={"a.txt": text, "b.txt": text},
    )
    assert select(bundle, Selection(tags=("claim",))).passages == (one, two)
    done = select(bundle, Selection(statuses=("done",)))
    assert [document.path for document in done.documents] == ["b.txt"]
    assert (done.passages, done.links, list(done.texts)) == ((), (), ["b.txt"])
    assert select(bundle, Selection(documents=("?.txt",))) == bundle


@pytest.mark.parametrize(
    "line",
    [
        "",
        "no json",
        "[1]",
        "{}",
        '{"text": 1}',
        '{"text": "abc", "label": [[0, 9, "x"]]}',
        '{"text": "abc", "label": [[2, 1, "x"]]}',
        '{"text": "abc", "label": [[true, 2, "x"]]}',
        '{"text": "abc", "label": [[0, 1]]}',
        '{"text": "abc", "entities": [{"start_offset": 0, "end_offset": 1}]}',
        '{"text": "abc", "entities": [3]}',
        "\udcff",
    ],
)
def test_what_doccano_would_not_write_is_refused_with_its_line(line: str) -> None:
    data = ('{"text": "good"}\n' + line).encode("utf-8", "surrogateescape")
    if line:
        with pytest.raises(FormatError, match=r"bad\.jsonl:2"):
            FORMATS["doccano"].read(data, "bad.jsonl")
    else:
        assert len(FORMATS["doccano"].read(data, "bad.jsonl").documents) == 1


@pytest.mark.parametrize("kind", ["source", "clean"])
def test_work_goes_out_and_comes_back_into_a_fresh_file(
    corpus: Path, tmp_path: Path, kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    text = (corpus / "harbor-bridge/clean-text.txt").read_text("utf-8")
    start = text.index("tugboat") if "tugboat" in text else text.index(" ", 200) + 1
    end = start + 7
    work = {
        "text": text,
        "label": [[start, end, "claim"]],
        "meta": {"document": "harbor-bridge/clean-text.txt"},
    }
    (tmp_path / "in.jsonl").write_text(json.dumps(work), "utf-8")
    assert main(["import", str(corpus), str(tmp_path / "in.jsonl"), "--format", "doccano"]) == 0
    out = tmp_path / "out.jsonl"
    arguments = ["--format", "doccano", "--text", kind, "--tag", "claim", "-o", str(out)]
    assert main(["export", str(corpus), *arguments]) == 0
    (row,) = (json.loads(line) for line in out.read_text("utf-8").splitlines())
    ((first, last, name),) = row["label"]
    assert (row["text"][first:last], name) == (text[start:end], "claim")
    fresh = ["--annotations", str(tmp_path / "fresh.json")]
    del row["meta"]  # known by its text, then
    out.write_text(json.dumps(row), "utf-8")
    assert main(["import", str(corpus), str(out), "--format", "doccano", *fresh]) == 0
    capfd.readouterr()
    assert main(["export", str(corpus), *fresh]) == 0
    (passage,) = json.loads(capfd.readouterr().out)["passages"]
    assert (passage["start"], passage["end"], passage["quote"]) == (start, end, text[start:end])
    assert passage["tags"] == ["claim"]
