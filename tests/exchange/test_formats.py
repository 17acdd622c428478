"""Every format: what goes out comes back, at the same characters, and no loss is silent."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli import main
from reader.errors import FormatError
from reader.exchange import (
    FORMATS,
    Bundle,
    DocumentItem,
    LinkItem,
    PassageItem,
    Selection,
    TagItem,
    csv_bytes,
    select,
)
from reader.exchange.shared.token_spans import OFF_TOKEN, tokens
from reader.exchange.shared.utf16 import Utf16Offsets
from reader.text import Span, snapped, trimmed

TEXT = st.text(
    st.sampled_from("ab \n.é\u0301\u200fאب한字\r👩\u200d🏽𝒳"), min_size=1, max_size=60
).filter(str.strip)
ROUND_TRIP = [
    "brat",
    "qdpx",
    "cas",
    "cas-xmi",
    "doccano",
    "labelstudio",
    "prodigy",
    "webannotation",
]


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
            passages[path, start, end] = PassageItem.cut(path, text, start, end, tags=tuple(tags))
    return Bundle(
        corpus="news",
        exported="2024-01-01T00:00:00Z",
        tags=tuple(TagItem(name=name) for name in names),
        documents=tuple(DocumentItem(path=path) for path in texts),
        passages=tuple(passages.values()),
        texts=texts,
    )


def on_words(bundle: Bundle) -> tuple[PassageItem, ...]:
    """Return the passages that have no blanks at their ends."""
    return tuple(one for one in bundle.passages if one.quote == one.quote.strip())


def places(bundle: Bundle) -> set[tuple[str, int, int, str, frozenset[str]]]:
    return {(p.document, p.start, p.end, p.quote, frozenset(p.tags)) for p in bundle.passages}


@pytest.mark.parametrize("name", ROUND_TRIP)
@given(bundles())
def test_what_goes_out_comes_back(name: str, bundle: Bundle) -> None:
    written = FORMATS[name].write(bundle)
    if name == "brat":
        assert sum(written.losses.values()) == len(bundle.passages) - len(on_words(bundle))
        bundle = replace(bundle, passages=on_words(bundle))
        written = FORMATS[name].write(bundle)
    assert written.losses.keys() <= ({OFF_TOKEN} if name == "prodigy" else set())
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
        PassageItem.cut("a.txt", text, *span, tags=(tag,))
        for span, tag in (((0, 3), "claim"), ((4, 7), "disputed"), ((8, 13), "number"))
    )
    bundle = Bundle(
        corpus="",
        exported="",
        tags=(
            TagItem(name="claim"),
            TagItem(name="disputed", parent="claim"),
            TagItem(name="number"),
        ),
        documents=(DocumentItem(path="a.txt"), DocumentItem(path="b.txt", status="done")),
        passages=(one, two, three),
        links=(LinkItem(a="a.txt", b="b.txt", kind="edited"),),
        texts={"a.txt": text, "b.txt": text},
    )
    assert select(bundle, Selection(tags=("claim",))).passages == (one, two)
    done = select(bundle, Selection(statuses=("done",)))
    assert [document.path for document in done.documents] == ["b.txt"]
    assert (done.passages, done.links, list(done.texts)) == ((), (), ["b.txt"])
    assert select(bundle, Selection(documents=("?.txt",))) == bundle


NOT_JSON = ["no json", "{", '{"a": NaN', "\udcff", "[" * 100_000]
BROKEN = {
    "doccano": [
        "[1]",
        "{}",
        '{"text": 1}',
        '{"text": "abc", "label": [[0, 9, "x"]]}',
        '{"text": "abc", "label": [[2, 1, "x"]]}',
        '{"text": "abc", "label": [[true, 2, "x"]]}',
        '{"text": "abc", "label": [[0, 1]]}',
        '{"text": "abc", "entities": [{"start_offset": 0, "end_offset": 1}]}',
        '{"text": "abc", "entities": [3]}',
    ],
    "prodigy": [
        "[1]",
        "{}",
        '{"text": "abc", "spans": 3}',
        '{"text": "abc", "spans": [3]}',
        '{"text": "abc", "spans": [{"start": 0, "end": 1}]}',
        '{"text": "abc", "spans": [{"start": 0, "end": 4, "label": "x"}]}',
        '{"text": "abc", "spans": [{"start": -1, "end": 1, "label": "x"}]}',
        '{"text": "abc", "spans": [{"start": 0, "end": 1.5, "label": "x"}]}',
    ],
    "labelstudio": [
        "{}",
        "[3]",
        "[{}]",
        '[{"data": {}}]',
        *(
            f'[{{"data": {{"text": "{text}"}}, "{key}": [{{"result": [{{"value": {value}}}]}}]}}]'
            for text, key, value in (
                ("abc", "annotations", '{"start": 0}'),
                ("a", "annotations", '{"start": 0, "end": 2}'),
                ("𝒳", "annotations", '{"start": 1, "end": 2}'),
                ("a", "predictions", '{"start": 1, "end": 0}'),
            )
        ),
    ],
    "webannotation": [
        "3",
        "[3]",
        "{}",
        '{"items": [{"target": {"selector": []}}]}',
        '[{"target": {"source": "a", "selector": {"type": "TextQuoteSelector"}}}]',
        '[{"target": {"source": "a", "selector": {"type": "TextQuoteSelector", "exact": ""}}}]',
        '[{"motivation": "linking", "target": "a.txt"}]',
    ],
}


@pytest.mark.parametrize(
    ("name", "broken"),
    [(name, one) for name, listed in BROKEN.items() for one in (*NOT_JSON, *listed)],
    ids=lambda value: str(value)[:60].encode("unicode_escape").decode(),
)
def test_a_broken_file_is_refused_by_its_name_and_place(name: str, broken: str) -> None:
    data = broken.encode("utf-8", "surrogateescape")
    place = r"bad\.file"
    if name in ("doccano", "prodigy"):
        data, place = b'{"text": "good"}\n' + data, r"bad\.file:2"
    with pytest.raises(FormatError, match=place):
        FORMATS[name].read(data, "bad.file")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("नमस्ते दुनिया.", ["नमस्ते", "दुनिया", "."]),
        ("สวัสดีครับ ที่นี่", ["สวัสดีครับ", "ที่นี่"]),
        ("كَتَبَ الوَلَدُ", ["كَتَبَ", "الوَلَدُ"]),
        ("un cafe\u0301 noir", ["un", "cafe\u0301", "noir"]),
        ("👩\u200d🚀 🇩🇪🇫🇷!", ["👩\u200d🚀", "🇩🇪", "🇫🇷", "!"]),
        ("部长说 May", ["部", "长", "说", "May"]),
    ],
)
def test_a_token_keeps_its_marks(text: str, words: list[str]) -> None:
    everywhere = range(len(text)) if text.startswith("👩") else ()
    assert [span.of(text) for span in tokens(text, everywhere)] == words


@given(TEXT, st.data())
def test_no_token_splits_a_grapheme_cluster(text: str, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(text))))
    for span in tokens(text, cuts):
        assert trimmed(snapped(span, text), text) == span


@pytest.mark.parametrize("name", ["conll", "spacy", "prodigy"])
def test_a_passage_within_a_word_is_told(name: str) -> None:
    text = "The minister said."
    bundle = Bundle.of_texts(
        {"a.txt": text},
        ["x"],
        [
            PassageItem.cut("a.txt", text, start, end, tags=("x",))
            for start, end in ((0, 3), (5, 11), (13, 17))
        ],
    )
    assert FORMATS[name].losses(bundle)[OFF_TOKEN] == 1


@pytest.mark.parametrize("name", ["labelstudio", "qdpx", "cas", "brat", "doccano", "prodigy"])
def test_passages_on_one_place_are_told_where_they_become_one(name: str) -> None:
    one = PassageItem.cut("a.txt", "minister", 0, 8, tags=("x",))
    passages = [replace(one, id=f"p{number}") for number in range(3)]
    bundle = Bundle.of_texts({"a.txt": "minister"}, ["x"], passages)
    written = FORMATS[name].write(bundle)
    assert [count for what, count in written.losses.items() if "joined" in what] == [2]
    read = FORMATS[name].read(written.data, "file")
    assert (len(read.passages), read.joined) == (1, 2)


@pytest.mark.parametrize(("exporter", "lost"), [("ada", 0), ("mina", 1)])
def test_the_author_is_lost_where_somebody_else_exports(exporter: str, lost: int) -> None:
    one = PassageItem.cut("a.txt", "minister", 0, 8, tags=("x",), author="ada")
    bundle = replace(Bundle.of_texts({"a.txt": "minister"}, ["x"], [one]), exporter=exporter)
    assert FORMATS["doccano"].losses(bundle)["authors of passages"] == lost
    assert FORMATS["qdpx"].losses(bundle)["authors of passages"] == 0


@given(bundles())
def test_spacy_takes_the_docs(bundle: Bundle) -> None:
    import spacy
    from spacy.tokens import Doc

    vocab = spacy.blank("xx").vocab
    rows = FORMATS["spacy"].write(bundle).data.decode().split("\n")[:-1]
    found = [Doc(vocab).from_json(json.loads(row), validate=True) for row in rows]
    assert [doc.text for doc in found] == list(bundle.texts.values())
    for doc, path in zip(found, bundle.texts, strict=True):
        spans = {(s.start_char, s.end_char, s.label_) for s in doc.spans.get("sc", [])}
        own = [p for p in bundle.passages if p.document == path]
        words = [(trimmed(Span(p.start, p.end), doc.text), p.tags) for p in own]
        words = [(trimmed(snapped(span, doc.text), doc.text), tags) for span, tags in words if span]
        assert spans == {
            (span.start, span.end, tag) for span, tags in words if span for tag in tags
        }


def test_a_docbin_is_read_by_spacy() -> None:
    import spacy
    from spacy.tokens import DocBin

    passage = PassageItem.cut("a.txt", "Ann  met Bo.", 5, 11, tags=("claim",))
    names = {"a.txt": ((0, 3, "PER"), (9, 11, "PER"))}
    bundle = Bundle(
        corpus="", exported="", passages=(passage,), texts={"a.txt": "Ann  met Bo."}, names=names
    )
    (doc,) = (
        DocBin().from_bytes(FORMATS["docbin"].write(bundle).data).get_docs(spacy.blank("xx").vocab)
    )
    assert (doc.text, [span.text for span in doc.spans["sc"]]) == ("Ann  met Bo.", ["met Bo"])
    assert [(name.text, name.label_) for name in doc.ents] == [("Ann", "PER"), ("Bo", "PER")]


@given(bundles())
def test_conll_is_strict_iob2_and_tells_what_it_leaves_out(bundle: Bundle) -> None:
    written = FORMATS["conll"].write(bundle)
    before, begun = "O", 0
    for row in written.data.decode().split("\n"):
        if not row or row.startswith("-DOCSTART-"):
            before = "O"
            continue
        token, label = row.split("\t")
        assert token.strip()
        assert label == "O" or label[:2] in ("B-", "I-")
        if label.startswith("I-"):
            assert before[2:] == label[2:]
        begun += label.startswith("B-")
        before = label
    told = written.losses
    assert told.get("further tags of a passage", 0) <= sum(len(p.tags) - 1 for p in bundle.passages)
    flat = told.get("passages that overlap another", 0) + told.get("passages of blanks alone", 0)
    assert begun >= len(bundle.passages) - flat


def full(odd: str = "") -> Bundle:
    """Return a bundle that has something of everything, with odd characters in all of it."""
    text = f"=cmd is *not* a formula.{odd} It is a claim."
    claim, a = f"claim{odd}", f"{odd}a.txt"
    quoted = PassageItem.cut(a, text, 0, 4, tags=(claim, "a"), note=f"+1\nand more{odd}")
    return Bundle(
        corpus=f"news{odd}",
        exported="2024-01-01T00:00:00Z",
        tags=(
            TagItem(name=claim, description=f"To check{odd}", color="#112233", key="c"),
            TagItem(name="a", parent=claim),
            TagItem(name="spare"),
        ),
        unused=frozenset({"spare"}),
        documents=(
            DocumentItem(
                path=a, title=f"=Title{odd}", date="2024-01-02", note=f"read{odd}", tags=("a",)
            ),
            DocumentItem(path="b.txt", status="done"),
        ),
        passages=(
            replace(quoted, author=odd),
            PassageItem.cut(a, text, 2, 13, tags=(), author="ada", created="2024-01-01T00:00:00Z"),
        ),
        links=(LinkItem(a=a, b="b.txt", kind=f"edited{odd}", note=f"why{odd}"),),
        texts={a: text, "b.txt": "b"},
    )


OF_DOCUMENTS = {"tags of documents", "notes of documents", "statuses of documents"}
OF_TAGS = {
    "parents of tags",
    "descriptions of tags",
    "colours of tags",
    "tags that are on nothing",
}
OF_PASSAGES = {"authors of passages"}
LOST = {
    "json": set(),
    "webannotation": OF_DOCUMENTS | OF_TAGS,
    "csv": {"links"} | OF_DOCUMENTS | OF_TAGS,
    "brat": {"links", "line breaks of notes"}
    | OF_DOCUMENTS
    | OF_PASSAGES
    | {"descriptions of tags"},
    "cas": {"links"} | OF_DOCUMENTS - {"notes of documents"} | OF_TAGS,
    "doccano": {"links", "notes", "passages without a tag"} | OF_DOCUMENTS | OF_TAGS | OF_PASSAGES,
    "labelstudio": {"links"} | OF_DOCUMENTS | OF_TAGS | OF_PASSAGES,
    "conll": {"links", "notes", "passages without a tag", "further tags of a passage"}
    | OF_DOCUMENTS
    | OF_TAGS
    | OF_PASSAGES,
}


@pytest.mark.parametrize("name", LOST)
def test_no_loss_is_silent(name: str) -> None:
    assert FORMATS[name].write(full()).losses.keys() == LOST[name]


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if one.writes])
def test_every_format_takes_characters_that_no_keyboard_has(name: str) -> None:
    assert FORMATS[name].write(full("\0\x07\x0c\x1b\x9b\ufffe\u202e")).data or name == "candidates"


def test_a_line_end_that_brat_has_no_fragment_for_is_counted() -> None:
    passage = PassageItem.cut("a.txt", "one\r\ntwo", 0, 5, tags=("claim",))
    bundle = Bundle(
        corpus="",
        exported="",
        tags=(TagItem(name="claim"),),
        passages=(passage,),
        texts={"a.txt": "one\r\ntwo"},
    )
    assert FORMATS["brat"].write(bundle).losses == {"blanks at the ends of passages": 1}


def test_no_cell_of_a_table_is_a_formula_in_its_header_neither() -> None:
    assert csv_bytes(["tag", "=cmd|/c calc!A1"], []) == b"tag,'=cmd|/c calc!A1\r\n"


def test_a_table_is_read_as_it_was_written_and_holds_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"].write(full()).data.decode(), newline="")))
    assert [row["quote"] for row in rows] == ["'=cmd", "md is *not*"]
    told = (rows[0]["title"], rows[0]["note"], rows[0]["tags"])
    assert told == ("'=Title", "'+1\nand more", "claim; a")


def test_markdown_quotes_with_citation_and_obeys_no_mark_of_a_text() -> None:
    by_document = FORMATS["markdown"].write(full()).data.decode()
    assert r"> md is \*not\*" in by_document
    assert "=Title" in by_document
    assert "2024-01-02, a.txt" in by_document
    by_tag = FORMATS["markdown-by-tag"].write(full()).data.decode()
    assert by_tag.index("## claim") < by_tag.index("## a") < by_tag.index("## Without a tag")


def test_notes_links_authors_and_ids_come_back_from_web_annotations() -> None:
    own = PassageItem.cut("ä b.txt", "one two", 4, 7, tags=("x",), note="n")
    name = "019a0000-0000-7000-8000-0000000000ff"
    given = replace(own, id=name, author="Mina", created="2024", modified="2025", revision=1)
    link = LinkItem(a="ä b.txt", b="c.txt", kind="edited", verdict="rejected", note="no")
    documents = (DocumentItem(path="ä b.txt"), DocumentItem(path="c.txt"))
    bundle = Bundle(corpus="", exported="", documents=documents, passages=(given,), links=(link,))
    read = FORMATS["webannotation"].read(FORMATS["webannotation"].write(bundle).data, "f")
    assert (read.passages, read.links) == (bundle.passages, bundle.links)


@pytest.mark.parametrize(
    ("name", "rows", "left_out"),
    [
        (
            "doccano",
            [{"text": "a b", "label": [], "relations": [{"id": 1}, {"id": 2}], "Comments": ["c"]}],
            ["2 relations", "1 comments"],
        ),
        (
            "prodigy",
            [
                {"text": "a b", "spans": [], "relations": [{}], "answer": "accept"},
                {"text": "a", "answer": "reject"},
                {"text": "b", "answer": "ignore"},
            ],
            ["1 relations", '1 lines with the answer "reject"', '1 lines with the answer "ignore"'],
        ),
        (
            "labelstudio",
            {
                "data": {"text": "a b"},
                "annotations": [
                    {
                        "was_cancelled": True,
                        "result": [{"type": "labels", "value": {"start": 0, "end": 1}}],
                    },
                    {
                        "result": [
                            {"type": "relation", "from_id": "a", "to_id": "b"},
                            {"type": "choices", "value": {"choices": ["x"]}},
                            {"type": "odd", "value": {"start": 0, "end": 1, "odd": ["x"]}},
                        ]
                    },
                ],
            },
            [
                "1 annotations that were skipped",
                "1 relations",
                '1 results of the type "choices"',
                '1 regions of the type "odd"',
            ],
        ),
    ],
)
def test_what_other_tools_hold_that_has_no_place_here_is_counted(
    name: str, rows: object, left_out: list[str]
) -> None:
    is_lines = isinstance(rows, list)
    data = "\n".join(map(json.dumps, rows)) if is_lines else json.dumps([rows])
    found = FORMATS[name].read(data.encode(), "file")
    assert not found.passages
    told = zip(found.left_out, left_out, strict=True)
    assert all(one.startswith(beginning) for one, beginning in told), found.left_out


def test_hypothesis_is_read_by_its_quotes() -> None:
    selectors = [
        {"type": "TextPositionSelector", "start": 900, "end": 903},
        {"type": "TextQuoteSelector", "exact": "two", "prefix": "one ", "suffix": ""},
    ]
    row = {
        "uri": "https://example.org/a",
        "user": "acct:mina@hypothes.is",
        "text": "why",
        "tags": ["x"],
        "target": [{"source": "https://example.org/a", "selector": selectors}],
    }
    read = FORMATS["webannotation"].read(json.dumps({"rows": [row]}).encode(), "f")
    (passage,) = read.passages
    assert (passage.quote, passage.prefix, passage.tags) == ("two", "one ", ("x",))
    assert (passage.note, passage.author) == ("why", "mina")


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
