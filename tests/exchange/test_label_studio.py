"""Label Studio: predictions come and go as suggestions, and its own converter reads our tasks."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.exchange import (
    FORMATS,
    Bundle,
    DocumentItem,
    PassageItem,
    SuggestedPassageItem,
    TagItem,
)

TEXT = "A 👩\u200d🏽 said the harbor bridge is safe. It is not."
CONFIG = """<View><Labels name="label" toName="text"><Label value="claim"/></Labels>
<TextArea name="note" toName="text" perRegion="true"/><Text name="text" value="$text"/></View>"""


def bundle(
    passages: tuple[PassageItem, ...] = (), suggested: tuple[SuggestedPassageItem, ...] = ()
) -> Bundle:
    return Bundle(
        corpus="",
        exported="",
        tags=(TagItem(name="claim"), TagItem(name="rumour")),
        documents=(DocumentItem(path="a.txt"),),
        passages=passages,
        suggested=suggested,
        texts={"a.txt": TEXT},
    )


@given(
    st.lists(
        st.tuples(
            st.integers(0, 10),
            st.integers(11, len(TEXT)),
            st.sampled_from(["claim", "rumour"]),
            st.integers(0, 100),
            st.sampled_from(["", "tagger 3"]),
        ),
        max_size=4,
        unique_by=lambda one: (one[0], one[1], one[4]),
    )
)
def test_suggestions_go_out_as_predictions_and_come_back(
    given_ones: list[tuple[int, int, str, int, str]],
) -> None:
    suggested = tuple(
        SuggestedPassageItem.cut(
            "a.txt", TEXT, start, end, tags=(tag,), tool=tool, certainty=certainty
        )
        for start, end, tag, certainty, tool in given_ones
    )
    written = FORMATS["labelstudio"].write(bundle(suggested=suggested))
    assert not written.losses
    found = FORMATS["labelstudio"].read(written.data, "file")
    assert not found.passages and set(found.suggested) == set(suggested)


def test_what_a_person_rejected_is_not_suggested_to_others() -> None:
    rejected = SuggestedPassageItem.cut("a.txt", TEXT, 0, 9, tags=("claim",), answer="rejected")
    written = FORMATS["labelstudio"].write(bundle(suggested=(rejected,)))
    assert not written.losses and b"harbor" in written.data
    assert not FORMATS["labelstudio"].read(written.data, "file").suggested
    assert FORMATS["doccano"].write(bundle(suggested=(rejected,))).losses == {}


def test_lines_of_prodigy_that_nobody_has_answered_are_suggestions() -> None:
    span = {"start": 0, "end": 1, "label": "claim"}
    rows = [{"text": "one", "spans": [span]}, {"text": "two", "spans": [span], "answer": "accept"}]
    data = "".join(f"{json.dumps(row)}\n" for row in rows).encode()
    found = FORMATS["prodigy"].read(data, "file")
    assert [one.quote for one in found.suggested] == ["o"]
    assert [one.quote for one in found.passages] == ["t"]


def test_its_own_converter_reads_our_tasks(tmp_path: Path) -> None:
    pytest.importorskip("label_studio_sdk", reason="label-studio-sdk is not installed")
    from label_studio_sdk.converter import Converter

    # It takes offsets for code points, unlike the pages of Label Studio: this text has no emoji.
    text = "They said the harbor bridge is safe."
    passage = PassageItem.cut("a.txt", text, 14, 27, tags=("claim",), note="ask")
    tasks = tmp_path / "tasks.json"
    written = FORMATS["labelstudio"].write(replace(bundle((passage,)), texts={"a.txt": text}))
    tasks.write_bytes(written.data)
    converter = Converter(CONFIG, project_dir=str(tmp_path))
    converter.convert_to_conll2003(str(tasks), str(tmp_path), is_dir=False)
    rows = [line.split() for line in (tmp_path / "result.conll").read_text("utf-8").splitlines()]
    labelled = [row[0] for row in rows if row and row[-1].endswith("claim")]
    assert labelled == ["harbor", "bridge"]


def test_labels_of_texts_authors_and_scores_of_prodigy_are_taken_or_told() -> None:
    words = [{"text": "old", "start": 4, "end": 7, "id": 0}]
    by_token = {"token_start": 0, "token_end": 0, "label": "x"}
    rows = [
        {"text": "a", "label": "SPORT", "answer": "accept", "_annotator_id": "news-ada"},
        {"text": "b", "options": [{"id": "A"}], "accept": ["A"], "_session_id": "news-bo"},
        {"text": "c", "label": "ART", "score": 0.3},
        {"text": "The old", "tokens": words, "spans": [by_token], "answer": "accept", "score": 1},
        {"text": "The new", "spans": [by_token], "answer": "accept"},
        {"text": "d e", "spans": [{"start": 0, "end": 1, "label": "x", "score": 0.4}]},
    ]
    found = FORMATS["prodigy"].read("\n".join(map(json.dumps, rows)).encode(), "file")
    assert [(one.tags, one.author) for one in found.documents[:3]] == [
        (("SPORT",), "news-ada"),
        (("A",), "news-bo"),
        ((), ""),
    ]
    assert [(one.quote, one.tags) for one in found.passages] == [("old", ("x",))]
    assert [one.certainty for one in found.suggested] == [40]
    assert [one.name for one in found.tags] == ["x", "SPORT", "A"]
    assert sorted(found.left_out) == [
        "1 label of whole texts that only a model gave",
        "1 score of what was accepted",
        "1 span of tokens that are not in the file",
    ]


def test_labels_of_hypertext_are_read_and_what_is_no_label_is_told() -> None:
    place = {"start": 6, "end": 10, "text": "said"}
    tree = {"start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "text": "said"}
    whole = {"start": TEXT.index("said") + 2, "end": TEXT.index("said") + 6}  # of UTF-16
    results = [
        {
            "type": "hypertextlabels",
            "value": {**tree, "globalOffsets": whole, "hypertextlabels": ["claim"]},
        },
        {"type": "choices", "value": {**place, "choices": ["certain"]}},
        {"type": "rating", "value": {**place, "rating": 4}},
    ]
    task = {
        "data": {"text": TEXT},
        "annotations": [{"result": results}],
        "drafts": [{"result": []}],
    }
    read = FORMATS["labelstudio"].read(json.dumps([task]).encode(), "f")
    assert [(one.quote, one.tags) for one in read.passages] == [("said", ("claim",))]
    assert read.left_out == (
        "1 draft that nobody has submitted",
        '1 region of the type "choices": no labels and no notes',
        '1 region of the type "rating": no labels and no notes',
    )
