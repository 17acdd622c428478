"""Every format: what goes out comes back, at the same characters, and a broken file is refused."""

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
    select,
    with_tags_in_use,
)
from reader.exchange.shared.utf16 import Utf16Offsets
from tests.exchange.bundles import TEXT, bundles, full

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
    claims = select(bundle, Selection(tags=("claim",)))
    assert claims.passages == (one, two)
    assert with_tags_in_use(claims).tags == bundle.tags[:2]
    assert with_tags_in_use(replace(claims, passages=()), ["disputed"]).tags == bundle.tags[:2]
    done = select(bundle, Selection(statuses=("done",)))
    assert (done.documents, done.links) == (bundle.documents, bundle.links)
    assert (done.passages, list(done.texts)) == ((), ["b.txt"])
    unread = select(bundle, Selection(statuses=("unread",), documents=("a.txt",)))
    assert unread.documents == (bundle.documents[0], DocumentItem(path="b.txt"))
    assert select(bundle, Selection(documents=("?.txt",))) == bundle


NOT_JSON = ["no json", "{", '{"a": NaN', "\udcff", "[" * 100_000]
BROKEN = {
    "doccano": [
        '{"text": "abc", "entities": 4}',
        "[1]",
        "{}",
        '{"text": 1}',
        '{"text": "abc", "label": [[true, 2, "x"]]}',
        '{"text": "abc", "label": [[0, 1]]}',
        '{"text": "abc", "entities": [{"start_offset": 0, "end_offset": 1}]}',
        '{"text": "abc", "entities": [3]}',
        '{"text": "abc", "label": [[0, 1, " "]]}',
        f'{{"text": "abc", "label": [[0, 1, "{"x" * 100_000}"]]}}',
    ],
    "prodigy": [
        "[1]",
        "{}",
        '{"text": "abc", "spans": 3}',
        '{"text": "abc", "spans": [3]}',
        '{"text": "abc", "spans": [{"start": 0, "end": 1}]}',
        '{"text": "abc", "spans": [{"start": 0, "end": 1, "label": ""}]}',
        '{"text": "a", "spans": [{"start": 0, "end": 1, "label": "x", "token_start": 5,'
        ' "token_end": 2}]}',
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
                ("a", "annotations", '{"start": "0", "end": 1}'),
                ("a", "annotations", '{"start": 0, "end": 1, "labels": [""]}'),
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
        '[{"motivation": "linking", "target": "a", "body": {"purpose": "linking", "source": "a"}}]',
        '[{"target": "a", "body": 7}]',
        '[{"target": "a", "body": {"purpose": "tagging", "value": ""}}]',
        '[{"id": "urn:uuid:1", "created": "yesterday", "target": {"source": "a", "selector":'
        ' {"type": "TextQuoteSelector", "exact": "a"}}}]',
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


def regions(text: str, key: str, *spans: tuple[int, int]) -> str:
    results = [{"value": {"start": start, "end": end, "labels": ["x"]}} for start, end in spans]
    return json.dumps([{"data": {"text": text}, key: [{"result": results}]}])


@pytest.mark.parametrize(
    ("name", "data", "place"),
    [
        ("doccano", '{"text": "abc", "label": [[0, 9, "x"], [0, 1, "x"]]}', "f:1"),
        ("doccano", '{"text": "abc", "label": [[2, 1, "x"], [0, 1, "x"]]}', "f:1"),
        (
            "prodigy",
            '{"text": "abc", "spans": [{"start": -1, "end": 1, "label": "x"},'
            ' {"start": 0, "end": 1, "label": "x"}]}',
            "f:1",
        ),
        (
            "labelstudio",
            regions("abc", "annotations", (0, 1), (0, 4)),
            "f#/0/annotations/0/result/1",
        ),
        (
            "labelstudio",
            regions("a𝒳", "predictions", (0, 1), (2, 3)),
            "f#/0/predictions/0/result/1",
        ),
    ],
)
def test_what_has_no_place_is_left_out_by_its_name_and_the_rest_is_taken(
    name: str, data: str, place: str
) -> None:
    found = FORMATS[name].read(data.encode(), "f")
    assert [one.quote for one in (*found.passages, *found.suggested)] == ["a"]
    (told,) = found.left_out
    assert told.startswith(f"{place}: ")


@pytest.mark.parametrize("name", ["json", "webannotation", "labelstudio", "doccano", "prodigy"])
@pytest.mark.parametrize(
    ("fault", "column"), [('{"a": 1, "a": 2}', 20), ('["a", NaN]', 17), ("[" * 100_000, 209)]
)
def test_json_that_can_not_be_taken_is_told_by_line_and_column(
    name: str, fault: str, column: int
) -> None:
    first = '{"text": "a"}' if name in ("doccano", "prodigy") else "["
    data = f'{first}\n{{"other": {fault}'
    with pytest.raises(FormatError) as refused:
        FORMATS[name].read(data.encode(), "f")
    file, line, at = refused.value.place.split(":")
    assert (file, line) == ("f", "2") and abs(int(at) - column) <= 2


def test_half_a_character_is_told_with_its_line() -> None:
    data = rb'{"text": "a", "label": [[0, 1, "Ev\ud800ent"]]}'
    read = FORMATS["doccano"].read(b"\n" + data, "f")
    assert read.tags[0].name == "Ev\ufffdent"
    assert read.left_out == ("1 half of a character, now U+FFFD: line 2",)


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if one.writes])
def test_every_format_takes_characters_that_no_keyboard_has(name: str) -> None:
    assert FORMATS[name].write(full("\0\x07\x0c\x1b\x9b\ufffe\u202e")).data or name == "candidates"


RELATIONS = [{"type": "by", "from_id": 2 * n + 1, "to_id": 2 * n + 2} for n in range(4)] + [{}]


@pytest.mark.parametrize(
    ("name", "rows", "left_out"),
    [
        (
            "doccano",
            [{"text": "a b", "label": [], "relations": RELATIONS, "Comments": ["c"]}],
            [
                "1 comment",
                "4 relations “by” of passages, by ids of the file: 1 → 2, 3 → 4, 5 → 6, …",
                "1 relation of",
            ],
        ),
        (
            "prodigy",
            [
                {"text": "a b", "spans": [], "relations": [{}], "answer": "accept"},
                {"text": "a", "answer": "reject"},
                {"text": "b", "answer": "ignore"},
            ],
            ['1 line with the answer "reject"', '1 line with the answer "ignore"', "1 relation "],
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
                "1 annotation skipped",
                '1 result of the type "choices"',
                '1 region of the type "odd"',
                "1 relation of passages, by ids of the file: a → b",
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
